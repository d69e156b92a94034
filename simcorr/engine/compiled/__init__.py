"""The compiled engine: the week as one kernel over arrays."""

import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from simcorr.engine.compiled.kernel import advance
from simcorr.engine.compiled.model import Model
from simcorr.engine.phases.week import LIST_FULL, NEEDS_ROOM, UNSOUND
from simcorr.engine.soundness import refuse
from simcorr.errors import RunError
from simcorr.jit import cache_folder, keeps_code
from simcorr.world import Trace, World
from simcorr.world.trace import EVENT_COLUMNS, share_of_top_tenth

__all__ = ["prepare", "simulate"]

EXPECTED_WAIT = "about half a minute"
_PATIENCE_SECONDS = 0.2
"""How long a call may take before Python looks at the keyboard and reports progress."""


def simulate(world: World, *, events: bool = False, progress: Callable[[int, int], None] | None = None) -> Trace:
    """Run a world from its first week to its last and return its record.

    Parameters
    ----------
    world : World
    events : bool
        Whether to keep every event.
    progress : callable (week, weeks), optional
        Called a few times a second, and after the last week.
    """
    _announce_compilation()
    model = Model(world, events=events)
    week, weeks_a_call = 0, 1
    while week < world.weeks:
        started = time.perf_counter()
        stop = min(week + weeks_a_call, world.weeks)
        if not pass_weeks(model, world, stop):
            continue
        week = stop
        if time.perf_counter() - started < _PATIENCE_SECONDS / 4:
            weeks_a_call *= 2
        elif time.perf_counter() - started > _PATIENCE_SECONDS:
            weeks_a_call = max(1, weeks_a_call // 2)
        if progress is not None:
            progress(week, world.weeks)
    return _trace(model, events)


def pass_weeks(model: Model, world: World, stop: int) -> bool:
    """Let weeks pass until week ``stop``; return whether it was reached, or only room was made on the way."""
    status = advance(model, stop)
    if status == LIST_FULL:
        raise RunError(
            f"a list of the compiled engine overflowed in week {model.number('week')}, phase "
            f"{model.number('full_in_phase')}; please report this, and use engine='mesa' meanwhile"
        )
    if status == UNSOUND:
        week, records = model.number("week"), list(model.arrays["corridors"].view(np.recarray))
        refuse(world, week, model.arrays["by_context"][week], model.arrays["by_corridor"][week], records)
    if status == NEEDS_ROOM:
        model.make_room()
        return False
    return True


def prepare() -> None:
    """Compile the engine, or load what was compiled before; worth it before many workers start at once."""
    from simcorr.scenario import Corridor, Scenario
    from simcorr.world import build

    tiny = Corridor(name="a", arrivals_per_year=0)
    simulate(build(Scenario(name="tiny", corridors=(tiny,), burn_in_weeks=0, window_weeks=1)))


def _trace(model: Model, events: bool) -> Trace:
    columns = None
    if events:
        table = model.arrays["events"][: model.length("events")]
        columns = {name: table[:, place].copy() for place, name in enumerate(EVENT_COLUMNS)}
    by_context, by_corridor, by_rank = (model.arrays[f"by_{units}"] for units in ("context", "corridor", "rank"))
    top = share_of_top_tenth(model.arrays["window_income"].tolist())
    return Trace(by_context, by_corridor, by_rank, top, columns)


def _announce_compilation() -> None:
    """Say that the first run on a machine takes longer, when nothing compiled is at hand."""
    if getattr(advance, "signatures", None):
        return
    compiled: Any = advance
    if not keeps_code():
        print(
            f"simcorr compiles its engine, {EXPECTED_WAIT}; it cannot keep it in {cache_folder()} for the next time",
            file=sys.stderr,
        )
    elif not any(Path(compiled.stats.cache_path).glob("*advance*.nbi")):  # its own for every copy of the package
        print(f"simcorr compiles its engine; once for this installation, {EXPECTED_WAIT} ...", file=sys.stderr)

"""The compiled engine: the rules and phases of the Mesa engine over arrays, event for event the same."""

import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from simcorr.engines.compiled.model import Model
from simcorr.engines.compiled.week import LIST_FULL, NEEDS_ROOM, UNSOUND, advance
from simcorr.errors import RunError
from simcorr.jit import JIT_AVAILABLE, cache_folder, keeps_code
from simcorr.world import Trace, World
from simcorr.world.measures import CONTEXT_INDEX, CORRIDOR_INDEX
from simcorr.world.soundness import CORRIDOR_BELIEFS, OF_CONTEXTS, refuse_unsound
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
    run, weeks_a_call = model.arrays["run"][0], 1
    while run["week"] < world.weeks:
        started = time.perf_counter()
        stop = min(int(run["week"]) + weeks_a_call, world.weeks)
        status = advance(model.table, stop)
        if status == LIST_FULL:
            raise RunError(
                f"a list of the compiled engine overflowed in week {run['week']}, phase "
                f"{run['full_in_phase']}; please report this, and use engine='mesa' meanwhile"
            )
        if status == UNSOUND:
            _refuse_unsound(model, world)
        if status == NEEDS_ROOM:
            model.make_room()
            continue
        if time.perf_counter() - started < _PATIENCE_SECONDS / 4:
            weeks_a_call *= 2
        elif time.perf_counter() - started > _PATIENCE_SECONDS:
            weeks_a_call = max(1, weeks_a_call // 2)
        if progress is not None:
            progress(int(run["week"]), world.weeks)
    return _trace(model, events)


def prepare() -> None:
    """Compile the engine, or load what was compiled before; worth it before many workers start at once."""
    from simcorr.scenario import Corridor, Scenario
    from simcorr.world import build

    tiny = Corridor(name="a", arrivals_per_year=0)
    simulate(build(Scenario(name="tiny", corridors=(tiny,), burn_in_weeks=0, window_weeks=1)))


def _refuse_unsound(model: Model, world: World) -> None:
    """Say what is no number after the last week."""
    week = int(model.arrays["run"]["week"][0])
    by_context, corridors = model.arrays["by_context"][week], model.arrays["corridors"]
    of_contexts = {name: by_context[:, CONTEXT_INDEX[name]].tolist() for name in OF_CONTEXTS}
    of_corridors = {name: corridors[name].tolist() for name in CORRIDOR_BELIEFS}
    of_corridors["fees_usd"] = model.arrays["by_corridor"][week, :, CORRIDOR_INDEX["fees_usd"]].tolist()
    refuse_unsound(week, world.corridor_names, of_contexts, of_corridors)


def _trace(model: Model, events: bool) -> Trace:
    columns = None
    if events:
        table = model.arrays["events"][: int(model.arrays["run"]["events"][0])]
        columns = {name: table[:, place].copy() for place, name in enumerate(EVENT_COLUMNS)}
    return Trace(
        model.arrays["by_context"],
        model.arrays["by_corridor"],
        model.arrays["by_rank"],
        share_of_top_tenth(model.arrays["window_income"].tolist()),
        columns,
    )


def _announce_compilation() -> None:
    """Say that the first run on a machine takes longer, when nothing compiled is at hand."""
    if not JIT_AVAILABLE or getattr(advance, "signatures", None):
        return
    compiled: Any = advance
    if not keeps_code():
        print(
            f"simcorr compiles its engine, {EXPECTED_WAIT}; it cannot keep it in {cache_folder()} for the next time",
            file=sys.stderr,
        )
    elif not any(Path(compiled.stats.cache_path).glob("*advance*.nbi")):  # its own for every copy of the package
        print(f"simcorr compiles its engine; once for this installation, {EXPECTED_WAIT} ...", file=sys.stderr)

"""What property-based tests draw: changes that are valid for their lever, measures, shares."""

from hypothesis import strategies as st

from simcorr.contexts import CONTEXT_NAMES
from simcorr.interventions import INTERVENTIONS, LEVERS, Change, Intervention, Lever

CORRIDORS = ("land", "sea", "air")
BURN_IN = 10
WEEKS = 60

shares = st.floats(0, 1)


def somewhere(names: tuple[str, ...]) -> st.SearchStrategy[tuple[str, ...] | None]:
    return st.none() | st.lists(st.sampled_from(names), min_size=1, max_size=3, unique=True).map(tuple)


@st.composite
def changes_of(draw: st.DrawFn, lever: Lever, combine: str | None = None) -> Change:
    """Return a change of a lever; all replacements of a lever take one value, so that none contradict."""
    combine = combine or draw(st.sampled_from(lever.combine))
    low, high = (lever.low, lever.high) if combine != "replace" else (lever.high / 2, lever.high / 2)
    start = draw(st.integers(0, 30))
    gradual = lever.gradual
    return Change(
        lever=lever.name,
        combine=combine,
        value=draw(st.floats(low, high)),
        contexts=draw(somewhere(CONTEXT_NAMES)) if lever.scope == "context" else None,
        corridors=draw(somewhere(CORRIDORS)) if lever.scope != "national" else None,
        start_week=start,
        end_week=draw(st.none() | st.integers(start + 1, start + 40)),
        ramp_weeks=draw(st.integers(0, 12)) if gradual else 0,
        fade_weeks=draw(st.integers(0, 30)) if gradual else 0,
        delivered=gradual and draw(st.booleans()),
    )


@st.composite
def cells(draw: st.DrawFn) -> tuple[float, list[Change], list[float]]:
    """Return a base value, changes of one lever, and their delivery shares."""
    lever = draw(st.sampled_from(list(LEVERS.values())))
    changes = draw(st.lists(changes_of(lever), max_size=5))
    return draw(st.floats(lever.low, lever.high)), changes, [draw(shares) for _ in changes]


@st.composite
def measures(draw: st.DrawFn) -> Intervention:
    """Return a registered measure at some dose and some time, somewhere its levers allow."""
    measure = draw(st.sampled_from(list(INTERVENTIONS.values())))
    scopes = {LEVERS[sets.lever].scope for sets in measure.settings().values()}
    places: dict[str, object] = {}
    if scopes == {"context"}:
        places["contexts"] = draw(st.lists(st.sampled_from(CONTEXT_NAMES), min_size=1, max_size=4, unique=True))
    if "national" not in scopes:
        places["corridors"] = draw(somewhere(CORRIDORS))
    start = draw(st.integers(0, 40))
    return measure.dose(
        draw(st.sampled_from(list(measure.doses))),
        start_week=start,
        end_week=draw(st.none() | st.integers(start + 1, start + 30)),
        ramp_weeks=draw(st.integers(0, 20)),
        delivery=draw(st.none() | shares),
        **places,
    )


__all__ = ["BURN_IN", "CORRIDORS", "WEEKS", "cells", "changes_of", "measures", "shares"]

"""A scandal and a crackdown in one corridor: who is transferred, who is prosecuted, and where journeys go."""

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from simcorr.interventions import JointTraining
from simcorr.patterns.studies.periods import relative_change
from simcorr.patterns.studies.study import Arm, Study, Sums
from simcorr.scenario import Shock
from simcorr.simulation.outcome import ratio
from simcorr.world.measures import BY_CONTEXT as K, BY_CORRIDOR as C
from simcorr.world.trace import Trace

if TYPE_CHECKING:
    from simcorr.scenario import Scenario

_WHERE = "sea"
"""The corridor, which is one over sea: all rows are about one maritime route and what was left of it."""
_WEEK, _WEEKS = 26, 26
_FACTOR = 2.0
"""How many more parties gatekeepers stop during the crackdown that follows a scandal, other things equal."""
_FIRST = 13
"""Weeks in which sanctions are counted: the first quarter."""
_AFTER = 52
"""Weeks in which journeys are counted."""


def _arms(base: "Scenario") -> dict[str, Arm]:
    here = base.corridors[_place(base)].name
    shock = Shock(kind="scandal", corridor=here, week=_WEEK, weeks=_WEEKS, size=0.5)
    crackdown = JointTraining(
        factor=_FACTOR, corridors=(here,), start_week=_WEEK, end_week=_WEEK + _WEEKS, ramp_weeks=0, delivery=1.0
    )
    scandal = base.with_changes({"shocks": [*base.shocks, shock]})
    return {"calm": Arm(base), "scandal": Arm(scandal, (crackdown,))}


def _place(scenario: "Scenario") -> int:
    """Return the number of the corridor where it happens: the one over sea, or the first where there is none."""
    names = [corridor.name for corridor in scenario.corridors]
    return names.index(_WHERE) if _WHERE in names else 0


def _observe(trace: Trace, scenario: "Scenario") -> dict[str, float]:
    start = scenario.burn_in_weeks + _WEEK
    sanctions = trace.context[start : start + _FIRST].sum(axis=(0, 1))
    journeys = trace.corridor[start : start + _AFTER, :, C.irregular_journeys].sum(axis=0)
    return {
        "moved": float(sanctions[K.transfers] + sanctions[K.suspensions]),
        "prosecuted": float(sanctions[K.prosecutions]),
        "here": float(journeys[_place(scenario)]),
        "elsewhere": float(np.delete(journeys, _place(scenario)).sum()),
    }


def _patterns(sums: Mapping[str, Sums]) -> dict[str, float]:
    calm, scandal = sums["calm"], sums["scandal"]
    moved, prosecuted = (scandal[name] - calm[name] for name in ("moved", "prosecuted"))
    alone = not calm["elsewhere"] > 0.0
    return {
        "moved_per_prosecution": ratio(moved, prosecuted),
        "journeys_here": relative_change(scandal["here"], calm["here"]),
        "journeys_elsewhere": math.nan if alone else relative_change(scandal["elsewhere"], calm["elsewhere"]),
    }


SCANDAL = Study("scandal", _arms, _observe, _patterns, replicates=20)

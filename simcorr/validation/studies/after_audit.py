"""One campaign of audits, and the years after it."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from simcorr.validation.studies.audits import audits, ratio_of
from simcorr.validation.studies.periods import bribes_in, relative_change
from simcorr.validation.studies.study import Arm, Study, Sums
from simcorr.world.trace import Trace

if TYPE_CHECKING:
    from simcorr.scenario import Scenario

_CAMPAIGN = (26, 39)
_FACTOR = 50.0
"""Audit effort during the campaign, in multiples of the usual: about every second bribe is found."""
_PERIODS = {"first_year": (39, 91), "third_year": (143, 195)}


def _arms(base: "Scenario") -> dict[str, Arm]:
    return {"none": Arm(base), "campaign": Arm(base, audits(_FACTOR, start_week=_CAMPAIGN[0], end_week=_CAMPAIGN[1]))}


def _observe(trace: Trace, scenario: "Scenario") -> dict[str, float]:
    return bribes_in(trace, scenario, _PERIODS)


def _patterns(sums: Mapping[str, Sums]) -> dict[str, float]:
    first, third = (relative_change(sums["campaign"][name], sums["none"][name]) for name in _PERIODS)
    return {"bribes_after_audit": first, "left_of_it_in_third_year": ratio_of(third, first)}


AFTER_AUDIT = Study("after_audit", _arms, _observe, _patterns, replicates=20)

"""Internal monitoring by superiors who are new to their staff: how long its effect lasts."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from simcorr.interventions import StaffRotation
from simcorr.patterns.studies.audits import audits, ratio_of
from simcorr.patterns.studies.periods import bribes_in, relative_change
from simcorr.patterns.studies.study import Arm, Study, Sums
from simcorr.world.trace import Trace

if TYPE_CHECKING:
    from simcorr.scenario import Scenario

_FACTOR = 12.0
_PERIODS = {"early": (13, 39), "late": (78, 130)}


def _arms(base: "Scenario") -> dict[str, Arm]:
    """Everybody has a new superior at the start; one arm has more audits from then on, the other eroding ones off."""
    once = StaffRotation(interval_weeks=base.window_weeks, share=1.0, delivery=1.0)
    fresh = base.with_changes({"switches.rotation_cuts_ties": False, "switches.rotation_costs_experience": False})
    lasting = fresh.with_changes({"supervision.trust_erosion": 0.0, "supervision.audit_fatigue": 0.0})
    return {
        "none": Arm(fresh, (once,)),
        "monitored": Arm(fresh, (once, *audits(_FACTOR, internal=True))),
        "none_lasting": Arm(lasting, (once,)),
        "monitored_lasting": Arm(lasting, (once, *audits(_FACTOR, internal=True))),
    }


def _observe(trace: Trace, scenario: "Scenario") -> dict[str, float]:
    return bribes_in(trace, scenario, _PERIODS)


def _patterns(sums: Mapping[str, Sums]) -> dict[str, float]:
    early, late = (relative_change(sums["monitored"][name], sums["none"][name]) for name in _PERIODS)
    kept_early, kept_late = (
        relative_change(sums["monitored_lasting"][name], sums["none_lasting"][name]) for name in _PERIODS
    )
    return {
        "monitoring_early": early,
        "left_of_monitoring": ratio_of(late, early),
        "left_without_erosion": ratio_of(kept_late, kept_early),
    }


MONITORING = Study("monitoring", _arms, _observe, _patterns, replicates=10)

"""Rotation of staff where trust alone holds deals together, where there is no trust, and where the norm is high."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from simcorr.interventions import StaffRotation
from simcorr.patterns.studies.periods import relative_change
from simcorr.patterns.studies.study import Arm, Study, Sums
from simcorr.simulation.frames import window_totals
from simcorr.world.trace import Trace

if TYPE_CHECKING:
    from simcorr.scenario import Scenario

_EVERY = 1
"""Weeks between two rotations: in the laboratory partners are matched anew in each round."""
_TRUST_ALONE = {
    "officials.stranger_aversion": 3.0,
    "smugglers.starting_trust": 0.0,
    "smugglers.contact_presence": 1.0,
    "switches.norms": False,
    "switches.second_jobs": False,
}
"""A stranger must pay twenty times as much as somebody trusted, only deals make trust, and without rotation partners
who know each other always meet, as the fixed pairs of the laboratory do."""
_HIGH_NORM = {
    "officials.reservation_median_wages": 0.05,
    "officials.never_accepts_share": 0.0,
    "officials.norm_prior": 0.9,
}


def _arms(base: "Scenario") -> dict[str, Arm]:
    rotation = (StaffRotation(interval_weeks=_EVERY, share=1.0, delivery=1.0),)
    worlds = {
        "trust": base.with_changes(_TRUST_ALONE),
        "no_trust": base.with_changes({"switches.trust": False}),
        "high_norm": base.with_changes(_HIGH_NORM),
    }
    arms: dict[str, Arm] = {}
    for name, world in worlds.items():
        experienced = world.with_changes({"switches.rotation_costs_experience": False})
        arms |= {name: Arm(experienced), f"{name}_rotated": Arm(experienced, rotation)}
    return arms


def _observe(trace: Trace, scenario: "Scenario") -> dict[str, float]:
    totals = window_totals(trace, scenario.burn_in_weeks)
    return {"accepted": totals["context.offers_accepted"]}


def _patterns(sums: Mapping[str, Sums]) -> dict[str, float]:
    return {
        f"rotation_{name}": relative_change(sums[f"{name}_rotated"]["accepted"], sums[name]["accepted"])
        for name in ("trust", "no_trust", "high_norm")
    }


ROTATION = Study("rotation", _arms, _observe, _patterns, replicates=5)

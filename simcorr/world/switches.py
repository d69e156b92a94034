"""How a mechanism is switched off: its parameters take the value at which it does nothing.

The few mechanisms without such a value (what is passed on a journey, who chooses a channel, what prices are
learned, what a move costs) are flags that the engines read.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

UNLIMITED = 1e12
"""A capacity per week that nothing reaches, and a cost that nobody bears."""

# switch -> {group: {parameter: value at which the mechanism does nothing}}
_NEUTRAL: dict[str, dict[str, dict[str, float]]] = {
    "corridor_choice": {"migrants": {"detour_cost_usd": UNLIMITED}},
    "route_learning": {"smugglers": {"route_learning_rate": 0.0}},
    "trust": {
        "smugglers": {"trust_gain": 0.0, "starting_trust": 0.0, "contact_presence": 0.0},
        "officials": {"second_job_trust": 0.0},
    },
    "norms": {"officials": {"peer_effect": 0.0}},
    "risk_learning": {
        "officials": dict.fromkeys(
            (
                *("own_weight", "post_weight", "context_weight"),
                *("charge_publicity", "discipline_publicity", "spared_publicity", "verdict_publicity"),
            ),
            0.0,
        ),
        "smugglers": {"case_hearsay": 0.0},
    },
    "protection_from_above": {"officials": {"protected_share": 0.0}},
    "retainers": {"smugglers": {"retainer_block": 0.0}},
    "demands": {"officials": {"demand_propensity": 0.0}},
    "migrant_reporting": {
        # A party that wants next to nothing less than to report does not.
        "reporting": {"migrant_sees": 0.0, "migrant_sees_smuggler": 0.0, "migrant_base": -UNLIMITED},
        "justice": {"report_lead": 0.0},
    },
    "second_jobs": {"officials": {"second_job_share": 0.0}},
    "scandal_avoidance": {"supervision": {"scandal_avoidance": 0.0}},
    "capacity_limits": {
        # Where nothing is scarce, other work keeps nobody waiting.
        "justice": {"cases_per_official_week": UNLIMITED, "other_work_investigation": 0.0, "other_work_trial": 0.0},
        "reporting": {"follow_up_per_supervisor_week": UNLIMITED},
    },
    "staff_turnover": {"officials": {"turnover_per_year": 0.0}},
}

_EQUALISED = (
    "exposure",
    "discretion",
    "interception_rate",
    "documents_shown",
    "detection_rate",
    "visibility",
    "bribe_reference_usd",
    "wage_usd",
)


def switched(group: str, values: dict[str, float], switches: Mapping[str, bool]) -> dict[str, float]:
    """Return a group's values with the parameters of every mechanism that is off made neutral."""
    for name, groups in _NEUTRAL.items():
        if not switches[name]:
            values = {**values, **groups.get(group, {})}
    return values


def switched_contexts(
    contexts: dict[str, NDArray[np.float64]], switches: Mapping[str, bool], on_journeys: NDArray[np.bool_]
) -> dict[str, NDArray[np.float64]]:
    """Return the contexts' values; positions all alike on journeys when their differences are off."""
    if not switches["whistle_blowing"]:
        contexts = {**contexts, "visibility": np.zeros_like(contexts["visibility"])}
    if switches["position_differences"]:
        return contexts
    equal = {name: values.copy() for name, values in contexts.items()}
    for name in _EQUALISED:
        equal[name][on_journeys] = contexts[name][on_journeys].mean()
    return equal


def flags(switches: Mapping[str, Any]) -> dict[str, int]:
    """Return the switches that the engines read themselves."""
    names = (
        "product_passage",
        "migrant_choice",
        "price_learning",
        "hush_payments",
        "known_settlements",
        "decided_exploitation",
        "rotation_cuts_ties",
        "rotation_cuts_superiors",
        "rotation_costs_experience",
    )
    return {name: int(switches[name]) for name in names}

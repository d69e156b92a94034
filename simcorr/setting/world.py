"""From ten numbers to a scenario: one corridor of the baseline, scaled."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from simcorr.contexts import CONTEXT_NAMES
from simcorr.engines import usable_engine
from simcorr.experiment.calibration import load_ensemble
from simcorr.experiment.jobs import replicate_seed
from simcorr.parameters import declared_parameters
from simcorr.scenario import Corridor, Post
from simcorr.setting.numbers import INPUTS
from simcorr.setting.setting import Setting
from simcorr.simulation.frames import window_totals
from simcorr.simulation.running import execute

if TYPE_CHECKING:
    from simcorr.scenario import Scenario

_GATE = {"land": "border_crossings", "sea": "border_crossings", "air": "airports"}
_PILOT_RUNS = 4
_MOST_PARTIES = 600
"""Irregular parties a year that are simulated at most; the baseline's corridor over land has about as many."""
_PARTIES_PER_SMUGGLER = 10
"""Parties a year for each operator, about as in the baseline."""
_FEWEST_SMUGGLERS = 6
_FEWEST_AT_A_POST = 3
"""Simulated officials below which posts are put together, if one official stands for several."""


def inputs_of(setting: Setting, points: int, seed: int) -> pd.DataFrame:
    """Return the inputs of so many points (a row each): what is given, and elsewhere a spread over what is plausible.

    Latin hypercube on a log scale: each input alone is spread evenly, whatever else is blank.
    """
    from scipy.stats import qmc

    unit = qmc.LatinHypercube(len(INPUTS), rng=np.random.default_rng(seed)).random(points)
    columns: dict[str, Any] = {}
    for place, number in enumerate(INPUTS):
        low, high = setting.given.get(number.name, number.plausible[setting.way])
        values = np.full(points, low) if low == high else _between(low, high, unit[:, place])
        columns[number.name] = np.maximum(np.rint(values), number.low) if number.whole else values
    return pd.DataFrame(columns)


def middle_of(setting: Setting) -> dict[str, float]:
    """Return the inputs in the middle of what is known or plausible."""
    middle = {}
    for number in INPUTS:
        low, high = setting.given.get(number.name, number.plausible[setting.way])
        value = low if low == high else float(_between(low, high, np.array([0.5]))[0])
        middle[number.name] = float(max(round(value), number.low)) if number.whole else value
    return middle


def scenario_at(setting: Setting, inputs: Mapping[str, float], member: int = 0) -> Scenario:
    """Return the scenario of a setting at some inputs, with the parameters of a member of the ensemble.

    So many parties are simulated as the baseline has, at most. Where there are more, one simulated party stands for
    several, and one official at the border for as many: what each official meets stays the same.
    """
    ensemble = load_ensemble()
    corridor = ensemble.base.corridor(setting.way)
    parties = inputs["journeys_per_year"] / corridor.party_size
    scale = max(1.0, parties / _MOST_PARTIES)
    arrivals = parties / scale * would_be_per_journey(setting.way)
    operators = max(_FEWEST_SMUGGLERS, round(parties / scale / _PARTIES_PER_SMUGGLER))
    base = ensemble.base.with_changes(
        {
            "name": setting.name,
            "description": f"One stylised corridor ({setting.way}), described by ten numbers.",
            "corridors": [_corridor(corridor, setting.way, inputs, arrivals, scale)],
            "shocks": [],
            "weight": scale,
            "smugglers.count": operators,
            "officials.baseline_wage_usd": inputs["wage_usd_per_week"],
            **_wages(ensemble.base, setting.way, inputs["wage_usd_per_week"]),
        }
    )
    return ensemble.scenario(member, base)


@cache
def would_be_per_journey(way: str) -> float:
    """Return how many would-be migrants the baseline's corridor has for each irregular journey that is completed."""
    base = load_ensemble().base
    alone = base.with_changes({"corridors": [base.corridor(way)]})
    would_be = journeys = 0.0
    for replicate in range(_PILOT_RUNS):
        trace = execute(alone, (), replicate_seed(0, replicate), engine=usable_engine()).trace
        totals = window_totals(trace, alone.burn_in_weeks)
        would_be += totals["corridor.would_be_migrants"]
        journeys += totals["corridor.irregular_journeys"]
    return would_be / journeys


def _corridor(
    corridor: Corridor, way: str, inputs: Mapping[str, float], arrivals: float, scale: float
) -> dict[str, Any]:
    """Return the baseline's corridor with its own border posts, fee and regular channel."""
    gate = _GATE[way]
    officials = max(1, round(inputs["posts"] * inputs["staff_per_post"] / scale))
    posts = int(min(inputs["posts"], max(1, officials // _FEWEST_AT_A_POST)))
    staff, left = divmod(officials, posts)
    at_gate = [
        Post(name=f"border post {number + 1}", context=gate, staff=staff + (number < left)) for number in range(posts)
    ]
    others = [post for post in corridor.posts if post.context != gate]
    return {
        **corridor.model_dump(mode="json", exclude_none=True),
        "arrivals_per_year": arrivals,
        "fee_usd": inputs["fee_usd"],
        "regular_cost_usd": inputs["regular_cost_usd"],
        "regular_wait_weeks": inputs["regular_wait_weeks"],
        "posts": [post.model_dump(mode="json", exclude_none=True) for post in [*at_gate, *others]],
    }


def _wages(base: Scenario, way: str, wage: float) -> dict[str, float]:
    """Return wages and prices of all contexts: they keep their relation to the wage at the border."""
    factor = wage / getattr(base.contexts, _GATE[way]).wage_usd
    changes = {}
    for context in CONTEXT_NAMES:
        for name in ("wage_usd", "bribe_reference_usd"):
            dotted = f"contexts.{context}.{name}"
            declared = declared_parameters()[dotted]
            usual = float(getattr(getattr(base.contexts, context), name))
            changes[dotted] = min(max(usual * factor, declared.low), declared.high)
    return changes


def _between(low: float, high: float, share: Any) -> Any:
    """Return values at shares of the way from low to high, on a log scale where that is possible."""
    return low * (high / low) ** share if low > 0.0 else low + share * (high - low)

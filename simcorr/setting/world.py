"""From ten numbers to a scenario: one corridor of the baseline, scaled."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from simcorr.contexts import CONTEXT_NAMES
from simcorr.draws import replicate_seed
from simcorr.engine import usable_engine
from simcorr.parameters import declared_parameters
from simcorr.scenario import Corridor, Post
from simcorr.scenario.ensemble import load_ensemble
from simcorr.setting.described import Described
from simcorr.setting.numbers import INPUTS
from simcorr.simulation.frames import window_totals
from simcorr.simulation.running import execute

if TYPE_CHECKING:
    from simcorr.scenario import Scenario

_LIKE = {"land": "northern", "sea": "sea", "air": "air"}
"""The corridor of the baseline that comes closest to each way."""
_GATE = {"land": "border_crossings", "sea": "border_crossings", "air": "airports"}
_PILOTS = (2, 2, 6, 16)
"""How often arrivals are mended until the flow is the one that is asked for."""
_MOST_PARTIES = 600
"""Parties with a smuggler that are simulated a year; the baseline's corridor over land has about as many."""
_FEWEST_OFFICIALS = 6
"""Simulated officials at the border, if there are as many: with fewer, more parties are simulated."""
MOST_PARTIES_PER_OFFICIAL = 500
"""Parties a year that a simulated official at the border meets at most."""
_PARTIES_PER_SMUGGLER = 10
"""Parties a year for each operator, about as in the baseline."""
_FEWEST_SMUGGLERS = 6
_FEWEST_AT_A_POST = 3
"""Simulated officials below which posts are put together, if one official stands for several."""


@dataclass(frozen=True)
class Size:
    """How large a part of a corridor is simulated.

    Attributes
    ----------
    scale : float
        One simulated party stands for so many, and one official at the border for as many.
    parties : float
        Simulated parties with a smuggler a year.
    officials : int
        Simulated officials at the border.
    keeps_load : bool
        Whether each of them meets as many parties as the inputs say.
    """

    scale: float
    parties: float
    officials: int
    keeps_load: bool


def corridor_like(way: str) -> Corridor:
    """Return the corridor of the baseline that comes closest to a way."""
    return load_ensemble().base.corridor(_LIKE[way])


def size_of(way: str, inputs: Mapping[str, float]) -> Size:
    """Return how large a part of the corridor that some inputs describe is simulated."""
    parties = inputs["journeys_per_year"] / corridor_like(way).party_size
    officials = inputs["posts"] * inputs["staff_per_post"]
    scale = max(1.0, min(parties / _MOST_PARTIES, officials / _FEWEST_OFFICIALS))
    simulated = max(1, round(officials / scale))
    most = MOST_PARTIES_PER_OFFICIAL * simulated
    return Size(scale, min(parties / scale, most), simulated, parties / scale <= most)


def inputs_of(setting: Described, points: int, seed: int) -> pd.DataFrame:
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


def middle_of(setting: Described) -> dict[str, float]:
    """Return the inputs in the middle of what is known or plausible."""
    middle = {}
    for number in INPUTS:
        low, high = setting.given.get(number.name, number.plausible[setting.way])
        value = low if low == high else float(_between(low, high, np.array([0.5]))[0])
        middle[number.name] = float(max(round(value), number.low)) if number.whole else value
    return middle


def scenario_at(setting: Described, inputs: Mapping[str, float], member: int = 0) -> Scenario:
    """Return the scenario of a setting at some inputs, with the parameters of a member of the ensemble.

    Arrivals are a first guess; `at_flow` mends them.
    """
    ensemble = load_ensemble()
    size = size_of(setting.way, inputs)
    base = ensemble.base.with_changes(
        {
            "name": setting.name,
            "description": f"One stylised corridor ({setting.way}), described by ten numbers.",
            "corridors": [_corridor(setting.way, inputs, size)],
            "shocks": [],
            "smugglers.count": max(_FEWEST_SMUGGLERS, round(size.parties / _PARTIES_PER_SMUGGLER)),
            "officials.baseline_wage_usd": inputs["wage_usd_per_week"],
            **_wages(ensemble.base, setting.way, inputs["wage_usd_per_week"]),
        }
    )
    return ensemble.scenario(member, base)


def flow_of(way: str, size: Size) -> float:
    """Return the persons a year who are to set out with a smuggler in the simulation."""
    return size.parties * corridor_like(way).party_size


def at_flow(scenario: Scenario, flow: float) -> Scenario:
    """Return a scenario of one corridor with arrivals that let so many persons a year set out with a smuggler.

    How many of those who would leave do so depends on everything else, so it is simulated, and arrivals are mended by
    what came out; a flow by sea is a few large parties, so that the last look needs more runs.
    """
    (corridor,) = scenario.corridors
    name, years = f"corridors.{corridor.name}.arrivals_per_year", scenario.window_weeks / 52.0
    for runs in _PILOTS:
        persons = 0.0
        for replicate in range(runs):
            executed = execute(scenario, (), replicate_seed(0, replicate), engine=usable_engine())
            totals = window_totals(executed.trace, scenario.burn_in_weeks)
            persons += totals["corridor.chose_smuggler"] - totals["corridor.gave_up_waiting"]
        found = persons / runs / years
        arrivals = scenario.corridors[0].arrivals_per_year
        mended = arrivals * min(max(flow / max(found, 0.02 * flow), 0.1), 50.0)
        scenario = scenario.with_changes({name: min(mended, _MOST_ARRIVALS)})
    return scenario


_MOST_ARRIVALS = 200_000.0
"""Would-be migrants a year, simulated; where nearly nobody chooses a smuggler the flow is not reached."""


def _corridor(way: str, inputs: Mapping[str, float], size: Size) -> dict[str, Any]:
    """Return the baseline's corridor with its own border posts, fee and regular channel; its border is one stage."""
    corridor, gate = corridor_like(way), _GATE[way]
    posts = int(min(inputs["posts"], max(1, size.officials // _FEWEST_AT_A_POST)))
    staff, left = divmod(size.officials, posts)
    at_gate = [
        Post(name=f"border post {number + 1}", context=gate, staff=staff + (number < left)) for number in range(posts)
    ]
    others = [post for post in corridor.posts if post.context != gate]
    return {
        **corridor.model_dump(mode="json", exclude_none=True),
        "name": way,
        "stages": _with_one_gate(corridor.model_dump(mode="json", exclude_defaults=True)["stages"], gate),
        "arrivals_per_year": 3.0 * size.parties,
        "fee_usd": inputs["fee_usd"],
        "regular_cost_usd": inputs["regular_cost_usd"],
        "regular_wait_weeks": inputs["regular_wait_weeks"],
        "posts": [post.model_dump(mode="json", exclude_none=True) for post in [*at_gate, *others]],
    }


def _with_one_gate(stages: list[dict[str, Any]], gate: str) -> list[dict[str, Any]]:
    """Return the stages with the last one of the border alone, at which a party meets somebody of any post there."""
    last = max(place for place, stage in enumerate(stages) if stage["context"] == gate)
    kept = [stage for place, stage in enumerate(stages) if stage["context"] != gate or place == last]
    return [{key: value for key, value in stage.items() if key not in ("name", "posts")} for stage in kept]


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

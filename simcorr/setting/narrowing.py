"""How much the numbers of a setting narrow the answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from simcorr import storage
from simcorr.checks import whole_number
from simcorr.errors import RunError, ScenarioError
from simcorr.experiment.arms import Arms, checked_arms
from simcorr.scenario.ensemble import load_ensemble
from simcorr.setting import words
from simcorr.setting.answers import Answer, Narrowed
from simcorr.setting.described import Described
from simcorr.setting.numbers import RATES
from simcorr.setting.simulating import PointAt, PointResult, at_points
from simcorr.setting.weighing import (
    Floats,
    log_spreads,
    misfit,
    pooled_noise,
    shrunken,
    spread_of,
    weights,
)
from simcorr.setting.words import EFFECTS_FILE, SETS_FILE
from simcorr.setting.world import (
    MOST_PARTIES_PER_OFFICIAL,
    corridor_like,
    flow_of,
    inputs_of,
    middle_of,
    scenario_at,
    size_of,
)
from simcorr.simulation.checks import checked_seed
from simcorr.simulation.outcomes import true_outcome
from simcorr.simulation.running import prepare_engine

if TYPE_CHECKING:
    from simcorr.brief.page import PageTable
    from simcorr.reporting.figure import Figure
    from simcorr.scenario import Scenario

OUTCOMES = ("bribes", "exploited")
"""What the numbers are to narrow, unless something else is asked."""
REPLICATES = 4
_FEWEST_SETS = 8


def scenario_of(setting: Described) -> Scenario:
    """Return the scenario of a sheet before anything is simulated: the middle of what it leaves open."""
    return scenario_at(setting, middle_of(setting))


class Narrowing(Narrowed):
    """The answer with the numbers of a setting beside that with a blank sheet: `Narrowed`, in words and figures."""

    def messages(self) -> list[str]:
        """Return what the numbers say, each sentence with its number."""
        return words.messages(self)

    def tables(self) -> list[PageTable]:
        """Return the numbers that were used, and the ranges with and without them."""
        return [words.numbers_table(self), *(words.ranges_table(self, outcome) for outcome in self.outcomes)]

    def save(self, folder: str | Path) -> None:
        """Write what is behind the tables: ``setting_sets.csv`` (inputs, rates, weight) and ``setting_effects.csv``."""
        path = storage.writable_folder(folder)
        both = {"numbers": self.numbers, "blank": self.blank}
        sets = [
            one.inputs.join(one.rates).assign(weight=one.weight).rename_axis("set").reset_index().assign(sheet=name)
            for name, one in both.items()
        ]
        storage.write_frame(path / SETS_FILE, pd.concat(sets, ignore_index=True))
        effects = [one.effects.assign(sheet=name) for name, one in both.items()]
        storage.write_frame(path / EFFECTS_FILE, pd.concat(effects, ignore_index=True))

    def plot(self, outcome: str = "bribes") -> Figure:
        """Draw the range of the change by each intervention, with the numbers and with a blank sheet."""
        from simcorr.reporting.effects.narrowing import narrowing_figure

        return narrowing_figure(self.ranges(outcome), *words.figure_texts(self, outcome))


def narrow(
    setting: Described,
    interventions: Any,
    *,
    outcomes: Sequence[str] = OUTCOMES,
    sets: int | None = None,
    replicates: int = REPLICATES,
    seed: int = 0,
    workers: int | None = None,
) -> Narrowing:
    """Simulate interventions over the ensemble, with the numbers of a setting and with a blank sheet.

    Parameters
    ----------
    setting : Setting
    interventions : mapping of str to intervention, portfolio or sequence of them
    outcomes : sequence of str
        True outcomes.
    sets : int, optional
        Parameter sets, from the first of the ensemble; all of them, if left out.
    replicates : int
        Runs of each arm in each set; at least 2.
    seed : int
    workers : int, optional
        Processes; one for each core, if left out.

    Raises
    ------
    RunError
        For numbers that cannot be.
    """
    known = load_ensemble()
    count = len(known) if sets is None else whole_number("sets", sets, _FEWEST_SETS, len(known))
    whole_number("replicates", replicates, 2, 10_000)
    chosen = tuple(dict.fromkeys(true_outcome(one).name for one in outcomes))
    if not chosen:
        raise RunError("outcomes is empty; name at least one true outcome, such as 'bribes'")
    arms = checked_arms(scenario_of(setting), interventions)
    _check_load(setting)
    prepare_engine()
    both = (setting, setting.blank)
    results = [_results(each, arms, chosen, count, replicates, checked_seed(seed), workers) for each in both]
    noise = _noise([result for one in results for result in one], replicates)
    numbers, blank = (
        _answer(each, one, {key: values[place * count : (place + 1) * count] for key, values in noise.items()}, seed)
        for place, (each, one) in enumerate(zip(both, results, strict=True))
    )
    return Narrowing(setting, chosen, numbers, blank, replicates)


def _check_load(setting: Described) -> None:
    """Refuse, before anything runs, officials who would have to meet more parties than can be simulated."""
    known = {name: low for name, (low, high) in setting.given.items() if low == high}
    if not {"journeys_per_year", "posts", "staff_per_post"} <= set(known):
        return
    size = size_of(setting.way, known)
    if not size.keeps_load:
        officials = known["posts"] * known["staff_per_post"]
        parties = known["journeys_per_year"] / corridor_like(setting.way).party_size
        raise ScenarioError(
            f"journeys_per_year {known['journeys_per_year']:,.10g} past {officials:,.10g} officials (posts x "
            f"staff_per_post) are {parties / officials:,.0f} parties a year for each; allowed are at most "
            f"{MOST_PARTIES_PER_OFFICIAL:,}"
        )


def _results(
    setting: Described,
    arms: Arms,
    outcomes: tuple[str, ...],
    sets: int,
    replicates: int,
    seed: int,
    workers: int | None,
) -> list[PointResult]:
    tasks = []
    for member, row in enumerate(inputs_of(setting, sets, seed).to_dict(orient="records")):
        inputs = {str(name): float(value) for name, value in row.items()}
        flow = flow_of(setting.way, size_of(setting.way, inputs))
        tasks.append(PointAt(scenario_at(setting, inputs, member), flow, arms, outcomes, replicates, seed))
    title = "with your numbers" if setting.given else "with a blank sheet"
    return at_points(tasks, workers=workers, title=title)


def _noise(results: Sequence[PointResult], replicates: int) -> dict[tuple[str, str], Floats]:
    """Return the Monte Carlo variance of every effect, from the sets of both sheets together."""
    return {
        key: pooled_noise(
            np.array([one.effect_variances[key] for one in results]),
            np.array([one.counts[key[0]] for one in results]),
            replicates - 1,
        )
        for key in results[0].effects
    }


def _answer(
    setting: Described, results: Sequence[PointResult], noise: Mapping[tuple[str, str], Floats], seed: int
) -> Answer:
    inputs = inputs_of(setting, len(results), seed)
    sizes = [size_of(setting.way, {str(k): float(v) for k, v in row.items()}) for row in inputs.to_dict("records")]
    inputs = inputs.assign(
        flow=[one.flow for one in results],
        scale=[size.scale for size in sizes],
        keeps_load=[size.keeps_load for size in sizes],
    )
    rates = pd.DataFrame([one.rates for one in results])[[rate.pattern for rate in RATES]]
    variances = pd.DataFrame([one.rate_variances for one in results])
    distances = misfit(rates, variances, setting.given)
    weight = weights(distances, log_spreads(rates, variances, setting.given))
    return Answer(inputs, rates, distances, weight, _effects(results, noise, weight))


def _effects(results: Sequence[PointResult], noise: Mapping[tuple[str, str], Floats], weight: Floats) -> pd.DataFrame:
    parts = []
    for (outcome, arm), own in noise.items():
        change = np.array([one.effects[outcome, arm] for one in results])
        guess = shrunken(change, own, spread_of(change, own, weight))
        columns = {"outcome": outcome, "intervention": arm, "change": change, "noise": own, "guess": guess}
        parts.append(pd.DataFrame({"set": range(len(results)), **columns}))
    return pd.concat(parts, ignore_index=True)

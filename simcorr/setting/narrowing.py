"""How much the numbers of a setting narrow the answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from simcorr import storage
from simcorr.calibration import CUT_OFF
from simcorr.checks import whole_number
from simcorr.errors import RunError, ScenarioError
from simcorr.experiment.arms import Arms, checked_arms
from simcorr.scenario.ensemble import load_ensemble
from simcorr.setting import words
from simcorr.setting.numbers import RATES
from simcorr.setting.setting import Setting
from simcorr.setting.simulating import PointAt, PointResult, at_points
from simcorr.setting.weighing import (
    Floats,
    effective_number,
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
    at_flow,
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
    from simcorr.reporting.figures.figure import Figure
    from simcorr.scenario import Scenario

OUTCOMES = ("bribes", "exploited")
"""What the numbers are to narrow, unless something else is asked."""
REPLICATES = 4
_FEWEST_SETS = 8


@dataclass(frozen=True, repr=False)
class Answer:
    """What one sheet, filled in or blank, says.

    Attributes
    ----------
    inputs : DataFrame
        The inputs of each parameter set, a row each, and ``flow``: persons a year who set out with a smuggler in the
        simulation, ``scale``: how many parties one simulated party stands for, and ``keeps_load``.
    rates : DataFrame
        The recorded and surveyed rates that each set gives.
    misfit : DataFrame
        How far each set is from each given rate, in standard deviations.
    weight : array
        How much each set counts; the sum is one.
    effects : DataFrame
        ``set``, ``outcome``, ``intervention``, ``change`` (relative to the baseline, as simulated), ``noise`` (its
        Monte Carlo variance) and ``guess`` (the change with noise taken out, set by set).
    """

    inputs: pd.DataFrame
    rates: pd.DataFrame
    misfit: pd.DataFrame
    weight: Floats
    effects: pd.DataFrame

    def ranges(self, outcome: str) -> pd.DataFrame:
        """Return how far the change by each intervention goes.

        Returns
        -------
        DataFrame
            A row an intervention: ``low``, ``middle``, ``high`` (a further set like these lies in the range in nine of
            ten cases; see `spread_of`), ``error`` (standard error of the middle), ``lowers`` (chance that the change is
            below zero in such a set) and ``best`` (weight of the sets in which it does best of all).
        """
        table = self.effects[self.effects["outcome"] == outcome]
        wide = table.pivot(index="set", columns="intervention", values="guess")
        first = wide.fillna(np.inf).idxmin(axis=1).where(wide.min(axis=1) < 0.0)
        rows = {}
        for arm, own in table.groupby("intervention", sort=False):
            found = spread_of(own["change"].to_numpy(float), own["noise"].to_numpy(float), self.weight)
            rows[str(arm)] = {
                "low": max(found.low, -1.0),
                "middle": found.mean,
                "high": found.high,
                "error": found.error,
                "lowers": found.below,
                "best": float(self.weight[(first == arm).to_numpy()].sum()),
            }
        return pd.DataFrame.from_dict(rows, orient="index").rename_axis("intervention")


def scenario_of(setting: Setting) -> Scenario:
    """Return the scenario of a sheet before anything is simulated: the middle of what it leaves open."""
    return scenario_at(setting, middle_of(setting))


@dataclass(frozen=True, repr=False)
class Narrowing:
    """The answer with the numbers of a setting beside the answer with a blank sheet.

    Attributes
    ----------
    setting : Setting
    outcomes : tuple of str
        True outcomes, the most important first.
    numbers, blank : Answer
        With what is given, and with nothing given.
    replicates : int
        Runs of each arm in each set.
    """

    setting: Setting
    outcomes: tuple[str, ...]
    numbers: Answer
    blank: Answer
    replicates: int

    def __repr__(self) -> str:
        """Name the setting and what is left in one line."""
        return f"<Narrowing of '{self.setting.name}': {self.effective_sets:.1f} of {len(self.numbers.weight)} sets>"

    @property
    def effective_sets(self) -> float:
        """How many parameter sets of equal weight would say as much as those that fit."""
        return effective_number(self.numbers.weight)

    @property
    def nearest(self) -> int:
        """The set that fits what is given best; the baseline's own parameters where no rate is given."""
        return int(np.argmax(self.numbers.weight)) if self.numbers.misfit.shape[1] else 0

    @property
    def fits(self) -> bool:
        """Whether any set is as near to every rate that is given as calibration asks of a set."""
        distances = self.numbers.misfit
        return not distances.shape[1] or bool((distances.max(axis=1) <= CUT_OFF).any())

    @cached_property
    def central(self) -> Scenario:
        """The scenario in the middle: known inputs, the middle of what is left open, parameters of the nearest set."""
        inputs = middle_of(self.setting)
        flow = flow_of(self.setting.way, size_of(self.setting.way, inputs))
        return at_flow(scenario_at(self.setting, inputs, self.nearest), flow)

    def ranges(self, outcome: str = "bribes") -> pd.DataFrame:
        """Return how far the change by each intervention goes, with the numbers and with a blank sheet.

        Returns
        -------
        DataFrame
            A row an intervention: ``low``, ``middle``, ``high``, ``error``, ``lowers`` and ``best`` as in
            `Answer.ranges`, the same for the blank sheet with ``_blank``, and ``narrowed``: by how much of its width
            the range shrank.
        """
        own, blank = self.numbers.ranges(outcome), self.blank.ranges(outcome)
        table = own.join(blank.add_suffix("_blank"))
        width, before = table["high"] - table["low"], table["high_blank"] - table["low_blank"]
        table["narrowed"] = 1.0 - width / before.where(before > 0.0)
        return table

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
        from simcorr.reporting.figures.narrowing import narrowing_figure

        return narrowing_figure(self.ranges(outcome), *words.figure_texts(self, outcome))


def narrow(
    setting: Setting,
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


def _check_load(setting: Setting) -> None:
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
    setting: Setting, arms: Arms, outcomes: tuple[str, ...], sets: int, replicates: int, seed: int, workers: int | None
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
    setting: Setting, results: Sequence[PointResult], noise: Mapping[tuple[str, str], Floats], seed: int
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

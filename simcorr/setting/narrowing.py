"""How much the numbers of a setting narrow the answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from simcorr.errors import RunError
from simcorr.experiment.arms import BASELINE, Arms, checked_arms
from simcorr.experiment.asking import true_outcome
from simcorr.experiment.calibration import load_ensemble
from simcorr.experiment.many import compile_first
from simcorr.setting import words
from simcorr.setting.numbers import RATES
from simcorr.setting.setting import Setting
from simcorr.setting.simulating import PointAt, PointResult, at_points
from simcorr.setting.weighing import Floats, effective_number, misfit, weighted_quantile, weights, without_noise
from simcorr.setting.words import EFFECTS_FILE, SETS_FILE
from simcorr.setting.world import inputs_of, middle_of, scenario_at
from simcorr.simulation import storage
from simcorr.simulation.checks import checked_seed, whole_number

if TYPE_CHECKING:
    from simcorr.reporting.figures.figure import Figure
    from simcorr.reporting.page import PageTable
    from simcorr.scenario import Scenario

OUTCOMES = ("bribes", "exploited")
"""What the numbers are to narrow, unless something else is asked."""
REPLICATES = 3
_FEWEST_SETS = 8
_TAIL = 0.05


@dataclass(frozen=True, repr=False)
class Answer:
    """What one sheet, filled in or blank, says.

    Attributes
    ----------
    inputs : DataFrame
        The inputs of each parameter set, a row each.
    rates : DataFrame
        The recorded and surveyed rates that each set gives.
    misfit : DataFrame
        How far each set is from each given rate, in standard deviations.
    weight : array
        How much each set counts; the sum is one.
    effects : DataFrame
        ``set``, ``outcome``, ``intervention``, ``change`` (relative to the baseline, as simulated) and ``denoised``.
    """

    inputs: pd.DataFrame
    rates: pd.DataFrame
    misfit: pd.DataFrame
    weight: Floats
    effects: pd.DataFrame

    def ranges(self, outcome: str) -> pd.DataFrame:
        """Return the weighted range of the change by each intervention, and the weight of sets in which it lowers.

        Returns
        -------
        DataFrame
            A row an intervention: ``low``, ``middle``, ``high`` (nine of ten sets by weight), ``lowers`` and ``best``
            (share of the weight in which it lowers, or does best of all).
        """
        table = self.effects[self.effects["outcome"] == outcome]
        wide = table.pivot(index="set", columns="intervention", values="denoised")
        first = wide.fillna(np.inf).idxmin(axis=1).where(wide.min(axis=1) < 0.0)
        rows = {}
        for arm in wide:
            values = wide[arm].to_numpy(float)
            known = np.isfinite(values)
            counted = float(self.weight[known].sum())
            low, middle, high = (weighted_quantile(values, self.weight, at) for at in (_TAIL, 0.5, 1.0 - _TAIL))
            rows[str(arm)] = {
                "low": low,
                "middle": middle,
                "high": high,
                "lowers": float(self.weight[known & (values < 0.0)].sum()) / counted if counted else float("nan"),
                "best": float(self.weight[(first == arm).to_numpy()].sum()),
            }
        order = [arm for arm in dict.fromkeys(table["intervention"]) if arm in rows]
        return pd.DataFrame.from_dict({arm: rows[arm] for arm in order}, orient="index").rename_axis("intervention")


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
        """Whether any set is within three standard deviations of every rate that is given."""
        distances = self.numbers.misfit
        return not distances.shape[1] or bool((distances.max(axis=1) <= words.TOO_FAR).any())

    @property
    def central(self) -> Scenario:
        """The scenario in the middle: known inputs, the middle of what is left open, parameters of the nearest set."""
        return scenario_at(self.setting, middle_of(self.setting), self.nearest)

    def ranges(self, outcome: str = "bribes") -> pd.DataFrame:
        """Return how far the change by each intervention goes, with the numbers and with a blank sheet.

        Returns
        -------
        DataFrame
            A row an intervention: ``low``, ``middle``, ``high``, ``lowers`` and ``best`` as in `Answer.ranges`, the
            same for the blank sheet with ``_blank``, and ``narrowed``: by how much of its width the range shrank.
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
    arms = checked_arms(scenario_at(setting, middle_of(setting)), interventions)
    compile_first()
    numbers, blank = (
        _answer(each, arms, chosen, count, replicates, checked_seed(seed), workers) for each in (setting, setting.blank)
    )
    return Narrowing(setting, chosen, numbers, blank, replicates)


def _answer(
    setting: Setting, arms: Arms, outcomes: tuple[str, ...], sets: int, replicates: int, seed: int, workers: int | None
) -> Answer:
    inputs = inputs_of(setting, sets, seed)
    rows = inputs.to_dict(orient="records")
    tasks = [
        PointAt(scenario_at(setting, {str(k): v for k, v in row.items()}, member), arms, outcomes, replicates, seed)
        for member, row in enumerate(rows)
    ]
    title = "with your numbers" if setting.given else "with a blank sheet"
    results = at_points(tasks, workers=workers, title=title)
    rates = pd.DataFrame([one.rates for one in results])[[rate.pattern for rate in RATES]]
    distances = misfit(rates, pd.DataFrame([one.rate_variances for one in results]), setting.given)
    weight = weights(distances, sets)
    return Answer(inputs, rates, distances, weight, _effects(results, weight))


def _effects(results: Sequence[PointResult], weight: Floats) -> pd.DataFrame:
    parts = []
    for outcome, arm in results[0].effects:
        change = np.array([one.effects[outcome, arm] for one in results])
        variance = np.array([one.effect_variances[outcome, arm] for one in results])
        parts.append(
            pd.DataFrame(
                {
                    "set": range(len(results)),
                    "outcome": outcome,
                    "intervention": arm,
                    "change": change,
                    "denoised": without_noise(change, variance, weight),
                }
            )
        )
    return pd.concat(parts, ignore_index=True)


__all__ = ["BASELINE", "Answer", "Narrowing", "narrow"]

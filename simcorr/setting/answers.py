"""What the numbers of a setting say, and what a blank sheet says: parameter sets, weights, and the effects there."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from simcorr.calibration import CUT_OFF
from simcorr.setting.described import Described
from simcorr.setting.weighing import Floats, effective_number, spread_of
from simcorr.setting.world import at_flow, flow_of, middle_of, scenario_at, size_of

if TYPE_CHECKING:
    from simcorr.scenario import Scenario


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


@dataclass(frozen=True, repr=False)
class Narrowed:
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

    setting: Described
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

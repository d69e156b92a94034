"""What a trace found, as frames: the runs of its sweep, and what each mechanism carries of the effect."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from simcorr.analysis.estimates import Effect, paired_effect
from simcorr.errors import ResultError
from simcorr.experiment.results.sweep import Sweep
from simcorr.experiment.tracing.carried import carried_table, ordered
from simcorr.scenario import Switches
from simcorr.simulation.outcomes import BUILT_IN, POOLED, true_outcome

if TYPE_CHECKING:
    from simcorr.scenario import Scenario

SWITCH = "switches."
_OUTCOMES = [name for name, one in BUILT_IN.items() if one.observer == "true" and name not in POOLED]


class TraceFrames:
    """What each mechanism carries of the effect of one measure, as frames.

    Parameters
    ----------
    sweep : Sweep
        One measure at the points that `trace` lays out: everything on, then each mechanism off in turn.

    Attributes
    ----------
    sweep : Sweep
        All runs; in its points, ``switches.trust`` says whether trust was on.
    mechanisms : list of str
        What was switched off in turn.

    Raises
    ------
    ResultError
        For a sweep of other points, or of several measures.
    """

    def __init__(self, sweep: Sweep) -> None:
        self.sweep = sweep
        self.mechanisms = _mechanisms_of(sweep)

    @property
    def measure(self) -> str:
        """The name of the measure."""
        return self.sweep.interventions[0]

    @property
    def scenario(self) -> Scenario:
        """The scenario as it is."""
        return self.sweep.scenario

    @property
    def replicates(self) -> int:
        """How often each arm was to run in each world."""
        return self.sweep.replicates

    @property
    def interrupted(self) -> bool:
        """Whether the user stopped it before all runs were done."""
        return self.sweep.interrupted

    @cached_property
    def failures(self) -> pd.DataFrame:
        """Runs that failed: ``off`` (the mechanism, empty for none), ``intervention``, ``replicate`` and the reason."""
        found = self.sweep.failures
        off = pd.Series(["", *self.mechanisms]).loc[found["point"]].reset_index(drop=True)
        kept = found[["intervention", "replicate", "stage", "error", "traceback"]]
        return pd.concat([off.rename("off"), kept], axis=1)

    @cached_property
    def needed(self) -> list[str]:
        """Mechanisms without which the measure changes no true outcome in any pair of runs, its cost apart."""
        runs = self.sweep.runs.set_index(["point", "replicate"])
        names = [name for name in _OUTCOMES if name != "cost_usd"]
        base, measure = (runs.loc[runs["intervention"] == arm, names] for arm in self.sweep.arms)
        measure = measure.loc[measure.index.isin(base.index)]
        base = base.loc[measure.index]
        same = ((base == measure) | (base.isna() & measure.isna())).all(axis=1).groupby(level="point").all()
        return [name for point, name in enumerate(self.mechanisms, start=1) if same.get(point, False)]

    @cached_property
    def effects(self) -> pd.DataFrame:
        """What each mechanism carries of the effect on every true outcome, a row a mechanism and outcome.

        ``effect`` and ``effect_off`` are the change by the measure as a share of the baseline, with the mechanism and
        without it, each with its 95 % interval (``_low``, ``_high``) and verdict; ``carried`` is the first less the
        second. ``low`` and ``high`` hold for one mechanism with 95 %, the simultaneous limits for all mechanisms
        together, and ``verdict`` rests on these.
        """
        return pd.concat([self._carried(name) for name in _OUTCOMES], ignore_index=True)

    def table(self, outcome: str = "bribes") -> pd.DataFrame:
        """Return the rows of `effects` on one true outcome, the mechanism that carries most first."""
        return ordered(self._carried(true_outcome(outcome).name))

    def effect(self, outcome: str = "bribes") -> Effect:
        """Return the effect of the measure in the scenario as it is."""
        as_it_is = self._worlds(true_outcome(outcome).name)[0]
        return paired_effect(as_it_is[:, 0], as_it_is[:, 1])

    def _carried(self, outcome: str) -> pd.DataFrame:
        return carried_table(self._worlds(outcome), self.mechanisms, outcome, self.needed)

    def _worlds(self, outcome: str) -> NDArray[np.float64]:
        """Return an outcome (worlds, replicates, 2) of baseline and measure; NaN for a run without a value."""
        shape = (1 + len(self.mechanisms), self.replicates)
        every = pd.MultiIndex.from_product([range(count) for count in shape], names=["point", "replicate"])
        return self.sweep.wide(outcome).reindex(every).to_numpy(float).reshape(*shape, 2)


def _mechanisms_of(sweep: Sweep) -> list[str]:
    """Return what was switched off in turn."""
    names = [str(name).removeprefix(SWITCH) for name in sweep.points.columns]
    if len(sweep.interventions) != 1 or not names or not set(names) <= set(Switches.model_fields):
        raise ResultError(f"{sweep!r} is no trace: allowed is one measure, with switches alone varied; see sc.trace")
    off = [[name for name, on in zip(names, row, strict=True) if not on] for row in sweep.points.to_numpy().tolist()]
    if off[0] or any(len(one) != 1 for one in off[1:]):
        raise ResultError(f"{sweep!r} is no trace: its points are not all mechanisms on, then each off in turn")
    return [one for (one,) in off[1:]]

"""The result of a sweep: its frames, and what a user does with them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from simcorr.analysis.by_point import check_any
from simcorr.errors import listed
from simcorr.experiment.results.results import Results
from simcorr.experiment.results.sweep_frames import SweepFrames
from simcorr.experiment.store.reading import sweeps_in
from simcorr.experiment.store.store import opened
from simcorr.simulation.outcomes import OUTCOMES, POOLED

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from simcorr.analysis.sensitivity import DoseResponse, Interaction
    from simcorr.experiment.results.sensitivity import Sensitivity
    from simcorr.reporting.figure import Figure


class Sweep(SweepFrames, Results):
    """Runs of every arm at every point: the frames of `SweepFrames`, analysed, drawn and kept."""

    def plot(self, outcome: str, interventions: Sequence[str] | None = None) -> Figure:
        """Draw a true outcome against what was varied, in the way that suits the design.

        Parameters
        ----------
        outcome : str
            The name of a true outcome, such as ``bribes``.
        interventions : sequence of str, optional
            Which ones to draw; all, if left out.

        Returns
        -------
        Figure
            One thing varied on a grid: a line for each intervention. Two: a map. Otherwise: the spread over points.
        """
        from simcorr.experiment.results.drawing.sweeps import sweep_figure

        return sweep_figure(self, outcome, interventions)

    def sensitivity(self, outcome: str, intervention: str | None = None, *, method: str | None = None) -> Sensitivity:
        """Return how much an outcome, or the effect of an intervention on it, depends on each parameter.

        Parameters
        ----------
        outcome : str
            The name of a true outcome.
        intervention : str, optional
            The intervention whose paired effect is analysed; the outcome of the baseline, if left out.
        method : str, optional
            The analysis that belongs to the design, if left out; ``pawn`` takes any design of 50 points or more, and
            belongs to a Latin hypercube, a Sobol sequence and the members of an ensemble.

        Raises
        ------
        AnalysisError
            For a design without an analysis of its own, and for one in which runs are missing.
        """
        from simcorr.experiment.results.sensitivity import analysed

        check_any(self.runs)
        return analysed(self, outcome, intervention, method)

    def dose_response(self, outcome: str, intervention: str | None = None, none: float | None = None) -> DoseResponse:
        """Return how the effect of an intervention depends on the one field that was varied.

        Parameters
        ----------
        outcome : str
            The name of a true outcome.
        intervention : str, optional
            The arm, if there are several.
        none : float, optional
            The dose that is no intervention, if it is not the one that the field declares.
        """
        from simcorr.experiment.results.sensitivity import dose_response_of

        return dose_response_of(self, outcome, intervention, none)

    def interaction(self, outcome: str, intervention: str | None = None) -> Interaction:
        """Return whether the two levers that were varied on a grid add up in their effect.

        Parameters
        ----------
        outcome : str
            The name of a true outcome.
        intervention : str, optional
            The arm, if there are several.
        """
        from simcorr.experiment.results.sensitivity import interaction_of

        return interaction_of(self, outcome, intervention)

    @cached_property
    def effects(self) -> pd.DataFrame:
        """The effect of every intervention on every true outcome at every point; see `table`."""
        names = [name for name, one in OUTCOMES.items() if one.observer == "true" and name in self.runs]
        return self.table([name for name in names if name not in POOLED])

    def save(self, path: str | Path) -> Path:
        """Keep the sweep in a store of its own, from which `load_sweep` gives it back.

        Parameters
        ----------
        path : str or Path
            A file that is not there yet.
        """
        with self.opened() as store:
            return store.copied_to(path)

    @classmethod
    def load(cls, path: str | Path, sweep: str | None = None) -> Sweep:
        """Read a sweep from its store; see `load_sweep`."""
        return load_sweep(path, sweep)

    def to_csv(self, folder: str | Path) -> Path:
        """Write all tables as CSV, one file an observer, and ``sweep.json``; return the folder."""
        from simcorr.experiment.results.exporting import export

        return export(self, folder, "csv")

    def to_parquet(self, folder: str | Path) -> Path:
        """Write the same as Parquet; needs ``simcorr[parquet]``."""
        from simcorr.experiment.results.exporting import export

        return export(self, folder, "parquet")

    def to_ema(self) -> tuple[pd.DataFrame, dict[str, NDArray[np.float64]]]:
        """Return (experiments, outcomes) as the analyses of EMA Workbench read them.

        Returns
        -------
        experiments : DataFrame
            A row for each point and arm: what was varied, ``scenario`` (the point), ``policy`` (the arm), ``model``.
        outcomes : dict of str to array
            True outcomes, means over replicates, in the same order.
        """
        from simcorr.experiment.results.exporting import as_ema

        return as_ema(self)

    def __repr__(self) -> str:
        """Name the sweep in one line."""
        varied = listed((str(name) for name in self.points.columns), 4) or "nothing"
        return f"<Sweep over {varied}: {len(self.points)} points, {len(self.arms)} arms, {self.progress}>"

    def _repr_html_(self) -> str:
        """Show the same in a notebook, and the calls that come next."""
        calls = "table(outcome), plot(outcome), sensitivity(outcome), decide(outcome), failures"
        return f"<p>{escape(repr(self))}</p><p>Next: <code>{calls}</code></p>"


def load_sweep(store: str | Path, sweep: str | None = None) -> Sweep:
    """Return a sweep from its store, with the replicates of all its seeds.

    Parameters
    ----------
    store : str or Path
        The file.
    sweep : str, optional
        Which one, if there are several; the latest, if left out. `sweeps` lists them.
    """
    return Sweep(str(store), sweep)


def sweeps(store: str | Path) -> pd.DataFrame:
    """Return the sweeps that a store holds, the latest first."""
    with opened(store, create=False) as kept:
        return sweeps_in(kept)

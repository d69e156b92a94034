"""What every result of many runs offers, be it of one point (a comparison) or of many (a sweep)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import pandas as pd

from simcorr.analysis.by_point import check_any
from simcorr.errors import AnalysisError, unknown_name
from simcorr.experiment.results.tables import EffectTables

if TYPE_CHECKING:
    from simcorr.experiment.results.choice import Choice
    from simcorr.simulation import Run


class Results(EffectTables):
    """Runs of several arms on common random numbers, and what follows from them; see `EffectTables`."""

    def decide(
        self,
        outcome: str,
        interventions: Sequence[str] | None = None,
        *,
        better: str | None = None,
        threshold: float | None = None,
    ) -> Choice:
        """Return which arm to choose, when the points are states of the world that nobody can tell apart yet.

        Parameters
        ----------
        outcome : str
            The true outcome that decides; recorded and surveyed ones cannot.
        interventions : sequence of str, optional
            The arms to choose from, the baseline among them if it is named; all arms, if left out.
        better : {"lower", "higher"}, optional
            As the outcome declares, if left out.
        threshold : float, optional
            The value that is good enough.

        Raises
        ------
        AnalysisError
            With fewer than three points or two replicates: noise could not be told from differences then. A comparison
            has one point: see `Comparison.over_ensemble`.
        """
        from simcorr.experiment.results.choice import Choice

        names = self.arms if interventions is None else list(interventions)
        for name in names:
            if name not in self.arms:
                raise AnalysisError(unknown_name("arm", name, self.arms))
        if len(self.points) == 1:
            raise AnalysisError(
                "one point is no choice between states of the world; take many, such as comparison.over_ensemble() or "
                "a sweep over Members()"
            )
        check_any(self.runs)
        return Choice.of(
            self.wide(outcome)[names],
            self.points,
            outcome,
            better=better,
            threshold=threshold,
            is_ensemble=self.is_ensemble,
            caption=self.caption,
        )

    def rerun(self, row: pd.Series[Any] | Mapping[str, Any] | int, *, events: bool = True) -> Run:
        """Simulate one of the runs again, to the last event.

        Parameters
        ----------
        row : Series, mapping or int
            A row of `runs`, or its place there.
        events : bool
            Whether to keep every single event.

        Raises
        ------
        ResultError
            If the run does not give what the row says: another version of the model, or code that has changed.
        """
        from simcorr.experiment.results.rerun import rerun

        return rerun(self, self.runs.iloc[row] if isinstance(row, int) else row, events=events)

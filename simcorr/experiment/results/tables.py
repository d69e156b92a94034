"""Tables of effects over one point (a comparison) or many (a sweep): the same numbers in the same columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import pandas as pd

from simcorr.analysis.by_point import effects_by_point, means_by_point, paired_values
from simcorr.analysis.wording import cell
from simcorr.errors import AnalysisError, unknown_name
from simcorr.simulation.outcomes import HEADLINE, OUTCOMES, true_outcome

if TYPE_CHECKING:
    from simcorr.interventions import Intervention
    from simcorr.scenario import Scenario

Outcomes = str | Sequence[str]


class EffectTables:
    """Runs of several arms on common random numbers, and tables of what the arms change.

    Attributes
    ----------
    scenario : Scenario
    arms : list of str
        All arms; the first is the reference.
    points : DataFrame
        What was varied: a row a point; one row without columns for a comparison.
    runs : DataFrame
        True outcomes, a row a run: ``point`` and what was varied (of a sweep), ``intervention``, ``replicate``,
        ``seed``, and a column an outcome.
    """

    if TYPE_CHECKING:  # each kind of result says where these come from

        @property
        def scenario(self) -> Scenario:
            """What is simulated."""
            ...

        @property
        def arms(self) -> list[str]:
            """All arms, the reference first."""
            ...

        @property
        def points(self) -> pd.DataFrame:
            """What was varied, a row a point."""
            ...

        @property
        def runs(self) -> pd.DataFrame:
            """True outcomes, a row a run."""
            ...

        @property
        def caption(self) -> str:
            """What a reader needs to cite a table or figure."""
            ...

        @property
        def is_ensemble(self) -> bool:
            """Whether the points are members of a calibrated ensemble."""
            ...

        def world(self, point: int, arm: str) -> tuple[Scenario, tuple[Intervention, ...]]:
            """Return the scenario of a point, and the measures of an arm there."""
            ...

        def engine_and_agents(self) -> tuple[str, Mapping[type, type]]:
            """Return what simulated the runs."""
            ...

    def wide(self, outcome: str) -> pd.DataFrame:
        """Return one true outcome: a row a ``point`` and ``replicate``, a column an arm, NaN for a failed run."""
        return paired_values(self._by_point(), self._there(outcome), self.arms)

    def table(self, outcomes: Outcomes = HEADLINE) -> pd.DataFrame:
        """Return true outcomes as numbers, a row for each point and intervention.

        Parameters
        ----------
        outcomes : str or sequence of str
            Names such as ``bribes``; those that lead a brief, if left out.

        Returns
        -------
        DataFrame
            For several outcomes their name first; then of a sweep the point and what was varied, the intervention, the
            paired difference to the reference with its 95 % interval, the relative change, the verdict (all
            interventions of a point judged together) and the number of replicates. Without interventions: mean and
            interval. See `summary` for the same as text.
        """
        names = [outcomes] if isinstance(outcomes, str) else list(outcomes)
        if len(self.arms) > 1:
            return self._joined(names, outcomes, lambda name: self._effects(name, self.arms))
        return self._joined(names, outcomes, lambda name: means_by_point(self._by_point(), name, self.points))

    def summary(self, outcomes: Outcomes = HEADLINE) -> pd.DataFrame:
        """Return changes with intervals as text, a row for each point and intervention, a column an outcome.

        A question mark: not distinguishable from no change once all interventions of a point are judged together.
        """
        names = [outcomes] if isinstance(outcomes, str) else list(outcomes)
        if len(self.arms) < 2:
            raise AnalysisError("there is one arm only, and so no change; see table for means and intervals")
        found = {}
        for name in names:
            rows = self._effects(name, self.arms).assign(unit=OUTCOMES[name].unit)
            keys = ["intervention"] if "point" not in self.runs else ["point", *map(str, self.points), "intervention"]
            found[OUTCOMES[name].title] = rows.set_index(keys).apply(cell, axis=1)
        return pd.DataFrame(found)

    def against(self, intervention: str, reference: str, outcomes: Outcomes = HEADLINE) -> pd.DataFrame:
        """Return what an arm does beyond another one, as `table` does beyond the first.

        Parameters
        ----------
        intervention, reference : str
            Two arms; the difference is the first less the second, paired by replicate.
        outcomes : str or sequence of str
        """
        for arm in (intervention, reference):
            if arm not in self.arms:
                raise AnalysisError(unknown_name("arm", arm, self.arms))
        if intervention == reference:
            raise AnalysisError(f"'{intervention}' against itself; name two arms")
        names = [outcomes] if isinstance(outcomes, str) else list(outcomes)
        found = self._joined(names, outcomes, lambda name: self._effects(name, [reference, intervention]))
        found = found.rename(columns={"baseline_mean": "reference_mean"})
        place = list(found.columns).index("intervention") + 1
        found.insert(place, "reference", reference)
        return found

    def _there(self, outcome: str) -> str:
        """Return the name of a true outcome; refuse one of somebody's own that these runs do not have."""
        name = true_outcome(outcome).name
        if len(self.runs) and name not in self.runs:
            raise AnalysisError(f"these runs do not have the outcome '{name}'; ask for it: outcomes=[...]")
        return name

    def _by_point(self) -> pd.DataFrame:
        return self.runs if "point" in self.runs else self.runs.assign(point=0)

    def _effects(self, outcome: str, arms: Sequence[str]) -> pd.DataFrame:
        return effects_by_point(self._by_point(), outcome, self.points, arms)

    def _joined(self, names: Sequence[str], asked: Outcomes, make: Any) -> pd.DataFrame:
        for name in names:
            self._there(name)
        parts = [make(name) for name in names]
        if not isinstance(asked, str):
            for name, part in zip(names, parts, strict=True):
                part.insert(0, "outcome", name)
        found = pd.concat(parts, ignore_index=True) if parts else pd.DataFrame()
        return found if "point" in self.runs else found.drop(columns="point", errors="ignore")

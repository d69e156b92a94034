"""How arms stand when points are states of the world that nobody can tell apart yet: what speaks for each of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, Self

import pandas as pd

from simcorr.analysis.by_form import forms_in_words
from simcorr.analysis.decisions import Decisions, decide, probability_best, separate_noise
from simcorr.analysis.decisions.rules import MEAN
from simcorr.analysis.decisions.tables import Better
from simcorr.analysis.discovery import Discovery, discover
from simcorr.analysis.information import PerfectInformation, evpi_of_runs, evppi
from simcorr.errors import AnalysisError, listed, unknown_name
from simcorr.scenario.forms import by_alternative, with_indicators
from simcorr.simulation.outcomes import OUTCOMES, why_undefined


@dataclass(frozen=True, repr=False)
class Standing:
    """What speaks for each intervention over all points, with Monte Carlo noise kept apart.

    Attributes
    ----------
    outcome : str
        The true outcome that decides.
    better : {"lower", "higher"}
    runs : DataFrame
        ``point``, ``replicate`` and a column an arm; points at which a run is missing are left out.
    values : DataFrame
        A row a point, a column an arm, noise taken out; see `separate_noise`.
    rules : Decisions
        What each rule picks: mean, worst case, regret, and what is good enough.
    best : DataFrame
        In what share of points each arm is truly best; see `probability_best`.
    information : PerfectInformation
        What it would be worth to know the point before choosing.
    share_noise : float
        The part of the spread between arms over points that is Monte Carlo noise (variance, mean over arms).
    points : DataFrame
        What is varied, at the points used.
    left_out : int
        Points that lack a run.
    is_ensemble : bool
        Whether the points are members of a calibrated ensemble, which are no random sample.
    caption : str
    threshold : float, optional
        The value that is good enough.
    """

    outcome: str
    better: Better
    runs: pd.DataFrame
    values: pd.DataFrame
    rules: Decisions
    best: pd.DataFrame
    information: PerfectInformation
    share_noise: float
    points: pd.DataFrame
    left_out: int
    is_ensemble: bool
    caption: str
    threshold: float | None = None

    @classmethod
    def of(
        cls,
        wide: pd.DataFrame,
        points: pd.DataFrame,
        outcome: str,
        *,
        better: str | None = None,
        threshold: float | None = None,
        is_ensemble: bool = False,
        caption: str = "",
    ) -> Self:
        """Return how arms stand, from an outcome of every run.

        Parameters
        ----------
        wide : DataFrame
            A row for each ``point`` and ``replicate``, a column an arm; NaN for a run that is missing.
        points : DataFrame
            What is varied, a row a point.
        outcome : str
        better : {"lower", "higher"}, optional
            As the outcome declares, if left out.
        threshold, is_ensemble, caption
            See above.
        """
        if len(wide.columns) < 2:
            raise AnalysisError("there is one arm only; a choice needs interventions beside the baseline")
        direction = _direction(outcome, better)
        whole = wide.notna().all(axis=1).groupby(level="point").all()
        kept = wide[whole.loc[wide.index.get_level_values("point")].to_numpy()]
        if kept.empty:
            raise AnalysisError(_nothing_whole(wide, outcome))
        runs = kept.reset_index()
        runs.columns.name = None
        separated = separate_noise(runs)
        return cls(
            outcome,
            direction,
            runs,
            separated.values,
            decide(separated.values, better=direction, threshold=threshold),
            probability_best(runs, better=direction),
            evpi_of_runs(runs, better=direction),
            float(separated.spread["share_noise"].mean()),
            points.loc[separated.values.index],
            len(points) - int(whole.sum()),
            is_ensemble,
            caption,
            threshold,
        )

    @cached_property
    def table(self) -> pd.DataFrame:
        """A row an arm: mean, worst, largest regret, rank by each rule, and the probability of being best."""
        return self.rules.table.join(self.best).sort_values(f"rank_{MEAN}", kind="stable")

    @cached_property
    def by_form(self) -> pd.DataFrame:
        """What each rule picks in each form of the model taken alone; no row where points know no forms.

        A row a ``form`` and ``alternative``: how many ``points`` have it, and a column a rule (tied arms: "or").
        """
        rows = []
        for form, alternative, there in by_alternative(self.points):
            rules = decide(self.values.loc[there], better=self.better, threshold=self.threshold)
            picks = {rule: " or ".join(names) for rule, names in rules.winners.items()}
            rows.append({"form": form, "alternative": alternative, "points": int(there.sum()), **picks})
        return pd.DataFrame(rows, columns=["form", "alternative", "points", *self.rules.winners])

    @cached_property
    def measure_first(self) -> pd.DataFrame:
        """Parameters and forms by what it would be worth to know them, with standard errors; see `evppi`."""
        varied = self._varied
        if varied.empty:
            raise AnalysisError("nothing is varied over the points; there is no parameter to learn about")
        means = self.runs.drop(columns="replicate").groupby("point").mean()
        found = evppi(means, varied, better=self.better, total=self.information.value)
        return found.sort_values("evppi", ascending=False, kind="stable", ignore_index=True)

    def fails(self, intervention: str, threshold: float | None = None, **options: Any) -> Discovery:
        """Return the conditions under which an intervention fails.

        Parameters
        ----------
        intervention : str
            An arm.
        threshold : float, optional
            The outcome at which it fails: above it, or below it if more is better. Left out, it fails where another
            arm does better by more than the Monte Carlo noise lets appear.
        **options
            Those of `discover`.
        """
        if intervention not in self.values:
            raise AnalysisError(unknown_name("arm", intervention, [str(name) for name in self.values]))
        sign = 1.0 if self.better == "lower" else -1.0
        own = sign * self.values[intervention]
        limit = (sign * self.values).min(axis=1) if threshold is None else sign * threshold
        failing = own > limit + 1e-9 * own.abs()
        if not failing.any():
            raise AnalysisError(f"'{intervention}' fails at none of the {len(failing)} points: nothing to explain")
        return discover(self._varied, failing, **options)

    @property
    def _varied(self) -> pd.DataFrame:
        """What differs between points, as numbers; of a form, whether a point has an alternative."""
        numbers = with_indicators(self.points).astype(float)
        return numbers.loc[:, numbers.nunique() > 1]

    @property
    def sentences(self) -> list[str]:
        """What may be said, each with its number."""
        title, points = OUTCOMES[self.outcome].title, len(self.values)
        told = [f"{title} over {points} parameter sets ({self.better} is better)."]
        if self.rules.agree:
            winner = sorted(set.intersection(*(set(names) for names in self.rules.winners.values())))
            told.append(f"All rules choose {' or '.join(winner)}.")
        else:
            each = [f"{rule}: {' or '.join(names)}" for rule, names in self.rules.winners.items()]
            told.append(f"The rules disagree: {'; '.join(each)}.")
        told += self._told_by_form()
        likely = self.best.sort_values("probability", ascending=False)
        told.append(f"{likely.index[0]} is truly best in {100 * likely['probability'].iloc[0]:.0f} % of the sets.")
        found = self.information
        told.append(
            f"To know the set before choosing would be worth {found.value:.3g} {OUTCOMES[self.outcome].unit} "
            f"(standard error {found.standard_error:.2g})."
        )
        told.append(
            f"Monte Carlo noise, which is taken out of all this, was {100 * self.share_noise:.0f} % of the spread "
            "between arms."
        )
        if self.is_ensemble:
            told.append("The sets are spread over what is not ruled out: shares of them are no probabilities.")
        if self.left_out:
            told.append(f"{self.left_out} points are left out, since runs failed or are missing there.")
        return told

    def _told_by_form(self) -> list[str]:
        """Return whether the choice by the mean is the same in all forms of the model."""
        table = self.by_form
        if table.empty:
            return []
        picks = list(table[MEAN])
        if len(set(picks)) == 1:
            every = forms_in_words({str(form): len(rows) for form, rows in table.groupby("form", sort=False)})
            return [f"By mean, the choice is the same in {every}: {picks[0]}."]
        each = [
            f"{row['form']} {row['alternative']} ({row['points']} sets): {row[MEAN]}"
            for row in table.to_dict("records")
        ]
        return [f"By mean, the choice depends on the form of the model: {'; '.join(each)}."]

    def avoided(self, reference: str | None = None) -> pd.DataFrame:
        """Return what each arm gains on another at each point, noise taken out: more is better.

        Parameters
        ----------
        reference : str, optional
            The arm compared with; the first, which is doing nothing, if left out.
        """
        name = str(self.values.columns[0]) if reference is None else reference
        if name not in self.values:
            raise AnalysisError(unknown_name("arm", name, [str(arm) for arm in self.values]))
        sign = 1.0 if self.better == "higher" else -1.0
        return sign * self.values.sub(self.values[name], axis=0)

    def __repr__(self) -> str:
        """Return sentences and table as text."""
        return "\n".join(self.sentences) + "\n" + self.table.to_string(float_format=lambda value: f"{value:.4g}")


def _nothing_whole(wide: pd.DataFrame, outcome: str) -> str:
    """Return why there is nothing to choose from: an outcome that no run has, or runs that are missing."""
    if wide.notna().to_numpy().any():
        return f"no point has all runs of {listed(wide.columns)}; do the missing ones first"
    return f"'{outcome}' is undefined in every run; {why_undefined(outcome)}"


def _direction(outcome: str, better: str | None) -> Better:
    declared = OUTCOMES[outcome].better if better is None else better
    if declared not in ("lower", "higher"):
        raise AnalysisError(
            f"'{outcome}' is neither better lower nor higher by itself; say which with better='lower' or 'higher'"
            if better is None
            else f"better is {better!r}; allowed are 'lower' and 'higher'"
        )
    return "lower" if declared == "lower" else "higher"

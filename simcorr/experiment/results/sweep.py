"""What a sweep found, read from its store when it is asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from simcorr.analysis.by_point import effects_by_point, means_by_point, paired_values
from simcorr.errors import AnalysisError, listed, unknown_name
from simcorr.experiment.designs import Members
from simcorr.experiment.designs.targets import Targets
from simcorr.experiment.store.reading import Content, sweeps_in
from simcorr.experiment.store.store import Store, opened
from simcorr.model_version import MODEL_VERSION
from simcorr.scenario.forms import Form, forms_from
from simcorr.simulation.outcome import Observer
from simcorr.simulation.outcomes import true_outcome
from simcorr.simulation.record import current_version
from simcorr.text import joined

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from simcorr.analysis.sensitivity import DoseResponse, Interaction
    from simcorr.experiment.results.choice import Choice
    from simcorr.experiment.results.sensitivity import Sensitivity
    from simcorr.reporting.figures.figure import Figure
    from simcorr.scenario import Scenario


class Sweep:
    """Runs of every arm at every point, and what may be said of them.

    Attributes
    ----------
    points : DataFrame
        The points: a row each, a column for each parameter that was varied.
    arms : list of str
        The arms, the baseline first.
    runs, recorded, surveyed, dark_figure : DataFrame
        A row a run: ``point``, what was varied, ``intervention``, ``replicate``, and the outcomes that each observer
        sees: the truth, official statistics, a survey of migrants, and one set against the other.
    failures : DataFrame
        Runs that failed: where, with ``stage``, ``error`` and ``traceback``.
    """

    def __init__(
        self,
        source: Store | str,
        sweep: str | None = None,
        seeds: Mapping[int, int] | None = None,
        *,
        interrupted: bool = False,
    ) -> None:
        self._source = source
        self.interrupted = interrupted
        with self._store() as store:
            self._content = Content(store, sweep, seeds)

    @contextmanager
    def _store(self) -> Iterator[Store]:
        if isinstance(self._source, Store):
            self._source.flush()
            yield self._source
        else:
            with opened(self._source, create=False) as store:
                yield store

    @property
    def id(self) -> str:
        """Digits that stand for scenario, arms and points."""
        return self._content.id

    @property
    def points(self) -> pd.DataFrame:
        """The points of the design."""
        return self._content.points

    @property
    def arms(self) -> list[str]:
        """The arms, the baseline first."""
        return self._content.arms

    @property
    def interventions(self) -> list[str]:
        """The arms that are compared with the baseline."""
        return self.arms[1:]

    @property
    def replicates(self) -> int:
        """How often each arm was to run at each point, over all seeds."""
        return sum(self.seeds.values())

    @property
    def seed(self) -> int:
        """The seed from which those of all replicates follow; the first one, if there are several."""
        return next(iter(self.seeds))

    @property
    def seeds(self) -> dict[int, int]:
        """How many replicates follow from which seed; several where one store was given several."""
        return self._content.seeds

    @property
    def description(self) -> dict[str, Any]:
        """What was asked for: scenario, arms, design, replicates and seed, as plain values."""
        return {**self._content.description, "replicates": self.replicates, "seed": self.seed, "seeds": self.seeds}

    @cached_property
    def scenario(self) -> Scenario:
        """What was swept."""
        from simcorr.scenario import Scenario

        return Scenario(**self._content.description["scenario"])

    @cached_property
    def counts(self) -> dict[str, int]:
        """Runs that were ``planned``, are ``done``, have ``failed``, and those of them whose worker was ``lost``."""
        with self._store() as store:
            return self._content.counts(store)

    @cached_property
    def runs(self) -> pd.DataFrame:
        """True outcomes, a row a run."""
        return self._outcomes("true")

    @cached_property
    def recorded(self) -> pd.DataFrame:
        """What official statistics hold, a row a run."""
        return self._outcomes("recorded")

    @cached_property
    def surveyed(self) -> pd.DataFrame:
        """What migrants would answer, a row a run."""
        return self._outcomes("surveyed")

    @cached_property
    def dark_figure(self) -> pd.DataFrame:
        """Which part of what happened the statistics hold, a row a run."""
        return self._outcomes("dark_figure")

    @cached_property
    def failures(self) -> pd.DataFrame:
        """Runs that failed, each with its reason."""
        with self._store() as store:
            return self._content.failures(store)

    def _outcomes(self, observer: Observer) -> pd.DataFrame:
        with self._store() as store:
            return self._content.outcomes(store, observer)

    def table(self, outcome: str) -> pd.DataFrame:
        """Return one true outcome at every point.

        Parameters
        ----------
        outcome : str
            The name of a true outcome, such as ``bribes``.

        Returns
        -------
        DataFrame
            A row for each point and intervention: what was varied, the paired difference to the baseline at that
            point with its 95 % interval, the relative change, the verdict (all interventions of a point judged
            together) and the number of replicates. Without interventions: mean and interval.
        """
        if self.interventions:
            return effects_by_point(self.runs, outcome, self.points, self.arms)
        return means_by_point(self.runs, outcome, self.points)

    def wide(self, outcome: str) -> pd.DataFrame:
        """Return one true outcome: a row a ``point`` and ``replicate``, a column an arm, NaN for a failed run."""
        return paired_values(self.runs, true_outcome(outcome).name, self.points, self.arms)

    @cached_property
    def caption(self) -> str:
        """What a reader needs to cite a table or figure of the sweep."""
        failed = self.counts["failed"]
        parts = [
            f"Scenario '{self.scenario.name}'; {len(self.points)} points, {self.replicates} replicates "
            f"on common random numbers, {seeds_in_words(self.seeds)}.",
            f"{failed} runs failed and are left out." if failed else "",
            f"simcorr {current_version()}, model {MODEL_VERSION}. A stylised model, not a forecast.",
        ]
        return " ".join(part for part in parts if part)

    @cached_property
    def forms(self) -> tuple[Form, ...]:
        """The forms of the model among which the points may differ, with what each alternative stands for."""
        return forms_from(self.description.get("forms", {}))

    @cached_property
    def labels(self) -> dict[str, str]:
        """The names of what was varied, with their units, as axes show them."""
        found = {str(name): self.targets.find(name) for name in self.points.columns}
        return {name: f"{name} ({target.unit})" if target.unit else name for name, target in found.items()}

    @cached_property
    def targets(self) -> Targets:
        """Everything that can be varied in the scenario and the arms."""
        from simcorr.interventions import registry

        arms = {arm: tuple(map(registry.from_table, tables)) for arm, tables in self.description["arms"].items()}
        return Targets(self.scenario, arms, self.forms)

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
        from simcorr.experiment.results.pictures import sweep_figure

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
            With fewer than three points or two replicates: noise could not be told from differences then.
        """
        from simcorr.experiment.results.choice import Choice

        return Choice.of(
            self.wide(outcome)[self._options(interventions)],
            self.points,
            outcome,
            better=better,
            threshold=threshold,
            is_ensemble=self.description["design"].get("kind") == Members.kind,
            caption=self.caption,
        )

    def _options(self, arms: Sequence[str] | None) -> list[str]:
        names = self.arms if arms is None else list(arms)
        for name in names:
            if name not in self.arms:
                raise AnalysisError(unknown_name("arm", name, self.arms))
        return names

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

    @property
    def progress(self) -> str:
        """How many replicates and runs there are, done and failed, in words."""
        counts = self.counts
        done, planned, failed = (counts[state] for state in ("done", "planned", "failed"))
        return f"{self.replicates} replicates; {done} of {planned} runs done, {failed} failed"

    def __repr__(self) -> str:
        """Name the sweep in one line."""
        varied = listed((str(name) for name in self.points.columns), 4) or "nothing"
        return f"<Sweep over {varied}: {len(self.points)} points, {len(self.arms)} arms, {self.progress}>"

    def _repr_html_(self) -> str:
        """Show the same in a notebook, and the calls that come next."""
        calls = "table(outcome), plot(outcome), sensitivity(outcome), decide(outcome), failures"
        return f"<p>{escape(repr(self))}</p><p>Next: <code>{calls}</code></p>"


def seeds_in_words(seeds: Mapping[int, int]) -> str:
    """Return the seeds of a sweep as a caption names them.

    Examples
    --------
    >>> seeds_in_words({0: 10}), seeds_in_words({0: 10, 7: 5})
    ('seed 0', 'seeds 0 (10 replicates) and 7 (5)')
    """
    if len(seeds) == 1:
        return f"seed {next(iter(seeds))}"
    (first, count), *others = seeds.items()
    return "seeds " + joined([f"{first} ({count} replicates)", *(f"{seed} ({number})" for seed, number in others)])


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

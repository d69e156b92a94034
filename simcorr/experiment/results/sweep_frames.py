"""What a sweep found, as frames read from its store when they are asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING, Any

import pandas as pd

from simcorr.checks import whole_number
from simcorr.contexts import CONTEXT_NAMES
from simcorr.errors import ResultError, unknown_name
from simcorr.experiment.arms import Arms
from simcorr.experiment.designs import Members
from simcorr.experiment.designs.targets import Targets
from simcorr.experiment.plan import arm_at
from simcorr.experiment.results.tables import EffectTables
from simcorr.experiment.store.reading import Content
from simcorr.experiment.store.store import Store, opened
from simcorr.experiment.trial import Common
from simcorr.model_version import MODEL_VERSION
from simcorr.scenario import Scenario
from simcorr.scenario.forms import Form, forms_from
from simcorr.simulation.checks import DEFAULT_ENGINE
from simcorr.simulation.outcome import Observer
from simcorr.simulation.record import current_version
from simcorr.text import joined
from simcorr.world.measures import CONTEXT_MEASURES, CORRIDOR_MEASURES

if TYPE_CHECKING:
    from simcorr.interventions import Intervention


class SweepFrames(EffectTables):
    """Runs of every arm at every point, read from their store when they are asked for, as plain frames.

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
        members: Arms | None = None,
        common: Common | None = None,
        interrupted: bool = False,
    ) -> None:
        self._source, self._given, self._common = source, members, common
        self.interrupted = interrupted
        with self.opened() as store:
            self._content = Content(store, sweep, seeds)

    @contextmanager
    def opened(self) -> Iterator[Store]:
        """Open the store that holds the runs."""
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
        with self.opened() as store:
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
        with self.opened() as store:
            return self._content.failures(store)

    def _outcomes(self, observer: Observer) -> pd.DataFrame:
        with self.opened() as store:
            return self._content.outcomes(store, observer)

    def series(self, measure: str, *, place: str | None = None, weeks: int = 13) -> pd.DataFrame:
        """Return one true measure over time, a row a run and a column a span of weeks.

        Parameters
        ----------
        measure : str
            A measure that is counted by week, such as ``bribes`` or ``irregular_journeys``.
        place : str, optional
            One context or corridor; the sum over all of them, if left out.
        weeks : int
            How many weeks are added up in a column; the name of a column is the first of its weeks in the window.

        Raises
        ------
        ResultError
            For a sweep whose runs were done without ``series=True``.

        Examples
        --------
        Scenario discovery on a course: where are there more than 40 bribes in the last span?

        >>> late = found.series("bribes").groupby("point")["39"].mean()  # doctest: +SKIP
        >>> sc.discover(found.points, late > 40)  # doctest: +SKIP
        """
        table, column, number = _measured(measure, place, [corridor.name for corridor in self.scenario.corridors])
        whole = whole_number("weeks", weeks, 1, self.scenario.window_weeks)
        with self.opened() as store:
            found = self._content.series(store, table, number, column, whole, self.scenario.burn_in_weeks)
        if found.empty:
            raise ResultError("the runs of this sweep have no weekly series; do them with sc.sweep(..., series=True)")
        return found

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
        return Targets(self.scenario, self.members, self.forms)

    @property
    def is_ensemble(self) -> bool:
        """Whether the points are members of a calibrated ensemble, which are no random sample."""
        return bool(self.description["design"].get("kind") == Members.kind)

    def world(self, point: int, arm: str) -> tuple[Scenario, tuple[Intervention, ...]]:
        """Return the scenario of a point, and the measures of an arm there.

        Raises
        ------
        ResultError
            For a point or an arm that the sweep does not have.
        """
        if point not in self.points.index:
            raise ResultError(f"point is {point}; allowed is 0 to {len(self.points) - 1}")
        if arm not in self.arms:
            raise ResultError(unknown_name("arm", arm, self.arms))
        values = {self.targets.find(str(name)): value for name, value in self.points.loc[point].items()}
        scenario, changed = arm_at(self.scenario, self.members[arm], values, self.forms, arm)
        return scenario, changed

    def engine_and_agents(self) -> tuple[str, Mapping[type, type]]:
        """Return the engine and the agents that simulated the runs, as far as they are known."""
        if self._common is None:
            return str(self.description.get("engine", DEFAULT_ENGINE)), {}
        return self._common.engine, self._common.agents

    @cached_property
    def members(self) -> Arms:
        """The measures of every arm, as they were given; of a store that was read, as it names them."""
        from simcorr.interventions import registry

        if self._given is not None:
            return self._given
        return {arm: tuple(map(registry.from_table, tables)) for arm, tables in self.description["arms"].items()}

    @property
    def progress(self) -> str:
        """How many replicates and runs there are, done and failed, in words."""
        counts = self.counts
        done, planned, failed = (counts[state] for state in ("done", "planned", "failed"))
        return f"{self.replicates} replicates; {done} of {planned} runs done, {failed} failed"


def _measured(measure: str, place: str | None, corridors: list[str]) -> tuple[str, int, int | None]:
    """Return in which table a true measure is counted, in which column, and the number of a place."""
    tables = {"context": (CONTEXT_MEASURES, list(CONTEXT_NAMES)), "corridor": (CORRIDOR_MEASURES, corridors)}
    every = [one.name for measures, _ in tables.values() for one in measures if one.observer == "true"]
    if measure not in every:
        raise ResultError(unknown_name("measure", str(measure), every))
    for table, (measures, places) in tables.items():
        columns = [number for number, one in enumerate(measures) if one.name == measure and one.observer == "true"]
        if columns and (place is None or place in places):
            return table, columns[0], None if place is None else places.index(place)
    raise ResultError(unknown_name("context or corridor", str(place), [*CONTEXT_NAMES, *corridors], f"'{measure}'"))


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

"""What a sweep found, read from its store when it is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from simcorr.errors import listed
from simcorr.experiment.sweeping.reading import Content, sweeps_in
from simcorr.experiment.sweeping.store import Store, opened
from simcorr.experiment.sweeping.tables import effects_by_point, means_by_point
from simcorr.simulation.outcomes import Observer

if TYPE_CHECKING:
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

    def __init__(self, source: Store | str, sweep: str | None = None, *, interrupted: bool = False) -> None:
        self._source = source
        self.interrupted = interrupted
        with self._store() as store:
            self._content = Content(store, sweep)

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
        """How often each arm was to run at each point."""
        return int(self._content.description["replicates"])

    @property
    def seed(self) -> int:
        """The seed from which those of all replicates follow."""
        return int(self._content.description["seed"])

    @property
    def description(self) -> dict[str, Any]:
        """What was asked for: scenario, arms, design, replicates and seed, as plain values."""
        return self._content.description

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

    def __repr__(self) -> str:
        """Name the sweep in one line."""
        counts = self.counts
        varied = listed((str(name) for name in self.points.columns), 4) or "nothing"
        return (
            f"<Sweep over {varied}: {len(self.points)} points, {len(self.arms)} arms, {self.replicates} replicates; "
            f"{counts['done']} of {counts['planned']} runs done, {counts['failed']} failed>"
        )


def load_sweep(store: str | Path, sweep: str | None = None) -> Sweep:
    """Return a sweep from its store.

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

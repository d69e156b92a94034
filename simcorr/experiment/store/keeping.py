"""Keeping the runs of a plan as they end, in a file or not at all, and giving back those that are there already."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from simcorr.draws import replicate_seed
from simcorr.experiment.store.store import Store, opened
from simcorr.experiment.trial import Common, Ended, Trial

if TYPE_CHECKING:
    from simcorr.experiment.plan import Plan


class Keeping(Protocol):
    """What a call does with its runs."""

    def get(self, trial: Trial) -> Ended | None:
        """Return a run that is there already."""
        ...

    def add(self, trial: Trial, ended: Ended, seconds: float) -> None:
        """Keep a run that ended."""
        ...


class Forgetting:
    """Keeps nothing: results are taken in as they come."""

    def get(self, trial: Trial) -> Ended | None:
        """Nothing is there."""

    def add(self, trial: Trial, ended: Ended, seconds: float) -> None:
        """Forget a run."""


class InStore:
    """Keeps the runs of a plan in a store.

    Parameters
    ----------
    store : Store
    plan : Plan
    replicates, seed : int
    common : Common
        What all runs share: runs that lack what it asks for, weekly series or outcomes of one's own, are missing.
    retry : bool
        Whether runs that failed before count as missing.
    """

    def __init__(
        self, store: Store, plan: Plan, replicates: int, seed: int, common: Common, *, retry: bool = False
    ) -> None:
        self._store = store
        store.own([one.digest for one in common.own])
        numbers = store.cell_numbers([cell.digest for cell in plan.cells])
        seeds = [replicate_seed(seed, replicate) for replicate in range(replicates)]
        self.done = store.done(numbers, seeds, failures=not retry, series=common.series)
        store.remember(plan.id, plan.description(common.own, common.engine), points_of(plan, numbers), seed, replicates)
        self._numbers = numbers

    def get(self, trial: Trial) -> Ended | None:
        """Return a run that is there already."""
        if not self.done[trial.place, trial.replicate]:
            return None
        return self._store.run((self._numbers[trial.place], trial.seed))

    def add(self, trial: Trial, ended: Ended, seconds: float) -> None:
        """Keep a run that ended."""
        self._store.add((self._numbers[trial.place], trial.seed), ended, seconds)


@contextmanager
def keeping(
    path: str | Path | None, plan: Plan, replicates: int, seed: int, common: Common, *, retry: bool
) -> Iterator[Keeping]:
    """Keep the runs of a comparison in a file, if one is named."""
    if path is None:
        yield Forgetting()
        return
    with opened(path) as store:
        yield InStore(store, plan, replicates, seed, common, retry=retry)


def points_of(plan: Plan, numbers: list[int]) -> Iterator[tuple[str, str]]:
    """Yield for each point of a plan its values, and the numbers of its cells in a store, as JSON."""
    names = [str(name) for name in plan.points.columns]
    rows = plan.points.itertuples(index=False, name=None)
    for row, cells in zip(rows, plan.layout, strict=True):
        values = {name: _plain(value) for name, value in zip(names, row, strict=True)}
        yield json.dumps(values), json.dumps([numbers[place] for place in cells])


def _plain(value: Any) -> Any:
    return value.item() if isinstance(value, np.generic) else value

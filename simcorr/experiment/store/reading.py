"""Reading a store back as tidy frames."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from simcorr.draws import replicate_seed
from simcorr.errors import StoreError, unknown_name
from simcorr.experiment.store.series import unpacked
from simcorr.experiment.store.store import Store
from simcorr.experiment.trial import NAMES, WORKER
from simcorr.simulation.outcome import Observer
from simcorr.simulation.own_outcomes import from_record

KEYS = ["point", "intervention", "replicate", "seed"]
"""What names a run, besides what was varied."""


class Content:
    """One sweep in a store: its description, its points, and where its runs are.

    Parameters
    ----------
    store : Store
    sweep : str, optional
        Which one; the latest, if left out.
    seeds : mapping of int to int, optional
        How many replicates of which seeds; all that the store knows of, if left out.
    """

    def __init__(self, store: Store, sweep: str | None = None, seeds: Mapping[int, int] | None = None) -> None:
        self.id = _chosen(store, sweep)
        ((text,),) = store.query("SELECT description FROM sweeps WHERE id = ?", (self.id,))
        self.description: dict[str, Any] = json.loads(text)
        from_record(self.description.get("own_outcomes", {}))
        self.seeds = dict(seeds) if seeds is not None else seeds_of(store, self.id, self.description)
        rows = store.query("SELECT parameters, cells FROM points WHERE sweep = ? ORDER BY point", (self.id,))
        self.points = pd.DataFrame([json.loads(row[0]) for row in rows], columns=self.description["names"])
        self.points.index.name = "point"
        if self.points.columns.empty:
            self.points = pd.DataFrame(index=pd.RangeIndex(len(rows), name="point"))
        self._cells = [json.loads(row[1]) for row in rows]

    @property
    def arms(self) -> list[str]:
        """The arms, the baseline first."""
        return list(self.description["arms"])

    def keys(self) -> pd.DataFrame:
        """Return a row for each run that belongs to the sweep: `KEYS` and ``cell``; seeds follow one another."""
        arms = self.arms
        rows = [
            (point, arm, cell) for point, cells in enumerate(self._cells) for arm, cell in zip(arms, cells, strict=True)
        ]
        places = pd.DataFrame(rows, columns=["point", "intervention", "cell"])
        every = [replicate_seed(seed, number) for seed, count in self.seeds.items() for number in range(count)]
        return places.merge(pd.DataFrame({"replicate": range(len(every)), "seed": every}), how="cross")

    def outcomes(self, store: Store, observer: Observer) -> pd.DataFrame:
        """Return what one observer saw, a row a run: `KEYS`, what was varied, and a column an outcome."""
        columns = ["cell", "seed", *NAMES[observer]]
        frame = pd.DataFrame(store.query(f"SELECT * FROM {observer}_outcomes"), columns=columns)
        for name, own in self.description.get("own_outcomes", {}).items():
            if own["observer"] == observer:
                statement = "SELECT cell, seed, value FROM own_outcomes WHERE definition = ?"
                values = pd.DataFrame(store.query(statement, (own["digest"],)), columns=["cell", "seed", name])
                frame = frame.merge(values, on=["cell", "seed"], how="left")
        return self._joined(frame)

    def series(
        self, store: Store, table: str, place: int | None, column: int, weeks: int, burn_in: int
    ) -> pd.DataFrame:
        """Return one measure over time, a row a run and a column a span of weeks: `KEYS` and what was varied first.

        Parameters
        ----------
        table : {"context", "corridor"}
        place : int or None
            A context or corridor; their sum, if None.
        column : int
            Of the measure.
        weeks : int
            How many weeks make a span; the last one may be shorter.
        burn_in : int
            Weeks before the window, which are left out.
        """
        rows = []
        for cell, seed, content in store.query(f"SELECT cell, seed, {table} FROM series"):
            values = unpacked(content)[burn_in:, :, column]
            chosen = values.sum(axis=1) if place is None else values[:, place]
            rows.append((cell, seed, *np.add.reduceat(chosen, np.arange(0, len(chosen), weeks))))
        spans = range(0, (len(rows[0]) - 2) * weeks if rows else 0, weeks)
        return self._joined(pd.DataFrame(rows, columns=["cell", "seed", *map(str, spans)]))

    def failures(self, store: Store) -> pd.DataFrame:
        """Return the runs that failed: `KEYS`, what was varied, ``stage``, ``error`` and ``traceback``."""
        columns = ["cell", "seed", "stage", "error", "traceback"]
        return self._joined(pd.DataFrame(store.query("SELECT * FROM failures"), columns=columns))

    def counts(self, store: Store) -> dict[str, int]:
        """Return how many runs there should be, are, failed, and how many workers were lost."""
        keys = self.keys()[["cell", "seed"]].drop_duplicates()
        counts = {"planned": len(keys)}
        for name, statement in (
            ("done", "SELECT cell, seed FROM runs"),
            ("failed", "SELECT cell, seed FROM failures"),
            ("lost", f"SELECT cell, seed FROM failures WHERE stage = '{WORKER}'"),
        ):
            found = pd.DataFrame(store.query(statement), columns=["cell", "seed"])
            counts[name] = len(keys.merge(found, on=["cell", "seed"])) if len(found) else 0
        return counts

    def _joined(self, frame: pd.DataFrame) -> pd.DataFrame:
        found = self.keys().merge(frame.astype({"cell": int, "seed": "int64"}), on=["cell", "seed"], how="inner")
        found = found.drop(columns=["cell"]).sort_values(["point", "replicate"], kind="stable")
        varied = self.points.loc[found["point"]].reset_index(drop=True)
        found = found.reset_index(drop=True)
        rest = found.drop(columns=KEYS)
        numbers = rest.astype(float) if "stage" not in rest else rest
        return pd.concat([found[["point"]], varied, found[KEYS[1:]], numbers], axis=1)


def sweeps_in(store: Store) -> pd.DataFrame:
    """Return the sweeps of a store, the latest first, with points, arms, and replicates over all their seeds."""
    rows = []
    for number, text in store.query("SELECT id, description FROM sweeps ORDER BY changed DESC"):
        description = json.loads(text)
        ((points,),) = store.query("SELECT COUNT(*) FROM points WHERE sweep = ?", (number,))
        arms = len(description["arms"])
        seeds = seeds_of(store, number, description)
        named = ", ".join(map(str, seeds))
        rows.append((number, description["scenario"]["name"], points, arms, sum(seeds.values()), named))
    return pd.DataFrame(rows, columns=["sweep", "scenario", "points", "arms", "replicates", "seeds"])


def seeds_of(store: Store, sweep: str, description: Mapping[str, Any]) -> dict[int, int]:
    """Return the replicates of each seed of a sweep, in the order in which they were asked for."""
    if store.query("SELECT name FROM sqlite_master WHERE name = 'seeds'"):
        found = store.query("SELECT seed, replicates FROM seeds WHERE sweep = ? ORDER BY rowid", (sweep,))
        if found:
            return {int(seed): int(replicates) for seed, replicates in found}
    return {int(description["seed"]): int(description["replicates"])}  # a store of an earlier release


def _chosen(store: Store, sweep: str | None) -> str:
    known = [row[0] for row in store.query("SELECT id FROM sweeps ORDER BY changed DESC")]
    if not known:
        raise StoreError(f"the store {store.name} holds no sweep")
    if sweep is None:
        return str(known[0])
    if sweep not in known:
        raise StoreError(unknown_name("sweep", sweep, known))
    return sweep

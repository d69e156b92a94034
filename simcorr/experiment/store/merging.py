"""Joining stores: shards of one sweep, or whatever was computed apart."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from simcorr.errors import StoreError
from simcorr.experiment.store.store import Store, address_of, can_write, opened
from simcorr.simulation.outcomes import OBSERVERS


def merge_stores(stores: Iterable[str | Path], into: str | Path) -> dict[str, int]:
    """Join stores into one; a run that several hold is there once.

    Parameters
    ----------
    stores : iterable of path
        They stay as they are.
    into : path
        The store that takes everything; made if there is none.

    Returns
    -------
    dict
        ``runs`` and ``failures`` in the joined store, and how many ``new`` runs came.

    Raises
    ------
    StoreError
        For a store that is missing, damaged or of another version of the model, before anything is written.
    """
    paths = [Path(store) for store in stores]
    if not paths:
        raise StoreError("there is nothing to merge; name at least one store")
    for path in paths:
        if path.resolve() == Path(into).resolve():
            raise StoreError(f"'{into}' is to take the runs and cannot give them as well")
        with opened(path, create=False):
            pass
    with opened(into) as target:
        before = _count(target, "runs")
        for path in paths:
            _take(target, path)
        return {
            "runs": _count(target, "runs"),
            "failures": _count(target, "failures"),
            "new": _count(target, "runs") - before,
        }


def _take(target: Store, path: Path) -> None:
    """Copy everything from a store; cells have other numbers there."""

    def copy(connection: sqlite3.Connection) -> None:
        connection.execute("ATTACH DATABASE ? AS other", (address_of(path, only_read=not can_write(path)),))
        try:
            with connection:
                connection.execute("INSERT OR IGNORE INTO cells (digest) SELECT digest FROM other.cells")
                connection.execute(
                    "CREATE TEMP TABLE renamed AS SELECT theirs.id AS old, ours.id AS new "
                    "FROM other.cells AS theirs JOIN main.cells AS ours USING (digest)"
                )
                for table in ("runs", "failures", *(f"{observer}_outcomes" for observer in OBSERVERS)):
                    _copy_table(connection, table)
                for table in ("series", "own_outcomes"):
                    if _has(connection, table):
                        _copy_table(connection, table)
                connection.execute(
                    "DELETE FROM main.failures WHERE EXISTS (SELECT 1 FROM main.runs WHERE runs.cell = failures.cell "
                    "AND runs.seed = failures.seed)"
                )
                _copy_sweeps(connection)
                connection.execute("DROP TABLE renamed")
        finally:
            connection.execute("DETACH DATABASE other")

    target.executed(copy)


def _copy_table(connection: sqlite3.Connection, table: str) -> None:
    columns = [row[1] for row in connection.execute(f"PRAGMA main.table_info({table})")]
    rest = ", ".join(f"theirs.{column}" for column in columns[1:])
    connection.execute(
        f"INSERT OR IGNORE INTO main.{table} SELECT renamed.new, {rest} "
        f"FROM other.{table} AS theirs JOIN renamed ON renamed.old = theirs.cell"
    )


def _copy_sweeps(connection: sqlite3.Connection) -> None:
    """Copy descriptions, seeds, of each the larger number of replicates, and points with the numbers of their cells."""
    renamed = dict(connection.execute("SELECT old, new FROM renamed"))
    for sweep, description, changed in connection.execute(
        "SELECT id, description, changed FROM other.sweeps"
    ).fetchall():
        connection.execute("INSERT OR IGNORE INTO main.sweeps VALUES (?, ?, ?)", (sweep, description, changed))
        for seed, replicates in _seeds(connection, sweep, json.loads(description)):
            connection.execute(
                "INSERT INTO main.seeds VALUES (?1, ?2, ?3) ON CONFLICT (sweep, seed) "
                "DO UPDATE SET replicates = MAX(replicates, ?3)",
                (sweep, seed, replicates),
            )
    points = connection.execute("SELECT sweep, point, parameters, cells FROM other.points").fetchall()
    connection.executemany(
        "INSERT OR IGNORE INTO main.points VALUES (?, ?, ?, ?)",
        (
            (sweep, point, values, json.dumps([renamed[cell] for cell in json.loads(cells)]))
            for sweep, point, values, cells in points
        ),
    )


def _seeds(connection: sqlite3.Connection, sweep: str, description: Mapping[str, Any]) -> list[tuple[int, int]]:
    """Return the replicates of each seed of a sweep in the other store."""
    if _has(connection, "seeds"):
        found = connection.execute("SELECT seed, replicates FROM other.seeds WHERE sweep = ? ORDER BY rowid", (sweep,))
        rows = [(int(seed), int(replicates)) for seed, replicates in found]
        if rows:
            return rows
    return [(int(description["seed"]), int(description["replicates"]))]


def _has(connection: sqlite3.Connection, table: str) -> bool:
    """Return whether the other store has a table, which those of earlier releases may lack."""
    found = connection.execute("SELECT 1 FROM other.sqlite_master WHERE name = ?", (table,))
    return found.fetchone() is not None


def _count(store: Store, table: str) -> int:
    ((count,),) = store.query(f"SELECT COUNT(*) FROM {table}")
    return int(count)

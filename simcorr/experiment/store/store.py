"""The store of runs: one SQLite file, written as results arrive, that survives whatever ends the program."""

from __future__ import annotations

import json
import os
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from simcorr.errors import StoreError
from simcorr.experiment.store.series import packed, unpacked
from simcorr.experiment.trial import NAMES, Ended, Series
from simcorr.model_version import MODEL_VERSION
from simcorr.simulation.outcomes import OBSERVERS
from simcorr.simulation.record import current_version

FORMAT = "simcorr runs 1"
LOCK_SECONDS = 30.0
"""How long to wait while another program writes."""
_FLUSH_SECONDS = 0.5
_AGAIN_SECONDS = 0.02
_TICK = 1e-3
_SMALLEST_BYTES = 512
"""Of a database that is not empty."""
_OUTCOMES = {observer: f"{observer}_outcomes" for observer in OBSERVERS}
Key = tuple[int, int]
"""Number of a cell in the store, and seed."""
Answer = TypeVar("Answer")


class Store:
    """Runs by cell and seed; a run is there once, with its outcomes, or as a failure with its reason.

    Parameters
    ----------
    path : str or Path, optional
        The file; made if there is none. Without one, the store lives in memory.
    create : bool
        Whether to make a file that is not there.

    Raises
    ------
    StoreError
        For a file that is locked, damaged, no store, or of another version of the model.
    """

    def __init__(self, path: str | Path | None = None, *, create: bool = True) -> None:
        self.path = None if path is None else Path(path)
        self.name = "in memory" if path is None else f"'{path}'"
        if self.path is not None and not self.path.exists() and not create:
            raise StoreError(f"there is no store at {self.name}")
        self._own: tuple[str, ...] = ()
        self._waiting: list[tuple[Key, Ended, float]] = []
        self._flushed = time.monotonic()
        # What cannot be written can still be read: a disk that is mounted so, or somebody else's folder.
        self._only_read = self.path is not None and not create and not can_write(self.path)
        self._connection = self._connect()
        self._checked(self._check_version if self._only_read else self._patiently_set_up)

    def _connect(self) -> sqlite3.Connection:
        self._check_size()
        try:
            if self.path is not None:
                self.path.parent.mkdir(parents=True, exist_ok=True)
            address = ":memory:" if self.path is None else address_of(self.path, only_read=self._only_read)
            return sqlite3.connect(address, timeout=LOCK_SECONDS, check_same_thread=False, uri=True)
        except (OSError, sqlite3.Error) as error:
            raise StoreError(f"the store {self.name} cannot be opened: {error}") from error

    def _check_size(self) -> None:
        """Refuse a file in which SQLite would see an empty database and write over what is there."""
        if self.path is not None and self.path.is_file() and 0 < self.path.stat().st_size < _SMALLEST_BYTES:
            raise StoreError(f"{self.name} is no store; name another file")

    def _patiently_set_up(self) -> None:
        """Try again while another program makes the same store: SQLite does not wait for a change of the journal."""
        until = time.monotonic() + LOCK_SECONDS
        while True:
            try:
                return self._set_up()
            except sqlite3.OperationalError as error:
                if "locked" not in str(error) or time.monotonic() > until:
                    raise
            time.sleep(_AGAIN_SECONDS)

    def _set_up(self) -> None:
        self._connection.execute("PRAGMA journal_mode=WAL")
        self._connection.execute("PRAGMA synchronous=NORMAL")
        with self._connection:
            tables = {name for (name,) in self._connection.execute("SELECT name FROM sqlite_master")}
            if not tables:
                self._connection.execute("BEGIN IMMEDIATE")  # another program may be making the same store
                for statement in _schema():
                    self._connection.execute(statement)
                about = {"format": FORMAT, "model": MODEL_VERSION, "simcorr": current_version()}
                self._connection.executemany("INSERT OR IGNORE INTO about VALUES (?, ?)", about.items())
            elif "about" not in tables:
                raise StoreError(f"{self.name} is a database of another program, not a store of simcorr")
            for statement in _additions():  # which stores of earlier releases do not have
                self._connection.execute(statement)
        self._check_version()

    def _check_version(self) -> None:
        about = dict(self._connection.execute("SELECT name, value FROM about"))
        if about.get("format") != FORMAT:
            raise StoreError(f"{self.name} has the format {about.get('format')!r}; this version reads {FORMAT!r}")
        if about.get("model") != MODEL_VERSION:
            raise StoreError(
                f"{self.name} holds runs of version {about.get('model')} of the model (simcorr "
                f"{about.get('simcorr')}); this is {MODEL_VERSION}, and their runs are never mixed: name another file"
            )
        kept = {observer: self._columns(table) for observer, table in _OUTCOMES.items()}
        for observer, columns in kept.items():
            if columns != list(NAMES[observer]):
                raise StoreError(f"{self.name} holds other outcomes than simcorr {current_version()} has; name another")

    def _columns(self, table: str) -> list[str]:
        return [row[1] for row in self._connection.execute(f"PRAGMA table_info({table})")][2:]

    # ------------------------------------------------------------------------------------- writing

    def cell_numbers(self, digests: Sequence[str]) -> list[int]:
        """Return the numbers by which the store knows cells, old and new."""

        def numbers() -> list[int]:
            with self._connection:
                rows = ((digest,) for digest in digests)
                self._connection.executemany("INSERT OR IGNORE INTO cells (digest) VALUES (?)", rows)
            known = dict(self._connection.execute("SELECT digest, id FROM cells"))
            return [known[digest] for digest in digests]

        return self._checked(numbers)

    def remember(
        self,
        sweep: str,
        description: dict[str, Any],
        points: Iterable[tuple[str, str]],
        seed: int,
        replicates: int,
    ) -> None:
        """Keep what a sweep consists of: its description, and for each point its values and its cells as JSON.

        A seed that was asked for before keeps the larger number of replicates; the sweep becomes the latest one, even
        if the clock was set back.
        """

        def write() -> None:
            with self._connection:
                ((latest,),) = self._connection.execute("SELECT COALESCE(MAX(changed), 0) FROM sweeps")
                row = (sweep, json.dumps(description), max(time.time(), latest + _TICK))
                self._connection.execute("INSERT OR REPLACE INTO sweeps VALUES (?, ?, ?)", row)
                self._connection.execute(
                    "INSERT INTO seeds VALUES (?1, ?2, ?3) ON CONFLICT (sweep, seed) "
                    "DO UPDATE SET replicates = MAX(replicates, ?3)",
                    (sweep, seed, replicates),
                )
                rows = ((sweep, number, values, cells) for number, (values, cells) in enumerate(points))
                self._connection.executemany("INSERT OR IGNORE INTO points VALUES (?, ?, ?, ?)", rows)

        self._checked(write)

    def own(self, digests: Sequence[str]) -> None:
        """Say which outcomes of one's own the runs to come have, by digest of their definitions, in order."""
        self._own = tuple(digests)

    def add(self, key: Key, ended: Ended, seconds: float) -> None:
        """Take in a run; it is in the file half a second later, or after `flush`."""
        self._waiting.append((key, ended, seconds))
        if time.monotonic() - self._flushed > _FLUSH_SECONDS:
            self.flush()

    def flush(self) -> None:
        """Write what waits. When that fails, what waits goes to a temporary store, and the message says where."""
        self._flushed = time.monotonic()
        if not self._waiting:
            return
        try:
            self._write(self._waiting)
        except sqlite3.Error as error:
            raise StoreError(f"{_said(error, self.name)}; {self._rescued()}") from error
        self._waiting = []

    def _write(self, runs: list[tuple[Key, Ended, float]]) -> None:
        good = [(key, ended, seconds) for key, ended, seconds in runs if not ended.error]
        bad = [(*key, ended.stage, ended.error, ended.traceback) for key, ended, _ in runs if ended.error]
        series = [(*key, *map(packed, ended.series)) for key, ended, _ in good if ended.series is not None]
        with self._connection as connection:
            rows = [(*key, seconds, json.dumps(ended.deliveries)) for key, ended, seconds in good]
            connection.executemany("INSERT OR IGNORE INTO series VALUES (?, ?, ?, ?)", series)
            own = [(*key, *one) for key, ended, _ in good for one in zip(self._own, ended.own, strict=False)]
            connection.executemany("INSERT OR IGNORE INTO own_outcomes VALUES (?, ?, ?, ?)", own)
            connection.executemany("INSERT OR IGNORE INTO runs VALUES (?, ?, ?, ?)", rows)
            connection.executemany("DELETE FROM failures WHERE cell = ? AND seed = ?", [key for key, _, _ in good])
            for place, (observer, table) in enumerate(_OUTCOMES.items()):
                marks = ", ".join("?" * (2 + len(NAMES[observer])))
                values = [(*key, *ended.values[place]) for key, ended, _ in good]
                connection.executemany(f"INSERT OR IGNORE INTO {table} VALUES ({marks})", values)
            connection.executemany(
                "INSERT OR REPLACE INTO failures SELECT ?1, ?2, ?3, ?4, ?5 "
                "WHERE NOT EXISTS (SELECT 1 FROM runs WHERE cell = ?1 AND seed = ?2)",
                bad,
            )

    def _rescued(self) -> str:
        """Put what waits into a store in the folder for temporary files; return the words that say so."""
        import tempfile

        count = len(self._waiting)
        try:
            other = Store(Path(tempfile.mkdtemp(prefix="simcorr-store-")) / "rescued.sqlite")
            digests = dict(self._connection.execute("SELECT id, digest FROM cells"))
            cells = sorted({key[0] for key, _, _ in self._waiting})
            numbers = dict(zip(cells, other.cell_numbers([digests[cell] for cell in cells]), strict=True))
            other._write([((numbers[cell], seed), ended, took) for (cell, seed), ended, took in self._waiting])
            other.close()
        except (StoreError, sqlite3.Error, OSError) as error:
            return f"nor does a temporary one ({error}): the last {count} runs are lost; all before are kept"
        self._waiting = []
        return (
            f"the last {count} runs are in '{other.path}', all before in {self.name}; make room, then "
            "`simcorr merge` joins them, and the same call does the rest"
        )

    # ------------------------------------------------------------------------------------- reading

    def done(
        self, cells: Sequence[int], seeds: Sequence[int], *, failures: bool, series: bool = False
    ) -> NDArray[np.bool_]:
        """Return which runs are there, shape (cells, seeds).

        With ``failures``, failed ones as well; with ``series``, of the others only those whose weekly series are there.
        Outcomes of one's own have to be there in any case, see `own`.
        """
        self.flush()
        places = {cell: place for place, cell in enumerate(cells)}
        columns = {seed: place for place, seed in enumerate(seeds)}
        found = np.zeros((len(cells), len(seeds)), dtype=bool)
        has = (
            "AND EXISTS (SELECT 1 FROM series WHERE series.cell = runs.cell AND series.seed = runs.seed)"
            if series
            else ""
        )
        own = " ".join(
            "AND EXISTS (SELECT 1 FROM own_outcomes AS own WHERE own.cell = runs.cell AND own.seed = runs.seed "
            "AND own.definition = ?)"
            for _ in self._own
        )
        rows = self.query(f"SELECT cell, seed FROM runs WHERE 1 {has} {own}", self._own)
        rows += self.query("SELECT cell, seed FROM failures") if failures else []
        for cell, seed in rows:
            if cell in places and seed in columns:
                found[places[cell], columns[seed]] = True
        return found

    def run(self, key: Key) -> Ended:
        """Return a run that is there, with its weekly series if it has any, or the reason why it failed."""
        self.flush()
        where = "WHERE cell = ? AND seed = ?"
        found = self.query(f"SELECT deliveries FROM runs {where}", key)
        if not found:
            ((stage, error, trace),) = self.query(f"SELECT stage, error, traceback FROM failures {where}", key)
            return Ended(stage=stage, error=error, traceback=trace)
        values = tuple(
            tuple(float("nan") if value is None else value for value in row[2:])
            for table in _OUTCOMES.values()
            for row in self.query(f"SELECT * FROM {table} {where}", key)
        )
        rows = self.query(f"SELECT context, corridor FROM series {where}", key)
        series = Series(*map(unpacked, rows[0])) if rows else None
        known = dict(self.query(f"SELECT definition, value FROM own_outcomes {where}", key))
        own = tuple(float("nan") if known.get(one) is None else known[one] for one in self._own)
        return Ended(values, tuple(json.loads(found[0][0])), series=series, own=own)

    def query(self, statement: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Return the rows that a statement selects."""
        return self._checked(lambda: self._connection.execute(statement, values).fetchall())

    def executed(self, action: Callable[[sqlite3.Connection], Answer]) -> Answer:
        """Return what an action on the database gives; its errors are those of the store."""
        return self._checked(lambda: action(self._connection))

    def _checked(self, action: Callable[[], Answer]) -> Answer:
        try:
            return action()
        except sqlite3.Error as error:
            raise StoreError(_said(error, self.name)) from error

    def copied_to(self, path: str | Path) -> Path:
        """Write everything into a new file; return it."""
        target = Path(path)
        if target.exists():
            raise StoreError(f"'{target}' is there already; name a file that is not, or merge into it")
        self.flush()

        def copy() -> None:
            target.parent.mkdir(parents=True, exist_ok=True)
            other = sqlite3.connect(target)
            try:
                self._connection.backup(other)
            finally:
                other.close()

        self._checked(copy)
        return target

    def close(self) -> None:
        """Write what waits and close the file; one file is left, without its journal."""
        try:
            self.flush()
        finally:
            with suppress(sqlite3.Error):  # a store that can only be read among them
                self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            self._connection.close()


@contextmanager
def opened(path: str | Path | None, *, create: bool = True) -> Iterator[Store]:
    """Open a store and close it whatever happens."""
    store = Store(path, create=create)
    try:
        yield store
    finally:
        store.close()


def can_write(path: Path) -> bool:
    """Return whether file and folder can be written; SQLite's journal stands beside the file."""
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


def address_of(path: Path, *, only_read: bool) -> str:
    """Return the address of a file for SQLite; one that is only read is taken as it is, without a journal."""
    return path.resolve().as_uri() + ("?immutable=1" if only_read else "")


def _schema() -> Iterator[str]:
    yield "CREATE TABLE IF NOT EXISTS about (name TEXT PRIMARY KEY, value TEXT)"
    yield "CREATE TABLE IF NOT EXISTS sweeps (id TEXT PRIMARY KEY, description TEXT, changed REAL)"
    keyed = "PRIMARY KEY (sweep, point)"
    yield f"CREATE TABLE IF NOT EXISTS points (sweep TEXT, point INTEGER, parameters TEXT, cells TEXT, {keyed})"
    yield "CREATE TABLE IF NOT EXISTS cells (id INTEGER PRIMARY KEY, digest TEXT UNIQUE)"
    key = "cell INTEGER, seed INTEGER"
    end = "PRIMARY KEY (cell, seed)) WITHOUT ROWID"
    yield f"CREATE TABLE IF NOT EXISTS runs ({key}, seconds REAL, deliveries TEXT, {end}"
    yield f"CREATE TABLE IF NOT EXISTS failures ({key}, stage TEXT, error TEXT, traceback TEXT, {end}"
    for observer, table in _OUTCOMES.items():
        columns = ", ".join(f"{name} REAL" for name in NAMES[observer])
        yield f"CREATE TABLE IF NOT EXISTS {table} ({key}, {columns}, {end}"


def _additions() -> Iterator[str]:
    yield "CREATE TABLE IF NOT EXISTS seeds (sweep TEXT, seed INTEGER, replicates INTEGER, PRIMARY KEY (sweep, seed))"
    key = "cell INTEGER, seed INTEGER"
    yield f"CREATE TABLE IF NOT EXISTS series ({key}, context BLOB, corridor BLOB, PRIMARY KEY (cell, seed))"
    keyed = "PRIMARY KEY (cell, seed, definition)) WITHOUT ROWID"
    yield f"CREATE TABLE IF NOT EXISTS own_outcomes ({key}, definition TEXT, value REAL, {keyed}"


def _said(error: sqlite3.Error, name: str) -> str:
    """Return what went wrong with a store, in words that say what to do."""
    text = str(error)
    if "locked" in text or "busy" in text:
        return f"the store {name} is locked by another program for more than {LOCK_SECONDS:g} s"
    if "full" in text:
        return f"the store {name} takes no more: the disk is full"
    if "not a database" in text or "malformed" in text:
        return f"the store {name} is damaged or no store at all ({text}); restore a copy, or name another file"
    return f"the store {name} fails: {text}"

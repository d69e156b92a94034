"""The course of every measure over time: mean and 95 % interval by arm and place.

Three resolutions are kept: weeks; periods of 13 weeks, for figures; and burn-in and window as a whole, also
as the paired difference to the baseline. The interval of a longer span is that of the replicates' means over it
and cannot be had from weekly intervals.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from simcorr import storage
from simcorr.analysis.estimates import Moments
from simcorr.contexts import CONTEXT_NAMES
from simcorr.errors import ResultError
from simcorr.simulation.rates import RATES, rates_of
from simcorr.world.measures import CONTEXT_MEASURES, CORRIDOR_MEASURES, Measure

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Wholes = dict[str, Floats]

ALL = "all"
"""The name of the sum over contexts or corridors."""

SPANS: Mapping[str, int] = {"weeks": 1, "periods": 13, "window": 10**9}
"""Weeks in a row of a frame. The window always begins a new row."""

CHANGE = "change"
"""Like the span "window", but the difference to the baseline within replicates."""

TABLES: Mapping[str, tuple[str, Sequence[Measure], str]] = {
    "contexts": ("context", CONTEXT_MEASURES, "true"),
    "contexts_recorded": ("context", CONTEXT_MEASURES, "recorded"),
    "corridors": ("corridor", CORRIDOR_MEASURES, "true"),
    "corridors_surveyed": ("corridor", CORRIDOR_MEASURES, "surveyed"),
}
"""For each table its places, its measures and its observer; observers never share a table."""

RATE_TABLE = "rates"
"""The table of `RATES` by context: over burn-in and window, and as a change; there are none of single weeks."""

RATE_SPANS = ("window", CHANGE)

SAVED_SPANS = ("periods", "window", CHANGE)
"""What is saved unless weeks are asked for: single weeks take nine tenths of the room and hardly anybody's time."""


class Courses:
    """Frames of every table at every resolution, each made when it is asked for.

    A frame has one row an arm, span and place, with the first week of the span and, for each measure, its
    mean per week and the limits ``_low`` and ``_high`` of the interval.

    Parameters
    ----------
    make : callable (table, span)
        Returns a frame, or raises `ResultError`.
    """

    def __init__(self, make: Callable[[str, str], pd.DataFrame]) -> None:
        self._make = make
        self._made: dict[tuple[str, str], pd.DataFrame] = {}

    def frame(self, table: str, span: str) -> pd.DataFrame:
        """Return one table at one resolution."""
        if (table, span) not in self._made:
            self._made[table, span] = self._make(table, span)
        return self._made[table, span]

    def find(self, measure: str, span: str) -> tuple[pd.DataFrame, Measure, str] | None:
        """Return the frame that holds a measure, the measure, and what its places are, or None."""
        for table, (place, measures, observer) in TABLES.items():
            for candidate in measures:
                if candidate.name == measure and candidate.observer == observer:
                    return self.frame(table, span), candidate, place
        return None

    def save(self, folder: Path, *, weekly: bool = False) -> None:
        """Write the frames of longer spans, and those of weeks if asked, compressed and rounded to seven digits."""
        for span in (*SAVED_SPANS, *(["weeks"] if weekly else [])):
            for table in TABLES:
                storage.write_compressed(folder / _file(table, span), self.frame(table, span))
        for span in RATE_SPANS:
            storage.write_compressed(folder / _file(RATE_TABLE, span), self.frame(RATE_TABLE, span))

    @classmethod
    def load(cls, folder: Path) -> "Courses":
        """Read the frames that `save` wrote; those of weeks only when they are asked for."""

        def read(table: str, span: str) -> pd.DataFrame:
            path = folder / _file(table, span)
            if span == "weeks" and not path.exists():
                raise ResultError(
                    f"'{folder}' holds periods of 13 weeks, not single weeks; ask for them when saving: "
                    "save(folder, weekly=True), or simcorr compare --weekly"
                )
            return storage.read_frame(path)

        courses = cls(read)
        for table in TABLES:
            for span in SAVED_SPANS:
                courses.frame(table, span)
        for span in RATE_SPANS:
            courses.frame(RATE_TABLE, span)
        return courses


def _file(table: str, span: str) -> str:
    return f"{table}_{span}.csv.gz"


class CourseKeeper:
    """Takes in the weekly arrays of one run after the other and keeps only their mean and spread."""

    def __init__(self, corridors: Sequence[str], burn_in: int) -> None:
        self._burn_in = burn_in
        self._places = {"context": (*CONTEXT_NAMES, ALL), "corridor": (*corridors, ALL)}
        self._moments: dict[tuple[str, str, str], Moments] = {}
        self._starts: dict[str, Integers] = {}

    def add(self, arm: str, context: Floats, corridor: Floats) -> Wholes:
        """Take in one run of an arm; return its means over burn-in and window."""
        tables = {"context": (context, CONTEXT_MEASURES), "corridor": (corridor, CORRIDOR_MEASURES)}
        wholes: Wholes = {}
        for place, (values, measures) in tables.items():
            whole = with_sum(values, measures)
            for span, weeks in SPANS.items():
                edges = span_edges(len(whole), self._burn_in, weeks)
                self._starts[span] = edges - self._burn_in
                means = span_means(whole, edges)
                self._take(arm, place, span, means)
                if span == "window":
                    wholes[place] = means
        wholes[RATE_TABLE] = rates_of(wholes["context"])
        self._take(arm, RATE_TABLE, "window", wholes[RATE_TABLE])
        return wholes

    def add_change(self, arm: str, with_arm: Wholes, baseline: Wholes) -> None:
        """Take in the difference between an arm and the baseline in one replicate."""
        self._starts[CHANGE] = self._starts["window"]
        for place, means in with_arm.items():
            self._take(arm, place, CHANGE, means - baseline[place])

    def _take(self, arm: str, place: str, span: str, values: Floats) -> None:
        self._moments.setdefault((arm, place, span), Moments()).add(values)

    def courses(self) -> Courses:
        """Return the frames of what came in."""
        return Courses(self._frame)

    def _frame(self, table: str, span: str) -> pd.DataFrame:
        parts = list(self._parts(table, span))
        return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame()

    def _parts(self, table: str, span: str) -> Iterator[pd.DataFrame]:
        place, shown = _columns(table)
        names = self._places[place]
        for (arm, kind, length), moments in self._moments.items():
            if (kind, length) != (RATE_TABLE if table == RATE_TABLE else place, span):
                continue
            rows = len(moments.mean)
            columns: dict[str, Any] = {
                "intervention": arm,
                "week": np.repeat(self._starts[span], len(names)),
                place: np.tile(np.array(names, dtype=object), rows),
            }
            half = moments.half_width()
            for column, name in shown:
                mean, margin = moments.mean[..., column].ravel(), half[..., column].ravel()
                columns[name] = mean
                columns[f"{name}_low"] = mean - margin
                columns[f"{name}_high"] = mean + margin
            yield pd.DataFrame(columns)


def _columns(table: str) -> tuple[str, list[tuple[int, str]]]:
    """Return what the places of a table are, and its columns: where they stand, and their names."""
    if table == RATE_TABLE:
        return "context", list(enumerate(RATES))
    place, measures, observer = TABLES[table]
    return place, [(column, one.name) for column, one in enumerate(measures) if one.observer == observer]


def with_sum(values: Floats, measures: Sequence[Measure]) -> Floats:
    """Return an array (weeks, places, measures) with a place for all: the sum, or the mean of shares."""
    total = values.sum(axis=1, keepdims=True)
    for column, measure in enumerate(measures):
        if measure.unit in ("share", "probability"):
            total[:, 0, column] = values[:, :, column].mean(axis=1)
    return np.concatenate([values, total], axis=1)


def span_edges(weeks: int, burn_in: int, length: int) -> Integers:
    """Return the rows at which spans begin; one begins with the window.

    Examples
    --------
    >>> span_edges(weeks=30, burn_in=5, length=13).tolist()
    [0, 5, 18]
    """
    regular = np.arange(burn_in % length, weeks, length)
    return np.unique(np.concatenate([[0], [burn_in], regular])).astype(np.int64)


def span_means(values: Floats, edges: Integers) -> Floats:
    """Return the mean of each span of weeks; those of single weeks are the values themselves."""
    if len(edges) == len(values):
        return values
    lengths = np.diff([*edges, len(values)])
    sums = np.add.reduceat(values, edges, axis=0)
    means: Floats = sums / lengths.reshape(-1, *([1] * (values.ndim - 1)))
    return means

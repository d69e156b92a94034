"""The runs of a comparison, kept in a file, so that the same command goes on where it was stopped."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from simcorr.errors import RunError

if TYPE_CHECKING:
    from simcorr.experiment.results.comparison import Comparison

STORE = "runs.sqlite"

Store = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help=f"File that keeps every run. If left out, {STORE} in the output folder until the "
                 "result is there.", show_default=False),
]  # fmt: skip
NoStore = Annotated[
    bool, typer.Option("--no-store", help="Keep no single runs; a command that is stopped begins anew.")
]
RetryFailures = Annotated[bool, typer.Option("--retry-failures", help="Try runs that failed before again.")]


class Kept:
    """Where a command keeps its runs, and how many it found there.

    Parameters
    ----------
    folder : Path
        The output folder.
    given : Path or None
        The file that was asked for.
    none : bool
        Whether none shall be kept.
    """

    def __init__(self, folder: Path, given: Path | None, *, none: bool) -> None:
        if none and given is not None:
            raise RunError("--store and --no-store exclude each other")
        self.path = None if none else given or folder / STORE
        self._passing = given is None
        self._before = self._count()

    def _count(self) -> int:
        """Return how many runs there are; a file of another version of the model is refused here already."""
        from simcorr.experiment.store.store import opened

        if self.path is None or not self.path.exists():
            return 0
        with opened(self.path) as store:
            counts = [store.query(f"SELECT COUNT(*) FROM {table}")[0][0] for table in ("runs", "failures")]
        return sum(counts)

    @contextmanager
    def goes_on(self) -> Iterator[None]:
        """Say where the runs are when a command is stopped before it has a result."""
        try:
            yield
        except KeyboardInterrupt:
            if self.path is not None:
                typer.echo(f"simcorr: runs that were done are in '{self.path}'; the same command goes on", err=True)
            raise

    def said(self, comparison: Comparison) -> str:
        """Return a sentence on runs that were there already and on where all are now; empty if none are kept.

        Where nobody named a file, a result that is complete holds all that anybody asked for: the runs, a hundred
        kilobytes each, are removed then.
        """
        if self.path is None:
            return ""
        runs = comparison.record.replicates * (len(comparison.interventions) + 1)
        old = max(0, runs - (self._count() - self._before))
        found = (
            f"{f'All {runs}' if old == runs else f'{old} of {runs}'} runs were in {self.path} already." if old else ""
        )
        if not self._passing or comparison.interrupted or len(comparison.failures):
            return found or f"Its runs are in {self.path}."
        self.path.unlink(missing_ok=True)
        return found

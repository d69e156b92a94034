"""The result of a trace: its frames, in words and drawn."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from simcorr.experiment.results.sweep import Sweep
from simcorr.experiment.tracing.carried import NUMBERS
from simcorr.experiment.tracing.frames import TraceFrames
from simcorr.simulation.outcomes import true_outcome

if TYPE_CHECKING:
    from simcorr.brief.inputs import Supplement
    from simcorr.reporting.figure import Figure


class MechanismTrace(TraceFrames):
    """What each mechanism carries of the effect of one measure: the frames of `TraceFrames`, in words and drawn."""

    def sentence(self, outcome: str = "bribes") -> str:
        """Return a few sentences for a brief: the effect, and without which mechanisms it clearly changes."""
        from simcorr.experiment.tracing.wording import sentence

        return sentence(self, true_outcome(outcome))

    def plot(self, outcome: str = "bribes") -> Figure:
        """Draw the effect as it is and with each mechanism off, and beside it what each mechanism carries."""
        from simcorr.experiment.tracing.showing import drawn

        return drawn(self, true_outcome(outcome))

    def supplement(self, outcome: str = "bribes") -> Supplement:
        """Return what the trace adds to a brief."""
        from simcorr.experiment.tracing.showing import supplement

        return supplement(self, true_outcome(outcome))

    def to_csv(self, folder: str | Path) -> Path:
        """Write `effects` as ``trace.csv`` and all tables of the sweep; return the folder."""
        from simcorr.storage import write_frame

        path = self.sweep.to_csv(folder)
        write_frame(path / NUMBERS, self.effects)
        return path

    def __repr__(self) -> str:
        """Name the trace in one line."""
        of = f"'{self.measure}' on '{self.scenario.name}'"
        return f"<MechanismTrace of {of}: {len(self.mechanisms)} mechanisms, {self.sweep.progress}>"

    def _repr_html_(self) -> str:
        """Show the same in a notebook, and the calls that come next."""
        calls = "sentence(outcome), table(outcome), plot(outcome), effects, failures"
        return f"<p>{escape(repr(self))}</p><p>Next: <code>{calls}</code></p>"


def load_trace(store: str | Path, sweep: str | None = None) -> MechanismTrace:
    """Return a trace from the store that kept its runs.

    Parameters
    ----------
    store : str or Path
        The file.
    sweep : str, optional
        Which one, if there are several; the latest, if left out. `sweeps` lists them.

    Raises
    ------
    StoreError, ResultError
        For a file that is no store, and for a sweep that is no trace.
    """
    return MechanismTrace(Sweep(str(store), sweep))

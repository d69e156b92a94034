"""The result of a comparison: its frames, and what a user does with them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from simcorr.analysis.compared import Compared
from simcorr.errors import RunError
from simcorr.experiment.results.results import Results

if TYPE_CHECKING:
    from simcorr.brief.inputs import OwnSetting
    from simcorr.experiment.results.sweep import Sweep
    from simcorr.experiment.tracing import MechanismTrace
    from simcorr.interventions import Intervention
    from simcorr.reporting.figure import Figure
    from simcorr.scenario import Scenario


@dataclass(frozen=True, repr=False, eq=False)
class Comparison(Compared, Results):
    """What a comparison of interventions showed: the frames and tables of `Compared`, drawn, written down and kept."""

    def __repr__(self) -> str:
        """Name the comparison in one line."""
        return (
            f"<Comparison of {len(self.interventions)} interventions on '{self.record.scenario}', "
            f"{self.record.replicates} replicates, seed {self.record.seed}>"
        )

    @property
    def runs(self) -> pd.DataFrame:
        """True outcomes, a row a run; the same as ``outcomes``."""
        return self.outcomes

    @property
    def points(self) -> pd.DataFrame:
        """The one point of a comparison, at which nothing is varied."""
        return pd.DataFrame(index=pd.RangeIndex(1, name="point"))

    @property
    def is_ensemble(self) -> bool:
        """A comparison has one point, and no ensemble of them."""
        return False

    @property
    def replicates(self) -> int:
        """How many replicates the comparison rests on."""
        return self.record.replicates

    @property
    def seed(self) -> int:
        """The seed from which those of all replicates follow."""
        return self.record.seed

    @property
    def caption(self) -> str:
        """What a reader needs to cite a table or figure of the comparison."""
        from simcorr.experiment.results.drawing import comparisons as figures

        return figures.caption(self)

    def world(self, point: int, arm: str) -> "tuple[Scenario, tuple[Intervention, ...]]":
        """Return the scenario, and the measures of an arm."""
        if arm != self.arms[0]:
            self.check_intervention(arm)
        return self.scenario, () if arm == self.arms[0] else self.measures[arm]

    def engine_and_agents(self) -> tuple[str, Mapping[type, type]]:
        """Return the engine and the agents that simulated the runs."""
        if self.record.agents and not self.agents:
            raise RunError("agents of one's own were in this comparison, and are not in what was read; compare anew")
        return self.record.engine, self.agents

    def plot(self, outcome: str = "bribes", harms: Sequence[str] | None = None) -> "Figure":
        """Draw the change of an outcome by intervention, and harm to migrants beside it.

        Parameters
        ----------
        outcome : str
            The outcome to compare and sort by.
        harms : sequence of str, optional
            What stands beside it: `harms`, if left out.
        """
        from simcorr.experiment.results.drawing import comparisons as figures

        return figures.effects(self, outcome, self.harms if harms is None else harms)

    def plot_weekly(self, measure: str = "bribes", interventions: Sequence[str] | None = None) -> "Figure":
        """Draw the course of a measure in periods of 13 weeks, with the interval as a band."""
        from simcorr.experiment.results.drawing import comparisons as figures

        return figures.weekly(self, measure, interventions)

    def plot_contexts(
        self, measure: str | Sequence[str] = "bribes", interventions: Sequence[str] | None = None
    ) -> "Figure":
        """Draw by context what happens with each intervention and without.

        Parameters
        ----------
        measure : str or sequence of str
            A measure that is counted by context (``bribes``, ``offers``, ``interceptions`` ...), or a rate:
            ``acceptance_rate`` (offered bribes that were accepted) or ``exposure_rate`` (finds by audits and true
            reports per bribe). Up to three stand side by side, an intervention to a row.
        interventions : sequence of str, optional
            Those with the largest effects, if left out: six for one measure, three for several.
        """
        from simcorr.experiment.results.drawing import comparisons as figures

        return figures.contexts(self, measure, interventions)

    def plot_recorded(self, outcome: str = "bribes", recorded: str = "recorded_cases") -> "Figure":
        """Draw the change of a true outcome against the change in the official statistics, and the dark figure.

        The dark figure stands beside them where one is reckoned for the two: ``recorded_cases`` or
        ``recorded_reports`` for ``bribes``, ``recorded_cases`` for ``cases_opened``, ``recorded_convictions`` for
        ``convictions``, ``recorded_interceptions`` for ``interceptions``.
        """
        from simcorr.experiment.results.drawing import comparisons as figures

        return figures.recorded(self, outcome, recorded)

    def plot_ranks(self) -> "Figure":
        """Draw how much likelier gatekeepers are sanctioned than superiors, by arm."""
        from simcorr.experiment.results.drawing import comparisons as figures

        return figures.ranks(self)

    def over_ensemble(
        self,
        members: int = 32,
        replicates: int = 3,
        *,
        store: str | Path | None = None,
        workers: int | None = None,
        progress: bool = True,
    ) -> "Sweep":
        """Simulate the same arms in the parameter sets that calibration did not rule out.

        Parameters
        ----------
        members, replicates : int
            How many sets, from the first, and how often each arm runs in each; at least 3 and 2.
        store, workers, progress
            As for `sweep`.
        """
        from simcorr.experiment.results.over_ensemble import over_ensemble

        return over_ensemble(self, members, replicates, store=store, workers=workers, progress=progress)

    def trace(
        self,
        intervention: str,
        mechanisms: Iterable[str] | None = None,
        replicates: int | None = None,
        *,
        store: str | Path | None = None,
        workers: int | None = None,
        progress: bool = True,
    ) -> "MechanismTrace":
        """Ask why: which mechanisms of the model carry the effect of one intervention.

        Parameters
        ----------
        intervention : str
            One of `interventions`.
        mechanisms, store, workers, progress
            As for `simcorr.trace`.
        replicates : int, optional
            As many as this comparison has, if left out; its seed is taken in any case, so that runs are the same.
        """
        from simcorr.experiment.tracing import trace

        self.check_intervention(intervention)
        count = self.record.replicates if replicates is None else replicates
        members = list(self.measures[intervention])
        options: dict[str, Any] = {"store": store, "workers": workers, "progress": progress}
        return trace(self.scenario, members, mechanisms, count, self.record.seed, name=intervention, **options)

    def brief(
        self,
        folder: str | Path,
        sweep: "Sweep | None" = None,
        setting: "OwnSetting | None" = None,
        trace: "MechanismTrace | None" = None,
    ) -> Path:
        """Write the brief: ``brief.html``, which holds its figures, ``brief.md``, and figures as PNG and SVG.

        Parameters
        ----------
        folder : str or Path
        sweep : Sweep, optional
            What `over_ensemble` gives; the brief then says what holds in other parameter sets.
        setting : Narrowing, optional
            What `Setting.narrow` gives; the brief then says how far these numbers narrow the answer.
        trace : MechanismTrace, optional
            What `trace` gives; the brief then says which mechanisms carry the effect of that intervention on bribes.

        Returns
        -------
        Path
            The HTML file.
        """
        from simcorr.experiment.results.briefing import write_brief

        return write_brief(self, folder, sweep, setting, trace)

    def write_page(self, folder: str | Path) -> Path:
        """Write the brief without other parameter sets; see `brief`."""
        return self.brief(folder)

    def save(self, folder: str | Path, *, weekly: bool = False) -> Path:
        """Write the comparison into a folder: tables for people, and everything else in ``data/``.

        Parameters
        ----------
        folder : str or Path
            Made if necessary; an earlier comparison in it is replaced, other content stays.
        weekly : bool
            Whether to write every single week as well, which takes most of the room and of the time.
        """
        from simcorr.experiment.results.saving import save

        return save(self, folder, weekly=weekly)

    @classmethod
    def load(cls, folder: str | Path) -> "Comparison":
        """Read a comparison that `save` wrote; effects are computed anew from its runs."""
        from simcorr.experiment.results.saving import load

        return cls(**load(Path(folder)))

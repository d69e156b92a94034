"""The result of a comparison: runs, effects, courses, and what may be said of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from simcorr.analysis.displacement import displacement_table, place_changes_table
from simcorr.analysis.effects import defined, effects_table, occurring, rank_odds_table
from simcorr.analysis.fees import fees_table
from simcorr.analysis.trajectories import Courses
from simcorr.analysis.wording import sentence
from simcorr.errors import ResultError, unknown_name
from simcorr.experiment.arms import recorded_arms
from simcorr.simulation.outcomes import HARMS, HEADLINE, OUTCOMES
from simcorr.simulation.record import RunRecord

if TYPE_CHECKING:
    from simcorr.brief.content import OwnSetting
    from simcorr.experiment.results.sweep import Sweep
    from simcorr.experiment.tracing import MechanismTrace
    from simcorr.reporting.figures.figure import Figure
    from simcorr.scenario import Scenario


@dataclass(frozen=True, repr=False, eq=False)
class Comparison:
    """What a comparison of interventions showed.

    Attributes
    ----------
    outcomes : DataFrame
        True outcomes with one row a run: ``intervention``, ``replicate``, and a column an outcome.
    recorded, surveyed : DataFrame
        The same as the official statistics and a survey of migrants have it; never mixed with the true ones.
    dark_figure : DataFrame
        Which part of what happened the statistics hold, by run.
    places : DataFrame
        What may move, and what fees rest on, summed over the window, by run and place; see `displacement` and `fees`.
    deliveries : DataFrame
        How much of each measure was implemented, by run.
    failures : DataFrame
        Runs that failed, each with its reason.
    courses : Courses
        Measures over time; see `weekly` and its neighbours.
    record : RunRecord
        Version, platform, seed and everything else needed to cite the comparison.
    scenario : Scenario
    interrupted : bool
        Whether the user stopped it before all replicates were done.
    precision_reached : bool or None
        Whether the effects are as precise as ``until`` asked for; None if nothing was asked for.
    """

    outcomes: pd.DataFrame
    recorded: pd.DataFrame
    surveyed: pd.DataFrame
    dark_figure: pd.DataFrame
    places: pd.DataFrame
    deliveries: pd.DataFrame
    failures: pd.DataFrame
    courses: Courses
    record: RunRecord
    scenario: "Scenario" = field(repr=False)
    interrupted: bool = False
    precision_reached: bool | None = None

    def __repr__(self) -> str:
        """Name the comparison in one line."""
        return (
            f"<Comparison of {len(self.interventions)} interventions on '{self.record.scenario}', "
            f"{self.record.replicates} replicates, seed {self.record.seed}>"
        )

    @property
    def arms(self) -> list[str]:
        """All arms, the baseline first."""
        return list(self.record.interventions)

    @property
    def interventions(self) -> list[str]:
        """The arms that are compared with the baseline."""
        return self.arms[1:]

    @property
    def harms(self) -> list[str]:
        """What success may cost migrants, without what happens in none of these runs or is defined in none."""
        return occurring(self.outcomes, defined(self.outcomes, HARMS))

    @cached_property
    def effects(self) -> pd.DataFrame:
        """The effect of every intervention on every true outcome, with intervals and verdicts.

        ``low`` and ``high`` hold for one effect with 95 %; the simultaneous limits hold for all interventions
        on an outcome together, and the verdict rests on them. ``share_best`` is the share of replicates in
        which an intervention does best, doing nothing included.
        """
        return effects_table(self.outcomes, self.arms, ranked=True)

    @cached_property
    def recorded_effects(self) -> pd.DataFrame:
        """What happens to the official statistics; no ranking of interventions can rest on it."""
        return effects_table(self.recorded, self.arms, ranked=False)

    @cached_property
    def surveyed_effects(self) -> pd.DataFrame:
        """What happens to the answers of migrants; no ranking of interventions can rest on it."""
        return effects_table(self.surveyed, self.arms, ranked=False)

    @cached_property
    def dark_figure_effects(self) -> pd.DataFrame:
        """What happens to the share that statistics hold of what is true; no ranking can rest on it either."""
        return effects_table(self.dark_figure, self.arms, ranked=False)

    @cached_property
    def rank_odds(self) -> pd.DataFrame:
        """How much likelier gatekeepers are sanctioned than superiors, pooled over replicates."""
        return rank_odds_table(self.outcomes, self.arms)

    @cached_property
    def displacement(self) -> pd.DataFrame:
        """How much of what falls in one place rises in another, by intervention.

        Bribes move between contexts, irregular journeys between corridors. ``displaced_share`` is NaN where
        falls cannot be told from zero.
        """
        return displacement_table(self.places, self.arms)

    @cached_property
    def place_changes(self) -> pd.DataFrame:
        """What falls and what rises in which place, by intervention."""
        return place_changes_table(self.places, self.arms)

    @cached_property
    def fees(self) -> pd.DataFrame:
        """Whether operators charge more: by corridor, over all at a constant mix of corridors, and as travelled."""
        return fees_table(self.places, self.arms)

    @property
    def periods(self) -> pd.DataFrame:
        """Mean per week and interval of each true measure by arm, period of 13 weeks and context."""
        return self.courses.frame("contexts", "periods")

    @property
    def weekly(self) -> pd.DataFrame:
        """Mean and interval of each true measure by arm, week and context."""
        return self.courses.frame("contexts", "weeks")

    @property
    def weekly_recorded(self) -> pd.DataFrame:
        """The same for what official statistics hold."""
        return self.courses.frame("contexts_recorded", "weeks")

    @property
    def corridors(self) -> pd.DataFrame:
        """Mean and interval of each true measure by arm, week and corridor."""
        return self.courses.frame("corridors", "weeks")

    @property
    def weekly_surveyed(self) -> pd.DataFrame:
        """The same for what migrants would answer."""
        return self.courses.frame("corridors_surveyed", "weeks")

    def effect(self, outcome: str, intervention: str) -> "pd.Series[Any]":
        """Return one row of `effects`."""
        self._check_outcome(outcome)
        self._check_intervention(intervention)
        frame = self.effects
        return frame[(frame["outcome"] == outcome) & (frame["intervention"] == intervention)].iloc[0]

    def sentence(self, outcome: str, intervention: str) -> str:
        """Return a sentence for a brief: effect, interval, replicates and verdict."""
        row = self.effect(outcome, intervention)
        return sentence(row, len(self.interventions), self.record.window_weeks)

    def table(self, outcomes: Sequence[str] = HEADLINE) -> pd.DataFrame:
        """Return changes with intervals as text, one row an intervention and one column an outcome."""
        from simcorr.analysis.wording import cell

        names = [outcomes] if isinstance(outcomes, str) else list(outcomes)
        rows = {
            arm: {OUTCOMES[name].title: cell(self.effect(name, arm)) for name in names} for arm in self.interventions
        }
        return pd.DataFrame.from_dict(rows, orient="index").rename_axis("intervention")

    def plot(self, outcome: str = "bribes", harms: Sequence[str] | None = None) -> "Figure":
        """Draw the change of an outcome by intervention, and harm to migrants beside it.

        Parameters
        ----------
        outcome : str
            The outcome to compare and sort by.
        harms : sequence of str, optional
            What stands beside it: `harms`, if left out.
        """
        from simcorr.experiment.results import figures as drawing

        return drawing.effects(self, outcome, self.harms if harms is None else harms)

    def plot_weekly(self, measure: str = "bribes", interventions: Sequence[str] | None = None) -> "Figure":
        """Draw the course of a measure in periods of 13 weeks, with the interval as a band."""
        from simcorr.experiment.results import figures as drawing

        return drawing.weekly(self, measure, interventions)

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
        from simcorr.experiment.results import figures as drawing

        return drawing.contexts(self, measure, interventions)

    def plot_recorded(self, outcome: str = "bribes", recorded: str = "recorded_cases") -> "Figure":
        """Draw the change of a true outcome against the change in the official statistics, and the dark figure.

        The dark figure stands beside them where one is reckoned for the two: ``recorded_cases`` or
        ``recorded_reports`` for ``bribes``, ``recorded_cases`` for ``cases_opened``, ``recorded_convictions`` for
        ``convictions``, ``recorded_interceptions`` for ``interceptions``.
        """
        from simcorr.experiment.results import figures as drawing

        return drawing.recorded(self, outcome, recorded)

    def plot_ranks(self) -> "Figure":
        """Draw how much likelier gatekeepers are sanctioned than superiors, by arm."""
        from simcorr.experiment.results import figures as drawing

        return drawing.ranks(self)

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
        from simcorr.analysis.robustness import over_ensemble

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

        members = recorded_arms(self)
        self._check_intervention(intervention)
        count = self.record.replicates if replicates is None else replicates
        return trace(self.scenario, members[intervention], mechanisms, count, self.record.seed, name=intervention,
                     store=store, workers=workers, progress=progress)  # fmt: skip

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
        from simcorr.brief.content import write_page

        return write_page(self, folder, sweep, setting, trace)

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

    def _check_intervention(self, intervention: str) -> None:
        if intervention not in self.interventions:
            raise ResultError(unknown_name("intervention", intervention, self.interventions))

    def _check_outcome(self, outcome: str) -> None:
        known = [name for name in self.outcomes.columns if name not in ("intervention", "replicate")]
        if outcome not in known:
            raise ResultError(unknown_name("outcome", outcome, known))

"""Runs of several arms side by side, as frames, and what follows from them: effects, courses, displacement."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import pandas as pd

from simcorr.analysis.displacement import displacement_table, place_changes_table
from simcorr.analysis.effects import defined, effects_table, occurring, rank_odds_table
from simcorr.analysis.estimates import KEYS
from simcorr.analysis.fees import fees_table
from simcorr.analysis.trajectories import Courses
from simcorr.analysis.wording import cell, sentence
from simcorr.errors import ResultError, RunError, unknown_name
from simcorr.simulation.outcomes import HARMS, HEADLINE, OUTCOMES
from simcorr.simulation.record import RunRecord

if TYPE_CHECKING:
    from simcorr.interventions import Intervention
    from simcorr.scenario import Scenario


@dataclass(frozen=True, repr=False, eq=False)
class Compared:
    """What runs of several arms showed, as plain frames and the tables that follow from them.

    Attributes
    ----------
    outcomes : DataFrame
        True outcomes with one row a run: ``intervention``, ``replicate``, ``seed``, and a column an outcome.
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
    members : mapping of str to tuple of Intervention, optional
        The measures of each arm, without those that the scenario names; as the record has them, if left out.
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
    members: "Mapping[str, tuple[Intervention, ...]] | None" = None

    @property
    def arms(self) -> list[str]:
        """All arms, the baseline first."""
        return list(self.record.interventions)

    @property
    def interventions(self) -> list[str]:
        """The arms that are compared with the baseline."""
        return self.arms[1:]

    @cached_property
    def measures(self) -> "dict[str, tuple[Intervention, ...]]":
        """The measures of every arm but the first, without those that the scenario names.

        Raises
        ------
        RunError
            Where agents of one's own took part: the record names their classes and does not hold them.
        """
        from simcorr.interventions import registry

        if self.record.agents:
            raise RunError("agents of one's own were in this comparison; sweep them with sc.sweep(..., agents=...)")
        if self.members is not None:
            return {arm: self.members[arm] for arm in self.interventions}
        own, tables = len(self.scenario.interventions), self.record.interventions
        return {arm: tuple(map(registry.from_table, tables[arm][own:])) for arm in self.interventions}

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
        self.check_outcome(outcome)
        self.check_intervention(intervention)
        frame = self.effects
        return frame[(frame["outcome"] == outcome) & (frame["intervention"] == intervention)].iloc[0]

    def sentence(self, outcome: str, intervention: str) -> str:
        """Return a sentence for a brief: effect, interval, replicates and verdict."""
        row = self.effect(outcome, intervention)
        return sentence(row, len(self.interventions), self.record.window_weeks)

    def table(self, outcomes: Sequence[str] = HEADLINE) -> pd.DataFrame:
        """Return changes with intervals as text, one row an intervention and one column an outcome."""
        names = [outcomes] if isinstance(outcomes, str) else list(outcomes)
        for name in names:
            self.check_outcome(name)
        rows = {
            arm: {OUTCOMES[name].title: cell(self.effect(name, arm)) for name in names} for arm in self.interventions
        }
        return pd.DataFrame.from_dict(rows, orient="index").rename_axis("intervention")

    def check_intervention(self, intervention: str) -> None:
        """Refuse a name that is none of `interventions`."""
        if intervention not in self.interventions:
            raise ResultError(unknown_name("intervention", intervention, self.interventions))

    def check_outcome(self, outcome: str) -> None:
        """Refuse a name that is no true outcome of these runs."""
        known = [name for name in self.outcomes.columns if name not in KEYS]
        if outcome not in known:
            raise ResultError(unknown_name("outcome", outcome, known))

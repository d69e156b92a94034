"""The model to read and to extend: an ordinary Mesa model whose step is the week of the ODD document."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

import mesa
import numpy as np

from simcorr.engine.desk import Desk
from simcorr.engine.mesa.identifiers import forget_identifiers
from simcorr.engine.mesa.state import State
from simcorr.engine.mesa.subclasses import AgentClasses
from simcorr.engine.phases.week import PHASES, UNSOUND, advance, set_up
from simcorr.engine.soundness import refuse
from simcorr.engine.start import arrays_at_start
from simcorr.errors import RunError
from simcorr.world import World, build
from simcorr.world.measures import CONTEXT_INDEX
from simcorr.world.trace import EVENT_COLUMNS, Trace, share_of_top_tenth

if TYPE_CHECKING:
    from simcorr.interventions import Intervention
    from simcorr.scenario import Scenario

_WEEKLY_TOTALS = ("bribes", "offers", "demands", "interceptions", "cases_opened", "convictions")


class CorruptionModel(Desk, State, mesa.Model):
    """Corruption along corridors of migration, week by week.

    Parameters
    ----------
    scenario : Scenario
    interventions : sequence of Intervention
        Added to those that the scenario names.
    rng : int
        Seed; the same seed gives the same run, here and in the compiled engine.
    agents : mapping of agent class to subclass
        Classes that take the place of `Migrant`, `Smuggler`, `Official` or `Supervisor`.
    events : bool
        Whether to keep every event.
    **kwargs
        Fields of the scenario by dotted name, two underscores standing for a dot:
        ``officials__turnover_per_year=0.2``. Sliders and batch runs of Mesa set them like this.

    Attributes
    ----------
    week : int
        The week to come, counted from the start of the burn-in.
    gain : float
        What arriving is worth to a migrant, in cents.
    career : float
        What the wages of an official's career are worth today, in weekly wages.
    migrants, smugglers, officials, supervisors : list
        The agents in the order of their stable ids.
    posts, corridors, contexts : list
        Places with their ``name`` and what is believed there.
    datacollector : mesa.DataCollector
        Weekly totals of the true record.
    """

    def __init__(
        self,
        scenario: "Scenario",
        interventions: "Sequence[Intervention]" = (),
        *,
        rng: int = 0,
        agents: Mapping[type, type] | None = None,
        events: bool = False,
        **kwargs: Any,
    ) -> None:
        if kwargs:
            scenario = scenario.with_changes({name.replace("__", "."): value for name, value in kwargs.items()})
        self._begin(build(scenario, interventions, rng), AgentClasses.from_mapping(agents or {}), events)

    @classmethod
    def of_world(
        cls, world: World, *, events: bool = False, agents: Mapping[type, type] | None = None
    ) -> "CorruptionModel":
        """Return the model of a world that has been built already."""
        model = cls.__new__(cls)
        model._begin(world, AgentClasses.from_mapping(agents or {}), events)
        return model

    def _begin(self, world: World, classes: AgentClasses, events: bool) -> None:
        mesa.Model.__init__(self, rng=world.seed)
        forget_identifiers(self)
        self.world = world
        self.agent_classes = classes
        makers: dict[str, Callable[[], Any]] = {
            "migrants": partial(classes.migrant, self),
            "smugglers": partial(classes.smuggler, self),
            "officials": partial(classes.official, self),
            "supervisors": partial(classes.supervisor, self),
        }
        self.lay_out(arrays_at_start(world, events=events), makers)
        self._name_places()
        self.take_levers()
        set_up(self)
        self.is_set_up = 1
        self.datacollector = mesa.DataCollector(
            model_reporters={
                name: partial(CorruptionModel.weekly_total, column=CONTEXT_INDEX[name]) for name in _WEEKLY_TOTALS
            }
        )

    def step(self) -> None:
        """Let one week pass.

        1. Would-be migrants appear and choose a channel.
        2. Smugglers renew retainers and take on clients.
        3. Parties under way meet gatekeepers.
        4. Some acts are exposed, some people falsely named.
        5. Cases are opened, settled, decided, investigated and tried.
        6. Sanctions are carried out; staff move, leave and come.
        7. Exploitation begins or ends; victims meet service providers.
        8. Everybody learns.
        9. The week is recorded.
        """
        if self.week >= self.weeks:
            raise RunError(f"week {self.week} is past the horizon of {self.weeks} weeks; the run is complete")
        self.take_levers()
        self.open_rows()
        try:
            ended = advance(self, self.week + 1)
        except (ArithmeticError, ValueError) as error:
            name = PHASES[self.phase - 1]
            raise RunError(f"week {self.week}, phase {self.phase} ({name}): {error}") from error
        if ended == UNSOUND:
            contexts, rows, _ = self._record[self.week]
            refuse(self.world, self.week, contexts, rows, self.corridors)
        self.datacollector.collect(self)
        self.running = self.week < self.weeks

    # --- the record -------------------------------------------------------------------------------------------------

    def weekly_total(self, column: int) -> float:
        """Return one true measure of the week that has just ended, over all contexts."""
        return float(sum(row[column] for row in self._record[self.week - 1][0]))

    def trace(self) -> Trace:
        """Return the record of the run so far."""
        events = None
        if self.keeps_events:
            log = np.array(self._log, dtype=np.float64).reshape(-1, len(EVENT_COLUMNS))
            events = {name: log[:, column].copy() for column, name in enumerate(EVENT_COLUMNS)}
        tables = [np.zeros((self.weeks, *shape)) for shape in self.shapes]
        for week, rows in enumerate(self._record):
            for table, row in zip(tables, rows, strict=True):
                table[week] = row
        by_context, by_corridor, by_rank = tables
        return Trace(by_context, by_corridor, by_rank, share_of_top_tenth(self.window_income), events)

    def _name_places(self) -> None:
        for places, names in ((self.posts, self.world.post_names), (self.corridors, self.world.corridor_names)):
            for place, name in zip(places, names, strict=True):
                place.name = name

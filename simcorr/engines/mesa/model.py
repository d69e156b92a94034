"""The model to read and to extend: an ordinary Mesa model whose step is the week of the ODD document."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import mesa
import numpy as np

from simcorr import draws
from simcorr.engines.mesa import (
    arrivals,
    cases,
    clients,
    encounters,
    exposure,
    learning,
    observation,
    protection,
    staff,
)
from simcorr.engines.mesa.identifiers import forget_identifiers
from simcorr.engines.mesa.journeys import Journeys
from simcorr.engines.mesa.migrant import Migrant
from simcorr.engines.mesa.official import Official
from simcorr.engines.mesa.plain import PlainWorld
from simcorr.engines.mesa.records import Act, Beliefs, Case, JourneyEnds, Ledger
from simcorr.engines.mesa.smuggler import Smuggler
from simcorr.engines.mesa.supervisor import Supervisor
from simcorr.errors import RunError, unknown_name
from simcorr.rules.mathematics import annuity
from simcorr.rules.official import career_value
from simcorr.world import World, build
from simcorr.world.codes import Bribe
from simcorr.world.measures import (
    BY_CONTEXT,
    BY_RANK,
    CONTEXT_MEASURES,
    CORRIDOR_MEASURES,
    IMPUNITY_WEEKS,
    N_RANKS,
    RANK_MEASURES,
)
from simcorr.world.trace import EVENT_COLUMNS, EventKind, Trace, share_of_top_tenth
from simcorr.world.values import N_CONTEXTS

if TYPE_CHECKING:
    from simcorr.interventions import Intervention
    from simcorr.scenario import Scenario

PHASES = (
    arrivals.arrive,
    clients.serve,
    encounters.meet,
    exposure.expose,
    cases.handle,
    staff.administer,
    protection.protect,
    learning.learn,
    observation.observe,
)
"""The nine phases of a week, in their order."""
_WEEKLY_TOTALS = ("bribes", "offers", "demands", "interceptions", "cases_opened", "convictions")


@dataclass(frozen=True, slots=True)
class AgentClasses:
    """The classes that stand for the four kinds of agents; a user may hand in subclasses."""

    migrant: type[Migrant] = Migrant
    smuggler: type[Smuggler] = Smuggler
    official: type[Official] = Official
    supervisor: type[Supervisor] = Supervisor

    @classmethod
    def from_mapping(cls, given: Mapping[type, type]) -> "AgentClasses":
        """Return the classes with some replaced: ``{Official: MyOfficial}``."""
        if not isinstance(given, Mapping):
            raise RunError(
                f"agents are of type {type(given).__name__}; allowed is a mapping of classes, such as "
                "{Official: MyOfficial}"
            )
        known = {Migrant: "migrant", Smuggler: "smuggler", Official: "official", Supervisor: "supervisor"}
        chosen: dict[str, Any] = {}
        for base, replacement in given.items():
            if base not in known:
                raise RunError(
                    unknown_name("agent class", getattr(base, "__name__", str(base)), [k.__name__ for k in known])
                )
            if not (isinstance(replacement, type) and issubclass(replacement, base)):
                raise RunError(f"agents[{base.__name__}] is {replacement!r}; allowed is a subclass of {base.__name__}")
            chosen[known[base]] = replacement
        return cls(**chosen)


class CorruptionModel(Journeys, mesa.Model):
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

    Attributes
    ----------
    week : int
        The week to come, counted from the start of the burn-in.
    gain : float
        What arriving is worth to a migrant, in cents.
    career : float
        What a career is worth to an official, in weekly wages.
    migrants, smugglers, officials, supervisors : list
        The agents in the order of their stable ids.
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
    ) -> None:
        self._set_up(build(scenario, interventions, rng), AgentClasses.from_mapping(agents or {}), events)

    @classmethod
    def of_world(
        cls, world: World, *, events: bool = False, agents: Mapping[type, type] | None = None
    ) -> "CorruptionModel":
        """Return the model of a world that has been built already."""
        model = cls.__new__(cls)
        model._set_up(world, AgentClasses.from_mapping(agents or {}), events)
        return model

    def _set_up(self, world: World, classes: AgentClasses, events: bool) -> None:
        mesa.Model.__init__(self, rng=world.seed)
        forget_identifiers(self)
        self.world = world
        self.agent_classes = classes
        self.w = PlainWorld(world)
        self.p = SimpleNamespace(
            migrants=world.migrants,
            smugglers=world.smugglers,
            officials=world.officials,
            supervision=world.supervision,
            reporting=world.reporting,
            justice=world.justice,
            protection=world.protection,
        )
        migrants, officials = world.migrants, world.officials
        self.gain = annuity(migrants.weekly_gain_usd * 100.0, migrants.horizon_weeks, migrants.discount_per_year)
        self.career = career_value(
            officials.career_premium, officials.career_horizon_weeks, officials.discount_per_year
        )
        self.run_key = world.run_key
        self.week = 0
        self.levers: list[list[list[float]]] = world.levers[0].tolist()
        self._serials = 0
        self._log: list[tuple[float, ...]] | None = [] if events else None
        self._set_up_desk()
        self._set_up_agents()
        self.datacollector = mesa.DataCollector(
            model_reporters={
                name: (lambda model, column=column: model.weekly_total(column))
                for name, column in ((name, BY_CONTEXT._fields.index(name)) for name in _WEEKLY_TOTALS)
            }
        )

    def _set_up_desk(self) -> None:
        """Lay out what the phases hand on to one another, and the record of the run."""
        w = self.w
        self.beliefs = Beliefs.at_start(self.world)
        self.ledger = Ledger(w.n_corridors)
        self.ends = JourneyEnds.empty(w.n_corridors)
        self.encounters: list[Any] = []
        self.acts: list[Act] = []
        self.allegations: list[Any] = []
        self.inquiries: list[Any] = []
        self.incidents: list[Any] = []
        self.hushes: list[Any] = []
        self.cases: list[Case] = []
        self.convicted: list[Case] = []
        self.transfers: list[Official] = []
        self.outcomes: list[tuple[int, int]] = []
        self.verdicts = [0, 0]
        self.threatened = 0
        self.profits: list[tuple[Smuggler, int, float]] = []
        self.audit_effort = [1.0] * w.n_posts
        self.desk_capacity = [0.0] * w.n_posts
        self.capacity = [0.0, 0.0]
        self.reports_at_post = [0.0] * w.n_posts
        self.anomaly_at_post = [0.0] * w.n_posts
        self.decisions_at_post = [0.0] * w.n_posts
        self.acceptances_at_post = [0.0] * w.n_posts
        self.income_by_row = [0] * w.n_officials
        self.context_record = np.zeros((w.weeks, N_CONTEXTS, len(CONTEXT_MEASURES)))
        self.corridor_record = np.zeros((w.weeks, w.n_corridors, len(CORRIDOR_MEASURES)))
        self.rank_record = np.zeros((w.weeks, N_RANKS, len(RANK_MEASURES)))

    def _set_up_agents(self) -> None:
        w = self.w
        self.migrants: list[Migrant] = []
        self.supervisors = [self.agent_classes.supervisor(self, index, 0) for index in range(w.n_supervisors)]
        self.officials = [self.agent_classes.official(self, row, 0, row) for row in range(w.n_officials)]
        self._row_at = list(range(w.n_officials))
        self.smugglers = [self.agent_classes.smuggler(self, index, 0) for index in range(self.p.smugglers.count)]

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
        if self.week >= self.w.weeks:
            raise RunError(f"week {self.week} is past the horizon of {self.w.weeks} weeks; the run is complete")
        self.levers = self.world.levers[self.week].tolist()
        for number, phase in enumerate(PHASES, start=1):
            try:
                phase(self)
            except (ArithmeticError, ValueError) as error:
                raise RunError(f"week {self.week}, phase {number} ({phase.__name__}): {error}") from error
        self.week += 1
        self.datacollector.collect(self)
        self.running = self.week < self.w.weeks

    # --- who is where -------------------------------------------------------------------------------------------

    def official_at(self, place: int) -> Official:
        """Return who holds a place, or held it last while it is vacant."""
        return self.officials[self._row_at[place]]

    def seat(self, official: Official, place: int) -> None:
        """Move an official to a place at another post, with what a move costs."""
        self._row_at[place] = official.row
        official.move_to(place)

    def sit(self, official: Official, place: int) -> None:
        """Move an official to a place at the same post: nothing else changes."""
        self._row_at[place] = official.row
        official.sit_at(place)

    def hire(self, row: int) -> Official:
        """Replace an official who has left."""
        old = self.officials[row]
        new = self.agent_classes.official(self, row, old.generation + 1, old.place)
        new.ties = old.ties
        self.officials[row] = new
        old.remove()
        return new

    def replace_supervisor(self, supervisor: Supervisor) -> None:
        """Appoint a successor to a supervisor who was convicted."""
        index = supervisor.index
        self.supervisors[index] = self.agent_classes.supervisor(self, index, supervisor.generation + 1)
        for official in self.officials:
            if official.superior == index:
                official.trust_in_superior = 0.0
        supervisor.remove()

    def someone_in_post(self, context: int, key: int, decision: int) -> Official | None:
        """Return a gatekeeper on duty in a context of any corridor, from a drawn place on."""
        places = self.w.context_places[context]
        if not places:
            return None
        start = draws.integer(key, decision, len(places))
        for step in range(len(places)):
            official = self.official_at(places[(start + step) % len(places)])
            if official.in_post:
                return official
        return None

    def staff_in_post(self, context: int) -> int:
        """Return how many are on duty in a context."""
        return sum(1 for place in self.w.context_places[context] if self.official_at(place).in_post)

    # --- bribes, cases and sanctions ----------------------------------------------------------------------------

    def record_bribe(self, act: Act) -> None:
        """Hand over a bribe, count it and keep it for exposure."""
        row = self.ledger.context[act.context]
        if act.kind == Bribe.RETAINER:
            row[BY_CONTEXT.retainers_usd] += act.price / 100.0
        else:
            row[BY_CONTEXT.bribes] += 1
            row[BY_CONTEXT.bribe_value_usd] += act.price / 100.0
        self.log(EventKind.BRIBE, act.official.row, act.context, act.kind, act.price)
        act.official.take(act.price)
        self.acts.append(act)

    def count_decision(self, official: Official, accepted: bool) -> None:
        """Count a decision on an offer: colleagues see what is done, and the norm follows."""
        self.decisions_at_post[official.post] += 1.0
        self.acceptances_at_post[official.post] += float(accepted)

    def record_income(self, official: Official, amount: int) -> None:
        """Count what a gatekeeper keeps of a bribe."""
        rank = self.ledger.rank[0]
        rank[BY_RANK.bribes] += 1
        rank[BY_RANK.bribe_income_usd] += amount / 100.0
        rank[BY_RANK.cohort_bribes] += 1
        official.bribes_by_week[self.week % IMPUNITY_WEEKS] += 1
        if self.week >= self.w.burn_in:
            self.income_by_row[official.row] += amount

    def record_rank_income(self, rank: int, amount: int) -> None:
        """Count what a supervisor takes."""
        row = self.ledger.rank[rank]
        row[BY_RANK.bribes] += 1
        row[BY_RANK.bribe_income_usd] += amount / 100.0

    def count_sanction(self, official: Official) -> None:
        """Mark the bribes that an official took within the last 104 weeks as followed by a sanction."""
        for age in range(min(IMPUNITY_WEEKS, self.week + 1)):
            slot = (self.week - age) % IMPUNITY_WEEKS
            taken = official.bribes_by_week[slot]
            if taken > 0:
                self.rank_record[self.week - age, 0, BY_RANK.cohort_sanctioned] += taken
                official.bribes_by_week[slot] = 0

    def open_case(self, case: Case) -> None:
        """Put a file at the end of the investigators' queue."""
        case.stage_since = self.week
        self.cases.append(case)

    @staticmethod
    def kind_of(subject: Smuggler | Official | Supervisor) -> int:
        """Return 0 for a smuggler, 1 for a gatekeeper, 2 for a supervisor."""
        if isinstance(subject, Smuggler):
            return 0
        return 1 if isinstance(subject, Official) else 2

    @staticmethod
    def index_of(subject: Smuggler | Official | Supervisor) -> int:
        """Return the stable number of the subject of a case."""
        return subject.row if isinstance(subject, Official) else subject.index

    # --- the record ---------------------------------------------------------------------------------------------

    def next_serial(self) -> int:
        """Return the next number of a migrant, in the order of arrival."""
        self._serials += 1
        return self._serials - 1

    def log(self, kind: EventKind, subject: int, a: float, b: float, value: float) -> None:
        """Keep an event, when events are kept."""
        if self._log is not None:
            self._log.append((self.week, int(kind), subject, a, b, value))

    def weekly_total(self, column: int) -> float:
        """Return one true measure of the week that has just ended, over all contexts."""
        return float(self.context_record[self.week - 1, :, column].sum())

    def trace(self) -> Trace:
        """Return the record of the run so far."""
        events = None
        if self._log is not None:
            table = np.array(self._log, dtype=np.float64).reshape(-1, len(EVENT_COLUMNS))
            events = {name: table[:, place].copy() for place, name in enumerate(EVENT_COLUMNS)}
        return Trace(
            self.context_record,
            self.corridor_record,
            self.rank_record,
            share_of_top_tenth(self.income_by_row),
            events,
        )

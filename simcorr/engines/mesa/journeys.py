"""How journeys begin, go on and end: shared by the phases that start, stop or complete them."""

from typing import TYPE_CHECKING, Any

from simcorr import draws
from simcorr.contexts import Context
from simcorr.rules import observer
from simcorr.rules import smuggler as smuggler_rules
from simcorr.world import keys
from simcorr.world.codes import Channel, Status
from simcorr.world.measures import BY_CORRIDOR as C
from simcorr.world.trace import EventKind

if TYPE_CHECKING:
    from simcorr.engines.mesa.migrant import Migrant

AFTER_ARRIVAL = 9


class Journeys:
    """The part of the model that moves migrants; mixed into `CorruptionModel`."""

    w: Any
    p: Any
    week: int
    ledger: Any
    ends: Any
    profits: Any
    log: Any

    def persons(self, corridor: int) -> float:
        """Return how many persons one simulated migrant of a corridor stands for."""
        return float(self.w.party_size[corridor] * self.w.weight)

    def start_journey(self, migrant: "Migrant") -> None:
        """Set out irregularly; the first gatekeeper is met this week."""
        migrant.status = int(Status.TRAVELLING)
        migrant.stage = self.next_stage(migrant, 0)
        migrant.due = self.week
        self.ledger.corridor[migrant.route][C.journeys_started] += self.persons(migrant.corridor)

    def next_stage(self, migrant: "Migrant", start: int) -> int:
        """Return the next stage that this journey needs, or the number of stages.

        Nobody recruits those who travel alone.
        """
        c = migrant.route
        first, n = self.w.first_stage[c], self.w.n_stages[c]
        for stage in range(start, n):
            if migrant.channel == Channel.ALONE and self.w.stage_context[first + stage] == Context.RECRUITMENT:
                continue
            key = draws.event(migrant.attempt_key, keys.STAGE, stage)
            if draws.uniform(key, keys.NEED) < self.w.stage_need[first + stage]:
                return stage
        return int(n)

    def arrive(self, migrant: "Migrant") -> None:
        """Reach the destination, by either channel."""
        c = migrant.route
        if migrant.status == Status.AWAITING_VISA:
            self.ledger.corridor[c][C.regular_journeys] += self.persons(migrant.corridor)
            self.ends.regular[c] += 1.0
            self.ends.regular_bribes[c] += migrant.paid / migrant.party_size
            self.log(EventKind.ARRIVAL, migrant.serial, c, migrant.channel, 0)
            self.forget(migrant)
            return
        self.ledger.corridor[c][C.irregular_journeys] += self.persons(migrant.corridor)
        if migrant.smuggler is None:
            self.ends.alone[c] += 1.0
            self.ends.alone_arrived[c] += 1.0
        else:
            self._answer_survey(migrant)
            self.end_smuggled_journey(migrant, arrived=True)
            migrant.passed_context, migrant.passed_stage = AFTER_ARRIVAL, int(self.w.n_stages[c])
        self.log(EventKind.ARRIVAL, migrant.serial, c, migrant.channel, migrant.smuggler_paid)
        self.forget(migrant)

    def stop_journey(self, migrant: "Migrant") -> None:
        """Be stopped and returned; some try again."""
        c = migrant.route
        self.ledger.corridor[c][C.detained] += self.persons(migrant.corridor)
        if migrant.channel == Channel.ALONE:
            self.ends.alone[c] += 1.0
        else:
            self._lose_party(migrant)
        p = self.p.migrants
        again = draws.uniform(migrant.attempt_key, keys.RETRY) < p.retry_probability
        if again and migrant.attempt + 1 < p.maximum_attempts:
            migrant.status = int(Status.RETURNED)
            migrant.due = self.week + p.retry_delay_weeks
        else:
            self.forget(migrant)

    def end_smuggled_journey(self, migrant: "Migrant", *, arrived: bool) -> None:
        """Close the books on a journey that paid: at the destination, or into exploitation on the way."""
        c, smuggler = migrant.route, migrant.smuggler
        assert smuggler is not None
        running = self.p.smugglers.running_cost_share
        margin = smuggler_rules.party_value(migrant.fee, migrant.party_size, running, 0.0)
        self._close(migrant, margin - migrant.smuggler_paid)
        self.ends.smuggled_arrived[c] += float(arrived)

    def _lose_party(self, migrant: "Migrant") -> None:
        p = self.p.smugglers
        costs = migrant.fee * migrant.party_size * p.running_cost_share + p.arrest_cost_usd * 100.0
        self._close(migrant, -costs - migrant.smuggler_paid)

    def _close(self, migrant: "Migrant", profit: float) -> None:
        c, smuggler = migrant.route, migrant.smuggler
        assert smuggler is not None
        smuggler.load -= 1
        self.profits.append((smuggler, c, profit))
        self.ends.smuggled[c] += 1.0
        self.ends.bribes[c] += migrant.smuggler_paid / migrant.party_size

    def _answer_survey(self, migrant: "Migrant") -> None:
        """Let a sample of those who arrived with a smuggler say what they know of payments."""
        survey = self.w.observation
        if draws.uniform(migrant.attempt_key, keys.SURVEYED) >= survey.survey_share:
            return
        row, persons = self.ledger.corridor[migrant.route], self.persons(migrant.corridor)
        sees = draws.uniform(migrant.attempt_key, keys.SEES_PAYMENT)
        paid = observer.answers_paid(migrant.paid, migrant.smuggler_paid, survey.survey_sees_payment, sees)
        row[C.survey_respondents] += persons
        row[C.survey_paid_official] += paid * persons
        row[C.survey_paid_border] += (paid > 0 and migrant.paid_at_border) * persons
        row[C.survey_payers] += (migrant.paid > 0) * persons
        row[C.survey_reported] += (migrant.paid > 0 and migrant.reported) * persons

    def forget(self, migrant: "Migrant") -> None:
        """Follow a migrant no longer, from the end of this week on."""
        migrant.status = int(Status.OUT)

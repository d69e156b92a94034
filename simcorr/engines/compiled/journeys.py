"""How journeys begin, go on and end; the twin of `mesa.journeys`."""

from typing import Any

from simcorr import draws
from simcorr.contexts import Context
from simcorr.engines.compiled.desk import corridor_row, free_place, log
from simcorr.engines.compiled.migrant import party_size
from simcorr.engines.compiled.policy import one_if
from simcorr.jit import rule
from simcorr.rules import observer
from simcorr.rules import smuggler as smuggler_rules
from simcorr.world import keys
from simcorr.world.codes import Channel, Status
from simcorr.world.measures import BY_CORRIDOR as C
from simcorr.world.trace import EventKind

AFTER_ARRIVAL = 9


@rule
def persons(m: Any, migrant: Any) -> float:
    """Return how many persons a simulated migrant stands for."""
    return float(m.corridors[migrant.corridor].persons)


@rule
def start_journey(m: Any, migrant: Any) -> None:
    """Set out irregularly; the first gatekeeper is met this week."""
    migrant.status = Status.TRAVELLING
    migrant.stage = next_stage(m, migrant, 0)
    migrant.due = m.run.week
    corridor_row(m, migrant.route)[C.journeys_started] += persons(m, migrant)


@rule
def next_stage(m: Any, migrant: Any, start: int) -> int:
    """Return the next stage that this journey needs, or the number of stages; nobody recruits those who go alone."""
    corridor = m.corridors[migrant.route]
    for stage in range(start, corridor.n_stages):
        alone = migrant.channel == Channel.ALONE
        if alone and m.stages[corridor.first_stage + stage].context == Context.RECRUITMENT:
            continue
        key = draws.event(migrant.attempt_key, keys.STAGE, stage)
        if draws.uniform(key, keys.NEED) < m.stages[corridor.first_stage + stage].need:
            return stage
    return int(corridor.n_stages)


@rule
def reach_destination(m: Any, migrant: Any) -> None:
    """Arrive, by either channel."""
    c = migrant.route
    row, corridor = corridor_row(m, c), m.corridors[c]
    if migrant.status == Status.AWAITING_VISA:
        row[C.regular_journeys] += persons(m, migrant)
        corridor.regular += 1.0
        corridor.regular_bribes += migrant.paid / party_size(m, migrant)
        log(m, EventKind.ARRIVAL, migrant.serial, float(c), float(migrant.channel), 0.0)
        forget(migrant)
        return
    row[C.irregular_journeys] += persons(m, migrant)
    if migrant.smuggler < 0:
        corridor.alone += 1.0
        corridor.alone_arrived += 1.0
    else:
        _answer_survey(m, migrant)
        end_smuggled_journey(m, migrant, True)
        migrant.passed_context = AFTER_ARRIVAL
        migrant.passed_stage = corridor.n_stages
    log(m, EventKind.ARRIVAL, migrant.serial, float(c), float(migrant.channel), float(migrant.smuggler_paid))
    forget(migrant)


@rule
def stop_journey(m: Any, migrant: Any) -> None:
    """Be stopped and returned; some try again."""
    c = migrant.route
    corridor_row(m, c)[C.detained] += persons(m, migrant)
    if migrant.channel == Channel.ALONE:
        m.corridors[c].alone += 1.0
    else:
        _lose_party(m, migrant)
    p = m.p.migrants
    again = draws.uniform(migrant.attempt_key, keys.RETRY) < p.retry_probability
    if again and migrant.attempt + 1 < p.maximum_attempts:
        migrant.status = Status.RETURNED
        migrant.due = m.run.week + p.retry_delay_weeks
    else:
        forget(migrant)


@rule
def end_smuggled_journey(m: Any, migrant: Any, arrived: bool) -> None:
    """Close the books on a journey that paid: at the destination, or into exploitation on the way."""
    corridor = m.corridors[migrant.route]
    running = m.p.smugglers.running_cost_share
    margin = smuggler_rules.party_value(migrant.fee, party_size(m, migrant), running, 0.0)
    _close(m, migrant, margin - migrant.smuggler_paid)
    corridor.smuggled_arrived += one_if(arrived)


@rule
def _lose_party(m: Any, migrant: Any) -> None:
    p = m.p.smugglers
    costs = migrant.fee * party_size(m, migrant) * p.running_cost_share + p.arrest_cost_usd * 100.0
    _close(m, migrant, -costs - migrant.smuggler_paid)


@rule
def _close(m: Any, migrant: Any, profit: float) -> None:
    smuggler, corridor = m.smugglers[migrant.smuggler], m.corridors[migrant.route]
    smuggler.load -= 1
    place = free_place(m, m.run.profits, len(m.profits))
    m.run.profits = place + 1
    m.profits[place].smuggler = migrant.smuggler
    m.profits[place].corridor = migrant.route
    m.profits[place].profit = profit
    corridor.smuggled += 1.0
    corridor.bribes += migrant.smuggler_paid / party_size(m, migrant)


@rule
def _answer_survey(m: Any, migrant: Any) -> None:
    """Let a sample of those who arrived with a smuggler say what they know of payments."""
    survey = m.p.observation
    if draws.uniform(migrant.attempt_key, keys.SURVEYED) >= survey.survey_share:
        return
    row, counted = corridor_row(m, migrant.route), persons(m, migrant)
    sees = draws.uniform(migrant.attempt_key, keys.SEES_PAYMENT)
    paid = observer.answers_paid(migrant.paid, migrant.smuggler_paid, survey.survey_sees_payment, sees)
    row[C.survey_respondents] += counted
    row[C.survey_paid_official] += paid * counted
    row[C.survey_paid_border] += one_if(paid > 0 and migrant.paid_at_border > 0) * counted
    row[C.survey_payers] += one_if(migrant.paid > 0) * counted
    row[C.survey_reported] += one_if(migrant.paid > 0 and migrant.reported > 0) * counted


@rule
def forget(migrant: Any) -> None:
    """Follow a migrant no longer, from the end of this week on."""
    migrant.status = Status.OUT

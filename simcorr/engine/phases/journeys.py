"""How journeys begin, go on and end; shared by the phases that start, stop or complete them."""

from typing import Any

from simcorr import draws
from simcorr.contexts import Context
from simcorr.jit import one_if
from simcorr.rules import migrant as migrant_rules, observer, smuggler as smuggler_rules
from simcorr.world import keys
from simcorr.world.codes import AFTER_ARRIVAL, NOWHERE, Channel, Party, Status
from simcorr.world.measures import BY_CORRIDOR as C
from simcorr.world.trace import EventKind


def owe(m: Any, migrant: Any, asked: int, cost: float) -> None:
    """Owe the part of a journey's cost, in cents, for which means fall short: to the operator or agency, or a lender.

    What is owed for earlier attempts weighs on the migrant as well; it was counted when it was taken on.
    """
    migrant.debt = migrant_rules.debt(cost, migrant.means)
    added = migrant_rules.new_debt(cost, migrant.means)
    if added <= 0.0:
        return
    c, counted, operator = migrant.route, migrant.persons, migrant.operator_index
    row, party = m.corridor_row(c), Party.OPERATOR.value if migrant.has_operator else Party.NOBODY.value
    row[C.indebted] += counted
    row[C.debt_usd] += added / 100.0 * counted
    other = operator
    if migrant.is_placed:
        party, other = Party.RECRUITER.value, migrant.placed_by.index
        row[C.worker_debt_usd] += added / 100.0 * counted
    m.log(EventKind.DEBT, migrant.serial, operator, asked, added, c, NOWHERE, party=party, other=other)


def start_journey(m: Any, migrant: Any) -> None:
    """Set out irregularly; the first gatekeeper is met this week."""
    migrant.status = Status.TRAVELLING
    migrant.stage = next_stage(m, migrant, 0)
    migrant.due = m.week
    m.corridor_row(migrant.route)[C.journeys_started] += migrant.persons


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


def pass_stage(m: Any, migrant: Any, delay: int) -> None:
    """Leave a stage behind and go on, after the time that it takes and some weeks more."""
    corridor = m.corridors[migrant.route]
    here = m.stages[corridor.first_stage + migrant.stage]
    migrant.passed_context = here.context
    migrant.passed_stage = migrant.stage
    migrant.due = m.week + here.duration + delay
    if m.flags.product_passage:
        migrant.stage = next_stage(m, migrant, migrant.stage + 1)
    else:
        migrant.stage = corridor.n_stages


def note_officer(migrant: Any, official: Any, for_money: int) -> None:
    """Keep which public official dealt with the party last: an inquiry can ask officers and not recruiters or hosts."""
    if official.private == 0:
        migrant.passed_by = official.index
        migrant.passed_by_generation = official.generation
        migrant.passed_for_money = for_money


def reach_destination(m: Any, migrant: Any) -> None:
    """Arrive, by either channel."""
    c = migrant.route
    row, corridor = m.corridor_row(c), m.corridors[c]
    if migrant.status == Status.AWAITING_VISA:
        row[C.regular_journeys] += migrant.persons
        corridor.regular += 1.0
        corridor.regular_bribes += migrant.paid / migrant.party_size
        m.log(EventKind.ARRIVAL, migrant.serial, c, migrant.channel, 0, c, NOWHERE)
        if migrant.is_placed:
            migrant.passed_context = AFTER_ARRIVAL
        migrant.leave()
        return
    row[C.irregular_journeys] += migrant.persons
    if migrant.has_operator:
        _answer_survey(m, migrant)
        end_smuggled_journey(m, migrant, True)
        migrant.passed_context = AFTER_ARRIVAL
        migrant.passed_stage = corridor.n_stages
    else:
        corridor.alone += 1.0
        corridor.alone_arrived += 1.0
    m.log(EventKind.ARRIVAL, migrant.serial, c, migrant.channel, migrant.smuggler_paid, c, NOWHERE)
    migrant.leave()


def stop_journey(m: Any, migrant: Any) -> None:
    """Be stopped, detained and returned."""
    end_stopped_journey(m, migrant)
    m.corridor_row(migrant.route)[C.detained] += migrant.persons
    send_back(m, migrant)


def end_stopped_journey(m: Any, migrant: Any) -> None:
    """Close the books on a journey that was stopped: to an operator a stop is one, whatever becomes of the party."""
    c = migrant.route
    if migrant.channel == Channel.ALONE:
        m.corridors[c].alone += 1.0
    else:
        lost = migrant.cost_of_a_stop()
        m.corridors[c].losses += lost / migrant.party_size
        by_leg = migrant.fee_paid_share() - m.p.smugglers.fee_advance_share
        m.corridor_row(c)[C.fees_paid_usd] += migrant.fee / 100.0 * by_leg * migrant.persons
        _close_books(m, migrant, lost)


def send_back(m: Any, migrant: Any) -> None:
    """Be returned, after a stop or from exploitation; some try again."""
    p = m.p.migrants
    again = draws.uniform(migrant.attempt_key, keys.RETRY) < p.retry_probability
    if again and migrant.attempt + 1 < p.maximum_attempts:
        migrant.status = Status.RETURNED
        migrant.due = m.week + p.retry_delay_weeks
    else:
        migrant.leave()


def end_smuggled_journey(m: Any, migrant: Any, arrived: bool) -> None:
    """Close the books on a journey that paid: at the destination, or into exploitation on the way."""
    _close_books(m, migrant, 0.0)
    due = migrant.fee / 100.0 * (1.0 - m.p.smugglers.fee_advance_share)
    m.corridor_row(migrant.route)[C.fees_paid_usd] += due * migrant.persons
    m.corridors[migrant.route].smuggled_arrived += one_if(arrived)


def _close_books(m: Any, migrant: Any, lost: float) -> None:
    """Let the operator reckon what the journey brought: the margin on the fees, less bribes and what a stop cost."""
    corridor = m.corridors[migrant.route]
    margin = smuggler_rules.margin(migrant.fee, migrant.party_size, m.p.smugglers.running_cost_share)
    migrant.operator.load -= 1
    profit = m.profits.add()
    profit.smuggler_index = migrant.operator_index
    profit.corridor = migrant.route
    paid = migrant.paid_by_operator()
    profit.profit = margin - lost - paid
    corridor.smuggled += 1.0
    corridor.bribes += paid / migrant.party_size


def _answer_survey(m: Any, migrant: Any) -> None:
    """Let a sample of those who arrived with a smuggler say what they know of payments."""
    survey = m.p.observation
    if draws.uniform(migrant.attempt_key, keys.SURVEYED) >= survey.survey_share:
        return
    row, counted, share = m.corridor_row(migrant.route), migrant.persons, survey.survey_sees_payment
    draw = draws.uniform(migrant.attempt_key, keys.SEES_PAYMENT)
    paid = observer.answers_paid(migrant.paid, migrant.smuggler_paid, share, draw)
    at_border = observer.answers_paid(migrant.paid_at_border, migrant.smuggler_paid_at_border, share, draw)
    payer, reporter = migrant.paid > 0, migrant.paid > 0 and migrant.reported > 0
    row[C.survey_respondents] += counted
    row[C.survey_paid_official] += paid * counted
    row[C.survey_paid_border] += at_border * counted
    row[C.survey_payers] += one_if(payer) * counted
    row[C.survey_reported] += one_if(reporter) * counted
    known = int(payer) + 2 * int(reporter) + 4 * int(draw < share)
    m.log(EventKind.SURVEY, migrant.serial, paid, at_border, known, migrant.route, NOWHERE)

"""Phase 2: smugglers review their retainers and take on clients up to capacity."""

from typing import Any

from simcorr import draws
from simcorr.contexts import Context
from simcorr.engine.phases.journeys import owe, start_journey
from simcorr.rules.mathematics import whole_cents
from simcorr.world import keys
from simcorr.world.codes import NO_CASE, NOWHERE, Bribe, Party, Status
from simcorr.world.measures import BY_CORRIDOR as C
from simcorr.world.trace import EventKind


def serve(m: Any) -> None:
    """Renew retainers, then match waiting clients with smugglers."""
    _review_retainers(m)
    _take_clients(m)


def _review_retainers(m: Any) -> None:
    """Let all whose term is over decide on one state, then conclude what they agreed on."""
    m.retainers.clear()
    for index in range(len(m.smugglers)):
        smuggler = m.smugglers[index]
        if smuggler.is_active and smuggler.review_week <= m.week:
            _approach(m, smuggler, m.retainers.add())
    for number in range(len(m.retainers)):
        retainer = m.retainers[number]
        smuggler = m.smugglers[retainer.smuggler_index]
        smuggler.review_week = m.week + m.p.smugglers.retainer_term_weeks
        smuggler.retainer_index = -1
        if retainer.official_index >= 0:
            _conclude(m, smuggler, retainer, m.officials[retainer.official_index])


def _conclude(m: Any, smuggler: Any, retainer: Any, official: Any) -> None:
    c, k = official.corridor, official.context
    m.log(EventKind.RETAINER, smuggler.index, official.index, retainer.accepted, retainer.payment, c, k)
    smuggler.remember_deal(official, retainer.accepted > 0)
    if retainer.accepted:
        smuggler.retainer_index = official.index
        smuggler.retainer_ties = official.ties
        key = draws.event(smuggler.key, keys.TERM, m.week)
        kind, payment = Bribe.RETAINER.value, retainer.payment
        m.record_bribe(official, key, kind, payment, Party.OPERATOR.value, smuggler.index, NO_CASE, -1)


def _approach(m: Any, smuggler: Any, retainer: Any) -> None:
    p = m.p.smugglers
    retainer.smuggler_index = smuggler.index
    retainer.official_index = -1
    retainer.accepted = 0
    payment = whole_cents(p.retainer_usd * 100.0 * p.retainer_term_weeks)
    retainer.payment = payment
    if payment <= 0 or not smuggler.wants_retainer(payment, smuggler.loss_if_convicted()):
        return
    key = draws.event(smuggler.key, keys.TERM, m.week)
    slot = smuggler.approach_for_retainer()
    if slot >= 0:
        index = smuggler.contact(slot).official_index
        trust = smuggler.contact(slot).trust
    else:
        index = m.someone_in_post(Context.INVESTIGATION.value, key, keys.APPROACHED)
        if index < 0:
            return
        trust = smuggler.trust_in(m.officials[index])
    probability = m.officials[index].acceptance_probability(payment, trust)
    pinned = m.contexts[Context.INVESTIGATION].pinned_acceptance
    if pinned >= 0.0:
        probability = pinned
    retainer.official_index = index
    retainer.accepted = int(draws.uniform(key, keys.TAKES_RETAINER) < probability)


def _take_clients(m: Any) -> None:
    """Serve those who wait in a drawn order, as long as somebody has room."""
    m.items.clear()
    m.sort_by.clear()
    for index in range(len(m.migrants)):
        migrant = m.migrants[index]
        if migrant.status == Status.AWAITING_SMUGGLER:
            m.items.append(index)
            m.sort_by.append(draws.uniform(migrant.attempt_key, keys.TURN))
    if len(m.items) == 0:
        return
    m.sort_items()
    m.with_room = 0
    for index in range(len(m.smugglers)):
        m.with_room += int(m.smugglers[index].has_capacity())
    for position in range(len(m.items)):
        migrant = m.migrants[m.items[position]]
        found = _find_smuggler(m, migrant)
        if found >= 0:
            _agree(m, migrant, m.smugglers[found])
        elif migrant.due <= m.week:
            m.corridor_row(migrant.corridor)[C.gave_up_waiting] += migrant.persons
            c = migrant.corridor
            m.log(EventKind.GIVE_UP, migrant.serial, c, migrant.attempt, 0, c, NOWHERE)
            migrant.leave()


def _find_smuggler(m: Any, migrant: Any) -> int:
    """Return the first with room from a drawn starting point on; nobody is asked when nobody has room."""
    n = len(m.smugglers)
    if m.with_room == 0:
        return -1
    start = draws.integer(migrant.attempt_key, keys.MATCH, n)
    for step in range(n):
        index = m.around(start + step, n)
        if m.smugglers[index].has_capacity():
            return int(index)
    return -1


def _agree(m: Any, migrant: Any, smuggler: Any) -> None:
    draw = draws.uniform(migrant.attempt_key, keys.ROUTE)
    asked = migrant.route
    migrant.went_elsewhere = int(asked != migrant.corridor)
    migrant.route = smuggler.choose_corridor(asked, migrant.party_size, draw)
    migrant.operator_index = smuggler.index
    migrant.fee = smuggler.agreed_fee(asked, migrant.route)
    migrant.vulnerability = migrant.drawn_vulnerability()
    smuggler.load += 1
    if not smuggler.has_capacity():
        m.with_room -= 1
    c, counted = migrant.route, migrant.persons
    row = m.corridor_row(c)
    agreed = migrant.fee / 100.0 * counted
    row[C.fees_usd] += agreed
    row[C.fees_paid_usd] += agreed * m.p.smugglers.fee_advance_share
    operator, party = smuggler.index, Party.OPERATOR.value
    m.log(EventKind.CLIENT, migrant.serial, operator, c, migrant.fee, c, NOWHERE, party=party, other=operator)
    owe(m, migrant, asked, migrant.fee + migrant.detour())
    start_journey(m, migrant)

"""Phase 2: smugglers review their retainers and take on clients up to capacity."""

from typing import Any

from simcorr import draws
from simcorr.contexts import Context
from simcorr.engines.compiled.desk import (
    context_row,
    corridor_row,
    log,
    record_bribe,
    someone_in_post,
)
from simcorr.engines.compiled.journeys import forget, persons, start_journey
from simcorr.engines.compiled.migrant import detour, vulnerability
from simcorr.engines.compiled.official import acceptance_probability
from simcorr.engines.compiled.order import sort_items
from simcorr.engines.compiled.policy import around
from simcorr.engines.compiled.smuggler import (
    approach_for_retainer,
    choose_corridor,
    fee,
    has_capacity,
    is_active,
    loss_if_convicted,
    remember_deal,
    trust_in,
    wants_retainer,
)
from simcorr.jit import rule
from simcorr.rules import migrant as migrant_rules
from simcorr.rules.mathematics import whole_cents
from simcorr.world import keys
from simcorr.world.codes import Bribe, Status
from simcorr.world.measures import BY_CONTEXT as K
from simcorr.world.measures import BY_CORRIDOR as C
from simcorr.world.trace import EventKind


@rule
def serve(m: Any) -> None:
    """Renew retainers, then match waiting clients with smugglers."""
    _review_retainers(m)
    _take_clients(m)


@rule
def _review_retainers(m: Any) -> None:
    agreed = 0
    for index in range(len(m.smugglers)):
        smuggler = m.smugglers[index]
        if is_active(smuggler) and smuggler.review_week <= m.run.week:
            _approach(m, smuggler, m.retainers[agreed])
            agreed += 1
    for number in range(agreed):
        retainer = m.retainers[number]
        smuggler = m.smugglers[retainer.smuggler]
        smuggler.review_week = m.run.week + m.p.smugglers.retainer_term_weeks
        smuggler.retainer = -1
        if retainer.official >= 0:
            _conclude(m, smuggler, retainer)


@rule
def _conclude(m: Any, smuggler: Any, retainer: Any) -> None:
    official = m.officials[retainer.official]
    log(
        m,
        EventKind.RETAINER,
        smuggler.index,
        float(official.row),
        float(retainer.accepted),
        float(retainer.payment),
    )
    remember_deal(m, smuggler, official.row, retainer.accepted > 0)
    if retainer.accepted:
        smuggler.retainer = official.row
        smuggler.retainer_ties = official.ties
        key = draws.event(smuggler.key, keys.TERM, m.run.week)
        context_row(m, official.context)[K.retainers_paid] += 1.0
        record_bribe(m, official, key, Bribe.RETAINER.value, retainer.payment, -1)


@rule
def _approach(m: Any, smuggler: Any, retainer: Any) -> None:
    p = m.p.smugglers
    retainer.smuggler = smuggler.index
    retainer.official = -1
    payment = whole_cents(p.retainer_usd * 100.0 * p.retainer_term_weeks)
    if payment <= 0 or not wants_retainer(m, payment, loss_if_convicted(m, smuggler)):
        return
    key = draws.event(smuggler.key, keys.TERM, m.run.week)
    slot = approach_for_retainer(m, smuggler)
    if slot >= 0:
        row = m.books[smuggler.index, slot].official
        trust = m.books[smuggler.index, slot].trust
    else:
        row = someone_in_post(m, Context.INVESTIGATION.value, key, keys.APPROACHED)
        if row < 0:
            return
        trust = trust_in(m, smuggler, m.officials[row])
    probability = acceptance_probability(m, m.officials[row], payment, trust)
    pinned = m.contexts[Context.INVESTIGATION].pinned_acceptance
    if pinned >= 0.0:
        probability = pinned
    retainer.official = row
    retainer.payment = payment
    retainer.accepted = int(draws.uniform(key, keys.TAKES_RETAINER) < probability)


@rule
def _take_clients(m: Any) -> None:
    waiting = 0
    for number in range(m.run.migrants):
        migrant = m.migrants[number]
        if migrant.status == Status.AWAITING_SMUGGLER:
            m.items[waiting] = number
            m.sort_by[waiting] = draws.uniform(migrant.attempt_key, keys.TURN)
            waiting += 1
    if waiting == 0:
        return
    sort_items(m, waiting)
    m.run.with_room = 0
    for index in range(len(m.smugglers)):
        m.run.with_room += int(has_capacity(m, m.smugglers[index]))
    for position in range(waiting):
        migrant = m.migrants[m.items[m.order[position]]]
        found = _find_smuggler(m, migrant)
        if found >= 0:
            _agree(m, migrant, m.smugglers[found])
        elif migrant.due <= m.run.week:
            corridor_row(m, migrant.corridor)[C.gave_up_waiting] += persons(m, migrant)
            forget(migrant)


@rule
def _find_smuggler(m: Any, migrant: Any) -> int:
    """Return the first with room from a drawn starting point on; nobody is asked when nobody has room."""
    n = len(m.smugglers)
    if m.run.with_room == 0:
        return -1
    start = draws.integer(migrant.attempt_key, keys.MATCH, n)
    for step in range(n):
        index = around(start + step, n)
        if has_capacity(m, m.smugglers[index]):
            return index
    return -1


@rule
def _agree(m: Any, migrant: Any, smuggler: Any) -> None:
    draw = draws.uniform(migrant.attempt_key, keys.ROUTE)
    spent = detour(m, migrant)
    migrant.route = choose_corridor(m, smuggler, migrant.route, draw)
    migrant.smuggler = smuggler.index
    migrant.fee = fee(m, smuggler, migrant.route)
    migrant.vulnerability = vulnerability(m, migrant)
    migrant.debt = migrant_rules.debt(migrant.fee + spent, migrant.means)
    smuggler.load += 1
    if not has_capacity(m, smuggler):
        m.run.with_room -= 1
    c, counted = migrant.route, persons(m, migrant)
    row = corridor_row(m, c)
    row[C.fees_usd] += migrant.fee / 100.0 * counted
    if migrant.debt > 0.0:
        row[C.indebted] += counted
        row[C.debt_usd] += migrant.debt / 100.0 * counted
    log(m, EventKind.CLIENT, migrant.serial, float(smuggler.index), float(c), migrant.fee)
    start_journey(m, migrant)

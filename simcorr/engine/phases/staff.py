"""Phase 6: verdicts are carried out; transfers, returns, turnover, hiring and rotation."""

import math
from typing import Any

from simcorr import draws
from simcorr.contexts import Context
from simcorr.rules.mathematics import saturating
from simcorr.world import keys
from simcorr.world.build import LEVER
from simcorr.world.codes import NOWHERE, Departure, Duty, Move, Stage, Subject
from simcorr.world.measures import BY_CONTEXT as K
from simcorr.world.trace import EventKind
from simcorr.world.values import N_CONTEXTS


def administer(m: Any) -> None:
    """Carry out what was decided about staff and operators this week."""
    for number in range(len(m.convicted)):
        _carry_out(m, m.convicted[number])
    m.convicted.clear()
    for number in range(len(m.dismissed)):
        _dismiss(m, m.dismissed[number])
    m.dismissed.clear()
    for number in range(len(m.transfers)):
        official = m.officials[m.transfers[number]]
        official.is_transferred = 0
        _transfer(m, official)
    m.transfers.clear()
    _return_to_post(m)
    _turn_over(m)
    _hire(m)
    _release(m)
    _rotate(m)


def _carry_out(m: Any, case: Any) -> None:
    if case.kind == Subject.OPERATOR:
        m.smugglers[case.subject_index].go_to_prison(m.p.smugglers.prison_weeks)
    elif case.kind == Subject.SUPERVISOR:
        m.replace_supervisor(case.subject_index, Departure.CONVICTED.value)
    else:
        official = m.officials[case.subject_index]
        m.count_sanction(official)
        _leave(m, official, Departure.CONVICTED.value, 0)


def _dismiss(m: Any, case: Any) -> None:
    """Dismiss somebody whose file has ended without a conviction; the statistics of measures have the prosecution."""
    if case.kind == Subject.SUPERVISOR:
        m.replace_supervisor(case.subject_index, Departure.DISMISSED.value)
        return
    official = m.officials[case.subject_index]
    k = Context.TRIAL.value if case.stage == Stage.TRIAL else Context.INVESTIGATION.value
    key, recording = draws.event(case.key, keys.CASE, k), m.lever(LEVER.recording, case.corridor, case.context)
    recorded = draws.uniform(key, keys.RECORDED_DISMISSAL) < recording
    m.context_row(official.context)[K.dismissals] += 1.0
    m.count_sanction(official)
    _leave(m, official, Departure.DISMISSED.value, int(recorded))


def _leave(m: Any, official: Any, why: int, recorded: int) -> None:
    c, k = official.corridor, official.context
    m.log(EventKind.LEAVE, official.index, official.place, why, 0, c, k, recorded=recorded)
    official.status = Duty.LEFT
    official.ties += 1
    official.until = m.week + m.p.officials.hiring_weeks


def _transfer(m: Any, official: Any) -> None:
    """Exchange an official with a colleague of the agency at another post, of the same context where there is one."""
    if official.status == Duty.LEFT:
        return
    partner = _partner(m, official)
    if partner >= 0:
        _exchange(m, official, m.officials[partner])


def _partner(m: Any, official: Any) -> int:
    """Return the partner, sought in the own context, then everywhere; -1 for none."""
    key = draws.event(official.key, keys.TRANSFER, m.week)
    first, n = m.contexts[official.context].first_listed, m.contexts[official.context].n_listed
    start = draws.integer(key, 0, n)
    for step in range(n):
        other = m.official_at(m.listed_places[first + m.around(start + step, n)])
        if _can_exchange(official, other):
            return int(other.index)
    n = len(m.officials)
    start = draws.integer(key, 1, n)
    for step in range(n):
        other = m.official_at(m.around(start + step, n))
        if _can_exchange(official, other):
            return int(other.index)
    return -1


def _can_exchange(official: Any, other: Any) -> bool:
    if other.post_index == official.post_index or other.post.agency != official.post.agency:
        return False
    return other.in_post and bool(other.private == official.private)


def _exchange(m: Any, official: Any, partner: Any) -> None:
    first, second = official.place, partner.place
    m.seat(official, second)
    m.seat(partner, first)
    _log_move(m, official, first, Move.TRANSFER)
    _log_move(m, partner, second, Move.TRANSFER)


def _log_move(m: Any, official: Any, before: int, why: Move) -> None:
    c, k = official.corridor, official.context
    m.log(EventKind.MOVE, official.index, before, official.place, why.value, c, k)


def _return_to_post(m: Any) -> None:
    for index in range(len(m.officials)):
        official = m.officials[index]
        if official.status == Duty.SUSPENDED and official.until <= m.week:
            official.status = Duty.IN_POST
            m.log(EventKind.BACK, index, 0, 0, 0, official.corridor, official.context)
    for index in range(len(m.supervisors)):
        supervisor = m.supervisors[index]
        if supervisor.status == Duty.SUSPENDED and supervisor.until <= m.week:
            supervisor.status = Duty.IN_POST
            m.log(EventKind.BACK, index, supervisor.rank, 0, 0, supervisor.corridor, supervisor.context)


def _turn_over(m: Any) -> None:
    """Let some leave, drawn by the number of colleagues who stay between two leavers."""
    hazard = saturating(m.p.officials.turnover_per_year / 52.0)
    if hazard <= 0.0:
        return
    week = draws.event(m.run_key, keys.TURNOVERS, m.week)
    leavers, index = 1, draws.failures(week, 0, hazard)
    while index < len(m.officials):
        if m.officials[index].in_post:
            _leave(m, m.officials[index], Departure.TURNOVER.value, 0)
        index += 1 + draws.failures(week, leavers, hazard)
        leavers += 1


def _hire(m: Any) -> None:
    for index in range(len(m.officials)):
        official = m.officials[index]
        if official.status == Duty.LEFT and official.until <= m.week:
            hired = m.hire(index)
            c, k, least = hired.corridor, hired.context, math.floor(hired.reservation)
            m.log(EventKind.HIRE, index, hired.place, hired.generation, least, c, k)


def _release(m: Any) -> None:
    """Let operators return from prison, or successors take over their networks."""
    for index in range(len(m.smugglers)):
        smuggler = m.smugglers[index]
        if not smuggler.is_active and smuggler.away_until <= m.week:
            replaced = int(smuggler.replaced)
            if replaced:
                m.replace_operator(index)
            else:
                smuggler.away_until = -1
            m.log(EventKind.RELEASE, index, m.smugglers[index].generation, replaced, 0, NOWHERE, NOWHERE)


def _rotate(m: Any) -> None:
    """Let officials change places within their context; where a context has one post, within the service.

    Each agency is a service of its own.
    """
    since_start = m.week - m.burn_in
    if since_start < 0:
        return
    for agency in range(m.n_services):
        _rotate_within(m, agency, since_start)


def _rotate_within(m: Any, agency: int, since_start: int) -> None:
    m.left_over.clear()
    for k in range(N_CONTEXTS):
        _choose(m, k, agency, since_start)
        if _are_of_several_posts(m):
            _shuffle(m)
        else:
            for number in range(len(m.items)):
                m.left_over.append(m.items[number])
    m.items.clear()
    for number in range(len(m.left_over)):
        m.items.append(m.left_over[number])
    _shuffle(m)


def _choose(m: Any, context: int, agency: int, since_start: int) -> None:
    """Put those of a context and an agency who are due into `items`, in the order of their places."""
    m.items.clear()
    if not _rotates(m, context, since_start):
        return
    first = m.contexts[context].first_listed
    for step in range(m.contexts[context].n_listed):
        official = m.official_at(m.listed_places[first + step])
        if official.post.agency == agency and _is_due(m, official, since_start):
            m.items.append(official.index)


def _rotates(m: Any, context: int, since_start: int) -> bool:
    """Return whether anybody's interval in a context ends this week."""
    for corridor in range(len(m.corridors)):
        interval = int(m.lever(LEVER.rotation_interval_weeks, corridor, context))
        if interval > 0 and since_start % interval == 0:
            return True
    return False


def _are_of_several_posts(m: Any) -> bool:
    several = False
    for number in range(1, len(m.items)):
        several = several or m.officials[m.items[number]].post_index != m.officials[m.items[0]].post_index
    return several


def _is_due(m: Any, official: Any, since_start: int) -> bool:
    interval = int(official.lever(LEVER.rotation_interval_weeks))
    if interval <= 0 or since_start % interval != 0 or official.private > 0 or not official.in_post:
        return False
    week = draws.event(official.key, keys.WEEK, m.week)
    return bool(draws.uniform(week, keys.ROTATION) < official.lever(LEVER.rotation_share))


def _shuffle(m: Any) -> None:
    """Let each of the officials in `items` take the place of the next in a drawn order."""
    n = len(m.items)
    if n < 2:
        return
    m.sort_by.clear()
    for number in range(n):
        key = draws.event(m.officials[m.items[number]].key, keys.WEEK, m.week)
        m.sort_by.append(draws.uniform(key, keys.ROTATION_ORDER))
    m.sort_items()
    m.places_before.clear()
    for number in range(n):
        m.places_before.append(m.officials[m.items[number]].place)
    for number in range(n):
        official = m.officials[m.items[number]]
        place, before = m.places_before[m.around(number + 1, n)], official.place
        if m.places[place].post_index == official.post_index:
            m.sit(official, place)
        else:
            m.seat(official, place)
        _log_move(m, official, before, Move.ROTATION)

"""Phase 6: verdicts are carried out; transfers, returns, turnover, hiring and rotation."""

from typing import Any

import numpy as np

from simcorr import draws
from simcorr.engines.compiled.desk import (
    count_sanction,
    hire,
    log,
    official_at,
    replace_supervisor,
    seat,
    sit,
)
from simcorr.engines.compiled.justice import OF_SMUGGLER, OF_SUPERVISOR
from simcorr.engines.compiled.official import is_in_post
from simcorr.engines.compiled.order import sort_items
from simcorr.engines.compiled.policy import around, lever
from simcorr.engines.compiled.smuggler import come_back, go_to_prison, is_active
from simcorr.jit import rule
from simcorr.rules.mathematics import saturating
from simcorr.world import keys
from simcorr.world.build import LEVER
from simcorr.world.codes import Duty
from simcorr.world.trace import EventKind
from simcorr.world.values import N_CONTEXTS

ROTATION, TRANSFER = 1, 0


@rule
def administer(m: Any) -> None:
    """Carry out what was decided about staff and operators this week."""
    for number in range(m.run.convicted):
        _carry_out(m, m.convicted[number])
    m.run.convicted = 0
    for number in range(m.run.transfers):
        official = m.officials[m.transfers[number]]
        official.is_transferred = 0
        _transfer(m, official)
    m.run.transfers = 0
    _return_to_post(m)
    _turn_over(m)
    _hire(m)
    _release(m)
    _rotate(m)


@rule
def _carry_out(m: Any, case: Any) -> None:
    if case.kind == OF_SMUGGLER:
        go_to_prison(m, m.smugglers[case.subject], m.p.smugglers.prison_weeks)
    elif case.kind == OF_SUPERVISOR:
        replace_supervisor(m, case.subject)
    else:
        count_sanction(m, m.officials[case.subject])
        _leave(m, m.officials[case.subject], 1.0)


@rule
def _leave(m: Any, official: Any, convicted: float) -> None:
    log(m, EventKind.LEAVE, official.row, float(official.place), convicted, 0.0)
    official.status = Duty.LEFT
    official.ties += 1
    official.until = m.run.week + m.p.officials.hiring_weeks


@rule
def _transfer(m: Any, official: Any) -> None:
    """Exchange an official with a colleague at another post, of the same context where there is one."""
    if official.status == Duty.LEFT:
        return
    partner = _partner(m, official)
    if partner >= 0:
        _exchange(m, official, m.officials[partner])


@rule
def _partner(m: Any, official: Any) -> int:
    """Return the row of the partner, sought in the own context, then everywhere; -1 for none."""
    key = draws.event(official.key, keys.TRANSFER, m.run.week)
    first, n = m.contexts[official.context].first_listed, m.contexts[official.context].n_listed
    start = draws.integer(key, 0, n)
    for step in range(n):
        other = official_at(m, m.listed_places[first + around(start + step, n)])
        if _can_exchange(official, other):
            return int(other.row)
    n = len(m.officials)
    start = draws.integer(key, 1, n)
    for step in range(n):
        other = official_at(m, around(start + step, n))
        if _can_exchange(official, other):
            return int(other.row)
    return -1


@rule
def _can_exchange(official: Any, other: Any) -> bool:
    return is_in_post(other) and bool(other.post != official.post and other.private == official.private)


@rule
def _exchange(m: Any, official: Any, partner: Any) -> None:
    first, second = official.place, partner.place
    seat(m, official, second)
    seat(m, partner, first)
    log(m, EventKind.MOVE, official.row, float(first), float(second), float(TRANSFER))
    log(m, EventKind.MOVE, partner.row, float(second), float(first), float(TRANSFER))


@rule
def _return_to_post(m: Any) -> None:
    for row in range(len(m.officials)):
        official = m.officials[row]
        if official.status == Duty.SUSPENDED and official.until <= m.run.week:
            official.status = Duty.IN_POST
    for index in range(len(m.supervisors)):
        supervisor = m.supervisors[index]
        if supervisor.status == Duty.SUSPENDED and supervisor.until <= m.run.week:
            supervisor.status = Duty.IN_POST


@rule
def _turn_over(m: Any) -> None:
    hazard = saturating(m.p.officials.turnover_per_year / 52.0)
    if hazard <= 0.0:
        return
    week = draws.event(m.run.run_key, keys.TURNOVERS, m.run.week)
    leavers, row = 1, draws.failures(week, 0, hazard)
    while row < len(m.officials):
        if is_in_post(m.officials[row]):
            _leave(m, m.officials[row], 0.0)
        row += 1 + draws.failures(week, leavers, hazard)
        leavers += 1


@rule
def _hire(m: Any) -> None:
    for row in range(len(m.officials)):
        official = m.officials[row]
        if official.status == Duty.LEFT and official.until <= m.run.week:
            hire(m, official)
            reservation = np.floor(official.reservation)
            log(m, EventKind.HIRE, row, float(official.place), float(official.generation), reservation)


@rule
def _release(m: Any) -> None:
    """Let operators return from prison, or successors take over their networks."""
    for index in range(len(m.smugglers)):
        smuggler = m.smugglers[index]
        if not is_active(smuggler) and smuggler.away_until <= m.run.week:
            come_back(m, smuggler)


@rule
def _rotate(m: Any) -> None:
    """Let officials change places within their context; where a context has one post, within the service."""
    since_start = m.run.week - m.run.burn_in
    if since_start < 0:
        return
    m.run.left_over = 0
    for k in range(N_CONTEXTS):
        chosen = _choose(m, k, since_start)
        if _are_of_several_posts(m, chosen):
            _shuffle(m, chosen)
        else:
            for number in range(chosen):
                m.left_over[m.run.left_over] = m.items[number]
                m.run.left_over += 1
    for number in range(m.run.left_over):
        m.items[number] = m.left_over[number]
    _shuffle(m, m.run.left_over)


@rule
def _choose(m: Any, context: int, since_start: int) -> int:
    """Put those of a context who are due into `items`, in the order of their places, and return how many."""
    chosen = 0
    if not _rotates(m, context, since_start):
        return chosen
    first, n = m.contexts[context].first_listed, m.contexts[context].n_listed
    for step in range(n):
        official = official_at(m, m.listed_places[first + step])
        if _is_due(m, official, since_start):
            m.items[chosen] = official.row
            chosen += 1
    return chosen


@rule
def _rotates(m: Any, context: int, since_start: int) -> bool:
    """Return whether anybody's interval in a context ends this week."""
    for corridor in range(len(m.corridors)):
        interval = int(lever(m, LEVER.rotation_interval_weeks, corridor, context))
        if interval > 0 and since_start % interval == 0:
            return True
    return False


@rule
def _are_of_several_posts(m: Any, chosen: int) -> bool:
    several = False
    for number in range(1, chosen):
        several = several or m.officials[m.items[number]].post != m.officials[m.items[0]].post
    return several


@rule
def _is_due(m: Any, official: Any, since_start: int) -> bool:
    c, k = official.corridor, official.context
    interval = int(lever(m, LEVER.rotation_interval_weeks, c, k))
    if interval <= 0 or since_start % interval != 0 or official.private > 0.0 or not is_in_post(official):
        return False
    share = lever(m, LEVER.rotation_share, c, k)
    return bool(draws.uniform(draws.event(official.key, keys.WEEK, m.run.week), keys.ROTATION) < share)


@rule
def _shuffle(m: Any, chosen: int) -> None:
    """Let each of the first ``chosen`` items take the place of the next in a drawn order."""
    if chosen < 2:
        return
    for number in range(chosen):
        key = draws.event(m.officials[m.items[number]].key, keys.WEEK, m.run.week)
        m.sort_by[number] = draws.uniform(key, keys.ROTATION_ORDER)
    sort_items(m, chosen)
    for position in range(chosen):
        m.places_before[position] = m.officials[m.items[m.order[position]]].place
    for position in range(chosen):
        official = m.officials[m.items[m.order[position]]]
        place, before = m.places_before[around(position + 1, chosen)], official.place
        if m.places[place].post == official.post:
            sit(m, official, place)
        else:
            seat(m, official, place)
        log(m, EventKind.MOVE, official.row, float(before), float(place), float(ROTATION))

"""What all phases share: who is where, bribes and cases, the record of the week; the twin of `mesa.model`.

Throughout the compiled engine ``m`` is the model (`layout.FIELDS`), and an agent or paper is one record of it.
"""

from typing import Any

from simcorr import draws
from simcorr.engines.compiled.layout import RING
from simcorr.engines.compiled.official import appoint, bribe_cut, is_in_post, move_to, sit_at
from simcorr.engines.compiled.policy import around
from simcorr.engines.compiled.supervisor import appoint_supervisor, take
from simcorr.jit import rule
from simcorr.world.codes import Bribe
from simcorr.world.measures import BY_CONTEXT as K
from simcorr.world.measures import BY_RANK as R
from simcorr.world.trace import EventKind

# --- who is where -----------------------------------------------------------------------------------------------


@rule
def official_at(m: Any, place: int) -> Any:
    """Return who holds a place, or held it last while it is vacant."""
    return m.officials[m.row_at[place]]


@rule
def seat(m: Any, official: Any, place: int) -> None:
    """Move an official to a place at another post, with what a move costs."""
    m.row_at[place] = official.row
    move_to(m, official, place)


@rule
def sit(m: Any, official: Any, place: int) -> None:
    """Move an official to a place at the same post: nothing else changes."""
    m.row_at[place] = official.row
    sit_at(m, official, place)


@rule
def hire(m: Any, official: Any) -> None:
    """Replace an official who has left; the ties of the place go on counting."""
    appoint(m, official.row, official.generation + 1, official.place)


@rule
def replace_supervisor(m: Any, index: int) -> None:
    """Appoint a successor to a supervisor who was convicted."""
    appoint_supervisor(m, index, m.supervisors[index].generation + 1)
    for row in range(len(m.officials)):
        if m.officials[row].post == index:
            m.officials[row].trust_in_superior = 0.0


@rule
def someone_in_post(m: Any, context: int, key: int, decision: int) -> int:
    """Return the row of a gatekeeper on duty in a context of any corridor, from a drawn place on; -1 for nobody."""
    first, n = m.contexts[context].first_listed, m.contexts[context].n_listed
    if n == 0:
        return -1
    start = draws.integer(key, decision, n)
    for step in range(n):
        official = official_at(m, m.listed_places[first + around(start + step, n)])
        if is_in_post(official):
            return int(official.row)
    return -1


@rule
def someone_at(m: Any, corridor: int, context: int, key: int, decision: int) -> int:
    """Return the row of a gatekeeper on duty in a context of a corridor, from a drawn place on; -1 for nobody."""
    first, n = m.first_place[corridor, context], m.n_places[corridor, context]
    if n == 0:
        return -1
    start = draws.integer(key, decision, n)
    for step in range(n):
        official = official_at(m, first + around(start + step, n))
        if is_in_post(official):
            return int(official.row)
    return -1


@rule
def staff_in_post(m: Any, context: int) -> int:
    """Return how many are on duty in a context."""
    first, n = m.contexts[context].first_listed, m.contexts[context].n_listed
    staff = 0
    for step in range(n):
        if is_in_post(official_at(m, m.listed_places[first + step])):
            staff += 1
    return staff


# --- bribes, cases and sanctions --------------------------------------------------------------------------------


@rule
def count_decision(m: Any, official: Any, accepted: int) -> None:
    """Count a decision on an offer: colleagues see what is done, and the norm follows."""
    m.posts[official.post].decisions += 1.0
    m.posts[official.post].acceptances += float(accepted)


@rule
def record_bribe(m: Any, official: Any, key: int, kind: int, price: int, migrant: int) -> None:
    """Hand over a bribe at the official's post, count it and keep it for exposure; ``migrant`` is -1 for none."""
    row = context_row(m, official.context)
    if kind == Bribe.RETAINER.value:
        row[K.retainers_usd] += price / 100.0
    else:
        row[K.bribes] += 1.0
        row[K.bribe_value_usd] += price / 100.0
    log(m, EventKind.BRIBE, official.row, float(official.context), float(kind), float(price))
    _hand_over(m, official, price)
    place = free_place(m, m.run.acts, len(m.acts))
    m.run.acts = place + 1
    act = m.acts[place]
    act.key = key
    act.kind = kind
    act.official = official.row
    act.generation = official.generation
    act.price = price
    act.corridor = official.corridor
    act.context = official.context
    act.post = official.post
    act.migrant = migrant


@rule
def _hand_over(m: Any, official: Any, price: int) -> None:
    """Let the official take a bribe and hand on the superior's cut."""
    cut = int(price * bribe_cut(m, official))
    official.bribes_this_week += 1
    record_income(m, official, price - cut)
    if cut > 0:
        superior = m.supervisors[official.post]
        take(superior)
        record_rank_income(m, superior.rank, cut)


@rule
def record_income(m: Any, official: Any, amount: int) -> None:
    """Count what a gatekeeper keeps of a bribe."""
    rank = rank_row(m, 0)
    rank[R.bribes] += 1.0
    rank[R.bribe_income_usd] += amount / 100.0
    rank[R.cohort_bribes] += 1.0
    m.bribes_by_week[m.run.week % RING, official.row] += 1
    if m.run.week >= m.run.burn_in:
        m.window_income[official.row] += amount


@rule
def record_rank_income(m: Any, rank: int, amount: int) -> None:
    """Count what a supervisor takes."""
    row = rank_row(m, rank)
    row[R.bribes] += 1.0
    row[R.bribe_income_usd] += amount / 100.0


@rule
def count_sanction(m: Any, official: Any) -> None:
    """Mark the bribes that an official took within the last 104 weeks as followed by a sanction."""
    for age in range(min(RING, m.run.week + 1)):
        slot = (m.run.week - age) % RING
        taken = m.bribes_by_week[slot, official.row]
        if taken > 0:
            m.by_rank[m.run.week - age, 0][R.cohort_sanctioned] += float(taken)
            m.bribes_by_week[slot, official.row] = 0


@rule
def open_case(
    m: Any, key: int, kind: int, subject: int, generation: int, corridor: int, context: int, evidence: float
) -> None:
    """Put a file at the end of the investigators' queue."""
    place = free_place(m, m.run.cases, len(m.cases))
    m.run.cases = place + 1
    case = m.cases[place]
    case.key = key
    case.kind = kind
    case.subject = subject
    case.generation = generation
    case.corridor = corridor
    case.context = context
    case.evidence = evidence
    case.opened = m.run.week
    case.stage_since = m.run.week
    case.in_trial = 0
    case.closed = 0


@rule
def add_incident(m: Any, key: int, smuggler: int, corridor: int, evidence: float) -> None:
    """Keep what points at the operator of a network."""
    place = free_place(m, m.run.incidents, len(m.incidents))
    m.run.incidents = place + 1
    incident = m.incidents[place]
    incident.key = key
    incident.smuggler = smuggler
    incident.corridor = corridor
    incident.evidence = evidence


# --- the record -------------------------------------------------------------------------------------------------


@rule
def free_place(m: Any, used: int, room: int) -> int:
    """Return the place of a new entry; note the phase in which a list is full, for the week to end in an error."""
    if used < room:
        return used
    if m.run.full_in_phase == 0:
        m.run.full_in_phase = m.run.phase
    return room - 1


@rule
def context_row(m: Any, context: int) -> Any:
    """Return this week's measures of a context."""
    return m.by_context[m.run.week, context]


@rule
def corridor_row(m: Any, corridor: int) -> Any:
    """Return this week's measures of a corridor."""
    return m.by_corridor[m.run.week, corridor]


@rule
def rank_row(m: Any, rank: int) -> Any:
    """Return this week's measures of a rank."""
    return m.by_rank[m.run.week, rank]


@rule
def log(m: Any, kind: EventKind, subject: int, a: float, b: float, value: float) -> None:
    """Keep an event, when events are kept."""
    if m.run.keeps_events == 0:
        return
    place = free_place(m, m.run.events, len(m.events))
    m.run.events = place + 1
    event = m.events[place]
    event[0] = float(m.run.week)
    event[1] = float(kind.value)
    event[2] = float(subject)
    event[3] = a
    event[4] = b
    event[5] = value

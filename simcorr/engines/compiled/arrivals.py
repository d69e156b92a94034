"""Phase 1: would-be migrants appear, returned ones may try again, each chooses a channel."""

from typing import Any

from simcorr import draws
from simcorr.engines.compiled.desk import corridor_row, free_place, log
from simcorr.engines.compiled.journeys import forget, persons, start_journey
from simcorr.engines.compiled.migrant import appear, begin_attempt, choose_channel, choose_corridor, view_channels
from simcorr.jit import rule
from simcorr.world import keys
from simcorr.world.codes import Channel, Status
from simcorr.world.measures import BY_CORRIDOR as C
from simcorr.world.trace import EventKind


@rule
def newcomers(m: Any, corridor: int) -> int:
    """Return how many would-be migrants appear in a corridor this week; reckoned once, before the lists are filled."""
    key = keys.cohort(m.run.run_key, corridor, m.run.week)
    return draws.poisson(key, keys.SIZE, m.corridors[corridor].arrivals_per_week)


@rule
def arrive(m: Any) -> None:
    """Let this week's would-be migrants appear and all who are free to choose decide.

    Nobody's choice depends on another's of the same week, so each sets out at once.
    """
    for corridor in range(len(m.corridors)):
        view_channels(m, corridor)
    for number in range(m.run.migrants):
        migrant = m.migrants[number]
        if migrant.status == Status.RETURNED and migrant.due <= m.run.week:
            begin_attempt(migrant)
            _set_out(m, migrant, choose_channel(m, migrant))
    for corridor in range(len(m.corridors)):
        count, cohort = m.corridors[corridor].newcomers, keys.cohort(m.run.run_key, corridor, m.run.week)
        for number in range(count):
            place = free_place(m, m.run.migrants, len(m.migrants))
            migrant = m.migrants[place]
            appear(m, migrant, corridor, cohort, number)
            _set_out(m, migrant, choose_channel(m, migrant))
            if migrant.status != Status.OUT:
                m.run.migrants = place + 1
        corridor_row(m, corridor)[C.would_be_migrants] += count * m.corridors[corridor].persons


@rule
def _set_out(m: Any, migrant: Any, channel: int) -> None:
    c = migrant.corridor
    migrant.channel = channel
    row = corridor_row(m, c)
    log(m, EventKind.CHANNEL, migrant.serial, float(c), float(channel), float(migrant.attempt))
    if channel == Channel.STAY:
        row[C.chose_stay] += persons(m, migrant)
        forget(migrant)
    elif channel == Channel.REGULAR:
        row[C.chose_regular] += persons(m, migrant)
        migrant.status = Status.AWAITING_VISA
        migrant.due = m.run.week + int(m.corridors[c].regular_delay + 0.5)
    elif channel == Channel.ALONE:
        row[C.chose_alone] += persons(m, migrant)
        start_journey(m, migrant)
    else:
        row[C.chose_smuggler] += persons(m, migrant)
        migrant.route = choose_corridor(m, migrant)
        migrant.status = Status.AWAITING_SMUGGLER
        migrant.due = m.run.week + m.p.migrants.patience_weeks

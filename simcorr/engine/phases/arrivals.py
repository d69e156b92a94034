"""Phase 1: would-be migrants appear, returned ones may try again, each chooses a channel."""

from typing import Any

from simcorr import draws
from simcorr.engine.agents.migrant import N_PERSPECTIVES
from simcorr.engine.phases.agencies import place
from simcorr.engine.phases.journeys import owe, start_journey
from simcorr.rules import migrant as rules
from simcorr.world import keys
from simcorr.world.build import LEVER
from simcorr.world.codes import NOWHERE, Channel, Perspective, Status
from simcorr.world.measures import BY_CORRIDOR as C
from simcorr.world.trace import EventKind


def announce(m: Any) -> None:
    """Reckon how many would-be migrants appear this week, before the lists are filled."""
    for c in range(len(m.corridors)):
        key = keys.cohort(m.run_key, c, m.week)
        expected = m.corridors[c].arrivals_per_week * m.flows[m.week, c]
        m.corridors[c].newcomers = draws.poisson(key, keys.SIZE, expected)


def arrive(m: Any) -> None:
    """Let this week's would-be migrants appear and all who are free to choose decide.

    Nobody's choice depends on another's of the same week, so each sets out at once.
    """
    for c in range(len(m.corridors)):
        _view_channels(m, c)
    for index in range(len(m.migrants)):
        migrant = m.migrants[index]
        if migrant.status == Status.RETURNED and migrant.due <= m.week:
            migrant.begin_attempt()
            _set_out(m, migrant, migrant.choose_channel())
    for c in range(len(m.corridors)):
        count, cohort = m.corridors[c].newcomers, keys.cohort(m.run_key, c, m.week)
        for number in range(count):
            migrant = m.migrants.add()
            migrant.appear(c, cohort, number)
            _set_out(m, migrant, migrant.choose_channel())
            if migrant.status == Status.OUT:
                m.migrants.cut(len(m.migrants) - 1)
        m.corridor_row(c)[C.would_be_migrants] += count * m.corridors[c].persons


def _set_out(m: Any, migrant: Any, channel: int) -> None:
    c = migrant.corridor
    migrant.channel = channel
    row = m.corridor_row(c)
    m.log(EventKind.CHANNEL, migrant.serial, c, channel, migrant.attempt, c, NOWHERE)
    if channel == Channel.STAY:
        row[C.chose_stay] += migrant.persons
        migrant.leave()
    elif channel == Channel.REGULAR:
        row[C.chose_regular] += migrant.persons
        migrant.status = Status.AWAITING_VISA
        migrant.due = m.week + int(m.corridors[c].regular_delay + 0.5)
        place(m, migrant)
        owe(m, migrant, c, migrant.fee if migrant.is_placed else m.corridors[c].regular_price)
    elif channel == Channel.ALONE:
        row[C.chose_alone] += migrant.persons
        start_journey(m, migrant)
    else:
        row[C.chose_smuggler] += migrant.persons
        migrant.route = migrant.choose_corridor()
        migrant.status = Status.AWAITING_SMUGGLER
        migrant.due = m.week + m.p.migrants.patience_weeks


def _view_channels(m: Any, c: int) -> None:
    """Value this week's channels of a corridor as far as they are the same for all who see the same risks."""
    p, corridor = m.p.migrants, m.corridors[c]
    corridor.regular_price = corridor.regular_cost * m.lever(LEVER.regular_cost_factor, c, 0)
    if corridor.n_agencies > 0:
        corridor.regular_price *= 1.0 - m.lever(LEVER.zero_fee, c, 0)
    corridor.regular_expense = corridor.regular_price + corridor.regular_bribe + corridor.regular_excess
    corridor.regular_delay = corridor.regular_wait * m.lever(LEVER.regular_wait_factor, c, 0)
    corridor.regular_gain = rules.gain_after_wait(m.gain, p.discount_per_year, corridor.regular_delay)
    for perspective in range(N_PERSPECTIVES):
        index = c * N_PERSPECTIVES + perspective
        somebody = m.representatives[index]
        somebody.corridor = c
        somebody.informed = int(perspective == Perspective.INFORMED)
        somebody.deceived = int(perspective == Perspective.DECEIVED)
        form_view(m, m.views[index], somebody)


def form_view(m: Any, view: Any, migrant: Any) -> None:
    """Note how the channels look to a migrant, but for the regular one, whose value differs from person to person."""
    p = m.p.migrants
    scale, nest = p.choice_scale_usd * 100.0, p.nest_dissimilarity
    stay = p.attachment_usd * 100.0 / scale
    alone = migrant.value_of_travelling_alone() / scale
    smuggled = _form_wishes(m, view, migrant)
    irregular = rules.irregular_nest(alone, smuggled, nest)
    reference = max(stay, irregular)
    view.reference = reference
    view.stay = rules.channel_weight(stay, reference)
    view.irregular = rules.channel_weight(irregular, reference)
    view.share_alone = rules.share_alone(alone, smuggled, nest)


def _form_wishes(m: Any, view: Any, migrant: Any) -> float:
    """Note how likely each corridor is asked for, from the own one on, and return what all are worth together."""
    p, n = m.p.migrants, len(m.corridors)
    scale = p.choice_scale_usd * 100.0
    together = migrant.value_of_smuggler(migrant.corridor) / scale
    m.wishes[view.index, 0] = together
    for step in range(1, n):
        value = migrant.value_of_smuggler(m.around(migrant.corridor + step, n)) / scale
        m.wishes[view.index, step] = value
        together = rules.irregular_nest(together, value, p.nest_dissimilarity)
    for step in range(n):
        weight = rules.irregular_weight(m.wishes[view.index, step], together, p.nest_dissimilarity)
        m.wishes[view.index, step] = weight
    return float(together)

"""Labour recruitment agencies: licences, inspections and what they charge (phase 2), and the workers they place."""

import math
from typing import Any

from simcorr import draws
from simcorr.contexts import Context
from simcorr.rules import agency as rules
from simcorr.rules.mathematics import whole_cents
from simcorr.rules.migrant import known_journeys, public_belief
from simcorr.world import keys
from simcorr.world.build import LEVER
from simcorr.world.codes import AFTER_ARRIVAL, NO_CASE, NOWHERE, Bribe, Inspection, Licence, Party, Status
from simcorr.world.measures import BY_CONTEXT as K, BY_CORRIDOR as C
from simcorr.world.trace import EventKind

RENEWAL, COMPLAINED = 1, 2
"""Why an agency is inspected, where it is not by chance."""


# --- licences and inspections ---------------------------------------------------------------------------------------


def open_agencies(m: Any) -> None:
    """Let all agencies hold a licence before the first week, of which a part of the term has passed."""
    for c in range(len(m.corridors)):
        corridor = m.corridors[c]
        corridor.licensed = corridor.n_agencies
        for number in range(corridor.n_agencies):
            index = corridor.first_agency + number
            agency = m.agencies[index]
            agency.start(index, 0, c)
            agency.take_licence(1 + draws.integer(agency.key, keys.TERM_LEFT, m.p.agencies.licence_weeks))
            agency.excess = agency.choose_excess()


def oversee(m: Any) -> None:
    """Grant, inspect and renew licences; then agencies hear who lost one, and choose anew what to charge."""
    gives_up = rules.turnover_probability(m.p.agencies.turnover_per_year)
    for index in range(len(m.agencies)):
        agency = m.agencies[index]
        key = draws.event(agency.key, keys.OVERSIGHT, m.week)
        if not agency.licensed:
            if agency.until <= m.week:
                _license(m, agency, not agency.reopens, Licence.GRANTED.value)
        elif draws.uniform(key, keys.GIVES_UP) < gives_up:
            _license(m, agency, True, Licence.HANDED_OVER.value)
        else:
            _may_inspect(m, agency, key)
    _hear_of_losses(m)
    for c in range(len(m.corridors)):
        m.corridors[c].licensed = 0
    for index in range(len(m.agencies)):
        agency = m.agencies[index]
        agency.excess = agency.choose_excess()
        m.corridors[agency.corridor].licensed += agency.licensed
    for c in range(len(m.corridors)):
        m.corridor_row(c)[C.agencies_licensed] = float(m.corridors[c].licensed)


def _license(m: Any, agency: Any, another: bool, what: int) -> None:
    """Give a licence for a whole term: to the firm that had lost it, or to another in its place."""
    if another:
        agency.start(agency.index, agency.generation + 1, agency.corridor)
    agency.take_licence(m.week + m.p.agencies.licence_weeks)
    _log_licence(m, agency, what)


def _log_licence(m: Any, agency: Any, what: int) -> None:
    owner, party = agency.owner_index, Party.OFFICIAL.value if agency.owner_index >= 0 else Party.NOBODY.value
    c, generation = agency.corridor, agency.generation
    m.log(EventKind.LICENCE, agency.index, what, generation, owner, c, NOWHERE, party=party, other=owner)


def _may_inspect(m: Any, agency: Any, key: int) -> None:
    """Inspect an agency if its licence ends, a worker has complained, or by chance; a breach may cost the licence.

    While nobody is on duty who could, a licence runs on and a complaint waits.
    """
    p, c = m.p.agencies, agency.corridor
    due = agency.until <= m.week
    chance = rules.inspection_probability(p.inspection_rate, m.lever(LEVER.agency_inspection_factor, c, 0))
    if not due and not agency.denounced and draws.uniform(key, keys.INSPECTED) >= chance:
        return
    index = m.licensing_official(c, key, keys.INSPECTOR, agency.owner())  # nobody inspects his own
    if index < 0:
        return
    official, why = m.officials[index], RENEWAL if due else COMPLAINED if agency.denounced else 0
    agency.denounced = 0
    result = _inspect(m, agency, official, key, due)
    _count_inspection(m, agency, official, why, result)
    closure = rules.closing_probability(p.closure, m.lever(LEVER.firm_liability, c, Context.RECRUITMENT.value))
    if result == Inspection.BREACH and draws.uniform(key, keys.WITHDRAWN) < closure:
        agency.lose_licence(m.week + p.closed_weeks, draws.uniform(key, keys.REOPENS) < p.reopening)
        m.corridor_row(c)[C.licences_lost] += 1.0
        _log_licence(m, agency, Licence.LOST.value)
    elif due:
        agency.take_licence(m.week + p.licence_weeks)
        _log_licence(m, agency, Licence.RENEWED.value)


def _inspect(m: Any, agency: Any, official: Any, key: int, due: bool) -> int:
    """Return what an inspection comes to: a favour to a colleague, nothing found, a bribe, or a breach."""
    p = m.p.agencies
    favour = rules.favour_probability(p.ownership_protection, m.lever(LEVER.ownership_declared, agency.corridor, 0))
    if agency.has_protector() and draws.uniform(key, keys.FAVOURED) < favour:
        return Inspection.FAVOUR.value
    if draws.uniform(key, keys.FOUND) >= rules.finding_probability(p.visibility, agency.excess):
        return Inspection.NOTHING.value
    price = whole_cents((p.licence_bribe_usd if due else p.inspection_bribe_usd) * 100.0)
    return Inspection.BRIBED.value if _buys(m, agency, official, key, price) else Inspection.BREACH.value


def _buys(m: Any, agency: Any, official: Any, key: int, price: int) -> bool:
    """Return whether an agency pays the official who has found a breach, and is taken up on it."""
    k = official.context
    offer, acceptance = m.contexts[k].pinned_offer, m.contexts[k].pinned_acceptance
    if offer < 0.0:
        offer = m.p.agencies.bribe_rate
    if price <= 0 or draws.uniform(key, keys.PAYS) >= offer:
        return False
    m.context_row(k)[K.offers] += 1.0
    if acceptance < 0.0:
        acceptance = official.acceptance_probability(price, official.starting_trust())
    c, kind, party, payer = official.corridor, Bribe.LICENCE.value, Party.RECRUITER.value, agency.index
    if draws.uniform(key, keys.TAKES) >= acceptance:
        m.log(EventKind.REFUSAL, official.index, k, kind, price, c, k, party=party, other=payer)
        return False
    m.context_row(k)[K.offers_accepted] += 1.0
    m.record_bribe(official, key, kind, price, party, payer, NO_CASE, -1)
    return True


def _count_inspection(m: Any, agency: Any, official: Any, why: int, result: int) -> None:
    c, k, row = agency.corridor, official.context, m.corridor_row(agency.corridor)
    row[C.agency_inspections] += 1.0
    if result == Inspection.FAVOUR:
        row[C.agency_favours] += 1.0
    elif result == Inspection.BRIBED:
        row[C.agency_bribes] += 1.0
    elif result == Inspection.BREACH:
        row[C.breaches_found] += 1.0
    index, excess, party = official.index, agency.excess, Party.OFFICIAL.value
    m.log(EventKind.INSPECTION, agency.index, result, why, excess, c, k, party=party, other=index)


def _hear_of_losses(m: Any) -> None:
    """Let agencies remember in how many weeks of overcharging they lost a licence, and hear of each other's."""
    p = m.p.smugglers
    keep, weight = math.exp(-p.belief_fade_per_week), p.case_hearsay
    for c in range(len(m.corridors)):
        m.corridors[c].heard_lost *= keep
        m.corridors[c].heard_exposed *= keep
    for index in range(len(m.agencies)):
        agency = m.agencies[index]
        agency.lost *= keep
        agency.exposed_weeks *= keep
        most, corridor = agency.most_excess(), m.corridors[agency.corridor]
        if most > 0.0 and (agency.licensed or agency.lost_this_week):
            exposed = agency.excess / most
            agency.lost += agency.lost_this_week
            agency.exposed_weeks += exposed
            corridor.heard_lost += weight * agency.lost_this_week
            corridor.heard_exposed += weight * exposed
        agency.lost_this_week = 0


# --- workers --------------------------------------------------------------------------------------------------------


def place(m: Any, migrant: Any) -> None:
    """Let a regular migrant be placed by one of the corridor's licensed agencies, if it has any."""
    corridor = m.corridors[migrant.corridor]
    if corridor.licensed == 0:
        return
    key = draws.event(migrant.attempt_key, keys.PLACEMENT)
    agency = _drawn_agency(m, corridor, key)
    misled = not agency.honest and not migrant.informed and draws.uniform(key, keys.MISLED) < m.p.agencies.deception
    migrant.be_placed(agency, misled)
    excess, c, fee = migrant.fee - corridor.regular_price, migrant.corridor, migrant.fee
    corridor.placed += 1.0
    corridor.excess_charged += excess
    row, counted = m.corridor_row(c), migrant.persons
    row[C.workers_placed] += counted
    row[C.agency_fees_usd] += fee / 100.0 * counted
    row[C.excess_fees_usd] += excess / 100.0 * counted
    index, party = agency.index, Party.RECRUITER.value
    m.log(EventKind.PLACEMENT, migrant.serial, index, int(misled), fee, c, NOWHERE, party=party, other=index)


def _drawn_agency(m: Any, corridor: Any, key: int) -> Any:
    """Return one of the licensed agencies of a corridor that has one, each as likely as the others."""
    left = draws.integer(key, keys.AGENCY_CHOSEN, corridor.licensed)
    index = corridor.first_agency
    while left > 0 or not m.agencies[index].licensed:
        left -= m.agencies[index].licensed
        index += 1
    return m.agencies[index]


def may_exploit_worker(m: Any, migrant: Any) -> None:
    """Let exploitation begin at the place of work to which a worker has come."""
    key = draws.event(migrant.attempt_key, keys.PLACEMENT)
    if draws.uniform(key, keys.HARMED_AT_WORK) >= migrant.exploitation_at_work():
        return
    c, operator, index, party = migrant.route, migrant.operator_index, migrant.placed_by.index, Party.RECRUITER.value
    row = m.corridor_row(c)
    row[C.exploited] += migrant.persons
    row[C.workers_exploited] += migrant.persons
    kind, stage = EventKind.EXPLOITATION, AFTER_ARRIVAL
    m.log(kind, migrant.serial, stage, c, operator, c, NOWHERE, party=party, other=index)
    migrant.status = Status.EXPLOITED
    migrant.due = m.week


def complain(m: Any, migrant: Any) -> None:
    """Let an identified worker name the agency; it will be inspected, unless another holds the licence by now."""
    agency = migrant.placed_by
    m.corridor_row(migrant.route)[C.agency_complaints] += 1.0
    if agency.generation == migrant.passed_by_generation and agency.licensed:
        agency.denounced = 1


def learn_of_fees(m: Any) -> None:
    """Update what is believed to be charged beyond the legal cost, corridor by corridor, by what was charged."""
    p, keep = m.p.migrants, math.exp(-m.p.migrants.belief_fade_per_week)
    for c in range(len(m.corridors)):
        corridor = m.corridors[c]
        if corridor.n_agencies == 0:
            continue
        known, n, weight = corridor.known_placed, corridor.placed, p.belief_prior_weight
        charged = corridor.excess_charged
        corridor.regular_excess = public_belief(corridor.regular_excess, known, 0.0, weight, keep, charged, n)
        corridor.known_placed = known_journeys(known, weight, keep, n)
        corridor.placed = 0.0
        corridor.excess_charged = 0.0

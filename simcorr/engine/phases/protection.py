"""Phase 7: exploitation may begin on the way or after it; victims meet service providers, authorities, or get away."""

from typing import Any

from simcorr import draws
from simcorr.contexts import Context
from simcorr.engine.phases.agencies import may_exploit_worker
from simcorr.engine.phases.authorities import meet_authority
from simcorr.engine.phases.journeys import end_smuggled_journey
from simcorr.engine.phases.victims import hear_victim, sell_silence
from simcorr.jit import one_if
from simcorr.rules.victim import contact_probability
from simcorr.world import keys
from simcorr.world.build import LEVER
from simcorr.world.codes import AFTER_ARRIVAL, NOWHERE, Finding, Party, Status
from simcorr.world.measures import BY_CORRIDOR as C
from simcorr.world.trace import EventKind

SERVICE = Context.SERVICE_PROVIDERS.value


def protect(m: Any) -> None:
    """Let exploitation begin where it does, then let victims be met, helped, sold out, punished or get away."""
    for index in range(len(m.migrants)):
        migrant = m.migrants[index]
        stage = migrant.passed_context
        if stage < 0:
            continue
        migrant.passed_context = -1
        if migrant.has_operator and _hazard(m, stage) > 0.0:
            _may_begin(m, migrant, stage, _hazard(m, stage))
        elif migrant.is_placed:
            may_exploit_worker(m, migrant)
    for index in range(len(m.migrants)):
        migrant = m.migrants[index]
        if migrant.status == Status.EXPLOITED and migrant.due < m.week:  # not those of this week
            _week_in_exploitation(m, migrant)


def _hazard(m: Any, stage: int) -> float:
    p = m.p.protection
    if stage == Context.RECRUITMENT:
        return float(p.hazard_recruitment)
    if stage == Context.TRANSPORTATION:
        return float(p.hazard_transit)
    if stage == Context.ACCOMMODATION:
        return float(p.hazard_accommodation)
    return float(p.hazard_arrival) if stage == AFTER_ARRIVAL else 0.0


def _may_begin(m: Any, migrant: Any, stage: int, hazard: float) -> None:
    key = draws.event(migrant.attempt_key, keys.STAGE, migrant.passed_stage)
    if draws.uniform(key, keys.HARMED) >= migrant.exploitation_probability(hazard):
        return
    c = migrant.route
    m.corridor_row(c)[C.exploited] += migrant.persons
    m.corridors[c].exploited += 1.0
    migrant.operator.victims += 1
    operator, k, party = migrant.operator_index, stage if stage < AFTER_ARRIVAL else NOWHERE, Party.OPERATOR.value
    m.log(EventKind.EXPLOITATION, migrant.serial, stage, c, operator, c, k, party=party, other=operator)
    if m.flags.decided_exploitation:
        income = migrant.exploitation_income()
        m.log(EventKind.PROCEEDS, migrant.serial, operator, c, income, c, k, party=party, other=operator)
    if migrant.status == Status.TRAVELLING:
        end_smuggled_journey(m, migrant, False)
    migrant.status = Status.EXPLOITED
    migrant.due = m.week


def _week_in_exploitation(m: Any, migrant: Any) -> None:
    p, c = m.p.protection, migrant.route
    m.corridors[c].victim_weeks += one_if(migrant.has_operator)
    if m.flags.decided_exploitation and migrant.has_operator:
        _pays(m, migrant)
    key = draws.event(migrant.attempt_key, keys.EXPLOITED_WEEK, m.week - migrant.due)
    support = m.lever(LEVER.support, c, 0)
    if draws.uniform(key, keys.CONTACTED) < contact_probability(p.contact_rate, support, migrant.confidence()):
        provider = m.someone_at(c, SERVICE, key, keys.PROVIDER)
        if provider >= 0 and _meets_provider(m, migrant, m.officials[provider], key, support):
            return
    if meet_authority(m, migrant):
        return
    if draws.uniform(key, keys.RELEASED) < 1.0 / migrant.undisturbed_weeks():
        m.log(EventKind.FREED, migrant.serial, c, m.week - migrant.due, 0, c, NOWHERE)
        migrant.leave()


def _pays(m: Any, migrant: Any) -> None:
    """Let the operator of the network keep what the week's work is worth."""
    income = migrant.exploitation_income()
    migrant.operator.exploitation_income += income
    m.corridor_row(migrant.route)[C.exploitation_usd] += income / 100.0 * m.corridors[migrant.corridor].weight


def _meets_provider(m: Any, migrant: Any, provider: Any, key: int, support: float) -> bool:
    """Return whether the victim is identified; silence may be bought instead."""
    p, c = m.p.protection, migrant.route
    if sell_silence(m, migrant, provider, key):
        _log_meeting(m, migrant, provider, Finding.SOLD_OUT)
        return False
    identification = p.identification + support * (1.0 - p.identification)
    if draws.uniform(key, keys.IDENTIFIED) >= identification:
        return False
    m.corridor_row(c)[C.identified] += migrant.persons
    m.corridors[c].identified += one_if(migrant.has_operator)
    _log_meeting(m, migrant, provider, Finding.IDENTIFIED)
    hear_victim(m, migrant, provider, key)
    migrant.leave()
    return True


def _log_meeting(m: Any, migrant: Any, provider: Any, finding: Finding) -> None:
    c, index, party = migrant.route, provider.index, Party.OFFICIAL.value
    kind, found = EventKind.IDENTIFICATION, finding.value
    m.log(kind, migrant.serial, c, found, index, c, SERVICE, party=party, other=index)

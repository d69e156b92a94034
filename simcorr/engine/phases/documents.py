"""Documents that were bought: how a party comes by one, what it is worth, and how it is exposed (phase 3)."""

from typing import Any

from simcorr import draws
from simcorr.contexts import Context
from simcorr.rules import document as rules
from simcorr.rules.mathematics import clip
from simcorr.world import keys
from simcorr.world.build import LEVER
from simcorr.world.codes import Document, Duty, Party, Source, Status
from simcorr.world.measures import BY_CORRIDOR as C
from simcorr.world.trace import EventKind

OFFICE = Context.DOCUMENTS.value
ISSUED, FORGED = Document.ISSUED.value, Document.FORGED.value


def stop_with_document(m: Any, official: Any, migrant: Any, stop: float) -> float:
    """Return the chance that an official stops a party without a deal, which is ``stop`` for one without a document.

    A pinned chance stays what it is, and at the documents office nothing that is carried is looked at.
    """
    if migrant.document == Document.NONE or not _is_control(m, official.context):
        return stop
    by_officer = rules.stop_by_officer(stop, _cover(m, migrant.document), m.contexts[official.context].documents_shown)
    return float(rules.stop_with_document(by_officer, chance_of_exposure(m, official, migrant)))


def chance_of_exposure(m: Any, official: Any, migrant: Any) -> float:
    """Return the chance that a check at an official's post exposes the party's document, if it carries one."""
    if migrant.document == Document.NONE or not _is_control(m, official.context):
        return 0.0
    checks, shown = official.lever(LEVER.document_checks), m.contexts[official.context].documents_shown
    return float(rules.exposure(checks, shown, _exposed(m, migrant.document)))


def _is_control(m: Any, context: int) -> bool:
    """Return whether a document that was bought can change who is stopped in a context."""
    return bool(context != OFFICE and m.contexts[context].pinned_interception < 0.0)


def _cover(m: Any, document: int) -> float:
    return float(m.p.documents.issued_cover if document == ISSUED else m.p.documents.forged_cover)


def _exposed(m: Any, document: int) -> float:
    return float(m.p.documents.issued_exposure if document == ISSUED else m.p.documents.forged_exposure)


def _can_obtain(m: Any, encounter: Any, migrant: Any) -> bool:
    """Return whether this is where a document is to be had, and the party is without one that is of use."""
    return bool(encounter.context == OFFICE and migrant.document == Document.NONE and m.documents_are_carried())


def worth_of_issue(m: Any, encounter: Any, migrant: Any) -> float:
    """Return what an issued document is worth to the operator of a party at the documents office, in cents.

    It is the stops that it spares on the rest of the way, as if nobody was paid there; less what a forger, who may be
    found, would do for the party.
    """
    if not _can_obtain(m, encounter, migrant):
        return 0.0
    cost = migrant.cost_of_a_stop()
    issued = rules.worth(_stops_spared(m, migrant, ISSUED), cost, 0.0)
    forged = _worth_of_forgery(m, migrant)
    return issued - m.p.documents.forger_access * forged if forged > 0.0 else issued


def _worth_of_forgery(m: Any, migrant: Any) -> float:
    spared, price = _stops_spared(m, migrant, FORGED), float(migrant.price_of_forgery())
    return float(rules.worth(spared, migrant.cost_of_a_stop(), price))


def _stops_spared(m: Any, migrant: Any, kind: int) -> float:
    """Return how many stops a document is expected to spare on the stages to come, by contexts' usual controls."""
    corridor, spared, cover, exposed = m.corridors[migrant.route], 0.0, _cover(m, kind), _exposed(m, kind)
    for stage in range(migrant.stage + 1, corridor.n_stages):
        here = m.stages[corridor.first_stage + stage]
        if not _is_control(m, here.context):
            continue
        context = m.contexts[here.context]
        stop = clip(context.interception_rate, 0.0, 1.0)
        checks = m.lever(LEVER.document_checks, migrant.route, here.context)
        by_officer = rules.stop_by_officer(stop, cover, context.documents_shown)
        exposure = rules.exposure(checks, context.documents_shown, exposed)
        spared += here.need * (stop - rules.stop_with_document(by_officer, exposure))
    return float(spared)


def obtain(m: Any, encounter: Any, migrant: Any) -> None:
    """Leave the documents office with what was issued for a bribe, or go on to a forger."""
    if migrant.status != Status.TRAVELLING or not _can_obtain(m, encounter, migrant):
        return
    if encounter.dealt:
        official = m.officials[encounter.official_index]
        migrant.take_document(official)
        m.corridor_row(migrant.route)[C.documents_issued] += migrant.persons
        _log_document(m, migrant, official.index, 0)
    elif migrant.has_operator:
        _ask_forger(m, encounter, migrant)


def _ask_forger(m: Any, encounter: Any, migrant: Any) -> None:
    """Buy a forged document, if a forger is found and it is worth its price; forgers are nobody's officials."""
    if draws.uniform(encounter.key, keys.FORGER) >= m.p.documents.forger_access:
        return
    if _worth_of_forgery(m, migrant) <= 0.0:
        return
    migrant.document = FORGED
    m.corridor_row(migrant.route)[C.documents_forged] += migrant.persons
    _log_document(m, migrant, -1, migrant.price_of_forgery())


def _log_document(m: Any, migrant: Any, official: int, price: int) -> None:
    c, k = migrant.route, OFFICE
    party = Party.OFFICIAL.value if official >= 0 else Party.NOBODY.value
    m.log(EventKind.DOCUMENT, migrant.serial, migrant.document, c, price, c, k, party=party, other=official)


def expose_document(m: Any, encounter: Any, migrant: Any) -> None:
    """Keep that a check has exposed the document of a stopped party; it may be asked who issued it."""
    if not encounter.exposed:
        return
    c, k = migrant.route, encounter.context
    m.corridor_row(c)[C.documents_exposed] += migrant.persons
    asked = _asks_issuer(m, encounter, migrant)
    party = Party.OFFICIAL.value if asked else Party.NOBODY.value
    issuer = migrant.issuer if asked else -1
    m.log(EventKind.EXPOSURE, migrant.serial, migrant.document, c, 0, c, k, party=party, other=issuer)


def _asks_issuer(m: Any, encounter: Any, migrant: Any) -> bool:
    """Return whether the official who issued a document is asked about it: the same person, and still there."""
    if migrant.document != ISSUED:
        return False
    official = m.officials[migrant.issuer]
    if official.status == Duty.LEFT or not migrant.was_issued_by(official):
        return False
    c, k = official.corridor, official.context
    if draws.uniform(encounter.key, keys.TRACED) >= m.lever(LEVER.document_tracing, c, k):
        return False
    m.corridor_row(migrant.route)[C.issuers_asked] += 1.0
    key = draws.event(encounter.key, keys.ISSUE, 0)
    m.inquiries.add().name(official, official, key, Source.INQUIRY.value, m.p.reporting.evidence_inquiry)
    return True

"""Documents that were bought: who carries one, who is stopped with it, and who is asked about it."""

from collections.abc import Iterator
from itertools import product

import numpy as np

from simcorr.scenario import Scenario
from simcorr.validation.closed_forms.bench import Bench
from simcorr.validation.closed_forms.finding import ClosedForm, Finding, exact, share
from simcorr.validation.closed_forms.worlds import pinned, quiet, route
from simcorr.world.codes import Document
from simcorr.world.trace import EventKind

OFFICE, BORDER = "documents", "border_crossings"
RATE, SHOWN, TRACING = 0.3, 0.6, 0.4
CHECKS, STRICT = 0.15, 0.5
"""Shares of checks at which a forged document is still worth having, and at which it does more harm than good."""
ACCEPTED, ACCESS = 0.6, 0.5
COVER = {Document.ISSUED: 0.8, Document.FORGED: 0.5}
EXPOSURE = {Document.ISSUED: 0.3, Document.FORGED: 0.9}
WORDS = {Document.NONE: "no document", Document.ISSUED: "an issued document", Document.FORGED: "a forged document"}


def chance_of_a_stop(document: Document, checks: float) -> float:
    """Return the chance that a party with a document, or without, is stopped at the border."""
    if document == Document.NONE:
        return RATE
    by_officer = RATE * (1.0 - COVER[document] * SHOWN)
    return 1.0 - (1.0 - by_officer) * (1.0 - chance_of_exposure(document, checks))


def chance_of_exposure(document: Document, checks: float) -> float:
    """Return the chance that a check exposes the document of a party at the border."""
    return checks * SHOWN * EXPOSURE[document] if document in EXPOSURE else 0.0


def _world(checks: float) -> Scenario:
    """Return a world of a documents office whose officials accept a share of all offers, and of a border."""
    both = {
        f"contexts.{name}.{field}": value
        for name, (field, value) in product((OFFICE, BORDER), (("interception_rate", RATE), ("documents_shown", SHOWN)))
    }
    return quiet(
        route("route", [OFFICE, BORDER], [(OFFICE, 4), (BORDER, 4)], 1200.0),
        pins=pinned(
            documents={"offer": 1.0, "acceptance": ACCEPTED, "interception": 0.0, "detection": 0.0},
            border_crossings={"offer": 0.0, "acceptance": 0.0, "detection": 0.0},
        ),
        changes={
            **both,
            "officials.experience_floor": 1.0,
            "smugglers.arrest_cost_usd": 10_000.0,
            "justice.document_checks": checks,
            "documents.issued_cover": COVER[Document.ISSUED],
            "documents.forged_cover": COVER[Document.FORGED],
            "documents.issued_exposure": EXPOSURE[Document.ISSUED],
            "documents.forged_exposure": EXPOSURE[Document.FORGED],
            "documents.forger_access": ACCESS,
            "documents.forger_price_usd": 0.0,
            "documents.tracing": TRACING,
        },
        weeks=60,
    )


def _stops(bench: Bench) -> Iterator[Finding]:
    """Let documents be checked against records or not."""
    carried = {
        Document.ISSUED: ACCEPTED,
        Document.FORGED: (1.0 - ACCEPTED) * ACCESS,
        Document.NONE: (1.0 - ACCEPTED) * (1.0 - ACCESS),
    }
    for number, checks in enumerate((CHECKS, 0.0, STRICT)):
        seen = bench.run(_world(checks), seed=number, events=True)
        got, met = seen.events(EventKind.DOCUMENT), seen.events(EventKind.ENCOUNTER)
        who = met.subject[met.context == 2]
        kind = dict(zip(got.subject.tolist(), got.a.tolist(), strict=True))
        carries = np.array([kind.get(one, 0) for one in who.tolist()])
        stopped = np.isin(who, seen.events(EventKind.INTERCEPTION).subject)
        exposed = seen.events(EventKind.EXPOSURE)
        found = np.isin(who, exposed.subject)
        if checks == STRICT:
            yield exact("forged documents where checks expose half", 0.0, (carries == Document.FORGED).sum())
            continue
        for document, expected in carried.items():
            ours, words = carries == document, f"{WORDS[document]}, checks {checks:g}"
            yield share(f"share with {words}", expected, ours.sum(), len(who))
            if not ours.any():
                continue
            chance = chance_of_a_stop(document, checks)
            yield share(f"stopped with {words}", chance, (stopped & ours).sum(), ours.sum())
            chance = chance_of_exposure(document, checks)
            if chance > 0.0:
                yield share(f"exposed with {words}", chance, (found & ours).sum(), ours.sum())
        issued = exposed.a == Document.ISSUED
        if issued.any():
            asked = (exposed.other[issued] >= 0).sum()
            yield share("issuers asked after an exposure", TRACING, asked, issued.sum())


CASES = (
    ClosedForm(
        "documents that were bought",
        "A document lowers the chance to be stopped where it is shown and is not exposed; checks against records stop "
        "those alone who carry one. Where they expose so many that forgeries are no gain, nobody has one made.",
        "P(stop) = 1 - (1 - i (1 - c s)) (1 - x s e), and P(exposed) = x s e",
        "an office whose officials accept a share of all offers, forgers who are found by half of the others, and a "
        "border without bribes that stops with chance i; documents decide a share s of controls, cover c of stops, and "
        "a check x exposes them with chance e",
        "conditional probability",
        _stops,
    ),
)

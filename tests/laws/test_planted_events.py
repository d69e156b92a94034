"""The laws notice an event that is lost or changed, and say which of them it breaks."""

import pytest

from simcorr.contexts import Context
from simcorr.world import EventKind
from simcorr.world.codes import (
    Bribe,
    Channel,
    Departure,
    Discharge,
    Document,
    Finding,
    Inspection,
    Licence,
    Opening,
    Party,
    Source,
    Stage,
    Verdict,
)
from tests.laws.checker import Checker
from tests.laws.planted import AGENCY, BUSY, CARRIED, DECIDED, HELD, MET, PLACED, SUPERVISORS, first, watched
from tests.laws.view import ENGINES
from tests.recount.chosen import WORLDS


def lost(event):
    return []


def twice(event):
    return [event, event]


def of(kind, **values):
    return lambda event: event.kind == kind and all(getattr(event, name) == value for name, value in values.items())


def into(**values):
    return lambda event: [event._replace(**values)]


def of_clients(which):
    """Return what fits where an event fits, and is one of somebody's client."""
    clients = set()

    def fits(event):
        if event.kind == EventKind.CLIENT:
            clients.add(event.subject)
        return which(event) and event.subject in clients

    return fits


def of_those_alone(which):
    """Return what fits where an event fits, and is one of somebody who travels alone."""
    alone = set()

    def fits(event):
        if event.kind == EventKind.CHANNEL and event.b == Channel.ALONE:
            alone.add(event.subject)
        return which(event) and event.subject in alone

    return fits


LOST = {
    EventKind.CHANNEL: "Persons",
    EventKind.CLIENT: "Persons",
    EventKind.RETAINER: "Payments",
    EventKind.ENCOUNTER: "Payments",
    EventKind.BRIBE: "Incomes",
    EventKind.INTERCEPTION: "Persons",
    EventKind.ARRIVAL: "Persons",
    EventKind.CASE: "Files",
    EventKind.SETTLEMENT: "Files",
    EventKind.DISPOSAL: "Files",
    EventKind.SMUGGLER_CASE: "Files",
    EventKind.VERDICT: "Files",
    EventKind.MOVE: "Duties",
    EventKind.LEAVE: "Consequences",
    EventKind.HIRE: "Duties",
    EventKind.EXPLOITATION: "Persons",
    EventKind.IDENTIFICATION: "Persons",
    EventKind.CUT: "Incomes",
    EventKind.FOLLOW_UP: "Desks",
    EventKind.FREED: "Persons",
    EventKind.BACK: "Duties",
    EventKind.OFFICE: "Consequences",
    EventKind.DEBT: "Debts",
    EventKind.REPORT: "Signals",
    EventKind.DETECTION: "Allegations",
    EventKind.AGENCY: "Allegations",
    EventKind.PROCEEDS: "Exploiters",
    EventKind.OTHER_FILES: "Queues",
    EventKind.OTHER_FILES_DONE: "Queues",
    EventKind.MEETING: "Victims",
    EventKind.DOCUMENT: "Documents",
    EventKind.LICENCE: "Agencies",
    EventKind.INSPECTION: "Agencies",
    EventKind.PLACEMENT: "PublicBeliefs",
    EventKind.TESTIMONY: "Agencies",
    EventKind.DETENTION: "Custody",
    EventKind.DISCHARGE: "Custody",
}
FITTING = {
    EventKind.RETAINER: {"b": 1},
    EventKind.ENCOUNTER: {"b": 1},
    EventKind.LEAVE: {"b": Departure.CONVICTED},
    EventKind.IDENTIFICATION: {"b": Finding.IDENTIFIED},
    EventKind.MEETING: {"b": Finding.PUNISHED},
    EventKind.LICENCE: {"a": Licence.LOST},
    EventKind.INSPECTION: {"a": Inspection.BREACH},
    EventKind.TESTIMONY: {"a": 0},
}
"""Kinds of events without which a law must be broken, and which of them is lost where it is not the first."""
RARE = {
    EventKind.AGENCY: AGENCY,
    EventKind.PROCEEDS: DECIDED,
    EventKind.OTHER_FILES: BUSY,
    EventKind.OTHER_FILES_DONE: BUSY,
    EventKind.MEETING: MET,
    EventKind.DOCUMENT: CARRIED,
    EventKind.LICENCE: PLACED,
    EventKind.INSPECTION: PLACED,
    EventKind.PLACEMENT: PLACED,
    EventKind.TESTIMONY: PLACED,
    EventKind.DETENTION: HELD,
    EventKind.DISCHARGE: HELD,
}
"""Where they happen, if not where most of the others do."""


@pytest.mark.parametrize("kind", LOST, ids=lambda kind: kind.name)
def test_a_lost_event_breaks_a_law(kind):
    world = RARE.get(kind, SUPERVISORS)
    found = watched(world, first(of(kind, **FITTING.get(kind, {})), lost))
    assert any(f": {LOST[kind]}: " in words for words in found), found


CHANGED = {
    "a bribe of another price": (
        of(EventKind.BRIBE, b=Bribe.OFFERED),
        lambda event: [event._replace(value=event.value + 1.0)],
        "Payments: not what was agreed on",
    ),
    "a bribe that somebody else paid": (
        of(EventKind.BRIBE, b=Bribe.OFFERED, party=Party.OPERATOR),
        lambda event: [event._replace(other=event.other + 1)],
        "Payments: paid by somebody else",
    ),
    "justice paid by a migrant": (
        of(EventKind.BRIBE, b=Bribe.JUSTICE),
        into(party=Party.MIGRANT),
        "Payments: paid by whom it is no business of",
    ),
    "a share of another size": (of(EventKind.CUT), into(value=1.0), "Incomes: not the share"),
    "a case that ends twice": (of(EventKind.VERDICT, b=Verdict.DROPPED), twice, "Files: a case ends twice"),
    "a verdict that nobody bought": (
        of(EventKind.VERDICT, b=Verdict.DROPPED),
        into(b=Verdict.BOUGHT),
        "Payments: a verdict that was bought without payment",
    ),
    "a conviction without a trial": (
        of(EventKind.VERDICT, b=Verdict.DROPPED, value=Stage.INVESTIGATION),
        into(b=Verdict.CONVICTED),
        "Files: convicted without a trial",
    ),
    "a migrant who arrives twice": (of(EventKind.ARRIVAL), twice, "Persons: who arrives was not under way"),
    "a party that is met again and again": (
        of(EventKind.ENCOUNTER, b=0),
        lambda event: 9 * [event],
        "Persons: more than ",
    ),
    "a retainer after the week's reports": (
        of(EventKind.REPORT),
        lambda event: [event, event._replace(kind=EventKind.RETAINER, subject=0, a=0, b=0, value=0.0)],
        "Order: an event of phase 2 after phase 4",
    ),
    "a party that is met twice in a week": (
        of(EventKind.ENCOUNTER, b=Opening.NOBODY, context=Context.BORDER_CROSSINGS),
        twice,
        "Delays: a stage took less than its time",
    ),
    "an official who meets a party while suspended": (
        of(EventKind.ENCOUNTER),
        lambda event: [event._replace(kind=EventKind.DISPOSAL, subject=event.other, a=0, b=3), event],
        "Absence: who meets a party is not on duty",
    ),
    "an official who takes a bribe after he has left": (
        of(EventKind.BRIBE),
        lambda event: [event._replace(kind=EventKind.LEAVE, a=event.subject, b=0), event],
        "Absence: who takes a bribe is not on duty",
    ),
    "an official who meets a party elsewhere": (
        of(EventKind.ENCOUNTER, corridor=0),
        into(corridor=1),
        "Absence: who meets a party works elsewhere",
    ),
    "a settlement with a suspended supervisor": (
        of(EventKind.SETTLEMENT),
        lambda event: [event._replace(kind=EventKind.DISPOSAL, subject=event.a, a=event.b, b=3), event],
        "Absence: a settlement with somebody who is not there",
    ),
    "a settlement with somebody else's superior": (
        of(EventKind.SETTLEMENT),
        lambda event: [event._replace(a=event.a + 1)],
        "Absence: a settlement with another's superior",
    ),
    "an official named falsely who is away": (
        of(EventKind.REPORT, b=Source.FALSE),
        lambda event: [event._replace(kind=EventKind.DISPOSAL, a=0, b=3), event],
        "Absence: who is named falsely is not on duty",
    ),
    "a report of what has not happened": (
        of(EventKind.REPORT, b=Source.AUDIT),
        lambda event: [event._replace(subject=(event.subject + 1) % 5)],
        "Exposures: what is reported has not happened",
    ),
    "evidence from nowhere": (of(EventKind.REPORT), into(value=0.123), "Exposures: not the evidence of "),
    "somebody who reports himself": (
        of(EventKind.REPORT, party=Party.OFFICIAL),
        lambda event: [event._replace(other=event.subject)],
        "Exposures: somebody reports himself",
    ),
    "a report of nobody's": (
        of(EventKind.REPORT, party=Party.OFFICIAL),
        into(party=Party.NOBODY),
        "Exposures: a colleague who is nobody",
    ),
    "a migrant who was not there": (
        of(EventKind.REPORT, party=Party.MIGRANT),
        into(other=10**6),
        "Exposures: a migrant reports whom his party has not paid",
    ),
    "a decision on another report": (
        of(EventKind.DETECTION),
        into(value=0.123),
        "Allegations: decided on what nobody has followed up",
    ),
    "a case that is followed up twice": (of(EventKind.FOLLOW_UP), twice, "Allegations: followed up without a report"),
    "another supervisor in the dock": (
        of(EventKind.CASE, a=1),
        lambda event: [event._replace(subject=event.subject + 1)],
        "Implications: a supervisor stands accused, and nothing points at him",
    ),
    "a leaver after the hiring": (
        of(EventKind.HIRE),
        lambda event: [event, event._replace(kind=EventKind.LEAVE, a=event.a, b=Departure.TURNOVER)],
        "Order: step 5 of phase 6 after step 6",
    ),
    "an official who is hired twice": (of(EventKind.HIRE), twice, "Duties: hired for a place that is not vacant"),
    "an official who moves from where he is not": (
        of(EventKind.MOVE),
        lambda event: [event._replace(a=event.a + 1)],
        "Duties: moves from where he is not",
    ),
}


@pytest.mark.parametrize("name", CHANGED)
def test_a_changed_event_is_named(name):
    which, do, named = CHANGED[name]
    found = watched("Eventful", first(which, do))
    assert any(named in words for words in found), found


NOTHING_TAKEN, NO_OFFER, ALL_AT_ONE = "Pinned at 0: acceptance", "Pinned at 0: offer", "Pinned at 1: everything"
PINNED = {
    "a bribe where none is accepted": (
        NOTHING_TAKEN,
        first(
            of(EventKind.ENCOUNTER, b=Opening.OFFERED),
            lambda event: [event, event._replace(kind=EventKind.BRIBE, b=Bribe.OFFERED)],
        ),
        "a bribe is taken where none is accepted",
    ),
    "an offer where none is made": (
        NO_OFFER,
        first(of(EventKind.ENCOUNTER, b=Opening.NOBODY), into(b=Opening.OFFERED)),
        "an offer where none is made",
    ),
    "a bribe that is not paid": (
        ALL_AT_ONE,
        first(of(EventKind.BRIBE, b=Bribe.OFFERED), lost),
        "refused where all is accepted",
    ),
    "a refusal": (
        ALL_AT_ONE,
        first(of(EventKind.BRIBE, b=Bribe.JUSTICE), into(kind=EventKind.REFUSAL)),
        "refused where all is accepted",
    ),
    "parties that pass": (
        "Pinned at 1: interception",
        lambda events: [event for event in events if event.kind != EventKind.INTERCEPTION],
        "let pass where all are stopped",
    ),
    "a party that is stopped": (
        "Pinned at 0: interception",
        first(
            of_clients(of(EventKind.ENCOUNTER, b=Opening.NOBODY)),
            lambda event: [event, event._replace(kind=EventKind.INTERCEPTION)],
        ),
        "stopped where all may pass",
    ),
    "a colleague who speaks": (
        "Pinned at 1: detection",
        first(of(EventKind.REPORT, b=Source.AUDIT), into(b=Source.COLLEAGUE)),
        "reported where audits find it all",
    ),
    "something that is found": (
        "Pinned at 0: detection",
        first(of(EventKind.REPORT, b=Source.FALSE), into(b=Source.AUDIT)),
        "found where nothing is",
    ),
}


def _more(number):
    return lambda event: [event._replace(value=event.value + number)]


ELSEWHERE = {
    "more other work than time": (
        "More other work than time",
        first(of(EventKind.OTHER_FILES_DONE, a=Stage.INVESTIGATION), _more(1.0)),
        "Courts: investigation: ",
    ),
    "other work done that nobody had": (
        BUSY,
        first(of(EventKind.OTHER_FILES_DONE), _more(1e6)),
        "Queues: more other work is served than waits",
    ),
    "other work that nobody has drawn": (
        BUSY,
        first(of(EventKind.OTHER_FILES), _more(1.0)),
        "files of other work came in, of",
    ),
    "a dossier of another strength": (
        AGENCY,
        first(of(EventKind.AGENCY), into(value=0.999)),
        "Allegations: a dossier grows without a report, or by another strength",
    ),
    "an inquiry into somebody else": (
        "Every case leads to an inquiry",
        first(of(EventKind.INQUIRY), lambda event: [event._replace(subject=event.subject - 1)]),
        "Allegations: an inquiry into somebody who let nobody pass",
    ),
    "an inquiry about another operator": (
        "Every case leads to an inquiry",
        first(of(EventKind.INQUIRY), lambda event: [event._replace(b=event.b + 1)]),
        "Allegations: an inquiry about a party of another operator",
    ),
    "a document that nobody issued": (
        CARRIED,
        first(of(EventKind.DOCUMENT, a=Document.ISSUED), into(other=-1)),
        "Documents: a document issued for nothing",
    ),
    "a forger with another price": (
        CARRIED,
        first(of(EventKind.DOCUMENT, a=Document.FORGED), _more(1.0)),
        "Documents: a forger who asks another price",
    ),
    "a forgery taken for genuine": (
        CARRIED,
        first(of(EventKind.EXPOSURE, a=Document.FORGED), into(a=Document.ISSUED)),
        "Documents: a document is exposed that nobody carries",
    ),
    "an exposure of who was not stopped": (
        CARRIED,
        first(of(EventKind.EXPOSURE), twice),
        "Documents: a document is exposed of who was not stopped just before",
    ),
    "an issuer who is not asked": (
        CARRIED,
        lambda events: [event._replace(other=-1) if event.kind == EventKind.EXPOSURE else event for event in events],
        "Allegations: decided on what nobody has followed up, or twice",
    ),
    "a worker who pays another fee": (
        PLACED,
        first(lambda event: event.kind == EventKind.PLACEMENT and event.week > 0, into(value=1.0)),
        "Agencies: a fee other than",
    ),
    "a licence that is lost without a breach": (
        PLACED,
        first(of(EventKind.INSPECTION, a=Inspection.BREACH), into(a=Inspection.NOTHING)),
        "Agencies: a licence is lost without a breach",
    ),
    "a bribe for a report that is written": (
        PLACED,
        first(of(EventKind.INSPECTION, a=Inspection.BRIBED), into(a=Inspection.BREACH)),
        "Payments: a breach left out for nothing, or paid for in vain",
    ),
    "a worker placed without a licence": (
        PLACED,
        first(of(EventKind.LICENCE, a=Licence.GRANTED), lost),
        "Agencies: ",
    ),
    "a debt to another agency": (
        PLACED,
        first(of(EventKind.DEBT, party=Party.RECRUITER), lambda event: [event._replace(other=event.other + 1)]),
        "Agencies: a worker owes another than the agency",
    ),
    "testimony of who was not identified": (
        PLACED,
        first(of(EventKind.TESTIMONY), lambda event: [event._replace(subject=event.subject + 1)]),
        "Victims: testimony of who was not identified just before",
    ),
    "a party that leaves custody twice": (
        HELD,
        first(of(EventKind.DISCHARGE), twice),
        "Custody: who leaves custody is not there",
    ),
    "a party returned before its time": (
        HELD,
        first(of(EventKind.DISCHARGE, b=Discharge.RELEASED), into(b=Discharge.SERVED)),
        "Custody: ",
    ),
    "a party that is met in custody": (
        HELD,
        first(of(EventKind.DETENTION), lambda event: [event, event._replace(kind=EventKind.ENCOUNTER, b=0, value=0.0)]),
        "Custody: somebody acts who is in custody",
    ),
    "a release at another price": (
        HELD,
        first(of(EventKind.BRIBE, b=Bribe.RELEASE), _more(500.0)),
        "Custody: not the price",
    ),
    "a release that nobody pays for": (
        HELD,
        first(of(EventKind.BRIBE, b=Bribe.RELEASE), lost),
        "Payments: a ",
    ),
    "a victim who is punished twice": (
        MET,
        first(of(EventKind.MEETING, b=Finding.PUNISHED), twice),
        "Victims: an authority meets who is not there",
    ),
    "a victim recognised whose silence was bought": (
        MET,
        first(of(EventKind.MEETING, b=Finding.SOLD_OUT), into(b=Finding.IDENTIFIED)),
        "Victims: met and bought, and yet recognised or punished",
    ),
    "a victim punished who was left": (
        MET,
        first(of(EventKind.MEETING, b=Finding.LEFT), into(b=Finding.PUNISHED)),
        "Victims: who is in exploitation",
    ),
    "a victim left who was punished": (
        MET,
        first(of(EventKind.MEETING, b=Finding.PUNISHED), into(b=Finding.LEFT)),
        "Victims: punishment, as victims believe",
    ),
    "a meeting with nobody in charge of it": (
        MET,
        first(of(EventKind.MEETING), into(context=Context.SERVICE_PROVIDERS)),
        "Victims: victims are met by another than an authority",
    ),
    "a service provider who punishes": (
        MET,
        first(of(EventKind.IDENTIFICATION), into(b=Finding.PUNISHED)),
        "Victims: no business of a service provider",
    ),
    "an authority who meets a victim elsewhere": (
        MET,
        first(of(EventKind.MEETING, corridor=0), into(corridor=1)),
        "Absence: who meets a victim works elsewhere",
    ),
    "a meeting where authorities meet nobody": (
        "Eventful",
        first(
            of(EventKind.IDENTIFICATION, b=Finding.IDENTIFIED),
            lambda event: [event._replace(kind=EventKind.MEETING), event],
        ),
        "Victims: an authority meets victims where none does",
    ),
    "exploitation that ends twice": (
        MET,
        first(of(EventKind.FREED), twice),
        "Victims: exploitation ends where there is none",
    ),
    "a party screened that nobody has stopped": (
        MET,
        first(of(EventKind.SCREENING), twice),
        "Screenings: screened who was not stopped just before",
    ),
    "a party screened without an operator": (
        MET,
        first(
            of_those_alone(of(EventKind.INTERCEPTION)),
            lambda event: [event, event._replace(kind=EventKind.SCREENING, a=event.corridor, b=0, value=event.other)],
        ),
        "Screenings: a victim of trafficking without an operator",
    ),
    "victims who are stopped and not screened": (
        MET,
        lambda events: [event for event in events if event.kind != EventKind.SCREENING],
        "Screenings: victims of trafficking are stopped and not screened",
    ),
    "a party recognised that sets out again": (
        MET,
        first(of(EventKind.SCREENING, b=0), into(b=1)),
        "Persons: who is followed",
    ),
    "more lent than anybody lends": (
        "The regular channel on credit",
        first(of(EventKind.DEBT, other=-1), into(value=1e9)),
        "Debts: more is owed than anybody lends",
    ),
}


@pytest.mark.parametrize("name", ELSEWHERE)
def test_a_changed_event_of_a_rarer_kind_is_named(name):
    world, change, named = ELSEWHERE[name]
    found = watched(world, change)
    assert any(named in words for words in found), found


@pytest.mark.parametrize("name", PINNED)
def test_what_is_pinned_never_happens_or_always(name):
    world, change, named = PINNED[name]
    found = watched(world, change)
    assert any(f": Pins: {named}" in words for words in found), found


def _others_last(events):
    """Let files of other work be dealt with after those of the model, in the log alone."""
    return sorted(events, key=lambda event: event.kind == EventKind.OTHER_FILES_DONE)


def _others_first(events):
    """Let twice as many files of other work be dealt with, in the log alone."""
    more = of(EventKind.OTHER_FILES_DONE, a=Stage.INVESTIGATION)
    return [event._replace(value=2.0 * event.value) if more(event) else event for event in events]


@pytest.mark.parametrize(
    ("name", "change", "named"),
    [
        (BUSY, _others_last, "Queues: served before others that came earlier"),
        (
            "More other work than time",
            _others_first,
            "Queues: investigation: other work that came later was served first",
        ),
    ],
)
def test_nobody_overtakes_in_a_queue(name, change, named):
    checker, said = Checker(world := WORLDS[name]()), []
    for state in ENGINES["mesa"](world):
        said += checker.week(state, change(state.new_events()))
    assert any(named in words for words in said)


def test_who_is_in_prison_takes_no_client():
    """An operator is convicted in the log alone: his next client comes from prison."""

    def convict(client):
        operator = {"subject": client.other, "a": 0, "b": Verdict.CONVICTED}
        return [client, client._replace(kind=EventKind.VERDICT, **operator)]

    checker, said = Checker(world := WORLDS["Eventful"]()), []
    change = first(of(EventKind.CLIENT), convict)
    for state in ENGINES["mesa"](world):
        said += checker.week(state, change(state.new_events()))
    assert any("Absence: a client is taken on from prison" in words for words in said)


def test_who_refuses_to_pay_is_kept_for_a_week():
    """Those of whom nobody asked anything have refused, in the log alone: then they went on too soon."""
    asked_nothing = of(EventKind.ENCOUNTER, b=Opening.NOBODY, context=Context.BORDER_CROSSINGS)
    checker, said = Checker(world := WORLDS["Eventful"]()), []
    for state in ENGINES["mesa"](world):
        events = state.new_events()
        said += checker.week(state, [e._replace(b=Opening.DEMANDED) if asked_nothing(e) else e for e in events])
    assert any("Delays: a stage took less than its time" in words for words in said)

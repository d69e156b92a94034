"""Documents that were bought stand in for bribes at controls, and checks against records stop those who carry one."""

from types import SimpleNamespace

import numpy as np
import pytest

import simcorr as sc
from simcorr.contexts import Context
from simcorr.engine import simulate
from simcorr.engine.mesa import CorruptionModel
from simcorr.engine.phases.documents import worth_of_issue
from simcorr.jit import JIT_AVAILABLE
from simcorr.world import EventKind, build
from simcorr.world.codes import Document, Status
from simcorr.world.measures import BY_CONTEXT as K, BY_CORRIDOR as C
from tests.agreement.scenarios import FOLDER
from tests.laws.checker import broken

SEEDS = range(10)
OFFICE_STAGE = 1
CARRIED = {"documents.issued_cover": 0.8, "documents.forged_cover": 0.5}
AIRPORTS = "contexts.airports.documents_shown"


def hall(**changes):
    """Return the airport over four years and a half."""
    scenario = sc.load_scenario(FOLDER / "airport_hub.toml")
    return scenario.with_changes({"burn_in_weeks": 30, "window_weeks": 200, **changes})


def runs(scenario, measures=()):
    return [simulate(build(scenario, measures, seed), events=True) for seed in SEEDS]


def differences(before, after, column):
    """Return the differences pair by pair, and their 95 % interval."""
    pairs = np.array([column(b) - column(a) for a, b in zip(before, after, strict=True)])
    half = 2.262 * pairs.std(ddof=1) / np.sqrt(len(pairs))
    return pairs.mean(), pairs.mean() - half, pairs.mean() + half


def bribed(context):
    """Return what tells the share of encounters in a context at which a bribe is paid."""
    return lambda trace: trace.context[:, context, K.bribes].sum() / trace.context[:, context, K.encounters].sum()


def total(trace, column):
    return trace.corridor[..., column].sum()


def cases_at_the_office(trace):
    return trace.context[:, Context.DOCUMENTS, K.cases_opened].sum()


@pytest.fixture(scope="module")
def without():
    return runs(hall())


@pytest.fixture(scope="module")
def carried():
    return runs(hall(**CARRIED))


def test_bribes_move_from_the_control_to_the_office(without, carried):
    assert differences(without, carried, bribed(Context.DOCUMENTS))[1] > 0.0
    assert differences(without, carried, bribed(Context.AIRPORTS))[2] < 0.0


def test_forgers_are_asked_by_those_alone_who_were_issued_nothing(carried):
    for trace in carried:
        events = trace.events
        got = events["kind"] == EventKind.DOCUMENT
        forged = got & (events["a"] == Document.FORGED)
        assert forged.any()
        assert (events["other"][forged] == -1).all()
        assert (events["value"][forged] == 2 * 150_00.0).all()
        assert (events["value"][got & ~forged] == 0.0).all()
    nobody = runs(hall(**CARRIED, **{"documents.forger_access": 0.0}))
    dear = runs(hall(**CARRIED, **{"documents.forger_price_usd": 20_000.0}))
    assert all(total(trace, C.documents_forged) == 0.0 for trace in (*nobody, *dear))


def test_checks_stop_those_alone_who_carry_a_document():
    """Where nothing else differs, the same parties without a document are stopped, whatever is checked."""
    still = {
        **CARRIED,
        "contexts.documents.documents_shown": 0.0,  # at the office a check concerns all
        "pins.documents.offer": 0.5,
        "pins.documents.acceptance": 1.0,
        "pins.airports.offer": 0.0,
        "switches.migrant_choice": False,
        "switches.demands": False,
        "migrants.retry_probability": 0.0,
        "officials.turnover_per_year": 0.0,
        "smugglers.capacity_parties": 1000,
        "officials.experience_floor": 1.0,
        "documents.forger_access": 0.0,
        "justice.opening_probability": 0.0,
        "reporting.false_reports_per_official_year": 0.0,
        **{f"pins.{name}.offer": 0.0 for name in ("recruitment", "accommodation")},
        **{f"pins.{context.key}.detection": 0.0 for context in Context},
        **{f"protection.hazard_{stage}": 0.0 for stage in ("recruitment", "transit", "accommodation", "arrival")},
        "burn_in_weeks": 0,
    }
    usual, checked = (runs(hall(**still, **{"justice.document_checks": checks})) for checks in (0.0, 0.9))
    more_without, more_with, exposed = 0, 0, 0
    for before, after in zip(usual, checked, strict=True):
        stopped = [set(_of(trace, EventKind.INTERCEPTION).tolist()) for trace in (before, after)]
        carries = set(_of(after, EventKind.DOCUMENT).tolist())
        found = set(_of(after, EventKind.EXPOSURE).tolist())
        assert found <= carries
        more_with += len((stopped[1] - stopped[0]) & carries)
        more_without += len((stopped[1] ^ stopped[0]) - carries - set(_of(before, EventKind.DOCUMENT).tolist()))
        exposed += len(found)
    assert exposed > 20
    assert more_with > 20
    assert more_without == 0


def _of(trace, kind):
    return trace.events["subject"][trace.events["kind"] == kind].astype(int)


def test_who_issued_is_asked_as_often_as_documents_are_traced():
    traced = hall(**CARRIED, **{"justice.document_checks": 0.2, AIRPORTS: 1.0, "documents.issued_exposure": 1.0})
    never = runs(traced.with_changes({"documents.tracing": 0.0}))
    always = runs(traced.with_changes({"documents.tracing": 1.0}))
    assert sum(total(trace, C.issuers_asked) for trace in never) == 0.0
    assert sum(total(trace, C.issuers_asked) for trace in always) > 5.0
    assert differences(never, always, cases_at_the_office)[1] > 0.0


def test_a_successor_is_not_asked():
    """Where most officials leave within the journey, who is asked about a document is who issued it, or nobody."""
    leaving = {"officials.turnover_per_year": 1.0, "officials.hiring_weeks": 0, "documents.tracing": 1.0}
    slow = {"justice.document_checks": 0.3, "documents.issued_exposure": 1.0, "burn_in_weeks": 0}
    many = {"corridors.air.arrivals_per_year": 3000, "smugglers.capacity_parties": 1000}
    table = hall(**CARRIED, **leaving, **slow, **many).to_dict()
    table["corridors"][0]["stages"][OFFICE_STAGE]["duration_weeks"] = 30
    world = build(sc.Scenario(**table), (), 1)
    trace = simulate(world, events=True)
    assert 0.0 < total(trace, C.issuers_asked) < total(trace, C.documents_exposed)
    assert broken(world, "compiled" if JIT_AVAILABLE else "mesa") == []


def test_where_documents_decide_nothing_none_is_forged():
    places = {f"contexts.{name}.documents_shown": 0.0 for name in ("documents", "airports", "accommodation")}
    pins = {f"pins.{name}.interception": 0.3 for name in ("airports", "accommodation")}
    for nowhere in (places, pins):
        assert all(total(trace, C.documents_forged) == 0.0 for trace in runs(hall(**CARRIED, **nowhere)))


@pytest.mark.parametrize("access", [0.0, 0.5])
def test_what_an_issued_document_is_worth(access):
    """The stops that it spares behind the office, at what a stop costs, less what a forger would do for the party."""
    given = {"documents.forger_access": access, "documents.forger_price_usd": 10.0, "justice.document_checks": 0.1}
    world = build(hall(**CARRIED, **given), (), 0)
    model = CorruptionModel.of_world(world)
    parties = []
    while not parties:
        model.step()
        under_way = (each for each in model.migrants if each.status == Status.TRAVELLING and each.has_operator)
        parties = [each for each in under_way if each.stage == OFFICE_STAGE and each.document == Document.NONE]
    party, here = parties[0], world.contexts
    spared = {"issued": 0.0, "forged": 0.0}
    for stage, need in ((Context.AIRPORTS, 1.0), (Context.ACCOMMODATION, 0.5)):
        stop, shown = here.interception_rate[stage], here.documents_shown[stage]
        for kind, cover, exposed in (("issued", 0.8, 0.3), ("forged", 0.5, 0.9)):
            with_one = 1.0 - (1.0 - stop * (1.0 - cover * shown)) * (1.0 - 0.1 * shown * exposed)
            spared[kind] += need * (stop - with_one)
    cost = party.cost_of_a_stop()
    forged = spared["forged"] * cost - 10_00 * 2
    assert forged > 0.0
    at_office = SimpleNamespace(context=Context.DOCUMENTS.value)
    assert worth_of_issue(model, at_office, party) == pytest.approx(spared["issued"] * cost - access * forged)
    assert worth_of_issue(model, SimpleNamespace(context=Context.AIRPORTS.value), party) == 0.0


def two_offices(**changes):
    """Return the airport with a second documents office before it."""
    table = hall(**CARRIED | changes).to_dict()
    stages = table["corridors"][0]["stages"]
    stages.insert(2, dict(stages[1]))
    return sc.Scenario(**table)


def test_a_second_office_issues_no_second_document():
    given = {"justice.document_checks": 0.1, "contexts.documents.documents_shown": 0.5, "documents.forger_price_usd": 1}
    easily = {"documents.forger_access": 1.0, "burn_in_weeks": 0, "window_weeks": 80}
    world = build(two_offices(**given, **easily), (), 3)
    assert broken(world, "mesa") == []
    events = simulate(world, events=True).events
    assert {Document.ISSUED, Document.FORGED} <= set(events["a"][events["kind"] == EventKind.DOCUMENT])
    assert Context.DOCUMENTS not in events["context"][events["kind"] == EventKind.EXPOSURE]


def test_an_office_does_not_look_at_what_is_carried():
    """Of those who come to a second office with a document as many are stopped as of those who come with none."""
    pins = {f"pins.documents.{name}": value for name, value in (("acceptance", 0.5), ("offer", 1.0))}
    many = {
        "corridors.air.arrivals_per_year": 3000,
        "smugglers.capacity_parties": 1000,
        "switches.migrant_choice": False,
    }
    whole = {"contexts.documents.discretion": 0.0, "officials.experience_floor": 1.0, "documents.issued_cover": 1.0}
    scenario = two_offices(**pins, **many, **whole, **{"contexts.documents.interception_rate": 0.3})
    stopped, met = np.zeros(2), np.zeros(2)
    for trace in runs(scenario):
        carried, offices = set(), {}
        columns = (trace.events[name].astype(int).tolist() for name in ("kind", "subject", "value", "context"))
        for kind, who, value, context in zip(*columns, strict=True):
            if kind == EventKind.CHANNEL:
                carried.discard(who)
                offices[who] = 0
            elif kind == EventKind.DOCUMENT:
                carried.add(who)
            elif kind == EventKind.ENCOUNTER and context == Context.DOCUMENTS:
                offices[who] += 1
                met[int(who in carried)] += offices[who] == 2
            elif kind == EventKind.INTERCEPTION and value == 2:  # the stage
                stopped[int(who in carried)] += offices[who] == 2
    shares = stopped / met
    error = np.sqrt((shares * (1.0 - shares) / met).sum())
    assert met.min() > 200
    assert abs(shares[0] - shares[1]) < 3.0 * error
    assert abs(shares - 0.3).max() < 4.0 * error

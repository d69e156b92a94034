"""Documents that were bought stand in for bribes at controls, and checks against records stop those who carry one."""

import numpy as np
import pytest

import simcorr as sc
from simcorr.contexts import Context
from simcorr.engine import simulate
from simcorr.world import EventKind, build
from simcorr.world.codes import Document
from simcorr.world.measures import BY_CONTEXT as K, BY_CORRIDOR as C
from tests.agreement.scenarios import FOLDER

SEEDS = range(10)
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
    column = lambda trace: trace.corridor[..., C.documents_forged].sum()  # noqa: E731
    nobody = runs(hall(**CARRIED, **{"documents.forger_access": 0.0}))
    dear = runs(hall(**CARRIED, **{"documents.forger_price_usd": 20_000.0}))
    assert all(column(trace) == 0.0 for trace in (*nobody, *dear))


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
    asked = lambda trace: trace.corridor[..., C.issuers_asked].sum()  # noqa: E731
    assert sum(asked(trace) for trace in never) == 0.0
    assert sum(asked(trace) for trace in always) > 5.0
    cases = lambda trace: trace.context[:, Context.DOCUMENTS, K.cases_opened].sum()  # noqa: E731
    assert differences(never, always, cases)[1] > 0.0


def test_where_no_document_is_shown_none_is_bought():
    places = {f"contexts.{name}.documents_shown": 0.0 for name in ("documents", "airports", "accommodation")}
    for trace in runs(hall(**CARRIED, **places)):
        assert trace.corridor[..., C.documents_forged].sum() == 0.0

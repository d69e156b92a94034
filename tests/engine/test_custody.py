"""Custody in single runs: what a party keeps, what the operator's books hold, and who is asked afterwards."""

from collections import Counter

import numpy as np
import pytest

import simcorr as sc
from simcorr.contexts import Context
from simcorr.engine import simulate
from simcorr.engine.desk import Desk
from simcorr.engine.mesa import CorruptionModel
from simcorr.rules.mathematics import whole_cents
from simcorr.scenario import Pins
from simcorr.world import EventKind
from simcorr.world.codes import Bribe, Discharge, Document, Source, Stage, Status, Verdict
from tests.agreement.scenarios import eventful
from tests.engine.mesa.worlds import corridor_total, of_kind, route, total, traced, world_of
from tests.laws.checker import broken
from tests.recount.chosen import WORLDS
from tests.recount.recount import differences

POSTS = [("border_crossings", 4), ("transportation", 2), ("investigation", 6), ("trial", 3), ("service_providers", 1)]
WEEKS = 5
HELD = {
    "justice.detention_weeks": WEEKS,
    "justice.release_access": 0.5,
    "justice.release_payment_share": 0.4,
    "smugglers.fee_advance_share": 0.25,
    "smugglers.arrest_cost_usd": 300.0,
    "smugglers.capacity_parties": 1000,
}


def world(weeks=60, stopped=0.6, again=0.0, taken=0.8, detected=0.0, **changes):
    """Return a world in which a border stops many parties, and investigators release some of them for a bribe."""
    corridor = route(stages=("border_crossings", "transportation"), posts=POSTS)
    pins = Pins(
        border_crossings={"offer": 0.0, "interception": stopped, "detection": 0.0},
        transportation={"offer": 0.0, "interception": again, "detection": 0.0},
        investigation={"acceptance": taken, "detection": detected},
    )
    named = {name.replace("__", "."): value for name, value in changes.items()}
    return world_of(corridor, changes={**HELD, **named}, pins=pins, weeks=weeks)


def run_of(scenario, seed, measures=()):
    return traced(scenario, measures, seed, events=True)


@pytest.fixture(scope="module")
def held():
    return run_of(world(), 3)


def discharged(trace, how):
    return [row for row in of_kind(trace, EventKind.DISCHARGE) if row[3] == how]


def test_the_world_releases_and_returns_many(held):
    assert len(discharged(held, Discharge.RELEASED)) > 100
    assert len(discharged(held, Discharge.SERVED)) > 10


def test_what_is_paid_is_a_share_of_what_a_stop_costs(held):
    price = whole_cents(0.4 * (0.75 * 1000_00 * 2 + 300_00))
    paid = [row[4] for row in of_kind(held, EventKind.BRIBE) if row[3] == Bribe.RELEASE]
    assert len(paid) == len(discharged(held, Discharge.RELEASED)) == total(held, "release_bribes")
    assert set(paid) == {price}
    assert total(held, "release_usd") == pytest.approx(len(paid) * price / 100.0)


def test_who_is_released_arrives_and_who_serves_does_not(held):
    last = 60 - WEEKS
    arrived = {row[1] for row in of_kind(held, EventKind.ARRIVAL)}
    gone = {row[1] for row in discharged(held, Discharge.RELEASED) if row[0] < last}
    returned = {row[1] for row in discharged(held, Discharge.SERVED)}
    assert gone <= arrived
    assert not returned & arrived


def test_operators_try_again_week_by_week(held):
    weeks = np.bincount([int(row[4]) for row in discharged(held, Discharge.RELEASED)], minlength=WEEKS + 1)
    assert (weeks[1:] > 0).all()
    assert weeks[0] == 0
    assert weeks[1] > weeks[2] > weeks[WEEKS]


def test_without_access_nobody_is_released_and_all_serve():
    trace = run_of(world(justice__release_access=0.0), 3)
    assert total(trace, "release_bribes") == corridor_total(trace, "released_for_bribe") == 0.0
    assert {row[4] for row in of_kind(trace, EventKind.DISCHARGE)} == {WEEKS}
    assert corridor_total(trace, "detained_weeks") > 1000.0


def test_detained_are_counted_when_they_are_stopped_as_without_custody():
    off = run_of(world(justice__detention_weeks=0), 3)
    on = run_of(world(justice__release_access=0.0), 3)
    assert corridor_total(on, "detained") == corridor_total(off, "detained") > 500.0
    assert of_kind(off, EventKind.DETENTION) == of_kind(off, EventKind.DISCHARGE) == []


def test_what_was_paid_for_a_release_counts_in_the_books_of_the_journey(held):
    """Nobody else is paid on this corridor: arrivals say what the operator paid for a party."""
    price = whole_cents(0.4 * (0.75 * 1000_00 * 2 + 300_00))
    released = {row[1] for row in discharged(held, Discharge.RELEASED)}
    paid = {row[1]: row[4] for row in of_kind(held, EventKind.ARRIVAL)}
    assert {paid[who] for who in paid if who in released} == {price}
    assert {paid[who] for who in paid if who not in released} == {0}
    persons = 2.0 * len(released)
    assert corridor_total(held, "persons_with_bribe") == corridor_total(held, "released_for_bribe") == persons


def test_releases_come_to_light_like_other_bribes_in_the_same_week():
    trace = run_of(world(detected=1.0), 3)
    bribes = [(row[0], row[1]) for row in of_kind(trace, EventKind.BRIBE) if row[3] == Bribe.RELEASE]
    reports = [(row[0], row[1]) for row in of_kind(trace, EventKind.REPORT) if row[3] & Source.AUDIT]
    assert len(bribes) > 100
    assert sorted(reports) == sorted(bribes)


def test_parties_in_custody_keep_their_place_with_the_operator_and_the_document():
    changes = {"documents.issued_cover": 0.5, "pins.documents.acceptance": 0.5, "pins.documents.offer": 1.0}
    corridor = route(stages=("documents", "border_crossings", "transportation"), posts=[("documents", 3), *POSTS])
    scenario = world().with_changes({"corridors": [corridor.model_dump()], **changes})
    model, seen, carried = CorruptionModel(scenario, rng=1), set(), {}
    while model.running:
        model.step()
        for migrant in model.migrants:
            if migrant.status == Status.DETAINED:
                carried[migrant.serial] = migrant.document
                assert migrant in migrant.operator.clients
            elif migrant.status == Status.TRAVELLING and migrant.serial in carried:
                assert migrant.document == carried[migrant.serial]
                seen.add(int(migrant.document))
    assert seen == {Document.NONE, Document.ISSUED}


def test_a_journey_ends_with_a_stop_only_where_the_party_was_not_released():
    """Where all are stopped once and released at last, nobody's journey ends by a stop."""
    scenario = world(stopped=1.0, taken=1.0, justice__release_access=1.0)
    run = sc.run(scenario, seed=1, events=True, engine="mesa")
    assert (run.events["kind"] == "interception").sum() > 100
    assert "stopped" not in set(run.journeys["end"])
    kept = sc.run(scenario.with_changes({"justice.release_access": 0.0}), seed=1, events=True, engine="mesa")
    assert "arrived" not in set(kept.journeys["end"])
    stopped = kept.journeys.set_index("end").loc["stopped", "persons"]
    assert stopped == 2.0 * (kept.events["kind"] == "discharge").sum() > 200.0


def test_each_release_is_an_act_of_its_own(monkeypatch):
    """Also of a party that is released twice: whether one comes to light says nothing of the other."""
    keys, record = [], Desk.record_bribe

    def noted(desk, official, key, kind, *what):
        if kind == Bribe.RELEASE:
            keys.append(key)
        record(desk, official, key, kind, *what)

    monkeypatch.setattr(Desk, "record_bribe", noted)
    trace = run_of(world(again=0.8), 3)
    times = Counter(row[1] for row in discharged(trace, Discharge.RELEASED))
    assert sum(number == 2 for number in times.values()) > 30
    assert len(set(keys)) == len(keys) == sum(times.values())


def test_who_has_released_a_party_for_money_is_asked_when_it_is_stopped_again():
    leads = {
        "justice.operator_lead": 1.0,
        "justice.opening_probability": 1.0,
        "reporting.evidence_partner": 1.0,
        "smugglers.count": 40,
        "smugglers.prison_weeks": 1,
    }
    asks = sc.SmugglingCaseInquiry(probability=1.0, delivery=1.0)
    trace = run_of(world(again=0.8).with_changes(leads), 3, [asks])
    takers = {row[1] for row in of_kind(trace, EventKind.BRIBE) if row[3] == Bribe.RELEASE}
    asked = [row for row in of_kind(trace, EventKind.INQUIRY) if row[2] == Context.INVESTIGATION]
    assert len(asked) > 10
    assert all(row[1] in takers and row[4] > 0.0 for row in asked)


def test_courts_are_bought_less_where_cases_are_assigned_by_lot():
    """All accused try, and whoever decides accepts: only who finds a way to him differs."""
    busy = {
        "burn_in_weeks": 0,
        "window_weeks": 40,
        "justice.accused_access": 0.4,
        "justice.accused_payment_share": 1.0,
        "justice.cases_per_official_week": 10.0,
        "justice.charge_base": 10.0,
        "justice.investigation_weeks": 0,
        "justice.trial_weeks": 0,
        "pins.trial.acceptance": 1.0,
        "pins.investigation.acceptance": 0.0,
    }

    def bought(measures=(), **more):
        traces = [run_of(eventful(**busy, **more), seed, measures) for seed in range(4)]
        rows = [row for trace in traces for row in of_kind(trace, EventKind.VERDICT) if row[4] == Stage.TRIAL]
        return np.mean([row[3] == Verdict.BOUGHT for row in rows]), len(rows)

    usual, n = bought()
    assert n > 100
    assert usual == pytest.approx(0.4, abs=4.0 * np.sqrt(0.24 / n))
    half, n = bought([sc.CaseAssignment(integrity=0.5, delivery=1.0)])
    assert half == pytest.approx(0.2, abs=4.0 * np.sqrt(0.16 / n))
    twice, n = bought(**{"justice.trial_access_factor": 2.0})
    assert twice == pytest.approx(0.8, abs=4.0 * np.sqrt(0.16 / n))


@pytest.mark.parametrize("name", ["Stopped parties in custody", "A week in custody"])
def test_the_laws_and_the_recount_hold(name):
    assert broken(WORLDS[name](), "mesa") == []
    trace = simulate(WORLDS[name](), engine="mesa", events=True)
    assert differences(trace, WORLDS[name]()) == []

"""Closed forms beside what runs show, in worlds in which what they leave open is closed."""

import math

import numpy as np
import pytest

import simcorr as sc
from simcorr.doses import added_by, doses_in_points
from simcorr.doses.measured import Counts, interval_of_change
from simcorr.world.codes import Move, Source
from tests.planted import small_scenario

SIGMAS = 4.0


def busy(**changes):
    """Return a short, busy scenario of public gatekeepers, in which what the closed forms leave open is off."""
    values = {
        "corridors.land.arrivals_per_year": 20_000,
        "corridors.land.posts.border_crossings office.staff": 60,
        "corridors.land.posts.documents office.staff": 30,
        "contexts.documents.private_share": 0.0,
        "contexts.border_crossings.private_share": 0.0,
        "smugglers.count": 150,
        "switches.protection_from_above": False,
        "switches.second_jobs": False,
        "supervision.audit_targeting": 0.0,
        "supervision.trust_gain_per_week": 1.0,
    }
    return small_scenario(window_weeks=104).with_changes({**values, **changes})


def ran(scenario, measure, seed=3, **values):
    members = [each.with_values(delivery=1.0) for each in sc.Portfolio([measure])]
    return sc.run(scenario, members, seed=seed, **values)


def agrees(share, count, expected):
    """Return whether a share of so many is as far from what is expected as chance allows."""
    return abs(share - expected) <= SIGMAS * math.sqrt(max(expected * (1.0 - expected), 1e-9) / count)


def window(frame, contexts):
    return frame[(frame["week"] >= 0) & frame["context"].isin(contexts)]


@pytest.mark.parametrize("factor", [2.0, 10.0])
def test_audits_find_what_is_read(factor):
    scenario, contexts = busy(), ["documents", "border_crossings"]
    for context in contexts:
        measure = sc.HighRiskAudits(external_factor=factor, contexts=[context])
        found = added_by(scenario, measure).set_index("reading").loc["audit_finds"]
        seen = window(ran(scenario, measure).weekly, [context])[["detections_audit", "bribes"]].sum()
        assert seen["bribes"] > 1000
        assert agrees(seen["detections_audit"] / seen["bribes"], seen["bribes"], found["dosed"])
        assert not agrees(seen["detections_audit"] / seen["bribes"], seen["bribes"], found["baseline"])


def test_rotation_moves_the_share_that_is_read():
    scenario = busy(**{"officials.turnover_per_year": 0.0})
    measure = sc.StaffRotation.dose("firm")
    found = added_by(scenario, measure).set_index("reading").loc["rotates"]
    run = ran(scenario, measure, events=True)
    moves = run.events[(run.events["kind"] == "move") & (run.events["value"] == Move.ROTATION)]
    weeks = window(run.weekly, run.weekly["context"].unique())["officials_in_post"].sum()
    assert len(moves) > 100
    # the official-weeks on duty are binomial only at the two rotations: the spread is that of the share chosen
    assert len(moves) / weeks == pytest.approx(found["dosed"], rel=SIGMAS * math.sqrt(0.2 / 0.8 / len(moves)))


def test_recruits_are_as_the_policy_has_them():
    values = {"officials.turnover_per_year": 1.0, "officials.reservation_sigma": 0.5}
    scenario = busy(**values, **{"corridors.land.arrivals_per_year": 50, "window_weeks": 260})
    measure = sc.MeritRecruitment.dose("full")
    found = added_by(scenario, measure).set_index("reading")
    run = ran(scenario, measure, events=True)
    hired = run.events[(run.events["kind"] == "hire") & (run.events["week"] >= 0)]
    above = (hired["value"] / 100.0 > found.loc["recruits_require", "dosed"]).mean()
    assert len(hired) > 300
    assert agrees(above, len(hired), 0.5)
    model = sc.CorruptionModel(scenario, [measure.with_values(delivery=1.0)], rng=1)
    for _ in range(scenario.burn_in_weeks):
        model.step()
    before = {official.index: official.generation for official in model.officials}
    while model.running:
        model.step()
    new = [each for each in model.officials if each.generation > before[each.index] + 1]
    refuse = float(np.mean([each.never_accepts for each in new]))
    assert agrees(refuse, len(new), found.loc["recruits_refuse", "dosed"])
    assert not agrees(refuse, len(new), found.loc["recruits_refuse", "baseline"])


def test_reports_are_followed_up_as_is_read():
    scenario = busy(**{"switches.capacity_limits": False, "reporting.false_reports_per_official_year": 1.0})
    measure = sc.WhistleblowerChannel(anonymity=0.9, protection=0.5, follow_up=0.8)
    found = added_by(scenario, measure).set_index("reading")
    events = ran(scenario, measure, events=True).events
    events = events[events["week"] >= 0]
    alone = [Source.COLLEAGUE.value, Source.FALSE.value]
    for reading, sources in (("followed_up", [Source.MIGRANT.value]), ("anonymous_followed_up", alone)):
        made = events[events["b"].isin(sources)]
        reports, followed = (made[made["kind"] == kind] for kind in ("report", "follow_up"))
        assert len(reports) > 50
        assert agrees(len(followed) / len(reports), len(reports), found.loc[reading, "dosed"])


def test_document_checks_stop_what_is_read():
    pins = {"pins.border_crossings.offer": 0.0, "pins.documents.offer": 0.0, "switches.demands": False}
    scenario = busy(**pins, **{"officials.experience_floor": 1.0})
    measure = sc.SharedDocumentChecks(share=0.5, contexts=["border_crossings"])
    with_operators = scenario.with_changes({"switches.migrant_choice": False})
    found = added_by(with_operators, measure).set_index("reading").loc["stopped"]
    seen = window(ran(with_operators, measure).weekly, ["border_crossings"])[["interceptions", "passages"]].sum()
    share = seen["interceptions"] / seen.sum()
    assert seen.sum() > 1000
    assert agrees(share, seen.sum(), found["dosed"])
    assert not agrees(share, seen.sum(), found["baseline"])


def test_prosecution_is_as_likely_as_is_read():
    changes = {"switches.hush_payments": False, "officials.norm_rate_per_week": 0.0, "reporting.migrant_sees": 0.0,
               "reporting.migrant_sees_smuggler": 0.0, "switches.whistle_blowing": False,
               "reporting.false_reports_per_official_year": 0.0, "reporting.partner_rate": 0.0}  # fmt: skip
    scenario, measure = (
        busy(**changes),
        sc.ProsecuteInsteadOfTransfer(mandate=0.3) + sc.HighRiskAudits(external_factor=10.0),
    )
    found = added_by(scenario, measure).set_index("reading").loc["prosecuted"]
    seen = window(ran(scenario, measure).weekly, ["documents", "border_crossings"])[["prosecutions", "cases_opened"]]
    cases = seen["cases_opened"].sum()
    assert cases > 100
    assert agrees(seen["prosecutions"].sum() / cases, cases, found["dosed"])


def test_penalties_leave_what_audits_find_alone():
    found = added_by(busy(), sc.GraverPenalties.dose("full"))
    assert set(found["reading"]) <= {
        "conviction_costs",
        "conviction_costs_private",
        "feared_loss",
        "feared_loss_private",
    }
    assert found.set_index("reading").loc["conviction_costs", "difference"] == pytest.approx(
        3.0 * busy().officials.fine_usd
    )


def test_measured_shares_are_paired_and_say_how_many_runs_they_rest_on():
    scenario = busy()
    found = doses_in_points(scenario, ["high_risk_audits"], ["firm"], replicates=3, seed=5)
    row = found[found["known"] == "simulated"].iloc[0]
    assert row["replicates"] == 3
    assert row["low"] < row["difference"] < row["high"]
    assert row["low"] > 0.0
    again = doses_in_points(scenario, ["high_risk_audits"], ["firm"], replicates=3, seed=5)
    assert row.equals(again[again["known"] == "simulated"].iloc[0])
    other = doses_in_points(scenario, ["high_risk_audits"], ["firm"], replicates=3, seed=6)
    assert row["baseline"] != other[other["known"] == "simulated"].iloc[0]["baseline"]


def test_an_interval_grows_with_what_differs_between_pairs():
    base = Counts(np.array([5.0, 5.0, 5.0, 5.0]), np.full(4, 100.0))
    calm = interval_of_change(base, Counts(np.array([9.0, 10.0, 11.0, 10.0]), np.full(4, 100.0)))
    wild = interval_of_change(base, Counts(np.array([0.0, 20.0, 5.0, 15.0]), np.full(4, 100.0)))
    assert calm[0] < 0.05 < calm[1]
    assert wild[1] - wild[0] > 3.0 * (calm[1] - calm[0])
    assert math.isnan(interval_of_change(*[Counts(np.ones(1), np.ones(1))] * 2)[0])

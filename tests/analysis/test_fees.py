"""Fees at a constant mix: they rise where operators charge more, and not where journeys shift between corridors."""

import math
from pathlib import Path

import pandas as pd
import pytest

import simcorr as sc
from simcorr.analysis.estimates import LOWERS, NO_DIFFERENCE, RAISES, UNDEFINED
from simcorr.analysis.fees import AS_TRAVELLED, CONSTANT_MIX, fees_table
from simcorr.brief.fees import fees_page_table
from simcorr.experiment.results.comparison import Comparison
from simcorr.simulation.outcomes import HARMS, OUTCOMES
from tests.planted import planted_comparison

CORRIDORS = Path(__file__).parents[2] / "scenarios" / "three_corridors.toml"


def places(arms, replicates=8):
    """Return clients and fees of {arm: {corridor: (clients, fee)}}, a little apart by replicate."""
    rows = []
    for replicate in range(replicates):
        for arm, corridors in arms.items():
            for name, (clients, fee) in corridors.items():
                values = {"clients": clients + replicate, "fees_usd": (clients + replicate) * (fee + 0.1 * replicate)}
                rows += [(arm, replicate, measure, name, value) for measure, value in values.items()]
    return pd.DataFrame(rows, columns=["intervention", "replicate", "measure", "place", "value"])


def fees(arm, **values):
    frame = fees_table(places({"Baseline": {"land": (80.0, 400.0), "sea": (20.0, 2000.0)}, "Arm": arm}, **values),
                       ["Baseline", "Arm"])  # fmt: skip
    return frame.set_index("corridor")


def test_a_shift_to_a_dear_corridor_raises_no_fee():
    found = fees({"land": (20.0, 400.0), "sea": (80.0, 2000.0)})
    assert found.loc[[CONSTANT_MIX, "land", "sea"], "verdict"].tolist() == [NO_DIFFERENCE] * 3
    assert found.loc[AS_TRAVELLED, "verdict"] == RAISES
    assert found.loc[AS_TRAVELLED, "difference"] > 700.0


def test_a_dearer_corridor_counts_as_much_as_it_had_clients():
    found = fees({"land": (80.0, 400.0), "sea": (20.0, 2500.0)})
    weight = sum((20 + number) / (100 + 2 * number) for number in range(8)) / 8
    assert found.loc[CONSTANT_MIX, "difference"] == pytest.approx(500.0 * weight)
    assert found.loc["sea", "difference"] == pytest.approx(500.0)
    assert found.loc["land", "verdict"] == NO_DIFFERENCE


def test_fees_may_rise_while_the_mean_falls():
    found = fees({"land": (100.0, 440.0), "sea": (1.0, 2200.0)})
    assert found.loc[CONSTANT_MIX, "verdict"] == RAISES
    assert found.loc[AS_TRAVELLED, "verdict"] == LOWERS


def test_without_clients_there_is_no_fee_to_compare():
    frame = places({"Baseline": {"land": (80.0, 400.0), "sea": (20.0, 2000.0)},
                    "Arm": {"land": (80.0, 400.0), "sea": (20.0, 2000.0)}})  # fmt: skip
    gone = (frame["intervention"] == "Arm") & (frame["place"] == "sea")
    frame.loc[gone, "value"] = 0.0
    found = fees_table(frame, ["Baseline", "Arm"]).set_index("corridor")
    assert found.loc["sea", "verdict"] == found.loc[CONSTANT_MIX, "verdict"] == UNDEFINED
    assert math.isnan(found.loc[CONSTANT_MIX, "difference"])
    assert found.loc["land", "verdict"] == NO_DIFFERENCE


def test_failed_runs_leave_their_replicates_out_and_saving_keeps_fees(tmp_path):
    comparison = planted_comparison({"Cut": 0.8}, failing=[("Cut", 3), ("Baseline", 5)])
    assert (comparison.fees["replicates"] <= 10).all()
    comparison.save(tmp_path)
    pd.testing.assert_frame_equal(Comparison.load(tmp_path).fees, comparison.fees)
    assert "What operators charge" in comparison.write_page(tmp_path).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def without_pass_through():
    """Return measures that shift journeys, where bribes are no part of fees and all operators charge the same."""
    changes = {"smugglers.fee_pass_through": 0.0, "smugglers.risk_pass_through": 0.0, "smugglers.fee_sigma": 0.0}
    changes |= {"smugglers.detour_cost": 10.0}  # whoever is taken over a dearer corridor pays the fee of another
    scenario = sc.load_scenario(CORRIDORS).with_changes({**changes, "window_weeks": 156})
    arms = {
        "Cheaper": sc.CheaperRegularChannel.dose("full", delivery=1.0),
        "Training": sc.JointTraining.dose("full", delivery=1.0),
        "Documents": sc.SharedDocumentChecks.dose("full", delivery=1.0),
        "Audits": sc.HighRiskAudits.dose("full", delivery=1.0),
        "Closed": sc.JointTraining(factor=5.0, delivery=1.0, corridors=["land"]),
    }
    return sc.compare(scenario, arms, replicates=6, progress=False)


def test_without_pass_through_no_measure_raises_the_fee_at_a_constant_mix(without_pass_through):
    found = without_pass_through.fees
    held = found[found["corridor"] != AS_TRAVELLED]
    assert set(held["verdict"]) == {NO_DIFFERENCE}
    fixed = without_pass_through.effects.set_index(["outcome", "intervention"]).loc["fee_at_fixed_mix_usd"]
    assert set(fixed["verdict"]) == {NO_DIFFERENCE}
    moved = found[found["corridor"] == AS_TRAVELLED].set_index("intervention")["verdict"]
    assert moved["Cheaper"] == RAISES  # nobody charges more, and yet the plain mean rises


def test_with_pass_through_dearer_bribes_are_charged():
    scenario = sc.load_scenario(CORRIDORS).with_changes(
        {"smugglers.fee_pass_through": 1.0, "smugglers.fee_sigma": 0.0, "window_weeks": 156}
    )
    arms = {"Documents": sc.SharedDocumentChecks.dose("full", delivery=1.0)}
    found = sc.compare(scenario, arms, replicates=6, progress=False).fees.set_index("corridor")
    assert found.loc[CONSTANT_MIX, "verdict"] == RAISES


def test_no_harm_moves_with_the_mix_of_corridors_alone(without_pass_through):
    assert "fee_per_journey_usd" not in HARMS
    assert OUTCOMES["fee_per_journey_usd"].better == "neither"
    row = fees_page_table(without_pass_through, ["Cheaper"]).rows[0]
    assert row[1] == "no difference"
    assert row[2].startswith("+")
    assert row[3] == "none"

"""The table of doses in points: what it holds, what it follows, and what it refuses."""

import math
from pathlib import Path
from typing import Annotated

import numpy as np
import pandas as pd
import pytest

import simcorr as sc
from simcorr.contexts import CONTEXT_NAMES
from simcorr.doses import added_by, doses_in_points
from simcorr.doses.page import REPLICATES, with_current_points
from simcorr.doses.points import COLUMNS, READINGS
from simcorr.doses.wording import NOTHING, added_in_words
from simcorr.errors import InterventionError, RunError
from simcorr.interventions import DOSES, INTERVENTIONS, LEVERS
from simcorr.interventions.page import with_tables
from simcorr.model_version import MODEL_VERSION
from tests.planted import small_scenario

ROOT = Path(__file__).parents[2]
COMMAND = "run: python -m simcorr.doses.page docs/interventions.md scenarios/baseline.toml"


@pytest.fixture(scope="module")
def baseline():
    return sc.load_scenario(ROOT / "scenarios" / "baseline.toml")


@pytest.fixture(scope="module")
def table(baseline):
    return doses_in_points(baseline)


def one(table, reading):
    return table.set_index("reading").loc[reading]


def test_the_page_of_the_documentation_is_current(baseline):
    page = (ROOT / "docs" / "interventions.md").read_text(encoding="utf-8")
    assert page == with_current_points(page, baseline, simulated=False), COMMAND
    basis = f"{REPLICATES} pairs of runs for each dose over {baseline.window_weeks} weeks"
    assert basis in page, COMMAND
    assert f"version `{MODEL_VERSION}` of the model" in page, COMMAND


def test_a_page_with_another_number_is_not_current(baseline):
    page = with_tables("<!-- points: begin -->\n<!-- points: end -->", {"points": "| a | 1 |\n"})
    assert page != with_current_points(page, baseline, simulated=False)


def test_every_lever_has_a_reading():
    assert {name for reading in READINGS for name in reading.levers} == set(LEVERS)
    assert len({reading.name for reading in READINGS}) == len(READINGS)


def test_every_measure_adds_something_at_every_dose(table):
    added = table[table["difference"] != 0.0]
    assert set(zip(added["measure"], added["dose"], strict=True)) == {
        (name, dose) for name in INTERVENTIONS for dose in DOSES
    }
    assert list(table.columns) == list(COLUMNS)
    assert np.allclose(table["dosed"] - table["baseline"], table["difference"])
    assert (table["low"] <= table["difference"] + 1e-9).all()
    assert (table["difference"] <= table["high"] + 1e-9).all()


def test_a_firmer_dose_adds_more(table):
    sizes = table.assign(size=table["difference"].abs())
    wide = sizes.pivot(index=["measure", "reading"], columns="dose", values="size").dropna()
    # anonymity costs follow-up of what colleagues say; a firm channel makes up for it
    wide = wide.drop(("whistleblower_channel", "anonymous_followed_up"))
    assert (wide["modest"] <= wide["firm"] + 1e-12).all()
    assert (wide["firm"] <= wide["full"] + 1e-12).all()


def test_factors_are_of_the_reading_not_of_the_lever(table):
    known = table[(table["baseline"] > 0.0) & np.isfinite(table["dosed"])]
    assert np.allclose(known["factor"] * known["baseline"], known["dosed"])
    assert table.loc[(table["baseline"] == 0.0) & (table["dosed"] > 0.0), "factor"].isna().all()
    full = table[(table["measure"] == "high_risk_audits") & (table["dose"] == "full")].set_index("reading")["factor"]
    assert 3.5 < full["audit_finds_new"] < 4.0  # four times the audits find less than four times as much
    assert full["audit_finds"] > 4.0  # but more where trust has blunted those of the superior


def test_numbers_follow_the_scenario(baseline):
    before = one(doses_in_points(baseline, ["official_wages"], ["firm"]), "wage")
    changed = baseline.with_changes({f"contexts.{context}.wage_usd": 600 for context in CONTEXT_NAMES})
    after = one(doses_in_points(changed, ["official_wages"], ["firm"]), "wage")
    assert after["difference"] == pytest.approx(150.0)
    assert before["difference"] < 60.0


def test_measures_of_the_scenario_are_part_of_the_baseline(baseline):
    channel = sc.WhistleblowerChannel(anonymity=0.1, protection=0.1, follow_up=0.7, delivery=1.0)
    already = sc.Scenario.model_validate({**baseline.model_dump(), "interventions": (channel,)})
    found = one(added_by(already, sc.FirmLiability(share=0.5)), "conviction_costs_private")
    assert found["baseline"] == 0.0
    plain = one(
        added_by(baseline, sc.WhistleblowerChannel(anonymity=0.1, protection=0.1, follow_up=0.9)), "followed_up"
    )
    assert (plain["baseline"], plain["dosed"]) == (pytest.approx(0.35), pytest.approx(0.9))


def test_only_places_where_a_measure_acts_count(baseline):
    everywhere = one(added_by(baseline, sc.OfficialWages(factor=1.5)), "wage")
    airports = one(added_by(baseline, sc.OfficialWages(factor=1.5, contexts=["airports"])), "wage")
    assert airports["contexts"] == "airports"
    assert airports["difference"] == pytest.approx(0.5 * baseline.contexts.airports.wage_usd)
    assert everywhere["low"] < everywhere["difference"] < everywhere["high"]
    assert airports["low"] == airports["high"]


def test_what_is_nowhere_in_a_scenario_adds_nothing():
    public = small_scenario().with_changes({"contexts.service_providers.private_share": 0.0})
    found = added_by(public, sc.FirmLiability(share=0.5))
    assert found.empty
    assert not added_by(small_scenario(), sc.FirmLiability(share=0.5)).empty
    assert added_in_words(found) == NOTHING


def test_delivery_ramps_and_dates_do_not_blur_the_dose(baseline):
    plain = added_by(baseline, sc.StaffRotation(interval_weeks=26, share=0.5))
    late = sc.StaffRotation(interval_weeks=26, share=0.5, delivery=0.5, start_week=100, end_week=120, ramp_weeks=8)
    pd.testing.assert_frame_equal(plain, added_by(baseline, late))


def test_what_fades_says_how_fast(baseline):
    found = one(added_by(baseline, sc.MigrantCampaign(informed=0.2, fade_weeks=30)), "informed")
    assert found["hangs_on"] == "halves every 30 weeks"
    assert found["difference"] == pytest.approx(0.2 * (1.0 - baseline.migrants.informed_share))


def test_without_limits_capacity_adds_nothing(baseline):
    unlimited = baseline.with_changes({"switches.capacity_limits": False})
    found = one(added_by(unlimited, sc.InvestigativeCapacity(factor=2.0)), "investigations")
    assert found["difference"] == 0.0
    assert math.isinf(found["dosed"])
    assert "no limit instead of no limit" in added_in_words(added_by(unlimited, sc.InvestigativeCapacity(factor=2.0)))


@pytest.mark.parametrize(
    ("changes", "measure", "reading"),
    [
        ({"pins.border_crossings.detection": 0.3}, sc.HighRiskAudits(factor=4.0, contexts=["border_crossings"]),
         "audit_finds"),
        ({"pins.airports.interception": 0.2}, sc.JointTraining(factor=1.5, contexts=["airports"]), "stopped"),
    ],
)  # fmt: skip
def test_what_is_pinned_cannot_be_moved(baseline, changes, measure, reading):
    found = one(added_by(baseline.with_changes(changes), measure), reading)
    assert found["difference"] == 0.0
    assert found["baseline"] == next(iter(changes.values()))


def test_two_measures_together_are_read_as_one_run_would_have_them(baseline):
    both = sc.ProsecuteInsteadOfTransfer(mandate=0.6) + sc.HarmonisedPenalties(penalty_factor=1.0, mandate=0.3)
    alone = sc.ProsecuteInsteadOfTransfer(mandate=0.6)
    assert one(added_by(baseline, both), "prosecuted")["dosed"] == one(added_by(baseline, alone), "prosecuted")["dosed"]


def test_words_hold_the_numbers(baseline):
    text = added_in_words(added_by(baseline, sc.ProsecuteInsteadOfTransfer(mandate=0.6))).replace(
        "\N{NO-BREAK SPACE}", " "
    )
    assert "90.9 % instead of 33.2 % (+57.7 points)" in text
    assert "private" not in text  # nothing before and nothing after


def test_an_unregistered_measure_can_be_read(baseline):
    class Own(sc.Intervention):
        title = "Own"
        factor: Annotated[float, sc.Sets("trial_factor", "multiply")]

    assert one(added_by(baseline, Own(factor=2.0)), "trials")["factor"] == pytest.approx(2.0)


def test_mistakes_are_named(baseline):
    with pytest.raises(InterventionError, match="staff_rotation"):
        doses_in_points(baseline, ["staff_rotatoin"])
    with pytest.raises(InterventionError, match="firm"):
        doses_in_points(baseline, ["staff_rotation"], ["frim"])
    with pytest.raises(RunError, match="replicates"):
        doses_in_points(baseline, ["staff_rotation"], replicates=-1)


def test_the_brief_says_what_each_measure_adds():
    from simcorr.brief.contents import contents_table

    scenario = small_scenario()
    comparison = sc.compare(
        scenario, {"Prosecution": sc.ProsecuteInsteadOfTransfer.dose("firm")}, replicates=2, progress=False
    )
    shown = contents_table(comparison)
    added = shown.rows[0][2].replace("\N{NO-BREAK SPACE}", " ")
    assert "mandate = 0.6" in shown.rows[0][1]
    assert "90.9 % instead of 33.2 %" in added
    assert "between 40 and 100 %" in shown.text

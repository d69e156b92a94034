"""What numbers narrow: planted answers for the words, small runs for the rest."""

import numpy as np
import pandas as pd
import pytest

import simcorr as sc
from simcorr.errors import AnalysisError, InterventionError, RunError
from simcorr.setting import Narrowing, Setting
from simcorr.setting.narrowing import Answer, narrow
from simcorr.setting.numbers import INPUTS
from simcorr.setting.weighing import weights
from simcorr.setting.world import inputs_of, middle_of, scenario_at

SETS = 10


def answer(effects, distances=None):
    """Plant what a sheet says of bribes: the changes by arm, a value a set."""
    distances = pd.DataFrame(index=range(SETS)) if distances is None else pd.DataFrame(distances)
    table = pd.concat(
        pd.DataFrame(
            {"set": range(SETS), "outcome": "bribes", "intervention": arm, "change": changes, "denoised": changes}
        )
        for arm, changes in effects.items()
    )
    rates = pd.DataFrame({name: np.linspace(0.2, 0.4, SETS) for name in ("surveyed_paid", "surveyed_reporting",
                                                                      "criminal_share")})  # fmt: skip
    inputs = pd.DataFrame({number.name: np.ones(SETS) for number in INPUTS})
    return Answer(inputs, rates, distances, weights(distances, SETS), table)


def planted(own, blank, distances=None, **numbers):
    setting = Setting("planted", "land", numbers or {"fee_usd": 400})
    return Narrowing(setting, ("bribes",), answer(own, distances), answer(blank), replicates=3)


WIDE, NARROW = np.linspace(-0.5, 0.1, SETS), np.linspace(-0.3, -0.2, SETS)
WEAK = np.linspace(-0.02, 0.02, SETS)


def test_a_range_that_shrinks_is_said_with_its_ends():
    told = planted({"Strong": NARROW, "Weak": WEAK}, {"Strong": WIDE, "Weak": WEAK * 4}).messages()
    assert told[0].startswith("Of ten numbers, 1 was given: fee_usd 400. Left open: journeys_per_year, posts")
    assert "with Strong ranged from \N{MINUS SIGN}50 % to +10 %" in told[1].replace("\N{NO-BREAK SPACE}", " ")
    assert "to \N{MINUS SIGN}20 % with these numbers" in told[1].replace("\N{NO-BREAK SPACE}", " ")
    assert "narrower (median)" in told[1]
    assert told[2].startswith("Strong lowers bribes paid most in sets with 100")


def test_numbers_that_narrow_nothing_are_not_praised():
    same = planted({"Strong": WIDE}, {"Strong": WIDE}).messages()
    assert "the numbers hardly narrow the ranges" in same[1]
    wider = planted({"Strong": WIDE}, {"Strong": NARROW}).messages()
    assert "wider (median)" in wider[1]


def test_an_empty_sheet_claims_no_narrowing():
    found = Narrowing(Setting("x", "land", {}), ("bribes",), answer({"Strong": WIDE}), answer({"Strong": WIDE}), 3)
    told = found.messages()
    assert told[0].startswith("No number was given")
    assert len(told) == 2
    assert "blank" not in told[1]


def test_a_choice_that_depends_on_what_is_unknown_is_said_to():
    one, other = np.where(np.arange(SETS) < 6, -0.3, -0.1), np.where(np.arange(SETS) < 6, -0.1, -0.3)
    told = planted({"One": one, "Other": other}, {"One": one, "Other": other}).messages()
    assert "One lowers bribes paid most in sets with 60" in told[-1]
    assert "The choice between it and Other depends on what is still unknown." in told[-1]


def test_a_measure_that_lowers_nothing_wins_nothing():
    told = planted({"One": WEAK + 1.0}, {"One": WEAK + 1.0}).messages()
    assert told[-1] == "In no parameter set does any measure lower bribes paid."


def test_rates_that_fit_say_how_many_sets_are_left():
    distances = {"surveyed_paid": [0.0, 0.0, *[9.0] * 8]}
    found = planted({"One": NARROW}, {"One": NARROW}, distances, bribery_rate=0.3)
    assert found.fits
    assert found.effective_sets == pytest.approx(2.0)
    assert "2.0 sets of equal weight would say. That is few" in found.messages()[1]
    assert found.nearest == 0


def test_a_rate_that_no_set_fits_is_named_with_the_nearest():
    distances = {"surveyed_paid": np.linspace(9.0, 4.0, SETS)}
    found = planted({"One": NARROW}, {"One": NARROW}, distances, bribery_rate=0.9)
    assert not found.fits
    assert (
        "No parameter set comes near the bribery_rate that was given (0.9): the nearest gives 0.4"
        in found.messages()[1]
    )
    assert "should not be used" in found.messages()[1]


def test_rates_that_fit_one_by_one_but_not_together_are_said_not_to():
    half = np.arange(SETS) < 5
    distances = {"surveyed_paid": np.where(half, 0.0, 9.0), "criminal_share": np.where(half, 9.0, 0.0)}
    found = planted({"One": NARROW}, {"One": NARROW}, distances, bribery_rate=0.3, prosecuted_share=0.2)
    assert "No parameter set fits all rates that were given at the same time" in found.messages()[1]


def test_undefined_effects_are_no_numbers():
    empty = np.full(SETS, np.nan)
    found = planted({"One": empty}, {"One": empty})
    assert "these runs cannot tell how much" in found.messages()[1]
    assert found.tables()[1].rows[0][1:] == ["undefined", "undefined", "undefined", "undefined"]
    assert found.plot().axes


def test_tables_hold_every_number_and_every_measure():
    numbers, ranges = planted({"One": NARROW, "Two": WEAK}, {"One": WIDE, "Two": WEAK}).tables()
    assert len(numbers.rows) == 10
    assert [numbers.rows[1][place] for place in (0, 3, 4)] == ["fee_usd", "400", "given"]
    assert [row[0] for row in ranges.rows] == ["One", "Two"]
    assert all(len(row) == len(ranges.columns) for row in ranges.rows)


# --- worlds -------------------------------------------------------------------------------------------------------


def test_inputs_are_spread_where_blank_and_kept_where_given():
    setting = Setting("x", "sea", {"fee_usd": 1800, "posts": (2, 3)})
    inputs = inputs_of(setting, 40, seed=1)
    assert set(inputs["fee_usd"]) == {1800.0}
    assert set(inputs["posts"]) == {2.0, 3.0}
    wages = np.log(inputs["wage_usd_per_week"].sort_values().to_numpy() / 40.0) / np.log(250.0 / 40.0)
    assert wages == pytest.approx((np.arange(40) + 0.5) / 40, abs=0.5 / 40)
    assert inputs.equals(inputs_of(setting, 40, seed=1))


@pytest.mark.parametrize("way", ["land", "sea", "air"])
def test_numbers_reach_the_scenario(way):
    numbers = {"fee_usd": 700, "posts": 4, "staff_per_post": 10, "wage_usd_per_week": 150, "regular_cost_usd": 900,
               "regular_wait_weeks": 12, "journeys_per_year": 900}  # fmt: skip
    setting = Setting("my corridor", way, numbers)
    scenario = scenario_at(setting, middle_of(setting))
    (corridor,) = scenario.corridors
    gate = "airports" if way == "air" else "border_crossings"
    assert [post.staff for post in corridor.posts if post.context == gate] == [10, 10, 10, 10]
    assert (corridor.fee_usd, corridor.regular_cost_usd, corridor.regular_wait_weeks) == (700, 900, 12)
    assert getattr(scenario.contexts, gate).wage_usd == pytest.approx(150)
    assert scenario.officials.baseline_wage_usd == 150
    assert scenario.weight == 1.0
    assert scenario.name == "my corridor"


def test_large_flows_keep_the_parties_that_each_official_meets():
    def of(journeys):
        setting = Setting("x", "land", {"journeys_per_year": journeys, "posts": 20, "staff_per_post": 50})
        scenario = scenario_at(setting, middle_of(setting))
        staff = sum(post.staff for post in scenario.corridors[0].posts if post.context == "border_crossings")
        return scenario.corridors[0].arrivals_per_year / staff, scenario.weight

    per_official, weight = of(100_000)
    many_per_official, many = of(200_000)
    assert many == pytest.approx(2 * weight)
    assert weight > 1
    assert many_per_official == pytest.approx(2 * per_official, rel=0.05)


def test_the_flow_that_is_asked_for_comes_out():
    setting = Setting("x", "land", {"journeys_per_year": 4000, "posts": 3, "staff_per_post": 10})
    inputs = middle_of(setting) | {"fee_usd": 384.0, "wage_usd_per_week": 100.0, "regular_cost_usd": 675.0,
                                   "regular_wait_weeks": 20.0}  # fmt: skip
    scenario = scenario_at(setting, inputs)
    journeys = [sc.run(scenario, seed=seed).outcomes["irregular_journeys"] for seed in range(3)]
    assert np.mean(journeys) / (scenario.window_weeks / 52) == pytest.approx(4000, rel=0.15)


# --- runs ---------------------------------------------------------------------------------------------------------

ARMS = {"Prosecution": sc.ProsecuteInsteadOfTransfer.dose("full", delivery=1.0)}


@pytest.fixture(scope="module")
def found():
    setting = Setting("small", "land", {"journeys_per_year": 2000, "fee_usd": 400, "bribery_rate": (0.2, 0.5)})
    return setting.narrow(ARMS, sets=8, replicates=2, workers=1)


def test_a_run_gives_both_answers(found):
    assert len(found.numbers.weight) == len(found.blank.weight) == 8
    assert found.numbers.weight.sum() == pytest.approx(1.0)
    assert list(found.numbers.misfit) == ["surveyed_paid"]
    assert found.blank.misfit.shape[1] == 0
    assert set(found.numbers.effects["outcome"]) == {"bribes", "exploited"}
    assert found.ranges()["low"].iloc[0] <= found.ranges()["high"].iloc[0]
    assert found.central.corridors[0].fee_usd == 400
    assert len(found.messages()) >= 5


def test_the_same_request_gives_the_same_answer(found):
    again = found.setting.narrow(ARMS, sets=8, replicates=2, workers=2)
    pd.testing.assert_frame_equal(again.numbers.effects, found.numbers.effects)
    assert again.messages() == found.messages()


def test_the_brief_says_how_far_the_numbers_carry(found, tmp_path):
    comparison = sc.compare(found.central, ARMS, replicates=2, workers=1, progress=False)
    page = comparison.brief(tmp_path, setting=found)
    html = page.read_text(encoding="utf-8")
    assert "How far do your numbers carry?" in html
    assert "The ten numbers of this setting" in html
    assert (tmp_path / "figures" / "setting.svg").is_file()
    assert "What the numbers of this setting leave open" in (tmp_path / "brief.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("options", "error", "message"),
    [
        ({"sets": 2}, RunError, r"sets is 2; allowed"),
        ({"replicates": 1}, RunError, r"replicates is 1; allowed"),
        ({"outcomes": ()}, RunError, r"outcomes is empty"),
        ({"outcomes": ("bribe",)}, AnalysisError, r"unknown outcome 'bribe'"),
    ],
)
def test_bad_requests_are_refused_before_anything_runs(options, error, message):
    with pytest.raises(error, match=message):
        narrow(Setting("x", "land", {}), ARMS, **options)


def test_what_is_no_intervention_is_refused():
    with pytest.raises(InterventionError, match="Bad"):
        narrow(Setting("x", "land", {}), {"Bad": 3})

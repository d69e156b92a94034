"""What numbers narrow: planted answers for the words, small runs for the rest."""

import numpy as np
import pandas as pd
import pytest

import simcorr as sc
from simcorr.errors import AnalysisError, InterventionError, RunError, ScenarioError
from simcorr.executors.kept import keeping_tasks
from simcorr.setting import Narrowing, Setting, simulating
from simcorr.setting.narrowing import Answer, narrow
from simcorr.setting.numbers import INPUTS
from simcorr.setting.weighing import weights
from simcorr.setting.world import (
    MOST_PARTIES_PER_OFFICIAL,
    at_flow,
    inputs_of,
    middle_of,
    scenario_at,
    size_of,
)

SETS = 20
PLAIN = str.maketrans({"\N{NO-BREAK SPACE}": " ", "\N{MINUS SIGN}": "-"})


def answer(effects, distances=None, scale=1.0, keeps_load=True):
    """Plant what a sheet says of bribes: the changes by arm, a value a set, without noise."""
    distances = pd.DataFrame(index=range(SETS)) if distances is None else pd.DataFrame(distances)
    table = pd.concat(
        pd.DataFrame({"set": range(SETS), "outcome": "bribes", "intervention": arm, "change": changes, "noise": 0.0,
                      "guess": changes})
        for arm, changes in effects.items()
    )  # fmt: skip
    names = ("surveyed_paid", "surveyed_reporting", "criminal_share")
    rates = pd.DataFrame({name: np.linspace(0.2, 0.4, SETS) for name in names})
    inputs = pd.DataFrame({number.name: np.ones(SETS) for number in INPUTS})
    inputs = inputs.assign(flow=1000.0, scale=scale, keeps_load=keeps_load)
    return Answer(inputs, rates, distances, weights(distances, np.zeros(SETS)), table)


def planted(own, blank, distances=None, scale=1.0, keeps_load=True, **numbers):
    setting = Setting("planted", "land", numbers or {"fee_usd": 400})
    return Narrowing(setting, ("bribes",), answer(own, distances, scale, keeps_load), answer(blank), replicates=3)


def told(*args, **options):
    return [message.translate(PLAIN) for message in planted(*args, **options).messages()]


WIDE, NARROW = np.linspace(-0.5, 0.1, SETS), np.linspace(-0.3, -0.2, SETS)
WEAK = np.linspace(-0.02, 0.02, SETS)


def test_a_range_that_shrinks_is_said_with_its_ends():
    given, middle, narrowed, best = told({"Strong": NARROW, "Weak": WEAK}, {"Strong": WIDE, "Weak": WEAK * 4})
    assert given.startswith("Of ten numbers, 1 was given: fee_usd 400. Left open: journeys_per_year, posts")
    assert "of one case in the middle" in middle
    assert "a fee of 400 USD" in middle
    assert narrowed.startswith(
        "Strong: bribes paid change by -31 % to -19 % in nine of ten cases with these numbers, by -53 %"
    )
    assert "narrower (median)" in narrowed
    assert best.startswith(
        "In 100 % of the parameter sets, counted by how well they fit (80 % with a blank sheet), Strong does"
    )


def test_numbers_that_narrow_nothing_are_not_praised():
    assert "the numbers hardly narrow the ranges" in told({"Strong": WIDE}, {"Strong": WIDE})[2]
    assert "wider (median)" in told({"Strong": WIDE}, {"Strong": NARROW})[2]


def test_an_empty_sheet_claims_no_narrowing():
    found = Narrowing(Setting("x", "land", {}), ("bribes",), answer({"Strong": WIDE}), answer({"Strong": WIDE}), 3)
    messages = found.messages()
    assert messages[0].startswith("No number was given")
    assert len(messages) == 3
    assert "blank" not in messages[2]


def test_a_choice_that_depends_on_what_is_unknown_is_said_to():
    one, other = np.where(np.arange(SETS) < 12, -0.3, -0.1), np.where(np.arange(SETS) < 12, -0.1, -0.3)
    last = told({"One": one, "Other": other}, {"One": one, "Other": other})[-1]
    assert "In 60 % of the parameter sets" in last
    assert "The choice between it and Other depends on what is still unknown." in last


def test_a_measure_that_lowers_nothing_wins_nothing():
    assert (
        told({"One": WEAK + 1.0}, {"One": WEAK + 1.0})[-1] == "In no parameter set does any measure lower bribes paid."
    )


def test_a_winner_by_chance_is_said_to_be_one():
    assert "its mean change, 0.0 %, cannot be told from none" in told({"One": WEAK}, {"One": WEAK})[-1]


def test_a_part_of_a_corridor_is_said_to_be_one():
    said = told({"One": NARROW}, {"One": NARROW}, scale=6.7)[1]
    assert (
        "one party and one official in 6.7: percentages hold for all of it, counts of persons, bribes and cases" in said
    )
    assert "part of the corridor" not in told({"One": NARROW}, {"One": NARROW})[1]


def test_officials_who_meet_too_few_are_counted():
    assert told({"One": NARROW}, {"One": NARROW}, keeps_load=False)[-1].startswith(
        "In 20 of 20 parameter sets officials at"
    )


def test_rates_that_fit_say_how_many_sets_are_left_and_what_these_give():
    distances = {"surveyed_paid": [*[0.0] * 10, *[9.0] * 10]}
    found = planted({"One": NARROW}, {"One": NARROW}, distances, bribery_rate=0.3)
    assert found.fits
    assert found.effective_sets == pytest.approx(10.0)
    assert "about 10 fit the rates" in found.messages()[2]
    assert "give bribery_rate 0.247" in found.messages()[2]
    assert found.nearest == 0


def test_a_rate_that_no_set_fits_is_named_with_the_nearest_and_nothing_else_is_said():
    distances = {"surveyed_paid": np.linspace(9.0, 2.5, SETS)}
    found = planted({"One": NARROW}, {"One": NARROW}, distances, bribery_rate=0.95)
    assert not found.fits
    assert len(found.messages()) == 3
    assert "comes near the bribery_rate that was given (0.95): the nearest gives 0.4" in found.messages()[2]
    assert "should not be used" in found.messages()[2]


def test_rates_that_fit_one_by_one_but_not_together_are_said_not_to():
    half = np.arange(SETS) < SETS // 2
    distances = {"surveyed_paid": np.where(half, 0.0, 9.0), "criminal_share": np.where(half, 9.0, 0.0)}
    found = planted({"One": NARROW}, {"One": NARROW}, distances, bribery_rate=0.3, prosecuted_share=0.2)
    assert "No parameter set fits all rates that were given at the same time" in found.messages()[2]


def test_undefined_effects_are_no_numbers():
    empty = np.full(SETS, np.nan)
    found = planted({"One": empty}, {"One": empty})
    assert "these runs cannot tell how much" in found.messages()[2]
    assert found.tables()[1].rows[0][1:] == ["undefined", "undefined", "undefined", "undefined"]
    assert found.plot().axes


def test_large_numbers_are_written_out():
    setting = {"journeys_per_year": 5_000_000, "fee_usd": 0.5e5}
    assert "journeys_per_year 5,000,000 and fee_usd 50,000" in told({"One": NARROW}, {"One": WIDE}, **setting)[0]


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
    assert scenario.name == "my corridor"


@pytest.mark.parametrize("way", ["land", "sea", "air"])
@pytest.mark.parametrize(
    ("journeys", "officials"), [(2_000, 4), (20_000, 30), (200_000, 30), (200_000, 1000), (500, 200)]
)
def test_of_large_flows_a_part_is_simulated_that_keeps_what_each_official_meets(way, journeys, officials):
    inputs = {"journeys_per_year": journeys, "posts": 1, "staff_per_post": officials}
    size = size_of(way, inputs)
    parties = journeys / {"land": 5, "sea": 20, "air": 2}[way]
    assert size.officials >= min(officials, 6)
    assert size.keeps_load == (parties / officials <= MOST_PARTIES_PER_OFFICIAL * 1.2)
    if size.keeps_load:
        assert size.parties / size.officials == pytest.approx(parties / officials, rel=0.1)
    assert size.parties <= 600 or size.officials <= 6


@pytest.mark.parametrize("way", ["land", "sea", "air"])
def test_the_border_is_one_stage_where_any_of_its_posts_may_be_met(way):
    setting = Setting("mine", way, {"posts": 3, "staff_per_post": 4})
    inputs = middle_of(setting)
    (corridor,) = scenario_at(setting, inputs).corridors
    gate = "airports" if way == "air" else "border_crossings"
    (stage,) = [stage for stage in corridor.stages if stage.context == gate]
    assert corridor.name == way
    assert stage.posts is None
    assert sum(post.staff for post in corridor.posts if post.context == gate) == size_of(way, inputs).officials


def test_posts_share_the_officials_that_are_simulated():
    setting = Setting("x", "land", {"journeys_per_year": 30_000, "posts": 20, "staff_per_post": 50})
    posts = [post for post in scenario_at(setting, middle_of(setting)).corridors[0].posts
             if post.context == "border_crossings"]  # fmt: skip
    assert sum(post.staff for post in posts) == size_of("land", middle_of(setting)).officials == 100
    assert len(posts) == 20
    assert {post.staff for post in posts} == {5}


@pytest.mark.parametrize(("way", "member"), [("land", 0), ("land", 17), ("sea", 5), ("air", 33)])
def test_the_flow_that_is_asked_for_comes_out_in_every_set(way, member):
    """A flow by sea is a few large parties: chance alone moves a run by a sixth, and the mean of 16 by a twentieth."""
    setting = Setting("x", way, {"journeys_per_year": 4000, "posts": 3, "staff_per_post": 10})
    scenario = at_flow(scenario_at(setting, middle_of(setting), member), 3000.0)
    runs = [sc.run(scenario, seed=seed) for seed in range(20, 36)]
    chose = np.mean([run.corridors.loc[run.corridors["week"] >= 0, "chose_smuggler"].sum() for run in runs])
    gave_up = np.mean([run.corridors.loc[run.corridors["week"] >= 0, "gave_up_waiting"].sum() for run in runs])
    assert (chose - gave_up) / (scenario.window_weeks / 52) == pytest.approx(3000, rel=0.15)


def test_more_parties_than_officials_can_meet_are_refused_before_anything_runs():
    setting = Setting("x", "land", {"journeys_per_year": 5_000_000, "posts": 1, "staff_per_post": 1})
    with pytest.raises(
        ScenarioError, match=r"5,000,000 past 1 officials .* are 1,000,000 parties a year for each; allowed"
    ):
        setting.narrow(ARMS)


# --- runs ---------------------------------------------------------------------------------------------------------

ARMS = {"Prosecution": sc.ProsecuteInsteadOfTransfer.dose("full", delivery=1.0)}


@pytest.fixture(scope="module")
def found():
    setting = Setting(
        "small",
        "land",
        {"journeys_per_year": 2000, "posts": 2, "staff_per_post": 8, "fee_usd": 400, "bribery_rate": (0.2, 0.5)},
    )
    return setting.narrow(ARMS, sets=8, replicates=2, workers=1)


def test_a_run_gives_both_answers(found):
    assert len(found.numbers.weight) == len(found.blank.weight) == 8
    assert found.numbers.weight.sum() == pytest.approx(1.0)
    assert list(found.numbers.misfit) == ["surveyed_paid"]
    assert found.blank.misfit.shape[1] == 0
    assert set(found.numbers.effects["outcome"]) == {"bribes", "exploited"}
    assert found.ranges()["low"].iloc[0] <= found.ranges()["high"].iloc[0]
    assert found.numbers.inputs["flow"].to_numpy() == pytest.approx(2000.0, rel=0.35)
    assert found.central.corridors[0].fee_usd == 400
    assert len(found.messages()) >= 5


def test_the_same_request_gives_the_same_answer(found):
    again = found.setting.narrow(ARMS, sets=8, replicates=2, workers=2)
    pd.testing.assert_frame_equal(again.numbers.effects, found.numbers.effects)
    assert again.messages() == found.messages()


def test_what_is_done_of_a_sheet_is_kept(found, tmp_path, monkeypatch):
    calls, totals = [], simulating._totals

    def interrupted(*values):
        calls.append(1)
        if len(calls) == 50:
            raise KeyboardInterrupt
        return totals(*values)

    options = {"sets": 8, "replicates": 2, "workers": 1}
    monkeypatch.setattr(simulating, "_totals", interrupted)
    with pytest.raises(KeyboardInterrupt), keeping_tasks(tmp_path / "sheet.sqlite"):
        found.setting.narrow(ARMS, **options)
    with keeping_tasks(tmp_path / "sheet.sqlite"):
        again = found.setting.narrow(ARMS, **options)
    pd.testing.assert_frame_equal(again.numbers.effects, found.numbers.effects, check_exact=True)
    assert again.messages() == found.messages()
    once = len(calls)
    with keeping_tasks(tmp_path / "sheet.sqlite"):
        found.setting.narrow(ARMS, **options)
    assert len(calls) == once == 50 + 2 * 8 * (4 * 2 + 2) - 40


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

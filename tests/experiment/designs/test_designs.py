"""Designs say what they vary, reach everything that has a name, and refuse what cannot be simulated."""

import numpy as np
import pytest

import simcorr as sc
from simcorr.experiment.arms import checked_arms
from simcorr.experiment.designs import Targets, design_from
from tests.planted import small_scenario

ARMS = {
    "Rotation": sc.StaffRotation(interval_weeks=26),
    "Both": [sc.StaffRotation(interval_weeks=26), sc.OfficialWages(factor=1.2)],
}
FINE = {"officials.fine_usd": sc.Between(1000, 50000, scale="log")}


@pytest.fixture
def targets():
    scenario = small_scenario()
    return Targets(scenario, checked_arms(scenario, ARMS))


def test_a_grid_has_every_combination_and_the_last_name_varies_fastest(targets):
    points = sc.Grid({"Rotation.interval_weeks": sc.Values([4, 13]), "switches.trust": sc.Values([True, False])})
    assert points.table(targets).to_numpy().tolist() == [[4, True], [4, False], [13, True], [13, False]]


@pytest.mark.parametrize(
    "name",
    ["officials.fine_usd", "corridors.land.fee_usd", "contexts.*.visibility", "Rotation.delivery",
     "Both.official_wages.factor"],
)  # fmt: skip
def test_everything_with_a_name_can_be_varied(targets, name):
    assert len(sc.Grid({name: sc.Values([1])}).table(targets)) == 1


@pytest.mark.parametrize("design", [sc.LatinHypercube(FINE, 16), sc.Sobol(FINE, 16), sc.Morris(FINE, 8)])
def test_sampled_points_lie_within_the_limits_and_come_back_from_their_description(targets, design):
    points = design.table(targets)["officials.fine_usd"]
    assert points.between(1000, 50000).all()
    again = design_from(design.description()).table(targets)["officials.fine_usd"]
    assert np.array_equal(points, again)


def test_whole_numbers_stay_whole(targets):
    points = sc.LatinHypercube({"smugglers.count": sc.Between(5, 50)}, 9).table(targets)["smugglers.count"]
    assert (points == points.round()).all()


def test_names_alone_are_varied_over_their_declared_bounds(targets):
    points = sc.LatinHypercube(["officials.peer_effect"], 200).table(targets)["officials.peer_effect"]
    declared = sc.parameters.declaration("officials.peer_effect")
    assert points.min() < declared.low + 0.05 * (declared.high - declared.low)
    assert points.max() > declared.high - 0.05 * (declared.high - declared.low)


def test_one_at_a_time_begins_with_the_scenario_as_it_is(targets):
    points = sc.OneAtATime({**FINE, "officials.peer_effect": sc.Between(0, 2)}).table(targets)
    usual = targets.scenario.officials
    assert points.loc[0].tolist() == [usual.fine_usd, usual.peer_effect]
    assert points.loc[1:, "officials.fine_usd"].tolist() == [1000, 50000, usual.fine_usd, usual.fine_usd]


def test_designs_are_crossed():
    scenario = small_scenario()
    design = sc.Members(first=3) * sc.Grid({"Rotation.interval_weeks": sc.Values([4, 13])})
    for each in (design, design_from(design.description())):
        points = each.table(Targets(scenario, checked_arms(scenario, ARMS), each.forms))
        assert len(points) == 6
        assert points["form.publicity"].isin(["national", "local"]).all()


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: sc.Values([]), "empty"),
        (lambda: sc.Values("13"), "allowed is a list"),
        (lambda: sc.Values([1, 1]), "more than once"),
        (lambda: sc.Values([float("nan")]), "finite numbers"),
        (lambda: sc.Linspace(1, 0, 3), "upside down"),
        (lambda: sc.Linspace(0, 1, 1), "whole number from 2"),
        (lambda: sc.Between(0, 1, scale="log"), "above 0"),
        (lambda: sc.Between(0, 1, scale="lg"), "allowed are linear and log"),
        (lambda: sc.Grid({}), "varies nothing"),
        (lambda: sc.Grid({"officials.fine_usd": [1, 2]}), r"write Values\(\[1, 2\]\)"),
        (lambda: sc.Grid(FINE), "where its points lie"),
        (lambda: sc.LatinHypercube(FINE, 0), "at least 1"),
        (lambda: sc.Sobol(FINE, 100), "64 or 128"),
        (lambda: sc.Points([]), "empty"),
        (lambda: sc.Points([{"officials.fine_usd": 1}, {}]), "point 1 has no value for officials.fine_usd"),
        (lambda: sc.Grid({"a": sc.Values([1])}) * sc.Grid({"a": sc.Values([1])}), "both designs vary a"),
        (lambda: sc.Members(first=1000), "allowed is 1 to"),
        (lambda: design_from({"kind": "gird"}), "did you mean 'grid'"),
        (lambda: design_from({"kind": "grid", "over": {"a": [1]}}), "allowed is {values"),
    ],
)
def test_what_makes_no_design_is_refused_at_once(make, words):
    with pytest.raises(sc.DesignError, match=words):
        make()


@pytest.mark.parametrize(
    ("over", "words"),
    [
        ({"officials.fine_us": sc.Values([1])}, "did you mean 'officials.fine_usd'"),
        ({"Rotation.interval_week": sc.Values([1])}, "did you mean 'Rotation.interval_weeks'"),
        ({"Rotation.delivery": sc.Values([1.2])}, "Rotation.delivery would be 1.2; allowed is 0 to 1"),
        ({"contexts.airports.discretion": sc.Values([1.2])}, "contexts.airports.discretion would be 1.2"),
        ({"contexts.*.visibilty": sc.Values([1])}, "did you mean 'visibility'"),
    ],
)
def test_points_that_cannot_be_simulated_are_refused_before_anything_runs(over, words):
    with pytest.raises(sc.DesignError, match=words):
        sc.sweep(small_scenario(), ARMS, over, replicates=1, progress=False)


def test_a_parameter_set_switches_nothing_on_that_the_scenario_has_off():
    ensemble = sc.load_ensemble()
    off = sc.load_scenario("scenarios/three_corridors.toml")
    table = sc.Members(first=4).table(Targets(off, {}, ensemble.forms))
    assert (table[ensemble.switched_off(off)] == 0).all(axis=None)
    assert table["justice.detention_weeks"].dtype.kind == "i"
    assert (table["officials.fine_usd"] == ensemble.parameters["officials.fine_usd"].head(4)).all()

"""Designs from files, joined, constrained and drawn from distributions."""

import json

import numpy as np
import pandas as pd
import pytest
from scipy import stats

import simcorr as sc
from simcorr.errors import DesignError
from simcorr.experiment.arms import checked_arms
from simcorr.experiment.designs import Targets, design_from
from simcorr.experiment.designs.design import points_of
from tests.planted import small_scenario

ARMS = {"Rotation": sc.StaffRotation(interval_weeks=26), "Two words": sc.OfficialWages(factor=1.2)}
FINE, PEER = "officials.fine_usd", "officials.peer_effect"
FINES = sc.LatinHypercube({FINE: sc.Between(1000, 50000), PEER: sc.Between(0, 2)}, 32)


@pytest.fixture
def targets():
    scenario = small_scenario()
    return Targets(scenario, checked_arms(scenario, ARMS))


def again(design):
    return design_from(json.loads(json.dumps(design.description())))


# ------------------------------------------------------------------------------------------------- from a file


def test_points_are_read_from_a_file_as_the_same_rows_would_be(tmp_path, targets):
    rows = [{FINE: 5000, "Rotation.contexts": "airports", "switches.trust": True},
            {FINE: 2500, "Rotation.contexts": "everywhere", "switches.trust": False}]  # fmt: skip
    pd.DataFrame(rows).rename_axis("point").to_csv(tmp_path / "pts.csv")
    assert sc.Points(tmp_path / "pts.csv").table(targets).equals(sc.Points(rows).table(targets))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "is empty"),
        ("a\n", "has no row"),
        ("a,a\n1,2\n", "column 'a' more than once"),
        ("a,\n1,2\n", "column 2 has no name"),
        ("a,b\n1,2\n3,\n", "point 1 has no value for b"),
        ("a\nNaN\n", "point 0 has no value for a"),
        ("a,b\n1,2\n1,2,3\n", "point 1 has 3 cells; allowed are 2"),
    ],
)
def test_a_file_that_holds_no_points_is_refused(tmp_path, text, words):
    (tmp_path / "pts.csv").write_text(text)
    with pytest.raises(DesignError, match=words):
        sc.Points(tmp_path / "pts.csv")


def test_a_path_that_leads_nowhere_says_so():
    with pytest.raises(DesignError, match=r"there is no file 'pts.csv' with points"):
        sc.Points("pts.csv")
    with pytest.raises(DesignError, match="Points got 3 as a row"):
        sc.Points([3])


def test_an_experiment_file_names_files_beside_it_or_below_only(tmp_path):
    sc.save_scenario(small_scenario(), tmp_path / "small.toml")
    (tmp_path / "below").mkdir()
    (tmp_path / "below" / "pts.csv").write_text(f"{FINE}\n5000\n2500\n")
    file = tmp_path / "mine.toml"
    file.write_text('scenario = "small.toml"\n[design]\nkind = "points"\nrows = "below/pts.csv"\n')
    assert sc.load_experiment(file).design.rows[FINE].tolist() == [5000, 2500]
    for outside in ("../pts.csv", "/tmp/pts.csv", "below/../../pts.csv"):
        file.write_text(f'scenario = "small.toml"\n[design]\nkind = "points"\nrows = "{outside}"\n')
        with pytest.raises(DesignError, match="allowed is a file beside the experiment file"):
            sc.load_experiment(file)


# ---------------------------------------------------------------------------------------------------- unions


def test_a_union_has_the_points_of_both_once_and_fills_in_what_one_does_not_vary(targets):
    base = targets.scenario.officials
    fines = sc.Grid({FINE: sc.Values([1000.0, base.fine_usd])})
    peers = sc.Grid({PEER: sc.Values([base.peer_effect, 2.0])})
    for design in (fines + peers, sc.Union([fines, peers, fines]), again(fines + peers)):
        assert design.table(targets)[[FINE, PEER]].to_numpy().tolist() == [
            [1000.0, base.peer_effect], [base.fine_usd, base.peer_effect], [base.fine_usd, 2.0],
        ]  # fmt: skip


def test_a_union_runs_and_comes_back_from_a_file(tmp_path):
    sc.save_scenario(small_scenario(), tmp_path / "small.toml")
    (tmp_path / "mine.toml").write_text(
        f'scenario = "small.toml"\nreplicates = 2\n[[design]]\nkind = "grid"\nover."{FINE}" = {{ values = [1, 2] }}\n'
        f'[[design]]\nkind = "grid"\nover."{PEER}" = {{ values = [0.5] }}\n'
    )
    found = sc.load_experiment(tmp_path / "mine.toml").run(store=tmp_path / "kept.sqlite", workers=1, progress=False)
    assert found.counts["failed"] == 0
    assert len(sc.load_sweep(tmp_path / "kept.sqlite").points) == 3
    assert sc.load_sweep(tmp_path / "kept.sqlite").description["design"]["kind"] == "union"


@pytest.mark.parametrize(
    ("names", "words"),
    [
        (["contexts.*.discretion", "contexts.trial.discretion"], "change the same value; give one"),
        (["Rotation.dose", "Rotation.interval_weeks"], "'Rotation.dose' and 'Rotation.interval_weeks' change the same"),
        (["officials", FINE], "change the same value"),
    ],
)
def test_names_that_change_the_same_value_are_refused_in_one_design_and_in_a_union(targets, names, words):
    value = {"Rotation.dose": "full", "officials": 1}
    one, other = (sc.Grid({name: sc.Values([value.get(name, 1)])}) for name in names)
    for design in (one * other, one + other, sc.Grid({**other.over, **one.over})):
        with pytest.raises(DesignError, match=words):
            points_of(design, targets)


def test_a_union_needs_a_value_for_every_name():
    with pytest.raises(DesignError, match="allowed are two or more"):
        sc.Union([FINES])
    arms = {"Wages": sc.OfficialWages(factor=1.2)}
    design = sc.Grid({"Wages.cost_per_week_usd": sc.Values([1])}) + sc.Grid({FINE: sc.Values([1])})
    with pytest.raises(DesignError, match=r"Wages.cost_per_week_usd has no value in the scenario or the arm"):
        sc.sweep(small_scenario(), arms, design, progress=False)


# ----------------------------------------------------------------------------------------------- constraints


@pytest.mark.parametrize("design", [FINES, sc.Sobol(FINES.over, 32)])
def test_a_sample_is_filled_up_to_the_points_asked_for(targets, design):
    held = sc.Constrained(design, f"{FINE} < 20000 * {PEER} and not {PEER} > 1.5")
    points = held.table(targets)
    assert len(points) == 32
    assert (points[FINE] < 20000 * points[PEER]).all()
    assert (points[PEER] <= 1.5).all()
    assert again(held).table(targets).equals(points)
    free = design.table(targets)
    kept = free[(free[FINE] < 20000 * free[PEER]) & (free[PEER] <= 1.5)].reset_index(drop=True)
    assert points.head(len(kept)).equals(kept)  # the first ones are those of the design itself


def test_other_designs_keep_the_points_that_pass(targets):
    grid = sc.Grid({"Two words.factor": sc.Values([1.1, 1.5]), "Rotation.dose": sc.Values(["firm", "full"])})
    held = sc.Constrained(grid, "`Two words.factor` <= 1.2 and Rotation.dose == 'full'")
    assert held.table(targets).to_numpy().tolist() == [[1.1, "full"]]
    own = f"{PEER} <= {targets.scenario.officials.peer_effect} and `Two words.factor` > 1.2"
    assert len(sc.Constrained(grid, own).table(targets)) == 2
    twice = sc.Constrained(sc.Constrained(FINES, f"{FINE} > 9000"), f"{PEER} > 1")
    assert len(twice.table(targets)) == 32


def test_a_condition_stands_in_a_file(tmp_path):
    sc.save_scenario(small_scenario(), tmp_path / "small.toml")
    (tmp_path / "mine.toml").write_text(
        f'scenario = "small.toml"\n[design]\nkind = "latin_hypercube"\npoints = 8\nwhere = "{FINE} <= 2000"\n'
        f'over."{FINE}" = {{ low = 1000, high = 5000 }}\n'
    )
    found = sc.load_experiment(tmp_path / "mine.toml").run(replicates=1, workers=1, progress=False)
    assert len(found.points) == 8
    assert found.points[FINE].max() <= 2000


@pytest.mark.parametrize(
    ("where", "words"),
    [
        ("", "allowed is a text"),
        ("1 < 2", "names nothing"),
        (f"{FINE} <", "cannot be read"),
        ("__import__('os').system('true')", "has a call"),
        (f"{FINE} ** 9 < 1", "has a pow"),
        (f"[{FINE}] < 1", "has a list"),
        (f"{FINE} if {FINE} else 1", "cannot be read|has a"),
        ("(lambda: 1)()", "cannot be read|has a"),
    ],
)
def test_a_condition_is_comparisons_and_arithmetics_and_nothing_else(where, words):
    with pytest.raises(DesignError, match=words):
        sc.Constrained(FINES, where)


@pytest.mark.parametrize(
    ("where", "words"),
    [
        (f"{FINE} + 1", "neither true nor false"),
        ("officials.fine_us > 1", "did you mean 'officials.fine_usd'"),
        (f"{FINE} < 1050 and {PEER} < 0.001", "meet .*; allowed is 1% or more"),
        (f"{FINE} == 'a' + {PEER}", "cannot be told|neither"),
    ],
)
def test_a_condition_that_cannot_be_met_is_refused_before_anything_runs(targets, where, words):
    with pytest.raises(DesignError, match=words):
        sc.Constrained(FINES, where).table(targets)


@pytest.mark.parametrize(
    "design",
    [sc.Morris([FINE], 4), sc.Saltelli([FINE], 4), sc.OneAtATime([FINE]),
     sc.Morris([FINE], 4) * sc.Grid({PEER: sc.Values([1])}), sc.OneAtATime([FINE]) + sc.Grid({PEER: sc.Values([1])})],
)  # fmt: skip
def test_designs_whose_points_belong_together_take_no_condition(design):
    with pytest.raises(DesignError, match="takes no condition: its points belong together"):
        sc.Constrained(design, f"{FINE} < 3000")


# --------------------------------------------------------------------------------------------- distributions


@pytest.mark.parametrize("kind", [sc.LatinHypercube, sc.Sobol, sc.Saltelli])
def test_points_follow_a_distribution_and_its_description_gives_the_same_ones(targets, kind):
    axis = sc.Distributed(stats.lognorm(0.3, scale=5000.0))
    design = kind({FINE: axis, PEER: sc.Between(0, 2)}, 128)
    points = design.table(targets)
    assert stats.kstest(points[FINE], axis.distribution.cdf).statistic < 0.06
    assert again(design).table(targets).equals(points)


def test_values_outside_the_bounds_are_refused_by_their_quantile_or_cut_off(targets):
    wide = stats.norm(1.0, 2.0)
    with pytest.raises(
        DesignError, match=r"officials.peer_effect would be -\d.* at the 0.\d+ quantile of norm\(loc=1, "
    ):
        sc.Sobol({PEER: sc.Distributed(wide)}, 64).table(targets)
    cut = sc.Sobol({PEER: sc.Distributed(wide, truncate=True)}, 256)
    points = cut.table(targets)[PEER]
    target = targets.find(PEER)
    inside = wide.cdf(target.high) - wide.cdf(target.low)
    assert points.between(target.low, target.high).all()
    assert not points.isin([target.low, target.high]).any()
    assert (points < 1.0).mean() == pytest.approx((wide.cdf(1.0) - wide.cdf(target.low)) / inside, abs=0.02)
    assert again(cut).table(targets)[PEER].equals(points)


def test_whole_numbers_of_a_distribution_stay_whole(targets):
    design = sc.LatinHypercube({"Rotation.interval_weeks": sc.Distributed(stats.gamma(4.0, scale=8.0), True)}, 50)
    points = design.table(targets)["Rotation.interval_weeks"]
    assert np.array_equal(points, points.round())
    assert points.min() >= 1


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: sc.Distributed(3), "Distributed got a int; allowed is a distribution such as"),
        (lambda: sc.Distributed(stats.norm), "allowed is a distribution such as"),
        (lambda: sc.Distributed(stats.lognorm(s=-1.0)), "has no values"),
        (lambda: sc.Distributed(stats.norm([1, 2])), "allowed is one finite number|has no values"),
        (lambda: sc.Morris({FINE: sc.Distributed(stats.norm(1, 2))}, 4), "allowed is Between"),
    ],
)
def test_what_is_no_distribution_is_refused(make, words):
    with pytest.raises(DesignError, match=words):
        make()


@pytest.mark.parametrize(
    ("axis", "words"),
    [
        ({"distribution": "lognrm", "s": 1.0}, "did you mean 'lognorm'"),
        ({"distribution": "weibull_min", "c": 1.0}, "unknown distribution 'weibull_min' in officials.fine_usd"),
        ({"distribution": "__class__"}, "unknown distribution"),
        ({"distribution": "lognorm"}, "lognorm got nothing; allowed are s, loc, scale"),
        ({"distribution": "norm", "sd": 2.0}, "norm got sd; allowed are loc, scale"),
        ({"distribution": "norm", "loc": "a"}, "loc of norm is 'a'; allowed is a number"),
        ({"distribution": "norm", "truncate": 1}, "truncate is 1; allowed is true or false"),
    ],
)
def test_a_file_names_distributions_of_a_short_list(tmp_path, axis, words):
    with pytest.raises(DesignError, match=words):
        design_from({"kind": "latin_hypercube", "points": 4, "over": {FINE: axis}}, tmp_path)

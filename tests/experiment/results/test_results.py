"""What comparisons and sweeps offer alike: tables, two arms set against each other, a run repeated, results joined."""

import json
import sqlite3
from contextlib import closing

import pandas as pd
import pytest

import simcorr as sc
from simcorr.errors import AnalysisError, ResultError
from tests.planted import small_scenario

ROTATION, WAGES = sc.StaffRotation(interval_weeks=13), sc.OfficialWages(factor=1.5)
ARMS = {"Rotation": ROTATION, "Wages": WAGES}


def compare(arms=ARMS, replicates=6, **values):
    return sc.compare(small_scenario(), arms, replicates, progress=False, **values)


@pytest.fixture(scope="module")
def comparison():
    return compare()


@pytest.fixture(scope="module")
def sweep():
    over = {"Rotation.interval_weeks": sc.Values([4, 13]), "officials.fine_usd": sc.Values([1000.0, 5000.0])}
    return sc.sweep(small_scenario(), {"Rotation": ROTATION}, over, 3, progress=False, series=True)


def test_tables_hold_numbers_and_are_those_of_the_effects(comparison):
    table = comparison.table("bribes").set_index("intervention")
    for arm in comparison.interventions:
        effect = comparison.effect("bribes", arm)
        for column in ("baseline_mean", "mean", "difference", "simultaneous_low", "relative_high", "verdict"):
            assert table.loc[arm, column] == effect[column]
    assert list(comparison.table(["bribes", "exploited"])["outcome"]) == ["bribes"] * 2 + ["exploited"] * 2


def test_summaries_hold_text(comparison, sweep):
    assert list(comparison.summary("bribes").index) == ["Rotation", "Wages"]
    assert comparison.summary("bribes").iloc[0, 0].endswith((")", "?"))
    assert sweep.summary("bribes").index.names == ["point", "Rotation.interval_weeks", "officials.fine_usd",
                                                   "intervention"]  # fmt: skip


def test_a_sweep_at_one_point_says_what_the_comparison_says(comparison):
    at_one = sc.sweep(small_scenario(), ARMS, None, 6, progress=False)
    pd.testing.assert_frame_equal(at_one.table("bribes").drop(columns="point"), comparison.table("bribes"))
    assert (at_one.runs["seed"].to_numpy() == comparison.runs["seed"].to_numpy()).all()


def test_two_arms_are_set_against_each_other(comparison):
    row = comparison.against("Rotation", "Wages", "bribes").iloc[0]
    wide = comparison.wide("bribes")
    assert row["difference"] == pytest.approx((wide["Rotation"] - wide["Wages"]).mean())
    assert (row["intervention"], row["reference"]) == ("Rotation", "Wages")
    assert row["reference_mean"] == pytest.approx(wide["Wages"].mean())
    turned = comparison.against("Wages", "Rotation", "bribes").iloc[0]
    assert turned["difference"] == pytest.approx(-row["difference"])


@pytest.mark.parametrize(
    ("arms", "message"), [(("Rotaton", "Wages"), "did you mean 'Rotation'"), (("Wages", "Wages"), "against itself")]
)
def test_arms_that_cannot_be_compared_are_refused(comparison, arms, message):
    with pytest.raises(AnalysisError, match=message):
        comparison.against(*arms)


def test_a_name_that_is_no_outcome_is_refused(comparison, sweep):
    for result in (comparison, sweep):
        with pytest.raises(AnalysisError, match="did you mean 'bribes'"):
            result.table(["bribs"])


def test_an_own_outcome_that_was_not_asked_for_is_refused_by_name(comparison, sweep):
    sc.run(small_scenario(), outcomes={"of_another_run": "bribes / 2"})
    for result in (comparison, sweep):
        with pytest.raises(AnalysisError, match="these runs do not have the outcome 'of_another_run'"):
            result.table("of_another_run")


def test_one_point_is_no_choice(comparison):
    with pytest.raises(AnalysisError, match=r"one point is no choice.*over_ensemble"):
        comparison.decide("bribes")


class TestRerun:
    @pytest.mark.parametrize("place", [0, 4, 17])
    def test_a_row_of_a_comparison_is_done_again_with_its_events(self, comparison, place):
        row = comparison.runs.iloc[place]
        run = comparison.rerun(row)
        assert run.record.seed == row["seed"]
        assert run.outcomes["bribes"] == row["bribes"]
        assert (run.events["kind"] == "bribe").any()

    @pytest.mark.parametrize("place", [0, 7, 23])
    def test_a_row_of_a_sweep_is_done_again_at_its_point(self, sweep, place):
        row = sweep.runs.iloc[place]
        run = sweep.rerun(place, events=False)
        assert run.scenario.officials.fine_usd == row["officials.fine_usd"]
        assert run.outcomes["exploited"] == row["exploited"]
        assert run.events is None

    def test_it_works_from_a_file(self, sweep, comparison, tmp_path):
        sweep.save(tmp_path / "kept.sqlite")
        read = sc.load_sweep(tmp_path / "kept.sqlite")
        assert read.rerun(9, events=False).outcomes["bribes"] == sweep.runs.iloc[9]["bribes"]
        comparison.save(tmp_path / "kept")
        again = sc.Comparison.load(tmp_path / "kept")
        assert again.rerun(5, events=False).outcomes["bribes"] == comparison.runs.iloc[5]["bribes"]

    def test_a_row_that_is_not_of_this_model_is_refused(self, comparison):
        row = comparison.runs.iloc[3].copy()
        row["bribes"] += 1
        with pytest.raises(ResultError, match=r"this run has bribes = .* it was simulated by another version"):
            comparison.rerun(row)

    def test_what_is_no_row_is_refused(self, comparison):
        with pytest.raises(ResultError, match="the row has no 'seed'"):
            comparison.rerun({"intervention": "Wages"})

    @pytest.mark.slow
    def test_either_engine_gives_the_run(self):
        found = compare({"Rotation": ROTATION}, 2, engine="mesa", workers=1)
        assert found.rerun(1, events=False).record.engine == "mesa"


class TestJoin:
    @pytest.fixture(scope="class")
    def parts(self):
        return [compare({"Rotation": ROTATION}), compare({"Wages": WAGES})]

    def test_joined_they_are_the_comparison_of_all(self, parts, comparison):
        joined = sc.join(parts)
        pd.testing.assert_frame_equal(joined.effects, comparison.effects)
        pd.testing.assert_frame_equal(joined.fees, comparison.fees)
        order = ["intervention", "week", "context"]
        pd.testing.assert_frame_equal(
            joined.weekly.sort_values(order, ignore_index=True), comparison.weekly.sort_values(order, ignore_index=True)
        )

    def test_joined_from_files_and_saved(self, parts, comparison, tmp_path):
        for number, part in enumerate(parts):
            part.save(tmp_path / str(number))
        joined = sc.join([sc.Comparison.load(tmp_path / str(number)) for number in range(2)])
        joined.save(tmp_path / "both")
        pd.testing.assert_frame_equal(sc.Comparison.load(tmp_path / "both").effects, comparison.effects)

    def test_what_does_not_go_together_is_refused_by_what_differs(self, parts):
        for other, what in (
            (compare({"Wages": WAGES}, seed=1), "in their seed: 0 and 1"),
            (compare({"Wages": WAGES}, replicates=5), "in their number of replicates: 6 and 5"),
            (compare({"Rotation": WAGES}), "'Rotation' is an arm of several comparisons"),
        ):
            with pytest.raises(ResultError, match=what):
                sc.join([parts[0], other])
        with pytest.raises(ResultError, match="two or more comparisons"):
            sc.join([parts[0]])


class TestSeries:
    def test_its_spans_add_up_to_the_outcome(self, sweep):
        series = sweep.series("bribes")
        assert (series[["0", "13", "26"]].sum(axis=1) == sweep.runs["bribes"]).all()
        assert (series["seed"] == sweep.runs["seed"]).all()

    def test_contexts_add_up_to_the_sum(self, sweep):
        every = sweep.series("bribes", weeks=39)["0"]
        parts = sum(sweep.series("bribes", place=place, weeks=39)["0"] for place in ("documents", "border_crossings",
                    "investigation", "trial", "service_providers"))  # fmt: skip
        assert (parts == every).all()

    @pytest.mark.parametrize(
        ("values", "message"),
        [
            ({"measure": "bribs"}, "did you mean 'bribes'"),
            ({"measure": "bribes", "place": "trail"}, "did you mean 'trial'"),
            ({"measure": "bribes", "weeks": 0}, "weeks is 0"),
        ],
    )
    def test_what_is_not_there_is_refused(self, sweep, values, message):
        with pytest.raises(sc.SimcorrError, match=message):
            sweep.series(**values)

    def test_a_sweep_that_kept_none_says_how_to_keep_them(self):
        plain = sc.sweep(small_scenario(), None, {"smugglers.count": sc.Values([5, 10])}, 2, progress=False)
        with pytest.raises(ResultError, match=r"series=True"):
            plain.series("bribes")


class TestSeeds:
    def test_two_seeds_in_one_store_are_pooled_and_named(self, tmp_path):
        store, over = tmp_path / "runs.sqlite", {"smugglers.count": sc.Values([5, 10])}
        first = sc.sweep(small_scenario(), None, over, 3, seed=0, store=store, progress=False)
        second = sc.sweep(small_scenario(), None, over, 2, seed=7, store=store, progress=False)
        assert (len(first.runs), len(second.runs)) == (6, 4)
        both = sc.load_sweep(store)
        assert both.seeds == {0: 3, 7: 2}
        assert len(both.runs) == 10
        assert both.runs["seed"].nunique() == 5
        assert "seeds 0 (3 replicates) and 7 (2)" in both.caption
        assert sc.sweeps(store)["seeds"].tolist() == ["0, 7"]

    def test_merged_stores_of_two_seeds_lose_nothing(self, tmp_path):
        paths = [tmp_path / f"{seed}.sqlite" for seed in (0, 1)]
        for seed, path in enumerate(paths):
            sc.sweep(small_scenario(), {"Wages": WAGES}, None, 3, seed=seed, store=path, progress=False)
        for order in (paths, paths[::-1]):
            into = tmp_path / f"{order[0].stem}-first.sqlite"
            assert sc.merge_stores(order, into)["runs"] == 12
            assert len(sc.load_sweep(into).runs) == 12

    def test_a_store_of_an_earlier_release_is_read_and_goes_on(self, tmp_path):
        """It knew one seed, in its description, and neither series nor outcomes of one's own."""
        store, over = tmp_path / "runs.sqlite", {"smugglers.count": sc.Values([5, 10])}
        first = sc.sweep(small_scenario(), None, over, 3, seed=5, store=store, progress=False)
        with closing(sqlite3.connect(store)) as connection, connection:
            ((text,),) = connection.execute("SELECT description FROM sweeps")
            old = {**json.loads(text), "seed": 5, "replicates": 3}
            old.pop("own_outcomes")
            connection.execute("UPDATE sweeps SET description = ?", (json.dumps(old),))
            for table in ("seeds", "series", "own_outcomes"):
                connection.execute(f"DROP TABLE {table}")
        for mode in (0o444, 0o644):
            store.chmod(mode)
            read = sc.load_sweep(store)
            assert read.seeds == {5: 3}
            pd.testing.assert_frame_equal(read.runs, first.runs)
        more = sc.sweep(small_scenario(), None, over, 4, seed=5, store=store, series=True, progress=False)
        assert sc.load_sweep(store).seeds == {5: 4}
        assert len(more.series("bribes")) == len(more.runs) == 8

    def test_fewer_replicates_later_hide_none(self, tmp_path):
        store = tmp_path / "runs.sqlite"
        sc.sweep(small_scenario(), {"Wages": WAGES}, None, 4, store=store, progress=False)
        assert len(sc.sweep(small_scenario(), {"Wages": WAGES}, None, 2, store=store, progress=False).runs) == 4
        assert len(sc.load_sweep(store).runs) == 8

"""Selecting the best: Kim and Nelson's guarantee, what common random numbers save, and the real thing."""

import numpy as np
import pytest

import simcorr as sc
from simcorr.analysis.ranking_and_selection import EVERY, Race, h_squared
from simcorr.errors import AnalysisError, RunError
from simcorr.experiment import trial
from tests.planted import small_scenario

ARMS = {"Rotation": sc.StaffRotation(interval_weeks=4), "Wages": sc.OfficialWages(factor=8.0)}


def race(means, random, shared=0.0, delta=1.0, most=2000, first=20):
    """Race normal arms of variance 1 whose common part of the noise has the variance ``shared``."""
    arms = [f"arm {k}" for k in range(len(means))]
    running = Race(arms, delta, "higher", 0.95, first)
    for replicate in range(1, most + 1):
        noise = np.sqrt(shared) * random.normal() + np.sqrt(1.0 - shared) * random.normal(size=len(means))
        running.add(dict(zip(arms, means + noise, strict=True)))
        if replicate >= first and (replicate - first) % EVERY == 0:
            running.look()
            if running.decided:
                break
    return running


@pytest.mark.parametrize("shared", [0.0, 0.8])
def test_the_best_is_selected_with_the_confidence_asked_for(shared):
    """In the least favourable case: all others worse by exactly the difference that matters."""
    random = np.random.default_rng(1)
    means, trials = np.array([0.5, 0.0, 0.0, 0.0]), 400
    races = [race(means, random, shared, delta=0.5) for _ in range(trials)]
    right = np.mean([one.remaining == ["arm 0"] for one in races])
    assert right >= 0.95 - 2.0 * np.sqrt(0.95 * 0.05 / trials)


def test_common_random_numbers_save_runs():
    random = np.random.default_rng(2)
    means = np.array([0.2, 0.0, 0.0, 0.0])
    alone, paired = (
        np.mean([sum(map(len, race(means, random, shared, 0.2).values.values())) for _ in range(40)])
        for shared in (0.0, 0.8)
    )
    assert paired < 0.5 * alone


def test_whoever_is_far_behind_drops_out_first():
    found = race(np.array([0.0, -0.5, -5.0]), np.random.default_rng(3), delta=0.5)
    assert found.remaining == ["arm 0"]
    assert found.out["arm 2"][0] == 20
    assert found.out["arm 1"][0] > 20
    assert len(found.values["arm 2"]) == 20


@pytest.mark.parametrize("better", ["lower", "higher"])
def test_the_race_is_won_by_the_better_end(better):
    random = np.random.default_rng(5)
    running = Race(["small", "large"], 0.5, better, 0.95, 10)
    for _ in range(10):
        running.add({"small": 0.0 + random.normal(0.0, 0.1), "large": 5.0 + random.normal(0.0, 0.1)})
    running.look()
    assert running.remaining == [{"lower": "small", "higher": "large"}[better]]


def test_equal_arms_end_within_the_indifference():
    found = race(np.zeros(3), np.random.default_rng(4), delta=0.5)
    assert found.decided
    assert len(found.remaining) == 1


def test_arms_that_are_the_same_stay_together():
    running = Race(["a", "b"], 1.0, "lower", 0.95, 5)
    for value in range(5):
        running.add({"a": float(value), "b": float(value)})
    running.look()
    assert running.remaining == ["a", "b"]
    assert running.decided


def test_h_squared_is_that_of_the_paper():
    """Equation (2) with c = 1: eta = ((2 alpha / (k - 1)) ** (-2 / (n0 - 1)) - 1) / 2."""
    eta = ((2 * 0.05 / 9) ** (-2 / 9) - 1) / 2
    assert h_squared(10, 0.95, 10) == pytest.approx(2 * eta * 9)


# --- with the model -------------------------------------------------------------------------------------------------


def selected(**values):
    given = {"first": 10, "replicates": 60, "progress": False, **values}
    return sc.select_best(
        small_scenario(), ARMS, given.pop("outcome", "bribes"), given.pop("indifference", 5.0), **given
    )


@pytest.fixture(scope="module")
def found():
    return selected()


def test_the_runs_are_those_of_a_comparison(found):
    compared = sc.compare(small_scenario(), ARMS, replicates=60, progress=False).outcomes
    for arm, row in found.table.iterrows():
        own = compared[compared["intervention"] == arm].sort_values("replicate")["bribes"]
        assert row["mean"] == pytest.approx(own.head(row["replicates"]).mean())
    assert found.best == found.table.index[0]
    assert found.runs <= 180


def test_who_has_dropped_out_runs_no_more(monkeypatch):
    execute, done = trial.execute, []
    monkeypatch.setattr(trial, "execute", lambda *values, **options: done.append(1) or execute(*values, **options))
    given = {"first": 5, "replicates": 60, "workers": 1, "progress": False}
    found = sc.select_best(small_scenario(), ARMS, "bribes", 5.0, **given)
    assert found.table["replicates"].nunique() > 1  # somebody dropped out before the end
    assert len(done) == found.runs


def test_the_selection_does_not_depend_on_the_workers(found):
    assert selected(workers=2).table.equals(found.table)


def test_the_sentence_says_what_is_guaranteed(found):
    assert found.guaranteed
    assert str(found).startswith(f"{found.best} does best on bribes paid or is within 5")
    assert "at least 95 % confidence" in str(found)
    undecided = selected(indifference=0.01, replicates=11)
    assert not undecided.guaranteed
    assert "Not decided after 11 replicates" in str(undecided)


def test_a_share_of_the_baseline(found):
    mean = sc.compare(small_scenario(), ARMS, replicates=10, progress=False).outcomes
    first = mean[mean["intervention"] == "Baseline"]["bribes"].mean()
    assert selected(indifference=0.1, relative=True).indifference == pytest.approx(0.1 * first)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"outcome": "recorded_cases"}, "is recorded: what is not true cannot rank"),
        ({"outcome": "bribe"}, "did you mean 'bribes'"),
        ({"outcome": "detained", "indifference": 0}, "indifference is 0; allowed is a number above 0"),
        ({"confidence": 1.2}, "confidence is 1.2"),
        ({"first": 2}, "first is 2; allowed is a whole number from 5"),
        ({"replicates": 9}, "replicates is 9; allowed is a whole number from 10"),
        ({"relative": True, "baseline": False}, "relative=True needs the baseline"),
        ({"workers": 0}, "workers is 0"),
    ],
)
def test_wrong_turns(values, words):
    with pytest.raises((AnalysisError, RunError), match=words):
        selected(**values)


def test_one_arm_is_no_choice():
    with pytest.raises(AnalysisError, match="one arm is no choice"):
        sc.select_best(small_scenario(), {"One": ARMS["Wages"]}, "bribes", 1.0, baseline=False)

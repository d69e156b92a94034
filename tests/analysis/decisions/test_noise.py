import numpy as np
import pandas as pd
import pytest

from simcorr.analysis.decisions.noise import separate_noise, shrink
from simcorr.analysis.decisions.probability import probability_best
from simcorr.analysis.decisions.rules import regret
from simcorr.errors import AnalysisError

from .planted import noisy_runs

MEANS = np.array([0.0, 0.4, -0.3])


def normal_truth(random, points, spread=0.7):
    return MEANS + random.normal(0.0, spread, (points, 3))


def test_spread_noise_and_regret_are_recovered():
    random = np.random.default_rng(1)
    truth = normal_truth(random, 1500)
    apart = separate_noise(noisy_runs(random, truth, 4))
    centred = truth - truth.mean(axis=1, keepdims=True)
    assert apart.spread["true"].to_numpy() == pytest.approx(centred.std(axis=0, ddof=1), rel=0.06)
    assert apart.spread["noise"].to_numpy() == pytest.approx([np.sqrt(2 / 3 / 4)] * 3, rel=0.05)
    true_regret = regret(pd.DataFrame(truth), better="higher").mean().to_numpy()
    assert regret(apart.values, better="higher").mean().to_numpy() == pytest.approx(true_regret, rel=0.06)
    # The naive regret is wrong by far more.
    assert (regret(apart.means, better="higher").mean().to_numpy() > 1.1 * true_regret).all()


def test_noise_that_options_share_does_no_harm():
    random = np.random.default_rng(2)
    truth = normal_truth(random, 100)
    apart = separate_noise(noisy_runs(random, truth, 3, noise=1e-3, common=50.0))
    assert regret(apart.values, better="higher").to_numpy() == pytest.approx(
        regret(pd.DataFrame(truth), better="higher").to_numpy(), abs=0.01
    )


def test_without_a_true_spread_all_points_agree():
    random = np.random.default_rng(3)
    apart = separate_noise(noisy_runs(random, np.tile(MEANS, (400, 1)), 5))
    assert apart.spread["true"].max() < 0.15
    assert (apart.spread["share_noise"] > 0.85).all()


def test_the_probability_of_being_best_is_calibrated():
    errors, naive_errors = [], []
    for seed in range(25):
        random = np.random.default_rng(seed)
        found = probability_best(
            noisy_runs(random, normal_truth(random, 150), 3, noise=1.5), draws=100, better="higher"
        )
        exact = normal_truth(np.random.default_rng(99), 200_000).argmax(axis=1)
        exact = np.bincount(exact, minlength=3) / len(exact)
        errors.append((found["probability"] - exact) / found["standard_error"])
        naive_errors.append(found["naive"] - exact)
    errors = np.array(errors)
    # Errors are as large as they say (wide bounds: 25 seeds), and centred; the naive share is not.
    assert np.abs(errors.mean(axis=0)).max() < 0.8
    assert (np.abs(errors) < 2.0).mean() > 0.85
    assert np.abs(np.mean(naive_errors, axis=0)).max() > 0.05


def test_where_all_is_noise_the_naive_share_misleads():
    random = np.random.default_rng(5)
    found = probability_best(noisy_runs(random, np.tile([0.0, 0.5], (300, 1)), 2, noise=2.0), better="higher")
    assert found.loc["option 1", "probability"] > 0.95
    assert found.loc["option 1", "naive"] < 0.75


def test_better_lower_mirrors():
    random = np.random.default_rng(6)
    runs = noisy_runs(random, normal_truth(random, 50), 3)
    mirrored = runs.copy()
    mirrored.iloc[:, 2:] *= -1.0
    pd.testing.assert_frame_equal(probability_best(runs, better="higher"), probability_best(mirrored, better="lower"))


def test_one_option_is_always_best():
    runs = noisy_runs(np.random.default_rng(7), np.zeros((5, 1)), 2)
    assert probability_best(runs, better="higher")["probability"].tolist() == [1.0]
    assert separate_noise(runs).spread["share_noise"].tolist() == [0.0]


def test_identical_options_share():
    runs = noisy_runs(np.random.default_rng(7), np.zeros((5, 1)), 2)
    assert probability_best(runs.assign(twin=runs["option 0"]), better="higher")[
        "probability"
    ].tolist() == pytest.approx([0.5, 0.5])


def test_unequal_replicates_are_taken():
    runs = noisy_runs(np.random.default_rng(8), np.zeros((20, 2)), 4)
    kept = runs[(runs["point"] > 9) | (runs["replicate"] < 2)]
    assert probability_best(kept, better="higher")["probability"].sum() == pytest.approx(1.0)


def test_shrinking_without_noise_changes_nothing():
    values = np.random.default_rng(9).normal(size=(30, 4))
    assert shrink(values, np.zeros((4, 4))) == pytest.approx(values)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda runs: runs.drop(columns="point"), "no column 'point'"),
        (lambda runs: runs[(runs["point"] > 0) | (runs["replicate"] == 0)], "1 of 5 points have fewer than 2"),
        (lambda runs: runs[runs["point"] < 2], "2 points; at least 3"),
        (lambda runs: pd.concat([runs, runs.iloc[:1]]), "point '0.0', replicate '0.0' twice|point '0', replicate '0'"),
        (lambda runs: runs.assign(**{"option 1": np.nan}), "10 of 10 in 'option 1'"),
    ],
)
def test_runs_that_cannot_be_used_are_refused(change, message):
    runs = noisy_runs(np.random.default_rng(1), np.zeros((5, 2)), 2)
    with pytest.raises(AnalysisError, match=message):
        separate_noise(change(runs))

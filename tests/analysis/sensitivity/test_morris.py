import numpy as np
import pytest
from hypothesis import given, settings, strategies as st
from scipy.stats import ttest_1samp

from simcorr.analysis.sensitivity import morris_effects, morris_sample
from simcorr.analysis.sensitivity.elementary_effects import elementary_effects
from simcorr.analysis.sensitivity.morris import (
    LINEAR,
    NEGLIGIBLE,
    NONLINEAR,
    TOO_FEW,
    UNDECIDED,
    WITHIN_NOISE,
    _intervals,
)
from simcorr.analysis.sensitivity.noise import noise_test
from simcorr.errors import AnalysisError

from .functions import g_function, ishigami

NAMES = ["a", "b", "c", "d"]
UNIT = morris_sample(4, 20, seed=1)


def by_name(table):
    return table.set_index("parameter")


def noisy(values, random, replicates=10, deviation=1.0):
    """Return values with noise of each point and of each replicate."""
    shape = (len(values), replicates)
    return values[:, np.newaxis] + random.normal(0.0, deviation, shape) + random.normal(0.0, 10.0, replicates)


def test_ishigami_is_screened():
    table = by_name(morris_effects(UNIT, ishigami(UNIT), NAMES))
    assert table["verdict"].tolist() == [NONLINEAR, NONLINEAR, NONLINEAR, NEGLIGIBLE]
    # sin^2 differs by 7 * 0.75 between the levels of a step of 2/3: closed form of mu_star of the second.
    assert table.loc["b", "mu_star"] == pytest.approx(7.0 * 0.75 / (2.0 / 3.0))
    assert table.loc["d", ["mu", "mu_star", "sigma"]].tolist() == [0.0, 0.0, 0.0]


def test_the_g_function_is_ranked_by_its_coefficients():
    unit = morris_sample(4, 50, seed=1)
    table = morris_effects(unit, g_function(unit, np.array([0.0, 1.0, 4.5, 99.0])), NAMES)
    assert table["parameter"].tolist() == NAMES
    assert table["rank"].tolist() == [1, 2, 3, 4]
    assert table["verdict"].tolist()[0] == NONLINEAR
    assert table["verdict"].tolist()[-1] == NEGLIGIBLE


@given(st.lists(st.floats(-50.0, 50.0), min_size=4, max_size=4), st.sampled_from([2, 4, 8]))
@settings(max_examples=15, deadline=None)
def test_effects_of_a_linear_function_are_its_coefficients(slopes, levels):
    unit = morris_sample(4, 5, levels, seed=2)
    table = by_name(morris_effects(unit, 1000.0 + unit @ np.array(slopes), NAMES)).loc[NAMES]
    assert table["mu"].to_numpy() == pytest.approx(np.array(slopes), abs=1e-9)
    assert table["mu_star"].to_numpy() == pytest.approx(np.abs(slopes), abs=1e-9)
    assert table["sigma"].to_numpy() == pytest.approx(np.zeros(4), abs=1e-9)
    assert set(table["verdict"]) <= {LINEAR, NEGLIGIBLE}


def test_noise_is_not_taken_for_an_effect_or_an_interaction():
    random = np.random.default_rng(1)
    values = noisy(UNIT @ np.array([9.0, 5.0, 2.0, 0.0]), random, deviation=2.0)
    table = by_name(morris_effects(UNIT, values, NAMES)).loc[NAMES]
    assert table["verdict"].tolist() == [LINEAR, LINEAR, LINEAR, WITHIN_NOISE]
    # Without the replicates the noise of the third passes for an interaction.
    alone = by_name(morris_effects(UNIT, values[:, 0], NAMES)).loc[NAMES]
    assert alone.loc["c", "verdict"] == NONLINEAR
    # One elementary effect is a difference of two means of ten over a step of 2/3.
    assert table["noise"].to_numpy() == pytest.approx(np.full(4, 2.0 * np.sqrt(2.0 / 10.0) * 1.5), rel=0.2)


def test_an_interaction_is_seen_through_noise():
    random = np.random.default_rng(2)
    values = noisy(10.0 * (UNIT[:, 0] - 0.5) * (UNIT[:, 1] - 0.5) + 3.0 * UNIT[:, 2], random)
    table = by_name(morris_effects(UNIT, values, NAMES)).loc[NAMES]
    assert table["verdict"].tolist() == [NONLINEAR, NONLINEAR, LINEAR, WITHIN_NOISE]


def test_with_two_replicates_a_wide_spread_decides_nothing():
    random = np.random.default_rng(4)
    values = noisy(5.0 * UNIT[:, 0] + 5.0 * UNIT[:, 0] * (UNIT[:, 1] - 0.5) ** 3 * 40.0, random, replicates=2)
    first = by_name(morris_effects(UNIT, values, NAMES)).loc["a"]
    assert first["sigma_net"] > 0.5 * first["mu_star"]
    assert first["verdict"] in (UNDECIDED, TOO_FEW)


def test_an_outcome_that_does_not_vary_depends_on_nothing():
    assert set(morris_effects(UNIT, np.full(len(UNIT), 3.7), NAMES)["verdict"]) == {NEGLIGIBLE}
    assert set(morris_effects(UNIT, np.zeros((len(UNIT), 3)), NAMES)["verdict"]) == {NEGLIGIBLE}


@pytest.mark.parametrize("common", [0.0, 1.0, 10.0])
def test_the_noise_test_errs_no_more_often_than_it_says(common):
    random = np.random.default_rng(3)
    wrong = np.zeros(2)
    for _ in range(1500):
        # Effects of one replicate share a part of their noise, as they do on common random numbers.
        effects = random.normal(size=(12, 8)) + common * random.normal(size=8)
        result = noise_test(effects)
        wrong += [result.p_effect < 0.05, result.p_spread < 0.05]
    assert (wrong / 1500 <= 0.05 + 4 * np.sqrt(0.05 * 0.95 / 1500)).all()


def test_two_tests_of_one_effect_count_as_two():
    effects = np.random.default_rng(5).normal(1.0, 1.0, (1, 6))
    assert noise_test(effects).p_effect == pytest.approx(2.0 * ttest_1samp(effects[0], 0.0).pvalue)


def test_intervals_of_mu_star_cover_it_as_often_as_they_say():
    unit = morris_sample(2, 20 * 2000, seed=1)
    values = unit[:, [0]] * (1.0 + unit[:, [1]])
    effects = elementary_effects(unit, values)[0].reshape(2000, 20)
    low, high = (np.array(limit) for limit in _intervals(effects, 0.95))
    assert 0.93 <= np.mean((low <= 1.5) & (high >= 1.5)) <= 0.97


@pytest.mark.parametrize(
    ("unit", "message"),
    [
        (UNIT[:-1], "incomplete: it has 99 points; allowed are two or more whole trajectories of 5"),
        (UNIT[:5], "incomplete: it has 5 points"),
        (UNIT[::-1][np.r_[1:100, 0]], "not a Morris design: in trajectories 0, 1, 2, 3, 4, ..."),
        (np.where(np.arange(100)[:, None] == 7, UNIT[8], UNIT), "in trajectories 1 it does not hold that each step"),
        (UNIT * 0.95, "its steps are 0.633333 of the range; allowed is"),
        (UNIT * [1.0, 1.0, 0.9, 1.0], "steps are 0.6 to 0.6667; allowed is one size"),
        (UNIT + 1.0, "leaves the unit cube at points 0, 1"),
        (np.zeros(4), r"the design has shape \(4,\)"),
    ],
)
def test_a_design_that_is_not_complete_is_refused(unit, message):
    with pytest.raises(AnalysisError, match=message):
        morris_effects(unit, np.arange(float(len(unit))), NAMES)


def test_missing_points_wrong_names_and_shares_are_refused():
    values = np.where(np.arange(100) == 42, np.nan, 1.0)
    with pytest.raises(AnalysisError, match="not finite at 1 of 100 points: 42"):
        morris_effects(UNIT, values, NAMES)
    with pytest.raises(AnalysisError, match="names has 3 parameters, the design has 4"):
        morris_effects(UNIT, np.ones(100), NAMES[:3])
    with pytest.raises(AnalysisError, match="names has 'a' more than once"):
        morris_effects(UNIT, np.ones(100), ["a", "a", "b", "c"])
    with pytest.raises(AnalysisError, match="confidence is 95"):
        morris_effects(UNIT, np.ones(100), NAMES, confidence=95)


def test_what_happens_between_the_levels_is_not_claimed_to_be_seen():
    unit = morris_sample(2, 20, seed=1)
    values = np.sin(6.0 * np.pi * unit[:, 0]) + 3.0 * unit[:, 0]  # the sine is 0 at all four levels
    told = morris_effects(unit, values, ["sine", "inert"]).set_index("parameter").loc["sine", "verdict"]
    assert told == LINEAR
    assert told.endswith("as far as its levels show")

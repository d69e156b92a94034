import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings, strategies as st
from hypothesis.extra import numpy as arrays
from scipy.stats import norm

from simcorr.analysis.information.partial import evppi
from simcorr.analysis.information.perfect import evpi, evpi_of_runs
from simcorr.errors import AnalysisError

from .planted import noisy_runs


def exact(mean, spread):
    """Return the value of knowing a normal benefit against doing nothing (unit normal linear loss)."""
    return spread * norm.pdf(mean / spread) + mean * norm.cdf(mean / spread) - max(mean, 0.0)


def linear(seed, rows=600, noise=1.0):
    random = np.random.default_rng(seed)
    parameters = pd.DataFrame(random.normal(size=(rows, 3)), columns=["detection", "penalty", "idle"])
    benefit = 0.3 + parameters["detection"] + 0.6 * parameters["penalty"] + random.normal(0.0, noise, rows)
    return pd.DataFrame({"nothing": 0.0, "audits": benefit}), parameters


def test_evpi_equals_the_closed_form_and_its_error_is_honest():
    found = [evpi(linear(seed)[0]) for seed in range(60)]
    errors = np.array([(each.value - exact(0.3, np.sqrt(2.36))) / each.standard_error for each in found])
    assert (np.abs(errors) < 2.0).mean() > 0.85
    assert abs(errors.mean()) < 0.5


def test_evppi_equals_closed_forms_within_two_standard_errors():
    known = {"detection": 1.0, "penalty": 0.6, "detection + penalty": np.hypot(1.0, 0.6)}
    errors = []
    for seed in range(12):
        found = evppi(*linear(seed), ["detection", "penalty", ("detection", "penalty")], draws=200, seed=seed)
        truth = [exact(0.3, spread) for spread in known.values()]
        assert found["parameters"].tolist() == list(known)
        errors.append((found["evppi"] - truth) / found["standard_error"])
    assert (np.abs(errors) < 2.0).mean() >= 0.85
    assert np.abs(errors).max() < 4.0
    assert np.abs(np.mean(errors, axis=0)).max() < 1.0


def test_an_irrelevant_parameter_is_worth_nothing():
    values = [evppi(*linear(seed), ["idle"], draws=20)["evppi"].item() for seed in range(12)]
    assert np.mean(values) < 0.005
    assert max(values) < 0.03


def test_evppi_sees_curves_and_interactions():
    random = np.random.default_rng(4)
    parameters = pd.DataFrame(random.uniform(-1.0, 1.0, (1500, 2)), columns=["x", "y"])
    product = 4.0 * parameters["x"] * parameters["y"]
    noise = random.normal(0.0, 0.5, 1500)
    found = evppi(pd.DataFrame({"no": 0.0, "yes": product + noise}), parameters, ["x", ("x", "y")])
    # Neither parameter alone says anything about their product; E|xy| = 1/4 of both together.
    assert found["evppi"][0] < 0.06
    assert found["evppi"][1] == pytest.approx(0.5, abs=2.0 * found["standard_error"][1])
    curve = np.cos(3.0 * parameters["x"])
    found = evppi(pd.DataFrame({"no": 0.0, "yes": curve + noise}), parameters, ["x"])
    grid = np.cos(3.0 * np.linspace(-1.0, 1.0, 20_001))
    truth = np.maximum(grid, 0.0).mean() - max(grid.mean(), 0.0)
    assert found["evppi"].item() == pytest.approx(truth, abs=2.0 * found["standard_error"].item())


def test_three_correlated_options():
    truth, errors = 1.0 / np.sqrt(np.pi), []
    for seed in range(10):
        random = np.random.default_rng(seed)
        parameters = pd.DataFrame(random.normal(size=(500, 2)), columns=["x", "y"])
        common, own = random.normal(size=(500, 1)), random.normal(size=(500, 2))
        benefit = pd.DataFrame(parameters.to_numpy() + common + own, columns=["a", "b"]).assign(c=-20.0)
        found = evppi(benefit, parameters, [("x", "y")], draws=200, seed=seed)
        errors.append((found["evppi"].item() - truth) / found["standard_error"].item())
    # E max of two standard normals is 1 / sqrt(pi).
    assert (np.abs(errors) < 2.0).mean() >= 0.8
    assert abs(np.mean(errors)) < 1.0


def test_evpi_of_a_noisy_simulator_stays_within_ten_per_cent():
    found, truth, errors = [], exact(0.3, np.sqrt(2.0) * 0.8), []
    for seed in range(10):
        random = np.random.default_rng(seed)
        values = random.normal([0.0, 0.3], 0.8, (1000, 2))
        each = evpi_of_runs(noisy_runs(random, values, 4, noise=1.6), bootstraps=50, better="higher")
        found.append(each)
        errors.append((each.value - truth) / each.standard_error)
    assert np.mean([each.value for each in found]) == pytest.approx(truth, rel=0.1)
    assert (np.abs(errors) < 2.0).mean() >= 0.8
    assert np.mean([each.naive for each in found]) > 1.3 * truth


def test_a_simulator_with_nothing_but_noise_has_almost_nothing_to_learn():
    found = []
    for seed in range(10):
        found.append(
            evpi_of_runs(noisy_runs(np.random.default_rng(seed), np.zeros((100, 6)), 5), bootstraps=2, better="higher")
        )
    assert np.mean([each.naive for each in found]) > 0.4
    assert np.mean([each.value for each in found]) < 0.06


def test_skewed_truth_keeps_within_ten_per_cent_too():
    random = np.random.default_rng(3)
    values = np.column_stack([np.zeros(4000), 1.1 - random.exponential(1.0, 4000)])
    truth = evpi(pd.DataFrame(values)).value
    found = evpi_of_runs(noisy_runs(random, values, 4, noise=1.0), bootstraps=20, better="higher")
    assert found.value == pytest.approx(truth, rel=0.1)


def test_costs_of_few_distinct_values_and_constants_are_taken():
    random = np.random.default_rng(1)
    two = pd.DataFrame({"two": random.integers(0, 2, 400), "same": 1.0, "five": random.integers(0, 5, 400)})
    benefit = pd.DataFrame({"no": 0.0, "yes": 2.0 * two["two"] - 1.0 + random.normal(0.0, 0.3, 400)})
    found = evppi(benefit, two).set_index("parameters")
    assert found.loc["two", "evppi"] == pytest.approx(0.5, abs=0.06)
    assert found.loc["same", "evppi"] == 0.0
    # With means tied, as here, what chance suggests weighs most: two in a hundred exceed two standard errors.
    assert found.loc["five", "evppi"] < 3.0 * found.loc["five", "standard_error"]


def test_better_lower_mirrors():
    benefit, parameters = linear(1)
    assert evpi(-benefit, "lower") == evpi(benefit)
    pd.testing.assert_frame_equal(evppi(-benefit, parameters, better="lower"), evppi(benefit, parameters))


def test_one_option_one_row_and_ties():
    benefit, parameters = linear(1)
    assert evpi(benefit[["audits"]]).value == 0.0
    assert evppi(benefit[["audits"]], parameters, ["idle"])["evppi"].item() == 0.0
    assert np.isnan(evppi(benefit[["audits"]], parameters, ["idle"])["share_of_evpi"].item())
    assert np.isnan(evpi(benefit.iloc[:1]).standard_error)
    assert evpi(benefit.assign(audits=0.0)).best == ("nothing", "audits")
    assert evppi(benefit.assign(audits=0.0), parameters)["evppi"].tolist() == [0.0] * 3


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda b, p: evppi(b, p, ["penalti"]), "unknown parameter 'penalti' in of; did you mean 'penalty'"),
        (lambda b, p: evppi(b, p, [("idle", "idle")]), "none twice"),
        (lambda b, p: evppi(b, p, "idle"), "needed is a list"),
        (lambda b, p: evppi(b.iloc[:-1], p), "net_benefit has 599 rows and parameters 600"),
        (lambda b, p: evppi(b, p.iloc[::-1]), "row 0 is '0' in net_benefit but '599'"),
        (lambda b, p: evppi(b.iloc[:5], p.iloc[:5]), "rows are 5"),
        (lambda b, p: evppi(b, p.assign(idle=np.nan)), "600 of 600 in 'idle'"),
        (lambda b, p: evpi(b.assign(audits=np.inf)), "600 of 600 in 'audits'"),
    ],
)
def test_what_cannot_be_used_is_refused(change, message):
    with pytest.raises(AnalysisError, match=message):
        change(*linear(1))


@settings(max_examples=40, deadline=None)
@given(arrays.arrays(float, (6, 3), elements=st.floats(-1e3, 1e3)), st.floats(-1e3, 1e3))
def test_evpi_is_not_negative_and_a_shift_of_all_options_changes_nothing(values, shift):
    found = evpi(pd.DataFrame(values)).value
    assert found >= 0.0
    assert evpi(pd.DataFrame(values + shift)).value == pytest.approx(found, abs=1e-9)

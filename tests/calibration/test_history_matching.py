"""Targets, emulator and waves: on patterns with a known answer, and on the model itself."""

import math

import numpy as np
import pandas as pd
import pytest

from simcorr.calibration import (
    Emulator,
    Range,
    Simulated,
    Space,
    Wave,
    confirmed,
    forms_left,
    implausibilities,
    match,
    noise_in_bands,
)
from simcorr.calibration.history_matching import CUT_OFF
from simcorr.errors import CalibrationError
from simcorr.patterns.target import Target
from simcorr.scenario.forms import Form

SPACE = Space(
    [
        Range("officials.peer_effect", 0.0, 2.0),
        Range("officials.fine_usd", 1_000.0, 100_000.0, "log"),
        Range("officials.career_premium", 0.0, 1.0),
    ]
)
TRUTH = {"officials.peer_effect": 0.5, "officials.fine_usd": 30_000.0, "officials.career_premium": 0.5}


# --- targets --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("low", "high"), [(0.4, 0.2), (0.2, 0.2), (0.0, 0.2), (-1.0, 0.2)])
def test_a_band_upside_down_is_refused(low, high):
    with pytest.raises(CalibrationError, match=r"target band of reports: .* is upside down, empty or not above 0"):
        Target("reports", low, high)


def test_implausibility_by_hand():
    target = Target("share", 0.1, 0.4, discrepancy=0.1)
    found = implausibilities(pd.DataFrame({"share": [0.2, 0.4]}), pd.DataFrame({"share": [0.0, 0.0016]}), [target])
    observation = (math.log(4.0) / 4.0) ** 2
    assert found["share"][0] == pytest.approx(0.0, abs=1e-12)
    assert found["share"][1] == pytest.approx(math.log(2.0) / math.sqrt(observation + 0.01 + 0.01))


def test_the_edge_of_a_band_lies_at_two_standard_deviations():
    found = implausibilities(pd.DataFrame({"a": [0.4]}), pd.DataFrame({"a": [0.0]}), [Target("a", 0.1, 0.4, 0.0)])
    assert found["a"][0] == pytest.approx(2.0)


@pytest.mark.parametrize("value", [0.0, math.nan])
def test_what_never_happens_is_ruled_out(value):
    found = implausibilities(pd.DataFrame({"a": [value]}), pd.DataFrame({"a": [math.nan]}), [Target("a", 0.1, 0.4)])
    assert found["a"][0] == math.inf


def test_noise_makes_a_point_less_implausible():
    means = pd.DataFrame({"a": [0.8, 0.8]})
    quiet, noisy = implausibilities(means, pd.DataFrame({"a": [0.0, 0.1]}), [Target("a", 0.1, 0.4)])["a"]
    assert noisy < quiet


# --- emulator -------------------------------------------------------------------------------------------------------


def test_the_emulator_says_what_it_misses_and_what_matters():
    rng = np.random.default_rng(1)
    unit = rng.random((400, 3))
    smooth = 2.0 * unit[:, 0] - unit[:, 1] ** 2
    exact = Emulator(unit, smooth)
    assert exact.variance < 1e-20
    assert exact.swings[0] == pytest.approx(2.0)
    assert exact.swings[2] == pytest.approx(0.0, abs=1e-9)
    missed = Emulator(unit, smooth + 0.3 * np.sign(unit[:, 2] - 0.5) * np.sign(unit[:, 0] - 0.5))
    assert missed.variance == pytest.approx(0.09, rel=0.2)
    noise = rng.normal(0.0, 0.3, 400)
    assert Emulator(unit, smooth + noise, np.full(400, 0.09)).variance < 0.02


# --- waves ----------------------------------------------------------------------------------------------------------


def patterns_at(points, noise=0.0, seed=0):
    """Return two patterns that depend on two parameters; the third moves nothing."""
    unit = SPACE.unit(points)
    shake = np.random.default_rng(seed).normal(0.0, noise, (2, len(points)))
    return {
        "first": 0.1 * np.exp(2.0 * unit[:, 0] + shake[0]),
        "second": 0.2 * np.exp(unit[:, 1] - unit[:, 0] + shake[1]),
    }


def simulate(points, replicates):
    means = pd.DataFrame(patterns_at(points, noise=0.05 / math.sqrt(replicates), seed=replicates), index=points.index)
    return Simulated(means, (means * 0.05) ** 2 / replicates)


def targets():
    truth = pd.Series({name: values[0] for name, values in patterns_at(pd.DataFrame([TRUTH])).items()})
    return [Target(name, 0.85 * value, 1.15 * value, discrepancy=0.02) for name, value in truth.items()]


def test_known_parameters_are_recovered_and_an_idle_one_is_not():
    history = match(simulate, SPACE, targets(), [Wave(300, 5), Wave(300, 20)], seed=4)
    left = {name: (history.points[name].min(), history.points[name].max()) for name in SPACE.names}
    for name, value in TRUTH.items():
        assert left[name][0] <= value <= left[name][1]
    unit = SPACE.unit(history.points)
    assert np.ptp(unit[:, 0]) < 0.25, "the patterns tell the first parameter"
    assert np.ptp(unit[:, 1]) < 0.5, "the patterns tell the second"
    assert np.ptp(unit[:, 2]) > 0.9, "nothing tells the third"
    assert history.explained.loc["first", "officials.career_premium"] < 0.1
    assert history.remaining[1] <= history.remaining[0]
    assert (history.simulated["implausibility"] < CUT_OFF).sum() >= len(history.points) > 100
    again = match(simulate, SPACE, targets(), [Wave(300, 5), Wave(300, 20)], seed=4)
    assert again.points.equals(history.points)


def test_what_was_luck_is_not_confirmed():
    history = match(simulate, SPACE, targets(), [Wave(300, 1), Wave(300, 1)], seed=4)
    calm = confirmed(history, simulate, 400, targets())
    assert 0 < len(calm.points) < len(history.points)
    assert calm.remaining[-1] < calm.remaining[-2]
    exact = pd.DataFrame(patterns_at(calm.points))
    worst = implausibilities(exact, exact * 0.0, targets()).max(axis=1)
    assert worst.max() < 1.05 * CUT_OFF
    with pytest.raises(
        CalibrationError, match=r"the confirmation: all \d+ points are ruled out; 'first' rules out most"
    ):
        confirmed(history, simulate, 400, [Target("first", 50.0, 60.0)])


def test_later_waves_look_where_earlier_ones_left_something():
    history = match(simulate, SPACE, targets(), [Wave(300, 5), Wave(300, 20)], seed=4)
    hits = history.simulated.groupby("wave")["implausibility"].apply(lambda column: (column < CUT_OFF).mean())
    assert hits[2] > 3 * hits[1]


def test_a_first_wave_that_hits_nothing_still_tells_where_to_look():
    history = match(simulate, SPACE, targets(), [Wave(14, 5), Wave(300, 20)], seed=4)
    first = history.simulated[history.simulated["wave"] == 1]
    assert (first["implausibility"] >= CUT_OFF).all(), "a test of nothing otherwise"
    assert len(history.points) > 10


def test_when_everything_is_ruled_out_the_worst_pattern_is_named():
    impossible = [Target("first", 0.09, 0.5), Target("second", 50.0, 60.0)]
    with pytest.raises(CalibrationError, match=r"wave 1: all 40 points are ruled out; 'second' rules out most, 100 %"):
        match(simulate, SPACE, impossible, [Wave(40, 5)])


# --- forms ----------------------------------------------------------------------------------------------------------

NORMS = Form("norms", "Are there norms?", {"felt": {}, "ignored": {"switches.norms": False}}, "Both are held.")
TRUST = Form("trust", "Is there trust?", {"grows": {}, "never": {"switches.trust": False}}, "Both are held.")
WITH_FORMS = Space(SPACE.ranges, [NORMS, TRUST])


def simulate_forms(points, replicates, shift=3.0):
    """Return the same patterns, with one far from anything known where norms are ignored; trust moves nothing."""
    found = simulate(points, replicates)
    found.means["first"] *= np.exp(np.where(points["form.norms"] == "ignored", shift, 0.0))
    return found


def test_a_form_that_cannot_be_is_ruled_out_and_that_is_told():
    """Not by an emulator alone: every wave simulates some of its points, the least implausible ones."""
    history = match(simulate_forms, WITH_FORMS, targets(), [Wave(300, 5), Wave(300, 20)], seed=4)
    calm = confirmed(history, simulate_forms, 400, targets())
    left = forms_left(WITH_FORMS, history).set_index(["stage", "form", "alternative"])
    assert left.loc[("wave 1", "norms", "ignored"), "simulated"] == 150
    assert left.loc[("wave 2", "norms", "ignored"), "simulated"] >= 20
    assert left.loc[("wave 2", "norms", "ignored"), "left"] == 0
    assert left.loc[("wave 2", "trust"), "left"].min() > 30, "nothing tells the other form"
    last = forms_left(WITH_FORMS, calm, history, "confirmation")
    assert last["simulated"].tolist() == left.loc["wave 2", "left"].tolist()
    assert last.groupby("form")["left"].sum().tolist() == [len(calm.points)] * 2
    assert history.explained.loc["first", "form.norms = ignored"] == pytest.approx(3.0, abs=0.1)
    assert history.explained.loc["first", "form.trust = never"] < 0.1


def test_a_form_that_moves_a_little_is_found_with_other_parameters():
    history = match(
        lambda points, replicates: simulate_forms(points, replicates, 0.5),
        WITH_FORMS,
        targets(),
        [Wave(300, 5), Wave(300, 20)],
        seed=4,
    )
    by_form = history.points.groupby("form.norms")["officials.peer_effect"].mean()
    assert by_form["felt"] - by_form["ignored"] == pytest.approx(0.5, abs=0.15), "exp(2 x): a quarter of the range"


def test_noise_is_set_beside_the_band():
    band = Target("a", 1.0, math.e**2)
    found = noise_in_bands(pd.DataFrame({"a": [2.0, 0.0]}), pd.DataFrame({"a": [0.16, 0.0]}), [band])["a"]
    assert found[0] == pytest.approx(0.4 / 2.0 / 2.0)
    assert math.isnan(found[1])


# --- the model ------------------------------------------------------------------------------------------------------


def test_a_point_of_the_model_is_recovered():
    """Two readinesses are told by what is recorded and surveyed of a known world; trust between ranks is not."""
    from simcorr.calibration.simulator import RecordsSimulator
    from simcorr.scenario import load_scenario
    from tests.pinned.renew import BASELINE

    space = Space(
        [
            Range("reporting.migrant_base", -3.5, 1.0),
            Range("observation.survey_sees_payment", 0.05, 0.35),
            Range("smugglers.route_learning_rate", 0.03, 0.3, "log"),
        ]
    )
    truth = {
        "reporting.migrant_base": 0.0,
        "observation.survey_sees_payment": 0.15,
        "smugglers.route_learning_rate": 0.1,
    }
    ask = RecordsSimulator(load_scenario(BASELINE), seed=3, workers=1)
    known = ask(pd.DataFrame([truth]), 40).means.iloc[0]
    names = ("surveyed_paid", "surveyed_reporting")
    history = match(
        ask,
        space,
        [Target(name, 0.8 * known[name], 1.25 * known[name], 0.05) for name in names],
        [Wave(60, 12)],
        seed=5,
    )
    assert len(history.points) >= 2
    unit = space.unit(history.points)
    true = space.unit(pd.DataFrame([truth]))[0]
    assert abs(unit[:, 0].mean() - true[0]) < 0.12
    assert np.ptp(unit[:, 0]) < 0.4
    assert abs(unit[:, 1].mean() - true[1]) < 0.15
    assert np.ptp(unit[:, 1]) < 0.5
    assert np.ptp(unit[:, 2]) > 0.5

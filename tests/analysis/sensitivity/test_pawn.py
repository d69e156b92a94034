"""PAWN indices of any sample: held to SALib's, to known functions, and to the share of inert inputs that matter."""

import numpy as np
import pandas as pd
import pytest

import simcorr as sc
from simcorr.analysis.sensitivity.pawn import distances, pawn_indices
from simcorr.analysis.sensitivity.sobol_notes import MATTERS, NOT_DISTINGUISHABLE
from simcorr.errors import AnalysisError
from tests.analysis.sensitivity.functions import ishigami

NAMES = ["a", "b", "c", "inert"]


def sampled(points, seed=0):
    from scipy.stats import qmc

    return pd.DataFrame(qmc.LatinHypercube(4, rng=np.random.default_rng(seed)).random(points), columns=NAMES)


def test_every_input_of_ishigami_matters_and_an_inert_one_does_not():
    points = sampled(1024)
    table = pawn_indices(points, ishigami(points.to_numpy())).set_index("parameter")
    assert table.loc[["a", "b", "c"], "verdict"].tolist() == [MATTERS] * 3  # c acts on the spread alone
    assert table.loc["inert", "verdict"] == NOT_DISTINGUISHABLE
    assert table["rank"].loc["inert"] == 4


def test_distances_are_those_of_salib():
    from SALib.analyze import pawn

    points = sampled(500, seed=3)
    ranks = points.rank().to_numpy() - 1.0
    values = ishigami(points.to_numpy())
    problem = {"num_vars": 4, "names": NAMES, "bounds": [[0.0, 1.0]] * 4}
    theirs = pawn.analyze(problem, np.vstack([ranks, np.full(4, 500.0)]), np.append(values, np.inf), S=10)
    ours = pawn_indices(points, values).set_index("parameter").loc[NAMES]
    assert ours["index"].to_numpy() == pytest.approx(np.asarray(theirs["mean"]), abs=0.01)


def test_an_inert_input_matters_as_seldom_as_promised():
    random = np.random.default_rng(7)
    noise = [random.normal(size=(100, 1)) for _ in range(60)]
    tables = [pawn_indices(sampled(100, seed), each, seed=seed) for seed, each in enumerate(noise)]
    seen = [table["verdict"].eq(MATTERS).any() for table in tables]
    assert np.mean(seen) <= 0.12


def test_words_and_numbers_of_few_values_are_sliced_by_value():
    random = np.random.default_rng(2)
    words = pd.Series(random.choice(["local", "national", "none"], 300))
    points = pd.DataFrame(
        {"form": words, "weeks": random.choice([4, 26], 300), "other": random.choice(["x", "y"], 300)}
    )
    values = (words == "none") * 1.0 + random.normal(size=300) * 0.2 + (points["weeks"] == 4) * 0.5
    table = pawn_indices(points, values.to_numpy()).set_index("parameter")
    assert table.loc[["form", "weeks", "other"], "verdict"].tolist() == [MATTERS, MATTERS, NOT_DISTINGUISHABLE]


def test_equal_outcomes_count_as_equal():
    assert distances(np.array([0, 1]), np.array([False, True])).tolist() == [0.0, 0.0]
    assert set(pawn_indices(sampled(64), np.ones(64))["verdict"]) == {NOT_DISTINGUISHABLE}


@pytest.mark.parametrize(
    ("points", "values", "words"),
    [
        (sampled(49), np.ones(49), "49 points; allowed are 50 or more"),
        (sampled(64), np.append(np.ones(63), np.nan), "not finite at 1 of 64 points: 63"),
        (sampled(64).replace({"b": {sampled(64)["b"][5]: np.nan}}), np.ones(64), "b has no value at points 5"),
        (sampled(64), np.ones(63), "the design has 64 points"),
    ],
)
def test_what_cannot_be_analysed_is_refused(points, values, words):
    with pytest.raises(AnalysisError, match=words):
        sc.pawn_indices(points, values)

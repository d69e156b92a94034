import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings, strategies as st

from simcorr.analysis.sensitivity import saltelli_sample, sobol_indices, sobol_pairs
from simcorr.analysis.sensitivity.sobol_notes import MATTERS, MATTERS_OR_NOISE, NOT_DISTINGUISHABLE
from simcorr.errors import AnalysisError

from .functions import ISHIGAMI_FIRST, ISHIGAMI_TOTAL, g_function, g_indices, ishigami

NAMES = ["a", "b", "c"]
UNIT = saltelli_sample(3, 1024, seed=1)
SMALL = saltelli_sample(3, 64, seed=1)


def by_name(table, names=NAMES):
    return table.set_index("parameter").loc[names]


def test_ishigami_has_the_indices_of_its_closed_form():
    table = by_name(sobol_indices(UNIT, ishigami(UNIT), NAMES))
    assert table["first"].to_numpy() == pytest.approx(ISHIGAMI_FIRST, abs=0.03)
    assert table["total"].to_numpy() == pytest.approx(ISHIGAMI_TOTAL, abs=0.03)
    for index, truth in (("first", ISHIGAMI_FIRST), ("total", ISHIGAMI_TOTAL)):
        assert ((table[f"{index}_low"] <= truth) & (truth <= table[f"{index}_high"])).all()
    assert table["variance"].iloc[0] == pytest.approx(13.84, rel=0.03)
    assert set(table["verdict"]) == {MATTERS_OR_NOISE}  # one replicate: nothing shows that there is no noise


def test_one_replicate_does_not_tell_an_inert_input_from_noise():
    unit = saltelli_sample(2, 256, seed=1)
    noise = np.random.default_rng(1).normal(size=(len(unit), 10))
    alone = by_name(sobol_indices(unit, unit[:, 0] + noise[:, 0], ["a", "inert"]), ["a", "inert"])
    assert alone["verdict"].tolist() == [MATTERS_OR_NOISE] * 2
    assert alone.loc["inert", "total"] > 0.3  # which is the share of the noise
    told = by_name(sobol_indices(unit, unit[:, :1] + noise, ["a", "inert"]), ["a", "inert"])
    assert told["verdict"].tolist() == [MATTERS, NOT_DISTINGUISHABLE]


def test_the_g_function_has_the_indices_of_its_closed_form():
    a = np.array([0.0, 1.0, 4.5, 99.0])
    unit = saltelli_sample(4, 2048, seed=2)
    table = sobol_indices(unit, g_function(unit, a), list("abcd"))
    first, total = g_indices(a)
    assert by_name(table, list("abcd"))["first"].to_numpy() == pytest.approx(first, abs=0.03)
    assert by_name(table, list("abcd"))["total"].to_numpy() == pytest.approx(total, abs=0.03)
    assert table["parameter"].tolist() == list("abcd")


def test_ishigami_has_one_pair_that_interacts():
    unit = saltelli_sample(3, 1024, seed=1, second_order=True)
    table = sobol_pairs(unit, ishigami(unit), NAMES)
    assert table.loc[0, ["first_parameter", "second_parameter", "verdict"]].tolist() == ["a", "c", MATTERS_OR_NOISE]
    assert table["second"].to_numpy() == pytest.approx([0.244, 0.0, 0.0], abs=0.03)
    assert set(table["verdict"][1:]) == {NOT_DISTINGUISHABLE}
    first = by_name(sobol_indices(unit, ishigami(unit), NAMES, second_order=True))["first"]
    assert first.to_numpy() == pytest.approx(ISHIGAMI_FIRST, abs=0.03)


def test_noise_is_not_taken_for_an_effect():
    random = np.random.default_rng(1)
    names = [*NAMES, "inert"]
    unit = saltelli_sample(4, 512, seed=1)
    values = ishigami(unit)[:, np.newaxis] + random.normal(0.0, 5.0, (len(unit), 10)) + random.normal(0.0, 50.0, 10)
    table = by_name(sobol_indices(unit, values, names), names)
    assert table.loc["inert", "verdict"] == NOT_DISTINGUISHABLE
    assert set(table.loc[NAMES, "verdict"]) == {MATTERS}
    # 25 / 10 of noise beside 13.84: what all points of a replicate share is no part of the variance.
    assert table["noise_share"].iloc[0] == pytest.approx(2.5 / 16.34, rel=0.15)
    assert table.loc["inert", "total"] > 0.1
    assert table["total_net"].to_numpy() == pytest.approx([*ISHIGAMI_TOTAL, 0.0], abs=0.05)


def test_without_noise_the_net_indices_are_those_of_the_expected_outcome_on_average():
    """A seed whose effect depends on the parameters smoothly, as common random numbers make it."""
    first, total, pairs = [], [], []
    for seed in range(150):
        random = np.random.default_rng(seed)
        unit = saltelli_sample(2, 64, seed=seed, second_order=True)
        slopes = random.normal(0.0, 0.7, (2, 4))
        values = unit @ np.array([[2.0], [1.0]]) + unit @ slopes + random.normal(0.0, 0.5, (len(unit), 4))
        table = by_name(sobol_indices(unit, values, ["a", "b"], second_order=True, resamples=2), ["a", "b"])
        net = table["variance"] * (1.0 - table["noise_share"])
        first.append(table["first_net"] * net)
        total.append(table["total_net"] * net)
        pairs.append(sobol_pairs(unit, values, ["a", "b"], resamples=2)["second_net"][0] * net.iloc[0])
    expected = [4.0 / 12.0, 1.0 / 12.0]
    for found in (first, total):
        assert (np.abs(np.mean(found, axis=0) - expected) < 4 * np.std(found, axis=0) / np.sqrt(150)).all()
    assert abs(np.mean(pairs)) < 4 * np.std(pairs) / np.sqrt(150)


def test_paired_differences_say_what_the_effect_of_a_measure_depends_on():
    random = np.random.default_rng(3)
    common = 100.0 * SMALL[:, [0]] + random.normal(0.0, 30.0, (len(SMALL), 5))
    arm = common - 5.0 * SMALL[:, [1]]
    table = by_name(sobol_indices(SMALL, arm - common, NAMES))
    assert table["total"].to_numpy() == pytest.approx([0.0, 1.0, 0.0], abs=1e-3)


@given(st.floats(-100.0, 100.0), st.floats(0.01, 100.0))
@settings(max_examples=10, deadline=None)
def test_indices_do_not_depend_on_unit_or_origin(origin, scale):
    values = ishigami(SMALL)
    columns = ["first", "first_low", "total", "total_high"]
    one, other = (by_name(sobol_indices(SMALL, each, NAMES)) for each in (values, origin + scale * values))
    assert other[columns].to_numpy() == pytest.approx(one[columns].to_numpy(), abs=1e-6)


def test_intervals_cover_at_least_as_often_as_they_say():
    covered = np.zeros(2)
    for seed in range(300):
        unit = saltelli_sample(2, 64, seed=seed)
        row = sobol_indices(unit, 2.0 * unit[:, 0] + unit[:, 1], ["a", "b"], resamples=200, seed=seed).iloc[0]
        covered += [row[f"{index}_low"] <= 0.8 <= row[f"{index}_high"] for index in ("first", "total")]
    assert (covered / 300 >= 0.93).all()


def test_notes_explain_what_looks_wrong():
    random = np.random.default_rng(4)
    unit = saltelli_sample(3, 16, seed=3)
    tables = [sobol_indices(unit, random.normal(size=len(unit)), NAMES) for _ in range(5)]
    notes = "; ".join("; ".join(table["note"]) for table in tables)
    assert "below 0 by sampling error: its interval" in notes
    assert "wider than the index" in notes
    assert "one replicate: noise, if there is any, counts as an effect" in notes


@pytest.mark.parametrize("seed", [0, 5])
def test_the_seed_decides_the_intervals(seed):
    one, other = (sobol_indices(SMALL, ishigami(SMALL), NAMES, seed=seed) for _ in range(2))
    pd.testing.assert_frame_equal(one, other)
    assert not one.equals(sobol_indices(SMALL, ishigami(SMALL), NAMES, seed=seed + 1))


@pytest.mark.parametrize("value", [0.0, 3.7, 1e9])
def test_an_outcome_that_does_not_vary_is_refused(value):
    with pytest.raises(AnalysisError, match="the outcome does not vary: it is"):
        sobol_indices(SMALL, np.full((len(SMALL), 2), value), NAMES)


@pytest.mark.parametrize(
    ("unit", "second_order", "message"),
    [
        (SMALL[:-1], False, "incomplete: it has 319 points; allowed are two or more times 5 for 3 parameters"),
        (SMALL, True, "not a Saltelli .* second_order=False it is complete"),
        (SMALL[:300], True, "incomplete: it has 300 points; .* with second_order=False it is complete"),
        (
            np.r_[SMALL[1:], SMALL[:1]],
            False,
            "not a Saltelli design with second_order=False: base points 0, 1, 2, 3, 4",
        ),
    ],
)
def test_a_design_that_is_not_complete_is_refused(unit, second_order, message):
    with pytest.raises(AnalysisError, match=message):
        sobol_indices(unit, np.arange(float(len(unit))), NAMES, second_order)


def test_a_row_of_the_second_order_part_out_of_place_is_refused():
    unit = saltelli_sample(3, 8, seed=1, second_order=True)
    # Rows of base point 2: A, three of AB, three of BA, B.
    unit[2 * 8 + 5] = unit[2 * 8 + 6]
    with pytest.raises(AnalysisError, match="base points 2 do not combine two samples one parameter at a time"):
        sobol_pairs(unit, np.arange(64.0), NAMES)


def test_missing_points_and_wrong_names_are_refused():
    runs = pd.DataFrame({"point": np.arange(320), "bribes": ishigami(SMALL)})
    with pytest.raises(AnalysisError, match="2 of 320 points missing: 17, 30"):
        sobol_indices(SMALL, runs.drop(index=[17, 30]), NAMES)
    with pytest.raises(AnalysisError, match="not finite at 1 of 320 points: 8"):
        sobol_indices(SMALL, runs["bribes"].where(runs["point"] != 8), NAMES)
    with pytest.raises(AnalysisError, match="did you mean 'bribes'"):
        sobol_indices(SMALL, runs, NAMES, outcome="bribe")
    with pytest.raises(AnalysisError, match="names has 2 parameters"):
        sobol_indices(SMALL, runs, NAMES[:2])
    with pytest.raises(AnalysisError, match="1 parameter; allowed for pairs"):
        sobol_pairs(saltelli_sample(1, 4, seed=1, second_order=True), np.arange(16.0), ["a"])

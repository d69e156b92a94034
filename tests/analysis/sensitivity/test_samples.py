import numpy as np
import pytest

from simcorr.analysis.sensitivity import morris_sample, saltelli_sample
from simcorr.analysis.sensitivity.elementary_effects import levels_of, step_of
from simcorr.analysis.sensitivity.saltelli import require_saltelli
from simcorr.errors import AnalysisError

SAMPLES = [
    lambda seed: morris_sample(4, 6, seed=seed),
    lambda seed: saltelli_sample(4, 16, seed=seed),
    lambda seed: saltelli_sample(4, 16, seed=seed, second_order=True),
]


@pytest.mark.parametrize("sample", SAMPLES)
@pytest.mark.parametrize("seed", [0, 7])
def test_the_seed_decides_the_design(sample, seed):
    np.random.seed(1)
    first = sample(seed)
    np.random.seed(2)
    assert np.array_equal(first, sample(seed))
    assert not np.array_equal(first, sample(seed + 1))


@pytest.mark.parametrize("sample", SAMPLES)
def test_numpys_global_random_state_is_left_alone(sample):
    np.random.seed(3)
    expected = np.random.random()
    np.random.seed(3)
    sample(5)
    assert np.random.random() == expected


@pytest.mark.parametrize("levels", [2, 4, 6, 10])
def test_a_morris_sample_passes_the_check_and_has_its_levels(levels):
    assert levels_of(step_of(morris_sample(5, 8, levels, seed=1))) == levels


@pytest.mark.parametrize("second_order", [False, True])
def test_a_saltelli_sample_passes_the_check(second_order):
    require_saltelli(saltelli_sample(3, 8, seed=1, second_order=second_order), second_order)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: saltelli_sample(3, 1000, seed=1), "points is 1000; .* nearest are 512 and 1024"),
        (lambda: saltelli_sample(3, 1, seed=1), "points is 1; allowed are whole numbers from 2"),
        (lambda: saltelli_sample(0, 8, seed=1), "dimensions is 0"),
        (lambda: morris_sample(3, 1, seed=1), "trajectories is 1; allowed are whole numbers from 2"),
        (lambda: morris_sample(3, 10.5, seed=1), "trajectories is 10.5"),
        (lambda: morris_sample(3, 10, 5, seed=1), "levels is 5; allowed are even numbers, the nearest are 4, 6"),
        (lambda: morris_sample(3, 10, seed=-1), "seed is -1"),
    ],
)
def test_counts_that_make_no_design_are_refused(call, message):
    with pytest.raises(AnalysisError, match=message):
        call()

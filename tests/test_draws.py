"""Keyed draws have the distributions they claim, and keys that are neighbours in any argument share nothing."""

import math
import os
import subprocess
import sys

import numpy as np
import pytest
from scipy import stats

from simcorr import draws
from simcorr.jit import JIT_AVAILABLE
from simcorr.world import keys

SMALLEST_P = 1e-4  # the draws are fixed, so a test that passes once passes for ever


def loop(function):
    """Compile a loop over draws where that is possible."""
    if not JIT_AVAILABLE:
        return function
    import numba

    return numba.njit(function)


N = 400_000 if JIT_AVAILABLE else 20_000
event, uniform = draws.event, draws.uniform
normal, exponential, poisson, integer = draws.normal, draws.exponential, draws.poisson, draws.integer


@loop
def uniforms(n, argument):
    """Return draws whose keys differ in one argument only, as the model uses them."""
    out = np.empty(n)
    for i in range(n):
        if argument == 0:
            out[i] = uniform(event(i, 2, 3), 5)
        elif argument == 1:
            out[i] = uniform(event(12345 + i // 64, i % 64, 3), 5)
        elif argument == 2:
            out[i] = uniform(event(12345, 2, i), 5)
        elif argument == 3:
            out[i] = uniform(event(12345, 2, 3), i)
        elif argument == 4:
            out[i] = uniform(i, 0)
        elif argument == 5:
            out[i] = uniform(event(event(event(event(i, 0), 1, 2), 8, 300), 9, 7), 0)
        else:
            out[i] = uniform(event(event(event(7, 9, i // 8), 11, 0), 12, i % 8), 4)
    return out


ARGUMENTS = ("key", "kind", "number", "decision", "raw key", "seed of a run", "stage of a journey")
drawn = {name: uniforms(N, number) for number, name in enumerate(ARGUMENTS)}


@loop
def keys_on_a_grid(run, kinds, numbers, under):
    out = np.empty(kinds * numbers * under, dtype=np.int64)
    place = 0
    for kind in range(kinds):
        for number in range(numbers):
            key = event(run, kind, number)
            for below in range(under):
                out[place] = event(key, kind, below)
                place += 1
    return out


@loop
def other_draws(n, kind, mean):
    out = np.empty(n)
    for i in range(n):
        key = event(99, 1, i)
        if kind == 0:
            out[i] = normal(key, 3)
        elif kind == 1:
            out[i] = exponential(key, 3)
        elif kind == 2:
            out[i] = poisson(key, 3, mean)
        else:
            out[i] = integer(key, 3, int(mean))
    return out


@pytest.mark.parametrize("argument", ARGUMENTS)
class TestUniform:
    def test_is_uniform(self, argument):
        u = drawn[argument]
        assert 0.0 < u.min() < u.max() < 1.0
        assert stats.kstest(u, "uniform").pvalue > SMALLEST_P
        counts = np.histogram(u, bins=1000, range=(0.0, 1.0))[0]
        assert stats.chisquare(counts).pvalue > SMALLEST_P

    def test_neighbours_are_uncorrelated(self, argument):
        u = drawn[argument] - 0.5
        for lag in (1, 2, 3, 4, 5, 7, 8, 16, 52, 64, 256, 1024):
            r = 12.0 * np.mean(u[:-lag] * u[lag:])
            assert abs(r) * math.sqrt(len(u) - lag) < 4.5, f"lag {lag}"

    def test_neighbours_are_independent(self, argument):
        cells = (drawn[argument] * 32).astype(int)
        for lag in (1, 2, 8):
            table = np.bincount(cells[:-lag] * 32 + cells[lag:], minlength=1024)
            assert stats.chisquare(table).pvalue > SMALLEST_P, f"lag {lag}"

    def test_every_bit_is_fair_and_flips_half_the_time(self, argument):
        words = (drawn[argument] * 2.0**52).astype(np.int64)
        changes = words[:-1] ^ words[1:]
        limit = 4.8 * 0.5 * math.sqrt(len(words))  # 2 x 52 x 7 bits are looked at
        for bit in range(52):
            assert abs(((words >> bit) & 1).sum() - 0.5 * len(words)) < limit, f"bit {bit}"
            assert abs(((changes >> bit) & 1).sum() - 0.5 * len(changes)) < limit, f"flips of bit {bit}"

    def test_is_independent_of_the_other_arguments(self, argument):
        for other in ARGUMENTS:
            if other != argument:
                r = np.corrcoef(drawn[argument], drawn[other])[0, 1]
                assert abs(r) * math.sqrt(N) < 4.5, other


def test_decisions_of_one_event_are_independent_of_one_another():
    """A table of 20,000 events x 20 decisions, as the model reads it: no column follows another."""
    table = np.array([[draws.uniform(draws.event(7, 12, i), d) for d in range(20)] for i in range(5000)])
    r = np.corrcoef(table.T)[~np.eye(20, dtype=bool)]
    assert np.abs(r).max() * math.sqrt(len(table)) < 4.8
    assert stats.kstest(table.ravel(), "uniform").pvalue > SMALLEST_P


def test_the_largest_keys_are_allowed():
    top = 2**63 - 1
    key = draws.event(top, 63, top)
    assert 0 <= key < 2**63
    assert 0.0 < draws.uniform(top, top) < 1.0
    assert draws.event(top, 0) != draws.event(top - 1, 0)


def test_kinds_and_numbers_do_not_run_into_one_another():
    made = {draws.event(1, kind, number) for kind in range(64) for number in range(64)}
    assert len(made) == 64 * 64


def test_an_event_is_never_a_decision_about_the_one_it_happens_under():
    """Both count on from one key: the first 64 places are decisions, the events come behind them."""
    decided = {int(draws.uniform(5, decision) * 2.0**52) for decision in range(64)}
    happened = {draws.event(5, kind, number) >> 11 for kind in range(64) for number in range(50)}
    assert decided.isdisjoint(happened)


def test_the_names_of_events_and_decisions_leave_room_for_one_another():
    numbers = [value for name, value in vars(keys).items() if name.isupper()]
    assert len(numbers) > 60
    assert all(isinstance(number, int) and 0 <= number < 64 for number in numbers)


def test_millions_of_keys_do_not_collide():
    grid = (64, 600, 50) if JIT_AVAILABLE else (20, 20, 20)
    found = np.concatenate([keys_on_a_grid(draws.event(run, 0), *grid) for run in range(2)])
    assert found.min() >= 0
    assert len(np.unique(found)) == len(found)


def test_normal():
    z = other_draws(N, 0, 0.0)
    assert stats.kstest(z, "norm").pvalue > SMALLEST_P
    assert abs(z.mean()) * math.sqrt(N) < 4.5
    assert abs(z.var() - 1.0) * math.sqrt(N / 2.0) < 4.5
    assert abs(stats.kurtosis(z)) * math.sqrt(N / 24.0) < 4.5


def test_normal_inverts_the_distribution_to_sixteen_digits(monkeypatch):
    for i in range(2000):
        p = draws.uniform(5, i)
        assert draws.normal(5, i) == pytest.approx(stats.norm.ppf(p), rel=1e-13, abs=1e-14)


@pytest.mark.skipif(JIT_AVAILABLE, reason="the tails are reached by putting another uniform in, uncompiled")
def test_normal_in_the_far_tails(monkeypatch):
    for p in (2.0**-53, 1e-12, 1e-7, 0.0749, 0.0751, 0.5, 0.9249, 0.9251, 1.0 - 2.0**-53):
        monkeypatch.setattr(draws, "uniform", lambda key, decision, p=p: p)
        assert draws.normal(0, 0) == pytest.approx(stats.norm.ppf(p), rel=1e-13, abs=1e-14)


def test_exponential():
    x = other_draws(N, 1, 0.0)
    assert x.min() >= 0.0
    assert stats.kstest(x, "expon").pvalue > SMALLEST_P


@pytest.mark.parametrize("mean", [0.01, 0.3, 1.0, 5.0, 15.99, 16.0, 16.01, 40.0, 1000.0, 100_000.0])
def test_poisson(mean):
    n = (40_000 if mean < 1e4 else 2_000) if JIT_AVAILABLE else (4_000 if mean < 50 else 40)
    k = other_draws(n, 2, mean)
    assert abs(k.mean() - mean) < 4.5 * math.sqrt(mean / n)
    fourth = mean * (1.0 + 3.0 * mean)
    assert abs(k.var() - mean) < 4.5 * math.sqrt((fourth - mean * mean) / n)
    low, high = int(stats.poisson.ppf(0.02, mean)), int(stats.poisson.ppf(0.98, mean))
    if mean >= 0.3 and high - low > 60:
        edges = np.unique(stats.poisson.ppf(np.linspace(0.05, 0.95, 15), mean))
    else:
        edges = np.arange(low, high + 1, dtype=float)
    cells = np.searchsorted(edges, k, side="left")
    expected = n * np.diff(np.concatenate([[0.0], stats.poisson.cdf(edges, mean), [1.0]]))
    observed = np.bincount(cells, minlength=len(expected))
    kept = expected > 4.0
    if n >= 1000:
        rest = np.array([expected[~kept].sum()]), np.array([observed[~kept].sum()])
        e = np.concatenate([expected[kept], rest[0]]) + 1e-9
        o = np.concatenate([observed[kept], rest[1]]) + 1e-9
        assert stats.chisquare(o, e * o.sum() / e.sum()).pvalue > SMALLEST_P


@pytest.mark.parametrize("mean", [0.0, -1.0])
def test_poisson_of_nothing_is_nothing(mean):
    assert draws.poisson(1, 2, mean) == 0


def test_poisson_of_a_larger_mean_is_larger_on_the_whole():
    counts = [sum(draws.poisson(draws.event(3, 0, i), 0, mean) for i in range(300)) for mean in (1, 2, 15, 17, 33)]
    assert counts == sorted(counts)


@pytest.mark.parametrize("probability", [0.9, 0.3, 0.01])
def test_failures_before_a_success_are_geometric(probability):
    n = 40_000
    counts = np.array([draws.failures(draws.event(21, 0, i), 2, probability) for i in range(n)])
    assert counts.min() == 0
    highest = int(stats.geom.ppf(0.98, probability))
    expected = np.append(stats.geom.pmf(np.arange(1, highest + 1), probability), stats.geom.sf(highest, probability))
    observed = np.bincount(np.minimum(counts, highest), minlength=highest + 1)
    assert stats.chisquare(observed, n * expected).pvalue > SMALLEST_P


def test_what_is_certain_never_fails_and_what_hardly_ever_happens_is_a_number():
    assert draws.failures(1, 2, 1.0) == 0
    assert 0 < draws.failures(1, 2, 1e-300) <= 1e15


@pytest.mark.parametrize("count", [1, 2, 3, 7, 250])
def test_integer(count):
    values = other_draws(40_000 if JIT_AVAILABLE else 8_000, 3, float(count)).astype(int)
    assert values.min() >= 0
    assert values.max() < count
    if count > 1:
        assert stats.chisquare(np.bincount(values, minlength=count)).pvalue > SMALLEST_P


_SAMPLE = """
import sys
from simcorr import draws
out = []
for i in range(400):
    key = draws.event(i * 7919, i % 64, 2**63 - 1 - i)
    out += [int(key), float(draws.uniform(key, i)).hex(), float(draws.normal(key, i)).hex()]
    out += [float(draws.exponential(key, i)).hex(), int(draws.poisson(key, i, i * 0.7))]
    out += [int(draws.integer(key, i, 9)), int(draws.failures(key, i, 0.001 + i / 500))]
print(out)
"""


def sample(jit):
    environment = {**os.environ, "NUMBA_DISABLE_JIT": "0" if jit else "1"}
    result = subprocess.run(
        [sys.executable, "-W", "error:::simcorr", "-W", "error::RuntimeWarning", "-c", _SAMPLE],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stderr
    assert "Warning" not in result.stderr
    return result.stdout


def test_compiled_and_plain_draws_agree_to_the_last_bit_without_warnings():
    plain = sample(jit=False)
    assert len(plain) > 10_000
    assert plain == sample(jit=True)

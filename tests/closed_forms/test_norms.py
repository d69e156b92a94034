"""The norm as a mean field: one fixed point below the threshold, two and hysteresis above, flips in small posts.

Without fear and among strangers who do not mind, and at a price equal to the reservation price, acceptance is
sigma(beta (norm - 1/2)) with beta = precision x peer effect. The norm follows acceptance, so that its fixed
points solve m = sigma(beta (m - 1/2)): one half alone up to beta = 4, three above (Brock and Durlauf 2001).
"""

import math

import numpy as np
import pytest
from scipy.optimize import brentq

from simcorr.engines.mesa import CorruptionModel
from simcorr.scenario import Pins
from tests.engines.mesa.worlds import route, world_of

RATE = 0.1


def norm_of(beta, start, *, weeks, staff, per_week, seed=0, rate=RATE):
    """Return the norm of the post after each week."""
    precision = 4.0
    changes = {
        "officials.acceptance_precision": precision,
        "officials.peer_effect": beta / precision,
        "officials.norm_prior": start,
        "officials.norm_rate_per_week": rate,
        "officials.norm_own_post_share": 1.0,
        "officials.cut_share": 0.0,
    }
    scenario = world_of(
        route(staff=staff, arrivals_per_year=52.0 * per_week, party_size=1),
        changes=changes,
        on=("norms",),
        pins=Pins(border_crossings={"offer": 1.0, "interception": 0.0}),
        weeks=weeks,
    )
    model = CorruptionModel(scenario, rng=seed)
    course = []
    while model.running:
        model.step()
        course.append(model.beliefs.post_norm[0])
    return np.array(course)


def sigma(x):
    return 1 / (1 + math.exp(-x))


def fixed_points(beta):
    def excess(m):
        return sigma(beta * (m - 0.5)) - m

    grid = np.linspace(0.0005, 0.9995, 2000)
    values = [excess(m) for m in grid]
    return [brentq(excess, a, b) for a, b, x, y in zip(grid, grid[1:], values, values[1:], strict=False) if x * y < 0]


def test_the_equation_tips_at_four():
    assert len(fixed_points(3.9)) == 1
    assert len(fixed_points(4.5)) == 3


@pytest.mark.parametrize("start", [0.05, 0.95])
def test_below_the_threshold_both_starts_meet(start):
    beta, per_week = 2.0, 120
    course = norm_of(beta, start, weeks=140, staff=30, per_week=per_week, seed=2)
    # A weekly share of n decisions carries noise of variance 1/(4n); the norm is an AR(1) with pull r (1 - beta/4).
    pull = RATE * (1 - beta / 4)
    spread = RATE * math.sqrt(0.25 / per_week / (1 - (1 - pull) ** 2))
    late = course[80:]
    error = spread * math.sqrt(2 / (pull * len(late)))
    assert abs(late.mean() - 0.5) < 4 * error
    assert late.std() < 4 * spread


def test_above_the_threshold_the_start_decides_in_a_large_post():
    beta, per_week = 8.0, 120
    low, middle, high = fixed_points(beta)
    assert middle == pytest.approx(0.5)
    for start, end in ((0.15, low), (0.4, low), (0.6, high), (0.85, high)):
        course = norm_of(beta, start, weeks=120, staff=30, per_week=per_week, seed=3)
        late = course[80:]
        slope = beta * end * (1 - end)
        pull = RATE * (1 - slope)
        spread = RATE * math.sqrt(end * (1 - end) / per_week / (1 - (1 - pull) ** 2))
        error = spread * math.sqrt(2 / (pull * len(late)))
        assert abs(late.mean() - end) < 4 * error, (start, late.mean(), end)


def test_the_course_towards_a_fixed_point_is_the_mean_field():
    """m' = m + r (sigma(beta (m - 1/2)) - m), week by week."""
    beta = 8.0
    course = norm_of(beta, 0.3, weeks=40, staff=30, per_week=600, seed=4)
    m = 0.3
    for week in range(40):
        m += RATE * (sigma(beta * (m - 0.5)) - m)
        assert abs(course[week] - m) < 0.025, week


def test_small_posts_flip_between_the_states():
    """With few decisions a week the same norm crosses the middle again and again."""
    flips = 0
    for seed in range(3):
        course = norm_of(5.0, 0.2, weeks=500, staff=2, per_week=2.0, seed=seed, rate=0.3)
        side = course > 0.5
        outside = np.abs(course - 0.5) > 0.2
        states = side[outside]
        flips += int((states[1:] != states[:-1]).sum())
        assert {True, False} <= set(states.tolist())
    assert flips >= 6
    large = norm_of(5.0, 0.2, weeks=150, staff=50, per_week=100, seed=0)
    assert (large < 0.5).all()


def test_the_norm_of_the_whole_context_mixes_in():
    """Two posts that look at each other only through the context end up alike."""
    scenario = world_of(
        route(
            posts=[("border_crossings", 20), ("border_crossings", 20), ("investigation", 1)],
            arrivals_per_year=52 * 200,
        ),
        changes={"officials.norm_own_post_share": 0.25, "officials.peer_effect": 1.0},
        on=("norms",),
        pins=Pins(border_crossings={"offer": 1.0, "interception": 0.0}),
    )
    model = CorruptionModel(scenario, rng=0)
    model.beliefs.post_norm[:2] = [0.8, 0.2]
    model.beliefs.context_norm[2] = 0.4
    assert model.officials[0].norm() == pytest.approx(0.25 * 0.8 + 0.75 * 0.4)
    assert model.officials[20].norm() == pytest.approx(0.25 * 0.2 + 0.75 * 0.4)

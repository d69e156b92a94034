"""Posts to choose from: operators who remember the last party at each post avoid those where it was stopped."""

import math
from collections.abc import Iterator
from itertools import product

import numpy as np

from simcorr.scenario import Corridor, Post, Scenario, Stage
from simcorr.validation.closed_forms.bench import Bench
from simcorr.validation.closed_forms.finding import ClosedForm, Finding, mean
from simcorr.validation.closed_forms.worlds import pinned, quiet
from simcorr.world.trace import EventKind

BORDER = "border_crossings"
STAFF, FACTORS, RATE = (6, 2), (1.0, 4.0), 0.2
"""The staff of two posts, the factors on the chance to be stopped there, and that chance at the first of them."""
FEE, ADVANCE, ARREST, SCALE = 1000.0, 0.5, 500.0, 1000.0
WEEKS, BEGIN, RUNS, OPERATORS = 60, 20, 30, 30


def share_at_first_post(precision: float, factors: tuple[float, float] = FACTORS) -> float:
    """Return the long-run share of parties at the first of two posts, from the chain of what is remembered of both.

    A post is remembered by its last party: worth nothing where it passed, ``-L / (L + S)`` where it was stopped. The
    four states of both memories make a Markov chain, whose stationary distribution weighs the choices.
    """
    loss = ADVANCE * FEE + ARREST
    worth = -loss / (loss + SCALE)
    states = list(product((0, 1), repeat=2))  # whether the last party at each post was stopped
    moves, first = np.zeros((4, 4)), np.zeros(4)
    for row, memory in enumerate(states):
        weights = [staff * math.exp(precision * worth * bad) for staff, bad in zip(STAFF, memory, strict=True)]
        first[row] = weights[0] / sum(weights)
        for post, chosen in enumerate((first[row], 1.0 - first[row])):
            for stopped in (0, 1):
                chance = RATE * factors[post] if stopped else 1.0 - RATE * factors[post]
                after = list(memory)
                after[post] = stopped
                moves[row, states.index((after[0], after[1]))] += chosen * chance
    balance = np.vstack([moves.T - np.eye(4), np.ones(4)])
    stationary = np.linalg.lstsq(balance, np.array([0.0, 0.0, 0.0, 0.0, 1.0]), rcond=None)[0]
    return float(stationary @ first)


def _world(precision: float, factors: tuple[float, float]) -> Scenario:
    """Return a world of one stage with two posts that take no bribes; an operator has one party at a time."""
    posts = tuple(
        Post(name=f"post {n}", context=BORDER, staff=staff, interception_factor=factor)
        for n, (staff, factor) in enumerate(zip(STAFF, factors, strict=True))
    )
    corridor = Corridor(
        name="route",
        stages=(Stage(context=BORDER),),
        posts=posts,
        arrivals_per_year=52.0 * 20.0,
        fee_usd=FEE,
        party_size=1,
        regular_cost_usd=500.0,
        regular_wait_weeks=4,
        alone_factor=1.0,
    )
    return quiet(
        corridor,
        pins=pinned(border_crossings={"offer": 0.0, "acceptance": 0.0, "detection": 0.0}),
        changes={
            f"contexts.{BORDER}.interception_rate": RATE,
            "officials.experience_floor": 1.0,
            "smugglers.count": OPERATORS,
            "smugglers.capacity_parties": 1,
            "smugglers.fee_advance_share": ADVANCE,
            "smugglers.arrest_cost_usd": ARREST,
            "smugglers.route_profit_scale_usd": SCALE,
            "smugglers.post_precision": precision,
            "smugglers.post_learning_rate": 1.0,
        },
        weeks=WEEKS,
        on=("position_differences",),
    )


def _choices(bench: Bench) -> Iterator[Finding]:
    """Let the second post be stricter or not, and let operators look at what they remember or not."""
    for number, (precision, factors) in enumerate(((0.0, FACTORS), (4.0, (1.0, 1.0)), (4.0, FACTORS))):
        shares = []
        for run in range(RUNS):
            seen = bench.run(_world(precision, factors), seed=number * RUNS + run, events=True)
            met = seen.events(EventKind.ENCOUNTER)
            shares.append(float((met.other[met.week >= BEGIN] < STAFF[0]).mean()))
        strict = "stricter" if factors[1] > factors[0] else "equally strict"
        label = f"share of parties at the first post, precision {precision:g}, the second {strict}"
        yield mean(label, share_at_first_post(precision, factors), shares)


CASES = (
    ClosedForm(
        "posts to choose from",
        "Operators turn from a post at which they were stopped to its neighbours, as far as they follow what they "
        "remember; who remembers the last party alone moves between four states.",
        "share = sum over states of pi(state) n1 exp(k v1) / (n1 exp(k v1) + n2 exp(k v2))",
        "two posts with staff n1 and n2, no bribes; v is -L/(L + S) after a stop that costs L and 0 after a passage, "
        "and pi the stationary distribution of the chain of both memories",
        "Denrell and March 2001",
        _choices,
    ),
)

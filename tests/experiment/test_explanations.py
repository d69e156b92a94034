"""What is said beside side effects: where they lie, by the numbers of the comparison, and no cause without one."""

import pytest

from simcorr.experiment.answers import explanations
from simcorr.experiment.wording import number
from tests.planted import planted_comparison


@pytest.fixture(scope="module")
def both():
    return planted_comparison({"More": 1.5, "Fewer": 0.5}, replicates=6)


def test_a_rise_of_bribes_is_taken_apart(both):
    (told,) = (line for line in explanations(both) if line.startswith("Bribes rise with "))
    assert told.startswith("Bribes rise with More. With it: ")
    row = both.effect("journey_bribes", "More")
    change, low, high = (number(row[name], signed=True) for name in ("difference", "low", "high"))
    assert f"bribes on journeys {change} bribes ({low} to {high})" in told


def test_so_is_a_rise_of_their_price(both):
    told = [line for line in explanations(both) if line.startswith("The mean bribe rises with ")]
    rising = both.effects[(both.effects["outcome"] == "mean_bribe_usd") & (both.effects["verdict"] == "raises")]
    assert len(told) == len(rising)


def test_a_fall_needs_no_words(both):
    assert not any("Fewer" in line for line in explanations(both))


def test_no_cause_is_named_without_a_number(both):
    assert not any(word in " ".join(explanations(both)) for word in ("because", "so that", "Why ", "officials learn"))

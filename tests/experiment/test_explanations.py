"""Why side effects come about, from planted comparisons: each reason stands only beside what it explains."""

from dataclasses import replace

import pytest

from simcorr.experiment.answers import explanations
from tests.planted import planted_comparison

REASONS = {
    "joint_training": "more parties are stopped",
    "prosecute_instead_of_transfer": "verdicts are public",
    "victim_support": "Look at bribe prices",
}


def explained(key, factor):
    comparison = planted_comparison({"A measure": factor}, replicates=6)
    record = replace(comparison.record, interventions={"Baseline": [], "A measure": [{"measure": key}]})
    return " ".join(explanations(replace(comparison, record=record)))


@pytest.mark.parametrize("key", REASONS)
def test_a_rise_of_bribes_is_explained_by_what_the_measure_does(key):
    text = explained(key, 1.5)
    assert REASONS[key] in text
    assert all(reason not in text for other, reason in REASONS.items() if other != key)


@pytest.mark.parametrize("key", REASONS)
def test_a_fall_needs_no_such_reason(key):
    text = explained(key, 0.5)
    assert all(reason not in text for reason in REASONS.values())

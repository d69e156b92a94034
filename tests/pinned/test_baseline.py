"""The baseline gives the numbers that were written down, until a change of the model is meant and announced."""

import json

from simcorr.simulation.model_version import MODEL_VERSION
from tests.pinned.renew import PINNED, summary, version

ADVICE = (
    "The baseline has changed. If that is meant, run `python -m tests.pinned.renew` "
    "and add a line to CHANGELOG.md that says what changed and why."
)


def test_the_baseline_is_what_it_was():
    pinned, found = json.loads(PINNED.read_text(encoding="utf-8")), summary()
    changed = {
        name: (value, found["totals"].get(name))
        for name, value in pinned["totals"].items()
        if found["totals"].get(name) != value
    }
    assert changed == {}, ADVICE
    assert found == pinned, ADVICE


def test_the_version_of_the_model_is_that_of_its_rules():
    assert version() == MODEL_VERSION, ADVICE

"""The baseline gives the numbers that were written down, until a change of the model is meant and announced."""

import json
from types import SimpleNamespace

import numpy as np

from simcorr.model_version import MODEL_VERSION
from simcorr.scenario import Scenario
from simcorr.world.measures import CONTEXT_MEASURES
from tests.pinned.renew import FROZEN, PINNED, TABLES, digest_of, summary, version

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


def test_the_frozen_scenario_leaves_nothing_to_a_default():
    written = json.loads(FROZEN.read_text(encoding="utf-8"))["scenario"]
    assert written == Scenario(**written).model_dump(mode="json")


def test_a_measure_that_never_moves_is_no_change_of_the_model():
    record = SimpleNamespace(**{name: np.ones((2, 1, len(measures))) for name, measures in TABLES})
    before = digest_of(record)
    record.context[:, :, 0] = 0.0
    without = digest_of(record)
    record.context[1, 0, 0] = 1e-6
    assert len({before, without, digest_of(record)}) == 3
    rest = SimpleNamespace(**vars(record) | {"context": np.delete(record.context, 0, axis=2)})
    assert digest_of(rest, (("context", CONTEXT_MEASURES[1:]), *TABLES[1:])) == without

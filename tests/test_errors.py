"""Deliberate errors share one base, survive a process boundary and offer the nearest valid name."""

import inspect
import pickle

import pytest

from simcorr import errors
from simcorr.errors import SimcorrError, listed, out_of_bounds, unknown_name

KINDS = [kind for _, kind in inspect.getmembers(errors, inspect.isclass) if issubclass(kind, SimcorrError)]


def test_there_is_an_error_for_each_kind_of_mistake():
    assert {kind.__name__ for kind in KINDS} == {
        "SimcorrError",
        "ScenarioError",
        "InterventionError",
        "RunError",
        "ResultError",
        "CalibrationError",
        "EvidenceError",
        "DesignError",
        "StoreError",
        "AnalysisError",
    }


@pytest.mark.parametrize("kind", KINDS)
def test_an_error_survives_the_way_back_from_a_worker(kind):
    back = pickle.loads(pickle.dumps(kind("week 3 is past the horizon")))
    assert type(back) is kind
    assert str(back) == "week 3 is past the horizon"


def test_the_nearest_name_is_offered():
    message = unknown_name("context", "airprots", ["airports", "trial"], "pins")
    assert "'airprots'" in message
    assert "in pins" in message
    assert "did you mean 'airports'?" in message


def test_a_name_like_no_other_gets_the_list_only():
    message = unknown_name("lever", "zzz", ["mandate", "audit_factor"])
    assert "did you mean" not in message
    assert "mandate, audit_factor" in message


def test_no_names_and_names_that_are_no_text():
    assert "Allowed: " in unknown_name("corridor", "x", [])
    assert "'3'" in unknown_name("corridor", 3, ["land"])


def test_a_long_list_is_shortened():
    assert listed([str(i) for i in range(20)], limit=3) == "0, 1, 2, ... (20 in all)"
    assert listed(iter("ab")) == "a, b"


def test_bounds_are_named_with_their_unit():
    assert out_of_bounds("weight", 0, 0.001, 5) == "weight is 0; allowed is 0.001 to 5"
    assert out_of_bounds("x", float("nan"), 0, 1, "share").endswith("0 to 1 (share)")

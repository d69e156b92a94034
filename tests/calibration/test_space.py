"""The box of parameters that is searched."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, strategies as st

from simcorr.calibration import Range, Space
from simcorr.contexts import CONTEXT_NAMES
from simcorr.errors import CalibrationError
from simcorr.scenario import Corridor, Scenario
from simcorr.scenario.points import changes_at

FINE = Range("officials.fine_usd", 1_000.0, 100_000.0, "log")
PEERS = Range("officials.peer_effect", 0.0, 2.0)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("officials.fine_usd", 2.0, 1.0), "officials.fine_usd: the range 2 to 1 is upside down or empty"),
        (("officials.peer_effect", 0.0, 1.0, "log"), "a range on a log scale begins above 0; given is 0"),
        (("officials.fin_usd", 1.0, 2.0), "unknown parameter 'officials.fin_usd'; did you mean 'officials.fine_usd'?"),
        (("observation.recording", 0.5, 1.2), "the range 0.5 to 1.2 leaves what is allowed, 0 to 1 (probability)"),
    ],
)
def test_a_bad_range_is_refused(arguments, words):
    with pytest.raises(CalibrationError) as refusal:
        Range(*arguments)
    assert words in str(refusal.value)


def test_a_parameter_is_searched_once():
    with pytest.raises(CalibrationError, match=r"searched twice: officials.fine_usd"):
        Space([FINE, PEERS, FINE])


@given(st.floats(0, 1), st.sampled_from([FINE, PEERS]))
def test_a_share_of_a_range_and_back(share, searched):
    value = searched.at(np.array([share]))
    assert searched.low * (1 - 1e-12) <= value[0] <= searched.high * (1 + 1e-12)
    assert searched.share_of(value)[0] == pytest.approx(share, abs=1e-9)


def test_a_log_range_has_its_geometric_mean_in_the_middle():
    assert FINE.at(np.array([0.5]))[0] == pytest.approx(10_000.0)


def test_points_are_spread_evenly():
    points = Space([FINE, PEERS]).latin_hypercube(10, seed=3)
    assert sorted(np.floor(PEERS.share_of(points["officials.peer_effect"].to_numpy()) * 10)) == list(range(10))
    assert Space([FINE, PEERS]).latin_hypercube(10, seed=3).equals(points)


def test_a_factor_keeps_the_relation_between_contexts():
    base = Scenario(name="one", corridors=[Corridor(name="land")])
    scenario = base.with_changes(changes_at({"contexts.*.visibility": 1.5}, base))
    for context in CONTEXT_NAMES:
        old, new = (getattr(each.contexts, context).visibility for each in (base, scenario))
        assert new == pytest.approx(min(1.0, 1.5 * old))
    full = changes_at({"contexts.*.visibility": 1e9}, base)
    assert set(full.values()) <= {0.0, 1.0}


def test_whole_parameters_stay_whole():
    base = Scenario(name="one", corridors=[Corridor(name="land")])
    assert changes_at({"smugglers.count": 41.6}, base) == {"smugglers.count": 42}


def test_unit_is_the_inverse_of_at():
    space = Space([FINE, PEERS])
    unit = np.random.default_rng(0).random((5, 2))
    assert np.allclose(space.unit(space.at(unit)), unit)
    assert isinstance(space.at(unit), pd.DataFrame)

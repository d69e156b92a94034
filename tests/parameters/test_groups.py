"""A parameter group refuses everything it should, and says how to do better."""

import copy
import math
import pickle

import numpy as np
import pytest
from hypothesis import given, strategies as st

from simcorr.errors import ScenarioError
from simcorr.parameters import (
    GROUPS,
    MigrantParameters,
    SmugglerParameters,
    SupervisionParameters,
    declared_parameters,
)

ALL = [declared for declared in declared_parameters().values() if not declared.name.startswith("contexts.")]


def group_of(name):
    group, field = name.split(".")
    return GROUPS[group], field


@pytest.mark.parametrize("declared", ALL, ids=lambda declared: declared.name)
def test_bounds_hold_and_are_named_in_the_message(declared):
    group, field = group_of(declared.name)
    for outside in (declared.low - 1, declared.high + 1):
        with pytest.raises(ScenarioError) as caught:
            group(**{field: outside})
        message = str(caught.value)
        assert message == f"{field} is {outside!r}; allowed is {declared.low} to {declared.high} ({declared.unit})"


@pytest.mark.parametrize("declared", ALL, ids=lambda declared: declared.name)
def test_bounds_themselves_are_allowed(declared):
    group, field = group_of(declared.name)
    others = {"nothing_share": 0} if field == "suspend_share" else {}
    others |= {"suspend_share": 0} if field == "nothing_share" else {}
    for bound in (declared.low, declared.high):
        assert getattr(group(**{field: bound}, **others), field) == bound


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_numbers_must_be_finite(value):
    with pytest.raises(ScenarioError, match=r"weekly_gain_usd is -?(nan|inf); allowed is 1 to 2000"):
        MigrantParameters(weekly_gain_usd=value)


@pytest.mark.parametrize(("value", "shown"), [(True, "true"), ("40", "'40'"), (None, "None"), ([40], r"\[40\]")])
def test_only_numbers_are_numbers(value, shown):
    wanted = rf"^weekly_gain_usd is {shown}; allowed is a number from 1 to 2000 \(USD per week\)$"
    with pytest.raises(ScenarioError, match=wanted):
        MigrantParameters(weekly_gain_usd=value)


@pytest.mark.parametrize(("value", "shown"), [(52.5, "52.5"), (True, "true"), ("8", "'8'")])
def test_only_whole_numbers_are_whole(value, shown):
    allowed = r"a whole number from 1 to 104 \(weeks\), or a duration such as '6 months'"
    wanted = rf"^retry_delay_weeks is {shown}; allowed is {allowed}$"
    with pytest.raises(ScenarioError, match=wanted):
        MigrantParameters(retry_delay_weeks=value)


def test_integers_serve_as_floats_and_become_floats():
    value = MigrantParameters(weekly_gain_usd=40).weekly_gain_usd
    assert value == 40.0
    assert type(value) is float


def test_floats_without_fraction_serve_as_integers():
    value = MigrantParameters(retry_delay_weeks=9.0).retry_delay_weeks
    assert value == 9
    assert type(value) is int


@pytest.mark.parametrize("value", [np.float64(40.5), np.float32(40.5)])
def test_numpy_floats_become_plain_floats(value):
    assert type(MigrantParameters(weekly_gain_usd=value).weekly_gain_usd) is float


def test_numpy_integers_become_plain_integers():
    assert type(SmugglerParameters(count=np.int64(3)).count) is int


def test_an_unknown_key_is_told_the_nearest():
    with pytest.raises(ScenarioError, match=r"unknown key 'horizon_week'; did you mean 'horizon_weeks'?"):
        MigrantParameters(horizon_week=3)


def test_keys_that_look_like_python_are_unknown_keys_too():
    with pytest.raises(ScenarioError, match="unknown key 'self'"):
        MigrantParameters(**{"self": 3})


def test_all_problems_are_reported_at_once():
    with pytest.raises(ScenarioError) as caught:
        MigrantParameters(weekly_gain_usd=0, means_sigma=9, horizon_week=3)
    message = str(caught.value)
    assert message.startswith("3 problems in MigrantParameters:\n  - ")
    assert "weekly_gain_usd is 0" in message
    assert "means_sigma is 9" in message
    assert "horizon_week" in message


def test_shares_of_what_supervisors_do_leave_room_for_transfer():
    assert SupervisionParameters(suspend_share=0.4, nothing_share=0.6).nothing_share == 0.6
    with pytest.raises(ScenarioError, match=r"suspend_share \+ nothing_share is 0.5 \+ 0.6; allowed is up to 1"):
        SupervisionParameters(suspend_share=0.5, nothing_share=0.6)


def test_a_group_is_frozen():
    group = MigrantParameters()
    with pytest.raises(ScenarioError, match=r"MigrantParameters.weekly_gain_usd cannot be assigned"):
        group.weekly_gain_usd = 3
    with pytest.raises(ScenarioError, match="cannot be deleted"):
        del group.weekly_gain_usd
    assert group == MigrantParameters()


def test_a_copy_with_changes_is_checked():
    assert MigrantParameters().model_copy(update={"weekly_gain_usd": 50}).weekly_gain_usd == 50
    with pytest.raises(ScenarioError, match="weekly_gain_usd is 0"):
        MigrantParameters().model_copy(update={"weekly_gain_usd": 0})
    assert MigrantParameters().model_copy() == MigrantParameters()


@pytest.mark.parametrize("group", GROUPS.values())
def test_groups_survive_pickling_and_copying(group):
    assert pickle.loads(pickle.dumps(group())) == group() == copy.deepcopy(group())


def test_errors_survive_pickling():
    with pytest.raises(ScenarioError) as caught:
        MigrantParameters(weekly_gain_usd=0)
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)


@given(st.floats(min_value=1, max_value=2000))
def test_values_within_bounds_are_kept_exactly(value):
    assert MigrantParameters(weekly_gain_usd=value).weekly_gain_usd == value

import numpy as np
import pytest

from simcorr.errors import InterventionError
from simcorr.interventions import COMBINE_MODES, LEVER_INDEX, LEVERS, base_values
from simcorr.interventions.levers import lever
from simcorr.parameters import declared_parameters


def test_indices_follow_the_order() -> None:
    assert list(LEVER_INDEX) == list(LEVERS)
    assert list(LEVER_INDEX.values()) == list(range(len(LEVERS)))


@pytest.mark.parametrize("declared", LEVERS.values(), ids=list(LEVERS))
def test_every_lever_is_complete(declared) -> None:
    assert declared.low < declared.high
    assert declared.label
    assert declared.description
    assert declared.unit
    assert declared.combine
    assert set(declared.combine) <= set(COMBINE_MODES)


@pytest.mark.parametrize("declared", LEVERS.values(), ids=list(LEVERS))
def test_the_base_lies_within_the_bounds(declared) -> None:
    if isinstance(declared.base, str):
        parameter = declared_parameters()[declared.base]
        assert (parameter.low, parameter.high) == (declared.low, declared.high)
        assert parameter.role == "lever"
    else:
        assert declared.low <= declared.base <= declared.high


def test_base_values_ask_the_scenario_only_for_its_parameters() -> None:
    asked: list[str] = []

    def parameter(name: str) -> float:
        asked.append(name)
        return 0.25

    values = base_values(parameter)
    assert asked == [each.base for each in LEVERS.values() if isinstance(each.base, str)]
    assert values.shape == (len(LEVERS), 9)
    assert np.all(values[LEVER_INDEX["mandate"]] == 0.25)
    assert np.all(values[LEVER_INDEX["wage_factor"]] == 1.0)


def test_an_unknown_lever_is_refused_with_the_nearest_name() -> None:
    with pytest.raises(InterventionError, match="did you mean 'audit_factor'"):
        lever("audit_facter")

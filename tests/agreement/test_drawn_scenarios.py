"""The engines agree on whatever scenario Hypothesis can think of."""

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from simcorr.errors import InterventionError
from simcorr.interventions import check_compatible
from tests.agreement.held_together import BOTH_ENGINES, assert_agree
from tests.agreement.strategies import portfolios, scenarios

pytestmark = BOTH_ENGINES

SEEDS = st.integers(0, 2**63 - 1)
PATIENT = settings(deadline=None, suppress_health_check=list(HealthCheck))


def _compatible(members):
    try:
        check_compatible(members)
    except InterventionError:
        return []
    return members


@given(scenarios(), portfolios(), SEEDS)
@settings(PATIENT, max_examples=40)
def test_drawn_scenarios(scenario, members, seed):
    assert_agree(scenario, _compatible(members), seed)


@pytest.mark.slow
@given(scenarios(), portfolios(), SEEDS)
@settings(PATIENT, max_examples=150)
def test_many_drawn_scenarios(scenario, members, seed):
    assert_agree(scenario, _compatible(members), seed)

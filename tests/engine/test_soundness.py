"""What is no number ends a run in either engine, with week, phase and the place where it came to light."""

from dataclasses import replace

import numpy as np
import pytest

from simcorr.engine import ENGINES, simulate
from simcorr.engine.mesa import CorruptionModel, Official
from simcorr.errors import RunError
from simcorr.world import build
from tests.engine.mesa.worlds import lively

WORDS = r"week \d+, phase 9: {} of {} is (nan|inf|-inf); a rule returned what is no number"


@pytest.fixture(scope="module")
def world():
    return build(lively(weeks=30), (), 3)


@pytest.mark.parametrize("engine", ENGINES)
def test_a_fee_that_is_no_number(world, engine):
    spoilt = replace(world, fee=np.full_like(world.fee, np.nan))
    with pytest.raises(RunError, match=WORDS.format("average_loss", world.corridor_names[0])):
        simulate(spoilt, engine=engine)


@pytest.mark.parametrize("engine", ENGINES)
def test_a_norm_that_is_no_number(world, engine):
    spoilt = replace(world, officials=world.officials._replace(norm_rate_per_week=np.nan))
    with pytest.raises(RunError, match=WORDS.format("norm", "[a-z_]+")):
        simulate(spoilt, engine=engine)


@pytest.mark.parametrize("engine", ENGINES)
def test_a_fear_that_is_no_number(world, engine):
    spoilt = replace(world, officials=world.officials._replace(own_weight=np.nan))
    with pytest.raises(RunError, match=WORDS.format("perceived_detection", "[a-z_]+")):
        simulate(spoilt, engine=engine)


@pytest.mark.parametrize(("group", "field"), [("migrants", "belief_fade_per_week"), ("smugglers", "fee_pass_through")])
def test_both_engines_stop_in_the_same_week_for_the_same_reason(world, group, field):
    spoilt = replace(world, **{group: getattr(world, group)._replace(**{field: np.nan})})
    said = []
    for engine in ENGINES:
        with pytest.raises(RunError) as caught:
            simulate(spoilt, engine=engine)
        said.append(str(caught.value))
    assert said[0] == said[1]


def test_an_error_in_somebodys_own_agent_names_week_and_phase():
    class Broken(Official):
        def interception_probability(self):
            return 1.0 / (self.model.week - 2) if self.model.week == 2 else super().interception_probability()

    model = CorruptionModel(lively(weeks=10), rng=1, agents={Official: Broken})
    model.step()
    model.step()
    with pytest.raises(RunError, match=r"week 2, phase 3 \(meet\): .*division by zero"):
        model.step()

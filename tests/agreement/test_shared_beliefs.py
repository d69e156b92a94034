"""What all officials believe of the courts, and all operators of the risk of a case, in both engines.

These beliefs show in events only where they tip a decision, so they are compared themselves.
"""

import pytest

from simcorr.engines.compiled.model import Model
from simcorr.engines.compiled.week import NEEDS_ROOM, advance
from simcorr.engines.mesa import CorruptionModel
from simcorr.world import build
from tests.agreement.scenarios import eventful


@pytest.mark.parametrize("seed", [1, 2])
def test_shared_beliefs_are_the_same(seed):
    world = build(eventful(), (), seed)
    mesa, compiled = CorruptionModel.of_world(world), Model(world)
    run = compiled.arrays["run"][0]
    while mesa.running:
        mesa.step()
        while advance(compiled.table, mesa.week) == NEEDS_ROOM:
            compiled.make_room()
        beliefs = mesa.beliefs
        assert (beliefs.conviction, beliefs.case_hazard) == (run["conviction"], run["case_hazard"]), mesa.week
    assert beliefs.conviction != world.officials.perceived_conviction_prior
    assert beliefs.case_hazard != world.smugglers.case_hazard_prior

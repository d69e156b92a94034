"""What officials, operators and migrants believe is the same in both engines, week after week.

Beliefs show in events only where they tip a decision, so they are compared themselves.
"""

import pytest

from simcorr.engine.mesa import CorruptionModel
from simcorr.world import build
from tests.agreement.held_together import BOTH_ENGINES
from tests.agreement.scenarios import eventful
from tests.recount.chosen import DECIDED_AND_MET

pytestmark = BOTH_ENGINES

OF_ALL = (
    "believed_convicted",
    "believed_acquitted",
    "conviction",
    "heard_cases",
    "heard_weeks",
    "case_hazard",
    "operator_conviction",
)
BELIEFS = {
    "posts": ("norm", "recent_reports", "recent_anomaly", "audit_effort", "desk_capacity"),
    "contexts": ("norm", "accepted", "refused"),
    "corridors": (
        *(
            "success_alone",
            "success_smuggled",
            "exploitation",
            "impunity",
            "regular_bribe",
            "average_bribe",
            "average_loss",
        ),
        *("known_alone", "known_smuggled", "known_regular", "known_exploited", "known_costs"),
        *("identification_rate", "punishment", "known_met"),
    ),
    "officials": ("detected", "undetected", "charged", "uncharged", "experience", "trust_in_superior", "income"),
    "smugglers": ("victims", "exploitation_income"),
    "supervisors": ("detected", "undetected", "income"),
}
"""What is compared of whom; what only some know is compared by what they all know of it."""


@pytest.mark.parametrize("seed", [1, 2])
def test_beliefs_are_the_same(seed):
    from simcorr.engine.compiled import pass_weeks
    from simcorr.engine.compiled.model import Model

    world = build(eventful(**DECIDED_AND_MET), (), seed)
    mesa, compiled = CorruptionModel.of_world(world), Model(world)
    while mesa.running:
        mesa.step()
        while not pass_weeks(compiled, world, mesa.week):
            pass
        for name in OF_ALL:
            assert getattr(mesa, name) == compiled.number(name), (mesa.week, name)
        for people, names in BELIEFS.items():
            for name in names:
                found = [getattr(one, name) for one in getattr(mesa, people)]
                assert found == compiled.arrays[people][name].tolist(), (mesa.week, people, name)
    assert mesa.conviction != world.officials.perceived_conviction_prior
    assert any(corridor.punishment != world.protection.punishment_prior for corridor in mesa.corridors)
    assert mesa.case_hazard != world.smugglers.case_hazard_prior

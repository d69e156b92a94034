"""What officials learn of charges, of courts and of policies that are not theirs."""

import numpy as np
import pytest

from simcorr.contexts import CONTEXT_NAMES
from simcorr.engine.mesa import CorruptionModel
from simcorr.interventions import MeritRecruitment, OfficialWages, SecondJobRules
from simcorr.rules.official import vicarious_experience
from simcorr.world.trace import EventKind
from tests.engine.mesa.worlds import lively, of_kind, total, traced


@pytest.mark.parametrize("transfers", [1, 4, 9])
def test_one_charge_among_n_cases_is_believed_to_be_one_in_n(transfers):
    """Where all kinds of ends are equally public, it does not matter where they happen or who is asked."""
    random, nu = np.random.default_rng(transfers), 0.5
    weights = np.zeros(2)  # no first belief, and nothing is forgotten
    for _ in range(200):
        for number in range(1 + transfers):
            where = random.integers(3)  # at the own post, elsewhere in the context, elsewhere in the service
            post, context = float(where == 0), float(where < 2)
            weights[int(number > 0)] += vicarious_experience(post, context, 1.0, 0.3, 0.05, nu)
    assert weights[0] / weights.sum() == pytest.approx(1.0 / (1 + transfers))


CASES = {"supervision.prosecute_base": 10.0, "supervision.supervisor_never_accepts_share": 1.0}


LIES_TOO_LONG = {"justice.investigation_weeks": 5, "justice.maximum_case_weeks": 4}


@pytest.mark.parametrize("changes", [{"justice.charge_base": -10.0}, LIES_TOO_LONG], ids=str)
def test_what_never_reaches_a_court_says_nothing_of_courts(changes):
    """A file that investigators drop, or that lies too long, is no acquittal; it makes charges seem rare."""
    model = CorruptionModel(lively(weeks=60, changes={**CASES, "justice.charge_evidence": 0.0, **changes}), rng=2)
    while model.running:
        model.step()
    trace, p = model.trace(), model.p.officials
    assert total(trace, "files_closed") > 5
    assert total(trace, "acquittals") == total(trace, "convictions") == 0
    assert model.conviction == pytest.approx(p.perceived_conviction_prior)
    believed = [o.charged / (o.charged + o.uncharged) for o in model.officials if o.generation == 0 and o.in_post]
    assert np.mean(believed) < p.perceived_charge_prior - 0.004


def test_without_publicity_only_those_near_by_hear():
    silent = {
        "officials.charge_publicity": 0.0,
        "officials.discipline_publicity": 0.0,
        "officials.verdict_publicity": 0.0,
    }
    near = {"officials.post_weight": 1.0, "officials.context_weight": 0.0, "officials.turnover_per_year": 0.0}
    model = CorruptionModel(lively(weeks=60, changes={**CASES, **silent, **near}), rng=2, events=True)
    while model.running:
        model.step()
    trace = model.trace()
    posts = np.zeros(len(model.posts), dtype=bool)
    for kind in (EventKind.VERDICT, EventKind.DISPOSAL, EventKind.MOVE, EventKind.HIRE):
        for _, who, *_ in of_kind(trace, kind):
            posts[model.officials[who].post_index] = True
    elsewhere = [o for o in model.officials if not posts[o.post_index]]
    strength = model.p.officials.belief_strength
    assert all(o.charged + o.uncharged == pytest.approx(strength) for o in elsewhere)
    assert any(o.charged + o.uncharged > strength + 0.1 for o in model.officials)
    assert model.conviction == pytest.approx(model.p.officials.perceived_conviction_prior)


PRIVATE = {f"contexts.{name}.private_share": 1.0 for name in CONTEXT_NAMES}
POLICIES = (
    OfficialWages.dose("full", delivery=1.0),
    MeritRecruitment.dose("full", delivery=1.0),
    SecondJobRules.dose("full", delivery=1.0),
)


@pytest.mark.parametrize("measure", POLICIES, ids=lambda measure: measure.key)
@pytest.mark.parametrize("private", [True, False])
def test_policies_for_public_staff_leave_private_gatekeepers_alone(measure, private):
    staff = PRIVATE | {"switches.private_exemption": True} if private else dict.fromkeys(PRIVATE, 0.0)
    base = lively(changes={**staff, "officials.second_job_share": 0.8, "officials.fine_usd": 1000.0})
    without, with_it = traced(base), traced(base, [measure])
    assert np.array_equal(without.context, with_it.context) == private

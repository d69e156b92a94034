"""Renewal of staff under transfer and under prosecution; settlement in a hierarchy."""

import math

import numpy as np
import pytest

from simcorr.engines.mesa import CorruptionModel, Official, Supervisor
from simcorr.scenario import Pins
from simcorr.world import build
from simcorr.world.measures import CONTEXT_INDEX
from simcorr.world.trace import EventKind
from tests.engines.mesa.worlds import of_kind, rank_total, route, total, traced, world_of

HONEST, RATE, DETECTION = 0.3, 0.5, 0.15

POSTS = [("border_crossings", 100), ("border_crossings", 100), ("investigation", 1), ("trial", 1)]


def corrupt_share(scenario, weeks, seed):
    """Return the share of corruptible gatekeepers at the border after each week."""
    model = CorruptionModel(scenario, rng=seed)
    at_border = model.w.context_places[2]
    shares = []
    for _ in range(weeks):
        shares.append(np.mean([not model.official_at(place).never_accepts for place in at_border]))
        model.step()
    return np.array(shares)


def staff_world(**changes):
    """Return 200 gatekeepers; those who can be bribed take everything, the others nothing."""
    border = Pins(border_crossings={"offer": 1.0, "interception": 0.0, "detection": DETECTION})
    fixed = {
        "officials.never_accepts_share": HONEST,
        "officials.acceptance_precision": 50.0,
        "officials.reservation_median_wages": 0.01,
        "officials.perceived_prosecution_prior": 0.0,
        "officials.transfer_cost_wages": 0.0,
    }
    return world_of(
        route(posts=POSTS, arrivals_per_year=52 * 200 * RATE, party_size=1),
        changes={**fixed, **changes},
        pins=border,
        weeks=80,
    )


def test_prosecution_renews_the_staff():
    """A place stays with a corruptible holder with chance 1 - q s: q the chance to be caught in a week.

    Each caught official is replaced at once, by an honest one with chance s; honest ones stay. Hence the share
    of corruptible officials falls as (1 - s)(1 - q s)^t.
    """
    weeks = 40
    shares = [
        corrupt_share(staff_world(**{"supervision.mandate": 1.0, "supervision.prosecute_base": 10.0}), weeks, s)
        for s in range(5)
    ]
    caught = 1.0 - math.exp(-RATE * DETECTION)
    for week in (0, 5, 15, 39):
        expected = (1 - HONEST) * (1 - caught * HONEST) ** week
        error = math.sqrt(expected * (1 - expected) / (200 * len(shares)))
        found = np.mean([share[week] for share in shares])
        assert abs(found - expected) < 4 * error, (week, found, expected)


def test_transfer_keeps_the_corruptible():
    """A transferred official keeps his type: the number of corruptible officials never changes."""
    changes = {"supervision.nothing_share": 0.0, "supervision.suspend_share": 0.0}
    share = corrupt_share(staff_world(**changes), 60, 1)
    assert len(set(share)) == 1
    trace = traced(staff_world(**changes))
    assert total(trace, "transfers") > 500
    assert total(trace, "prosecutions") <= 1  # the clipped logistic of the base is not exactly nothing


def test_suspension_keeps_the_corruptible_and_empties_posts():
    """With weekly chance q of a suspension of n weeks, 1 / (1 + q n) of the corruptible are on duty.

    Each is on duty for 1/q weeks on average (the week of the case included), then away for n. While fewer are on
    duty, each of them meets more parties: the flow is shared by all who are there.
    """
    n = 5
    changes = {
        "supervision.nothing_share": 0.0,
        "supervision.suspend_share": 1.0,
        "supervision.suspension_weeks": n,
    }
    changes |= {"officials.never_accepts_share": 0.0}
    trace = traced(staff_world(**changes))
    present = trace.context[20:, 2, CONTEXT_INDEX["officials_in_post"]].mean() / 200
    share = 0.5
    for _ in range(200):  # the share s on duty solves s = 1 / (1 + q(s) n)
        caught = 1.0 - math.exp(-RATE / share * DETECTION)
        share = 0.5 * share + 0.5 / (1.0 + caught * n)
    # Parties do not spread evenly when places are empty (the next one down the row takes over): allow for it.
    assert present == pytest.approx(share, abs=0.03)


def sigma(x):
    return 1 / (1 + math.exp(-x))


HIERARCHY = {
    "officials.perceived_prosecution_prior": 0.4,
    "officials.perceived_detection_prior": 0.1,
    "officials.fine_usd": 3000.0,
    "officials.career_premium": 0.0,
    "officials.transfer_cost_wages": 10.0,
    "officials.peer_effect": 0.0,
    "officials.acceptance_precision": 1.5,
    "supervision.supervisor_wage_factor": 2.0,
    "supervision.supervisor_reservation_wages": 1.0,
    "supervision.supervisor_never_accepts_share": 0.4,
    "supervision.prosecute_base": 0.3,
    "supervision.scandal_avoidance": 0.0,
    "supervision.nothing_share": 1.0,
    "supervision.suspend_share": 0.0,
    "justice.cases_per_official_week": 0.0,
}


class Always:
    """Somebody whom no open case holds back from the next one: all cases are then alike."""

    @property
    def open_case(self):
        return False

    @open_case.setter
    def open_case(self, value):
        pass

    def suspend(self, until):
        pass


class AlwaysThere(Always, Official):
    pass


class AlwaysAbove(Always, Supervisor):
    pass


def test_settlement_in_a_hierarchy():
    """A case is settled by a supervisor who takes money; the settlement itself is found out and settled again.

    With p_r the chance that an able superior of rank r settles and v the share who never do, a case reaches the
    investigators with (v + (1 - v)(1 - p)) times the chance of prosecution, at each rank.
    """
    stake = 0.4 * 300_000.0 + 0.6 * 10 * 10_000.0  # what a gatekeeper stands to lose, in cents
    chance, prosecute = {}, sigma(0.3)
    for rank, accused_stake in ((1, stake), (2, 0.4 * 300_000.0 + 0.6 * 10 * 20_000.0)):
        wage = 10_000.0 * 2.0**rank
        required = wage + 0.1 * (0.4 * 300_000.0 + 0.6 * 10 * wage)
        payment = 0.5 * (accused_stake + required)
        chance[rank] = 1 / (1 + (required / payment) ** 1.5) if accused_stake > required else 0.0
    assert 0.5 < chance[1] < 0.95
    assert 0.5 < chance[2] < 0.95

    cases = dict.fromkeys((0, 1), 0)
    done = {rank: dict.fromkeys(range(5), 0) for rank in (0, 1)}
    able_cases = {0: 0, 1: 0}
    for seed in range(6):
        scenario = world_of(
            route(
                posts=[("border_crossings", 20)] * 12 + [("investigation", 1)],
                arrivals_per_year=52 * 80,
                party_size=1,
            ),
            changes={**HIERARCHY, "supervision.oversight_rate": 1.0, "supervision.suspension_weeks": 1},
            on=("hush_payments",),
            pins=Pins(border_crossings={"offer": 1.0, "acceptance": 1.0, "interception": 0.0, "detection": 0.2}),
            weeks=12,
        )
        model = CorruptionModel(
            scenario, rng=seed, events=True, agents={Official: AlwaysThere, Supervisor: AlwaysAbove}
        )
        while model.running:
            model.step()
        trace = model.trace()
        takes = [not s.never_accepts for s in model.supervisors]
        for _, subject, rank, what, _ in of_kind(trace, EventKind.DISPOSAL):
            if rank > 1:
                continue
            done[rank][what] += 1
            cases[rank] += 1
            superior = _post_of(model, subject) if rank == 0 else model.supervisors[subject].superior
            able_cases[rank] += takes[superior]
        assert rank_total(trace, "bribes", 1) == sum(1 for r in of_kind(trace, EventKind.SETTLEMENT) if r[3] == 1)
    for rank in (0, 1):
        n = cases[rank]
        assert n > 400
        able = able_cases[rank] / n  # few supervisors: given how many of them take money
        settled = able * chance[rank + 1]
        assert abs(done[rank][1] / n - settled) < 4 * math.sqrt(settled * (1 - settled) / n), (rank, done[rank])
        reaches = (1 - settled) * prosecute
        assert abs(done[rank][0] / n - reaches) < 4 * math.sqrt(reaches * (1 - reaches) / n), (rank, done[rank])


def _post_of(model, row):
    return model.officials[row].post


def test_the_share_of_supervisors_who_never_settle():
    model_changes = {"supervision.supervisor_never_accepts_share": 0.4}
    found = [
        supervisor.never_accepts
        for seed in range(8)
        for supervisor in CorruptionModel.of_world(
            build(
                world_of(route(posts=[("border_crossings", 1)] * 60), changes=model_changes, on=("hush_payments",)),
                (),
                seed,
            )
        ).supervisors
    ]
    assert abs(np.mean(found) - 0.4) < 4 * math.sqrt(0.24 / len(found))


@pytest.mark.parametrize(("base", "mandate", "evidence"), [(0.3, 0.0, 0.0), (-2.0, 0.3, 1.5)])
def test_cases_that_are_not_settled_are_prosecuted_by_mandate_and_evidence(base, mandate, evidence):
    changes = {**HIERARCHY, "supervision.prosecute_base": base, "supervision.mandate": mandate}
    changes |= {"supervision.prosecute_mandate": 4.0, "supervision.prosecute_evidence": evidence}
    changes |= {"supervision.suspension_weeks": 1, "reporting.evidence_audit": 0.8}
    scenario = world_of(
        route(staff=300, arrivals_per_year=52 * 300, party_size=1),
        changes=changes,
        pins=Pins(border_crossings={"offer": 1.0, "acceptance": 1.0, "interception": 0.0, "detection": 0.3}),
        weeks=12,
    )
    trace = traced(scenario)
    n = total(trace, "cases_opened")
    p = sigma(base + 4.0 * mandate + evidence * 0.8)
    assert n > 300
    assert abs(total(trace, "prosecutions") / n - p) < 4 * math.sqrt(p * (1 - p) / n)

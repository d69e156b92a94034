"""Within a run no draw decides two things; two arms of a comparison share every draw that both make."""

import sys
from collections import defaultdict

import pytest

from simcorr import draws
from simcorr.interventions import GraverPenalties, HighRiskAudits, StaffRotation
from simcorr.simulation.running import run
from tests.engine.mesa.worlds import finished, lively

RECORDED = ("uniform", "normal", "exponential", "poisson", "integer")

# The same question asked again gets the same answer, on purpose: a waiting client keeps the network he starts his
# search from and his place in the queue, week after week, and who tries again is as vulnerable as before.
ASKED_AGAIN = {
    ("clients.py", "_find_smuggler"),
    ("clients.py", "_take_clients"),
    ("migrant.py", "drawn_vulnerability"),
}


class Book:
    """Every draw of a run: who asked for it and what came out."""

    def __init__(self, monkeypatch):
        self.asked = defaultdict(list)
        self.values = {}
        self._inside = False
        for name in RECORDED:  # what is compiled on its first call must find the other functions as they are
            getattr(draws, name)(*{"poisson": (1, 2, 3.0), "integer": (1, 2, 3)}.get(name, (1, 2)))
        draws.failures(1, 2, 0.5)  # asks others, and is not recorded itself
        for name in RECORDED:
            monkeypatch.setattr(draws, name, self._recorder(name, getattr(draws, name)))

    def _recorder(self, name, original):
        def recorder(key, decision, *rest):
            if self._inside:
                return original(key, decision, *rest)
            self._inside = True
            try:
                value = original(key, decision, *rest)
            finally:
                self._inside = False
            code = sys._getframe(1)
            place = (code.f_code.co_filename.rpartition("/")[2], code.f_code.co_name, code.f_lineno, name)
            self.asked[int(key), int(decision)].append(place)
            self.values[int(key), int(decision), name, *rest] = value
            return value

        return recorder


@pytest.fixture
def book(monkeypatch):
    with monkeypatch.context() as patch:
        yield Book(patch)


def test_no_draw_decides_two_things(book):
    finished(
        lively(weeks=90, changes={"supervision.prosecute_base": 2.0}),
        [StaffRotation(interval_weeks=8, share=0.7)],
        seed=3,
    )
    twice = defaultdict(int)
    for places in book.asked.values():
        if len(places) > 1 and not (len(set(places)) == 1 and places[0][:2] in ASKED_AGAIN):
            twice[tuple(sorted(set(places)))] += 1
    assert len(book.asked) > 15_000
    assert dict(twice) == {}


def test_the_small_world_of_this_test_makes_nearly_every_decision(book):
    """The test above is worth as much as the share of draws that the small world reaches."""
    finished(
        lively(weeks=90, changes={"supervision.prosecute_base": 2.0}),
        [StaffRotation(interval_weeks=8, share=0.7)],
        seed=3,
    )
    from simcorr.world import keys

    decisions = {decision for _, decision in book.asked}
    stage = set(range(keys.NEED, keys.TESTIMONY + 1))
    stage -= {keys.SHOCKED} - decisions
    assert stage <= decisions
    assert set(range(40, 47)) <= decisions


@pytest.mark.parametrize(
    "measure",
    [StaffRotation(interval_weeks=13, delivery=1.0), GraverPenalties.dose("full"), HighRiskAudits.dose("full")],
    ids=lambda measure: measure.key,
)
def test_two_arms_share_every_draw_that_both_make(monkeypatch, measure, capsys):
    books = []
    for interventions in ((), (measure,)):
        with monkeypatch.context() as patch:
            book = Book(patch)
            finished(lively(weeks=40, burn_in=12), interventions, seed=5)
            books.append(book.values)
    without, with_measure = books
    shared = without.keys() & with_measure.keys()
    assert all(without[draw] == with_measure[draw] for draw in shared)
    share = len(shared) / len(without.keys() | with_measure.keys())
    with capsys.disabled():
        print(f" [{measure.key}: {len(shared)} draws of {len(without)} shared, {share:.0%} of both arms]", end="")
    assert share > 0.5


def test_an_announced_measure_changes_nothing_before_it_starts():
    scenario = lively(weeks=40, burn_in=12)
    without = finished(scenario, seed=5).trace()
    late = finished(scenario, [StaffRotation(interval_weeks=1, share=1.0, start_week=20)], seed=5).trace()
    assert (without.context[:32] == late.context[:32]).all()
    assert (without.corridor[:32] == late.corridor[:32]).all()
    assert (without.context[32:] != late.context[32:]).any()


def test_the_burn_in_is_the_same_in_all_arms_of_a_comparison():
    scenario = lively(weeks=10, burn_in=20)
    one = run(scenario, seed=4)
    other = run(scenario, [StaffRotation.dose("full"), HighRiskAudits.dose("full")], seed=4)
    before = one.weekly.query("week < 0").reset_index(drop=True)
    assert before.equals(other.weekly.query("week < 0").reset_index(drop=True))

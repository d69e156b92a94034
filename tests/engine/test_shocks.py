"""Shocks of several kinds act in their weeks, where they are meant to, and nowhere else."""

import numpy as np
import pytest

from simcorr import draws
from simcorr.contexts import CONTEXT_NAMES
from simcorr.engine.mesa import CorruptionModel
from simcorr.scenario import Stage
from simcorr.world import LEVER, EventKind, build, keys
from simcorr.world.codes import Verdict
from tests.engine.mesa.worlds import corridor_total, lively, of_kind, route, total, traced, world_of

BORDER = "border_crossings"
BEGIN, END = 20, 30
SHOCK = {"corridor": "route", "week": BEGIN, "weeks": END - BEGIN}
DURING, BEFORE, AFTER = slice(BEGIN, END), slice(0, BEGIN), slice(END, 60)
STRICT = {f"contexts.{BORDER}.interception_rate": 0.3, f"pins.{BORDER}.offer": 0.0, "officials.experience_floor": 1.0}
TWO_POSTS = [(BORDER, 4), (BORDER, 2), ("investigation", 2)]


def world(shocks, **options):
    changes = {**STRICT, **options.pop("changes", {})}
    return world_of(options.pop("corridor", route(posts=TWO_POSTS)), changes=changes, shocks=shocks, **options)


def run(*shocks, **options):
    return traced(world([{**SHOCK, **shock} for shock in shocks], **options), events=True)


def met_at(trace, weeks):
    """Return the posts (0 or 1) at which parties are met in some weeks."""
    met = (trace.events["kind"] == EventKind.ENCOUNTER) & (trace.events["week"] >= weeks.start)
    met &= trace.events["week"] < weeks.stop
    return {int(other >= 4) for other in trace.events["other"][met]}


def test_controls_become_stricter_and_laxer():
    strict, none = run({"kind": "controls", "factor": 3.0}), run({"kind": "controls", "factor": 0.0})

    def stopped(trace, weeks):
        return total(trace, "interceptions", BORDER, weeks) / total(trace, "encounters", BORDER, weeks)

    assert stopped(strict, DURING) == pytest.approx(0.9, abs=0.06)
    assert stopped(none, DURING) == 0.0
    for trace in (strict, none):
        assert stopped(trace, BEFORE) == pytest.approx(0.3, abs=0.08)
        assert stopped(trace, AFTER) == pytest.approx(0.3, abs=0.08)


def test_arrivals_are_multiplied_beside_a_flow():
    flowing = route(posts=TWO_POSTS, flow=[{"week": 10, "factor": 2.0}])
    made = build(world([{**SHOCK, "kind": "arrivals", "factor": 3.0}], corridor=flowing), (), 0)
    assert made.flows[:, 0].tolist() == [1.0] * 10 + [2.0] * 10 + [6.0] * 10 + [2.0] * 30
    trace = run({"kind": "arrivals", "factor": 0.0})
    assert corridor_total(trace, "would_be_migrants", weeks=DURING) == 0.0
    assert corridor_total(trace, "would_be_migrants", weeks=AFTER) > 0.0


def test_the_regular_channel_becomes_slower_and_dearer():
    made = build(world([{**SHOCK, "kind": "regular_channel", "wait_factor": 2.0, "cost_factor": 3.0}]), (), 0)
    usual = build(world([]), (), 0)
    for lever, factor in ((LEVER.regular_wait_factor, 2.0), (LEVER.regular_cost_factor, 3.0)):
        changed = made.levers[:, lever, 0] / usual.levers[:, lever, 0]
        assert (changed[DURING] == factor).all()
        assert (np.delete(changed, range(BEGIN, END), axis=0) == 1.0).all()
    others = np.delete(np.arange(made.levers.shape[1]), [LEVER.regular_wait_factor, LEVER.regular_cost_factor])
    assert np.array_equal(made.levers[:, others], usual.levers[:, others])


def test_fewer_take_a_regular_channel_that_is_shut():
    choosing = {"migrants.means_median_usd": 5000.0, "migrants.attachment_usd": -1e4, "corridors.route.fee_usd": 500.0}
    shut = {"kind": "regular_channel", "cost_factor": 100.0}
    trace = run(shut, changes=choosing, on=("migrant_choice",))
    assert corridor_total(trace, "chose_regular", weeks=DURING) == 0.0
    assert corridor_total(trace, "chose_regular", weeks=BEFORE) > 20.0
    assert corridor_total(trace, "chose_regular", weeks=AFTER) > 20.0


class TestAbsence:
    def test_who_is_away_is_told_by_one_draw_a_person(self):
        shock = {**SHOCK, "kind": "staff_absent", "share": 0.5, "contexts": [BORDER]}
        model = CorruptionModel(world([shock], changes={"officials.turnover_per_year": 0.0}), rng=3)
        away = []
        while model.running:
            model.step()
            away.append([official.away for official in model.officials])
        drawn = [int(draws.uniform(official.key, keys.AWAY) < 0.5) for official in model.officials[:6]]
        assert 0 < sum(drawn) < 6
        assert away[BEGIN:END] == [[*drawn, 0, 0]] * (END - BEGIN)
        assert not np.any(away[:BEGIN] + away[END:])

    def test_nobody_meets_who_is_away(self):
        trace = run({"kind": "staff_absent", "share": 0.5, "contexts": [BORDER]})
        made = build(world([]), (), 0)
        key = [keys.person(made.run_key, keys.ROW, index, 0) for index in range(6)]
        away = {index for index in range(6) if draws.uniform(key[index], keys.AWAY) < 0.5}
        met = zip(*(trace.events[name] for name in ("week", "kind", "other")), strict=True)
        seen = [(int(week), int(other)) for week, kind, other in met if kind == EventKind.ENCOUNTER]
        assert {other for week, other in seen if BEGIN <= week < END} == set(range(6)) - away
        assert {other for week, other in seen if week < BEGIN} == set(range(6))

    def test_absent_investigators_work_off_nothing(self):
        away = {"kind": "staff_absent", "share": 1.0, "contexts": ["investigation"], "week": BEGIN, "weeks": 10}
        both = [{**away, "corridor": name} for name in ("land", "air")]
        usual, without = (traced(lively(shocks=shocks), seed=4, events=True) for shocks in ((), both))

        def decided(trace):
            """Return how many files investigators close or hand to a court once the shock has begun."""
            ends = of_kind(trace, EventKind.VERDICT)
            return sum(
                10 + BEGIN < week < 10 + END and stage == 0 and verdict != Verdict.EXPIRED
                for week, _, _, verdict, stage in ends
            )

        assert decided(usual) >= 3
        assert decided(without) <= 1  # for which time had been saved up

    def test_two_shocks_at_once_act_each_for_itself(self):
        shocks = [{**SHOCK, "kind": "staff_absent", "share": 0.5}] * 2
        assert (build(world(shocks), (), 0).absences[DURING] == 0.75).all()


class TestClosing:
    def test_parties_pass_at_the_other_post(self):
        trace = run({"kind": "closed", "posts": ["post 0"]})
        assert met_at(trace, DURING) == {1}
        assert met_at(trace, BEFORE) == met_at(trace, AFTER) == {0, 1}
        assert total(trace, "encounters", BORDER, DURING) > 50

    @pytest.mark.parametrize("precision", [0.0, 5.0])
    def test_nor_does_an_operator_choose_a_closed_post(self, precision):
        chosen = {"smugglers.post_precision": precision, "smugglers.post_learning_rate": 0.5}
        trace = run({"kind": "closed", "posts": ["post 1"]}, changes=chosen)
        assert met_at(trace, DURING) == {0}

    def test_parties_wait_where_all_posts_of_a_stage_are_closed(self):
        closed, usual = run({"kind": "closed", "contexts": [BORDER]}), run()
        assert total(closed, "encounters", BORDER, DURING) == 0.0
        waiting = total(usual, "encounters", BORDER, DURING)
        at_once = total(closed, "encounters", BORDER, slice(END, END + 1))
        assert at_once == pytest.approx(waiting + total(usual, "encounters", BORDER, slice(END, END + 1)))
        assert total(closed, "encounters", BORDER) == total(usual, "encounters", BORDER)

    def test_a_stage_that_is_passed_elsewhere_goes_on(self):
        stages = (Stage(context=BORDER, posts=("post 1",)), Stage(context=BORDER, posts=("post 0",)))
        trace = run({"kind": "closed", "posts": ["post 0"]}, corridor=route(stages=stages, posts=TWO_POSTS))
        assert met_at(trace, slice(BEGIN, END)) == {1}
        assert met_at(trace, slice(END, END + 1)) == {0, 1}

    def test_regular_migrants_wait_for_the_documents_office(self):
        posts = [(BORDER, 4), ("documents", 3)]
        choosing = {"migrants.means_median_usd": 5000.0, "migrants.attachment_usd": -1e4, "smugglers.count": 0}
        shut = {"kind": "closed", "contexts": ["documents"]}
        trace = run(shut, corridor=route(posts=posts), changes=choosing, on=("migrant_choice",))
        assert corridor_total(trace, "regular_journeys", weeks=DURING) == 0.0
        assert corridor_total(trace, "regular_journeys", weeks=slice(END, END + 1)) > 100.0

    def test_who_has_no_documents_office_is_not_held_up(self):
        choosing = {"migrants.means_median_usd": 5000.0, "migrants.attachment_usd": -1e4, "smugglers.count": 0}
        trace = run({"kind": "closed"}, changes=choosing, on=("migrant_choice",))
        assert corridor_total(trace, "regular_journeys", weeks=DURING) > 0.0

    def test_closing_is_the_absence_of_all(self):
        closed, away = run({"kind": "closed"}), run({"kind": "staff_absent", "share": 1.0})
        assert all(np.array_equal(closed.events[name], away.events[name]) for name in closed.events)


@pytest.mark.parametrize("kind", ["controls", "arrivals", "regular_channel", "staff_absent", "closed"])
def test_before_a_shock_nothing_differs(kind):
    strength = {"controls": {"factor": 4.0}, "arrivals": {"factor": 4.0}, "staff_absent": {"share": 0.6}}
    strength |= {"regular_channel": {"wait_factor": 3.0, "cost_factor": 3.0}}
    shock = {"corridor": "land", "kind": kind, "week": 10, "weeks": 20, **strength.get(kind, {})}
    usual, shocked = (traced(lively(shocks=shocks), seed=2, events=True) for shocks in ((), (shock,)))
    assert np.array_equal(usual.context[:20], shocked.context[:20])
    assert not np.array_equal(usual.context[20:], shocked.context[20:])


def test_every_context_can_be_closed():
    for context in CONTEXT_NAMES:
        shock = {"corridor": "land", "kind": "closed", "contexts": [context], "week": 5, "weeks": 10}
        assert len(traced(lively(weeks=20, burn_in=2, shocks=[shock]), events=True).events["kind"]) > 100

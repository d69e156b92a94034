"""Labour recruitment agencies: rules on fees, inspections and declared interests change what workers owe."""

import numpy as np
import pytest

import simcorr as sc
from simcorr.contexts import Context
from simcorr.engine import simulate
from simcorr.engine.mesa import CorruptionModel
from simcorr.world import EventKind, build
from simcorr.world.codes import Bribe, Inspection, Licence, Party, Status
from simcorr.world.measures import BY_CONTEXT as K, BY_CORRIDOR as C
from tests.agreement.scenarios import FOLDER

SEEDS = range(10)
OFTEN = {"agencies.inspection_rate": 0.1, "agencies.owned_share": 0.5, "agencies.closure": 0.8}
HONEST = {"officials.never_accepts_share": 1.0}
MARK_UP = {"agencies.cost_pass_through": 1.0}


def labour(**changes):
    """Return the labour corridor over four years and a half."""
    scenario = sc.load_scenario(FOLDER / "labour_corridor.toml")
    return scenario.with_changes({"burn_in_weeks": 30, "window_weeks": 200, **changes})


def runs(scenario, measures=()):
    return [simulate(build(scenario, measures, seed), events=True) for seed in SEEDS]


def differences(before, after, column):
    """Return the mean of the differences pair by pair, and their 95 % interval."""
    pairs = np.array([column(b) - column(a) for a, b in zip(before, after, strict=True)])
    half = 2.262 * pairs.std(ddof=1) / np.sqrt(len(pairs))
    return pairs.mean(), pairs.mean() - half, pairs.mean() + half


def total(trace, column):
    return trace.corridor[30:, :, column].sum()


def per_worker(column):
    return lambda trace: total(trace, column) / total(trace, C.workers_placed)


@pytest.fixture(scope="module")
def usual():
    return runs(labour(**OFTEN))


def test_much_happens(usual):
    for trace in usual:
        assert total(trace, C.workers_placed) > 1000.0
        assert total(trace, C.workers_exploited) > 50.0
        for column in (C.agency_favours, C.breaches_found, C.licences_lost):
            assert total(trace, column) > 5.0
    assert sum(total(trace, C.agency_bribes) for trace in usual) > 30.0


def test_zero_fee_rules_lower_what_workers_owe(usual):
    half = runs(labour(**OFTEN), [sc.ZeroFeeRules(share=0.5, delivery=1.0)])
    assert differences(usual, half, per_worker(C.worker_debt_usd))[2] < 0.0


def test_agencies_that_take_all_that_workers_are_spared_leave_debts_as_they_are():
    """As the one row of evidence has it (E200); agencies that fear nothing charge the most."""
    bold = {"agencies.risk_prior": 0.0, "agencies.closure": 0.0, "agencies.honest_share": 0.0}
    takers = labour(**bold, **{"agencies.cost_pass_through": -1.0 / (labour().agencies.most_charged - 1.0)})
    before, after = (runs(takers, measures) for measures in ((), [sc.ZeroFeeRules(share=0.5, delivery=1.0)]))
    fees = per_worker(C.agency_fees_usd)
    assert [fees(trace) for trace in after] == pytest.approx([fees(trace) for trace in before], rel=1e-3)


def test_where_the_excess_is_a_mark_up_zero_fee_rules_lower_it_too():
    before, half, full = (
        runs(labour(**OFTEN | MARK_UP), [sc.ZeroFeeRules(share=share, delivery=1.0)]) for share in (0.0, 0.5, 1.0)
    )
    assert differences(before, half, per_worker(C.excess_fees_usd))[2] < 0.0
    for trace in full:
        assert total(trace, C.workers_placed) > 1000.0
        later = trace.corridor[31:, 0]  # in the first week inspectors look at what was charged before
        assert later[:, C.agency_fees_usd].sum() == later[:, C.worker_debt_usd].sum() == 0.0
        assert later[:, C.breaches_found].sum() == 0.0


def test_fewer_workers_are_exploited_who_owe_nothing():
    usual, full = (
        runs(labour(**OFTEN | MARK_UP), [sc.ZeroFeeRules(share=share, delivery=1.0)]) for share in (0.0, 1.0)
    )
    assert differences(usual, full, per_worker(C.workers_exploited))[2] < 0.0


def test_inspection_lowers_overcharging_where_inspectors_are_honest():
    rare, often = (runs(labour(**OFTEN | HONEST | {"agencies.inspection_rate": rate})) for rate in (0.01, 0.2))
    assert all(total(trace, C.agency_bribes) == 0.0 for trace in often)
    assert differences(rare, often, per_worker(C.excess_fees_usd))[2] < 0.0


def test_inspection_does_less_where_inspectors_are_bribed():
    """What more inspections take from overcharging shrinks where all inspectors take what is offered."""
    taken = {"pins.recruitment.acceptance": 1.0, "pins.documents.acceptance": 1.0, "agencies.bribe_rate": 1.0}
    honest, bribed = (
        [runs(labour(**OFTEN | given | {"agencies.inspection_rate": rate})) for rate in (0.01, 0.2)]
        for given in (HONEST, taken)
    )
    excess = per_worker(C.excess_fees_usd)
    by_honest = np.array([excess(b) - excess(a) for a, b in zip(*honest, strict=True)])
    by_bribed = np.array([excess(b) - excess(a) for a, b in zip(*bribed, strict=True)])
    more = by_bribed - by_honest
    assert more.mean() - 2.262 * more.std(ddof=1) / np.sqrt(len(more)) > 0.0
    assert all(total(trace, C.licences_lost) == 0.0 for trace in bribed[1])


def test_an_interest_of_an_official_protects_until_it_is_declared(usual):
    declared = runs(labour(**OFTEN), [sc.OwnershipDeclarations(share=1.0, delivery=1.0)])
    assert all(total(trace, C.agency_favours) == 0.0 for trace in declared)
    assert differences(usual, declared, lambda trace: total(trace, C.breaches_found))[1] > 0.0
    assert differences(usual, declared, lambda trace: total(trace, C.licences_lost))[1] > 0.0


def test_an_owner_who_has_left_protects_nobody():
    kept = OFTEN | {"agencies.closure": 0.0, "officials.hiring_weeks": 0}
    staying, left = (runs(labour(**kept | {"officials.turnover_per_year": rate})) for rate in (0.0, 1.0))
    assert differences(staying, left, lambda trace: total(trace, C.agency_favours))[2] < 0.0


def test_firms_that_answer_in_full_lose_the_licence_by_every_breach():
    for trace in runs(labour(**OFTEN), [sc.FirmLiability(share=1.0, delivery=1.0)]):
        assert total(trace, C.licences_lost) == total(trace, C.breaches_found) > 5.0


def test_bribes_of_agencies_come_to_light_like_others():
    """Some who take them are reported, and cases follow, though nobody travels who pays anything else."""
    alone = {
        "switches.migrant_choice": True,
        "smugglers.count": 0,
        "corridors.labour.alone_factor": 0.0,
        "switches.demands": False,
        "reporting.false_reports_per_official_year": 0.0,
        "contexts.recruitment.detection_rate": 0.5,
        "contexts.recruitment.visibility": 0.5,
        "reporting.follow_up": 1.0,
        "pins.recruitment.acceptance": 1.0,
        "agencies.bribe_rate": 1.0,
    }
    cases = 0.0
    for trace in runs(labour(**OFTEN, **alone)):
        taken = trace.events["kind"] == EventKind.BRIBE
        kinds = set(trace.events["b"][taken]) - {Bribe.JUSTICE}
        assert kinds == {Bribe.LICENCE}
        of_agencies = trace.events["b"] == Bribe.LICENCE
        assert set(trace.events["party"][taken & of_agencies]) == {Party.RECRUITER}
        assert set(trace.events["context"][taken & of_agencies]) == {Context.RECRUITMENT}
        cases += trace.context[:, Context.RECRUITMENT, K.cases_opened].sum()
    assert cases > 20.0


def test_what_is_charged_beyond_the_legal_cost_becomes_known():
    """Fewer choose the regular channel where agencies are known to overcharge, though all could pay the legal cost."""
    fixed = {"agencies.closure": 0.0, "burn_in_weeks": 0, "window_weeks": 60, "agencies.honest_share": 0.0}
    chosen = [
        [simulate(build(labour(**fixed, **{"agencies.most_charged": most}), (), seed)) for seed in SEEDS[:4]]
        for most in (1.0, 6.0)
    ]
    for honest, dear in zip(*chosen, strict=True):
        first = honest.corridor[:1, 0, C.chose_regular], dear.corridor[:1, 0, C.chose_regular]
        assert first[0] == first[1]
        assert honest.corridor[10:, 0, C.chose_regular].sum() > 1.05 * dear.corridor[10:, 0, C.chose_regular].sum()


def test_without_a_licensed_agency_nobody_migrates_regularly():
    closed = {"agencies.closure": 1.0, "agencies.closed_weeks": 1040, "agencies.inspection_rate": 1.0}
    certain = {"agencies.visibility": 50.0, "agencies.honest_share": 0.0, "agencies.owned_share": 0.0}
    trace = simulate(build(labour(**closed, **certain, **HONEST, burn_in_weeks=0), (), 1), events=True)
    assert trace.corridor[0, 0, C.workers_placed] > 0.0
    assert trace.corridor[1:, 0, C.agencies_licensed].sum() == trace.corridor[2:, 0, C.chose_regular].sum() == 0.0


def test_the_same_firm_is_licensed_anew_or_another():
    for share, generations in ((1.0, {0}), (0.0, {1, 2, 3})):
        alone = {"agencies.reopening": share, "agencies.turnover_per_year": 0.0}
        events = simulate(build(labour(**OFTEN | HONEST | alone), (), 2), events=True).events
        granted = (events["kind"] == EventKind.LICENCE) & (events["a"] == Licence.GRANTED)
        assert granted.sum() > 5
        assert set(events["b"][granted]) & generations
        assert share == 0.0 or set(events["b"][granted]) == generations


def test_a_complaint_leads_to_an_inspection():
    talkative = {
        "protection.contact_rate": 0.8,
        "protection.identification": 1.0,
        "reporting.migrant_base": 10.0,
        "justice.report_lead": 1.0,
        "agencies.hazard": 1.0,
        "agencies.inspection_rate": 0.0,
        "agencies.licence_weeks": 5200,
    }
    events = simulate(build(labour(**talkative), (), 1), events=True).events
    told, seen = (events["kind"] == EventKind.TESTIMONY) & (events["a"] >= 0), events["kind"] == EventKind.INSPECTION
    assert told.sum() > 20
    assert (events["b"][seen] != 0).all()
    assert (events["b"][seen] == 2).sum() > 10
    asked = set(zip(events["week"][seen], events["subject"][seen], strict=True))
    licensed = set(events["subject"][events["kind"] == EventKind.LICENCE])
    for week, agency in zip(events["week"][told], events["a"][told], strict=True):
        assert (week + 1, agency) in asked or agency in licensed or week == events["week"].max()


def test_debt_is_what_hurts_at_work():
    """Who owes more is exploited more often, though all else is equal; and it takes longer to get away."""
    model = CorruptionModel.of_world(build(labour(**OFTEN), (), 3))
    worker = None
    while worker is None:
        model.step()
        waiting = [each for each in model.migrants if each.status == Status.AWAITING_VISA and each.is_placed]
        worker = next((each for each in waiting if each.fee > 0.0), None)
    chances, weeks = [], []
    for owed in (0.0, 0.5, 1.0):
        worker.debt = owed * worker.fee
        chances.append(worker.exploitation_at_work())
        weeks.append(worker.undisturbed_weeks())
    assert chances[0] < chances[1] < chances[2]
    p = model.p.protection
    value = p.repayment_share * p.exploitation_value_usd * 100.0
    assert weeks == [model.p.agencies.exploitation_weeks + share * worker.fee / value for share in (0.0, 0.5, 1.0)]


def test_no_favour_where_nobody_has_an_interest():
    for trace in runs(labour(**OFTEN | {"agencies.owned_share": 0.0})):
        seen = trace.events["kind"] == EventKind.INSPECTION
        assert Inspection.FAVOUR not in set(trace.events["a"][seen])


@pytest.mark.parametrize(("pass_through", "left"), [(-0.2, 1.1), (0.0, 1.0), (1.0, 0.5)])
def test_what_employers_pay_lowers_what_comes_on_top_as_far_as_that_follows(pass_through, left):
    """Agencies that fear nothing charge the most."""
    bold = {"agencies.risk_prior": 0.0, "agencies.closure": 0.0, "agencies.cost_pass_through": pass_through}
    before, after = (runs(labour(**bold), measures)[0] for measures in ((), [sc.ZeroFeeRules(share=0.5, delivery=1.0)]))
    excess = per_worker(C.excess_fees_usd)
    assert excess(after) == pytest.approx(left * excess(before), rel=0.02)


@pytest.mark.parametrize("per_year", [0.0, 2.0])
def test_firms_are_honest_in_the_long_run_as_often_as_they_come_to_be(per_year):
    """With every breach found and no firm coming back, all that are left would be honest, unless these go as well."""
    strict = {"agencies.inspection_rate": 1.0, "agencies.visibility": 50.0, "agencies.bribe_rate": 0.0}
    strict |= {"agencies.closure": 0.02, "agencies.closed_weeks": 1, "agencies.reopening": 0.0}
    strict |= {"agencies.owned_share": 0.0, "agencies.honest_share": 0.5, "agencies.turnover_per_year": per_year}
    trace = simulate(build(labour(**strict), (), 1), events=True)
    late = per_worker(C.excess_fees_usd)(trace)
    most = 200.0 * (labour().agencies.most_charged - 1.0)
    lost = total(trace, C.licences_lost)
    if per_year == 0.0:
        assert late < 0.2 * most
    else:
        assert late > 0.3 * most
        assert lost > 10.0


def test_a_worker_who_reports_is_always_heard():
    """Whether or not what others say leads to their operator."""
    talkative = {"protection.contact_rate": 0.8, "protection.identification": 1.0, "reporting.migrant_base": 10.0}
    scenario = labour(**talkative, **{"justice.report_lead": 0.0, "agencies.hazard": 1.0})
    events = simulate(build(scenario, (), 1), events=True).events
    told = events["kind"] == EventKind.TESTIMONY
    of_workers = events["a"][told] >= 0
    assert of_workers.sum() > 20
    assert (events["value"][told] == of_workers).all()

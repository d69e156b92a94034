"""The compiled engine and the Mesa engine leave the same events and the same record, bit for bit."""

import numpy as np
import pytest

import simcorr as sc
from simcorr.contexts import CONTEXT_NAMES
from simcorr.engine import simulate
from simcorr.interventions import all_at_dose
from simcorr.scenario import Switches
from simcorr.world import EventKind, build
from simcorr.world.codes import Discharge, Inspection, Licence
from simcorr.world.measures import CONTEXT_INDEX, CORRIDOR_INDEX, RANK_INDEX
from tests.agreement.held_together import BOTH_ENGINES, RECORDS, assert_agree, same
from tests.agreement.scenarios import FILES, FOLDER, SHORT, Treated, eventful
from tests.recount.chosen import (
    AGENCY_MEASURES,
    BY_LEG,
    IN_CUSTODY,
    MET_BY_AUTHORITIES,
    ROTATING,
    SHARED_POSTS,
    SHOCKS,
    WITH_AGENCIES,
    WITH_DOCUMENTS,
)

pytestmark = BOTH_ENGINES

INTERVENTIONS = all_at_dose("firm")
WINDOW = {"sea_route": 60}
"""A longer window where a shock of the scenario would fall behind the short one."""


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_scenario_files(path):
    window = WINDOW.get(path.stem, SHORT["window_weeks"])
    assert_agree(sc.load_scenario(path).with_changes({**SHORT, "window_weeks": window}))


@pytest.mark.slow
@pytest.mark.parametrize("name", ["baseline", "three_corridors"])
def test_the_whole_window(name):
    assert_agree(sc.load_scenario(FOLDER / f"{name}.toml"))


@pytest.mark.parametrize("seed", [0, 1, 2**63 - 1])
def test_seeds(seed):
    assert_agree(eventful(), seed=seed)


@pytest.mark.parametrize("name", INTERVENTIONS)
def test_interventions(name):
    assert_agree(eventful(), [INTERVENTIONS[name]])


def test_all_interventions_together():
    assert_agree(eventful(), list(INTERVENTIONS.values()))


@pytest.mark.parametrize(("name", "on"), list(Switches()))
def test_switches(name, on):
    assert_agree(eventful(**{f"switches.{name}": not on}))


@pytest.mark.parametrize("decided", [False, True])
@pytest.mark.parametrize("seed", [1, 2])
def test_victims_met_by_authorities(decided, seed):
    scenario = eventful(**MET_BY_AUTHORITIES, **{"switches.decided_exploitation": decided})
    measure = Treated(screening=0.3, non_punishment=0.4, start_week=10, delivery=0.9)
    trace = assert_agree(scenario, [measure], seed)
    for name in ("victims_met", "identified_by_authorities", "victims_punished", "identified_at_interception"):
        assert trace.corridor[:, :, CORRIDOR_INDEX[name]].sum() > 0.0, name


@pytest.mark.parametrize("seed", [2, 5])
def test_documents_that_were_bought(seed):
    trace = assert_agree(eventful(**WITH_DOCUMENTS), seed=seed)
    for name in ("documents_issued", "documents_forged", "documents_exposed", "issuers_asked"):
        assert trace.corridor[:, :, CORRIDOR_INDEX[name]].sum() > 0.0, name


@pytest.mark.parametrize("decided", [False, True])
@pytest.mark.parametrize("measures", [(), AGENCY_MEASURES], ids=len)
def test_labour_recruitment_agencies(measures, decided):
    trace = assert_agree(eventful(**WITH_AGENCIES, **{"switches.decided_exploitation": decided}), measures)
    agencies = (
        "agency_favours",
        "agency_bribes",
        "breaches_found",
        "licences_lost",
        "agency_complaints",
        "workers_exploited",
    )
    for name in ("workers_placed", "excess_fees_usd", "worker_debt_usd", *agencies):
        assert trace.corridor[:, :, CORRIDOR_INDEX[name]].sum() > 0.0, name
    assert {*Licence} == set(trace.events["a"][trace.events["kind"] == EventKind.LICENCE])
    assert {*Inspection} == set(trace.events["a"][trace.events["kind"] == EventKind.INSPECTION])
    assert {0, 1, 2} == set(trace.events["b"][trace.events["kind"] == EventKind.INSPECTION])


@pytest.mark.parametrize("seed", [1, 2])
def test_stopped_parties_in_custody(seed):
    measures = [sc.CustodyOversight(oversight=0.3, start_week=10, delivery=0.9), sc.CaseAssignment.dose("firm")]
    trace = assert_agree(eventful(**IN_CUSTODY, **{"justice.trial_access_factor": 2.0}), measures, seed)
    for name in ("detained_weeks", "released_for_bribe", "identified_in_detention"):
        assert trace.corridor[:, :, CORRIDOR_INDEX[name]].sum() > 0.0, name
    events = trace.events
    for how in Discharge:
        assert ((events["kind"] == EventKind.DISCHARGE) & (events["b"] == how)).any(), how
    assert (events["kind"] == EventKind.DETENTION).any()


def test_operators_who_are_convicted_again_and_again():
    """Each conviction answers for what came since the one before, and a successor for nothing of his predecessor's."""
    certain = {
        "justice.charge_base": 10.0,
        "justice.conviction_base": 10.0,
        "justice.accused_access": 0.0,
        "justice.opening_probability": 1.0,
        "justice.operator_lead": 1.0,
        "smugglers.count": 4,
        "smugglers.exploitative_share": 1.0,
        "smugglers.prison_weeks": 2,
    }
    for replacement in (1, 10):
        scenario = eventful(**{**certain, "smugglers.replacement_weeks": replacement})
        trace = assert_agree(scenario)
        assert trace.corridor[:, :, CORRIDOR_INDEX["smugglers_convicted"]].sum() > 8
        assert trace.corridor[-1, :, CORRIDOR_INDEX["impunity_belief"]].min() < 0.95


def test_all_switches_off():
    assert_agree(eventful(switches=Switches.none()))


@pytest.mark.parametrize("value", [0.0, 0.5, 1.0])
@pytest.mark.parametrize("pin", ["offer", "acceptance", "interception", "detection"])
def test_pins(pin, value):
    assert_agree(eventful(**{f"pins.{name}.{pin}": value for name in CONTEXT_NAMES}))


def test_rotation_of_everybody_every_week():
    rotation = sc.StaffRotation(interval_weeks=1, share=1.0)
    for ties in (True, False):
        assert_agree(eventful(**{"switches.rotation_cuts_ties": ties}), [rotation])


def test_what_is_scarce():
    """Desks, operators and investigators with too little time, so that it matters what each case takes of it."""
    assert_agree(
        eventful(
            **{
                "reporting.follow_up_per_supervisor_week": 0.3,
                "justice.cases_per_official_week": 0.05,
                "smugglers.capacity_parties": 2,
                "smugglers.book_size": 1,
            }
        )
    )


def test_flows_that_change():
    flow = [{"week": -5, "factor": 3.0}, {"week": 10, "factor": 0.0}]
    trace = assert_agree(eventful(**{"corridors.land.flow": flow}))
    came = trace.corridor[:, 0, CORRIDOR_INDEX["would_be_migrants"]]
    start, burn_in = SHORT["burn_in_weeks"] - 5, SHORT["burn_in_weeks"]
    assert came[start : burn_in + 10].mean() > 2.0 * came[:start].mean()
    assert came[burn_in + 10 :].sum() == 0.0


@pytest.mark.parametrize("seed", [1, 2])
def test_posts_that_corridors_share(seed):
    trace = assert_agree(eventful(**SHARED_POSTS), ROTATING, seed)
    stops = trace.events["kind"] == EventKind.INTERCEPTION
    assert (trace.events["b"][stops] != trace.events["corridor"][stops]).sum() > 20
    assert_agree(eventful(**WITH_DOCUMENTS, **MET_BY_AUTHORITIES | SHARED_POSTS), seed=seed)


@pytest.mark.parametrize("shock", SHOCKS["shocks"], ids=lambda shock: shock.get("kind", "scandal"))
def test_each_shock(shock):
    usual, shocked = assert_agree(eventful()), assert_agree(eventful(shocks=[shock]))
    assert not same(usual.context, shocked.context)


@pytest.mark.parametrize("seed", [1, 2])
def test_fees_by_leg(seed):
    by_leg, anew = BY_LEG, {**BY_LEG, "smugglers.fees_by_leg": 0.0}
    legs, none = (assert_agree(eventful(**changes), seed=seed) for changes in (by_leg, anew))
    assert not same(legs.corridor, none.corridor)


def test_shocks_together():
    assert_agree(eventful(**SHOCKS), ROTATING)
    assert_agree(eventful(**SHARED_POSTS, **SHOCKS), ROTATING)


def test_means_that_attempts_use_up():
    stopped = {"migrants.maximum_attempts": 4, "migrants.retry_probability": 1.0, "migrants.retry_delay_weeks": 1}
    anew = assert_agree(eventful(**stopped))
    used = assert_agree(eventful(**stopped, **{"migrants.means_used_share": 1.0}))
    debt = CORRIDOR_INDEX["debt_usd"]
    assert used.corridor[:, :, debt].sum() > anew.corridor[:, :, debt].sum()


def test_posts_to_choose_from():
    chosen = {"smugglers.post_precision": 8.0, "smugglers.post_learning_rate": 0.7}
    strict = {"corridors.land.posts.river border post.interception_factor": 3.0}
    usual, other = assert_agree(eventful()), assert_agree(eventful(**chosen, **strict))
    assert not same(usual.context, other.context)


@pytest.mark.parametrize("measure", [(), (sc.InvestigativeCapacity(factor=1.5, trial_factor=2.0),)], ids=len)
@pytest.mark.parametrize("cases", [0.1, 0.6, 10.0])
def test_other_work_of_investigators_and_courts(cases, measure):
    other_work = {"justice.other_work_investigation": 0.95, "justice.other_work_trial": 0.8}
    trace = assert_agree(eventful(**other_work, **{"justice.cases_per_official_week": cases}), measure)
    assert {EventKind.OTHER_FILES, EventKind.OTHER_FILES_DONE} <= set(trace.events["kind"])


def test_nothing_at_all_happens():
    nobody = {f"corridors.{name}.arrivals_per_year": 0.0 for name in ("land", "sea", "air")}
    assert_agree(eventful(**nobody))
    assert_agree(eventful(**{"smugglers.count": 0}))
    assert_agree(eventful(**nobody, **{"smugglers.count": 0}))


def test_weight_that_is_no_whole_number():
    assert_agree(eventful(weight=1 / 3))


def test_every_kind_of_event_and_every_measure_was_compared():
    measures = [sc.StaffRotation(interval_weeks=8), sc.SmugglingCaseInquiry(probability=1.0)]
    together = [assert_agree(eventful(), measures, seed=seed) for seed in (1, 2, 3)]
    together.append(assert_agree(eventful(**{"smugglers.count": 3, "smugglers.capacity_parties": 1})))
    # Some leave the service before there is a verdict.
    waiting = {"justice.cases_per_official_week": 0.05, "supervision.suspension_weeks": 1}
    together.append(assert_agree(eventful(**waiting)))
    together.append(assert_agree(eventful(**WITH_DOCUMENTS), seed=2))
    together.append(assert_agree(eventful(**WITH_AGENCIES)))
    together.append(assert_agree(eventful(**IN_CUSTODY)))
    forms = {"switches.decided_exploitation": True, "justice.agency_share": 1.0, "justice.agency_base": 0.0}
    forms |= {"justice.other_work_investigation": 0.95}
    forms |= {
        "protection.authority_rate": 0.5,
        "protection.screening_at_interception": 0.9,
        "protection.screening": 0.4,
    }
    forms |= {"smugglers.exploitative_share": 0.8, "migrants.informed_share": 0.1, "migrants.deceived_share": 0.8}
    together.append(assert_agree(eventful(**forms)))
    kinds = set(np.concatenate([trace.events["kind"] for trace in together]))
    assert kinds == set(EventKind)
    for record, index in zip(RECORDS, (CONTEXT_INDEX, CORRIDOR_INDEX, RANK_INDEX), strict=True):
        total = sum(getattr(trace, record).sum(axis=(0, 1)) for trace in together)
        assert [name for name, place in index.items() if total[place] == 0.0] == []


def test_a_record_without_events_is_the_same():
    world = build(eventful(), (), 1)
    kept, not_kept = (simulate(world, engine="compiled", events=events) for events in (True, False))
    assert not_kept.events is None
    assert all(same(getattr(kept, record), getattr(not_kept, record)) for record in RECORDS)
    assert same(kept.income_top_tenth, not_kept.income_top_tenth)

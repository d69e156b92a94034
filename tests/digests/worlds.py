"""The worlds whose runs are kept as digests: every measure, every switch, every pin, and what is extreme.

A world is a scenario, measures and a seed. Nothing here knows the engines, so that they can be rebuilt from the ground
while these worlds stay what they are.
"""

import json
from functools import partial
from pathlib import Path

import simcorr as sc
from simcorr.contexts import CONTEXT_NAMES, JOURNEY_CONTEXTS
from simcorr.errors import InterventionError
from simcorr.interventions import DOSES, all_at_dose, check_compatible
from simcorr.scenario import Pins, Shock, Switches
from simcorr.world import build
from tests.agreement.scenarios import FILES, SHORT, eventful
from tests.digests.corridors import CASES, between, corridor, crossing, twins, unequal

DRAWN = Path(__file__).parent / "drawn.json"
LONGER_WINDOWS = {"sea_route": 70, "airport_hub": 90, "land_border": 70, "sea_route_with_detention": 40}
"""Where the scenario's shock would fall behind the short window, or little happens in it."""
LAST_SEED = 2**63 - 1
PINS = ("offer", "acceptance", "interception", "detection")
CORRIDORS = ("land", "sea", "air")


def worlds():
    """Return a function without arguments for each world, by name; calling it builds the world."""
    groups = (
        _measures(),
        _portfolios(),
        _switches(),
        _pins(),
        _shocks(),
        _sizes(),
        _sparse(),
        _justice(),
        _supervisors(),
        _people(),
        _several_corridors(),
        _times(),
        _files(),
        _agencies(),
        _drawn(),
    )
    named = [each for group in groups for each in group.items()]
    assert len(dict(named)) == len(named), "two worlds have one name"
    return dict(named)


def _world(scenario, measures=(), seed=1):
    """Return what builds a world, so that naming all of them costs little; a function makes its scenario late."""
    return partial(_built, scenario, tuple(measures), seed)


def _built(scenario, measures, seed):
    return build(scenario() if callable(scenario) else scenario, measures, seed)


def _eventful(changes=None, measures=(), seed=1):
    return _world(partial(eventful, **(changes or {})), measures, seed)


def _everywhere(parameter, value):
    """Return the changes that give a parameter of the contexts one value in all of them."""
    return {f"contexts.{name}.{parameter}": value for name in CONTEXT_NAMES}


def _on_all_corridors(**values):
    return {f"corridors.{name}.{key}": value for name in CORRIDORS for key, value in values.items()}


# ------------------------------------------------------------------------------------------------ measures


STRICT = "corridors.land.posts.main border post.interception_factor"


TELLING = {
    "migrants.alone_cost_usd": 3000.0,
    "smugglers.capacity_parties": 30,
    "smugglers.retainer_usd": 0.0,
    "officials.never_accepts_share": 0.0,
    "officials.reservation_median_wages": 0.2,
    "officials.second_job_share": 0.8,
    "supervision.prosecute_base": 0.0,
    "supervision.prosecute_mandate": 2.0,
    "supervision.trust_erosion": 0.2,
    "supervision.audit_targeting": 0.2,
    "supervision.report_weight": 5.0,
    "reporting.evidence_inquiry": 1.0,
    "reporting.follow_up_per_supervisor_week": 1.0,
    "justice.cases_per_official_week": 0.05,
    "justice.accused_access": 0.2,
}
TELLING |= _everywhere("private_share", 0.4) | _everywhere("detection_rate", 0.5)
"""What makes measures tell that do little in the eventful scenario, where time is plentiful and audits find little."""


MANY_CASES = {
    "smugglers.prison_weeks": 2,
    "justice.operator_lead": 1.0,
    "justice.opening_probability": 1.0,
    "justice.cases_per_official_week": 0.2,
    "officials.turnover_per_year": 0.05,
}
MANY_CASES |= _everywhere("private_share", 0.0)
"""What makes inquiries tell, which follow on cases against operators and ask public officials."""
MANY_AUDITS = _everywhere("detection_rate", 2.0)
"""What makes it tell where audits go."""
VICTIMS_MET = {"protection.authority_rate": 0.2, "protection.screening_at_interception": 0.5}
DOCUMENTS_CARRIED = {
    "documents.issued_cover": 0.9,
    "documents.issued_exposure": 1.0,
    "justice.document_checks": 1.0,
    "window_weeks": 160,
}
"""What measures need whose mechanism is off by default; few documents are exposed, so that it takes some time."""
MANY_HIRES = {"officials.turnover_per_year": 1.0, "window_weeks": 160}
"""What makes it tell who is hired in one context alone."""
AGENCIES_AT_WORK = {
    "agencies.inspection_rate": 0.1,
    "agencies.owned_share": 0.8,
    "agencies.closure": 1.0,
    "migrants.regular_credit": 1.0,
    "window_weeks": 60,
} | _on_all_corridors(agencies=4, regular_cost_usd=150.0, regular_wait_weeks=2)
"""What measures about labour recruitment agencies need."""
IN_CUSTODY = {"justice.detention_weeks": 4, "justice.release_access": 0.9}
MANY_TRIALS = {"justice.accused_access": 0.9, "justice.cases_per_official_week": 1.0, "justice.charge_base": 5.0}
TELLING_FOR = {
    sc.SmugglingCaseInquiry: MANY_CASES,
    sc.ReportLedAudits: MANY_AUDITS,
    sc.VictimScreening: VICTIMS_MET,
    sc.NonPunishment: VICTIMS_MET,
    sc.DocumentTracing: DOCUMENTS_CARRIED,
    sc.DocumentOfficeVetting: MANY_HIRES,
    **dict.fromkeys((sc.AgencyInspection, sc.ZeroFeeRules, sc.OwnershipDeclarations), AGENCIES_AT_WORK),
}
BUSY_COURTS = {"justice.other_work_trial": 0.97, "justice.cases_per_official_week": 0.3, "window_weeks": 60}
TELLING_FOR |= {sc.CustodyOversight: IN_CUSTODY, sc.CaseAssignment: MANY_TRIALS, sc.CourtCapacity: BUSY_COURTS}


def _measures():
    named = {f"{title}, {dose}": one for dose in DOSES for title, one in all_at_dose(dose).items()}
    alone = {name: _eventful(TELLING | TELLING_FOR.get(type(one), {}), [one]) for name, one in named.items()}
    return {"Eventful": _eventful(), "No measure": _eventful(TELLING)} | alone


def _portfolios():
    passing = [
        sc.StaffRotation(interval_weeks=2, share=0.5, contexts=["border_crossings", "airports"], corridors=["land"]),
        sc.HighRiskAudits(factor=3.0, announced=0.5, announced_fade_weeks=8, start_week=4, end_week=20),
        sc.OfficialCampaign(norm_shift=-0.2, fade_weeks=6, ramp_weeks=5, corridors=["sea"]),
        sc.WhistleblowerChannel(anonymity=0.9, protection=0.8, reward_usd=2000.0, ramp_weeks=10, delivery=0.7),
        sc.SharedIntelligence(share=0.8, start_week=6, end_week=12),
        sc.SmugglingCaseInquiry(probability=1.0, start_week=3, contexts=["documents", "border_crossings"]),
    ]
    together = {f"All measures that go together, {dose}": _that_go_together(dose) for dose in DOSES}
    together["Measures that come and go, here and there"] = passing
    together["Courts with more time"] = [sc.InvestigativeCapacity(factor=1.0, trial_factor=5.0)]
    return {name: _eventful(TELLING, members) for name, members in together.items()} | _announcements()


def _announcements():
    """Return worlds in which officials who fear much already are told of more to fear."""
    fearful = {"officials.perceived_detection_prior": 0.4, "officials.perceived_charge_prior": 0.5}
    announced = {"announced": 0.7, "announced_fade_weeks": 20}
    measures = {
        "Audits announced": sc.HighRiskAudits(external_factor=1.5, **announced),
        "Audits by superiors and by outsiders": sc.HighRiskAudits(factor=6.0, external_factor=3.0, **announced),
        "Prosecution announced": sc.ProsecuteInsteadOfTransfer(mandate=0.3, **announced),
        "Harmonised penalties announced": sc.HarmonisedPenalties.dose("firm", **announced),
    }
    return {name: _eventful(TELLING | fearful, [one]) for name, one in measures.items()}


def _that_go_together(dose):
    kept = []
    for one in all_at_dose(dose).values():
        try:
            check_compatible([*kept, one])
        except InterventionError:
            continue
        kept.append(one)
    return kept


# ------------------------------------------------------------------------------------------------ what is off, pins


def _switches():
    """Return worlds with one switch the other way; staff move and cases are asked about, so that each has a say."""
    measures = [sc.StaffRotation(interval_weeks=6), sc.SmugglingCaseInquiry(probability=1.0)]
    off = {f"{'Off' if on else 'On'}: {name}": {f"switches.{name}": not on} for name, on in Switches()}
    off |= {"All switches on": {}, "All switches off": {"switches": Switches.none()}}
    return {
        name: _eventful({**TELLING, "smugglers.retainer_usd": 60.0, **changes}, measures)
        for name, changes in off.items()
    }


def _pins():
    pinned = {f"Pinned at {value:g}: {pin}": {pin: value} for pin in PINS for value in (0.0, 0.5, 1.0)}
    pinned |= {f"Pinned at {value:g}: everything": dict.fromkeys(PINS, value) for value in (0.0, 0.5, 1.0)}
    return {name: _eventful({"pins": Pins.everywhere(**values)}) for name, values in pinned.items()}


def _shocks():
    some = ("border_crossings", "airports")
    overlapping = [
        Shock(corridor="land", week=-5, weeks=20, size=0.5),
        Shock(corridor="land", week=3, weeks=10, size=0.6, contexts=some),
        Shock(corridor="air", week=8, weeks=9, size=0.9, contexts=some),
        Shock(corridor="sea", week=25, weeks=50, size=0.4),
    ]
    whole = [Shock(corridor=name, week=4, weeks=6, size=1.0) for name in CORRIDORS]
    shocks = {"Shocks that overlap": overlapping, "Shocks of size one": whole}
    return {name: _eventful({"shocks": each}) for name, each in shocks.items()}


# ------------------------------------------------------------------------------------------------ how many


def _sizes():
    few_weeks = {"burn_in_weeks": 3, "window_weeks": 9}
    return {
        "One official a post": _world(partial(_staffed, lambda staff: 1)),
        "A thousand officials": _world(partial(_staffed, lambda staff: 4 * staff, **few_weeks)),
        "Private gatekeepers only": _eventful(_everywhere("private_share", 1.0)),
        "Public gatekeepers only": _eventful(_everywhere("private_share", 0.0)),
        "Weight 50": _eventful({"weight": 50}),
        "Weight of a third": _eventful({"weight": 1 / 3}),
        "Parties of one": _eventful(_on_all_corridors(party_size=1)),
        "Parties of a thousand": _eventful(_on_all_corridors(party_size=1000)),
        "Crowds of migrants": _eventful({**_on_all_corridors(arrivals_per_year=8000.0), **few_weeks}),
        "Hundreds of smugglers": _eventful({"smugglers.count": 300, **few_weeks}),
    }


def _staffed(staff_of, **changes):
    """Return the eventful scenario with posts of another size."""
    scenario = eventful(**changes)
    corridors = [
        each.model_copy(
            update={"posts": [post.model_copy(update={"staff": staff_of(post.staff)}) for post in each.posts]}
        )
        for each in scenario.corridors
    ]
    return scenario.with_changes({"corridors": corridors})


def _sparse():
    nobody, no_smugglers = _on_all_corridors(arrivals_per_year=0.0), {"smugglers.count": 0}
    scarce = {
        "reporting.follow_up_per_supervisor_week": 0.3,
        "justice.cases_per_official_week": 0.05,
        "smugglers.capacity_parties": 2,
        "smugglers.book_size": 1,
    }
    return {
        "No migrants": _eventful(nobody),
        "No smugglers": _eventful(no_smugglers),
        "Neither migrants nor smugglers": _eventful(nobody | no_smugglers),
        "Three smugglers, one party each": _eventful({"smugglers.count": 3, "smugglers.capacity_parties": 1}),
        "Too little time for everything": _eventful(scarce),
        "Nobody takes a bribe": _eventful({"officials.never_accepts_share": 1.0}),
        "Vacant places": _eventful({"officials.hiring_weeks": 20, "officials.turnover_per_year": 1.0}),
        "Quick turnover": _eventful({"officials.hiring_weeks": 1, "officials.turnover_per_year": 1.0}),
        "Nobody waits for a smuggler": _eventful({"smugglers.count": 2, "migrants.patience_weeks": 1}),
    }


# ------------------------------------------------------------------------------------------------ cases and superiors

CERTAIN_CONVICTION = {
    "justice.charge_base": 10.0,
    "justice.conviction_base": 10.0,
    "justice.accused_access": 0.0,
    "justice.opening_probability": 1.0,
    "justice.operator_lead": 1.0,
}
DETECTED = {"offer": 1.0, "acceptance": 1.0, "detection": 1.0}
EVERYBODY_SUSPENDED = {
    "officials.turnover_per_year": 0.0,
    "supervision.prosecute_base": -10.0,
    "supervision.prosecute_evidence": 0.0,
    "supervision.suspend_share": 1.0,
    "supervision.nothing_share": 0.0,
    "supervision.supervisor_never_accepts_share": 1.0,
    "reporting.false_reports_per_official_year": 5.0,
    "reporting.evidence_audit": 1.0,
    "reporting.evidence_false": 1.0,
    "reporting.follow_up": 1.0,
    "reporting.follow_up_per_supervisor_week": 100.0,
    "pins": Pins.everywhere(**DETECTED),
}
"""Who deals with a party is found out at once, all others are falsely named sooner or later."""


def _justice():
    operators = CERTAIN_CONVICTION | {
        "smugglers.count": 4,
        "smugglers.exploitative_share": 1.0,
        "smugglers.prison_weeks": 2,
    }
    officials = CERTAIN_CONVICTION | {"supervision.prosecute_base": 10.0, "justice.cases_per_official_week": 10.0}
    at_once = {
        "supervision.prosecute_base": 0.0,
        "supervision.prosecute_evidence": 0.0,
        "supervision.suspend_share": 0.0,
        "supervision.nothing_share": 0.0,
        "justice.investigation_weeks": 0,
        "justice.trial_weeks": 0,
    }
    at_once |= {f"pins.{context.key}.{pin}": 1.0 for context in JOURNEY_CONTEXTS for pin in DETECTED}
    again, bought = "Operators convicted again and again", {"justice.accused_access": 1.0}
    return {
        f"{again}": _eventful(operators | {"smugglers.replacement_weeks": 1}),
        f"{again}, no successors": _eventful(operators | {"smugglers.replacement_weeks": 10}),
        "Officials convicted at once": _eventful(officials),
        "Officials convicted on a mandate": _eventful(
            officials | {"supervision.prosecute_base": -3.0, "supervision.mandate": 0.5}
        ),
        "Justice within a week": _world(partial(_staffed, lambda staff: 1, **{**officials, **at_once})),
        "Every case bought off": _eventful(bought | {"justice.accused_payment_share": 0.9}),
        "All officials suspended": _eventful({**EVERYBODY_SUSPENDED, "supervision.suspension_weeks": 104}),
        "All officials suspended and back": _eventful({**EVERYBODY_SUSPENDED, "supervision.suspension_weeks": 5}),
        "Full queues": _eventful({"justice.cases_per_official_week": 0.001}),
        "Full queues that expire": _eventful(
            {"justice.cases_per_official_week": 0.01, "justice.maximum_case_weeks": 6, "justice.operator_lead": 1.0}
        ),
        "Slow justice": _eventful({"justice.investigation_weeks": 10, "justice.trial_weeks": 9}),
        "Retainers every week": _eventful({"smugglers.retainer_term_weeks": 1, "smugglers.case_hazard_prior": 0.5}),
        "Every report goes to an agency": _eventful({"justice.agency_share": 1.0, "justice.agency_base": -1.0}),
        "Some reports go to an agency, nobody is dismissed": _eventful(
            {"justice.agency_share": 0.5, "justice.dismissal_share": 0.0}
        ),
        "Everybody dismissed whom nobody convicts": _eventful(
            {"justice.dismissal_share": 1.0, "justice.conviction_base": -10.0, "supervision.prosecute_base": 5.0}
        ),
        "Every case leads to an inquiry": _eventful(CERTAIN_CONVICTION, [sc.SmugglingCaseInquiry(probability=1.0)]),
    }


PROTECTED = {
    "officials.protected_share": 1.0,
    "officials.never_accepts_share": 0.0,
    "officials.cut_share": 0.5,
    "officials.reservation_median_wages": 0.1,
    "supervision.supervisor_never_accepts_share": 0.0,
    "supervision.supervisor_reservation_wages": 0.01,
    "supervision.oversight_rate": 1.0,
    "supervision.prosecute_base": 0.0,
}
"""Everybody shares what he takes, and each rank lets itself be paid for looking away from the one below."""


def _supervisors():
    rotation = sc.StaffRotation(interval_weeks=2, share=1.0)
    kept = {"switches.rotation_cuts_superiors": False, "switches.rotation_costs_experience": False}
    trail = {"supervision.money_trail": 1.0, "supervision.testimony_probability": 0.0}
    witness = {"supervision.money_trail": 0.0, "supervision.testimony_probability": 1.0}
    strict = {"supervision.prosecute_base": 4.0, "supervision.supervisor_never_accepts_share": 0.5}
    on_duty = {"supervision.suspension_weeks": 1, "justice.trial_weeks": 3, "justice.cases_per_official_week": 10.0}
    return {
        "Cuts and hush payments at all ranks": _eventful(PROTECTED),
        "Supervisors found by the money trail": _eventful(PROTECTED | trail),
        "Supervisors found by testimony": _eventful(PROTECTED | witness),
        "Supervisors convicted": _eventful(PROTECTED | CERTAIN_CONVICTION | strict),
        "Supervisors convicted while on duty": _eventful(PROTECTED | CERTAIN_CONVICTION | strict | on_duty),
        "Protection against rotation": _eventful(PROTECTED, [rotation]),
        "Protection that survives rotation": _eventful(PROTECTED | kept, [rotation]),
        "Full trust in superiors": _eventful(
            {"supervision.trust_gain_per_week": 1.0, "supervision.trust_erosion": 1.0}
        ),
        "Audits where reports are": _eventful({"supervision.audit_targeting": 5.0, "supervision.report_weight": 50.0}),
        "No hush payments to be had": _eventful({"supervision.supervisor_never_accepts_share": 1.0}),
    }


# ------------------------------------------------------------------------------------------------ people

WITHOUT_MEANS = {"migrants.means_median_usd": 1.0, "migrants.means_sigma": 0.0}


def _people():
    weekly = sc.StaffRotation(interval_weeks=1, share=1.0)
    hazards = dict.fromkeys(("recruitment", "transit", "accommodation", "arrival"), 3.0)
    harm = {f"protection.hazard_{name}": value for name, value in hazards.items()}
    met = {"protection.contact_rate": 1.0, "protection.exploitation_weeks": 200.0, "protection.sale_rate": 1.0}
    heard = {"justice.report_lead": 1.0, "protection.identification": 1.0, "protection.sale_rate": 0.0}
    speaking = {"reporting.colleague_base": 6.0, "reporting.retaliation_probability": 1.0, "reporting.protection": 0.0}
    stubborn = {"migrants.retry_probability": 1.0, "migrants.retry_delay_weeks": 1, "migrants.maximum_attempts": 10}
    free = _on_all_corridors(regular_cost_usd=0.0, regular_wait_weeks=0)
    lone = _on_all_corridors(alone_factor=1.0) | {"migrants.alone_cost_usd": 0.0, "migrants.success_prior_alone": 1.0}
    rings = {"smugglers.contact_presence": 1.0, "smugglers.trust_gain": 0.9, "smugglers.book_size": 64}
    return {
        "Rotation of everybody every week": _eventful(measures=[weekly]),
        "Rotation that keeps ties": _eventful({"switches.rotation_cuts_ties": False}, [weekly]),
        "Exploitation everywhere": _eventful(harm),
        "Victims sold out": _eventful(harm | met),
        "Victims heard": _eventful(harm | met | heard),
        "Colleagues who speak and suffer": _eventful(speaking | _everywhere("visibility", 1.0)),
        "Migrants who try again and again": _eventful(stubborn | _everywhere("interception_rate", 0.9)),
        "A regular channel for nothing": _eventful(free),
        "The regular channel on credit": _eventful(
            {"migrants.regular_credit": 0.8, "migrants.means_median_usd": 300.0}
        ),
        "Posts to choose from": _eventful(
            {"smugglers.post_precision": 6.0, "smugglers.post_learning_rate": 0.5, STRICT: 2.0},
            [sc.RandomPosts(share=0.2)],
        ),
        "Trust that counts for nothing": _eventful({"smugglers.trust_in_offers": 0.0}),
        "Fees without risk": _eventful({"smugglers.risk_pass_through": 0.0, "smugglers.base_fee_share": 1.0}),
        "Migrants who travel alone": _eventful(lone),
        "Nobody can travel alone": _eventful(_on_all_corridors(alone_factor=0.0)),
        "Beliefs that begin with nothing": _eventful({"migrants.belief_prior_weight": 0.0}),
        "Migrants without means": _eventful(WITHOUT_MEANS),
        "Officials who ask": _eventful({"officials.demand_propensity": 1.0, "smugglers.offer_risk_usd": 10_000.0}),
        "Firm ties": _eventful(rings),
        "One contact each": _eventful({"smugglers.book_size": 1, "smugglers.trust_loss": 1.0}),
        "Second jobs for all": _eventful({"officials.second_job_share": 1.0, "officials.second_job_trust": 1.0}),
        "Strong norms": _eventful({"officials.peer_effect": 10.0, "officials.norm_rate_per_week": 1.0}),
        "Sharp decisions": _eventful({"officials.acceptance_precision": 50.0, "smugglers.route_precision": 50.0}),
        "Quick learning": _eventful(
            {"officials.belief_strength": 1.0, "smugglers.word_of_mouth": 1.0, "smugglers.case_hearsay": 1.0}
        ),
        "Nothing is remembered": _eventful(
            {f"{group}.belief_fade_per_week": 1.0 for group in ("migrants", "smugglers", "officials")}
        ),
    }


# ------------------------------------------------------------------------------------------------ several corridors

FREE_TO_CHANGE = {"migrants.detour_cost_usd": 0.0, "smugglers.detour_cost": 0.0}
SHARP_CHOICE = {
    "migrants.choice_scale_usd": 50.0,
    "smugglers.route_precision": 20.0,
    "smugglers.route_learning_rate": 0.5,
}


def _several_corridors():
    owed = WITHOUT_MEANS | {"migrants.detour_cost_usd": 70.0, "smugglers.route_precision": 50.0}
    no_courts = unequal(others=())
    scenarios = {
        "Three corridors, detours for nothing": partial(eventful, **FREE_TO_CHANGE),
        "Three corridors, sharp choice": partial(eventful, **FREE_TO_CHANGE, **SHARP_CHOICE),
        "Three corridors, detours that nobody can pay": partial(
            eventful, **{"migrants.detour_cost_usd": 100_000.0, "smugglers.detour_cost": 10.0}
        ),
        "Twin corridors": partial(twins, **FREE_TO_CHANGE),
        "Twin corridors, detours that put in debt": partial(twins, **owed),
        "Twin corridors, scandal in one": partial(
            twins, **FREE_TO_CHANGE, shocks=[Shock(corridor="one", week=2, weeks=25, size=1.0)]
        ),
        "A cheap corridor abroad": partial(between, *unequal(fee_usd=50.0), **FREE_TO_CHANGE),
        "A dear corridor abroad": partial(between, *unequal(fee_usd=5000.0), **FREE_TO_CHANGE | SHARP_CHOICE),
        "No courts abroad": partial(between, *no_courts, **FREE_TO_CHANGE),
        "Five corridors that cross": partial(between, *crossing()),
        "Five corridors, detours for nothing": partial(between, *crossing(), **FREE_TO_CHANGE, **SHARP_CHOICE),
        "One corridor": partial(between, *unequal()[:1]),
        "Nobody to bring a case to": partial(between, corridor("alone", ("documents", "airports"), others=())),
    }
    made = {name: _world(scenario) for name, scenario in scenarios.items()}
    rotation = sc.StaffRotation(interval_weeks=3, corridors=["one"])
    made["Twin corridors, rotation in one"] = _world(scenarios["Twin corridors"], [rotation])
    for missing in CASES:
        others = [name for name in CASES if name != missing]
        without = corridor("alone", ("documents", "airports"), others=others)
        made[f"No post: {missing}"] = _world(partial(between, without, **{"justice.maximum_case_weeks": 10}))
    return made


# ------------------------------------------------------------------------------------------------ seeds and weeks


def _times():
    long = {"burn_in_weeks": 10, "window_weeks": 364, "smugglers.count": 4, "smugglers.prison_weeks": 60}
    small = corridor("home", ("border_crossings", "accommodation"), staff=2, arrivals_per_year=80.0)
    other = corridor("other", ("border_crossings",), staff=2, arrivals_per_year=40.0)
    slow_stage = {"stages": [{"context": "border_crossings", "duration_weeks": 60}]}
    return {
        "Seven years": _world(partial(between, small, other, **long)),
        "Seed 0": _eventful(seed=0),
        "Seed 2": _eventful(seed=2),
        "The last seed": _eventful(seed=LAST_SEED),
        "No burn-in": _eventful({"burn_in_weeks": 0}),
        "One week": _eventful({"burn_in_weeks": 0, "window_weeks": 1}),
        "Journeys that outlast the run": _world(partial(between, small.model_copy(update=slow_stage))),
    }


def _files():
    """Return the scenario files over a shorter horizon."""
    window = {path.stem: LONGER_WINDOWS.get(path.stem, SHORT["window_weeks"]) for path in FILES}
    return {
        f"File: {path.stem}": _world(partial(_from_file, path, {**SHORT, "window_weeks": window[path.stem]}))
        for path in FILES
    }


def _from_file(path, changes):
    return sc.load_scenario(path).with_changes(changes)


def _agencies():
    """Return worlds in which regular migrants pass labour recruitment agencies; the digests show what follows of it."""
    often = {
        "agencies.inspection_rate": 0.3,
        "agencies.licence_weeks": 6,
        "agencies.closed_weeks": 2,
        "agencies.owned_share": 0.5,
        "agencies.hazard": 1.0,
        "migrants.regular_credit": 1.0,
    } | _on_all_corridors(agencies=4, regular_cost_usd=150.0, regular_wait_weeks=2)
    rules = [
        sc.AgencyInspection(factor=3.0, delivery=1.0),
        sc.ZeroFeeRules(share=0.5, start_week=8, delivery=1.0),
        sc.OwnershipDeclarations(share=0.7, delivery=1.0),
    ]
    return {
        "Recruitment agencies": _eventful(often),
        "Recruitment agencies under rules": _eventful(often, rules),
        "Recruitment agencies that close for good": _eventful(
            often | {"agencies.closure": 1.0, "agencies.closed_weeks": 1000, "officials.never_accepts_share": 1.0}
        ),
    }


# ------------------------------------------------------------------------------------------------ drawn


def _drawn():
    """Return worlds with many parameters, switches and pins at once; they were drawn a single time and written down."""
    lines = json.loads(DRAWN.read_text(encoding="utf-8"))
    bases = {"three corridors": eventful, "five corridors": partial(between, *crossing()), "twins": twins}
    return {
        name: _world(
            partial(bases[line["base"]], **line["changes"]),
            [all_at_dose(dose)[title] for title, dose in line["measures"].items()],
            line["seed"],
        )
        for name, line in lines.items()
    }

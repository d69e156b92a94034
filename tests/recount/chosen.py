"""The worlds over which the second bookkeeping and the laws are held against the engines."""

from hypothesis import HealthCheck, given, settings, strategies as st

import simcorr as sc
from simcorr.errors import InterventionError
from simcorr.interventions import check_compatible
from simcorr.jit import JIT_AVAILABLE
from simcorr.world import build
from tests.agreement.scenarios import eventful
from tests.agreement.strategies import portfolios, scenarios
from tests.digests.worlds import worlds

TWO_ATTEMPTS = {
    "migrants.maximum_attempts": 2,
    "migrants.retry_probability": 1.0,
    "migrants.retry_delay_weeks": 1,
    "officials.never_accepts_share": 1.0,
}
USED_UP = {
    "migrants.maximum_attempts": 4,
    "migrants.retry_probability": 1.0,
    "migrants.retry_delay_weeks": 1,
    "migrants.means_used_share": 0.8,
}
"""Attempts that are paid for with what those before have left, among officials who take bribes and ask for them."""
NAMED_IN_COURT_ALONE = {"supervision.money_trail": 0.0, "switches.hush_payments": False}
LEAVING_ACCUSED = {
    "officials.hiring_weeks": 104,
    "supervision.prosecute_base": 3.0,
    "justice.investigation_weeks": 12,
}
BUSY = {"justice.other_work_investigation": 0.8, "justice.other_work_trial": 0.85}
OVERLOADED = {
    "justice.cases_per_official_week": 0.1,
    "justice.other_work_investigation": 0.95,
    "justice.other_work_trial": 0.99,
    "justice.maximum_case_weeks": 9,
    "justice.operator_lead": 1.0,
}
RIPENING = {**BUSY, "justice.investigation_weeks": 6, "justice.trial_weeks": 4}
MORE_MEANS = (sc.InvestigativeCapacity(factor=1.5, trial_factor=0.5), sc.JointInvestigations.dose("full"))
MET_BY_AUTHORITIES = {
    "protection.authority_rate": 0.4,
    "protection.screening": 0.3,
    "protection.screening_at_interception": 0.7,
    "protection.punishment": 0.6,
    "protection.punishment_fear": 0.8,
    "protection.punishment_prior_cases": 2.0,
    "migrants.informed_share": 0.1,
    "migrants.deceived_share": 0.7,
    "migrants.retry_probability": 0.9,
    "smugglers.exploitative_share": 0.7,
}
"""Victims of trafficking are met by authorities, recognised or punished; many of them were deceived."""
WITH_DOCUMENTS = {
    "documents.issued_cover": 0.8,
    "documents.forged_cover": 0.5,
    "documents.tracing": 0.8,
    "documents.forger_access": 0.9,
    "documents.forger_price_usd": 2.0,
    "documents.forged_exposure": 0.6,
    "documents.issued_exposure": 1.0,
    "reporting.evidence_inquiry": 1.0,
    "justice.document_checks": 0.2,
    "contexts.border_crossings.documents_shown": 0.9,
    "smugglers.offer_risk_usd": 100.0,
    "officials.never_accepts_share": 0.2,
    "contexts.documents.documents_shown": 0.1,
    "officials.turnover_per_year": 0.5,
}
"""Documents are bought from officials and forgers, shown and exposed; some who issued them have left meanwhile."""
WITH_AGENCIES = {
    **{f"corridors.{name}.agencies": number for name, number in (("land", 5), ("sea", 3), ("air", 4))},
    **{f"corridors.{name}.regular_cost_usd": 150.0 for name in ("land", "sea", "air")},
    **{f"corridors.{name}.regular_wait_weeks": 3 for name in ("land", "sea", "air")},
    "agencies.inspection_rate": 0.2,
    "agencies.bribe_rate": 0.9,
    "agencies.licence_bribe_usd": 3000.0,
    "agencies.licence_weeks": 9,
    "agencies.closure": 0.6,
    "agencies.closed_weeks": 3,
    "agencies.turnover_per_year": 2.0,
    "agencies.cost_pass_through": 0.6,
    "agencies.fee_precision": 1.0,
    "agencies.visibility": 0.8,
    "agencies.owned_share": 0.5,
    "agencies.risk_prior": 0.02,
    "agencies.deception": 0.6,
    "agencies.hazard": 1.0,
    "agencies.exploitation_weeks": 8.0,
    "migrants.regular_credit": 1.0,
    "officials.never_accepts_share": 0.2,
    "protection.authority_rate": 0.2,
    "protection.screening": 0.4,
    "protection.punishment": 0.3,
    "migrants.retry_probability": 0.8,
    "migrants.means_used_share": 0.5,
}
"""Workers pass through agencies that overcharge, lose licences, bribe inspectors, and belong to their colleagues."""
AGENCY_MEASURES = (
    sc.AgencyInspection(factor=2.0, delivery=1.0),
    sc.ZeroFeeRules(share=0.4, start_week=10, delivery=1.0),
    sc.OwnershipDeclarations(share=0.5, delivery=1.0),
    sc.FirmLiability(share=0.3, delivery=1.0),
)
IN_CUSTODY = {
    "justice.detention_weeks": 4,
    "justice.release_access": 0.4,
    "justice.release_payment_share": 0.5,
    "protection.screening_in_detention": 0.2,
    "protection.screening_at_interception": 0.3,
    "protection.screening": 0.3,
    "migrants.informed_share": 0.1,
    "migrants.deceived_share": 0.7,
    "migrants.retry_probability": 0.9,
    "smugglers.exploitative_share": 0.7,
    "documents.issued_cover": 0.5,
    "documents.forged_cover": 0.4,
    "documents.forger_access": 0.9,
    "documents.forger_price_usd": 2.0,
    "contexts.documents.documents_shown": 0.1,
    "smugglers.offer_risk_usd": 100.0,
    "reporting.migrant_sees_smuggler": 0.9,
}
"""Stopped parties are held: some are recognised as victims, many are released for a bribe; some carry documents."""
IN_CUSTODY_AT_ONCE = {**IN_CUSTODY, "justice.detention_weeks": 1, "switches.product_passage": False}
SHARED_POSTS = {
    "smugglers.post_precision": 8.0,
    "smugglers.post_learning_rate": 0.5,
    "corridors.sea.stages": [
        {"context": "recruitment", "posts": ["land: recruiters", "sea: recruiters"]},
        {"context": "documents", "need": 0.6, "posts": ["licences", "land: documents office"]},
        {"context": "border_crossings", "name": "out", "posts": ["coast guard station"]},
        {"context": "border_crossings", "name": "in", "posts": ["harbour", "main border post"], "duration_weeks": 2},
        {"context": "transportation", "posts": ["land: carriers", "checkpoint"]},
        {"context": "accommodation"},
    ],
    "corridors.sea.posts.documents office.name": "licences",
    "corridors.land.stages.border_crossings.posts": ["river border post", "main border post", "harbour"],
    "corridors.land.posts.main border post.agency": "border guard",
    "corridors.land.posts.river border post.agency": "border guard",
    "corridors.sea.posts.harbour.agency": "coast guard",
    "corridors.sea.posts.coast guard station.agency": "coast guard",
    "corridors.land.posts.carriers.agency": "transport authority",
    "corridors.sea.alone_factor": 0.6,
    "migrants.retry_probability": 0.9,
}
"""Posts at which several corridors are passed, two checkpoints in series, officials of several agencies."""
SHOCKS = {
    "shocks": [
        {"corridor": "land", "kind": "controls", "factor": 2.5, "week": -5, "weeks": 12},
        {"corridor": "sea", "kind": "controls", "factor": 0.2, "contexts": ["border_crossings"], "weeks": 9},
        {"corridor": "land", "kind": "arrivals", "factor": 2.0, "week": 5},
        {"corridor": "land", "kind": "regular_channel", "wait_factor": 0.5, "cost_factor": 0.3, "weeks": 30},
        {"corridor": "land", "kind": "staff_absent", "share": 0.4, "week": -9, "weeks": 30},
        {"corridor": "sea", "kind": "staff_absent", "share": 0.7, "contexts": ["investigation", "trial"], "weeks": 15},
        {"corridor": "land", "kind": "closed", "posts": ["main border post", "court"], "week": 3, "weeks": 10},
        {"corridor": "air", "kind": "closed", "contexts": ["airports", "documents"], "week": 2, "weeks": 4},
        {"corridor": "sea", "week": 1, "weeks": 20, "size": 0.5},
    ],
    "migrants.means_median_usd": 1500.0,
    "officials.hiring_weeks": 2,
}
"""Shocks of every kind, here and there, some at once."""
BY_LEG = {
    **USED_UP,
    "smugglers.fees_by_leg": 0.7,
    "smugglers.post_precision": 6.0,
    "officials.never_accepts_share": 0.5,
    "migrants.means_median_usd": 300.0,
}
"""Fees of which a part is due stage by stage, in attempts that use up means."""
ROTATING = (sc.StaffRotation(interval_weeks=6, share=0.7),)
DECIDED_AND_MET = MET_BY_AUTHORITIES | {"switches.decided_exploitation": True}
WORLDS = {
    **worlds(),
    "Two attempts at most": lambda: build(eventful(**TWO_ATTEMPTS)),
    "Places that stay vacant": lambda: build(eventful(**LEAVING_ACCUSED)),
    "Means that attempts use up": lambda: build(eventful(**USED_UP)),
    "Superiors named in court alone": lambda: build(eventful(**NAMED_IN_COURT_ALONE)),
    "Other work": lambda: build(eventful(**BUSY)),
    "More other work than time": lambda: build(eventful(**OVERLOADED)),
    "Files that ripen while others are served": lambda: build(eventful(**RIPENING), MORE_MEANS),
    "Victims met by authorities": lambda: build(eventful(**MET_BY_AUTHORITIES)),
    "Documents that were bought": lambda: build(eventful(**WITH_DOCUMENTS)),
    "Labour recruitment agencies": lambda: build(eventful(**WITH_AGENCIES)),
    "Agencies where exploitation is decided": lambda: build(
        eventful(**WITH_AGENCIES, **{"switches.decided_exploitation": True}), AGENCY_MEASURES
    ),
    "Stopped parties in custody": lambda: build(eventful(**IN_CUSTODY)),
    "A week in custody": lambda: build(eventful(**IN_CUSTODY_AT_ONCE)),
    "Posts that corridors share": lambda: build(eventful(**SHARED_POSTS), ROTATING),
    "Fees by leg": lambda: build(eventful(**BY_LEG)),
    "Fees by leg where posts are shared": lambda: build(eventful(**BY_LEG | SHARED_POSTS | MET_BY_AUTHORITIES)),
    "Shocks of every kind": lambda: build(eventful(**SHOCKS), ROTATING),
    "Shocks where posts are shared and chosen": lambda: build(eventful(**SHARED_POSTS, **SHOCKS)),
    "Posts that corridors share, and all else": lambda: build(
        eventful(**WITH_DOCUMENTS, **MET_BY_AUTHORITIES | SHARED_POSTS), ROTATING
    ),
    "Exploitation decided, victims met by authorities": lambda: build(eventful(**DECIDED_AND_MET)),
}
OF_EVERYTHING = (
    "Eventful",
    "Supervisors convicted while on duty",
    "Victims sold out",
    "Every case leads to an inquiry",
    "Every report goes to an agency",
    "Three smugglers, one party each",
    "Officials who ask",
    "On: decided_exploitation",
    "Other work",
    "Victims met by authorities",
    "Documents that were bought",
    "Labour recruitment agencies",
    "Stopped parties in custody",
)
"""In these together every measure and every kind of event occurs."""
TELLING = (
    *OF_EVERYTHING,
    "Cuts and hush payments at all ranks",
    "Justice within a week",
    "Operators convicted again and again",
    "Full queues that expire",
    "Rotation of everybody every week",
    "Vacant places",
    "Five corridors, detours for nothing",
    "Twin corridors, detours that put in debt",
    "Seven years",
    "Places that stay vacant",
    "The regular channel on credit",
    "Posts to choose from",
    "Means that attempts use up",
    "Audits by superiors and by outsiders",
    "More other work than time",
    "Files that ripen while others are served",
    "A week in custody",
    "Exploitation decided, victims met by authorities",
    "Agencies where exploitation is decided",
    "Posts that corridors share",
    "Shocks of every kind",
    "Fees by leg",
)
"""What Mesa runs beside the compiled engine: a world for each kind of thing that can happen."""
EVENTFUL = (
    *TELLING,
    "Measures that come and go, here and there",
    "Operators convicted again and again, no successors",
    "Migrants who try again and again",
    "Two attempts at most",
    "Superiors named in court alone",
    "Pinned at 0: acceptance",
    "Pinned at 1: everything",
    "Migrants who travel alone",
    "Retainers every week",
    "All officials suspended and back",
    "Too little time for everything",
    "Weight of a third",
    "Off: product_passage",
)
"""What Mesa runs where there is no compiled engine, so that it is watched over by itself."""
OF_MESA = TELLING if JIT_AVAILABLE else EVENTFUL


def over_drawn_worlds(max_examples):
    """Return what calls a test with worlds that are drawn: any scenario, some measures, a seed; the same every time."""
    arguments = (scenarios(), portfolios(), st.integers(0, 2**63 - 1))
    settled = settings(
        max_examples=max_examples, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
    )

    def decorate(test):
        return settled(given(st.builds(_world, *arguments))(test))

    return decorate


def _world(scenario, members, seed):
    try:
        check_compatible(members)
    except InterventionError:
        members = []
    return build(scenario, members, seed)

"""How far the assumptions that matter may plausibly lie from their defaults, and in which forms the model may be built.

The bounds of a parameter say what can be simulated; these ranges say what is not absurd. They are judgements, apart
from those that name rows of evidence, and as wide as seemed defensible: half to twice the default for most rates
and prices, two log odds to either side for most readinesses.

A form is an either/or on which no number settles what is right: both are searched, and every parameter set has one.
"""

from simcorr.calibration import Range, Space
from simcorr.scenario.forms import Form

_RANGES = (
    # officials: what they require
    Range("officials.reservation_median_wages", 0.2, 2.0, "log", "E036, E116: bribes of 0.14 to 1.44 of a month's pay"),
    Range("officials.reservation_sigma", 0.5, 1.5),
    Range("officials.never_accepts_share", 0.05, 0.5, why="E094, E104: laboratory, so a wide range"),
    Range("officials.acceptance_precision", 1.0, 4.0, "log"),
    Range("officials.stranger_aversion", 0.3, 2.0, why="E072, E074: a sign, no size"),
    Range("officials.peer_effect", 0.0, 2.0, why="E103: offers double where most are believed corrupt"),
    Range("officials.demand_propensity", 0.15, 1.0),
    Range("officials.protected_share", 0.1, 0.6),
    # officials: what they fear
    Range("officials.career_premium", 0.1, 0.6),
    Range("officials.fine_usd", 2_000.0, 50_000.0, "log"),
    Range("officials.transfer_cost_wages", 1.0, 20.0, "log"),
    Range("officials.perceived_detection_prior", 0.005, 0.08, "log"),
    Range("officials.perceived_detection_prior_private", 0.0005, 0.02, "log", "hardly audited, up to like the public"),
    Range("officials.perceived_dismissal_prior", 0.01, 0.05, why="E143 by E126, E130 and E127"),
    Range("officials.perceived_independence_prior", 0.001, 0.03, "log", "hardly any, up to a case in thirty"),
    Range("officials.perceived_charge_prior", 0.045, 0.21, why="E126, E130: the products of their ends"),
    Range("officials.perceived_conviction_prior", 0.45, 0.9, why="E127"),
    Range("officials.charge_publicity", 0.0, 2.0, why="heard of near by alone, up to more than an act of one's own"),
    Range("officials.discipline_publicity", 0.0, 2.0),
    Range("officials.spared_publicity", 0.0, 1.0, why="nobody announces that nothing happened"),
    Range("officials.verdict_publicity", 0.0, 4.0),
    Range("officials.belief_strength", 10.0, 100.0, "log"),
    Range("officials.belief_fade_per_week", 0.003, 0.03, "log"),
    Range("officials.post_weight", 0.1, 1.0, "log"),
    Range("officials.norm_rate_per_week", 0.02, 0.1, "log"),
    # operators
    Range("smugglers.acceptance_prior", 0.2, 0.5),
    Range("smugglers.base_fee_share", 0.75, 1.0),
    Range("smugglers.risk_pass_through", 0.0, 1.0, why="from what fees hardly follow to all that is lost"),
    Range("smugglers.contact_presence", 0.4, 1.0),
    Range("smugglers.trust_in_offers", 0.0, 2.5, why="officials' own precision times aversion would be 1.8"),
    Range("smugglers.trust_gain", 0.1, 0.5, "log"),
    Range("smugglers.belief_fade_per_week", 0.003, 0.03, "log"),
    Range("smugglers.route_learning_rate", 0.03, 0.3, "log"),
    Range("smugglers.detour_cost", 0.3, 1.5),
    Range("smugglers.retainer_usd", 20.0, 200.0, "log"),
    Range("smugglers.post_precision", 1.0, 6.0, why="E191, E192: a sign, no size"),
    Range("smugglers.fees_by_leg", 0.0, 0.8, why="from all that is left on arrival to nearly all by leg"),
    # superiors
    Range("supervision.trust_erosion", 0.3, 0.95),
    Range("supervision.trust_gain_per_week", 0.01, 0.06, "log", "E091: undermined within 18 months"),
    Range("supervision.audit_fatigue", 0.0, 4.0, why="E091: undermined within 18 months"),
    Range("supervision.oversight_rate", 0.005, 0.1, "log"),
    Range("supervision.testimony_probability", 0.01, 0.2, "log"),
    Range("supervision.supervisor_reservation_wages", 1.0, 10.0, "log"),
    Range("supervision.supervisor_never_accepts_share", 0.2, 0.8),
    Range("supervision.prosecute_base", -4.0, 0.0),
    Range("supervision.prosecute_evidence", 1.0, 4.0),
    Range("supervision.scandal_avoidance", 0.0, 4.0),
    Range("supervision.suspend_share", 0.1, 0.4),
    Range("supervision.nothing_share", 0.1, 0.5),
    # reports
    Range("reporting.colleague_base", -4.5, -1.0),
    Range("reporting.retaliation_weight", 1.0, 4.0),
    Range("reporting.migrant_base", -3.5, 1.0),
    Range("reporting.migrant_sees_smuggler", 0.03, 0.3, "log"),
    Range("reporting.follow_up", 0.15, 0.6, why="E125, E135"),
    Range("reporting.false_reports_per_official_year", 0.002, 0.02, "log"),
    # justice
    Range("justice.agency_share", 0.0, 0.3, why="agencies take in a small part of what is reported"),
    Range("justice.agency_base", -6.0, -2.0),
    Range("justice.dismissal_share", 0.1, 0.9, why="E143"),
    Range("justice.charge_base", -2.0, 1.0),
    Range("justice.conviction_base", -2.0, 1.5),
    Range("justice.accused_access", 0.05, 0.5),
    Range("justice.accused_payment_share", 0.1, 0.5),
    Range("justice.operator_lead", 0.01, 0.15, "log"),
    Range("justice.other_work_investigation", 0.5, 0.95, why="from ample capacity to hardly any"),
    Range("justice.other_work_trial", 0.5, 0.95, why="from ample capacity to hardly any"),
    Range("justice.document_checks", 0.03, 0.3, "log"),
    Range("justice.detention_weeks", 1.0, 26.0, "log", "days to half a year"),
    Range("justice.release_access", 0.01, 0.3, "log"),
    # documents
    Range("documents.issued_cover", 0.5, 0.95),
    Range("documents.forged_cover", 0.2, 0.7),
    Range("documents.forger_price_usd", 20.0, 300.0, "log", "from hardly a day's fee up to dearer than a border"),
    Range("documents.issued_exposure", 0.1, 0.6),
    Range("documents.forged_exposure", 0.6, 1.0),
    # recruitment agencies
    Range("agencies.most_charged", 2.2, 9.0, "log", "E200, E201, E202: from twice the official rate to twice the row"),
    Range("agencies.cost_pass_through", -0.3, 1.0, "linear", "from all that workers pay staying (E200) to a mark-up"),
    Range("agencies.turnover_per_year", 0.03, 0.3, "log"),
    Range("agencies.honest_share", 0.1, 0.6),
    Range("agencies.inspection_rate", 0.005, 0.05, "log"),
    Range("agencies.visibility", 0.2, 1.5, "log"),
    Range("agencies.closure", 0.1, 0.7),
    Range("agencies.bribe_rate", 0.2, 0.9),
    Range("agencies.owned_share", 0.0, 0.3),
    Range("agencies.deception", 0.1, 0.6),
    Range("agencies.hazard", 0.01, 0.1, "log"),
    # what is seen of it
    Range("observation.recording", 0.3, 0.9),
    Range("observation.survey_sees_payment", 0.05, 0.35),
    # migrants
    Range("migrants.choice_scale_usd", 350.0, 1400.0, "log"),
    Range("migrants.detour_cost_usd", 120.0, 1_100.0, "log", "judged by readers who saw no results"),
    Range("migrants.weekly_gain_usd", 30.0, 70.0, "log"),
    Range("protection.hazard_arrival", 0.03, 0.2, "log"),
    Range("migrants.means_used_share", 0.3, 1.0),
    Range("protection.impunity_effect", 0.0, 3.0),
    Range("protection.identification", 0.03, 0.5, "log", "E178: from what none in ninety allows up to every second"),
    Range("protection.authority_rate", 0.001, 0.02, "log"),
    Range("protection.screening_at_interception", 0.0, 1.0),
    Range("protection.screening_in_detention", 0.005, 0.1, "log"),
    Range("protection.punishment_fear", 0.0, 1.0),
    # positions: one factor on what the contexts differ in
    Range("contexts.*.detection_rate", 0.3, 3.0, "log"),
    Range("contexts.*.visibility", 0.4, 2.5, "log"),
    Range("contexts.*.interception_rate", 0.6, 1.5, "log"),
    Range("contexts.*.bribe_reference_usd", 0.5, 2.0, "log"),
)

FORMS = (
    Form(
        name="publicity",
        question="How far does word of a case go: of charges and other measures through the whole service and of "
        "verdicts to all, or of the former near by alone and of verdicts to nobody?",
        alternatives={
            "national": {},
            "local": {
                "officials.charge_publicity": 0.0,
                "officials.discipline_publicity": 0.0,
                "officials.spared_publicity": 0.0,
                "officials.verdict_publicity": 0.0,
            },
        },
        why="Nobody has measured how far word of a case goes among officials: services may publish what becomes of "
        "cases, or keep it to the post.",
    ),
    Form(
        name="settlement",
        question="Does who reckons with being caught reckon with settling the case for money as well?",
        alternatives={"known": {}, "ignored": {"switches.known_settlements": False}},
        why="Theory has it known (Basu, Bhattacharya and Mishra 1992); settling is secret, and few have seen it.",
    ),
    Form(
        name="trust_in_offers",
        question="Do operators expect whom they trust to accept more readily?",
        alternatives={"expected": {}, "ignored": {"smugglers.trust_in_offers": 0.0}},
        why="Trust as a sign of who will accept is theory; that it acts on what is offered has not been observed.",
    ),
    Form(
        name="credit",
        question="Who lends for a journey: operators and somebody for the regular channel as well, or operators alone?",
        alternatives={"both": {}, "operators": {"migrants.regular_credit": 0.0}},
        why="Smuggling on credit is well known; households also borrow for visas and agencies' fees, how many is not.",
    ),
    Form(
        name="payment",
        question="When is the fee of a journey due: in part before it and on the way, or all of it on arrival?",
        alternatives={
            "in_parts": {},
            "on_arrival": {"smugglers.fee_advance_share": 0.0, "smugglers.fees_by_leg": 0.0},
        },
        why="Both are described: deposits that are kept, and sums that a third party holds until arrival. How often "
        "either is agreed has not been measured.",
    ),
    Form(
        name="exploitation",
        question="Does exploitation happen at a rate that rises with impunity, or do operators decide what pays?",
        alternatives={"hazard": {}, "decided": {"switches.decided_exploitation": True}},
        why="Neither is measured: the first puts its link to impunity in, the second rests on what exploiting earns.",
    ),
)
"""The either/ors that are searched beside the ranges; where a form sets a parameter, its range lies idle."""

ASSUMPTIONS = Space(_RANGES, FORMS)
"""The box of assumptions that calibration goes through; analyses of sensitivity walk over its ranges alone."""

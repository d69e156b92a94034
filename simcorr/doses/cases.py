"""Readings about reports and cases: who speaks, what is followed up, prosecuted, handled and recorded."""

import math

from simcorr.contexts import Context
from simcorr.doses.gatekeepers import first_norm
from simcorr.doses.moment import Moment
from simcorr.doses.reading import SHARE, Reading
from simcorr.rules import colleague, justice, migrant, official, supervisor
from simcorr.rules.mathematics import saturating
from simcorr.world.switches import UNLIMITED

FIRST_IMPUNITY = 1.0
"""What is first believed of exploitation: that nobody answers for it."""
_WEEKS_A_YEAR = 52.0
_OFFICIALS = 100.0


def _colleague_reports(moment: Moment, corridor: int, context: int) -> float:
    if moment.pinned("detection", context) is not None:
        return 0.0
    p, cell = moment.world.reporting, (corridor, context)
    speaks = colleague.report_probability(
        p.colleague_base + moment.lever("public_spirit", *cell),
        p.colleague_precision,
        moment.lever("reward_usd", *cell) / p.reward_scale_usd,
        p.retaliation_weight,
        moment.lever("protection", *cell),
        moment.lever("anonymity", *cell),
        first_norm(moment, *cell),
    )
    return float(moment.world.contexts.visibility[context]) * speaks


def _migrant_reports(moment: Moment, corridor: int, context: int, sees: float) -> float:
    if moment.pinned("detection", context) is not None:
        return 0.0
    p = moment.world.reporting
    corruption = migrant.local_corruption(first_norm(moment, corridor, context), FIRST_IMPUNITY)
    protection = moment.lever("migrant_protection", corridor, context)
    return sees * migrant.report_probability(
        p.migrant_base, protection, p.deportation_fear, p.corruption_fear, corruption
    )


def _payers_report(moment: Moment, corridor: int, context: int) -> float:
    return _migrant_reports(moment, corridor, context, moment.world.reporting.migrant_sees)


def _clients_report(moment: Moment, corridor: int, context: int) -> float:
    return _migrant_reports(moment, corridor, context, moment.world.reporting.migrant_sees_smuggler)


def _partners_report(moment: Moment, _corridor: int, _context: int) -> float:
    p = moment.world.reporting
    return float(p.partner_rate + p.partner_sharing * moment.lever("shared_intelligence"))


def _retaliation(moment: Moment, corridor: int, context: int) -> float:
    base, cell = moment.world.reporting.retaliation_probability, (corridor, context)
    return colleague.retaliation_probability(base, moment.lever("protection", *cell), moment.lever("anonymity", *cell))


def _false_reports(moment: Moment, corridor: int, context: int) -> float:
    p, anonymity = moment.world.reporting, moment.lever("anonymity", corridor, context)
    rate = colleague.false_report_rate(p.false_reports_per_official_year, anonymity, p.anonymous_false_factor)
    return saturating(rate) * _WEEKS_A_YEAR * _OFFICIALS


def _followed_up(moment: Moment, corridor: int, context: int) -> float:
    follow_up, loss = moment.lever("follow_up", corridor, context), moment.world.reporting.anonymity_follow_up_loss
    return supervisor.follow_up_probability(follow_up, 0.0, loss)


def _anonymous_followed_up(moment: Moment, corridor: int, context: int) -> float:
    follow_up, loss = moment.lever("follow_up", corridor, context), moment.world.reporting.anonymity_follow_up_loss
    return supervisor.follow_up_probability(follow_up, moment.lever("anonymity", corridor, context), loss)


def _limited(capacity: float) -> float:
    return capacity if capacity < UNLIMITED else math.inf


def _desk(moment: Moment, corridor: int, context: int) -> float:
    weekly = moment.world.reporting.follow_up_per_supervisor_week
    return _limited(weekly) * moment.lever("follow_up_capacity_factor", corridor, context)


def _prosecuted(moment: Moment, corridor: int, context: int, private: float) -> float:
    p, reporting = moment.world.supervision, moment.world.reporting
    prosecute = supervisor.prosecution_probability(
        p.prosecute_base,
        reporting.evidence_audit,
        p.prosecute_evidence,
        moment.lever("mandate", corridor, context),
        p.prosecute_mandate,
        p.scandal_avoidance * moment.world.officials.norm_prior,
    )
    return prosecute * official.liable_share(private, moment.lever("firm_liability", corridor, context))


def _convicted(moment: Moment, corridor: int, context: int) -> float:
    """Return how likely a file ends in a conviction: two stages, each on the evidence that is left in court."""
    p, evidence = moment.world.justice, moment.world.reporting.evidence_colleague
    left = justice.evidence_in_court(evidence, p.intimidation, moment.lever("protection", corridor, context))
    charged = justice.charge_probability(p.charge_base, p.charge_evidence, left)
    return charged * justice.conviction_probability(p.conviction_base, p.conviction_evidence, left)


def _handled(moment: Moment, context: Context, factor: str) -> float:
    staff = int(moment.world.n_places[:, context].sum())
    return _limited(moment.world.justice.cases_per_official_week) * staff * moment.lever(factor)


def _leads(moment: Moment, _corridor: int, _context: int) -> float:
    p = moment.world.justice
    return justice.combined_evidence(p.operator_lead, p.sharing_lead * moment.lever("shared_intelligence"))


def _operator_cases(moment: Moment, _corridor: int, _context: int) -> float:
    p, first = moment.world.justice, moment.world.reporting.evidence_partner
    evidence = justice.combined_evidence(first, p.sharing_evidence * moment.lever("shared_intelligence"))
    return justice.opening_probability(p.opening_probability, evidence)


def _bought_in_court(moment: Moment, _corridor: int, _context: int) -> float:
    p = moment.world.justice
    return justice.court_access(p.accused_access, p.trial_access_factor, moment.lever("court_integrity"))


_QUEUES = "depends on whether files wait: where none do, capacity adds nothing"

CASES = (
    Reading("colleague_reports", "accepted bribes that a colleague sees and reports, at the first belief about "
            "colleagues (another one on duty)",
            SHARE, ("anonymity", "protection", "public_spirit", "reward_usd", "norm_shift"), "staff",
            _colleague_reports),
    Reading("migrant_reports", "bribes that migrants paid themselves and report, at the first beliefs", SHARE,
            ("migrant_protection", "norm_shift"), "on journeys", _payers_report),
    Reading("migrant_reports_operator", "bribes that operators paid and their clients report, at the first beliefs",
            SHARE, ("migrant_protection", "norm_shift"), "on journeys", _clients_report),
    Reading("partner_reports", "accepted bribes that a partner agency reports", SHARE, ("shared_intelligence",),
            "country", _partners_report),
    Reading("retaliation", "colleagues who suffer retaliation for a report", SHARE, ("anonymity", "protection"),
            "staff", _retaliation),
    Reading("false_reports", "false reports", "a year on 100 officials", ("anonymity",), "staff", _false_reports),
    Reading("followed_up", "reports of migrants or partner agencies that a desk with time follows up", SHARE,
            ("follow_up",), "staff", _followed_up),
    Reading("anonymous_followed_up", "reports of colleagues alone that a desk with time follows up", SHARE,
            ("follow_up", "anonymity"), "staff", _anonymous_followed_up),
    Reading("desk_capacity", "reports that the desk of a post can follow up", "a week",
            ("follow_up_capacity_factor",), "staff", _desk,
            "depends on whether reports wait: a desk with time to spare gains nothing"),
    Reading("to_agency", "reports that go to an independent agency", SHARE, ("agency_share",), "staff",
            lambda m, c, k: m.lever("agency_share", c, k), "depends on what is reported: an agency adds no report"),
    Reading("prosecuted", "cases on public officials that are prosecuted, on the evidence of an audit, at the first "
            "belief about colleagues (none settled)",
            SHARE, ("mandate",), "public", lambda m, c, k: _prosecuted(m, c, k, 0.0)),
    Reading("prosecuted_private", "cases on private gatekeepers that are prosecuted, on the evidence of an audit, at "
            "the first belief about colleagues (none settled)", SHARE, ("mandate", "firm_liability"), "private",
            lambda m, c, k: _prosecuted(m, c, k, 1.0)),
    Reading("convicted", "prosecuted cases on a colleague's word that end in a conviction (nobody bought, none lapsed)",
            SHARE, ("protection",), "staff", _convicted),
    Reading("investigations", "cases that investigators can handle, all on duty", "a week",
            ("investigation_factor",), "country",
            lambda m, _c, _k: _handled(m, Context.INVESTIGATION, "investigation_factor"), _QUEUES),
    Reading("trials", "cases that courts can handle, all on duty", "a week", ("trial_factor",), "country",
            lambda m, _c, _k: _handled(m, Context.TRIAL, "trial_factor"), _QUEUES),
    Reading("way_to_court", "cases in court whose accused finds a way to whoever decides", SHARE, ("court_integrity",),
            "country", _bought_in_court),
    Reading("operator_leads", "stopped parties that lead to their operator", SHARE, ("shared_intelligence",),
            "country", _leads),
    Reading("operator_cases", "leads to an operator on which a case is about to be opened (before any bribe "
            "or retainer)", SHARE,
            ("shared_intelligence",), "country", _operator_cases),
    Reading("inquiries", "cases opened on operators that ask who let the party pass", SHARE, ("inquiry",), "staff",
            lambda m, c, k: m.lever("inquiry", c, k),
            "depends on how many cases on operators are opened, and whether the last gatekeeper was paid"),
    Reading("recorded", "reports, cases and sanctions that statistics hold", SHARE, ("recording",), "country",
            lambda m, _c, _k: m.lever("recording")),
)  # fmt: skip

"""Readings about gatekeepers: what they risk, what they stand to lose, what they require, who they are."""

from simcorr.doses.moment import Moment
from simcorr.doses.reading import SHARE, Reading
from simcorr.rules import official, supervisor
from simcorr.rules.mathematics import clip

FULL_TRUST = 1.0
_AUDITS = ("audit_factor", "external_audit_factor")
_PUBLIC, _PRIVATE = 0.0, 1.0


def _long_trust(moment: Moment) -> float:
    """Return the trust between an official and a superior of many years."""
    return FULL_TRUST if moment.world.supervision.trust_gain_per_week > 0.0 else 0.0


def _found(moment: Moment, corridor: int, context: int, trust: float, share: float = 1.0) -> float:
    """Return the risk of an accepted bribe at a post with the mean effort; ``share`` is that of private gatekeepers."""
    pinned = moment.pinned("detection", context)
    if pinned is not None:
        return pinned
    factor, external = (moment.lever(name, corridor, context) for name in _AUDITS)
    return _audit_finds(moment, context, trust, share, factor, external)


def _audit_finds(moment: Moment, context: int, trust: float, share: float, factor: float, external: float) -> float:
    p, rate = moment.world.supervision, float(moment.world.contexts.detection_rate[context])
    internal = share * supervisor.internal_effort(factor, trust, p.audit_fatigue)
    outside = share * (external - 1.0)
    return supervisor.audit_detection(rate, internal, outside, p.trust_erosion * trust, 0.0, 0.0)


def _found_long(moment: Moment, corridor: int, context: int) -> float:
    return _found(moment, corridor, context, _long_trust(moment))


def _found_new(moment: Moment, corridor: int, context: int) -> float:
    return _found(moment, corridor, context, 0.0)


def _found_private(moment: Moment, corridor: int, context: int) -> float:
    share = moment.lever("private_audit", corridor, context)
    return _found(moment, corridor, context, _long_trust(moment), share)


def _twice_the_signal(moment: Moment, _corridor: int, _context: int) -> float:
    targeting = moment.lever("audit_targeting")
    return supervisor.attention(2.0, 0.0, 0.0, 0.0, 0.0, targeting) / supervisor.attention(
        1.0, 0.0, 0.0, 0.0, 0.0, targeting
    )


def _baseline_wage(moment: Moment, context: int) -> float:
    return float(moment.world.contexts.wage_usd[context])


def _wage(moment: Moment, corridor: int, context: int) -> float:
    return _baseline_wage(moment, context) * moment.lever("wage_factor", corridor, context)


def _liable(moment: Moment, corridor: int, context: int, private: float) -> float:
    return official.liable_share(private, moment.lever("firm_liability", corridor, context))


def _career(moment: Moment, corridor: int, context: int, private: float) -> float:
    """Return what a dismissal costs, in USD; pay is a policy of public service alone."""
    p = moment.world.officials
    factor = 1.0 if private else moment.lever("wage_factor", corridor, context)
    weeks = official.career_weeks(p.career_horizon_weeks, p.discount_per_year)
    return official.career_loss(_baseline_wage(moment, context), factor, p.career_premium, weeks)


def _conviction_costs(moment: Moment, corridor: int, context: int, private: float) -> float:
    """Return what a conviction costs, in USD: fine and career."""
    fine = moment.world.officials.fine_usd * moment.lever("penalty_factor", corridor, context)
    career, liable = _career(moment, corridor, context, private), _liable(moment, corridor, context, private)
    return official.loss_if_convicted(fine, career, liable)


def _transfer_costs(moment: Moment, corridor: int, context: int, private: float) -> float:
    wage = _baseline_wage(moment, context) if private else _wage(moment, corridor, context)
    wages = moment.world.officials.transfer_cost_wages
    return official.loss_if_transferred(wages, wage, _liable(moment, corridor, context, private))


def _first_belief(moment: Moment, prior: float, announced: float, credence: float) -> float:
    strength = moment.world.officials.belief_strength
    return official.perceived_risk(prior * strength, (1.0 - prior) * strength, announced, credence)


def _believed_detection(moment: Moment, corridor: int, context: int, private: float) -> float:
    """Return what somebody new believes, to whom audits are announced with what they add to his own risk."""
    p = moment.world.officials
    prior = p.perceived_detection_prior_private if private else p.perceived_detection_prior
    share = moment.lever("private_audit", corridor, context) if private else 1.0
    factor, external = (moment.lever(name, corridor, context) for name in _AUDITS)
    now, before = (_audit_finds(moment, context, 0.0, share, *one) for one in ((factor, external), (1.0, 1.0)))
    announced = prior + (now - before) * moment.world.reporting.evidence_audit
    return _first_belief(moment, prior, announced, moment.lever("salience", corridor, context))


def _believed_charge(moment: Moment, corridor: int, context: int) -> float:
    p, prior = moment.world.supervision, moment.world.officials.perceived_charge_prior
    mandate = moment.lever("mandate", corridor, context) - p.mandate
    announced = official.announced_charge(prior, p.prosecute_mandate, mandate)
    return _first_belief(moment, prior, announced, moment.lever("prosecution_salience", corridor, context))


def _feared(moment: Moment, corridor: int, context: int, private: float) -> float:
    p = moment.world.officials
    punished = _believed_charge(moment, corridor, context) * p.perceived_conviction_prior
    pursued = official.loss_if_pursued(
        punished,
        official.perceived_dismissal(p.perceived_dismissal_prior, punished),
        _conviction_costs(moment, corridor, context, private),
        _career(moment, corridor, context, private) * _liable(moment, corridor, context, private),
        _transfer_costs(moment, corridor, context, private),
    )
    return official.expected_loss(_believed_detection(moment, corridor, context, private), 0.0, 0.0, pursued)


def first_norm(moment: Moment, corridor: int, context: int) -> float:
    """Return the share of colleagues whom somebody believes to accept, at the first belief."""
    shift = moment.lever("norm_shift", corridor, context)
    return clip(moment.world.officials.norm_prior + shift, 0.0, 1.0)


def _median_reservation(moment: Moment) -> float:
    p = moment.world.officials
    return float(p.reservation_median_wages * p.baseline_wage_usd)


def _required(moment: Moment, corridor: int, context: int) -> float:
    p, trust = moment.world.officials, moment.world.smugglers.starting_trust
    norm = first_norm(moment, corridor, context)
    return official.required_price(_median_reservation(moment), trust, norm, p.stranger_aversion, p.peer_effect, 0.0)


def _recruits_ask(moment: Moment, corridor: int, context: int) -> float:
    return _median_reservation(moment) * moment.lever("hire_integrity", corridor, context)


def _recruits_refuse(moment: Moment, corridor: int, context: int) -> float:
    added = moment.lever("hire_never_accepts", corridor, context)
    return clip(moment.world.officials.never_accepts_share + added, 0.0, 1.0)


def _second_jobs(moment: Moment, corridor: int, context: int) -> float:
    kept = 1.0 - moment.lever("second_job_ban", corridor, context)
    return float(moment.world.officials.second_job_share * kept)


def _rotate(moment: Moment, corridor: int, context: int) -> float:
    interval = int(moment.lever("rotation_interval_weeks", corridor, context))
    return moment.lever("rotation_share", corridor, context) / interval if interval > 0 else 0.0


_LOSSES = ("penalty_factor", "firm_liability")
_PAID_LOSSES = ("penalty_factor", "wage_factor")
_ANNOUNCED = ("salience", "prosecution_salience")
_RECRUITS = "acts as fast as staff turn over"

GATEKEEPERS = (
    Reading("audit_finds", "accepted bribes that an audit finds, of an official long under the same superior "
            "(mean effort, no second job, no protection, scandals apart)",
            SHARE, _AUDITS, "public", _found_long),
    Reading("audit_finds_new", "accepted bribes that an audit finds, of an official new to his superior, when "
            "trust does not blunt audits yet",
            SHARE, _AUDITS, "public", _found_new),
    Reading("audit_finds_private", "accepted bribes that an audit finds, of a private gatekeeper long under the "
            "same superior",
            SHARE, (*_AUDITS, "private_audit"), "private", _found_private),
    Reading("audits_of_signals", "audits of a post whose reports and anomalies give twice the signal of another's",
            "times the other's", ("audit_targeting",), "country", _twice_the_signal,
            "depends on the posts that draw reports and anomalies: audits in all stay as many"),
    Reading("conviction_costs", "what a conviction costs a public official (fine, imprisonment, career)",
            "USD", _PAID_LOSSES, "public", lambda m, c, k: _conviction_costs(m, c, k, _PUBLIC)),
    Reading("conviction_costs_private", "what a conviction costs a private gatekeeper",
            "USD", _LOSSES, "private", lambda m, c, k: _conviction_costs(m, c, k, _PRIVATE)),
    Reading("feared_loss", "loss that a public official expects from one bribe, at the first beliefs (nothing settled)",
            "USD a bribe", (*_PAID_LOSSES, *_ANNOUNCED), "public", lambda m, c, k: _feared(m, c, k, _PUBLIC)),
    Reading("feared_loss_private", "loss that a private gatekeeper expects from one bribe, at the first beliefs "
            "(nothing settled)",
            "USD a bribe", (*_LOSSES, *_ANNOUNCED), "private", lambda m, c, k: _feared(m, c, k, _PRIVATE)),
    Reading("wage", "wage of a public official", "USD a week", ("wage_factor",), "public", _wage),
    Reading("rotates", "public staff on duty who take part in a rotation in a week, on average (a move within a post "
            "changes nothing)",
            SHARE, ("rotation_interval_weeks", "rotation_share"), "public", _rotate),
    Reading("recruits_require", "median reservation price of new public staff", "USD",
            ("hire_integrity",), "public", _recruits_ask, _RECRUITS),
    Reading("recruits_refuse", "new public staff who never accept", SHARE,
            ("hire_never_accepts",), "public", _recruits_refuse, _RECRUITS),
    Reading("second_jobs", "public staff with a second job", SHARE, ("second_job_ban",), "public", _second_jobs),
    Reading("believed_norm", "colleagues believed to accept, at the first belief", SHARE,
            ("norm_shift",), "staff", first_norm),
    Reading("required_price", "what an official of median reservation price requires of a stranger, risk apart, at the "
            "first belief about colleagues", "USD", ("norm_shift",), "staff", _required),
    Reading("believed_detection", "believed probability that a bribe comes to light, at the first belief", SHARE,
            ("salience",), "public", lambda m, c, k: _believed_detection(m, c, k, _PUBLIC)),
    Reading("believed_charge", "believed probability of a charge once a bribe has come to light, at the first belief",
            SHARE, ("prosecution_salience",), "staff", _believed_charge),
)  # fmt: skip

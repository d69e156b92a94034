"""What the operator of a network decides: offers, routes, fees, retainers, exploitation; and how trust grows."""

import math

from simcorr.jit import rule
from simcorr.rules.mathematics import clip, log_ratio, logistic, positive_log, saturating

_WORKING_LIFE_WEEKS = 2080.0


@rule
def prior_acceptance(middle: float, slope: float, band: int, middle_band: int) -> float:
    """Return the prior belief that a price band is accepted: the logit rises by ``slope`` per band."""
    return logistic(positive_log(middle / (1.0 - middle)) + slope * (band - middle_band))


@rule
def usual_trust(start: float, strength: float, trust: float, deals: float) -> float:
    """Return the mean trust in the deals that a belief rests on: ``(strength * start + trust) / (strength + deals)``.

    The first belief, worth ``strength`` deals, is about strangers; ``trust`` is summed over the deals remembered.
    """
    return (strength * start + trust) / (strength + deals)


@rule
def believed_acceptance(
    prior: float, strength: float, successes: float, failures: float, more_trust: float, weight: float
) -> float:
    """Return the believed probability of acceptance at a price band.

    Equation: ``logit a = logit((strength * prior + s) / (strength + s + f)) + weight * more_trust``: the mean of a Beta
    belief, and who is trusted more than those with whom it was learned is expected to accept more readily, at any
    price. With the officials' own rule the weight would be their precision times their aversion to strangers.
    """
    mean = (strength * prior + successes) / (strength + successes + failures)
    return logistic(positive_log(mean / (1.0 - mean)) + weight * more_trust)


@rule
def offer_surplus(acceptance: float, price: float, saved: float, offer_risk: float) -> float:
    """Return the expected gain of an offer over passing without one.

    Equation: ``a * (s - p) - (1 - a) * risk``: a deal saves ``s`` (`saved_by_deal`); a refused offer may be reported.
    """
    return acceptance * (saved - price) - (1.0 - acceptance) * offer_risk


@rule
def saved_by_deal(interception: float, discretion: float, value: float, document: float) -> float:
    """Return what a deal saves an operator: ``i * g * V``, and what a document is worth that is issued with it.

    A deal removes the share ``g`` (discretion) of the interception probability ``i``; a stop costs ``V``.
    """
    return interception * discretion * value + document


@rule
def fee(base: float, bribes_passed_on: float, bribes: float, risk_passed_on: float, losses: float) -> float:
    """Return the fee per person: ``base + pi_b * bribes + pi_r * losses``.

    ``base`` is what a journey costs that nothing happens to; bribes and losses are the means of what operators paid and
    lost by parties that were stopped (`cost_of_a_stop`), per person on this corridor. With all of both passed on, and
    ``base`` the running costs, operators earn nothing in the mean.
    """
    return base + bribes_passed_on * bribes + risk_passed_on * losses


@rule
def margin(fee_per_person: float, party_size: float, running_cost_share: float) -> float:
    """Return what is left of the fees of a party that arrives when the journey has been paid for."""
    return fee_per_person * party_size * (1.0 - running_cost_share)


@rule
def cost_of_a_stop(fee_per_person: float, party_size: float, paid_share: float, arrest_cost: float) -> float:
    """Return what a stopped party costs the operator: ``(1 - paid) * fee * persons + arrest``.

    The part of the fee that is not paid yet (`fee_paid_share`), and guides and goods. It is the difference between what
    a journey brings that succeeds and one that fails, whatever it costs to run.
    """
    return fee_per_person * party_size * (1.0 - paid_share) + arrest_cost


@rule
def fee_paid_share(advance_share: float, by_leg: float, legs_done: float) -> float:
    """Return the share of a fee that is paid when so much of the way is behind: ``a + (1 - a) * b * legs``.

    In advance, and of the rest what falls due leg by leg; what is left is due on arrival.
    """
    return advance_share + (1.0 - advance_share) * by_leg * legs_done


@rule
def learned_value(value: float, profit: float, scale: float, rate: float) -> float:
    """Return the learned value of a corridor after a journey, or of a post after meeting somebody there.

    Equation: ``v + rate * (profit / (|profit| + scale) - v)``: bounded within (-1, 1), bears losses, after the
    adaptive route choice of Magliocca et al. (2019).
    """
    bounded = profit / ((profit if profit >= 0.0 else -profit) + scale)
    return value + rate * (bounded - value)


@rule
def route_weight(value: float, detour_cost: float, precision: float) -> float:
    """Return the logit weight of a corridor; ``detour_cost`` is zero on the one that the client asks for."""
    return math.exp(clip(precision * (value - detour_cost), -30.0, 30.0))


@rule
def forgone_value(margin: float, scale: float) -> float:
    """Return what is forgone on a corridor that is dearer than the one a client pays for, as values are learned.

    Equation: ``x / (x + scale)``, as in `learned_value`, ``x`` being the margin on the difference of the two fees; zero
    for a corridor that is no dearer.
    """
    return margin / (margin + scale) if margin > 0.0 else 0.0


@rule
def post_weight(staff: int, value: float, precision: float) -> float:
    """Return the logit weight of a post: without a learned value, posts are met in proportion to their staff."""
    return staff * math.exp(clip(precision * value, -30.0, 30.0))


@rule
def retainer_gain(case_hazard: float, term_weeks: float, block: float, loss: float, payment: float) -> float:
    """Return the expected gain of a retainer over its term: cases kept from being opened, less the payment."""
    return -math.expm1(-case_hazard * term_weeks) * block * loss - payment


@rule
def case_hazard(prior: float, strength: float, cases: float, weeks: float) -> float:
    """Return the believed hazard per week of becoming the subject of a case.

    Equation: ``(prior * strength + cases) / (strength + weeks)``: the mean of a Gamma belief worth ``strength``
    weeks, after so many cases in so many weeks of operators.
    """
    return (prior * strength + cases) / (strength + weeks)


@rule
def memory_kept(fade_per_week: float, weeks: int) -> float:
    """Return the share of what an operator remembers of deals that is left after some weeks: ``exp(-fade * weeks)``."""
    return math.exp(-fade_per_week * weeks)


@rule
def trust_after_kept_deal(trust: float, gain: float) -> float:
    """Return trust grown by a constant share of what is missing to one."""
    return trust + gain * (1.0 - trust)


@rule
def trust_after_failed_deal(trust: float, loss: float) -> float:
    """Return trust after a deal that failed."""
    return trust * (1.0 - loss)


@rule
def bondage_weeks(debt: float, value: float, share: float) -> float:
    """Return for how many weeks a debt binds: ``debt / (share * value)``, at most the forty years of a working life.

    Of what a week of work is worth, ``share`` is set against the debt. Where work is worth nothing, debt binds nobody.
    """
    worked_off = share * value
    return clip(debt / worked_off, 0.0, _WORKING_LIFE_WEEKS) if worked_off > 0.0 else 0.0


@rule
def expected_weeks(undisturbed: float, identification: float) -> float:
    """Return how long exploitation is expected to last: ``1 / (1 / undisturbed + identification)``.

    It ends at the first of two hazards per week: what ends it by itself, and identification.
    """
    return 1.0 / (1.0 / undisturbed + identification)


@rule
def control(
    base: float,
    owed: float,
    debt_effect: float,
    deceived: float,
    deception_effect: float,
    vulnerable: float,
    vulnerability_effect: float,
) -> float:
    """Return the share of what their work is worth that is kept from the exploited.

    Equation: ``1 - (1 - base) * prod(1 - k_j * x_j)`` over the share of the fee that is owed, deception and
    vulnerability, each between 0 and 1: what binds by itself adds up like independent chances.
    """
    free = (1.0 - base) * (1.0 - debt_effect * clip(owed, 0.0, 1.0))
    return 1.0 - free * (1.0 - deception_effect * deceived) * (1.0 - vulnerability_effect * vulnerable)


@rule
def convictions_from_exploiting(
    identified: float, testimony: float, aggravation: float, case_hazard: float, weeks: float, conviction: float
) -> float:
    """Return how many sentences exploiting a party adds to what an operator expects anyhow.

    Equation: ``(identified * testimony + aggravation * (1 - exp(-case_hazard * weeks))) * conviction``: victims who are
    identified may speak; and a conviction for whatever else, by a case that begins meanwhile, is ``aggravation``
    sentences graver.
    """
    return (identified * testimony + aggravation * saturating(case_hazard * weeks)) * conviction


@rule
def required_from_exploiting(cost: float, scruple: float, convictions: float, loss: float) -> float:
    """Return what exploiting a party must bring for an operator to do it as often as not.

    Equation: ``cost * exp(scruple) + convictions * loss``.
    """
    return cost * math.exp(scruple) + convictions * loss


@rule
def exploitation_probability(
    hazard: float, opportunity: float, precision: float, value: float, required: float
) -> float:
    """Return the probability that exploitation begins at a stage: there is an opportunity, and it is taken.

    Equation: ``(1 - exp(-hazard * opportunity)) * sigma(precision * ln(value / required))``: the choice whether to
    offend by what it brings and what it may cost (Becker 1968), with the logit of all decisions here (McFadden 1974).
    """
    return saturating(hazard * opportunity) * logistic(precision * log_ratio(value, required))

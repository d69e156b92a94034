"""What a gatekeeper decides: to accept, to ask, to notice; and what he believes he risks."""

import math

from simcorr.jit import rule
from simcorr.rules.mathematics import annuity, beta_mean, clip, log_ratio, logistic, positive_log


@rule
def career_weeks(weeks: float, discount_per_year: float) -> float:
    """Return how many weekly wages of today the wages of a career are worth: the annuity of one over its horizon."""
    return annuity(1.0, weeks, discount_per_year)


@rule
def career_loss(wage: float, factor: float, premium: float, career: float) -> float:
    """Return what dismissal costs: the present value of the wage above the outside option.

    Equation: ``max(0, wage * (factor - 1 + premium) * annuity(weeks))``, the deterrent of Becker and Stigler (1974).
    The outside option is the baseline ``wage`` less the ``premium``: a wage policy multiplies pay by ``factor`` and
    leaves elsewhere what it is.
    """
    above = factor - 1.0 + premium
    return wage * above * career if above > 0.0 else 0.0


@rule
def loss_if_convicted(fine: float, career_loss: float, liable: float) -> float:
    """Return the fine and the career that a conviction would cost: ``(fine + career loss) * liable``."""
    return (fine + career_loss) * liable


@rule
def loss_if_transferred(wages: float, wage: float, liable: float) -> float:
    """Return what a transfer would cost: so many weekly wages, as far as one is liable."""
    return wages * wage * liable


@rule
def perceived_dismissal(belief: float, punished: float) -> float:
    """Return the chance of being dismissed without a conviction, once a bribe has come to light.

    Equation: ``min(d, 1 - p)``: dismissed is only who is not convicted, of which the perceived probability is ``p``.
    """
    return belief if belief < 1.0 - punished else 1.0 - punished


@rule
def loss_if_pursued(punished: float, dismissed: float, penalty: float, career: float, transfer_cost: float) -> float:
    """Return the loss an official expects once a bribe has come to light.

    Equation: ``p * penalty + d * career + (1 - p - d) * transfer_cost`` with the perceived probabilities ``p`` of a
    conviction and ``d`` of a dismissal without one: all others lose what a transfer costs.
    """
    return punished * penalty + dismissed * career + (1.0 - punished - dismissed) * transfer_cost


@rule
def expected_loss(detection: float, protection: float, independent: float, pursued: float) -> float:
    """Return the loss an official expects from one deal.

    Equation: ``d * (1 - protection * (1 - i)) * L`` with the perceived probability of detection ``d`` and the loss
    ``L`` once a bribe has come to light (Becker and Stigler 1974). A superior protects from what superiors find, and
    not in the share ``i`` of cases that others bring up.
    """
    return detection * (1.0 - protection * (1.0 - independent)) * pursued


@rule
def required_price(
    reservation: float, trust: float, norm: float, stranger_aversion: float, peer_effect: float, loss: float
) -> float:
    """Return the least that makes an official indifferent.

    Equation: ``reservation * exp(stranger * (1 - trust) - peer * (norm - 1/2)) + loss``. Trust stands in for the
    relational contract of repeated deals; the peer term is the social interaction of Brock and Durlauf (2001).
    """
    scruple = stranger_aversion * (1.0 - trust) - peer_effect * (norm - 0.5)
    return reservation * math.exp(clip(scruple, -30.0, 30.0)) + loss


@rule
def acceptance_probability(kept: float, required: float, precision: float) -> float:
    """Return the probability that a deal is accepted: ``sigma(precision * ln(kept / required))``.

    A quantal response on a log scale: an offer twice the requirement is as far above it at ten dollars as at a
    thousand (McKelvey and Palfrey 1995).
    """
    return logistic(precision * log_ratio(kept, required))


@rule
def kept_share(cut: float, protected: float) -> float:
    """Return the share of a bribe that stays with the official after the cut for a protecting superior."""
    return 1.0 - cut * protected


@rule
def demand_probability(propensity: float, acceptance: float) -> float:
    """Return the probability that an official asks without an offer, by the comparison from his side."""
    return propensity * acceptance


@rule
def experience_factor(weeks: float, time_constant: float, floor: float) -> float:
    """Return the share of full attention at a given experience: ``1 - (1 - floor) * exp(-weeks / constant)``."""
    return 1.0 - (1.0 - floor) * math.exp(-weeks / time_constant)


@rule
def interception_probability(rate: float, training: float, experience: float, document_checks: float) -> float:
    """Return the probability that a party without a deal is stopped.

    Equation: ``1 - (1 - rate * training * experience) * (1 - document checks)``: the officer and the check of
    documents against shared records act independently.
    """
    by_officer = clip(rate * training * experience, 0.0, 1.0)
    return 1.0 - (1.0 - by_officer) * (1.0 - document_checks)


@rule
def deal_interception_probability(interception: float, discretion: float) -> float:
    """Return the probability that a party is stopped although its gatekeeper agreed.

    He decides alone with probability ``discretion``; otherwise a second pair of eyes works as usual.
    """
    return (1.0 - discretion) * interception


@rule
def perceived_norm(own_post: float, whole_context: float, own_post_share: float) -> float:
    """Return the share of colleagues seen to accept: own post and whole context mixed."""
    return own_post_share * own_post + (1.0 - own_post_share) * whole_context


@rule
def announced_belief(belief: float, announced: float, credence: float) -> float:
    """Return a perceived probability raised by an announced one: ``b + credence * max(0, announced - b)``.

    An announcement is true and never believed beyond what it says.
    """
    return belief + credence * (announced - belief) if announced > belief else belief


@rule
def perceived_risk(successes: float, failures: float, announced: float, credence: float) -> float:
    """Return what somebody thinks a risk is: the mean of his Beta belief, raised by what was announced."""
    return announced_belief(beta_mean(successes, failures), announced, credence)


@rule
def announced_charge(prior: float, weight: float, mandate: float) -> float:
    """Return the chance of a charge that a duty to prosecute announces: ``sigma(logit(prior) + weight * mandate)``.

    ``mandate`` is what a measure adds to the duty; the odds of a prosecution rise likewise (`prosecution_probability`).
    """
    return logistic(positive_log(prior / (1.0 - prior)) + weight * mandate) if prior < 1.0 else 1.0


@rule
def distance_weight(
    at_post: bool, in_context: bool, post_weight: float, context_weight: float, publicity: float
) -> float:
    """Return what an event counts for those at the same post, elsewhere in the context, or elsewhere in the service.

    The publicity ``nu`` of a kind of event is what everybody hears: nobody near by hears less, so that ``w_post`` and
    ``w_context`` are at least ``nu``.
    """
    near = post_weight if at_post else context_weight if in_context else publicity
    return near if near > publicity else publicity


@rule
def vicarious_experience(
    post: float, context: float, service: float, post_weight: float, context_weight: float, publicity: float
) -> float:
    """Return what a week's events among others add to the belief of somebody without any of his own.

    Equation: ``w_post * post + w_context * (context - post) + nu * (service - context)`` with the weights of
    `distance_weight`, the events of the service including the context's and those the post's.
    """
    near = distance_weight(True, True, post_weight, context_weight, publicity)
    far = distance_weight(False, True, post_weight, context_weight, publicity)
    return near * post + far * (context - post) + publicity * (service - context)


@rule
def weighed_experience(own: float, vicarious: float, own_weight: float, post_weight: float) -> float:
    """Return what a week's events add to a belief: own ones weigh most, then the post's, then the context's.

    Equation: ``w_own * own + w_post * (post - own) + w_context * (context - post)``, the post's events including
    the own (own and vicarious experience, Anwar and Loughran 2011; Apel 2013).
    """
    return (own_weight - post_weight) * own + vicarious


@rule
def liable_share(is_private: float, liability: float) -> float:
    """Return the share of public penalties that a gatekeeper faces: all when public, the firm's liability else."""
    return 1.0 if is_private == 0.0 else liability

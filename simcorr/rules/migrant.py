"""What a would-be migrant decides: a channel, a payment, a report; and what exploitation depends on."""

import math

from simcorr.jit import rule
from simcorr.rules.mathematics import clip, fade, log_ratio, logistic, saturating

STAY, REGULAR, ALONE, SMUGGLER = 0, 1, 2, 3


@rule
def vulnerability(location: float, spread: float, normal: float) -> float:
    """Return a vulnerability between 0 and 1: the logistic of a normal draw."""
    return logistic(location + spread * normal)


@rule
def gain_after_wait(gain: float, discount_per_year: float, wait_weeks: float) -> float:
    """Return what arriving is worth today when it comes after a wait, at a yearly rate in continuous time."""
    return math.exp(-discount_per_year / 52.0 * wait_weeks) * gain


@rule
def regular_value(gain: float, wait_weeks: float, urgency_cost: float, cost: float) -> float:
    """Return the value of the regular channel: the gain after the wait, less waiting and costs."""
    return gain - urgency_cost * wait_weeks - cost


@rule
def irregular_value(
    gain: float, success: float, cost: float, exploitation: float, harm: float, detention: float
) -> float:
    """Return the value of an irregular journey.

    Equation: ``s * (gain - e * harm) - (1 - s) * detention - cost`` with perceived success ``s`` and perceived
    exploitation ``e``.
    """
    return success * (gain - exploitation * harm) - (1.0 - success) * detention - cost


@rule
def expected_payment(fee: float, success: float, paid_share: float) -> float:
    """Return what a migrant expects to pay of a fee: ``fee * (paid + (1 - paid) * s)``, paid being due even if stopped.

    Who is stopped owes no rest; the operator bears it (`smuggler.cost_of_a_stop`). Those who are exploited on the way
    pay it as well, which nobody expects.
    """
    return fee * (paid_share + (1.0 - paid_share) * success)


@rule
def fee_elsewhere(own: float, other: float) -> float:
    """Return what is expected to be asked on another corridor: the dearer of the two fees.

    What a cheaper corridor saves goes into reaching it, or its fee would be everybody's.
    """
    return other if other > own else own


@rule
def irregular_weight(value: float, best: float, dissimilarity: float) -> float:
    """Return the weight of an option within the nest of irregular journeys, beside the best one's of 1.

    Equation (McFadden 1978): ``exp((V - best) / lambda)``; values in units of the logit's scale.
    """
    return math.exp(clip((value - best) / dissimilarity, -700.0, 0.0))


@rule
def irregular_nest(one: float, other: float, dissimilarity: float) -> float:
    """Return what two options of the nest of irregular journeys are worth together.

    Equation (McFadden 1978): ``lambda * ln(exp(one / lambda) + exp(other / lambda))``. Either may stand for several
    options already put together, so that the whole nest is put together two by two.
    """
    best = one if one > other else other
    weights = irregular_weight(one, best, dissimilarity) + irregular_weight(other, best, dissimilarity)
    return best + dissimilarity * math.log(weights)


@rule
def share_alone(alone: float, smuggled: float, dissimilarity: float) -> float:
    """Return the probability of travelling alone, given that the journey is irregular."""
    best = alone if alone > smuggled else smuggled
    weight = irregular_weight(alone, best, dissimilarity)
    return weight / (weight + irregular_weight(smuggled, best, dissimilarity))


@rule
def channel_weight(value: float, reference: float) -> float:
    """Return the weight of a channel, or of the nest, beside that of a reference; values in units of the scale.

    The reference is the better of staying and the nest, so that a weight of ``exp(700)``, where it is cut off, leaves
    nothing to the two.
    """
    return math.exp(clip(value - reference, -700.0, 700.0))


@rule
def channel(stay: float, regular: float, irregular: float, alone: float, draw: float) -> int:
    """Return the channel chosen by a nested logit: stay / regular / irregular, within it alone / smuggler.

    Parameters
    ----------
    stay, regular, irregular : float
        The weights of staying, of the regular channel and of the nest, `channel_weight`.
    alone : float
        The probability of travelling alone within the nest, `share_alone`.
    draw : float
        Uniform; it decides both levels.
    """
    target = draw * (stay + regular + irregular)
    if target < stay:
        return STAY
    target -= stay
    if target < regular:
        return REGULAR
    return ALONE if target - regular < alone * irregular else SMUGGLER


@rule
def debt(cost: float, means: float) -> float:
    """Return what is owed when means fall short of the cost (debt-financed migration, Friebel and Guriev 2006)."""
    return cost - means if cost > means else 0.0


@rule
def new_debt(cost: float, means: float) -> float:
    """Return the part of a debt that this cost adds: without what was owed before, which means below zero stand for."""
    return debt(cost, means if means > 0.0 else 0.0)


@rule
def means_left(means: float, spent: float, share: float) -> float:
    """Return the money at hand after an attempt; below zero, what is still owed for it.

    ``share`` says how much of what an attempt has cost is gone for the next one: households that pay again find the
    rest anew.
    """
    return means - share * spent


@rule
def payment_probability(stake: float, price: float, precision: float) -> float:
    """Return the probability that a demanded bribe is paid: ``sigma(precision * ln(stake / price))``."""
    return logistic(precision * log_ratio(stake, price))


@rule
def report_probability(
    base: float, protection: float, deportation_fear: float, corruption_fear: float, corruption: float
) -> float:
    """Return the probability that an observed act is reported to an authority.

    Equation: ``sigma(base - deportation_fear * (1 - protection) - corruption_fear * corruption)``.
    """
    return logistic(base - deportation_fear * (1.0 - protection) - corruption_fear * corruption)


@rule
def local_corruption(norm: float, impunity: float) -> float:
    """Return how corrupt and unpunished the authorities seem: the mean of the norm and of impunity."""
    return 0.5 * (norm + impunity)


@rule
def exploitation_probability(
    hazard: float,
    operator_factor: float,
    vulnerable: float,
    vulnerability_effect: float,
    debt_ratio: float,
    debt_effect: float,
    deception: float,
    impunity: float,
    impunity_effect: float,
) -> float:
    """Return the probability that exploitation begins at a stage.

    Equation: ``1 - exp(-h * operator * (1 + a v) * (1 + b min(debt/fee, 1)) * (1 + deception) * (1 + c impunity))``.
    """
    exposure = hazard * operator_factor * (1.0 + vulnerability_effect * vulnerable)
    exposure *= (1.0 + debt_effect * clip(debt_ratio, 0.0, 1.0)) * (1.0 + deception)
    return saturating(exposure * (1.0 + impunity_effect * impunity))


@rule
def known_journeys(known: float, prior_weight: float, keep: float, cases: float) -> float:
    """Return how many journeys a belief rests on: earlier ones fade, the first belief counts as ``prior_weight``."""
    return fade(known, prior_weight, keep) + cases


@rule
def public_belief(
    value: float, known: float, prior: float, prior_weight: float, keep: float, favourable: float, cases: float
) -> float:
    """Return a belief after a week: the mean of what is remembered, which fades back to the first belief.

    Equation: ``(w p + m (v K - w p) + k) / K'`` for a belief ``v`` that rested on ``K`` journeys and now rests on
    ``K'`` (`known_journeys`), the first belief ``p`` of weight ``w``, the share ``m`` that is kept over a week, and
    ``k`` favourable ends among this week's ``cases``. Where nothing is known at all it stays as it is.
    """
    known_now = known_journeys(known, prior_weight, keep, cases)
    if known_now <= 0.0:
        return value
    return (fade(value * known, prior * prior_weight, keep) + favourable) / known_now

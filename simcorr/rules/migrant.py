"""What a would-be migrant decides: a channel, a payment, a report; and what exploitation depends on."""

import math

from simcorr.jit import rule
from simcorr.rules.mathematics import annuity, clip, logistic, positive_log, saturating

STAY, REGULAR, ALONE, SMUGGLER = 0, 1, 2, 3


@rule
def vulnerability(location: float, spread: float, normal: float) -> float:
    """Return a vulnerability between 0 and 1: the logistic of a normal draw."""
    return logistic(location + spread * normal)


@rule
def regular_value(
    weekly_gain: float, weeks: float, discount: float, wait_weeks: float, urgency_cost: float, cost: float
) -> float:
    """Return the value of the regular channel: the discounted gain after the wait, less waiting and costs."""
    arrival = math.exp(-discount / 52.0 * wait_weeks)
    return arrival * annuity(weekly_gain, weeks, discount) - urgency_cost * wait_weeks - cost


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
def channel(
    stay: float,
    regular: float,
    alone: float,
    smuggled: float,
    scale: float,
    dissimilarity: float,
    draw: float,
) -> int:
    """Return the channel chosen by a nested logit: stay / regular / irregular, within it alone / smuggler.

    Equation (McFadden 1978): within the nest ``exp(V / (scale * lambda))``; the nest enters the upper choice
    with ``lambda * ln(sum)``. ``draw`` is uniform; values are in one unit of money.
    """
    within = scale * dissimilarity
    best = alone if alone > smuggled else smuggled
    weight_alone = math.exp(clip((alone - best) / within, -700.0, 0.0))
    weight_smuggled = math.exp(clip((smuggled - best) / within, -700.0, 0.0))
    nest = best / scale + dissimilarity * math.log(weight_alone + weight_smuggled)
    top = stay / scale
    if regular / scale > top:
        top = regular / scale
    if nest > top:
        top = nest
    weight_stay = math.exp(clip(stay / scale - top, -700.0, 0.0))
    weight_regular = math.exp(clip(regular / scale - top, -700.0, 0.0))
    weight_nest = math.exp(clip(nest - top, -700.0, 0.0))
    target = draw * (weight_stay + weight_regular + weight_nest)
    if target < weight_stay:
        return STAY
    if target < weight_stay + weight_regular:
        return REGULAR
    share = (target - weight_stay - weight_regular) / weight_nest
    if share * (weight_alone + weight_smuggled) < weight_alone:
        return ALONE
    return SMUGGLER


@rule
def debt(fee: float, means: float) -> float:
    """Return what is owed when means fall short of the fee (debt-financed migration, Friebel and Guriev 2006)."""
    return fee - means if fee > means else 0.0


@rule
def payment_probability(stake: float, price: float, precision: float) -> float:
    """Return the probability that a demanded bribe is paid: ``sigma(precision * (ln stake - ln price))``."""
    return logistic(precision * (positive_log(stake) - positive_log(price)))


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

    Equation: ``1 - exp(-h * operator * (1 + a v) * (1 + b debt/fee) * (1 + deception) * (1 + c impunity))``.
    """
    exposure = hazard * operator_factor * (1.0 + vulnerability_effect * vulnerable)
    exposure *= (1.0 + debt_effect * clip(debt_ratio, 0.0, 1.0)) * (1.0 + deception)
    return saturating(exposure * (1.0 + impunity_effect * impunity))


@rule
def public_belief(value: float, rate: float, cases: float, favourable: float, prior_weight: float) -> float:
    """Return a belief moved towards this week's share, the more so the more cases there were.

    Equation: ``v + rate * n / (n + prior_weight) * (k / n - v)`` for ``k`` favourable among ``n`` cases.
    """
    if cases <= 0.0:
        return value
    return value + rate * cases / (cases + prior_weight) * (favourable / cases - value)

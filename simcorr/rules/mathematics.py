"""Shared mathematics of the rules: every probability of the model comes out of one of these functions.

Only ``math.exp``, ``log``, ``log1p``, ``expm1``, ``sqrt`` and the four operations are used, because Python and
compiled code agree on these to the last bit.
"""

import math

from simcorr.jit import rule

_LOGIT_LIMIT = 30.0
_SMALLEST_PRICE = 1e-6
_MOST_CENTS = 1e12


@rule
def clip(value: float, low: float, high: float) -> float:
    """Return ``value`` held within ``[low, high]``."""
    if value < low:
        return low
    if value > high:
        return high
    return value


@rule
def logistic(x: float) -> float:
    """Return the logistic function of ``x``, its argument clipped to +-30.

    Examples
    --------
    >>> logistic(0.0)
    0.5
    >>> logistic(1e9) == logistic(30.0)
    True
    """
    return 1.0 / (1.0 + math.exp(-clip(x, -_LOGIT_LIMIT, _LOGIT_LIMIT)))


@rule
def saturating(x: float) -> float:
    """Return ``1 - exp(-x)`` for ``x >= 0``: the chance of at least one event at expected count ``x``."""
    if x <= 0.0:
        return 0.0
    return -math.expm1(-x)


@rule
def beta_mean(successes: float, failures: float) -> float:
    """Return the mean of a Beta belief; one half when it holds nothing."""
    total = successes + failures
    if total <= 0.0:
        return 0.5
    return successes / total


@rule
def fade(value: float, prior: float, keep: float) -> float:
    """Return ``value`` moved back towards ``prior``; ``keep`` is the share of the distance that stays."""
    return prior + (value - prior) * keep


@rule
def positive_log(value: float) -> float:
    """Return the natural logarithm of a price, the price held above one millionth."""
    return math.log(value if value > _SMALLEST_PRICE else _SMALLEST_PRICE)


@rule
def log_ratio(price: float, other: float) -> float:
    """Return ``ln(price / other)``, both prices held above one millionth."""
    above = price if price > _SMALLEST_PRICE else _SMALLEST_PRICE
    below = other if other > _SMALLEST_PRICE else _SMALLEST_PRICE
    return math.log(above / below)


@rule
def annuity(weekly: float, weeks: float, discount_per_year: float) -> float:
    """Return the present value of ``weekly`` paid for ``weeks`` at a yearly rate in continuous time.

    Equation: ``weekly * (1 - exp(-r * T)) / r`` with ``r`` per week; ``weekly * T`` when ``r`` is zero.
    """
    rate = discount_per_year / 52.0
    if rate * weeks < 1e-9:
        return weekly * weeks
    return weekly * -math.expm1(-rate * weeks) / rate


@rule
def lognormal(median: float, sigma: float, normal: float) -> float:
    """Return a lognormal draw from its median, log standard deviation and a standard normal draw."""
    return median * math.exp(sigma * normal)


@rule
def whole_cents(amount: float) -> int:
    """Return an amount of money in whole cents, held within zero and ten billion dollars.

    The limit keeps sums of payments within 63 bits, whatever the parameters. What is no number is no money: compiled
    code would make some whole number of it.

    Examples
    --------
    >>> whole_cents(12.5), whole_cents(1e30), whole_cents(math.nan)
    (13, 1000000000000, 0)
    """
    return int(clip(amount, 0.0, _MOST_CENTS) + 0.5) if amount > 0.0 else 0

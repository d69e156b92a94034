"""What a colleague decides who has seen a bribe being taken, and what happens to one who speaks."""

from simcorr.jit import rule
from simcorr.rules.mathematics import logistic


@rule
def report_probability(
    spirit: float,
    precision: float,
    reward: float,
    retaliation_weight: float,
    protection: float,
    anonymity: float,
    hostility: float,
) -> float:
    """Return the probability that a colleague reports what was seen.

    Equation: ``sigma(precision * (spirit + reward - w * (1 - protection) * (1 - anonymity) * hostility))``.
    ``spirit`` is public spirit less inertia, ``reward`` is in units of the reward scale, ``hostility`` the
    local norm.
    """
    fear = retaliation_weight * (1.0 - protection) * (1.0 - anonymity) * hostility
    return logistic(precision * (spirit + reward - fear))


@rule
def retaliation_probability(base: float, protection: float, anonymity: float) -> float:
    """Return the probability that a reporter suffers retaliation: ``base * (1 - protection) * (1 - anonymity)``."""
    return base * (1.0 - protection) * (1.0 - anonymity)


@rule
def false_report_rate(per_year: float, anonymity: float, anonymous_factor: float) -> float:
    """Return the weekly rate of false reports against one official; anonymity makes them cheaper."""
    return per_year / 52.0 * (1.0 + anonymous_factor * anonymity)

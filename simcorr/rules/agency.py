"""Labour recruitment agencies: what they charge beyond the legal cost, and whether an inspection finds it."""

from simcorr.jit import rule
from simcorr.rules.mathematics import clip, log_ratio, logistic, saturating


@rule
def expected_loss(risk: float, closed_weeks: float, margin: float, excess: float) -> float:
    """Return what overcharging in full risks in a week, per worker and in shares of the legal cost.

    Equation: ``r * T * (m + E)``: a licence is lost with the believed chance ``r``, and with it for ``T`` weeks the
    margin ``m`` on the legal cost and what is charged beyond it.
    """
    return risk * closed_weeks * (margin + excess)


@rule
def overcharging(excess: float, loss: float, precision: float) -> float:
    """Return how far an agency goes, as a share of the most that it could charge: ``sigma(precision * ln(E / loss))``.

    A quantal response on a log scale, like that of officials to a bribe (McKelvey and Palfrey 1995).
    """
    return logistic(precision * log_ratio(excess, loss))


@rule
def inspection_probability(rate: float, factor: float) -> float:
    """Return the probability that an agency is inspected in a week, renewals and complaints apart."""
    return clip(rate * factor, 0.0, 1.0)


@rule
def finding_probability(visibility: float, excess: float) -> float:
    """Return the probability that an inspection which is no favour finds overcharging: ``1 - exp(-v * e)``."""
    return saturating(visibility * excess)


@rule
def favour_probability(protection: float, declared: float) -> float:
    """Return the probability that the agency of a colleague is passed without a look: ``g * (1 - d)``.

    Whose interest is declared keeps out of what concerns the agency, and others who owe nothing inspect it.
    """
    return protection * (1.0 - declared)


@rule
def closing_probability(closure: float, liability: float) -> float:
    """Return the probability that a breach ends the licence: ``c + l * (1 - c)``, always where firms answer in full."""
    return closure + liability * (1.0 - closure)


@rule
def fee(paid_of_legal: float, legal: float, excess: float) -> float:
    """Return what a worker is charged: what workers pay of the legal cost, and ``legal * e`` beyond it."""
    return paid_of_legal + legal * excess

"""Labour recruitment agencies: what they charge beyond the legal cost, and whether an inspection finds it."""

from simcorr.jit import rule
from simcorr.rules.mathematics import clip, log_ratio, logistic, saturating


@rule
def expected_loss(risk: float, closed_weeks: float, margin: float, excess: float) -> float:
    """Return what overcharging in full risks in a week, per worker and in multiples of the legal cost.

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
def most_excess(most_charged: float, paid: float, pass_through: float) -> float:
    """Return the most that workers bear beyond the legal cost, in multiples of it: ``(E - 1) * (1 - x * (1 - p))``.

    ``paid`` is p, what they pay of the legal cost as it was. With a pass-through x of one the most goes down in
    proportion with it, as a mark-up does; with nil the sum stays what it was; with ``-1 / (E - 1)`` all that is paid
    stays, and what employers save workers is charged beyond.
    """
    left = 1.0 - pass_through * (1.0 - paid)
    return (most_charged - 1.0) * left if left > 0.0 else 0.0


@rule
def turnover_probability(per_year: float) -> float:
    """Return the probability that a firm gives up in a week, for reasons of its own."""
    return saturating(per_year / 52.0)


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
    """Return what a worker is charged: what workers pay of the legal cost, and ``legal * e`` beyond it.

    ``legal`` is the legal cost of the scenario, whatever has become of it since.
    """
    return paid_of_legal + legal * excess

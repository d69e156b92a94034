"""What a supervisor decides: where to look, whether to settle, what to do about a case that stands."""

import math

from simcorr.jit import rule
from simcorr.rules.mathematics import clip, log_ratio, logistic, positive_log, saturating

PROSECUTE, SETTLE, TRANSFER, SUSPEND, NOTHING = 0, 1, 2, 3, 4


@rule
def attention(
    base: float, reports: float, report_weight: float, anomaly: float, anomaly_weight: float, targeting: float
) -> float:
    """Return the weight of a post in the allocation of audit effort.

    Equation: ``(base + w_r * reports + w_a * anomaly) ^ targeting``; an exponent of zero spreads effort evenly.
    """
    signal = base + report_weight * reports + anomaly_weight * anomaly
    return math.exp(targeting * positive_log(signal))


@rule
def internal_effort(factor: float, trust: float, fatigue: float) -> float:
    """Return the audit effort of superiors who are asked for ``f`` times as much: ``1 + (f - 1) * (1 - t)^fatigue``.

    What is added is kept up only as long as superiors distrust their staff (Banerjee, Duflo and Glennerster 2008).
    """
    return 1.0 + (factor - 1.0) * math.exp(fatigue * positive_log(1.0 - trust))


@rule
def audit_detection(
    rate: float, internal: float, external: float, eroded: float, second_job: float, laundering: float
) -> float:
    """Return the probability that an audit brings an accepted bribe to light.

    Equation: ``1 - exp(-rate * (internal * (1 - eroded) + external) * (1 - laundering * second job))``: trust between
    an official and the superior, and bought protection, erode what superiors do and not what outsiders do; a second
    job makes the income easier to explain to both.
    """
    return saturating(rate * (internal * (1.0 - eroded) + external) * (1.0 - laundering * second_job))


@rule
def found_by_outsiders(found: float, by_superiors: float, draw: float) -> bool:
    """Return whether outsiders found an act that audits find with ``found``, those of superiors with ``by_superiors``.

    One draw below ``found`` tells both: below ``by_superiors`` superiors would have found the act anyhow.
    """
    return by_superiors <= draw < found


@rule
def hush_payment(loss: float, required: float) -> float:
    """Return the hush payment by equal split of the surplus, or -1 where there is none.

    Equation: ``(loss + required) / 2`` when ``loss > required`` (Basu, Bhattacharya and Mishra 1992).
    """
    if loss <= required:
        return -1.0
    return 0.5 * (loss + required)


@rule
def loss_after_settling(loss: float, required: float, precision: float, share: float) -> float:
    """Return the loss somebody expects who knows that the case against him may be settled.

    Equation: ``(1 - h) * L + h * B`` with the hush payment ``B = (L + R) / 2`` and the probability
    ``h = share * sigma(precision * ln(B / R))`` that the case is the superior's,
    who requires ``R``, and is taken up; ``L`` where no payment is worth it.
    Deterrence ends with what settling costs, not with what the law threatens (Basu, Bhattacharya and Mishra 1992).
    """
    payment = hush_payment(loss, required)
    if payment < 0.0:
        return loss
    settled = share * logistic(precision * log_ratio(payment, required))
    return (1.0 - settled) * loss + settled * payment


@rule
def prosecution_probability(
    base: float,
    evidence: float,
    evidence_weight: float,
    mandate: float,
    mandate_weight: float,
    scandal: float,
) -> float:
    """Return the probability that a substantiated case is prosecuted.

    Equation: ``sigma(base + w_e * evidence + w_m * mandate - scandal)``, scandal being the avoidance coefficient
    times the local norm: where many take bribes a prosecution exposes more.
    """
    return logistic(base + evidence_weight * evidence + mandate_weight * mandate - scandal)


@rule
def disposal(suspend_share: float, nothing_share: float, draw: float) -> int:
    """Return what is done with a case that is not prosecuted: suspend, nothing, or else transfer.

    Both shares are shares of all cases that are not prosecuted.
    """
    if draw < suspend_share:
        return SUSPEND
    if draw < suspend_share + nothing_share:
        return NOTHING
    return TRANSFER


@rule
def implication_probability(named: float, traced: float) -> float:
    """Return the probability that a case leads on to the superior: ``1 - (1 - named) * (1 - traced)``.

    Somebody may name the superior who was paid, and somebody may follow the money.
    """
    return 1.0 - (1.0 - named) * (1.0 - traced)


@rule
def follow_up_probability(follow_up: float, anonymous: float, anonymity_loss: float) -> float:
    """Return the probability that a report is followed up; an anonymous one leaves less to follow."""
    return clip(follow_up * (1.0 - anonymity_loss * anonymous), 0.0, 1.0)

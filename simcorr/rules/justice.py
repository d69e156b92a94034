"""How cases move: evidence, opening, charge and conviction, in contexts seven and eight."""

from simcorr.jit import rule
from simcorr.rules.mathematics import clip, logistic


@rule
def combined_evidence(first: float, second: float) -> float:
    """Return the strength of two independent pieces of evidence: ``1 - (1 - a) * (1 - b)``."""
    return 1.0 - (1.0 - first) * (1.0 - second)


@rule
def dossier(before: float, evidence: float) -> float:
    """Return the strength of an agency's dossier after another report: ``1 - (1 - D) * (1 - evidence)``."""
    return combined_evidence(before, evidence)


@rule
def agency_opens(base: float, weight: float, strength: float) -> float:
    """Return the probability that an agency opens a file after a report: ``sigma(base + weight * D)``."""
    return logistic(base + weight * strength)


@rule
def dismissal_probability(share: float, evidence: float) -> float:
    """Return the probability that an official whose file ended without a conviction is dismissed: share x evidence."""
    return share * evidence


@rule
def evidence_in_court(evidence: float, intimidation: float, protection: float) -> float:
    """Return the evidence left after intimidation of witnesses, the less the better they are protected."""
    return clip(evidence * (1.0 - intimidation * (1.0 - protection)), 0.0, 1.0)


@rule
def charge_probability(base: float, weight: float, evidence: float) -> float:
    """Return the probability that an investigation ends in a charge: ``sigma(base + weight * evidence)``."""
    return logistic(base + weight * evidence)


@rule
def conviction_probability(base: float, weight: float, evidence: float) -> float:
    """Return the probability that a trial ends in a conviction: ``sigma(base + weight * evidence)``."""
    return logistic(base + weight * evidence)


@rule
def accused_offer(stake: float, share: float) -> float:
    """Return what an accused offers the person who decides his case: a share of what he stands to lose."""
    return stake * share


@rule
def court_access(access: float, factor: float, integrity: float) -> float:
    """Return the probability that an accused finds a way to who decides in court: ``min(1, f * a) * (1 - i)``.

    Parameters
    ----------
    access : float
        The probability before those who handle a case elsewhere.
    factor : float
        How much easier or harder courts are reached.
    integrity : float
        The lever: share of ways to a judge that the assignment of cases closes.
    """
    return clip(access * factor, 0.0, 1.0) * (1.0 - integrity)


@rule
def replenished(tokens: float, weekly: float) -> float:
    """Return the capacity at hand: last week's rest plus this week's, holding back at most four weeks' worth.

    Capacity is counted in cases; at least one whole case can be saved up, however small the staff.
    """
    limit = 4.0 * weekly if 4.0 * weekly > 1.0 else 1.0
    return clip(tokens + weekly, 0.0, limit)


@rule
def other_files(utilisation: float, places: int, cases_per_official: float) -> float:
    """Return how many files of other work come in a week on average: a share of what all places could move on.

    Measures and absences change what can be done in a week, and not what there is to do.
    """
    return utilisation * places * cases_per_official


@rule
def files_served(waiting: int, capacity: float) -> int:
    """Return how many of the files that wait can be moved on: whole ones, and no more than there are."""
    if waiting <= 0 or capacity < 1.0:
        return 0
    return int(capacity) if capacity < waiting else waiting


@rule
def left_before(before: int, served: int) -> int:
    """Return how many of the files that stood before one are left when some were served, first come, first served."""
    return before - served if before > served else 0


@rule
def opening_probability(base: float, evidence: float) -> float:
    """Return the probability that an incident leads to a case against an operator: ``base * evidence``."""
    return clip(base * evidence, 0.0, 1.0)

"""What befalls victims of trafficking who are met by authorities, and what they fear of it."""

from simcorr.jit import rule
from simcorr.rules.mathematics import clip


@rule
def contact_probability(rate: float, support: float, confidence: float) -> float:
    """Return the probability that a victim meets a service provider in a week, at most one.

    Parameters
    ----------
    rate : float
        The probability per week without added support.
    support : float
        The lever: share by which help reaches further.
    confidence : float
        The share of contacts that are not shunned, `confidence`.
    """
    return clip(rate * (1.0 + support), 0.0, 1.0) * confidence


@rule
def recognition_probability(screening: float, added: float, place: float) -> float:
    """Return the probability that an authority recognises a victim: ``place * (s + added * (1 - s))``.

    Parameters
    ----------
    screening : float
        The probability without added screening.
    added : float
        The lever: share of what is missed that added screening finds.
    place : float
        How far this is a place of screening; one at an inspection.
    """
    return place * (screening + added * (1.0 - screening))


@rule
def punishment_probability(punishment: float, non_punishment: float) -> float:
    """Return the probability that a victim who was not recognised is punished: ``u * (1 - n)``.

    Non-punishment of victims for what they were made to do: UNODC Model Law against Trafficking in Persons, article 10;
    Council of Europe Convention on Action against Trafficking in Human Beings, article 26.
    """
    return punishment * (1.0 - non_punishment)


@rule
def confidence(fear: float, punished: float) -> float:
    """Return the share of contacts and reports that victims do not shun: ``1 - fear * b``.

    Parameters
    ----------
    fear : float
        The share that they shun who are sure to be punished.
    punished : float
        The believed share ``b`` of those met by an authority who are punished.
    """
    return 1.0 - fear * punished

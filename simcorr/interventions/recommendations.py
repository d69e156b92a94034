"""The eleven recommendations of the research brief, each as the portfolio of all measures that answer to it."""

from typing import Any

from simcorr.errors import InterventionError
from simcorr.interventions.intervention import Portfolio
from simcorr.interventions.registry import INTERVENTIONS

RECOMMENDATIONS: dict[int, str] = {
    1: "Investigate and prosecute",
    2: "Harmonise offences and penalties",
    3: "Mainstream anti-corruption",
    4: "Target high-risk sectors",
    5: "Good governance",
    6: "Whistle-blower channels",
    7: "Work with migrants",
    8: "International cooperation",
    9: "Business sector",
    10: "Evidence base",
    11: "Awareness",
}
"""Short titles, by the number that the measures name."""


def recommended(number: int, dose: str = "firm", **common: Any) -> Portfolio:
    """Return all measures that answer to a recommendation, at one dose.

    Parameters
    ----------
    number : int
        1 to 11, as in `RECOMMENDATIONS`.
    dose : str
        ``modest``, ``firm`` or ``full``.
    **common
        Fields that every measure has: ``start_week``, ``delivery`` and so on.

    Raises
    ------
    InterventionError
        For a number or a dose that does not exist.

    Examples
    --------
    >>> recommended(4).names
    ('Audits of high-risk contexts', 'Audits led by reports', 'Background checks of document offices')
    """
    if number not in RECOMMENDATIONS:
        raise InterventionError(f"recommendation is {number!r}; allowed is 1 to {len(RECOMMENDATIONS)}")
    return Portfolio(
        measure.dose(dose, **common) for measure in INTERVENTIONS.values() if measure.recommendation == number
    )

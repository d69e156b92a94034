"""How much of a measure is really implemented: given by the user, or drawn per replicate."""

from collections.abc import Iterable
from zlib import crc32

from simcorr import draws
from simcorr.interventions.intervention import Intervention, Portfolio, flatten
from simcorr.parameters import DeliveryParameters as DeliveryParameters

DELIVERY = DeliveryParameters()
"""The default range of uncertain delivery."""


def draw_deliveries(
    interventions: Intervention | Portfolio | Iterable[Intervention | Portfolio],
    key: int,
    uncertain: DeliveryParameters = DELIVERY,
) -> tuple[float, ...]:
    """Return the delivery share of every single measure in one replicate.

    A delivery that the user gave holds. Otherwise it is drawn evenly from the uncertain range by the
    replicate's key and the measure's registered name alone: a measure is delivered equally well on its own
    and in a portfolio, and so are two of a kind in one portfolio.

    Parameters
    ----------
    interventions : Intervention, Portfolio or iterable of both
        The measures; the result follows the order of `flatten`.
    key : int
        The key of the replicate, a non-negative integer below 2**63.
    uncertain : DeliveryParameters
        The range in which an uncertain delivery lies.

    Examples
    --------
    >>> from simcorr.interventions import StaffRotation
    >>> draw_deliveries([StaffRotation(interval_weeks=26, delivery=0.9)], key=1)
    (0.9,)
    """
    return tuple(_delivery(member, key, uncertain) for member in flatten(interventions))


_DELIVERY = 0
"""Kind of the event under a run's key; `world.keys` keeps the number free."""


def _delivery(member: Intervention, key: int, uncertain: DeliveryParameters) -> float:
    if member.delivery is not None:
        return member.delivery
    name = member.key or type(member).__name__
    drawn = draws.uniform(draws.event(key, _DELIVERY, crc32(name.encode())), 0)
    return uncertain.low + (uncertain.high - uncertain.low) * drawn

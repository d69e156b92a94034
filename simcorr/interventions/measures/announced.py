"""Measures that are announced: what they add to a risk is said, and believed in part before it is seen."""

from typing import Annotated

from simcorr.interventions.intervention import Intervention
from simcorr.interventions.sets import Sets

CREDENCE = 0.02
"""How far officials believe an announcement before they have seen anything: an assumption.

Field experiments announced their audits; with more than about .03 audits here would do more than any of these found
(E083, E087)."""


class AnnouncedProsecution(Intervention):
    """A duty to prosecute that is announced: officials believe at once a part of what it adds to the risk of a charge.

    What is announced is true: what is delivered, for as long as it lasts. ``announced`` is the share that is believed;
    with ``announced_fade_weeks`` it loses half of its effect in that time.
    """

    announced: Annotated[float, Sets("prosecution_salience", "add", fade="announced_fade_weeks")] = CREDENCE
    announced_fade_weeks: int = 0


class Announced(Intervention):
    """A measure that is announced: officials believe at once a part of what it adds to the risk of detection.

    What is announced is true: what is delivered, for as long as it lasts. ``announced`` is the share that is believed;
    with ``announced_fade_weeks`` it loses half of its effect in that time.
    """

    announced: Annotated[float, Sets("salience", "add", fade="announced_fade_weeks")] = CREDENCE
    announced_fade_weeks: int = 0

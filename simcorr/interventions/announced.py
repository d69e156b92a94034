"""Measures that can be announced."""

from typing import Annotated

from simcorr.interventions.intervention import Intervention
from simcorr.interventions.sets import Sets


class AnnouncedProsecution(Intervention):
    """A duty to prosecute that can be announced: officials then think a charge more likely, until it fades.

    The announcement is made however little of the measure is delivered. It loses half of its effect every
    ``announced_fade_weeks``.
    """

    announced: Annotated[
        float, Sets("prosecution_salience", "add", delivered=False, fade="announced_fade_weeks", announcement=True)
    ] = 0.0
    announced_fade_weeks: int = 26


class Announced(Intervention):
    """A measure that can be announced: officials then expect more detection, until the announcement fades.

    The announcement is made however little of the measure is delivered. It loses half of its effect every
    ``announced_fade_weeks``.
    """

    announced: Annotated[
        float, Sets("salience", "add", delivered=False, fade="announced_fade_weeks", announcement=True)
    ] = 0.0
    announced_fade_weeks: int = 26

"""Recommendation 2: harmonise offences and penalties."""

from typing import Annotated, ClassVar

from simcorr.interventions.measures.announced import AnnouncedProsecution
from simcorr.interventions.sets import Sets


class HarmonisedPenalties(AnnouncedProsecution):
    """Level penalties up, so that no context or corridor is a safe harbour for corrupt officials or firms.

    The values are least values: where the law is stricter already, or another measure makes it so, nothing
    changes.
    """

    key = "harmonised_penalties"
    title = "Harmonised penalties"
    recommendation = 2
    articles = (
        "UNCAC art. 15",
        "UNCAC art. 21",
        "UNCAC art. 26",
        "UNCAC art. 30",
        "Trafficking Protocol art. 5",
        "Smuggling Protocol art. 6",
    )
    sources = ("E001", "E106")
    mechanism = "one least penalty, duty to prosecute and liability of firms for all contexts and corridors"
    doses: ClassVar = {
        "modest": {"penalty_factor": 1.25, "mandate": 0.15, "firm_liability": 0.1},
        "firm": {"penalty_factor": 1.5, "mandate": 0.3, "firm_liability": 0.25},
        "full": {"penalty_factor": 2.0, "mandate": 0.6, "firm_liability": 0.5},
    }
    dose_words: ClassVar = {
        "modest": "a common minimum slightly above today's law",
        "firm": "a common minimum half as strict again, and a duty to prosecute in serious cases",
        "full": "one strict law for all contexts and corridors, firms included",
    }

    penalty_factor: Annotated[float, Sets("penalty_factor", "maximum")]
    mandate: Annotated[float, Sets("mandate", "maximum")] = 0.0
    firm_liability: Annotated[float, Sets("firm_liability", "maximum")] = 0.0

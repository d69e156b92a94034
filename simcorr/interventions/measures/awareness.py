"""Recommendation 11: raise awareness in government agencies and among migrants."""

from typing import Annotated, ClassVar

from simcorr.interventions.intervention import Intervention
from simcorr.interventions.sets import Sets


class OfficialCampaign(Intervention):
    """Tell officials that fewer colleagues accept than they believe, and that reporting is right."""

    key = "official_campaign"
    title = "Campaign among officials"
    recommendation = 11
    articles = ("UNCAC art. 7", "UNCAC art. 8", "UNCAC art. 13", "Trafficking Protocol art. 10")
    sources = ("E064", "E103")
    mechanism = "corrects the belief that most colleagues accept, and makes reporting more natural, until it fades"
    doses: ClassVar = {
        "modest": {"norm_shift": -0.03, "public_spirit": 0.25},
        "firm": {"norm_shift": -0.06, "public_spirit": 0.5},
        "full": {"norm_shift": -0.12, "public_spirit": 1.0},
    }
    dose_words: ClassVar = {
        "modest": "posters and a code of conduct",
        "firm": "courses for all staff, led by superiors",
        "full": "courses, public commitments and visible role models",
    }

    norm_shift: Annotated[float, Sets("norm_shift", "add", fade="fade_weeks")]
    public_spirit: Annotated[float, Sets("public_spirit", "add", fade="fade_weeks")] = 0.0
    fade_weeks: int = 52


class MigrantCampaign(Intervention):
    """Inform would-be migrants about risks, costs and regular channels."""

    key = "migrant_campaign"
    title = "Campaign among migrants"
    recommendation = 11
    articles = ("UNCAC art. 13", "Trafficking Protocol art. 9", "Smuggling Protocol art. 15")
    sources = ("E004", "E198")
    mechanism = "more would-be migrants know the risks and the regular channels, until it fades"
    doses: ClassVar = {"modest": {"informed": 0.1}, "firm": {"informed": 0.2}, "full": {"informed": 0.4}}
    dose_words: ClassVar = {
        "modest": "reaches one would-be migrant in ten",
        "firm": "reaches one would-be migrant in five",
        "full": "reaches two would-be migrants in five",
    }

    informed: Annotated[float, Sets("informed_shift", "add", fade="fade_weeks")]
    fade_weeks: int = 52

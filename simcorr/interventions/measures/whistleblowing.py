"""Recommendation 6: create and strengthen mechanisms for reporting and whistle-blowing."""

from typing import Annotated, ClassVar

from simcorr.interventions.intervention import Intervention
from simcorr.interventions.sets import Sets


class IndependentAgency(Intervention):
    """Let an independent agency, and not the superior at the post, take in reports of corruption.

    The agency keeps what it hears, wherever the official works later, and cannot be paid by the superior to settle.
    """

    key = "independent_agency"
    title = "Independent agency for reports"
    recommendation = 6
    articles = ("UNCAC art. 6", "UNCAC art. 13", "UNCAC art. 36")
    sources = ("E124", "E125", "E126")
    mechanism = "reports add up in one dossier and cannot be settled at the post; without reports it does nothing"
    doses: ClassVar = {"modest": {"share": 0.2}, "firm": {"share": 0.5}, "full": {"share": 0.9}}
    dose_words: ClassVar = {
        "modest": "an agency exists, and one report in five reaches it",
        "firm": "posts must hand on reports; every second one reaches the agency",
        "full": "the agency takes in nearly all reports itself",
    }

    share: Annotated[float, Sets("agency_share")]


class WhistleblowerChannel(Intervention):
    """Let officials report without giving their name, protect reporters and witnesses, follow reports up."""

    key = "whistleblower_channel"
    title = "Whistle-blower channel"
    recommendation = 6
    articles = ("UNCAC art. 8", "UNCAC art. 13", "UNCAC art. 32", "UNCAC art. 33")
    sources = ("E058", "E059", "E060", "E061", "E064", "E066", "E067")
    mechanism = "makes colleagues readier to report; works only as far as reports are followed up"
    doses: ClassVar = {
        "modest": {"anonymity": 0.4, "protection": 0.3},
        "firm": {"anonymity": 0.7, "protection": 0.6, "follow_up": 0.5, "follow_up_capacity_factor": 1.5},
        "full": {"anonymity": 0.95, "protection": 0.9, "follow_up": 0.8, "follow_up_capacity_factor": 3.0},
    }
    dose_words: ClassVar = {
        "modest": "a hotline that hides names, and protection on paper",
        "firm": "a secure channel, protection that is enforced, and staff to follow up every second report",
        "full": "an independent office guards names, protects witnesses and follows up four reports in five",
    }

    anonymity: Annotated[float, Sets("anonymity")]
    protection: Annotated[float, Sets("protection")]
    reward_usd: Annotated[float, Sets("reward_usd", "maximum")] = 0.0
    follow_up: Annotated[float | None, Sets("follow_up")] = None
    follow_up_capacity_factor: Annotated[float, Sets("follow_up_capacity_factor", "multiply")] = 1.0

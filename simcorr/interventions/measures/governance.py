"""Recommendation 5: promote good governance and integrity."""

from typing import Annotated, ClassVar

from simcorr.interventions.intervention import Intervention
from simcorr.interventions.measures.cooperation import DOCUMENT_CONTEXTS
from simcorr.interventions.sets import Sets


class StaffRotation(Intervention):
    """Move staff to another post at regular intervals."""

    key = "staff_rotation"
    title = "Staff rotation"
    recommendation = 5
    articles = ("UNCAC art. 7",)
    sources = ("E072", "E074", "E076", "E077", "E078", "E081")
    mechanism = "cuts ties with smugglers and superiors; costs experience and carries habits to the next post"
    doses: ClassVar = {
        "modest": {"interval_weeks": 104, "share": 0.5},
        "firm": {"interval_weeks": 52, "share": 0.8},
        "full": {"interval_weeks": 26, "share": 1.0},
    }
    dose_words: ClassVar = {
        "modest": "half of the staff move every two years",
        "firm": "four in five move every year",
        "full": "everybody moves every half year",
    }

    interval_weeks: Annotated[int, Sets("rotation_interval_weeks", delivered=False)] = 26
    share: Annotated[float, Sets("rotation_share")] = 1.0


class MeritRecruitment(Intervention):
    """Hire officials by merit and integrity; the effect comes as fast as staff turn over."""

    key = "merit_recruitment"
    title = "Recruitment by merit"
    recommendation = 5
    articles = ("UNCAC art. 7",)
    sources = ("E104", "E123")
    mechanism = "those newly hired ask more before they accept, and more of them never accept"
    doses: ClassVar = {
        "modest": {"integrity": 1.25, "never_accepts": 0.05},
        "firm": {"integrity": 1.5, "never_accepts": 0.1},
        "full": {"integrity": 2.5, "never_accepts": 0.25},
    }
    dose_words: ClassVar = {
        "modest": "posts are advertised and interviews recorded",
        "firm": "competitive examinations and background checks",
        "full": "an independent commission hires, with integrity tests and probation",
    }

    integrity: Annotated[float, Sets("hire_integrity", "multiply")]
    never_accepts: Annotated[float, Sets("hire_never_accepts")] = 0.0


class SecondJobRules(Intervention):
    """Forbid second jobs that conflict with the office."""

    key = "second_job_rules"
    title = "Rules on second jobs"
    recommendation = 5
    articles = ("UNCAC art. 7", "UNCAC art. 8")
    sources = ("E003", "E063")
    mechanism = "fewer officials meet smugglers through a second job or hide income in it"
    doses: ClassVar = {"modest": {"ban": 0.3}, "firm": {"ban": 0.6}, "full": {"ban": 1.0}}
    dose_words: ClassVar = {
        "modest": "second jobs must be declared; three in ten are given up",
        "firm": "second jobs need permission; six in ten are given up",
        "full": "second jobs that conflict with the office are forbidden and checked",
    }

    ban: Annotated[float, Sets("second_job_ban")]


class OfficialWages(Intervention):
    """Pay officials better."""

    key = "official_wages"
    title = "Higher wages for officials"
    recommendation = 5
    articles = ("UNCAC art. 7",)
    sources = ("E094", "E095", "E096", "E116")
    mechanism = "raises what an official loses with the post; matters only where detection is likely enough"
    doses: ClassVar = {"modest": {"factor": 1.1}, "firm": {"factor": 1.25}, "full": {"factor": 1.5}}
    dose_words: ClassVar = {
        "modest": "a tenth more pay",
        "firm": "a quarter more pay",
        "full": "half as much pay again",
    }

    factor: Annotated[float, Sets("wage_factor", "multiply")]


class RandomPosts(Intervention):
    """Send parties to a post and an official by lot, so that nobody can choose whom to meet.

    It acts where the state allots: at document offices, borders and airports; nobody draws lots for a smuggler's
    carrier or landlord. In practice lots were drawn around (E078); here only delivery in part stands for that.
    """

    key = "random_posts"
    title = "Posts and officials by lot"
    recommendation = 5
    articles = ("UNCAC art. 7",)
    sources = ("E078",)
    mechanism = "operators meet officials whom they know less often, and cannot come back to those who let them pass"
    doses: ClassVar = {"modest": {"share": 0.25}, "firm": {"share": 0.5}, "full": {"share": 0.9}}
    dose_words: ClassVar = {
        "modest": "one party in four is sent to a lane and an official by lot",
        "firm": "every second party is sent by lot",
        "full": "nine parties in ten are sent by lot",
    }

    share: Annotated[float, Sets("random_posts")]
    contexts: tuple[str, ...] = DOCUMENT_CONTEXTS


class OwnershipDeclarations(Intervention):
    """Let officials declare their interests in recruitment agencies, and keep out of what concerns these."""

    key = "ownership_declarations"
    title = "Declaration of interests in agencies"
    recommendation = 5
    articles = ("UNCAC art. 7", "UNCAC art. 8")
    sources = ("E160",)
    mechanism = "agencies in which an official has an interest are inspected like others"
    doses: ClassVar = {"modest": {"share": 0.25}, "firm": {"share": 0.5}, "full": {"share": 1.0}}
    dose_words: ClassVar = {
        "modest": "interests must be declared; a quarter are",
        "firm": "declarations are checked against registers; half of the interests come out",
        "full": "declarations are public and checked; all interests come out",
    }

    share: Annotated[float, Sets("ownership_declared")]

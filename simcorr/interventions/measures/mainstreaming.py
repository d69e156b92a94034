"""Recommendation 3: make anti-corruption part of the policies against smuggling and trafficking."""

from typing import Annotated, ClassVar

from simcorr.interventions.intervention import Intervention
from simcorr.interventions.sets import Sets


class SmugglingCaseInquiry(Intervention):
    """Let every smuggling or trafficking case raise the question who let it pass."""

    key = "smuggling_case_inquiry"
    title = "Inquiry after every smuggling case"
    recommendation = 3
    articles = ("UNCAC art. 5", "UNCAC art. 38", "Trafficking Protocol art. 9")
    sources = ("E129", "E131")
    mechanism = "turns cases against smugglers into evidence about the officials who let the parties pass"
    doses: ClassVar = {
        "modest": {"probability": 0.25},
        "firm": {"probability": 0.5},
        "full": {"probability": 1.0},
    }
    dose_words: ClassVar = {
        "modest": "in one smuggling case of four",
        "firm": "in every second smuggling case",
        "full": "in every smuggling case",
    }

    probability: Annotated[float, Sets("inquiry")]


class JointTraining(Intervention):
    """Train border, migration and anti-corruption staff together."""

    key = "joint_training"
    title = "Joint training"
    recommendation = 3
    articles = ("UNCAC art. 60", "Trafficking Protocol art. 10", "Smuggling Protocol art. 14")
    sources = ("E082",)
    mechanism = "gatekeepers notice and stop more of the parties that have no deal"
    doses: ClassVar = {"modest": {"factor": 1.1}, "firm": {"factor": 1.25}, "full": {"factor": 1.5}}
    dose_words: ClassVar = {
        "modest": "a short course; a tenth more parties are noticed",
        "firm": "regular courses; a quarter more parties are noticed",
        "full": "training as part of the career; half as many parties again are noticed",
    }

    factor: Annotated[float, Sets("interception_factor", "multiply")]

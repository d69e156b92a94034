"""Recommendation 1: investigate, prosecute and punish corruption."""

from typing import Annotated, ClassVar

from simcorr.interventions.intervention import Intervention
from simcorr.interventions.measures.announced import AnnouncedProsecution
from simcorr.interventions.sets import Sets


class ProsecuteInsteadOfTransfer(AnnouncedProsecution):
    """Bind supervisors to hand substantiated cases to the prosecution instead of moving the official."""

    key = "prosecute_instead_of_transfer"
    title = "Prosecution instead of transfer"
    recommendation = 1
    articles = ("UNCAC art. 15", "UNCAC art. 30", "Trafficking Protocol art. 5", "Smuggling Protocol art. 6")
    sources = ("E001", "E086", "E130")
    mechanism = "a substantiated case is more often prosecuted than ended by a transfer or in silence"
    doses: ClassVar = {"modest": {"mandate": 0.3}, "firm": {"mandate": 0.6}, "full": {"mandate": 1.0}}
    dose_words: ClassVar = {
        "modest": "guidelines recommend prosecution",
        "firm": "prosecution is the rule; exceptions need a written reason",
        "full": "every substantiated case must go to the prosecution",
    }

    mandate: Annotated[float, Sets("mandate")]


class GraverPenalties(Intervention):
    """Raise the fines and prison terms of officials who make smuggling or trafficking possible."""

    key = "graver_penalties"
    title = "Graver penalties"
    recommendation = 1
    articles = ("UNCAC art. 15", "UNCAC art. 30")
    sources = ("E106",)
    mechanism = "raises what an official stands to lose once convicted"
    doses: ClassVar = {"modest": {"factor": 1.5}, "firm": {"factor": 2.0}, "full": {"factor": 4.0}}
    dose_words: ClassVar = {
        "modest": "penalties half as high again",
        "firm": "penalties twice as high",
        "full": "penalties four times as high",
    }

    factor: Annotated[float, Sets("penalty_factor", "multiply")]


class InvestigativeCapacity(Intervention):
    """Give the authorities that investigate corruption, smuggling and trafficking more staff and means."""

    key = "investigative_capacity"
    title = "Investigative capacity"
    recommendation = 1
    articles = ("UNCAC art. 11", "UNCAC art. 36", "UNCAC art. 50")
    sources = ("E124", "E125", "E135")
    mechanism = "lets more cases be handled in a week; queues may move on to prosecution and courts"
    doses: ClassVar = {"modest": {"factor": 1.25}, "firm": {"factor": 1.5}, "full": {"factor": 2.5}}
    dose_words: ClassVar = {
        "modest": "a quarter more cases can be investigated",
        "firm": "half as many cases again can be investigated",
        "full": "two and a half times as many cases can be investigated",
    }

    factor: Annotated[float, Sets("investigation_factor", "multiply")]
    trial_factor: Annotated[float, Sets("trial_factor", "multiply")] = 1.0


class CourtCapacity(Intervention):
    """Give prosecutors and courts that try corruption, smuggling and trafficking more staff and means."""

    key = "court_capacity"
    title = "Court capacity"
    recommendation = 1
    articles = ("UNCAC art. 11", "UNCAC art. 30")
    sources = ("E144", "E153")
    mechanism = "lets more cases be tried in a week; matters only where files wait for the court"
    doses: ClassVar = {"modest": {"factor": 1.25}, "firm": {"factor": 1.5}, "full": {"factor": 2.5}}
    dose_words: ClassVar = {
        "modest": "a quarter more cases can be tried",
        "firm": "half as many cases again can be tried",
        "full": "two and a half times as many cases can be tried",
    }

    factor: Annotated[float, Sets("trial_factor", "multiply")]


class CaseAssignment(Intervention):
    """Assign cases to those who decide in court at random, and record who had a hand in it."""

    key = "case_assignment"
    title = "Random assignment of cases"
    recommendation = 1
    articles = ("UNCAC art. 11",)
    sources = ("E049",)
    mechanism = "an accused finds a way to whoever decides in court less often; cases go to anybody on duty in any case"
    doses: ClassVar = {"modest": {"integrity": 0.3}, "firm": {"integrity": 0.6}, "full": {"integrity": 0.9}}
    dose_words: ClassVar = {
        "modest": "cases are assigned by lot in the main courts",
        "firm": "cases are assigned by lot everywhere; exceptions are recorded",
        "full": "a system beyond the reach of the court assigns all cases, and somebody outside audits it",
    }

    integrity: Annotated[float, Sets("court_integrity")]

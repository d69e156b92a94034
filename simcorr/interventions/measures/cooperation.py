"""Recommendation 8: foster international cooperation against transnational corruption."""

from typing import Annotated, ClassVar

from simcorr.contexts import Context
from simcorr.interventions.intervention import Intervention
from simcorr.interventions.sets import Sets

DOCUMENT_CONTEXTS = tuple(context.key for context in (Context.DOCUMENTS, Context.BORDER_CROSSINGS, Context.AIRPORTS))
"""The contexts in which travel and identity documents are issued or examined."""


class SharedIntelligence(Intervention):
    """Share what is known about smugglers and corrupt officials between the corridors."""

    key = "shared_intelligence"
    title = "Shared intelligence"
    recommendation = 8
    articles = (
        "UNCAC art. 43",
        "UNCAC art. 48",
        "Trafficking Protocol art. 10",
        "Smuggling Protocol art. 10",
    )
    sources = ("E118",)
    mechanism = "evidence gathered in one corridor strengthens cases in the others"
    doses: ClassVar = {"modest": {"share": 0.2}, "firm": {"share": 0.5}, "full": {"share": 0.9}}
    dose_words: ClassVar = {
        "modest": "information on request",
        "firm": "regular exchange between liaison officers",
        "full": "a common system that all authorities use",
    }

    share: Annotated[float, Sets("shared_intelligence")]


class SharedDocumentChecks(Intervention):
    """Check travel and identity documents against the records of the agencies that issued them."""

    key = "shared_document_checks"
    title = "Shared document checks"
    recommendation = 8
    articles = (
        "UNCAC art. 48",
        "Trafficking Protocol art. 12",
        "Trafficking Protocol art. 13",
        "Smuggling Protocol art. 12",
        "Smuggling Protocol art. 13",
    )
    sources = ("E113", "E118")
    mechanism = "documents that were bought are found out when they are examined"
    doses: ClassVar = {"modest": {"share": 0.2}, "firm": {"share": 0.5}, "full": {"share": 0.9}}
    dose_words: ClassVar = {
        "modest": "one document in five is checked",
        "firm": "every second document is checked",
        "full": "nine documents in ten are checked",
    }

    share: Annotated[float, Sets("document_checks")]
    contexts: tuple[str, ...] = DOCUMENT_CONTEXTS


class DocumentTracing(Intervention):
    """Ask the agency that issued a document, where a check has exposed it, who issued it."""

    key = "document_tracing"
    title = "Tracing of exposed documents"
    recommendation = 8
    articles = ("UNCAC art. 48", "Smuggling Protocol art. 12", "Smuggling Protocol art. 13")
    sources = ("E118",)
    mechanism = "documents that were issued for bribes lead back to the officials who issued them"
    doses: ClassVar = {"modest": {"tracing": 0.3}, "firm": {"tracing": 0.6}, "full": {"tracing": 0.9}}
    dose_words: ClassVar = {
        "modest": "the issuing agency is asked about three exposed documents in ten",
        "firm": "it is asked about six in ten",
        "full": "it is asked about nine in ten, and answers from its records",
    }

    tracing: Annotated[float, Sets("document_tracing")]


class JointInvestigations(Intervention):
    """Investigate together with other countries."""

    key = "joint_investigations"
    title = "Joint investigations"
    recommendation = 8
    articles = ("UNCAC art. 46", "UNCAC art. 48", "UNCAC art. 49", "Smuggling Protocol art. 17")
    sources = ("E118", "E129")
    mechanism = "cases draw on evidence from other corridors, and joint teams handle more of them"
    doses: ClassVar = {
        "modest": {"share": 0.2, "factor": 1.1},
        "firm": {"share": 0.4, "factor": 1.25},
        "full": {"share": 0.7, "factor": 1.5},
    }
    dose_words: ClassVar = {
        "modest": "joint teams in single cases",
        "firm": "joint teams in serious cases",
        "full": "standing joint teams",
    }

    share: Annotated[float, Sets("shared_intelligence", "maximum")]
    factor: Annotated[float, Sets("investigation_factor", "multiply")] = 1.0

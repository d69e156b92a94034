"""Recommendation 4: direct resources to sectors at high risk."""

from typing import Annotated, ClassVar

from simcorr.contexts import Context
from simcorr.interventions.intervention import Intervention
from simcorr.interventions.measures.announced import Announced
from simcorr.interventions.sets import Sets

HIGH_RISK_CONTEXTS = tuple(
    context.key for context in (Context.RECRUITMENT, Context.DOCUMENTS, Context.BORDER_CROSSINGS, Context.AIRPORTS)
)
"""The contexts in which most of the available evidence of corruption lies (E005)."""


class HighRiskAudits(Announced):
    """Audit more in the contexts that are known to be at high risk, by outsiders or by the superiors themselves.

    Superiors give up additional audits as they come to trust their staff; outsiders do not.
    """

    key = "high_risk_audits"
    title = "Audits of high-risk contexts"
    recommendation = 4
    articles = ("UNCAC art. 5", "UNCAC art. 7", "Trafficking Protocol art. 11", "Smuggling Protocol art. 11")
    sources = ("E005", "E006", "E083", "E085", "E087")
    mechanism = "raises the detection of accepted bribes where audits are added; deals may move elsewhere"
    doses: ClassVar = {
        "modest": {"external_factor": 1.5},
        "firm": {"external_factor": 2.0},
        "full": {"external_factor": 4.0},
    }
    dose_words: ClassVar = {
        "modest": "outsiders add half of the usual audits, which trust at the post does not blunt",
        "firm": "outsiders add as many audits as are usual, which trust at the post does not blunt",
        "full": "outsiders add three times the usual audits, which trust at the post does not blunt",
    }

    factor: Annotated[float, Sets("audit_factor", "multiply")] = 1.0
    external_factor: Annotated[float, Sets("external_audit_factor", "multiply")] = 1.0
    contexts: tuple[str, ...] = HIGH_RISK_CONTEXTS


class ReportLedAudits(Intervention):
    """Let audits follow reports and anomalies instead of a fixed plan."""

    key = "report_led_audits"
    title = "Audits led by reports"
    recommendation = 4
    articles = ("UNCAC art. 5", "UNCAC art. 13", "UNCAC art. 61")
    sources = ("E069", "E118")
    mechanism = "moves the same audit effort to the posts with most reports and anomalies, false reports included"
    doses: ClassVar = {"modest": {"exponent": 0.75}, "firm": {"exponent": 1.0}, "full": {"exponent": 1.5}}
    dose_words: ClassVar = {
        "modest": "reports weigh somewhat more in the audit plan",
        "firm": "a post with twice the reports gets twice the audits",
        "full": "audits concentrate on the posts with most reports",
    }

    exponent: Annotated[float, Sets("audit_targeting")]


class DocumentOfficeVetting(Intervention):
    """Check the background of those who issue travel and identity documents, before they are hired and in office."""

    key = "document_office_vetting"
    title = "Background checks of document offices"
    recommendation = 4
    articles = ("UNCAC art. 7", "UNCAC art. 8", "Smuggling Protocol art. 12", "Trafficking Protocol art. 12")
    sources = ("E003", "E113", "E123")
    mechanism = "fewer who are newly hired accept bribes, and fewer in office have a second job with those who pay them"
    doses: ClassVar = {
        "modest": {"never_accepts": 0.1, "ban": 0.3},
        "firm": {"never_accepts": 0.2, "ban": 0.6},
        "full": {"never_accepts": 0.4, "ban": 1.0},
    }
    dose_words: ClassVar = {
        "modest": "criminal records and second jobs are looked up when somebody is hired",
        "firm": "former employers, debts and second jobs are looked up, in office every few years",
        "full": "an independent commission looks into everybody's interests and income every year",
    }

    never_accepts: Annotated[float, Sets("hire_never_accepts", "maximum")]
    ban: Annotated[float, Sets("second_job_ban", "maximum")]
    contexts: tuple[str, ...] = (Context.DOCUMENTS.key,)

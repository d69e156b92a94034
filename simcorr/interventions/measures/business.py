"""Recommendation 9: tackle corruption in the business sector."""

from typing import Annotated, ClassVar

from simcorr.interventions.intervention import Intervention
from simcorr.interventions.sets import Sets


class FirmLiability(Intervention):
    """Hold recruiters, carriers, landlords and their firms liable for bribes."""

    key = "firm_liability"
    title = "Liability of firms"
    recommendation = 9
    articles = (
        "UNCAC art. 12",
        "UNCAC art. 21",
        "UNCAC art. 26",
        "Trafficking Protocol art. 11",
        "Smuggling Protocol art. 11",
    )
    sources = ("E055",)
    mechanism = "private gatekeepers stand to lose what public officials lose when a bribe comes to light"
    doses: ClassVar = {"modest": {"share": 0.25}, "firm": {"share": 0.5}, "full": {"share": 1.0}}
    dose_words: ClassVar = {
        "modest": "fines for firms in serious cases",
        "firm": "fines for firms, and managers answer in serious cases",
        "full": "firms and managers answer as public officials do",
    }

    share: Annotated[float, Sets("firm_liability")]


class PrivateAudit(Intervention):
    """License recruiters, carriers and landlords, and audit those who hold a licence."""

    key = "private_audit"
    title = "Licensing and audit of private gatekeepers"
    recommendation = 9
    articles = ("UNCAC art. 12", "UNCAC art. 39", "Smuggling Protocol art. 11")
    sources = ("E055", "E200", "E202")
    mechanism = "bribes taken by private gatekeepers can be detected by audits"
    doses: ClassVar = {"modest": {"share": 0.25}, "firm": {"share": 0.5}, "full": {"share": 1.0}}
    dose_words: ClassVar = {
        "modest": "a quarter of the audits that public posts receive",
        "firm": "half of the audits that public posts receive",
        "full": "as many audits as public posts receive",
    }

    share: Annotated[float, Sets("private_audit")]


class AgencyInspection(Intervention):
    """Inspect labour recruitment agencies more often, beside the renewal of their licences."""

    key = "agency_inspection"
    title = "Inspection of recruitment agencies"
    recommendation = 9
    articles = ("UNCAC art. 12", "Trafficking Protocol art. 9")
    sources = ("E200", "E202")
    mechanism = "agencies that charge workers beyond the legal cost risk their licence; inspectors can be bribed"
    doses: ClassVar = {"modest": {"factor": 1.5}, "firm": {"factor": 3.0}, "full": {"factor": 6.0}}
    dose_words: ClassVar = {
        "modest": "half as many inspections again",
        "firm": "three times as many inspections",
        "full": "six times as many inspections",
    }

    factor: Annotated[float, Sets("agency_inspection_factor", "multiply")]


class ZeroFeeRules(Intervention):
    """Let employers pay what recruitment costs, and workers nothing."""

    key = "zero_fee_rules"
    title = "Zero-fee recruitment"
    recommendation = 9
    articles = ("UNCAC art. 12", "Trafficking Protocol art. 9")
    sources = ("E200", "E201", "E202")
    mechanism = "workers owe less of the legal cost; agencies.cost_pass_through says what becomes of the rest"
    doses: ClassVar = {"modest": {"share": 0.25}, "firm": {"share": 0.5}, "full": {"share": 1.0}}
    dose_words: ClassVar = {
        "modest": "employers pay a quarter of the legal cost of recruitment",
        "firm": "employers pay half of the legal cost of recruitment",
        "full": "employers pay all of the legal cost of recruitment",
    }

    share: Annotated[float, Sets("zero_fee")]

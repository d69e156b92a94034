"""Who speaks up, what happens to them, and what a report is worth."""

from simcorr.parameters.declaration import Basis, ParameterGroup, parameter


class ReportingParameters(ParameterGroup):
    """Reports by colleagues, migrants and partner agencies, retaliation, follow-up and evidence."""

    colleague_base: float = parameter(
        -3.1,
        unit="log odds",
        low=-10,
        high=10,
        description="Public spirit minus inertia of a colleague who saw an accepted bribe.",
        sources=("E042", "E056", "E065"),
    )
    colleague_precision: float = parameter(
        1.0,
        unit="factor",
        low=0,
        high=10,
        description="How sharply a colleague's report follows its reasons.",
    )
    reward_usd: float = parameter(
        0,
        unit="USD per report",
        low=0,
        high=100_000,
        role="lever",
        description="Reward for a report that leads to a case.",
        sources=("E066", "E071"),
    )
    reward_scale_usd: float = parameter(
        1000,
        unit="USD per log odd",
        low=1,
        high=1_000_000,
        description="Reward that raises the log odds of a report by one.",
        sources=("E066",),
    )
    retaliation_weight: float = parameter(
        2.0,
        unit="log odds",
        low=0,
        high=10,
        description="How much full local hostility without protection keeps a colleague from reporting.",
        sources=("E042", "E053", "E061"),
    )
    protection: float = parameter(
        0.1,
        unit="share",
        low=0,
        high=1,
        role="lever",
        description="Share of retaliation from which reporters and witnesses are really protected.",
        sources=("E042", "E060"),
    )
    anonymity: float = parameter(
        0.1,
        unit="share",
        low=0,
        high=1,
        role="lever",
        description="Share of reports whose author stays unknown.",
        sources=("E058", "E064"),
    )
    retaliation_probability: float = parameter(
        0.4,
        unit="probability",
        low=0,
        high=1,
        description="Chance that a known and unprotected reporter suffers retaliation.",
        sources=("E028", "E061", "E062"),
        grade="C",
        basis=Basis("E061", "retaliation where the identity of a reporter was known, near the low end of the range"),
    )
    false_reports_per_official_year: float = parameter(
        0.007,
        unit="reports per official and year",
        low=0,
        high=5,
        description="False reports that an official draws in a year.",
        sources=("E056", "E057"),
    )
    anonymous_false_factor: float = parameter(
        1.0,
        unit="factor",
        low=0,
        high=10,
        description="How much anonymity raises false reports: by this factor times anonymity.",
        sources=("E059",),
    )
    migrant_sees: float = parameter(
        0.9,
        unit="probability",
        low=0,
        high=1,
        description="Chance that a migrant notices the bribe that he or she pays.",
    )
    migrant_sees_smuggler: float = parameter(
        0.1,
        unit="probability",
        low=0,
        high=1,
        description="Chance that a migrant notices a bribe that the smuggler pays.",
        sources=("E010",),
    )
    migrant_base: float = parameter(
        -0.25,
        unit="log odds",
        low=-10,
        high=10,
        description="Readiness of a migrant without fear to report a bribe that was noticed.",
        sources=("E033", "E034", "E051", "E052"),
    )
    deportation_fear: float = parameter(
        2.0,
        unit="log odds",
        low=0,
        high=10,
        description="How much fear of deportation keeps an unprotected migrant from reporting.",
        sources=("E053",),
    )
    corruption_fear: float = parameter(
        2.0,
        unit="log odds per unit of local norm",
        low=0,
        high=10,
        description="How much perceived local corruption keeps a migrant from reporting.",
        sources=("E051", "E053"),
    )
    migrant_protection: float = parameter(
        0.1,
        unit="share",
        low=0,
        high=1,
        role="lever",
        description="Share of the fear of deportation that safe reporting removes.",
        sources=("E053", "E060"),
    )
    partner_rate: float = parameter(
        0.001,
        unit="probability per act",
        low=0,
        high=1,
        description="Chance that a partner agency reports an accepted bribe.",
    )
    partner_sharing: float = parameter(
        0.02,
        unit="probability per act",
        low=0,
        high=1,
        description="What fully shared intelligence adds to the chance that a partner agency reports an act.",
        sources=("E118",),
    )
    follow_up: float = parameter(
        0.35,
        unit="probability",
        low=0,
        high=1,
        role="lever",
        description="Chance that a report is followed up.",
        sources=("E125", "E135"),
    )
    follow_up_per_supervisor_week: float = parameter(
        0.5,
        unit="reports per supervisor and week",
        low=0,
        high=100,
        description="Reports that a supervisor can follow up in a week.",
        sources=("E067",),
    )
    anonymity_follow_up_loss: float = parameter(
        0.4,
        unit="share",
        low=0,
        high=1,
        description="Share of follow-up that is lost when a report is anonymous.",
        sources=("E058", "E059"),
    )
    evidence_audit: float = parameter(
        0.6,
        unit="evidence",
        low=0,
        high=1,
        description="Evidence that an audit finding brings to a case.",
    )
    evidence_colleague: float = parameter(
        0.5,
        unit="evidence",
        low=0,
        high=1,
        description="Evidence that a colleague's report brings to a case.",
        sources=("E057", "E059"),
    )
    evidence_migrant: float = parameter(
        0.35,
        unit="evidence",
        low=0,
        high=1,
        description="Evidence that a migrant's report brings to a case.",
        sources=("E070", "E147"),
    )
    evidence_partner: float = parameter(
        0.5,
        unit="evidence",
        low=0,
        high=1,
        description="Evidence that a partner agency's report brings to a case.",
    )
    evidence_false: float = parameter(
        0.1,
        unit="evidence",
        low=0,
        high=1,
        description="Evidence that a false report seems to bring to a case.",
        sources=("E057",),
    )
    evidence_inquiry: float = parameter(
        0.35,
        unit="evidence",
        low=0,
        high=1,
        description="Evidence that an inquiry into who let a smuggling case pass brings.",
    )

"""How cases move, or do not, from suspicion to sentence."""

from simcorr.parameters.declaration import ParameterGroup, parameter


class JusticeParameters(ParameterGroup):
    """Investigation, prosecution and trial: capacity, duration, proof, leads and cooperation."""

    agency_share: float = parameter(
        0.06,
        unit="share of reports",
        low=0,
        high=1,
        role="lever",
        description="Share of reports that go to an independent agency and not to the superior of the post.",
    )
    agency_base: float = parameter(
        -3.7,
        unit="log odds",
        low=-10,
        high=10,
        description="Readiness of the agency to open a file without evidence; calibrated on files per report to it.",
        sources=("E124", "E125"),
    )
    agency_evidence: float = parameter(
        5.0,
        unit="log odds per unit of evidence",
        low=0,
        high=20,
        description="How much the evidence in a dossier raises the chance that the agency opens a file.",
        sources=("E124", "E125"),
    )
    dossier_kept_per_week: float = parameter(
        0.99,
        unit="share per week",
        low=0,
        high=1,
        description="Share of the strength of an agency's dossier that is left a week later.",
    )
    dismissal_share: float = parameter(
        0.5,
        unit="share",
        low=0,
        high=1,
        description="Share of officials with full evidence against them who are dismissed when their file ends "
        "without a conviction and was not bought.",
        sources=("E143",),
    )
    cases_per_official_week: float = parameter(
        0.15,
        unit="cases per official and week",
        low=0,
        high=10,
        description="Cases that one official of a justice post can move on in a week.",
    )
    other_work_investigation: float = parameter(
        0.0,
        unit="share of nominal capacity",
        low=0,
        high=0.99,
        description="Files of other work that come to investigators in a week, over what all places could move on.",
    )
    other_work_trial: float = parameter(
        0.0,
        unit="share of nominal capacity",
        low=0,
        high=0.99,
        description="Files of other work that come to courts in a week, over what all places could move on.",
    )
    investigation_weeks: int = parameter(
        20,
        unit="weeks",
        low=0,
        high=520,
        description="Least age at which an investigation can end.",
        sources=("E144", "E153"),
    )
    trial_weeks: int = parameter(
        30,
        unit="weeks",
        low=0,
        high=520,
        description="Least time from charge to verdict.",
        sources=("E144", "E153"),
    )
    charge_base: float = parameter(
        -1.1,
        unit="log odds",
        low=-10,
        high=10,
        description="Readiness to charge without evidence; calibrated on charges per investigation.",
        sources=("E126", "E134", "E175"),
    )
    charge_evidence: float = parameter(
        2.5,
        unit="log odds per unit of evidence",
        low=0,
        high=10,
        description="How much evidence raises the chance of a charge.",
        sources=("E138", "E157"),
    )
    conviction_base: float = parameter(
        0.3,
        unit="log odds",
        low=-10,
        high=10,
        description="Readiness to convict without evidence; calibrated on convictions per charge.",
        sources=("E127", "E133", "E148", "E168", "E175"),
    )
    conviction_evidence: float = parameter(
        2.5,
        unit="log odds per unit of evidence",
        low=0,
        high=10,
        description="How much evidence raises the chance of conviction.",
        sources=("E133", "E146"),
    )
    sharing_lead: float = parameter(
        0.1,
        unit="probability per interception",
        low=0,
        high=1,
        description="What fully shared intelligence adds to the chance of a lead to the operator.",
        sources=("E118",),
    )
    sharing_evidence: float = parameter(
        0.3,
        unit="share",
        low=0,
        high=1,
        description="Evidence that fully shared intelligence adds to a case against an operator.",
        sources=("E118",),
    )
    operator_lead: float = parameter(
        0.05,
        unit="probability per interception",
        low=0,
        high=1,
        description="Chance that an interception leads to the operator behind the journey.",
        sources=("E129",),
    )
    report_lead: float = parameter(
        0.3,
        unit="probability per report",
        low=0,
        high=1,
        description="Chance that a migrant's report of harm leads to the operator; a worker's is heeded in any case.",
        sources=("E147",),
    )
    opening_probability: float = parameter(
        0.5,
        unit="probability",
        low=0,
        high=1,
        description="Chance that a lead becomes a case.",
        sources=("E125", "E135"),
    )
    intimidation: float = parameter(
        0.2,
        unit="share of evidence",
        low=0,
        high=1,
        description="Evidence lost to the intimidation of unprotected witnesses and reporters.",
        sources=("E146", "E152"),
    )
    accused_access: float = parameter(
        0.27,
        unit="probability per decision",
        low=0,
        high=1,
        description="Chance that an accused finds a way to offer money to whoever handles the case.",
        sources=("E165",),
    )
    accused_payment_share: float = parameter(
        0.3,
        unit="share of stake",
        low=0,
        high=1,
        description="Part of what is at stake that an accused offers for the case to end.",
        sources=("E165",),
    )
    trial_access_factor: float = parameter(
        1,
        unit="factor",
        low=0,
        high=20,
        description="Factor on the chance to find a way to whoever handles a case, where it is tried (1: none).",
    )
    detention_weeks: int = parameter(
        0,
        unit="weeks",
        low=0,
        high=520,
        description="Weeks in custody after a stop on the way, before a party is returned (0: it is returned at once).",
    )
    release_access: float = parameter(
        0,
        unit="probability per week",
        low=0,
        high=1,
        description="Chance per week that an operator can offer a bribe for the release of a party in custody.",
    )
    release_payment_share: float = parameter(
        0.3,
        unit="share of loss",
        low=0,
        high=1,
        description="Part of what the operator would lose that is offered for the release of a party in custody.",
    )
    maximum_case_weeks: int = parameter(
        156,
        unit="weeks",
        low=1,
        high=1040,
        description="Age at which a case that has not ended is dropped.",
        sources=("E144", "E153"),
    )
    document_checks: float = parameter(
        0,
        unit="probability",
        low=0,
        high=1,
        role="lever",
        description="Chance that a check of documents against shared records finds what is wrong.",
        sources=("E118",),
    )
    shared_intelligence: float = parameter(
        0,
        unit="share",
        low=0,
        high=1,
        role="lever",
        description="How far evidence from one corridor is used in the others.",
        sources=("E118",),
    )

"""The registered names of interventions, and how a table of a scenario file becomes one.

A file can name measures that are registered here and nothing else; nothing in a file is imported or executed.
"""

from collections.abc import Mapping
from typing import Any, TypeVar

from simcorr.errors import InterventionError, unknown_name
from simcorr.interventions.intervention import Intervention
from simcorr.interventions.measures.awareness import MigrantCampaign, OfficialCampaign
from simcorr.interventions.measures.business import AgencyInspection, FirmLiability, PrivateAudit, ZeroFeeRules
from simcorr.interventions.measures.cooperation import (
    DocumentTracing,
    JointInvestigations,
    SharedDocumentChecks,
    SharedIntelligence,
)
from simcorr.interventions.measures.enforcement import (
    CaseAssignment,
    CourtCapacity,
    GraverPenalties,
    InvestigativeCapacity,
    ProsecuteInsteadOfTransfer,
)
from simcorr.interventions.measures.evidence_base import BetterRecording
from simcorr.interventions.measures.governance import (
    MeritRecruitment,
    OfficialWages,
    OwnershipDeclarations,
    RandomPosts,
    SecondJobRules,
    StaffRotation,
)
from simcorr.interventions.measures.harmonisation import HarmonisedPenalties
from simcorr.interventions.measures.mainstreaming import JointTraining, SmugglingCaseInquiry
from simcorr.interventions.measures.migrants import (
    CustodyOversight,
    NonPunishment,
    SafeReporting,
    VictimScreening,
    VictimSupport,
)
from simcorr.interventions.measures.regular_channels import CheaperRegularChannel, FasterRegularChannel
from simcorr.interventions.measures.targeting import DocumentOfficeVetting, HighRiskAudits, ReportLedAudits
from simcorr.interventions.measures.whistleblowing import IndependentAgency, WhistleblowerChannel

INTERVENTIONS: dict[str, type[Intervention]] = {
    measure.key: measure
    for measure in (
        ProsecuteInsteadOfTransfer,
        GraverPenalties,
        InvestigativeCapacity,
        CourtCapacity,
        CaseAssignment,
        HarmonisedPenalties,
        SmugglingCaseInquiry,
        JointTraining,
        HighRiskAudits,
        ReportLedAudits,
        DocumentOfficeVetting,
        StaffRotation,
        MeritRecruitment,
        SecondJobRules,
        OfficialWages,
        OwnershipDeclarations,
        RandomPosts,
        WhistleblowerChannel,
        IndependentAgency,
        SafeReporting,
        VictimSupport,
        VictimScreening,
        NonPunishment,
        CustodyOversight,
        SharedIntelligence,
        SharedDocumentChecks,
        DocumentTracing,
        JointInvestigations,
        FirmLiability,
        PrivateAudit,
        AgencyInspection,
        ZeroFeeRules,
        BetterRecording,
        OfficialCampaign,
        MigrantCampaign,
        CheaperRegularChannel,
        FasterRegularChannel,
    )
}
"""Every registered measure by its name in files, in the order of the recommendations."""

Measure = TypeVar("Measure", bound=type[Intervention])


def register(measure: Measure) -> Measure:
    """Register a measure of one's own under its ``key``, so that files can name it; usable as a decorator."""
    if not measure.key:
        raise InterventionError(f"{measure.__name__} has no key; give it a name for files, such as 'staff_rotation'")
    if INTERVENTIONS.get(measure.key, measure) is not measure:
        raise InterventionError(
            f"a measure is already registered as '{measure.key}'; give {measure.__name__} another key"
        )
    for key, other in INTERVENTIONS.items():
        if key != measure.key and _named(other) == _named(measure):
            raise InterventionError(
                f"the measure '{key}' has the title '{_named(measure)}' already; tables would take the two for one; "
                f"give {measure.__name__} another title"
            )
    INTERVENTIONS[measure.key] = measure
    return measure


def from_table(table: Mapping[str, Any]) -> Intervention:
    """Return the measure that a table describes: its registered name, its fields, and perhaps a dose.

    Parameters
    ----------
    table : mapping
        ``measure`` is the registered name; ``dose``, if present, gives the fields that are not named.

    Examples
    --------
    >>> from_table({"measure": "staff_rotation", "interval_weeks": 13}).interval_weeks
    13
    >>> from_table({"measure": "official_wages", "dose": "full"}).factor
    1.5
    """
    values = dict(table)
    name = values.pop("measure", None)
    if name is None:
        raise InterventionError("an intervention needs 'measure', its registered name, such as 'staff_rotation'")
    if not isinstance(name, str) or name not in INTERVENTIONS:
        raise InterventionError(unknown_name("measure", name, INTERVENTIONS))
    dose = values.pop("dose", None)
    measure = INTERVENTIONS[name]
    return measure(**values) if dose is None else measure.dose(dose, **values)


def to_table(intervention: Intervention, *, full: bool = False) -> dict[str, Any]:
    """Return a measure as a table for a file: what differs from its defaults, with lists for tuples.

    With ``full`` every value that is set stands there, so that a record holds if a default changes.

    Examples
    --------
    >>> from simcorr.interventions import StaffRotation
    >>> to_table(StaffRotation(interval_weeks=13))
    {'measure': 'staff_rotation', 'interval_weeks': 13}
    """
    if INTERVENTIONS.get(intervention.key) is not type(intervention):
        raise InterventionError(f"{type(intervention).__name__} is not registered; see `register`")
    table: dict[str, Any] = {"measure": intervention.key}
    for name, field in type(intervention).model_fields.items():
        value = getattr(intervention, name)
        if field.is_required() or value != field.default or (full and value is not None):
            table[name] = list(value) if isinstance(value, tuple) else value
    return table


def all_at_dose(dose: str, **values: Any) -> dict[str, Intervention]:
    """Return every registered measure at one dose, by its title.

    Examples
    --------
    >>> all_at_dose("firm")["Staff rotation"].interval_weeks
    52
    """
    return {_named(measure): measure.dose(dose, **values) for measure in INTERVENTIONS.values()}


def _named(measure: type[Intervention]) -> str:
    return measure.title or measure.__name__

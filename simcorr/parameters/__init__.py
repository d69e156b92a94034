"""Every parameter of the model, declared once: value, unit, bounds, role, grade of evidence and sources."""

from simcorr.parameters.declaration import GRADE_WORDS, GRADES, ROLES, Basis, ParameterGroup, parameter
from simcorr.parameters.grading import Declared
from simcorr.parameters.groups.agencies import AgencyParameters
from simcorr.parameters.groups.contexts import ContextParameters, Contexts
from simcorr.parameters.groups.corridors import CorridorParameters, PostParameters, StageParameters
from simcorr.parameters.groups.delivery import DeliveryParameters
from simcorr.parameters.groups.documents import DocumentParameters
from simcorr.parameters.groups.justice import JusticeParameters
from simcorr.parameters.groups.migrants import MigrantParameters
from simcorr.parameters.groups.observation import ObservationParameters
from simcorr.parameters.groups.officials import OfficialParameters
from simcorr.parameters.groups.protection import ProtectionParameters
from simcorr.parameters.groups.reports import ReportingParameters
from simcorr.parameters.groups.smugglers import SmugglerParameters
from simcorr.parameters.groups.supervision import SupervisionParameters
from simcorr.parameters.sources import Evidence, evidence_rows, parse_evidence
from simcorr.parameters.table import (
    GROUPS,
    PARTS,
    counts_by_grade,
    declaration,
    declared_in_parts,
    declared_parameters,
    evidence,
    informed_by,
    shares_by_grade,
    table,
)

__all__ = [
    "GRADES",
    "GRADE_WORDS",
    "GROUPS",
    "PARTS",
    "ROLES",
    "AgencyParameters",
    "Basis",
    "ContextParameters",
    "Contexts",
    "CorridorParameters",
    "Declared",
    "DeliveryParameters",
    "DocumentParameters",
    "Evidence",
    "JusticeParameters",
    "MigrantParameters",
    "ObservationParameters",
    "OfficialParameters",
    "ParameterGroup",
    "PostParameters",
    "ProtectionParameters",
    "ReportingParameters",
    "SmugglerParameters",
    "StageParameters",
    "SupervisionParameters",
    "counts_by_grade",
    "declaration",
    "declared_in_parts",
    "declared_parameters",
    "evidence",
    "evidence_rows",
    "informed_by",
    "parameter",
    "parse_evidence",
    "shares_by_grade",
    "table",
]

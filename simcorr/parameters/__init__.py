"""Every parameter of the model, declared once: value, unit, bounds, role, grade of evidence and sources."""

from simcorr.parameters.agencies import AgencyParameters
from simcorr.parameters.contexts import ContextParameters, Contexts
from simcorr.parameters.corridors import CorridorParameters, PostParameters, StageParameters
from simcorr.parameters.declaration import GRADE_WORDS, GRADES, ROLES, Basis, ParameterGroup, parameter
from simcorr.parameters.delivery import DeliveryParameters
from simcorr.parameters.documents import DocumentParameters
from simcorr.parameters.grading import Declared
from simcorr.parameters.justice import JusticeParameters
from simcorr.parameters.migrants import MigrantParameters
from simcorr.parameters.observation import ObservationParameters
from simcorr.parameters.officials import OfficialParameters
from simcorr.parameters.protection import ProtectionParameters
from simcorr.parameters.reporting import ReportingParameters
from simcorr.parameters.smugglers import SmugglerParameters
from simcorr.parameters.sources import Evidence, evidence_rows, parse_evidence
from simcorr.parameters.supervision import SupervisionParameters
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

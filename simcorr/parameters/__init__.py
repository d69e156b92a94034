"""Every parameter of the model, declared once: value, unit, bounds, role, grade of evidence and sources."""

from simcorr.parameters.contexts import ContextParameters, Contexts
from simcorr.parameters.declaration import GRADES, ROLES, ParameterGroup, parameter
from simcorr.parameters.delivery import DeliveryParameters
from simcorr.parameters.justice import JusticeParameters
from simcorr.parameters.migrants import MigrantParameters
from simcorr.parameters.observation import ObservationParameters
from simcorr.parameters.officials import OfficialParameters
from simcorr.parameters.protection import ProtectionParameters
from simcorr.parameters.reporting import ReportingParameters
from simcorr.parameters.smugglers import SmugglerParameters
from simcorr.parameters.sources import Evidence, evidence_rows, parse_evidence
from simcorr.parameters.supervision import SupervisionParameters
from simcorr.parameters.table import GROUPS, Declared, declared_parameters, evidence, shares_by_grade, table

__all__ = [
    "GRADES",
    "GROUPS",
    "ROLES",
    "ContextParameters",
    "Contexts",
    "Declared",
    "DeliveryParameters",
    "Evidence",
    "JusticeParameters",
    "MigrantParameters",
    "ObservationParameters",
    "OfficialParameters",
    "ParameterGroup",
    "ProtectionParameters",
    "ReportingParameters",
    "SmugglerParameters",
    "SupervisionParameters",
    "declared_parameters",
    "evidence",
    "evidence_rows",
    "parameter",
    "parse_evidence",
    "shares_by_grade",
    "table",
]

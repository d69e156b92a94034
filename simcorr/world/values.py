"""The parameter groups as plain tuples of numbers, which both engines and compiled code can read."""

from collections import namedtuple
from typing import Any

from simcorr import parameters
from simcorr.contexts import Context


def _tuple_type(name: str, group: Any) -> Any:
    made = namedtuple(name, tuple(group.model_fields))  # type: ignore[misc]  # fields come from the declaration
    made.__module__ = __name__
    return made


MigrantValues = _tuple_type("MigrantValues", parameters.MigrantParameters)
SmugglerValues = _tuple_type("SmugglerValues", parameters.SmugglerParameters)
OfficialValues = _tuple_type("OfficialValues", parameters.OfficialParameters)
SupervisionValues = _tuple_type("SupervisionValues", parameters.SupervisionParameters)
ReportingValues = _tuple_type("ReportingValues", parameters.ReportingParameters)
JusticeValues = _tuple_type("JusticeValues", parameters.JusticeParameters)
ProtectionValues = _tuple_type("ProtectionValues", parameters.ProtectionParameters)
DocumentValues = _tuple_type("DocumentValues", parameters.DocumentParameters)
AgencyValues = _tuple_type("AgencyValues", parameters.AgencyParameters)
ObservationValues = _tuple_type("ObservationValues", parameters.ObservationParameters)
ContextValues = _tuple_type("ContextValues", parameters.ContextParameters)

N_CONTEXTS = len(Context)

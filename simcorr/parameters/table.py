"""The table of all parameters, made from their declarations and from nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from simcorr.contexts import CONTEXT_NAMES
from simcorr.errors import ScenarioError, unknown_name
from simcorr.parameters.contexts import ContextParameters, declared_in
from simcorr.parameters.declaration import GRADES, ParameterGroup
from simcorr.parameters.delivery import DeliveryParameters
from simcorr.parameters.justice import JusticeParameters
from simcorr.parameters.migrants import MigrantParameters
from simcorr.parameters.observation import ObservationParameters
from simcorr.parameters.officials import OfficialParameters
from simcorr.parameters.protection import ProtectionParameters
from simcorr.parameters.reporting import ReportingParameters
from simcorr.parameters.smugglers import SmugglerParameters
from simcorr.parameters.sources import Evidence, evidence_rows
from simcorr.parameters.supervision import SupervisionParameters

if TYPE_CHECKING:
    import pandas

GROUPS: dict[str, type[ParameterGroup]] = {
    "migrants": MigrantParameters,
    "smugglers": SmugglerParameters,
    "officials": OfficialParameters,
    "supervision": SupervisionParameters,
    "reporting": ReportingParameters,
    "justice": JusticeParameters,
    "protection": ProtectionParameters,
    "observation": ObservationParameters,
    "delivery": DeliveryParameters,
}
"""The groups besides the contexts, by their name in a scenario."""


class Declared(NamedTuple):
    """A parameter as it was declared."""

    name: str
    value: float
    unit: str
    low: float
    high: float
    whole: bool
    role: str
    grade: str
    sources: tuple[str, ...]
    description: str


@cache
def declared_parameters() -> dict[str, Declared]:
    """Return every declared parameter by its dotted name; contexts first, in the order of the brief."""
    return {declared.name: declared for declared in (*_of_contexts(), *_of_groups())}


def table() -> pandas.DataFrame:
    """Return all parameters as a table with a row each; its columns are the fields of `Declared`.

    Examples
    --------
    >>> table().set_index("name").loc["migrants.retry_probability", "grade"]
    'C'
    """
    import pandas

    return pandas.DataFrame([declared._asdict() for declared in declared_parameters().values()])


def evidence(name: str) -> pandas.DataFrame:
    """Return the rows of the evidence table behind a parameter.

    Parameters
    ----------
    name
        The dotted name of a parameter.

    Examples
    --------
    >>> list(evidence("migrants.retry_probability")["id"])
    ['E013']
    """
    import pandas

    declared = declared_parameters().get(name)
    if declared is None:
        raise ScenarioError(unknown_name("parameter", name, declared_parameters()))
    rows = [evidence_rows()[source] for source in declared.sources]
    return pandas.DataFrame(rows, columns=list(Evidence._fields))


def shares_by_grade() -> pandas.Series[float]:
    """Return the share of parameters at each grade of evidence."""
    import pandas

    grades = [declared.grade for declared in declared_parameters().values()]
    shares = {grade: grades.count(grade) / len(grades) for grade in GRADES}
    return pandas.Series(shares, name="share")


def _of_contexts() -> Iterator[Declared]:
    for context in CONTEXT_NAMES:
        for name, field in ContextParameters.model_fields.items():
            extra: dict[str, Any] = {**_extra(field.json_schema_extra), **declared_in(name, context)}
            yield _declared(f"contexts.{context}.{name}", extra, field.annotation, field.description)


def _of_groups() -> Iterator[Declared]:
    for group, model in GROUPS.items():
        for name, field in model.model_fields.items():
            extra = {"value": field.default, **_extra(field.json_schema_extra)}
            yield _declared(f"{group}.{name}", extra, field.annotation, field.description)


def _declared(name: str, extra: dict[str, Any], annotation: Any, description: str | None) -> Declared:
    whole = annotation is int
    return Declared(
        name,
        int(extra["value"]) if whole else float(extra["value"]),
        extra["unit"],
        extra["low"],
        extra["high"],
        whole,
        extra["role"],
        extra["grade"],
        tuple(extra["sources"]),
        description or "",
    )


def _extra(extra: object) -> dict[str, Any]:
    return dict(extra) if isinstance(extra, dict) else {}

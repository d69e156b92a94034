"""The table of all parameters, made from their declarations and from nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from simcorr.contexts import CONTEXT_NAMES
from simcorr.errors import ScenarioError, unknown_name
from simcorr.parameters.declaration import GRADES, ParameterGroup
from simcorr.parameters.grading import Declared, check_grade
from simcorr.parameters.groups.agencies import AgencyParameters
from simcorr.parameters.groups.contexts import ContextParameters, declared_in
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
from simcorr.parameters.sources import Evidence, evidence_rows

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
    "documents": DocumentParameters,
    "agencies": AgencyParameters,
    "observation": ObservationParameters,
    "delivery": DeliveryParameters,
}
"""The groups besides the contexts, by their name in a scenario."""


PARTS: dict[str, type[ParameterGroup]] = {
    "corridors": CorridorParameters,
    "stages": StageParameters,
    "posts": PostParameters,
}
"""What a scenario has several of, each with figures of its own; tables give their defaults once."""


@cache
def declared_parameters() -> dict[str, Declared]:
    """Return every parameter that a scenario has once, by its dotted name; contexts first, in their order."""
    return _checked((*_of_contexts(), *_of_groups(GROUPS)))


@cache
def declared_in_parts() -> dict[str, Declared]:
    """Return the parameters of corridors, stages and posts, as ``corridors.fee_usd`` or ``posts.staff``.

    Two are left out because they have no default of their own: a stage's discretion and a post's private share
    are those of the context.
    """
    return _checked(_of_groups(PARTS))


def table() -> pandas.DataFrame:
    """Return all parameters as a table with a row each; its columns are the fields of `Declared`.

    Corridors, stages and posts come last, once each, whatever the corridors of a scenario are called.

    Examples
    --------
    >>> table().set_index("name").loc["migrants.retry_probability", "grade"]
    'C'
    """
    import pandas

    return pandas.DataFrame([declared._asdict() for declared in _all().values()])


def declaration(name: str) -> Declared:
    """Return the declaration of a parameter.

    Parameters
    ----------
    name
        Its name in the table, or the dotted name of a scenario such as ``corridors.land.fee_usd``.

    Examples
    --------
    >>> declaration("corridors.land.posts.desk.staff").name
    'posts.staff'
    """
    known = _all()
    if (found := known.get(_name_in_table(name))) is None:
        raise ScenarioError(unknown_name("parameter", name, known))
    return found


def evidence(name: str) -> pandas.DataFrame:
    """Return the rows of the evidence table behind a parameter, or one row by its id.

    Parameters
    ----------
    name
        The name of a parameter or of a row.

    Examples
    --------
    >>> list(evidence("migrants.retry_probability")["id"])
    ['E013']
    """
    import pandas

    ids = (name,) if name in evidence_rows() else _declaration_or_row(name).sources
    return pandas.DataFrame([evidence_rows()[source] for source in ids], columns=list(Evidence._fields))


def informed_by(row: str) -> pandas.DataFrame:
    """Return the parameters that name a row of the evidence table among their sources.

    Parameters
    ----------
    row
        The id of the row.

    Examples
    --------
    >>> list(informed_by("E197")["name"])
    ['migrants.waiting_cost_usd', 'corridors.regular_wait_weeks']
    """
    if row not in evidence_rows():
        raise ScenarioError(unknown_name("evidence row", row, evidence_rows()))
    frame = table()
    return frame[[row in sources for sources in frame["sources"]]].reset_index(drop=True)


def shares_by_grade() -> pandas.Series[float]:
    """Return the share of parameters at each grade of evidence.

    Examples
    --------
    >>> bool(shares_by_grade()["D"] > 0.5)
    True
    """
    import pandas

    grades = [declared.grade for declared in _all().values()]
    return pandas.Series({grade: grades.count(grade) / len(grades) for grade in GRADES}, name="share")


def counts_by_grade() -> pandas.DataFrame:
    """Return how many parameters have each grade: a row for each group and a last one for all.

    Examples
    --------
    >>> counts_by_grade().loc["delivery"].to_dict()
    {'A': 0, 'B': 0, 'C': 0, 'D': 2}
    """
    import pandas

    frame = table()
    group = frame["name"].str.partition(".")[0]
    counts = pandas.crosstab(group, frame["grade"]).reindex(index=group.unique(), columns=list(GRADES), fill_value=0)
    counts.loc["all"] = counts.sum()
    return counts.rename_axis(index="group", columns="grade")


def _all() -> dict[str, Declared]:
    return {**declared_parameters(), **declared_in_parts()}


def _declaration_or_row(name: str) -> Declared:
    """Return a declaration; where there is none of the name, offer rows of the evidence as well."""
    try:
        return declaration(name)
    except ScenarioError:
        known = (*_all(), *evidence_rows())
        raise ScenarioError(unknown_name("parameter or evidence row", name, known)) from None


def _name_in_table(name: str) -> str:
    """Return the name in the table for the dotted name of a part of a scenario."""
    match name.split("."):
        case ["corridors", _, ("stages" | "posts") as parts, _, field]:
            return f"{parts}.{field}"
        case ["corridors", _, field]:
            return f"corridors.{field}"
    return name


def _checked(declarations: Iterable[Declared]) -> dict[str, Declared]:
    """Return declarations by name; none has a grade that its sources do not bear."""
    found = {declared.name: declared for declared in declarations}
    for declared in found.values():
        check_grade(declared, evidence_rows())
    return found


def _of_contexts() -> Iterator[Declared]:
    for context in CONTEXT_NAMES:
        for name, field in ContextParameters.model_fields.items():
            extra: dict[str, Any] = {**_extra(field.json_schema_extra), **declared_in(name, context)}
            yield _declared(f"contexts.{context}.{name}", extra, field.annotation, field.description)


def _of_groups(groups: Mapping[str, type[ParameterGroup]]) -> Iterator[Declared]:
    for group, model in groups.items():
        for name, field in model.model_fields.items():
            if field.default is not None:
                extra = {"value": field.default, **_extra(field.json_schema_extra)}
                yield _declared(f"{group}.{name}", extra, field.annotation, field.description)


def _declared(name: str, extra: dict[str, Any], annotation: Any, description: str | None) -> Declared:
    whole = annotation is int
    basis = extra.get("basis", {"row": "", "factor": 1, "words": ""})
    return Declared(
        name=name,
        value=int(extra["value"]) if whole else float(extra["value"]),
        unit=extra["unit"],
        low=extra["low"],
        high=extra["high"],
        whole=whole,
        role=extra["role"],
        grade=extra["grade"],
        sources=tuple(extra["sources"]),
        rests_on=basis["row"],
        factor=float(basis["factor"]),
        basis=basis["words"],
        description=description or "",
    )


def _extra(extra: object) -> dict[str, Any]:
    return dict(extra) if isinstance(extra, dict) else {}

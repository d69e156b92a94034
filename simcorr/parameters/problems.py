"""From pydantic's report of what is wrong to sentences that a policy analyst can act on."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, time
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails, PydanticCustomError

from simcorr.errors import out_of_bounds, unknown_name

_BOUNDS = {"greater_than", "greater_than_equal", "less_than", "less_than_equal", "finite_number"}
_KINDS = {
    "float_type": "a number",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "bool_type": "true or false",
    "bool_parsing": "true or false",
    "string_type": "text",
    "tuple_type": "a list",
    "list_type": "a list",
    "model_type": "a table",
    "model_attributes_type": "a table",
    "dict_type": "a table",
}


def problem(*messages: str) -> PydanticCustomError:
    """Return the error that a validator raises for problems that are already worded."""
    return PydanticCustomError("simcorr", "{text}", {"text": "; ".join(messages), "messages": list(messages)})


def problems_of(model: type[BaseModel], error: ValidationError, values: Any) -> list[str]:
    """Return the worded problems of a failed validation of ``values`` as ``model``."""
    found = [text for detail in error.errors(include_url=False) for text in _worded(model, detail, values)]
    return list(dict.fromkeys(found))


def dotted(location: Sequence[str | int], values: Any) -> str:
    """Return the dotted name of a location; parts of a list go by their ``name`` where they have one.

    Examples
    --------
    >>> dotted(("corridors", 0, "fee_usd"), {"corridors": [{"name": "land"}]})
    'corridors.land.fee_usd'
    >>> dotted(("shocks", 1, "week"), {"shocks": [{}, {}]})
    'shocks[1].week'
    """
    text, here = "", values
    for step in location:
        here = _inside(here, step)
        name = _inside(here, "name") if isinstance(step, int) else step
        if isinstance(step, int) and not (isinstance(name, str) and name):
            text += f"[{step}]"
        else:
            text += f".{name}" if text else str(name)
    return text


def allowed_text(field: FieldInfo, kind: str) -> str:
    """Return what a field takes, for example ``a number from 0 to 1 (share)``."""
    low, high, unit = _bounds(field)
    span = f" from {low} to {high}" if low is not None and high is not None else ""
    duration = ", or a duration such as '6 months'" if unit == "weeks" else ""
    return kind + span + (f" ({unit})" if unit else "") + duration


def _worded(model: type[BaseModel], detail: ErrorDetails, values: Any) -> Iterator[str]:
    location, kind = detail["loc"], detail["type"]
    name = dotted(location, values)
    field = _field_at(model, location)
    given = _shown(detail["input"])
    if kind == "simcorr":
        for message in detail["ctx"]["messages"]:
            yield name + message if message.startswith("[") or not name else f"{name}: {message}"
    elif kind == "extra_forbidden":
        parent = _model_at(model, location[:-1])
        where = dotted(location[:-1], values)
        yield unknown_name("key", str(location[-1]), parent.model_fields if parent else (), where)
    elif kind == "missing":
        wanted = f": {field.description}" if field is not None and field.description else ""
        yield f"{name} is missing{wanted}"
    elif kind in _BOUNDS and field is not None and _bounds(field)[0] is not None:
        low, high, unit = _bounds(field)
        yield out_of_bounds(name, given, low, high, unit)
    elif kind in ("literal_error", "enum"):
        choices = get_args(field.annotation) if field is not None else ()
        yield unknown_name(str(location[-1]), str(detail["input"]), map(str, choices), dotted(location[:-1], values))
    elif kind == "too_short":
        if not detail["input"]:  # otherwise the entries were refused, each with a message of its own
            yield f"{name} is empty; at least one is needed"
    elif kind == "string_pattern_mismatch":
        yield f"{name} is {given}; allowed is a letter, then letters, digits, spaces, hyphens, underscores"
    elif kind in _KINDS:
        wanted = allowed_text(field, _KINDS[kind]) if field is not None else _KINDS[kind]
        yield f"{name} is {given}; allowed is {wanted}"
    else:
        message = detail["msg"]
        yield f"{name} is {given}: {message[:1].lower()}{message[1:]}" if name else message


def _shown(value: Any) -> str:
    text = str(value).lower() if isinstance(value, bool) else repr(value)
    if isinstance(value, date | time):
        text = value.isoformat()
    return text if len(text) <= 60 else text[:57] + "..."


def _bounds(field: FieldInfo) -> tuple[Any, Any, str]:
    extra = field.json_schema_extra
    if not isinstance(extra, dict):
        return None, None, ""
    return extra.get("low"), extra.get("high"), str(extra.get("unit", ""))


def _inside(values: Any, step: str | int) -> Any:
    if isinstance(values, Mapping):
        return values.get(step)
    if isinstance(step, int):
        return values[step] if isinstance(values, (list, tuple)) and step < len(values) else None
    return getattr(values, step, None)


def _field_at(model: type[BaseModel], location: Sequence[str | int]) -> FieldInfo | None:
    names = [step for step in location if isinstance(step, str)]
    parent = _model_at(model, names[:-1])
    return parent.model_fields.get(names[-1]) if parent and names else None


def _model_at(model: type[BaseModel], location: Sequence[str | int]) -> type[BaseModel] | None:
    """Return the model that stands at a location, found through the annotations."""
    here: type[BaseModel] | None = model
    for step in location:
        if isinstance(step, int):
            continue
        field = here.model_fields.get(step) if here is not None else None
        here = next(_models_in(field.annotation), None) if field is not None else None
    return here


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from _models_in(part)

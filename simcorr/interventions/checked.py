"""Models whose every refusal is an `InterventionError` in plain words, with the nearest valid name."""

from collections.abc import Mapping
from typing import Any, NoReturn, Self

import numpy as np
from pydantic import BaseModel, ConfigDict, ModelWrapValidatorHandler, ValidationError, model_validator

from simcorr.contexts import CONTEXT_NAMES, Context
from simcorr.errors import InterventionError, out_of_bounds, unknown_name
from simcorr.interventions.sets import Sets
from simcorr.parameters.durations import in_weeks

_EXPECTED = {
    "tuple_type": "a list of names",
    "string_type": "a name",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "float_type": "a number",
}


class Checked(BaseModel):
    """A frozen model without unknown keys, without numbers that are not finite, and with readable errors."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, allow_inf_nan=False)

    @model_validator(mode="wrap")
    @classmethod
    def _in_plain_words(cls, data: Any, handler: ModelWrapValidatorHandler[Self]) -> Self:
        if isinstance(data, Mapping):
            data = {name: _plain(cls, name, value) for name, value in data.items()}
        try:
            return handler(data)
        except ValidationError as error:
            raise InterventionError(_wording(cls, error)) from None

    def __setattr__(self, name: str, value: Any) -> NoReturn:
        """Refuse assignment: what a run was made from must stay what it was."""
        raise InterventionError(f"{type(self).__name__}.{name} cannot be assigned; make a changed copy instead")

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """Return a copy; unlike pydantic's, the changed values are checked."""
        return type(self)(**{**dict(self), **update}) if update else super().model_copy(deep=deep)


def _plain(model: type[BaseModel], name: str, value: Any) -> Any:
    """Return a value as strict validation takes it: TOML gives lists, sweeps give NumPy scalars and 26.0."""
    if isinstance(value, np.generic):
        value = value.item()
    field = model.model_fields.get(name)
    if isinstance(value, float) and value.is_integer() and field and field.annotation in (int, int | None):
        return int(value)
    if name.endswith(("_week", "_weeks")):
        value = in_weeks(value, whole=True)
    if name in ("contexts", "corridors"):
        if isinstance(value, str | Context):
            value = (value,)
        if isinstance(value, list | tuple):
            return tuple(each.key if isinstance(each, Context) else each for each in value)
    return value


def _wording(model: type[BaseModel], error: ValidationError) -> str:
    """Return one message for everything that validation found."""
    return "; ".join(_one_wording(model, details) for details in error.errors())


def _one_wording(model: type[BaseModel], details: Any) -> str:
    where = details["loc"]
    name = str(where[0]) if where else ""
    if details["type"] == "extra_forbidden":
        return unknown_name("field", name, model.model_fields, model.__name__)
    if details["type"] == "missing":
        hints = [f" ({mark.allowed})" for mark in model.model_fields[name].metadata if isinstance(mark, Sets)]
        return f"{model.__name__} needs '{name}'{''.join(hints)}"
    place = ".".join((model.__name__, *map(str, where[:1])))
    expected = _EXPECTED.get(details["type"], str(details["msg"]).removeprefix("Input should be "))
    return f"{place} is {details['input']!r}; allowed is {expected}"


def check_bounds(name: str, value: float, low: float, high: float, unit: str) -> None:
    """Refuse a value outside its bounds."""
    if not low <= value <= high:
        raise InterventionError(out_of_bounds(name, value, f"{low:g}", f"{high:g}", unit))


def check_contexts(where: str, contexts: tuple[str, ...] | None) -> None:
    """Refuse names that are not contexts, names given twice and empty selections."""
    check_selection(f"{where}.contexts", contexts)
    for name in contexts or ():
        if name not in CONTEXT_NAMES:
            raise InterventionError(unknown_name("context", name, CONTEXT_NAMES, where))


def check_selection(where: str, names: tuple[str, ...] | None) -> None:
    """Refuse an empty selection and names given twice."""
    if names is not None and not names:
        raise InterventionError(f"{where} is empty; leave it out to mean all")
    if names is not None and len(set(names)) < len(names):
        raise InterventionError(f"{where} names {_first_repeated(names)!r} twice")


def _first_repeated(names: tuple[str, ...]) -> str:
    return next(name for index, name in enumerate(names) if name in names[:index])


def check_weeks(where: str, start: int, end: int | None, **spans: int) -> None:
    """Refuse weeks before the evaluation window, an end that is not after the start, and negative spans."""
    if start < 0:
        raise InterventionError(f"{where}.start_week is {start}; allowed is 0 or later (weeks from the window's start)")
    if end is not None and end <= start:
        raise InterventionError(f"{where}.end_week is {end}; allowed is later than start_week ({start})")
    for name, weeks in spans.items():
        if weeks < 0:
            raise InterventionError(f"{where}.{name} is {weeks}; allowed is 0 or more weeks")

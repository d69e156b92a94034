"""The base of all that a user declares: frozen, without unknown keys, with errors in simcorr's wording."""

from collections.abc import Mapping
from typing import Any, NoReturn, Self

from pydantic import BaseModel, ConfigDict, ValidationError, model_validator

from simcorr.errors import ScenarioError
from simcorr.parameters.durations import in_weeks
from simcorr.parameters.problems import problems_of


class Checked(BaseModel):
    """A frozen model whose every mistake is a `ScenarioError` that names key, value and what is allowed.

    Refused are assignment, unknown keys, numbers that are not finite, ``true`` for a number, and ``52.5`` for
    a whole number.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False, validate_default=False)

    def __init__(self, /, **values: Any) -> None:
        try:
            super().__init__(**values)
        except ValidationError as error:
            problems = problems_of(type(self), error, values)
            raise ScenarioError(joined(type(self).__name__, problems)) from error

    # Without this mark pydantic would call __init__ for every nested part too: the first mistake would end
    # the check, and its message would not know the place of the part in the whole.
    __init__.__pydantic_base_init__ = True  # type: ignore[attr-defined]

    @model_validator(mode="before")
    @classmethod
    def _plain_numbers(cls, values: Any) -> Any:
        """Turn NumPy's scalars into Python's, 52.0 into 52 where a whole number is asked for, durations into weeks."""
        if not isinstance(values, Mapping):
            return values
        return {name: _in_unit(cls, name, _plain(value, _takes_integer(cls, name))) for name, value in values.items()}

    def __setattr__(self, name: str, value: Any) -> NoReturn:
        """Refuse assignment: what a run was made from must stay what it was."""
        raise ScenarioError(f"{type(self).__name__}.{name} cannot be assigned; make a changed copy instead")

    def __delattr__(self, name: str) -> NoReturn:
        """Refuse deletion."""
        raise ScenarioError(f"{type(self).__name__}.{name} cannot be deleted")

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """Return a copy; unlike pydantic's, the changed values are checked."""
        if not update:
            return super().model_copy(deep=deep)
        return type(self)(**{**dict(self), **update})


def joined(what: str, problems: list[str]) -> str:
    """Return one message from several problems."""
    if len(problems) == 1:
        return problems[0]
    return f"{len(problems)} problems in {what}:" + "".join(f"\n  - {problem}" for problem in problems)


def _takes_integer(cls: type[BaseModel], name: str) -> bool:
    field = cls.model_fields.get(name)
    return field is not None and field.annotation in (int, int | None)


def _in_unit(cls: type[BaseModel], name: str, value: Any) -> Any:
    """Return a value as it is, but a duration in words as weeks where weeks are asked for."""
    field = cls.model_fields.get(name)
    declared = field.json_schema_extra if field is not None else None
    if not isinstance(declared, dict) or declared.get("unit") != "weeks":
        return value
    return in_weeks(value, _takes_integer(cls, name))


def _plain(value: Any, whole: bool) -> Any:
    if hasattr(value, "dtype") and hasattr(value, "item") and getattr(value, "ndim", None) == 0:
        value = value.item()
    if whole and isinstance(value, float) and value.is_integer():
        return int(value)
    return value

"""What a filled-in sheet says, checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from simcorr.errors import ScenarioError, out_of_bounds, unknown_name
from simcorr.parameters.checked import joined
from simcorr.setting.numbers import BY_NAME, WAYS, Number

Given = tuple[float, float]
"""The ends of what is known of a number; the same twice for a number that is known."""


@dataclass(frozen=True)
class Described:
    """One corridor as ten numbers describe it, before anything is simulated.

    Parameters
    ----------
    name : str
    way : {"land", "sea", "air"}
        Whose itinerary and posts of the baseline it takes over.
    numbers : mapping of str to float or (low, high)
        What is known, by the names of the sheet; what is left out stays uncertain.

    Raises
    ------
    ScenarioError
        For a name that does not exist and a number outside what is allowed.

    Examples
    --------
    >>> setting = Described("my corridor", "land", {"fee_usd": 450, "bribery_rate": (0.3, 0.5)})
    >>> setting.given["fee_usd"]
    (450.0, 450.0)
    """

    name: str
    way: str
    numbers: Mapping[str, Any]

    def __post_init__(self) -> None:
        """Check the numbers, all of them before complaining."""
        if not isinstance(self.name, str) or not self.name.strip():
            raise ScenarioError(f"name is {self.name!r}; allowed is text")
        if self.way not in WAYS:
            raise ScenarioError(unknown_name("way", str(self.way), WAYS))
        if not isinstance(self.numbers, Mapping):
            raise ScenarioError(f"numbers is {self.numbers!r}; allowed is a table of numbers by name")
        problems = [text for name, value in self.numbers.items() for text in _problems(name, value)]
        if problems:
            raise ScenarioError(joined("the sheet", problems))

    @property
    def given(self) -> dict[str, Given]:
        """The ends of what is known of each number that is given."""
        return {name: _ends(value) for name, value in self.numbers.items()}

    @property
    def blank(self) -> Self:
        """The same sheet with nothing filled in."""
        return type(self)(self.name, self.way, {})


def _problems(name: str, value: Any) -> list[str]:
    number = BY_NAME.get(name)
    if number is None:
        return [unknown_name("number", str(name), BY_NAME)]
    if isinstance(value, list | tuple):
        if len(value) != 2:
            return [f"{name} is {list(value)}; allowed is a number or a range of two, such as [400, 900]"]
        problems = [text for end in value for text in _problem(number, end)]
        if not problems and value[0] > value[1]:
            problems = [f"{name} is {list(value)}, upside down; write [{value[1]:g}, {value[0]:g}]"]
        return problems
    return _problem(number, value)


def _problem(number: Number, value: Any) -> list[str]:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return [f"{number.name} is {value!r}; allowed is a number or a range of two, such as [400, 900]"]
    if not number.low <= value <= number.high:
        percent = number.kind == "rate" and 1.0 < value <= 100.0
        hint = f"; for {value:g} % write {value / 100.0:g}" if percent else ""
        return [out_of_bounds(number.name, f"{value:g}", f"{number.low:g}", f"{number.high:g}", number.unit) + hint]
    if number.whole and value != int(value):
        return [f"{number.name} is {value:g}; allowed is a whole number ({number.unit})"]
    return []


def _ends(value: Any) -> Given:
    low, high = value if isinstance(value, list | tuple) else (value, value)
    return float(low), float(high)

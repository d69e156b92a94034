"""A setting: what a filled-in sheet says, checked."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from simcorr.errors import ScenarioError, out_of_bounds, unknown_name
from simcorr.parameters.checked import joined
from simcorr.scenario.toml import read_toml
from simcorr.setting.numbers import BY_NAME, WAYS, Number

if TYPE_CHECKING:
    from simcorr.setting.narrowing import Narrowing

_KEYS = ("name", "way", "numbers")
Given = tuple[float, float]
"""The ends of what is known of a number; the same twice for a number that is known."""


@dataclass(frozen=True)
class Setting:
    """One corridor as ten numbers describe it.

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
    >>> setting = Setting("my corridor", "land", {"fee_usd": 450, "bribery_rate": (0.3, 0.5)})
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
    def blank(self) -> Setting:
        """The same sheet with nothing filled in."""
        return Setting(self.name, self.way, {})

    def narrow(self, interventions: Any, **options: Any) -> Narrowing:
        """Simulate interventions with these numbers and with a blank sheet; see `narrowing.narrow`."""
        from simcorr.setting.narrowing import narrow

        return narrow(self, interventions, **options)


def load_setting(path: str | os.PathLike[str]) -> Setting:
    """Read a sheet that was filled in.

    Raises
    ------
    ScenarioError
        If the file cannot be read or is no sheet; the message names file, number, value and what is allowed.
    """
    file = Path(path)
    try:
        values = read_toml(file)
    except ScenarioError as error:
        hint = _SLIPS if "not valid TOML" in str(error) else ""
        raise ScenarioError(f"{error}{hint}") from error
    for key in values:
        if key not in _KEYS:
            where = BY_NAME.get(key)
            hint = f"'{key}' belongs under [numbers]" if where else unknown_name("entry", key, _KEYS)
            hint = "write [numbers], not [number]" if key == "number" else hint
            raise ScenarioError(f"{file}: {hint}")
    if "numbers" not in values:
        raise ScenarioError(f"{file} is no sheet: it has no [numbers]; simcorr new writes an empty one")
    try:
        return Setting(values.get("name", file.stem), values.get("way", WAYS[0]), values["numbers"])
    except ScenarioError as error:
        raise ScenarioError(f"{file}: {error}") from error


def is_sheet(path: str | os.PathLike[str]) -> bool:
    """Return whether a TOML file is meant as a sheet, and not as a scenario; also where it cannot be read."""
    try:
        values = read_toml(Path(path))
    except ScenarioError as error:
        if "not valid TOML" not in str(error):
            raise
        return "[numbers]" in Path(path).read_text(encoding="utf-8", errors="replace")
    return "corridors" not in values and bool({"numbers", "number", "way", *BY_NAME} & set(values))


_SLIPS = (
    "; write 40000 and not 40,000, 0.4 and not 40%, [400, 900] and not 400-900, and leave the '# ' before a line that "
    "stays blank"
)


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

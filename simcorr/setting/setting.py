"""A setting: a sheet that can be read, and narrowed."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from simcorr.errors import ScenarioError, unknown_name
from simcorr.scenario.toml import read_toml
from simcorr.setting.described import Described
from simcorr.setting.numbers import BY_NAME, WAYS

if TYPE_CHECKING:
    from simcorr.setting.narrowing import Narrowing

_KEYS = ("name", "way", "numbers")


class Setting(Described):
    """One corridor as ten numbers describe it; see `Described`.

    Examples
    --------
    >>> Setting("my corridor", "land", {"fee_usd": 450, "bribery_rate": (0.3, 0.5)}).given["bribery_rate"]
    (0.3, 0.5)
    """

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

"""Scenario files: read, checked and written as TOML."""

import os
import tomllib
from pathlib import Path
from typing import Any

import tomli_w
from pydantic import BaseModel

from simcorr.errors import ScenarioError
from simcorr.scenario.checks import intervention_table
from simcorr.scenario.scenario import Scenario
from simcorr.scenario.schema import SCHEMA_FILE
from simcorr.storage import put


def load_scenario(path: str | os.PathLike[str]) -> Scenario:
    """Read a scenario from a TOML file.

    Parameters
    ----------
    path
        The file.

    Returns
    -------
    Scenario
        The scenario, frozen and checked.

    Raises
    ------
    ScenarioError
        If the file cannot be read or is not a valid scenario. The message names file, key, value, what is
        allowed and, for an unknown key, the nearest one.
    """
    file = Path(path)
    values = read_toml(file)
    if not values:
        raise ScenarioError(f"{file} is empty; a scenario needs a name and at least one corridor")
    if "numbers" in values and "corridors" not in values:
        raise ScenarioError(f"{file} is a sheet with numbers of a setting and no scenario; simcorr brief reads it")
    try:
        return Scenario(**values)
    except ScenarioError as error:
        raise ScenarioError(f"{file}: {error}") from error


def save_scenario(scenario: Scenario, path: str | os.PathLike[str]) -> Path:
    """Write a scenario as TOML: name, corridors, and whatever differs from the defaults.

    Parameters
    ----------
    scenario
        The scenario.
    path
        The file; an existing one is replaced.

    Returns
    -------
    Path
        The file.
    """
    file = Path(path)
    text = f"#:schema {_schema_from(file)}\n\n" + tomli_w.dumps(_differences(scenario))
    try:
        put(file, text.encode())
    except OSError as error:
        raise ScenarioError(f"{file} cannot be written: {error.strerror or error}") from error
    return file


def read_toml(file: Path) -> dict[str, Any]:
    """Return what a TOML file holds.

    Raises
    ------
    ScenarioError
        If it cannot be read, or is not valid.
    """
    try:
        raw = file.read_bytes()
    except FileNotFoundError:
        raise ScenarioError(f"{file} does not exist{_near_files(file)}") from None
    except OSError as error:
        raise ScenarioError(f"{file} cannot be read: {error.strerror or error}") from error
    try:
        text = raw.decode("utf-8-sig")  # some editors put a byte order mark first
    except UnicodeDecodeError as error:
        raise ScenarioError(f"{file} is not text in UTF-8 (byte {error.start})") from error
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ScenarioError(f"{file} is not valid TOML: {error}") from error


def _near_files(file: Path) -> str:
    if not file.parent.is_dir():
        return f"; there is no folder {file.parent}"
    found = sorted(other.name for other in file.parent.glob("*.toml"))
    return f"; files there: {', '.join(found[:8])}" if found else ""


def _schema_from(file: Path) -> str:
    """Return the way from a scenario file to the schema; relative, unless they are on different drives."""
    try:
        return Path(os.path.relpath(SCHEMA_FILE, file.resolve().parent)).as_posix()
    except ValueError:
        return SCHEMA_FILE.as_posix()


def _differences(scenario: Scenario) -> dict[str, Any]:
    table: dict[str, Any] = {"name": scenario.name}
    for name, field in Scenario.model_fields.items():
        value = getattr(scenario, name)
        if name in ("name", "corridors", "shocks", "interventions"):
            continue
        if isinstance(value, BaseModel):
            different = _changed(value, field.default)
            if different:
                table[name] = different
        elif value != field.default:
            table[name] = value
    table["corridors"] = [_written(corridor) for corridor in scenario.corridors]
    if scenario.shocks:
        table["shocks"] = [_written(shock) for shock in scenario.shocks]
    if scenario.interventions:
        table["interventions"] = [intervention_table(one) for one in scenario.interventions]
    return table


def _changed(value: BaseModel, default: BaseModel) -> dict[str, Any]:
    """Return the fields of a group that differ from its default, in depth."""
    different: dict[str, Any] = {}
    for name, part in value:
        usual = getattr(default, name)
        if isinstance(part, BaseModel):
            below = _changed(part, usual)
            if below:
                different[name] = below
        elif part != usual:
            different[name] = part
    return different


def _written(part: BaseModel) -> dict[str, Any]:
    """Return all that a corridor or a shock holds, apart from what is left open."""
    return part.model_dump(mode="json", exclude_none=True)

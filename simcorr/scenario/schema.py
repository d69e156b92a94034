"""The schema of scenario files, with which editors complete keys and check values."""

import json
from pathlib import Path
from typing import Any

from simcorr.interventions import DOSES, Intervention, registry
from simcorr.parameters.durations import PATTERN
from simcorr.scenario.dates import DATE_PATTERN
from simcorr.scenario.scenario import Scenario

SCHEMA_FILE = Path(__file__).with_name("scenario.schema.json")
"""The published schema; scenario files name it in their first line."""


def scenario_schema() -> dict[str, Any]:
    """Return the JSON schema of scenario files, made from the declarations."""
    schema = Scenario.model_json_schema(mode="validation")
    measures = [_measure_schema(key, measure) for key, measure in registry.INTERVENTIONS.items()]
    schema["properties"]["interventions"]["items"] = {"anyOf": measures}
    tidy: dict[str, Any] = _with_durations(_without_titles(schema))
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "simcorr scenario", **tidy}


def write_schema(path: Path = SCHEMA_FILE) -> Path:
    """Publish the schema; a test holds the published file to the declarations."""
    path.write_text(schema_text(), encoding="utf-8", newline="\n")
    return path


def schema_text() -> str:
    """Return the schema as it is published."""
    return json.dumps(scenario_schema(), indent=1, sort_keys=True) + "\n"


def _without_titles(schema: Any, names: bool = False) -> Any:
    """Drop titles that repeat a name, and the defaults of whole groups, which their fields give anyway."""
    if isinstance(schema, list):
        return [_without_titles(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    return {
        key: _without_titles(value, names=key in ("properties", "$defs"))
        for key, value in schema.items()
        if names or (key != "title" and not (key == "default" and isinstance(value, dict)))
    }


def _with_durations(schema: Any, name: str = "") -> Any:
    """Let durations in words stand where weeks are asked for, and dates where the field is one week."""
    if isinstance(schema, list):
        return [_with_durations(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    takes_weeks = schema.get("unit") == "weeks" or name.endswith(("_week", "_weeks"))
    if takes_weeks and schema.get("type") in ("integer", "number"):
        one_week = name == "week" or name.endswith("_week")
        allowed = f"{PATTERN}|{DATE_PATTERN}" if one_week else PATTERN
        return {**schema, "type": [schema["type"], "string"], "pattern": f"^({allowed})$"}
    if takes_weeks and "anyOf" in schema:
        return {**schema, "anyOf": [_with_durations(part, name) for part in schema["anyOf"]]}
    return {key: _with_durations(value, key) for key, value in schema.items()}


def _measure_schema(key: str, measure: type[Intervention]) -> dict[str, Any]:
    """Return the schema of one measure in a file; with a dose, no other field is needed."""
    schema = measure.model_json_schema(mode="validation")
    named = {
        "measure": {"const": key, "description": measure.title},
        "dose": {"enum": list(DOSES), "description": "Gives the fields that are not named."},
    }
    return {**schema, "properties": {**named, **schema["properties"]}, "required": ["measure"]}

"""The schema of scenario files is published, current and agrees with the files."""

import json
import tomllib
from pathlib import Path

import jsonschema
import pytest

from simcorr.parameters import declared_parameters
from simcorr.scenario import scenario_schema
from simcorr.scenario.schema import SCHEMA_FILE, schema_text

FILES = sorted((Path(__file__).parents[2] / "scenarios").glob("*.toml"))
SMALL = {"name": "x", "corridors": [{"name": "land"}]}


def errors(table):
    validator = jsonschema.Draft202012Validator(scenario_schema())
    return [error.json_path for error in validator.iter_errors(table)]


def test_the_published_schema_is_current():
    text = SCHEMA_FILE.read_text(encoding="utf-8")
    assert text == schema_text(), "publish it anew with simcorr.scenario.schema.write_schema()"


def test_the_schema_is_one():
    jsonschema.Draft202012Validator.check_schema(scenario_schema())
    json.dumps(scenario_schema(), allow_nan=False)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_scenario_files_agree_with_it(path):
    assert errors(tomllib.loads(path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_scenario_files_name_it(path):
    first = path.read_text(encoding="utf-8").splitlines()[0]
    assert first.startswith("#:schema ")
    assert (path.parent / first.removeprefix("#:schema ")).resolve() == SCHEMA_FILE.resolve()


def test_it_knows_what_may_be_left_out_and_what_may_not():
    assert errors(SMALL) == []
    assert errors({**SMALL, "contexts": {"airports": {"discretion": 0.3}}}) == []
    assert errors({"name": "x"}) == ["$"]


@pytest.mark.parametrize(
    ("part", "path"),
    [
        ({"contexts": {"airports": {"discretion": 1.3}}}, "$.contexts.airports.discretion"),
        ({"migrants": {"weekly_gain": 3}}, "$.migrants"),
        ({"smugglers": {"count": "many"}}, "$.smugglers.count"),
        ({"interventions": [{"measure": "nothing"}]}, "$.interventions[0]"),
        ({"interventions": [{"measure": "staff_rotation", "interval_week": 3}]}, "$.interventions[0]"),
        (
            {"corridors": [{"name": "x", "stages": [{"context": "trial"}]}]},
            "$.corridors[0].stages[0].context",
        ),
    ],
)
def test_it_finds_mistakes(part, path):
    assert errors({**SMALL, **part}) == [path]


def test_a_dose_stands_for_the_fields_of_a_measure():
    assert errors({**SMALL, "interventions": [{"measure": "official_wages", "dose": "full"}]}) == []


def test_it_carries_unit_and_description_of_every_parameter():
    definitions = scenario_schema()["$defs"]
    for name, declared in declared_parameters().items():
        group = "ContextParameters" if name.startswith("contexts.") else f"{name.split('.')[0].title()}Parameters"
        names = [group, group.replace("sParameters", "Parameters"), group.replace("iesParameters", "yParameters")]
        field = next(definitions[key] for key in names if key in definitions)["properties"][name.rpartition(".")[2]]
        assert field["unit"] == declared.unit
        assert field["description"] == declared.description
        assert (field["minimum"], field["maximum"]) == (declared.low, declared.high)

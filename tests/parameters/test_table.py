"""The table of parameters, and the honesty of its grades."""

import subprocess
import sys

import pytest

from simcorr.contexts import CONTEXT_NAMES
from simcorr.errors import ScenarioError
from simcorr.parameters import (
    GRADES,
    GROUPS,
    ROLES,
    ContextParameters,
    declared_parameters,
    evidence,
    evidence_rows,
    shares_by_grade,
    table,
)

ALL = list(declared_parameters().values())


def test_every_field_of_every_group_is_declared():
    expected = [f"contexts.{context}.{name}" for context in CONTEXT_NAMES for name in ContextParameters.model_fields]
    expected += [f"{name}.{field}" for name, group in GROUPS.items() for field in group.model_fields]
    assert list(declared_parameters()) == expected


@pytest.mark.parametrize("declared", ALL, ids=lambda declared: declared.name)
def test_a_declaration_is_complete(declared):
    assert declared.unit.strip()
    assert declared.low < declared.high
    assert declared.low <= declared.value <= declared.high
    assert declared.role in ROLES
    assert declared.grade in GRADES
    assert declared.description.endswith(".")
    assert declared.description[0].isupper()


@pytest.mark.parametrize("declared", ALL, ids=lambda declared: declared.name)
def test_names_tell_the_unit(declared):
    if declared.name.endswith("_usd"):
        assert declared.unit.startswith("USD")
    if declared.name.endswith("_weeks"):
        assert declared.unit == "weeks"
    if declared.name.endswith(("_probability", "_share")):
        assert declared.unit.startswith(("probability", "share"))


@pytest.mark.parametrize("declared", ALL, ids=lambda declared: declared.name)
def test_sources_exist_and_none_is_named_twice(declared):
    assert set(declared.sources) <= set(evidence_rows())
    assert len(set(declared.sources)) == len(declared.sources)


@pytest.mark.parametrize("declared", ALL, ids=lambda declared: declared.name)
def test_a_grade_above_d_rests_on_a_verified_row_that_is_as_good(declared):
    if declared.grade == "D":
        return
    rows = [evidence_rows()[source] for source in declared.sources]
    assert any(row.supports and row.grade <= declared.grade for row in rows)


def test_the_levers():
    levers = [declared.name for declared in ALL if declared.role == "lever"]
    assert levers == [
        "supervision.audit_targeting",
        "supervision.mandate",
        "reporting.reward_usd",
        "reporting.protection",
        "reporting.anonymity",
        "reporting.migrant_protection",
        "reporting.follow_up",
        "justice.document_checks",
        "justice.shared_intelligence",
        "protection.support",
        "observation.recording",
    ]


def test_the_table_has_a_row_each():
    frame = table()
    assert list(frame.columns) == [
        "name",
        "value",
        "unit",
        "low",
        "high",
        "whole",
        "role",
        "grade",
        "sources",
        "description",
    ]
    assert len(frame) == len(ALL)
    assert frame["name"].is_unique
    assert not frame.isna().any().any()
    by_name = frame.set_index("name")
    assert by_name.loc["contexts.border_crossings.interception_rate", "value"] == 0.23
    assert by_name.loc["smugglers.count", ["value", "whole"]].to_list() == [60, True]


def test_evidence_behind_a_parameter():
    rows = evidence("contexts.border_crossings.bribe_reference_usd")
    assert list(rows["id"]) == ["E036", "E116"]
    assert list(evidence("smugglers.count")["id"]) == []
    assert "source" in evidence("smugglers.count").columns


def test_evidence_of_an_unknown_parameter():
    with pytest.raises(ScenarioError, match=r"unknown parameter 'smugglers.cont'; did you mean 'smugglers.count'?"):
        evidence("smugglers.cont")


def test_shares_by_grade_sum_to_one():
    shares = shares_by_grade()
    assert list(shares.index) == list(GRADES)
    assert shares.sum() == pytest.approx(1)
    assert shares["D"] > 0.5, "most of the model is assumption; if that changed, celebrate and change this test"


def test_pandas_is_imported_only_when_a_table_is_asked_for():
    code = "import sys, simcorr.parameters; sys.exit('pandas' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0

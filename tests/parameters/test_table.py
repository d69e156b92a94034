"""The table of parameters, and the honesty of its grades."""

import re
import subprocess
import sys

import pytest

from simcorr.contexts import CONTEXT_NAMES, Context
from simcorr.errors import EvidenceError, ScenarioError
from simcorr.parameters import (
    GRADES,
    GROUPS,
    PARTS,
    ROLES,
    Basis,
    ContextParameters,
    counts_by_grade,
    declaration,
    declared_in_parts,
    declared_parameters,
    evidence,
    evidence_rows,
    informed_by,
    parameter,
    shares_by_grade,
    table,
)
from simcorr.parameters.declaration import parameter_by_context
from simcorr.parameters.grading import check_grade

ALL = [*declared_parameters().values(), *declared_in_parts().values()]
ROWS = evidence_rows()


def test_every_field_of_every_group_is_declared():
    expected = [f"contexts.{context}.{name}" for context in CONTEXT_NAMES for name in ContextParameters.model_fields]
    expected += [f"{name}.{field}" for name, group in GROUPS.items() for field in group.model_fields]
    assert list(declared_parameters()) == expected


def test_corridors_stages_and_posts_are_declared_too():
    """What has no default of its own is left out: the context gives it."""
    fields = [f"{part}.{field}" for part, group in PARTS.items() for field in group.model_fields]
    assert list(declared_in_parts()) == [n for n in fields if n not in ("stages.discretion", "posts.private_share")]


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


ABOVE_D = [declared for declared in ALL if declared.grade != "D"]
FEE = declared_in_parts()["corridors.fee_usd"]


@pytest.mark.parametrize("declared", ABOVE_D, ids=lambda declared: declared.name)
def test_a_grade_above_d_rests_on_a_verified_row_that_is_as_good(declared):
    assert declared.rests_on in declared.sources
    row = ROWS[declared.rests_on]
    assert row.supports
    assert not row.laboratory
    assert row.grade <= declared.grade
    assert declared.basis


@pytest.mark.parametrize("declared", ABOVE_D, ids=lambda declared: declared.name)
def test_a_default_above_d_lies_within_the_range_of_its_row(declared):
    low, high = ROWS[declared.rests_on].range
    assert low * declared.factor <= declared.value <= high * declared.factor


@pytest.mark.parametrize("declared", ABOVE_D, ids=lambda declared: declared.name)
def test_units_of_default_and_row_differ_only_by_a_declared_factor(declared):
    """The unit of the row in the words of the parameter; a new pair of units has to be thought about here."""
    same = {
        ("USD per deal", "USD per trip"),
        ("USD", "USD"),
        ("USD per migrant", "USD"),
        ("USD per migrant", "USD per migrant"),
        ("probability", "share"),
        ("ratio", "ratio"),
        ("probability", "share of fraud cases"),
    }
    turned = {("weeks", "months"): 52 / 12, ("USD per deal", "share of monthly salary"): 100 * 52 / 12}
    units = (declared.unit, ROWS[declared.rests_on].unit)
    assert declared.factor == pytest.approx(1 if units in same else turned[units])


def test_the_wage_behind_the_price_at_a_border():
    wage = declared_parameters()["contexts.border_crossings.wage_usd"]
    assert declared_parameters()["contexts.border_crossings.bribe_reference_usd"].factor == wage.value * 52 / 12


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"sources": ("E184", "E999")}, "corridors.fee_usd: unknown evidence row 'E999'; did you mean 'E"),
        ({"rests_on": "E199"}, "corridors.fee_usd has grade C, but E199 is unverified and supports no grade above D"),
        ({"grade": "B"}, "corridors.fee_usd has grade B, but E184 has grade C only"),
        ({"rests_on": "E103"}, "corridors.fee_usd has grade C, but E103 comes from a laboratory"),
        ({"rests_on": "E183"}, "corridors.fee_usd has grade C, but E183 has no range in which a default could lie"),
        ({"value": 900.0}, "but its default 900 lies outside E184: 200 to 500 (USD per migrant)"),
        ({"factor": 0.5}, "but its default 384 lies outside E184: 100 to 250 (USD per migrant)"),
    ],
)
def test_a_grade_that_its_sources_do_not_bear_is_refused(changes, message):
    with pytest.raises(EvidenceError, match=re.escape(message)):
        check_grade(FEE._replace(**changes), ROWS)


@pytest.mark.parametrize(
    ("declarations", "row", "name"),
    [
        (declared_parameters, "E013", "migrants.retry_probability"),
        (declared_parameters, "E208", "contexts.transportation.bribe_reference_usd"),
        (declared_in_parts, "E184", "corridors.fee_usd"),
    ],
)
def test_no_table_is_made_of_grades_that_are_not_borne(declarations, row, name, monkeypatch):
    rows = {**ROWS, row: ROWS[row]._replace(verified="unverified")}
    monkeypatch.setattr(sys.modules[declarations.__module__], "evidence_rows", lambda: rows)
    with pytest.raises(EvidenceError, match=f"^{name} has grade C, but {row} is unverified"):
        declarations.__wrapped__()


def test_grade_d_needs_no_source():
    check_grade(FEE._replace(grade="D", sources=(), rests_on="", value=10.0**6), ROWS)


GOOD = {"unit": "share", "low": 0, "high": 1, "description": "Something."}
RESTS = {"grade": "B", "sources": ("E197",), "basis": Basis("E197", "as it is")}


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"unit": " "}, "the parameter 'Something.' has no unit"),
        ({"description": ""}, "a parameter has no description"),
        ({"low": 1}, "has the bounds 1 and 1; low must lie below high"),
        ({"high": float("inf")}, "has the bounds 0 and inf; low must lie below high"),
        ({"high": float("nan")}, "has the bounds 0 and nan; low must lie below high"),
        ({"role": "guess"}, "has the role 'guess'; allowed are lever, uncertainty, constant"),
        ({"grade": "E"}, "has the grade 'E'; allowed are A, B, C, D"),
        ({"grade": ""}, "has the grade ''; allowed are A, B, C, D"),
        ({**RESTS, "basis": None}, "has grade B; a basis goes with the grades above D"),
        ({**RESTS, "grade": "D"}, "has grade D; a basis goes with the grades above D"),
        ({**RESTS, "sources": ("E198",)}, "rests on E197, which is not among its sources"),
    ],
)
def test_a_declaration_that_nobody_could_judge_is_refused(changes, message):
    parameter(0.5, **GOOD)
    parameter(0.5, **{**GOOD, **RESTS})
    with pytest.raises(ValueError, match=re.escape(message)):
        parameter(0.5, **{**GOOD, **changes})
    by_context = {{"grade": "grades", "sources": "sources", "basis": "bases"}.get(k, k): v for k, v in changes.items()}
    for name in ("grades", "sources", "bases"):
        if by_context.get(name) is not None:
            by_context[name] = {Context.AIRPORTS: by_context[name]}
    with pytest.raises(ValueError, match=re.escape(message)):
        parameter_by_context((0.5,) * 9, **{**GOOD, **by_context})


@pytest.mark.parametrize("missing", ["unit", "low", "high", "description"])
def test_a_declaration_needs_unit_bounds_and_description(missing):
    with pytest.raises(TypeError, match=f"missing 1 required keyword-only argument: '{missing}'"):
        parameter(0.5, **{name: value for name, value in GOOD.items() if name != missing})


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
        "justice.agency_share",
        "justice.document_checks",
        "justice.shared_intelligence",
        "protection.support",
        "documents.tracing",
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
        "rests_on",
        "factor",
        "basis",
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


def test_evidence_by_the_name_that_a_scenario_uses():
    assert list(evidence("corridors.land.fee_usd")["id"]) == list(evidence("corridors.fee_usd")["id"])
    assert declaration("corridors.sea.stages.border_crossings.need").name == "stages.need"
    assert declaration("corridors.sea.posts.quay.staff").name == "posts.staff"


def test_one_row_and_what_it_informs():
    assert list(evidence("E106")["id"]) == ["E106"]
    assert list(informed_by("E106")["name"]) == ["officials.fine_usd"]
    assert informed_by("E190").empty


@pytest.mark.parametrize(
    ("ask", "message"),
    [
        (lambda: evidence("smugglers.cont"), "evidence row 'smugglers.cont'; did you mean 'smugglers.count'?"),
        (lambda: evidence("E999"), "unknown parameter or evidence row 'E999'; did you mean 'E"),
        (lambda: evidence("corridors.land.fee"), "'corridors.land.fee'; did you mean 'corridors.fee_usd'?"),
        (lambda: declaration("posts.staf"), "unknown parameter 'posts.staf'; did you mean 'posts.staff'?"),
        (lambda: informed_by("E106x"), "unknown evidence row 'E106x'; did you mean 'E106'?"),
    ],
)
def test_unknown_names_are_refused_with_the_nearest(ask, message):
    with pytest.raises(ScenarioError, match=re.escape(message)):
        ask()


def test_shares_by_grade_sum_to_one():
    shares = shares_by_grade()
    assert list(shares.index) == list(GRADES)
    assert shares.sum() == pytest.approx(1)
    assert shares["D"] > 0.5, "most of the model is assumption; if that changed, celebrate and change this test"


def test_counts_by_grade_add_up():
    counts = counts_by_grade()
    assert list(counts.index) == ["contexts", *GROUPS, *PARTS, "all"]
    assert counts.loc["all"].sum() == len(ALL)
    assert counts.drop(index="all").sum().to_dict() == counts.loc["all"].to_dict()
    assert (counts.loc["all"] / len(ALL)).to_dict() == pytest.approx(shares_by_grade().to_dict())


def test_pandas_is_imported_only_when_a_table_is_asked_for():
    code = "import sys, simcorr.parameters; sys.exit('pandas' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0

"""Findings in each form of the model: sets are put into it, rivals stay on, and planted contrasts are judged."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

import simcorr as sc
from simcorr.calibration.assumptions import FORMS
from simcorr.cli.validate import finding_form_lines
from simcorr.errors import CalibrationError
from simcorr.scenario.forms import Form
from simcorr.simulation.running import execute
from simcorr.validation import by_form, page
from simcorr.validation.by_form import DEFAULT, MUST_EMERGE, findings_by_form, form_finding_table, holding, in_form
from simcorr.validation.findings import FINDINGS
from simcorr.validation.judging import ABSENT, EMERGENT, NOT_ALONE
from simcorr.validation.reviewed import Reviewed

ENSEMBLE = sc.load_ensemble()
BY_NUMBER = {finding.number: finding for finding in FINDINGS}
CELLS = by_form.forms_one_at_a_time()
NOISE = np.random.default_rng(3).normal(0.0, 0.1, 30)


# --- putting a set into a form --------------------------------------------------------------------------------------


def test_every_alternative_stands_beside_the_defaults_once():
    assert next(iter(CELLS)) == DEFAULT
    assert len(CELLS) == 1 + sum(len(form.alternatives) - 1 for form in FORMS)
    assert CELLS["exploitation.decided"] == {"switches.decided_exploitation": True}


@pytest.mark.parametrize("name", CELLS)
def test_a_set_has_the_form_that_it_is_put_into_whatever_its_own(name):
    """Nothing but the changes of the form is left of forms, whatever alternatives the set had."""
    touched = {key for form in FORMS for changes in form.alternatives.values() for key in changes}
    for member in range(by_form.MEMBERS):
        made = in_form(ENSEMBLE, member, CELLS[name])
        usual = in_form(ENSEMBLE, member, {})
        for key in touched - set(CELLS[name]):
            assert value(made, key) == value(usual, key)
        for key, wanted in CELLS[name].items():
            assert value(made, key) == wanted


def test_what_the_own_form_decided_is_the_baselines_value_again():
    """A set in which word stays near by holds noughts for publicity; in the form of the defaults they are no choice."""
    key = "officials.charge_publicity"
    local, national = ENSEMBLE.members(publicity="local"), ENSEMBLE.members(publicity="national")
    assert {value(ENSEMBLE.scenario(member), key) for member in local} == {0.0}
    assert {value(in_form(ENSEMBLE, member, {}), key) for member in local} == {value(ENSEMBLE.base, key)}
    for member in national:
        assert value(in_form(ENSEMBLE, member, {}), key) == value(ENSEMBLE.scenario(member), key)
    assert in_form(ENSEMBLE, 3, {}).officials.fine_usd == ENSEMBLE.scenario(3).officials.fine_usd


def test_rivals_stay_on():
    """With and without a mechanism, nothing is off but what the mechanism or the form names."""
    for finding in MUST_EMERGE:
        assert finding.rivals
        for name, changes in CELLS.items():
            own = {key.removeprefix("switches.") for key in changes if key.startswith("switches.")}
            arms = finding.study.arms(in_form(ENSEMBLE, 0, changes))
            off = {state: switched_off(arm.scenario) - own for state, arm in arms.items()}
            assert all(not names for state, names in off.items() if state.startswith("on.")), (finding.number, name)
            assert len({frozenset(names) for state, names in off.items() if state.startswith("off.")}) == 1
            assert all(len(names) <= 1 for names in off.values())


def switched_off(scenario):
    return {name for name, on in scenario.switches.model_dump().items() if not on} - {"decided_exploitation"}


def value(scenario, dotted):
    group, field = dotted.split(".")
    return getattr(getattr(scenario, group), field)


# --- finding 8: each form has its own link, and idles on that of the other ------------------------------------------


@pytest.mark.parametrize(
    ("form", "idle", "link"),
    [
        (
            DEFAULT,
            {"protection.operator_conviction_prior": 0.0, "protection.operator_conviction_cases": 1e5},
            {"protection.impunity_effect": 0.0},
        ),
        (
            "exploitation.decided",
            {"protection.impunity_effect": 0.0},
            {"protection.operator_conviction_prior": 0.0, "protection.operator_conviction_cases": 1e5},
        ),
    ],
)
def test_what_is_switched_off_is_the_link_of_the_form(form, idle, link):
    """Workers of agencies are left out: what employers do to them is a hazard in each form."""
    base = in_form(ENSEMBLE, 0, CELLS[form])
    base = base.with_changes({f"corridors.{each.name}.agencies": 0 for each in base.corridors})
    usual, without_idle, without_link = (
        execute(base.with_changes(changes), (), 5, engine="compiled").totals for changes in ({}, idle, link)
    )
    assert without_idle == usual
    assert without_link != usual
    off = BY_NUMBER[8].study.arms(base)["off.justice"].scenario
    assert all(value(off, key) == wanted for key, wanted in {**idle, **link}.items())


# --- what is found --------------------------------------------------------------------------------------------------


def test_a_tiny_run_has_a_row_a_member_and_two_columns_a_finding_and_form():
    two = (Form("norms", "Are there norms?", {"felt": {}, "ignored": {"switches.norms": False}}, "Both are held."),)
    found = findings_by_form(
        ENSEMBLE, members=2, workers=1, forms=two, findings=[BY_NUMBER[2], BY_NUMBER[8]], replicates=1
    )
    cells = [DEFAULT, "norms.ignored"]
    expected = [
        f"{key}.{state}@{cell}" for cell in cells for key in ("positions", "impunity") for state in ("on", "off")
    ]
    assert list(found) == expected
    assert len(found) == 2
    assert np.isfinite(found.to_numpy()).all()
    assert not np.allclose(found["positions.on@default"], found["positions.on@norms.ignored"])


def test_more_members_than_there_are_is_refused():
    with pytest.raises(CalibrationError, match="members is 65; allowed is 1 to 64"):
        findings_by_form(ENSEMBLE, members=65)


@pytest.fixture
def planted():
    """Finding 8 emerges where operators decide, is not there by default, and is left without its link elsewhere."""
    cells = {DEFAULT: (0.0, 0.0), "exploitation.decided": (1.0, 0.0), "credit.both": (1.0, 0.5), "a.b": (1.0, 1.0)}
    columns = {}
    for name, (on, off) in cells.items():
        columns[f"impunity.on@{name}"], columns[f"impunity.off@{name}"] = on + NOISE, off + NOISE[::-1]
    return pd.DataFrame(columns)


def test_planted_contrasts_are_judged(planted):
    table = form_finding_table(planted, [BY_NUMBER[8]]).set_index("form")
    assert table["verdict"].to_dict() == {
        DEFAULT: ABSENT,
        "exploitation.decided": EMERGENT,
        "credit.both": NOT_ALONE,
        "a.b": NOT_ALONE,
    }
    assert table["holds"].to_dict() == {DEFAULT: False, "exploitation.decided": True, "credit.both": True, "a.b": False}
    told = holding(table.reset_index(), 8)
    assert told == "holds in 2 of 4 forms (not in default, a.b), emergent in 1"
    assert holding(table.reset_index(), 5) == ""


def test_members_that_were_not_put_into_a_form_do_not_count(planted):
    longer = planted.reindex(range(64))
    pd.testing.assert_frame_equal(
        form_finding_table(longer, [BY_NUMBER[8]]), form_finding_table(planted, [BY_NUMBER[8]])
    )


def test_a_finding_on_the_other_side_is_judged_by_its_side():
    members = pd.DataFrame({"recording.on@default": NOISE - 1.0, "recording.off@default": NOISE})
    assert form_finding_table(members, [BY_NUMBER[9]])["holds"].tolist() == [True]
    assert form_finding_table(-members, [BY_NUMBER[9]])["holds"].tolist() == [False]


# --- what the command and the page say ------------------------------------------------------------------------------


@pytest.fixture
def everything():
    """All findings that must emerge hold in all forms, in stored results of 30 members."""
    both = {"on": 1.0 + NOISE, "off": NOISE[::-1]}
    return pd.DataFrame(
        {f"{each.study.key}.{state}@{name}": both[state] for name in CELLS for each in MUST_EMERGE for state in both}
    )


def test_the_command_says_in_how_many_forms(everything):
    lines = finding_form_lines(form_finding_table(everything), len(everything))
    count = len(CELLS)
    assert sum(f"holds in {count} of {count} forms, emergent in {count}" in line for line in lines) == 4
    assert len(lines) == 1 + 4 * (1 + count) + 1


def test_the_page_says_it_and_says_when_nothing_is_stored(everything):
    reviewed = Reviewed.load()
    findings = reviewed.findings[[name for name in reviewed.findings if "@" not in name]]
    bare = replace(reviewed, findings=findings)
    assert "before findings were tested in each form" in page.findings_by_form(bare)
    full = replace(reviewed, findings=findings.join(everything))
    text = page.findings_by_form(full)
    assert f"holds in {len(CELLS)} of {len(CELLS)} forms" in text
    assert "| 8 | `exploitation.decided` |" in text
    assert "Over 30 parameter sets" in text
    rows = [line for line in text.splitlines() if line.startswith("|")]
    assert len({row.count("|") for row in rows}) == 1
    assert page.findings(full) == page.findings(bare)


def test_they_are_stored_beside_the_findings(tmp_path, everything):
    reviewed = Reviewed.load()
    findings = reviewed.findings[[name for name in reviewed.findings if "@" not in name]].join(everything)
    replace(reviewed, findings=findings).save(tmp_path / "x.json")
    again = Reviewed.load(tmp_path / "x.json").findings
    assert list(again) == list(findings)
    assert again["impunity.on@default"].isna().sum() == len(findings) - len(everything)

"""Verdicts and patterns by form of the model: planted ones are found, and the pages say them."""

import dataclasses

import numpy as np
import pandas as pd
import pytest

import simcorr as sc
from simcorr.calibration.assumptions import FORMS
from simcorr.cli.validate import form_lines, passing_by_form
from simcorr.interventions import INTERVENTIONS
from simcorr.patterns.catalogue import PATTERNS
from simcorr.scenario.forms import form_columns
from simcorr.simulation.outcomes import HEADLINE
from simcorr.validation import page
from simcorr.validation.reviewed import Reviewed
from simcorr.validation.verdicts import form_table, verdict_table

REVIEWED, MEMBERS = Reviewed.load(), 40
LOCAL = np.arange(MEMBERS) % 2 == 1
PARAMETERS = pd.DataFrame(
    {"officials.fine_usd": 1.0 + np.arange(MEMBERS), "form.publicity": np.where(LOCAL, "local", "national")}
)


@pytest.fixture
def verdicts():
    """Rotation lowers bribes where word of cases goes far, and raises them where it does not; support does nothing."""
    zero = dict.fromkeys(
        (f"{o}.{key}{end}" for o in HEADLINE for key in INTERVENTIONS for end in ("", ".verdict")), 0.0
    )
    found = pd.DataFrame([zero] * MEMBERS)
    wiggle = 0.001 * np.cos(np.arange(MEMBERS))
    found["bribes.staff_rotation"] = np.where(LOCAL, 0.05, -0.1) + wiggle
    found["bribes.staff_rotation.verdict"] = np.where(LOCAL, 1.0, -1.0)
    found["bribes.graver_penalties"] = -0.1 + wiggle
    found.loc[:9, "bribes.graver_penalties.verdict"] = -1.0
    return found


def test_a_sign_that_flips_with_a_form_is_found(verdicts):
    table = form_table(verdicts, PARAMETERS, "bribes").set_index(["measure", "alternative"])
    assert len(table) == 2 * len(INTERVENTIONS)
    shares = ["sets", "lowers", "raises", "untold"]
    assert table.loc[("staff_rotation", "national"), shares].tolist() == [20, 1.0, 0.0, 0.0]
    assert table.loc[("staff_rotation", "local"), shares].tolist() == [20, 0.0, 1.0, 0.0]
    assert (
        table.loc[("staff_rotation", "local"), "holds"]
        == "flips: lowers in publicity national, raises in publicity local"
    )
    assert table.loc[("graver_penalties", "local"), shares].tolist() == [20, 0.25, 0.0, 0.75]
    assert table.loc[("graver_penalties", "local"), "holds"] == "lowers in 2 of 2"
    assert table.loc[("victim_support", "local"), "holds"] == "cannot be told in any of 2"


def test_a_form_may_be_what_a_change_depends_on(verdicts):
    row = verdict_table(verdicts, PARAMETERS, "bribes").set_index("measure").loc["staff_rotation"]
    assert row["depends_on"] == "form.publicity = local"
    assert row["correlation"] > 0.8


def test_without_forms_there_is_no_table(verdicts):
    assert form_table(verdicts, PARAMETERS[["officials.fine_usd"]], "bribes").empty
    assert form_lines(form_table(verdicts, PARAMETERS[["officials.fine_usd"]], "bribes")) == []


def test_the_command_says_it(verdicts):
    lines = form_lines(form_table(verdicts, PARAMETERS, "bribes"))
    assert len(lines) == 1 + len(INTERVENTIONS)
    (rotation,) = [line for line in lines if "Staff rotation" in line]
    assert "publicity national 100 / 0 / 0; publicity local 0 / 100 / 0 %: flips: lowers in" in rotation


def test_patterns_are_counted_by_form():
    members = REVIEWED.patterns.head(MEMBERS).reset_index(drop=True)
    members.loc[LOCAL, "surveyed_paid"] = 0.9
    national, local = passing_by_form(members, PARAMETERS)
    assert national.startswith("publicity national: ")
    assert f" of {len(PATTERNS)} pass, over 20 sets" in national
    assert "fail: 2," in local
    assert "fail: 2," not in national


# --- the pages ------------------------------------------------------------------------------------------------------


@pytest.fixture
def ensemble(monkeypatch):
    bundled = sc.load_ensemble()
    record = {
        **bundled.record,
        "forms": {form.name: form.described() for form in FORMS},
        "by_form": [["wave 1", "publicity", "national", 500, 9], ["wave 1", "publicity", "local", 500, 0]],
        "noise": {"surveyed_paid": [0.011, 0.02]},
    }
    parameters = bundled.parameters.drop(columns=form_columns(bundled.parameters))
    made = dataclasses.replace(
        bundled, parameters=parameters.head(MEMBERS).join(PARAMETERS["form.publicity"]), record=record
    )
    monkeypatch.setattr(page, "load_ensemble", lambda: made)
    return made


def test_the_pages_show_forms_where_the_ensemble_has_some(ensemble, verdicts):
    planted = dataclasses.replace(REVIEWED, verdicts=verdicts)
    table = page.verdicts_by_form(planted)
    assert "| Measure | publicity national (20 sets) | publicity local (20 sets) | Sign of the mean |" in table
    flips = "flips: lowers in publicity national, raises in publicity local"
    assert f"| Staff rotation | 100 / 0 / 0 | 0 / 100 / 0 | {flips} |" in table.splitlines()
    assert "| wave 1 | publicity | local | 500 | 0 |" in page.forms(planted)
    assert "`officials.charge_publicity` = 0.0" in page.forms(planted)
    assert "| `surveyed_paid` | 1.1 % | 2.0 % |" in page.noise(planted)


def test_rows_of_a_table_have_as_many_cells_as_its_head(ensemble, verdicts):
    for text in (page.verdicts_by_form(dataclasses.replace(REVIEWED, verdicts=verdicts)), page.forms(REVIEWED)):
        for block in text.split("\n\n"):
            rows = [line for line in block.splitlines() if line.startswith("|")]
            assert len({row.count("|") for row in rows}) <= 1


def test_the_pages_say_when_an_ensemble_was_made_before_there_were_forms(monkeypatch):
    bundled = sc.load_ensemble()
    record = {name: value for name, value in bundled.record.items() if name not in ("forms", "by_form", "noise")}
    parameters = bundled.parameters[[name for name in bundled.parameters if not name.startswith("form.")]]
    old = dataclasses.replace(bundled, parameters=parameters, record=record)
    monkeypatch.setattr(page, "load_ensemble", lambda: old)
    assert f"All {len(old)} members of the stored ensemble have the form of the defaults" in page.verdicts_by_form(
        REVIEWED
    )
    assert "made before forms were searched" in page.forms(REVIEWED)
    assert "not recorded" in page.noise(REVIEWED)

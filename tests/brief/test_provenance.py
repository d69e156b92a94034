"""Where a brief comes from: a command that repeats it, files behind its tables, and no mixture of results."""

import re
from dataclasses import replace

import pandas as pd
import pytest
from typer.testing import CliRunner

import simcorr as sc
from simcorr.brief.provenance import repeat_command
from simcorr.cli.main import app
from simcorr.errors import ResultError

KEYS = ("staff_rotation", "graver_penalties")


@pytest.fixture(scope="module")
def scenario():
    return sc.load_ensemble().base.with_changes({"burn_in_weeks": 4, "window_weeks": 26})


@pytest.fixture(scope="module")
def comparison(scenario):
    arms = {sc.INTERVENTIONS[key].title: sc.INTERVENTIONS[key].dose("full") for key in KEYS}
    return sc.compare(scenario, arms, replicates=3, seed=7, workers=1, progress=False)


def test_the_command_gives_the_same_numbers(comparison, tmp_path, monkeypatch):
    comparison.save(tmp_path)
    command = repeat_command(comparison)
    assert "--dose full --replicates 3 --seed 7" in command
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(app, command.split()[1:])
    assert done.exit_code == 0, done.output
    again = pd.read_csv(tmp_path / "again" / "outcomes.csv")
    pd.testing.assert_frame_equal(again, pd.read_csv(tmp_path / "outcomes.csv"))


def test_measures_of_the_scenario_itself_do_not_hide_the_command(scenario):
    own = scenario.with_changes({"interventions": [{"measure": "official_wages", "factor": 1.1}]})
    found = sc.compare(own, {"Rotation": sc.StaffRotation.dose("firm")}, replicates=2, workers=1, progress=False)
    assert "--intervention staff_rotation --dose firm" in repeat_command(found)


@pytest.mark.parametrize(
    "arms",
    [
        {"Rotation": sc.StaffRotation(interval_weeks=17)},
        {"Both": sc.StaffRotation.dose("firm") + sc.GraverPenalties.dose("firm")},
        {"One": sc.StaffRotation.dose("firm"), "Other": sc.GraverPenalties.dose("full")},
    ],
)
def test_where_no_command_can_repeat_it_the_brief_says_what_does(scenario, arms, tmp_path):
    found = sc.compare(scenario, arms, replicates=2, workers=1, progress=False)
    assert repeat_command(found) == ""
    found.save(tmp_path)
    found.brief(tmp_path)
    assert "sc.compare with the same seed repeats it" in (tmp_path / "brief.md").read_text(encoding="utf-8")


def test_every_table_names_a_file_that_is_there(comparison, tmp_path):
    comparison.save(tmp_path)
    text = comparison.brief(tmp_path).read_text(encoding="utf-8")
    sources = re.findall(r'Numbers: <a href="([^"]+)">', text)
    assert len(sources) >= text.count("<table>") >= 6
    assert [name for name in sources if not (tmp_path / name).is_file()] == []
    assert f"model {sc.load_ensemble().record['model']}" in text


def test_results_of_two_versions_are_not_mixed(comparison, tmp_path):
    sweep = comparison.over_ensemble(8, 2, store=tmp_path / "s.sqlite", workers=1, progress=False)
    older = replace(comparison, record=replace(comparison.record, model="0123456789ab"))
    with pytest.raises(
        ResultError, match=r"of version 0123456789ab of the model, the sweep of \w+; results of two versions"
    ):
        older.brief(tmp_path, sweep)
    unknown = replace(comparison, record=replace(comparison.record, model=""))
    with pytest.raises(ResultError, match="of version unknown of the model"):
        unknown.brief(tmp_path, sweep)
    assert not (tmp_path / "brief.html").exists()


def test_results_of_two_scenarios_are_not_mixed(comparison, scenario, tmp_path):
    other = scenario.with_changes({"officials.fine_usd": 1.0})
    sweep = sc.sweep(other, {"Rotation": sc.StaffRotation.dose("full")}, sc.Members(first=8), 2, workers=1,
                     progress=False, store=tmp_path / "s.sqlite")  # fmt: skip
    with pytest.raises(ResultError, match=r"or of other values in it; take the sweep from comparison.over_ensemble"):
        comparison.brief(tmp_path, sweep)


def test_older_records_are_read_without_a_version_of_the_model(comparison, tmp_path):
    import json

    comparison.save(tmp_path)
    record = json.loads((tmp_path / "record.json").read_text(encoding="utf-8"))
    assert record.pop("model")
    (tmp_path / "record.json").write_text(json.dumps(record), encoding="utf-8")
    assert sc.RunRecord.load(tmp_path / "record.json").model == ""

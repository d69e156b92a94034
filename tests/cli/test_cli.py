import io
import json
import subprocess
import sys
import time

import pandas as pd
import pytest
from typer.testing import CliRunner

import simcorr as sc
from simcorr.cli.main import app
from simcorr.simulation import running
from tests.planted import small_scenario


@pytest.fixture
def small(tmp_path):
    path = tmp_path / "small.toml"
    sc.save_scenario(small_scenario(), path)
    return str(path)


def call(*arguments):
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def test_version():
    assert call("--version").output.strip() == f"simcorr {sc.__version__}"


@pytest.mark.parametrize("command", [[], ["run"], ["compare"], ["parameters"]])
def test_every_help_shows_an_example(command):
    result = call(*command, "--help")
    assert result.exit_code == 0
    assert "Example" in result.output
    assert "simcorr " in result.output


def test_help_appears_at_once():
    started = time.perf_counter()
    subprocess.run([sys.executable, "-m", "simcorr", "--help"], check=True, capture_output=True)
    # Twice what is promised, for machines that are busy with other tests.
    assert time.perf_counter() - started < 2.0


def test_run_shows_outcomes_and_saves(small, tmp_path):
    result = call("run", small, "--seed", 3, "--output", tmp_path / "out")
    assert result.exit_code == 0, result.output
    assert "Bribes paid" in result.output
    assert sc.Run.load(tmp_path / "out").record.seed == 3


def test_compare_writes_page_and_numbers(small, tmp_path):
    folder = tmp_path / "out"
    result = call(
        "compare", small, "--intervention", "staff_rotation", "--intervention", "official_wages", "--dose", "full",
        "--replicates", 2, "--workers", 1, "--output", folder,
    )  # fmt: skip
    assert result.exit_code == 0, result.output
    assert "Staff rotation" in result.output
    assert (folder / "brief.html").exists()
    loaded = sc.Comparison.load(folder)
    assert loaded.interventions == ["Staff rotation", "Higher wages for officials"]
    assert loaded.record.replicates == 2


def test_without_replicates_a_budget_decides(small, tmp_path):
    result = call(
        "compare", small, "--intervention", "staff_rotation", "--budget-minutes", 0.0001, "--workers", 1,
        "--output", tmp_path / "out",
    )  # fmt: skip
    assert result.exit_code == 0, result.output
    assert "2 replicates" in result.output


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["run", "{folder}/missing.toml"], "missing.toml"),
        (["run", "{small}", "--seed", "-1"], "seed is -1; allowed is a whole number from 0"),
        (["run", "{small}", "--engine", "messa"], "did you mean 'mesa'?"),
        (["compare", "{small}", "--intervention", "staf_rotation"], "did you mean 'staff_rotation'?"),
        (["compare", "{small}", "--dose", "fir"], "did you mean 'firm'?"),
        (["compare", "{small}", "--replicates", "0"], "replicates is 0"),
        (["compare", "{small}", "--replicates", "2.5"], "replicates is '2.5'; allowed is a whole number"),
        (["run", "{small}", "--seed", "0.5"], "seed is '0.5'; allowed is a whole number"),
        (["run", "{small}", "--output", ""], "output is empty"),
        (["run", "{small}", "--output", "{small}/x"], "cannot write results to"),
        (["run"], "Missing argument"),
        (["rnu"], "Did you mean 'run'?"),
        (["run", "{small}", "--sed", "3"], "--seed"),
        (["parameters", "--evidence", "migrants.horizon_week"], "did you mean 'migrants.horizon_weeks'?"),
        (["parameters", "--group", "migrant"], "did you mean 'migrants'?"),
        (["parameters", "--evidence", "E1O6"], "did you mean 'E1"),
        (["parameters", "--evidence", "E1O6", "--csv"], "unknown parameter or evidence row 'E1O6'"),
        (["parameters", "--grades", "--group", "migrants"], "--group, --evidence and --grades exclude each other"),
    ],
)
def test_mistakes_become_one_message_and_exit_code_two(arguments, message, small, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    result = call(*(argument.format(folder=tmp_path, small=small) for argument in arguments))
    assert result.exit_code == 2
    assert message in result.stderr
    assert result.stderr.startswith("simcorr: ")
    assert result.stderr.count("\n") == 1
    assert not (tmp_path / "results").exists()
    assert "Traceback" not in result.output


@pytest.mark.parametrize("command", [["run"], ["compare", "--intervention", "staff_rotation"]])
def test_a_folder_that_cannot_be_written_is_refused_before_anything_is_simulated(command, small, tmp_path, monkeypatch):
    monkeypatch.setattr(running, "simulate", lambda *_, **__: pytest.fail("something was simulated"))
    (tmp_path / "file").write_text("")
    result = call(command[0], small, *command[1:], "--output", tmp_path / "file" / "out")
    assert result.exit_code == 2
    assert "cannot write results to" in result.stderr


def test_results_that_their_folder_cannot_take_are_kept_elsewhere(small, tmp_path, monkeypatch):
    import tempfile

    from simcorr.errors import ResultError

    save = sc.Run.save

    def full(run, folder):
        if tmp_path / "out" in (folder, *folder.parents):
            raise ResultError(f"cannot write '{folder}': No space left on device")
        return save(run, folder)

    monkeypatch.setattr(sc.Run, "save", full)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    result = call("run", small, "--seed", 3, "--output", tmp_path / "out")
    assert result.exit_code == 2
    assert "No space left on device; the results are in" in result.stderr
    (kept,) = tmp_path.glob("simcorr-results-*")
    assert sc.Run.load(kept).record.seed == 3


def test_ctrl_c_ends_with_130(small, monkeypatch):
    def interrupted(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr(running, "simulate", interrupted)
    result = call("run", small)
    assert result.exit_code == 130
    assert "Traceback" not in result.output


def test_parameters_as_text_csv_and_json():
    assert "smugglers.count" in call("parameters").output
    rows = pd.read_csv(io.StringIO(call("parameters", "--csv").output))
    assert len(rows) == len(sc.parameters.table())
    assert len(json.loads(call("parameters", "--json").output)) == len(rows)
    airports = call("parameters", "--group", "contexts.airports", "--csv").output.splitlines()
    assert len(airports) > 5
    assert all(line.startswith("contexts.airports.") for line in airports[1:])
    assert "corridors.fee_usd" in call("parameters", "--group", "corridors").output
    assert call("parameters", "--csv", "--json").exit_code == 2


def plain(output):
    """Return text with its line breaks and indents gone."""
    return " ".join(output.split())


def test_evidence_begins_with_the_parameter():
    text = call("parameters", "--evidence", "corridors.regular_wait_weeks").output
    assert text.startswith("corridors.regular_wait_weeks\n  Waiting time of regular migration.\n")
    for words in (
        "value 20 weeks",
        "bounds 0 to 1,040",
        "role uncertainty: what nobody knows",
        "grade B: purposive survey or administrative data",
        "rests on E197: the middle of its months, in weeks (13 to 26 weeks)",
        "figure 3-6 (months) range 3 to 6 place Cambodia->Thailand, 2017 grade B, verified: read at its address",
        "source UNODC, TiP from Cambodia, Lao PDR and Myanmar to Thailand (2017), via Phnom Penh Post",
        "address https://www.phnompenhpost.com/national/cost-time-largest-factors-illegal-migration-un",
    ):
        assert words in plain(text)


def test_an_assumption_is_called_one():
    without = plain(call("parameters", "--evidence", "smugglers.count").output)
    assert without.endswith("There is no row of evidence behind it: the value is an assumption.")
    inspired = plain(call("parameters", "--evidence", "officials.stranger_aversion").output)
    assert "These rows inspired it; they do not bear it: E072" in inspired
    assert "not verified: known, but not found at a source" in inspired


def test_a_row_of_evidence_and_what_it_informs():
    text = plain(call("parameters", "--evidence", "E106").output)
    assert text.startswith("E106 severity: longer already-long sentences figure at most modest")
    assert "Parameters that name it beside other evidence, or as inspiration: officials.fine_usd" in text
    assert text.endswith("Measures that cite it: graver_penalties, harmonised_penalties")
    assert "Parameters that rest on it: corridors.fee_usd" in plain(call("parameters", "--evidence", "E184").output)
    assert "No parameter names it." in call("parameters", "--evidence", "E190").output


def test_evidence_as_csv_and_json():
    rows = pd.read_csv(io.StringIO(call("parameters", "--evidence", "corridors.land.fee_usd", "--csv").output))
    assert list(rows["id"]) == ["E182", "E183", "E184"]
    content = json.loads(call("parameters", "--evidence", "corridors.fee_usd", "--json").output)
    assert content["parameter"]["value"] == 384
    assert [row["id"] for row in content["evidence"]] == list(rows["id"])
    content = json.loads(call("parameters", "--evidence", "E184", "--json").output)
    assert content["evidence"]["low"] == "200"
    assert content["parameters"] == [
        "migrants.means_median_usd",
        "smugglers.fee_sigma",
        "corridors.fee_usd",
    ]
    assert content["measures"] == []


def test_grades_as_text_csv_and_json():
    counts = sc.parameters.counts_by_grade()
    text = call("parameters", "--grades").output
    line = next(line for line in text.splitlines() if line.startswith("all "))
    assert line.split()[-1] == str(len(sc.parameters.table()))
    assert f"{counts.loc['all', 'D']} {100 * sc.parameters.shares_by_grade()['D']:.0f} %" in plain(line)
    assert "D: assumption" in text
    rows = pd.read_csv(io.StringIO(call("parameters", "--grades", "--csv").output))
    assert rows.groupby("group")["share"].sum().to_list() == pytest.approx([1.0] * len(counts))
    assert len(json.loads(call("parameters", "--grades", "--json").output)) == len(rows)

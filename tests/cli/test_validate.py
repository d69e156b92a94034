"""``simcorr validate``: what it says, and how it ends."""

from dataclasses import replace
from functools import partial

import pandas as pd
import pytest
from typer.testing import CliRunner

import simcorr as sc
from simcorr.cli import validate as doing
from simcorr.cli.main import app
from simcorr.validation import running
from simcorr.validation.reviewed import Reviewed

RUN = CliRunner()


def test_findings_of_two_members_are_the_reviewed_ones(tmp_path):
    result = RUN.invoke(app, ["validate", "--findings", "--members", "2", "--workers", "1", "--output", str(tmp_path)])
    assert result.exit_code == 0, result.output
    assert "6 Low ranks bear the consequences (must emerge):" in result.output
    assert "These are the reviewed results." in result.output
    assert (tmp_path / "findings.csv").read_text().startswith("member,facilitation.on,facilitation.off")


def test_what_is_finished_is_kept_where_it_is_asked_for(tmp_path, monkeypatch):
    arguments = ["validate", "--findings", "--members", "1", "--workers", "1", "--store", str(tmp_path / "kept.sqlite")]
    first = RUN.invoke(app, arguments)
    monkeypatch.setattr(running, "patterns_of", lambda *_: pytest.fail("something was simulated"))
    again = RUN.invoke(app, arguments)
    assert again.stdout == first.stdout
    assert again.exit_code == first.exit_code == 0


def test_mechanisms_are_run_with_and_without(tmp_path):
    arguments = ["--mechanisms", "--members", "1", "--workers", "1", "--output", str(tmp_path)]
    result = RUN.invoke(app, ["validate", *arguments])
    assert result.exit_code == 0, result.output
    assert "4 Zero-fee recruitment lowers what workers owe, unless agencies take it (effect):" in result.output
    assert (tmp_path / "mechanisms.csv").read_text().startswith("member,displacement.on,displacement.off")


def test_closed_forms_agree_with_theory():
    result = RUN.invoke(app, ["validate", "--closed-forms"])
    assert result.exit_code == 0
    assert "numbers agree with theory" in result.output


def test_a_result_that_moved_ends_with_one_and_is_named(monkeypatch):
    honest = Reviewed.load()
    moved = honest.findings.copy()
    moved["ranks.on"] += 1.0
    planted = replace(honest, findings=moved)
    monkeypatch.setattr(doing.Reviewed, "load", lambda: planted)
    result = RUN.invoke(app, ["validate", "--findings", "--members", "1", "--workers", "1"])
    assert result.exit_code == 1
    assert "moved since the review: ranks.on: mean" in result.output
    assert "These are the reviewed results" not in result.output


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--members", "0"], "members"),
        (["--members", "65"], "members is 65; allowed is 1 to 64"),
        (["--members", "many"], "many"),
        (["--workers", "0"], "workers is 0; allowed is a whole number from 1"),
        (["--findings", "--closed-forms"], "exclude each other"),
        (["--mechanisms", "--verdicts"], "exclude each other"),
        (["--accept", "--members", "3"], "--accept goes through all members"),
    ],
)
def test_wrong_turns(arguments, words):
    result = RUN.invoke(app, ["validate", *arguments])
    assert result.exit_code == 2
    assert words in result.output


def test_damaged_reviewed_results_are_seen_before_anything_runs(monkeypatch, tmp_path):
    damaged = tmp_path / "reviewed.json"
    damaged.write_text('{"model": ', encoding="utf-8")
    monkeypatch.setattr(doing, "BUNDLED", damaged)
    monkeypatch.setattr(doing.Reviewed, "load", partial(Reviewed.load, damaged))
    monkeypatch.setattr(doing, "over_members", None)
    result = RUN.invoke(app, ["validate"])
    assert result.exit_code == 2
    assert "reviewed.json' is not valid JSON" in result.output


def test_the_patterns_are_drawn_beside_their_bands(tmp_path):
    ensemble = sc.load_ensemble()
    written = doing.write_members({"patterns": Reviewed.load().patterns}, ensemble, tmp_path)
    assert {path.name for path in written.iterdir()} == {"patterns.csv", "patterns.png", "patterns.svg"}
    kept = pd.read_csv(written / "patterns.csv")
    assert list(kept["form.publicity"]) == list(ensemble.parameters["form.publicity"])
    figure = sc.load_validation().plot_patterns()
    labels = [tick.get_text().replace("\n", " ") for tick in figure.axes[0].get_yticklabels()]
    assert labels[0] == "1 criminal investigations among measures taken"
    assert len(labels) == sum(len(each.components) for each in doing.PATTERNS)

"""``simcorr trace``, and ``simcorr brief --trace``."""

import pandas as pd
import pytest
from typer.testing import CliRunner

import simcorr as sc
from simcorr.cli.main import app
from simcorr.experiment import trial
from simcorr.experiment.store.store import Store
from tests.planted import small_scenario


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    sc.save_scenario(small_scenario(), tmp_path / "small.toml")
    return tmp_path


def call(*arguments, code=0):
    result = CliRunner().invoke(app, [str(argument) for argument in arguments])
    assert result.exit_code == code, result.output
    return result.output


TRACE = (
    "trace",
    "small.toml",
    "safe_reporting",
    "--dose",
    "full",
    "--mechanism",
    "migrant_reporting",
    "--workers",
    "1",
)


def test_the_help_shows_an_example():
    assert "Example: simcorr trace " in call("trace", "--help")
    assert "--trace MEASURE" in call("brief", "--help")


def test_a_trace_is_told_and_written(here):
    told = call(*TRACE, "--outcome", "reports_true", "--replicates", "6").replace("\N{NO-BREAK SPACE}", " ")
    assert "Safe reporting for migrants: raises 'true reports' (+" in told
    assert "no effect at all without 'migrant reporting' (exactly none in 6 replicates)" in told
    assert "True reports: the effect in % with a mechanism switched off, and what the mechanism carries" in told
    folder = here / "results" / "trace-safe_reporting"
    names = {path.name for path in folder.iterdir()}
    assert {"trace.csv", "trace.md", "trace-reports_true.png", "trace-reports_true.svg", "trace.sqlite"} <= names
    table = pd.read_csv(folder / "trace.csv").set_index("outcome")
    assert table.loc["reports_true", "verdict"] == "no effect without it"
    assert (folder / "trace.md").read_text(encoding="utf-8").startswith("- Safe reporting for migrants: raises")


@pytest.mark.filterwarnings("default:interrupted")
def test_the_same_command_goes_on_where_it_was_stopped(here, monkeypatch):
    add, calls = Store.add, []

    def interrupted(self, *values):
        add(self, *values)
        calls.append(1)
        if len(calls) == 5:
            raise KeyboardInterrupt

    monkeypatch.setattr(Store, "add", interrupted)
    told = call(*TRACE, "--replicates", "3", "--output", "out", code=130)
    assert "interrupted: 5 of 12 runs are done; the same call does the rest" in told
    assert len(calls) == 5
    assert (here / "out" / "trace.csv").exists()
    call(*TRACE, "--replicates", "3", "--output", "out")
    assert len(calls) == 12
    assert sc.load_trace(here / "out" / "trace.sqlite").sweep.counts["done"] == 12


def test_a_brief_says_why_if_it_is_asked(here):
    command = ["brief", "small.toml", "--intervention", "safe_reporting", "--dose", "full", "--replicates", "3",
               "--members", "0", "--workers", "1"]  # fmt: skip
    call(*command, "--trace", "safe_reporting")
    page = (here / "results" / "brief.html").read_text(encoding="utf-8")
    assert "What carries the effect of Safe reporting for migrants on bribes paid" in page
    assert 'href="trace.csv"' in page
    assert set(pd.read_csv(here / "results" / "trace.csv")["mechanism"]) == {name for name, on in sc.Switches() if on}
    assert (here / "results" / "figures" / "trace.svg").exists()
    traced = sc.load_trace(here / "results" / "trace.sqlite")
    assert traced.sentence("bribes") in (here / "results" / "brief.md").read_text(encoding="utf-8")
    call(*command, "--output", "without")
    assert "What carries" not in (here / "without" / "brief.html").read_text(encoding="utf-8")
    assert not (here / "without" / "trace.csv").exists()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["trace", "small.toml", "safe_reportin"], "unknown intervention 'safe_reportin'; did you mean"),
        (["trace", "smal.toml", "safe_reporting"], "smal.toml does not exist; files there: small.toml"),
        (["trace", "small.toml", "safe_reporting", "--mechanism", "trusts"], "did you mean 'trust'?"),
        (["trace", "small.toml", "safe_reporting", "--outcome", "bribe"], "did you mean 'bribes'?"),
        (["trace", "small.toml", "safe_reporting", "--outcome", "recorded_cases"], "cannot rank interventions"),
        (["trace", "small.toml", "safe_reporting", "--replicates", "0"], "replicates is 0"),
        (["trace", "small.toml", "safe_reporting", "--replicates", "ten"], "replicates is 'ten'"),
        (["trace", "small.toml", "safe_reporting", "--dose", "strong"], "unknown dose 'strong'"),
        (["trace", "small.toml", "safe_reporting", "--output", "small.toml"], "cannot write results to 'small.toml'"),
        (["trace", "small.toml"], "Missing argument"),
        (["brief", "small.toml", "--trace", "safe_reportin"], "unknown measure 'safe_reportin' in this comparison"),
        (
            ["brief", "small.toml", "--intervention", "staff_rotation", "--trace", "safe_reporting"],
            "unknown measure 'safe_reporting' in this comparison; did you mean 'staff_rotation'?",
        ),
    ],
)
def test_wrong_turns(arguments, words, here, monkeypatch):
    monkeypatch.setattr(trial, "execute", lambda *_, **__: pytest.fail("something was simulated"))
    told = call(*arguments, "--workers", "1", code=2)
    assert words in told
    assert "Traceback" not in told
    assert [path.name for path in here.rglob("*") if path.is_file()] == ["small.toml"]

"""The scripts in ``experiments/`` run, here in small, and print what their question asks for."""

import runpy
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[2] / "experiments"
SMALL = {
    "portfolio_under_budget": ({"members": 3, "replicates": 2}, ("Best within 5,000,000 USD a year", "interaction")),
    "break_even": ({"members": 3, "replicates": 2}, ("Yearly cost below which", "Graver penalties")),
    "quoted": ({"pairs": 2, "worlds": 2, "routes": 2}, ("graver penalties, firm: impunity", "two routes: southern")),
    "select_best": ({"replicates": 20, "workers": 2}, ("bribes paid", "beaten_by")),
}


def test_every_script_is_here_or_has_tests_of_its_own():
    assert {path.stem for path in FOLDER.glob("*.py")} == {*SMALL, "calibrate"}


@pytest.mark.parametrize("name", SMALL)
def test_a_script_runs(name, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    values, words = SMALL[name]
    runpy.run_path(str(FOLDER / f"{name}.py"))["main"](**values)
    printed = capsys.readouterr().out
    for each in words:
        assert each in printed

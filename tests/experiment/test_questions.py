"""The scripts in ``questions/`` run, here in small: each prints a table and draws one figure."""

import runpy
from pathlib import Path

import pytest

import simcorr as sc

FOLDER = Path(__file__).parents[2] / "questions"
SAYS = {
    "rotation_against_trust": ("no trust at all", "Rotation every month"),
    "transfer_or_prosecution": ("Impunity", "Prosecution", "replicates"),
    "whistleblowers_and_protection": ("Channel alone", "nobody follows up"),
    "audits_and_displacement": ("How much of what falls in one place rises in another", "Audits of one corridor"),
    "regular_channels": ("change by factors of cost (rows) and wait", "0.25"),
    "liability_of_firms": ("Liability", "Audit", "Both"),
    "recommendations": ("1. Investigate and prosecute", "11. Awareness"),
}


def test_every_script_is_here():
    assert {path.stem for path in FOLDER.glob("*.py")} == set(SAYS)


@pytest.mark.parametrize("name", SAYS)
def test_a_script_prints_its_table_and_draws_one_figure(name, tmp_path, capsys):
    runpy.run_path(str(FOLDER / f"{name}.py"))["main"](replicates=2, output=str(tmp_path / "out"))
    printed = capsys.readouterr().out
    for each in SAYS[name]:
        assert each in printed
    assert len(list((tmp_path / "out").glob("*.png"))) == 1


@pytest.mark.parametrize("number", range(1, 12))
def test_each_recommendation_has_its_own_table_and_figure(number, tmp_path, capsys):
    main = runpy.run_path(str(FOLDER / "recommendations.py"))["main"]
    main(number, replicates=2, output=str(tmp_path))
    printed = capsys.readouterr().out
    assert f"{number}. {sc.RECOMMENDATIONS[number]}" in printed
    for measure in sc.recommended(number).names:
        assert measure in printed or len(sc.recommended(number).names) == 1
    assert (tmp_path / "bribes.png").is_file()

"""Experiment files: read, checked before anything runs, and carried out."""

import dataclasses
from pathlib import Path

import pytest

import simcorr as sc
from simcorr.errors import DesignError, RunError, SimcorrError
from simcorr.scenario.reach import acting_measures
from tests.planted import small_scenario

ROOT = Path(__file__).parents[2]
FILES = sorted((ROOT / "experiments").glob("*.toml"))
GOOD = """
scenario = "small.toml"
outcomes = ["bribes"]
replicates = 2

[interventions.Rotation]
measure = "staff_rotation"
interval_weeks = 26

[design]
kind = "grid"
over."Rotation.interval_weeks" = { values = [4, 26] }
"""


@pytest.fixture
def written(tmp_path):
    sc.save_scenario(small_scenario(), tmp_path / "small.toml")

    def write(text):
        path = tmp_path / "mine.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_a_file_is_what_the_same_call_is(written):
    experiment = sc.load_experiment(written(GOOD))
    found = experiment.run(workers=1, progress=False)
    same = sc.sweep(
        small_scenario(),
        {"Rotation": sc.StaffRotation(interval_weeks=26)},
        {"Rotation.interval_weeks": sc.Values([4, 26])},
        replicates=2,
        workers=1,
        progress=False,
    )
    assert found.id == same.id
    assert found.runs.equals(same.runs)
    assert (experiment.name, experiment.outcomes, experiment.seed) == ("mine", ("bribes",), 0)


@pytest.mark.parametrize("file", FILES, ids=lambda path: path.stem)
def test_every_experiment_of_ours_can_be_carried_out(file):
    """On the smallest scenario that has what it varies, since it is the file that is tested and not the model."""
    experiment = sc.load_experiment(file)
    short = experiment.scenario.with_changes({"burn_in_weeks": 2, "window_weeks": 4})
    found = dataclasses.replace(experiment, scenario=short).run(replicates=2, progress=False)
    assert found.counts["failed"] == 0
    assert found.counts["done"] == found.counts["planned"]
    assert len(experiment.question) > 20
    assert experiment.replicates >= 4


def test_measures_can_be_listed_at_a_dose(written):
    text = 'scenario = "small.toml"\ninterventions = ["staff_rotation", "graver_penalties"]\ndose = "full"\n'
    experiment = sc.load_experiment(written(text))
    assert list(experiment.interventions) == ["Staff rotation", "Graver penalties"]
    assert experiment.interventions["Staff rotation"] == (sc.StaffRotation.dose("full"),)
    everything = sc.load_experiment(written('scenario = "small.toml"\ninterventions = "all"\n'))
    assert len(everything.interventions) == len(acting_measures(everything.scenario, "firm"))


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("replicates = 2", "replicate = 2", r"mine.toml: unknown key 'replicate'; did you mean 'replicates'"),
        ("replicates = 2", "replicates = 0", r"mine.toml: replicates is 0; allowed is a whole number from 1"),
        ('"small.toml"', '"smal.toml"', r"smal.toml does not exist; files there: .*small.toml"),
        ('"small.toml"', "3", r"scenario is 3; allowed is the path of a scenario file"),
        ('["bribes"]', '["bribe"]', r"unknown outcome 'bribe'; did you mean 'bribes'"),
        ('["bribes"]', "[]", r"outcomes is \[\]; allowed is a list of names"),
        ('["bribes"]', '["recorded_cases"]', r"is recorded: what is not true cannot rank"),
        ("Rotation.interval_weeks", "Rotation.interval_week", r"unknown name 'Rotation.interval_week'; did you mean"),
        ("values = [4, 26]", "values = [4, 9000]", r"Rotation.interval_weeks would be 9000; allowed is 0 to 520"),
        ("values = [4, 26]", "low = 4, high = 26", r"a grid needs to know where its points lie"),
        ('"grid"', '"grit"', r"unknown kind of design 'grit'; did you mean 'grid'"),
        ("staff_rotation", "staff_rotatoin", r"did you mean 'staff_rotation'"),
        ("interval_weeks = 26", "interval_weeks = 9000", r"interval_weeks is 9000; allowed is 0 to 520"),
        ("replicates = 2", 'dose = "firm"', r"dose goes with a list of measures"),
        ("replicates = 2", 'threshold = "low"', r"threshold is 'low'; allowed is a number"),
        ("replicates = 2", "question = 3", r"question is 3; allowed is text"),
        ("replicates = 2", "replicates = ", r"mine.toml is not valid TOML"),
    ],
)
def test_every_mistake_is_named_before_anything_runs(written, old, new, words):
    with pytest.raises(SimcorrError, match=words):
        sc.load_experiment(written(GOOD.replace(old, new)))


def test_arms_that_are_no_tables(written):
    head, _, _ = GOOD.partition("[interventions")
    for text, words in (
        ("interventions = 3", "interventions is 3; allowed is a table"),
        ("interventions = {Rotation = 3}", "interventions.Rotation is 3; allowed is a table with a measure"),
        ('interventions = ["rotation"]', "unknown intervention 'rotation'"),
        ("design = 3", r"design is 3; allowed is a table"),
        ("", ""),
    ):
        if not text:
            assert sc.load_experiment(written(head)).design is None
            continue
        with pytest.raises(DesignError, match=words):
            sc.load_experiment(written(f"{head}\n{text}\n"))


def test_options_are_those_of_a_sweep(written):
    experiment = sc.load_experiment(written(GOOD))
    with pytest.raises(RunError, match="workers is 0"):
        experiment.run(workers=0)

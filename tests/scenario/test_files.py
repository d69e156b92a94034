"""The scenarios that come with simcorr."""

import re
from pathlib import Path

import pytest

from simcorr.parameters import evidence_rows
from simcorr.scenario import load_scenario

FOLDER = Path(__file__).parents[2] / "scenarios"
FILES = sorted(FOLDER.glob("*.toml"))


def load(name):
    return load_scenario(FOLDER / f"{name}.toml")


def test_there_are_seven():
    names = [path.stem for path in FILES]
    assert names == [
        "airport_hub",
        "baseline",
        "high_integrity",
        "labour_corridor",
        "land_border",
        "sea_route",
        "two_routes",
    ]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_file_is_valid_and_says_what_it_is_for(path):
    scenario = load_scenario(path)
    assert scenario.name.replace(" ", "_") == path.stem
    assert len(scenario.description) > 80


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_evidence_that_a_file_names_exists_and_is_verified(path):
    named = set(re.findall(r"\bE\d{3}\b", path.read_text(encoding="utf-8")))
    assert all(evidence_rows()[row].supports for row in named)


def test_the_size_of_the_baseline():
    corridors = load("baseline").corridors
    assert [corridor.name for corridor in corridors] == ["land", "sea", "air"]
    assert sum(len(corridor.posts) for corridor in corridors) == 30
    assert sum(post.staff for corridor in corridors for post in corridor.posts) == 250
    assert sum(corridor.arrivals_per_year for corridor in corridors) == 2000
    assert load("baseline").smugglers.count == 60


def test_the_baseline_has_the_default_parameters():
    baseline = load("baseline")
    for name, field in type(baseline).model_fields.items():
        if name not in ("name", "description", "corridors"):
            assert getattr(baseline, name) == field.default


def test_the_contrast_shares_its_corridors_with_the_baseline():
    baseline, contrast = load("baseline"), load("high_integrity")
    assert contrast.corridors == baseline.corridors
    assert contrast.hash != baseline.hash
    assert contrast.officials.norm_prior < baseline.officials.norm_prior
    assert contrast.officials.never_accepts_share > baseline.officials.never_accepts_share
    assert contrast.supervision.mandate > baseline.supervision.mandate
    for name, context in contrast.contexts:
        assert context.detection_rate > baseline.contexts[name].detection_rate

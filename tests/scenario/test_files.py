"""The scenarios that come with simcorr."""

import re
from collections import Counter
from pathlib import Path

import pytest

import simcorr as sc
from simcorr.engine import simulate
from simcorr.parameters import declared_parameters, evidence_rows
from simcorr.scenario import load_scenario
from simcorr.world import EventKind, build
from simcorr.world.measures import CONTEXT_INDEX, CORRIDOR_INDEX

FOLDER = Path(__file__).parents[2] / "scenarios"
FILES = sorted(FOLDER.glob("*.toml"))


def load(name):
    return load_scenario(FOLDER / f"{name}.toml")


def test_there_are_ten():
    names = [path.stem for path in FILES]
    assert names == [
        "airport_hub",
        "airport_with_documents",
        "baseline",
        "high_integrity",
        "labour_corridor",
        "land_border",
        "sea_route",
        "sea_route_with_detention",
        "three_corridors",
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


@pytest.mark.parametrize(
    ("name", "corridors", "posts", "staff"),
    [
        ("baseline", ["northern", "southern", "sea", "air", "labour"], 40, 293),
        ("three_corridors", ["land", "sea", "air"], 30, 250),
    ],
)
def test_the_size_of_a_world(name, corridors, posts, staff):
    scenario = load(name)
    assert [corridor.name for corridor in scenario.corridors] == corridors
    assert sum(len(corridor.posts) for corridor in scenario.corridors) == posts
    assert sum(post.staff for corridor in scenario.corridors for post in corridor.posts) == staff
    assert sum(corridor.arrivals_per_year for corridor in scenario.corridors) == 2000
    assert scenario.smugglers.count == 60


def test_three_corridors_have_the_default_parameters():
    scenario = load("three_corridors")
    for name, field in type(scenario).model_fields.items():
        if name not in ("name", "description", "corridors"):
            assert getattr(scenario, name) == field.default


def test_the_baseline_sets_what_would_be_off_and_nothing_else():
    baseline = load("baseline")
    declared = declared_parameters()
    off = {name for name, each in declared.items() if each.value == 0.0}
    changed = {
        f"{group}.{name}"
        for group, values in baseline.model_dump(exclude_defaults=True).items()
        if isinstance(values, dict)
        for name in values
    }
    assert changed - off == {"documents.forger_price_usd"}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_no_agency_of_officials_stands_at_one_post_alone(path):
    """Its officials could be neither exchanged nor rotated, and what that changes would look like a result."""
    posts = [post for corridor in load_scenario(path).corridors for post in corridor.posts if post.agency]
    counted = Counter(post.agency for post in posts)
    assert {agency: count for agency, count in counted.items() if count < 2} == {}


def test_the_contrast_shares_its_corridors_with_the_baseline():
    baseline, contrast = load("baseline"), load("high_integrity")
    assert contrast.corridors == baseline.corridors
    for group in ("migrants", "smugglers", "documents", "agencies"):
        assert getattr(contrast, group) == getattr(baseline, group)
    assert contrast.hash != baseline.hash
    assert contrast.officials.norm_prior < baseline.officials.norm_prior
    assert contrast.officials.never_accepts_share > baseline.officials.never_accepts_share
    assert contrast.supervision.mandate > baseline.supervision.mandate
    for name, context in contrast.contexts:
        assert context.detection_rate > baseline.contexts[name].detection_rate


def totals(scenario, seeds):
    """Return what is counted by context and by corridor over the window, and the kinds of events, in some runs."""
    traces = [simulate(build(scenario, (), seed), events=True) for seed in range(seeds)]
    kinds = {EventKind(int(kind)) for trace in traces for kind in set(trace.events["kind"])}
    first = scenario.burn_in_weeks
    return sum(trace.context[first:] for trace in traces), sum(trace.corridor[first:] for trace in traces), kinds


def test_in_the_baseline_everything_is_on():
    contexts, corridors, kinds = totals(load("baseline"), 3)
    bribes = contexts[:, :, CONTEXT_INDEX["bribes"]].sum(axis=0)
    assert (bribes > 0.0).all(), "no bribe in some context"
    for name in ("release_bribes", "licence_bribes", "silence_bribes", "justice_bribes", "other_files_queued"):
        assert contexts[:, :, CONTEXT_INDEX[name]].sum() > 0.0, name
    for name in (
        *("documents_issued", "documents_forged", "documents_exposed", "workers_placed", "workers_exploited"),
        *("released_for_bribe", "identified_in_detention", "identified_at_interception", "victims_punished"),
    ):
        assert corridors[:, :, CORRIDOR_INDEX[name]].sum() > 0.0, name
    assert {
        EventKind.PLACEMENT,
        EventKind.DETENTION,
        EventKind.DISCHARGE,
        EventKind.MEETING,
        EventKind.SCREENING,
    } <= kinds


def test_at_the_airport_documents_decide():
    """Checks against records stop those who carry one: fewer documents are bought, and fewer arrive."""
    airport = load("airport_with_documents").with_changes({"burn_in_weeks": 52, "window_weeks": 104})
    checked = airport.with_changes({"justice.document_checks": 0.5})
    (_, before, _), (_, after, _) = totals(airport, 3), totals(checked, 3)
    for name in ("documents_issued", "documents_forged", "irregular_journeys"):
        column = CORRIDOR_INDEX[name]
        assert after[:, :, column].sum() < 0.8 * before[:, :, column].sum(), name
    exposed = CORRIDOR_INDEX["documents_exposed"]
    assert after[:, :, exposed].sum() > before[:, :, exposed].sum() > 0.0


def test_from_custody_on_the_sea_route_parties_are_released_for_bribes_unless_it_is_overseen():
    sea = load("sea_route_with_detention").with_changes({"burn_in_weeks": 52, "window_weeks": 104})
    oversight = sc.CustodyOversight.dose("full", delivery=1.0)
    column = CORRIDOR_INDEX["released_for_bribe"]
    free, overseen = (
        sum(simulate(build(sea, measures, seed)).corridor[52:, :, column].sum() for seed in range(3))
        for measures in ((), (oversight,))
    )
    assert overseen < 0.5 * free

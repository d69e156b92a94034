"""The page on what the brief speaks of names every context, finding and recommendation, and is right about them."""

import re
from functools import cache
from pathlib import Path

import numpy as np
import pytest

import simcorr as sc
from simcorr.contexts import CONTEXT_NAMES
from simcorr.engine import simulate
from simcorr.interventions.recommendations import RECOMMENDATIONS
from simcorr.interventions.registry import INTERVENTIONS
from simcorr.validation.findings import FINDINGS
from simcorr.validation.judging import EMERGENT, REVERSED, finding_table
from simcorr.validation.reviewed import Reviewed
from simcorr.world import build
from simcorr.world.measures import CONTEXT_INDEX, CORRIDOR_INDEX

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "coverage.md").read_text(encoding="utf-8")
CLAIMS = {"emerges", "partly put in", "not in the model"}
TITLES = {measure.title for measure in INTERVENTIONS.values()}
RUNS = 5


def rows(heading):
    """Return the cells of the table below a heading."""
    section = PAGE.split(f"## {heading}\n")[1].split("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


@cache
def totals():
    """Return the records of contexts and of corridors of the baseline over its window, in the mean of some runs."""
    scenario = sc.load_scenario(ROOT / "scenarios" / "baseline.toml")
    worlds = [build(scenario, (), seed) for seed in range(RUNS)]
    traces = [simulate(world) for world in worlds]
    return tuple(
        np.mean([getattr(trace, table)[scenario.burn_in_weeks :].sum(axis=0) for trace in traces], axis=0)
        for table in ("context", "corridor")
    )


def test_every_context_has_its_row():
    assert [row[0].strip("`") for row in rows("Nine contexts")] == list(CONTEXT_NAMES)


@pytest.mark.parametrize("place", range(len(CONTEXT_NAMES)), ids=CONTEXT_NAMES)
def test_a_context_has_bribes_a_measure_and_something_counted(place):
    by_context, by_corridor = totals()
    _, _, bribes, measure, counted, _ = rows("Nine contexts")[place]
    paid = by_context[place, CONTEXT_INDEX["bribes"]]
    assert paid > 0.0
    assert int(re.match(r"[\d,]+", bribes)[0].replace(",", "")) == round(paid)
    retainers = re.search(r"([\d,]+) retainers", bribes)
    assert (by_context[place, CONTEXT_INDEX["retainers_paid"]] > 0.0) == bool(retainers)
    assert measure in TITLES
    for name in re.findall(r"`(\w+)`", counted):
        in_context = name in CONTEXT_INDEX
        total = by_context[place, CONTEXT_INDEX[name]] if in_context else by_corridor[:, CORRIDOR_INDEX[name]].sum()
        assert total > 0.0, name


def test_every_finding_has_its_row_and_the_claim_of_its_test():
    told = rows("Nine findings")
    assert [row[0].split()[0] for row in told] == [str(number) for number in range(1, 10)]
    assert {row[2] for row in told} <= CLAIMS
    emerging = {int(row[0].split()[0]) for row in told if row[2] == "emerges"}
    found = finding_table(Reviewed.load().findings)
    emergent = set(found["number"][found["verdict"].isin([EMERGENT, REVERSED])])
    assert set() < emerging <= {finding.number for finding in FINDINGS if finding.claim == "must emerge"} & emergent


def test_every_recommendation_has_its_row_and_all_its_measures():
    told = rows("Eleven recommendations")
    assert [row[0] for row in told] == [f"{number} {title}" for number, title in RECOMMENDATIONS.items()]
    for number, row in enumerate(told, 1):
        measures = [measure.title for measure in INTERVENTIONS.values() if measure.recommendation == number]
        assert row[1].split("; ") == measures

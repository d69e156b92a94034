"""What is said beside side effects: where they lie, by the numbers of the comparison, and no cause without one."""

from dataclasses import replace

import pytest

from simcorr.brief.answers import TRADE_OFFS, answers, explanations
from simcorr.brief.content import make_page
from simcorr.text import number
from tests.planted import planted_comparison


@pytest.fixture(scope="module")
def both():
    return planted_comparison({"More": 1.5, "Fewer": 0.5}, replicates=6)


def with_changes(comparison, arm, factors):
    """Return a comparison in which some outcomes of an arm are those of the baseline times a factor."""
    runs = comparison.outcomes.copy()
    base = runs[runs["intervention"] == "Baseline"].set_index("replicate")
    own = runs["intervention"] == arm
    for outcome, factor in factors.items():
        runs.loc[own, outcome] = factor * base[outcome].loc[runs.loc[own, "replicate"]].to_numpy()
    return replace(comparison, outcomes=runs)


@pytest.fixture(scope="module", params=TRADE_OFFS, ids=lambda trade: trade.rises)
def trade(request):
    return request.param


@pytest.fixture(scope="module")
def traded(trade):
    """``Spares`` trades one for the other; ``Fewer`` lowers both, and ``More`` raises both."""
    arms = planted_comparison({"More": 1.5, "Fewer": 0.5, "Spares": 1.0}, replicates=6)
    return with_changes(arms, "Spares", {trade.rises: 1.1, trade.falls: 0.6})


def test_a_rise_of_bribes_is_taken_apart(both):
    (told,) = (line for line in explanations(both) if line.startswith("Bribes rise with "))
    assert told.startswith("Bribes rise with More. With it: ")
    row = both.effect("journey_bribes", "More")
    change, low, high = (number(row[name], signed=True) for name in ("difference", "low", "high"))
    assert f"bribes on journeys {change} bribes ({low} to {high})" in told


def test_so_is_a_rise_of_their_price(both):
    told = [line for line in explanations(both) if line.startswith("The mean bribe rises with ")]
    rising = both.effects[(both.effects["outcome"] == "mean_bribe_usd") & (both.effects["verdict"] == "raises")]
    assert len(told) == len(rising)


def test_a_fall_needs_no_words(both):
    assert not any("Fewer" in line for line in explanations(both))


def test_no_cause_is_named_without_a_number(both):
    assert not any(word in " ".join(explanations(both)) for word in ("because", "so that", "Why ", "officials learn"))


def test_a_harm_that_rises_when_another_wrong_falls_is_shown_with_it_and_explained(traded, trade):
    (told,) = (line for line in explanations(traded) if trade.reading in line)
    assert f" rise with Spares, and {trade.fewer}. With it: " in told
    for outcome in (trade.rises, trade.falls):
        row = traded.effect(outcome, "Spares")
        assert f"{row['title'].lower()} {number(row['difference'], signed=True)} {row['unit']}" in told
    assert not any(f"rise with {arm}" in told for arm in ("More", "Fewer"))


def test_without_that_pattern_nothing_is_said_of_it(both, trade):
    said = " ".join([*explanations(both), *(text for _, text in answers(both))])
    assert trade.reading not in said
    assert trade.fewer not in said


def test_the_answer_leads_to_the_explanation_under_a_heading_that_is_there(traded, trade):
    page = make_page(traded, {})
    pointing = {heading: text for heading, text in page.answers if trade.fewer in text}
    assert list(pointing) == (["Weeks in exploitation"] if trade.rises == "weeks_in_exploitation" else [])
    for text in pointing.values():
        heading = text.rpartition("see '")[2].removesuffix("'.")
        assert f"## {heading}\n" in page.markdown()
        assert f"<h2>{heading}</h2>" in page.html()

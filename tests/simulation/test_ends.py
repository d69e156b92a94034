"""Where journeys end: nobody is lost, nobody counted twice, and the totals are those of the record."""

import pandas as pd
import pytest

import simcorr as sc
from simcorr.errors import ResultError
from simcorr.simulation.ends import ENDS, journeys_table


@pytest.fixture(scope="module")
def run():
    scenario = sc.Scenario(
        name="two",
        corridors=[
            sc.Corridor(name="land", arrivals_per_year=400, party_size=5),
            sc.Corridor(name="sea", arrivals_per_year=200, party_size=20),
        ],
        smugglers={"count": 20},
        burn_in_weeks=0,
        window_weeks=104,
        weight=2.0,
    )
    return sc.run(scenario, seed=3, events=True)


def of(table, **chosen):
    for column, value in chosen.items():
        table = table[table[column] == value]
    return float(table["persons"].sum())


def test_every_choice_has_one_end(run):
    table = run.journeys
    assert set(table["end"]) <= set(ENDS)
    for channel in ("stay", "regular", "alone", "smuggler"):
        assert of(table, channel=channel) == run.corridors[f"chose_{channel}"].sum()


def test_ends_are_those_of_the_record(run):
    table, record = run.journeys, run.corridors
    irregular = table[table["channel"].isin(["alone", "smuggler"])]
    assert of(irregular, end="arrived") == record["irregular_journeys"].sum()
    assert of(table, channel="regular", end="arrived") == record["regular_journeys"].sum()
    assert of(irregular, end="stopped") == record["detained"].sum()
    assert of(table, end="stopped", context="border_crossings") > 0
    assert of(table, end="stayed") == of(table, channel="stay")
    assert not (table["context"] == "")[table["end"].isin(["stopped", "exploited"])].any()
    assert (table["context"] == "")[table["end"].isin(["arrived", "stayed", "under way"])].all()


def test_exploitation_on_the_way_and_afterwards_are_told_apart(run):
    table = run.journeys
    events = run.events[run.events["kind"] == "exploitation"]
    on_the_way, after = (events["a"] < 9).sum(), (events["a"] == 9).sum()
    assert on_the_way > 0
    assert after > 0
    sizes = {0: 10.0, 1: 40.0}
    home = run.events[run.events["kind"] == "channel"].drop_duplicates("subject").set_index("subject")["a"].map(sizes)
    assert of(table, end="exploited") == home[events.loc[events["a"] < 9, "subject"]].sum()
    assert of(table, exploited_later=True) == home[events.loc[events["a"] == 9, "subject"]].sum()


def test_both_engines_tell_the_same(run):
    again = sc.run(run.scenario, seed=3, events=True, engine="mesa")
    pd.testing.assert_frame_equal(again.journeys, run.journeys)


def test_the_flow_names_every_context_passed(run):
    figure = run.plot_journeys()
    words = " ".join(text.get_text().replace("\n", " ") for text in figure.axes[0].texts)
    for context in ("Recruitment", "Documents", "Border crossings", "Transportation", "Accommodation"):
        assert context in words
    assert "Airports" not in words
    assert "arrived" in words


def test_a_run_without_events_says_what_it_needs():
    scenario = sc.Scenario(name="one", corridors=[sc.Corridor(name="land")], burn_in_weeks=0, window_weeks=4)
    with pytest.raises(ResultError, match=r"the run kept no events; simulate it with events=True"):
        journeys_table(None, scenario)

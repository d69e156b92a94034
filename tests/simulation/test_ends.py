"""Where journeys end, and what comes of them: nobody is lost or counted twice, totals are those of the record."""

from dataclasses import replace
from itertools import combinations

import pandas as pd
import pytest
from matplotlib.offsetbox import AnnotationBbox
from matplotlib.text import Text

import simcorr as sc
from simcorr.contexts import Context
from simcorr.errors import ResultError
from simcorr.reporting.journeys.aftermath import Flow, Step, Way
from simcorr.reporting.journeys.journeys import journeys_figure
from simcorr.simulation.history.aftermath import case_ends, exploitation_ends
from simcorr.simulation.history.ends import ENDS, journeys_table
from simcorr.world.trace import EVENT_COLUMNS
from tests.agreement.scenarios import eventful as eventful_scenario
from tests.recount.chosen import MET_BY_AUTHORITIES
from tests.reporting import test_figures as legible


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


def with_many_cases(burn_in):
    """Return a run with many cases against operators and bribes in them."""
    scenario = sc.Scenario(
        name="eventful",
        corridors=[
            sc.Corridor(name="land", arrivals_per_year=800, party_size=5),
            sc.Corridor(name="sea", arrivals_per_year=400, party_size=20),
        ],
        smugglers={"count": 30},
        justice={"operator_lead": 1.0, "opening_probability": 1.0, "accused_access": 0.5},
        burn_in_weeks=burn_in,
        window_weeks=156,
        weight=2.0,
    )
    return sc.run(scenario, seed=3, engine="compiled", events=True)


@pytest.fixture(scope="module")
def from_the_start():
    return with_many_cases(burn_in=0)


@pytest.fixture(scope="module", params=["from_the_start", "burn-in"])
def eventful(request):
    return request.getfixturevalue("from_the_start") if request.param == "from_the_start" else with_many_cases(52)


def drawn_words(figure):
    """Return all that is written in a figure, words apart by single spaces."""
    return " ".join(" ".join(text.get_text().split()) for text in figure.findobj(Text))


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
    for context in (Context.INVESTIGATION, Context.TRIAL, Context.SERVICE_PROVIDERS):
        assert context.label in drawn_words(figure)
    assert "Airports" not in words
    assert "arrived" in words


def test_a_run_without_events_says_what_it_needs():
    scenario = sc.Scenario(name="one", corridors=[sc.Corridor(name="land")], burn_in_weeks=0, window_weeks=4)
    with pytest.raises(ResultError, match=r"the run kept no events; simulate it with events=True"):
        journeys_table(None, scenario)


# --- what came of the journeys -----------------------------------------------------------------------------------


def window(frame, *names):
    return tuple(float(frame.loc[frame["week"] >= 0, name].sum()) for name in names)


def followed(events):
    """Follow the cases of the window one event at a time, in another way than `case_ends` does."""
    ends, current, before = {}, {}, None
    for number, (_, row) in enumerate(events.iterrows()):
        if row["kind"] == "smuggler_case":
            current[row["subject"]] = number
            paid = before is not None and before["kind"] == "bribe" and before["b"] == 3
            shut = ("opening", "bribe" if paid else "retainer")
            ends[number] = row["week"], ("investigation", "open") if row["a"] == 1 else shut
        elif row["kind"] == "verdict" and row["a"] == 0:
            stage = ("investigation", "trial")[int(row["value"])]
            end = {0: ("trial", "open"), 1: (stage, "convicted"), 3: (stage, "bribe")}.get(row["b"], (stage, "dropped"))
            ends[current[row["subject"]]] = ends[current[row["subject"]]][0], end
        before = row
    return pd.Series([end for week, end in ends.values() if week >= 0]).value_counts().to_dict()


def test_cases_are_followed_to_their_ends(eventful):
    ends = case_ends(eventful.events).set_index(["stage", "end"])["cases"]
    assert ends.to_dict() == followed(eventful.events)
    opened, convicted = window(eventful.corridors, "smuggler_cases", "smugglers_convicted")
    assert ends.drop("opening").sum() == opened > 0
    assert 0 < ends["trial", "convicted"] <= convicted
    if eventful.scenario.burn_in_weeks == 0:
        assert ends["trial", "convicted"] == convicted


def test_every_bribe_in_a_case_is_told_once(from_the_start):
    """Bribes in the weekly table are those of operators, drawn as ends, and of the cases that are not drawn.

    With a burn-in, bribes of the window would also end cases from before it.
    """
    ends = case_ends(from_the_start.events).set_index(["stage", "end"])["cases"]
    events = from_the_start.events
    officials = events[(events["kind"] == "verdict") & (events["a"] > 0) & (events["b"] == 3)]
    weekly = from_the_start.weekly.groupby("context")["justice_bribes"].sum()
    in_investigation = ends.get(("opening", "bribe"), 0) + ends.get(("investigation", "bribe"), 0)
    assert in_investigation > 0
    assert in_investigation + (officials["value"] == 0).sum() == weekly["investigation"]
    assert ends.get(("trial", "bribe"), 0) + (officials["value"] == 1).sum() == weekly["trial"]


def test_the_exploited_are_those_of_the_journeys(eventful):
    table, journeys = exploitation_ends(eventful.events, eventful.scenario), eventful.journeys
    assert of(table, began="on the way") == of(journeys, end="exploited") > 0
    assert of(table, began="after arrival") == of(journeys, exploited_later=True) > 0
    assert of(table, end="bribe", bribed=False) == of(table, end="neither", bribed=True) == 0
    exploited, identified, sold = window(eventful.corridors, "exploited", "identified", "sold_out")
    assert of(table) <= exploited
    assert of(table, end="identified") <= identified
    if eventful.scenario.burn_in_weeks == 0:
        assert (of(table), of(table, end="identified")) == (exploited, identified)
        assert 0 < of(table, bribed=True) <= sold
    else:
        assert of(table) < exploited


def test_cases_and_journeys_from_before_the_window_are_left_out():
    """Planted: a conviction and a help in the window that belong to what began before it."""
    rows = [
        (-3, "channel", 1, 0, 3, 0), (-3, "smuggler_case", 7, 1, 0, 0.5), (-2, "exploitation", 1, 3, 0, 7),
        (1, "channel", 2, 1, 3, 0), (1, "channel", 3, 0, 3, 0), (1, "channel", 4, 0, 2, 0),
        (2, "verdict", 7, 0, 0, 0), (3, "verdict", 7, 0, 1, 1), (3, "identification", 1, 0, 1, 9),
        (4, "bribe", 5, 6, 3, 100), (4, "smuggler_case", 7, 0, 0, 0.5), (4, "smuggler_case", 8, 0, 0, 0.5),
        (5, "smuggler_case", 8, 1, 0, 0.5), (5, "bribe", 5, 6, 3, 100), (5, "verdict", 9, 1, 3, 0),
        (6, "smuggler_case", 9, 1, 0, 0.5), (6, "exploitation", 2, 9, 0, 7), (6, "exploitation", 3, 0, 0, 7),
        (7, "verdict", 8, 0, 0, 0), (8, "identification", 2, 0, 2, 9), (8, "identification", 3, 0, 2, 9),
        (9, "verdict", 8, 0, 4, 1), (9, "identification", 2, 0, 1, 9), (9, "identification", 3, 0, 2, 9),
    ]  # fmt: skip
    cases = [-1, 0, -1, -1, -1, -1, 0, 0, -1, 1, 1, 2, 3, 9, 9, 4, -1, -1, 3, -1, -1, 3, -1, -1]
    events = pd.DataFrame(rows, columns=list(EVENT_COLUMNS[:6])).assign(case=cases)
    ends = case_ends(events).set_index(["stage", "end"])["cases"].to_dict()
    assert ends == {
        ("opening", "bribe"): 1,
        ("opening", "retainer"): 1,
        ("investigation", "open"): 1,
        ("trial", "dropped"): 1,
    }
    corridors = [sc.Corridor(name="land", party_size=5), sc.Corridor(name="sea", party_size=20)]
    table = exploitation_ends(events, sc.Scenario(name="two", corridors=corridors, weight=2.0))
    assert table.to_dict("records") == [
        {"began": "after arrival", "end": "identified", "bribed": True, "persons": 40.0},
        {"began": "on the way", "end": "bribe", "bribed": True, "persons": 10.0},
    ]


def test_who_was_punished_and_is_exploited_again_counts_again():
    """Planted: punished on a first attempt, bought free of notice and recognised on a second."""
    rows = [
        (1, "channel", 1, 0, 3, 0), (2, "exploitation", 1, 3, 0, 7), (4, "meeting", 1, 0, 3, 9),
        (6, "channel", 1, 0, 3, 1), (7, "exploitation", 1, 9, 0, 7), (8, "meeting", 1, 0, 2, 9),
        (9, "meeting", 1, 0, 4, 9), (10, "meeting", 1, 0, 1, 9),
    ]  # fmt: skip
    events = pd.DataFrame(rows, columns=list(EVENT_COLUMNS[:6]))
    table = exploitation_ends(events, sc.Scenario(name="one", corridors=[sc.Corridor(name="land", party_size=5)]))
    assert table.to_dict("records") == [
        {"began": "after arrival", "end": "identified", "bribed": True, "persons": 5.0},
        {"began": "on the way", "end": "punished", "bribed": False, "persons": 5.0},
    ]


def test_the_figure_tells_of_victims_punished():
    run = sc.run(eventful_scenario(**MET_BY_AUTHORITIES), seed=3, engine="mesa", events=True)
    persons, words = exploitation_ends(run.events, run.scenario), drawn_words(run.plot_journeys())
    assert f"{of(persons, end='punished'):,.0f} persons punished as offenders" in words
    assert f"{of(persons, end='identified'):,.0f} persons identified and helped" in words
    assert of(persons, end="punished") > 0


def test_both_engines_tell_the_same_of_cases_and_persons(from_the_start):
    again = sc.run(from_the_start.scenario, seed=3, events=True, engine="mesa")
    pd.testing.assert_frame_equal(case_ends(again.events), case_ends(from_the_start.events))
    one, other = (exploitation_ends(run.events, run.scenario) for run in (again, from_the_start))
    pd.testing.assert_frame_equal(one, other)


def test_the_figure_tells_the_numbers_of_the_run(eventful):
    words = drawn_words(eventful.plot_journeys())
    cases = case_ends(eventful.events).set_index(["stage", "end"])["cases"]
    persons = exploitation_ends(eventful.events, eventful.scenario)
    told = {
        ("opening", "retainer"): "not opened, for a retainer",
        ("opening", "bribe"): "not opened, for a bribe",
        ("investigation", "bribe"): "ended by a bribe",
        ("investigation", "dropped"): "ended without a charge",
        ("investigation", "open"): "still open",
        ("trial", "convicted"): "with a conviction",
    }
    for place in cases.index.intersection(list(told)):
        number = cases[place]
        assert f"{number} {'case' if number == 1 else 'cases'} {told[place]}" in words
    assert len(cases.index.intersection(list(told))) >= 4
    assert f"{cases.sum()} cases that could be opened" in words
    assert f"{cases.drop('opening').sum()} cases opened" in words
    assert f"{cases['trial'].sum()} cases charged" in words
    assert f"{of(persons, end='identified'):,.0f} persons identified and helped" in words
    assert f"{of(persons, end='bribe'):,.0f} persons not identified, for a bribe" in words
    assert f"{of(persons, end='neither'):,.0f} persons with neither so far" in words
    assert f"{of(persons, began='on the way'):,.0f} persons on the way" in words
    after_bribe = of(persons, end="identified", bribed=True)
    assert (f"of them, {after_bribe:,.0f} persons after a bribe" in words) == (after_bribe > 0)
    weekly = eventful.weekly[eventful.weekly["week"] >= 0].groupby("context").sum(numeric_only=True)
    paid = weekly["justice_bribes"] + weekly["silence_bribes"]
    retainers = weekly.loc["investigation", "retainers_paid"]
    assert f"investigation {paid['investigation']:.0f} bribes and {retainers:.0f} retainers" in words
    assert f"trial {paid['trial']:.0f} bribe{'' if paid['trial'] == 1 else 's'}" in words
    assert f"providers {paid['service_providers']:.0f} bribes for silence" in words
    (sold,) = window(eventful.corridors, "sold_out")
    assert f"{sold:,.0f} times that a person was left unidentified for a bribe" in words


@pytest.mark.parametrize("missing", ["investigation", "trial", "service_providers"])
def test_contexts_that_a_scenario_does_not_have_are_not_shown(missing):
    names = {"border_crossings", "transportation", "investigation", "trial", "service_providers"} - {missing}
    corridor = sc.Corridor(
        name="land",
        arrivals_per_year=300,
        stages=[sc.Stage(context="border_crossings"), sc.Stage(context="transportation")],
        posts=[sc.Post(name=name, context=name) for name in sorted(names)],
    )
    run = sc.run(sc.Scenario(name="one", corridors=[corridor], burn_in_weeks=0, window_weeks=26), seed=1, events=True)
    words = drawn_words(run.plot_journeys())
    for context in (Context.INVESTIGATION, Context.TRIAL, Context.SERVICE_PROVIDERS):
        assert (context.label in words) == (context.key != missing)


def planted(ways, reached, journeys):
    """Return the figure with planted numbers: all that leaves in each way, all that is reached, all who travel."""
    sorts = ("retainer", "bribe", "ended", "open")
    many = tuple(Way(number, f"leaves for the reason {sort}", sort) for number, sort in zip(ways, sorts, strict=True))
    total = sum(ways) + reached
    told = f"{reached:,.0f} bribes and {reached:,.0f} retainers"
    steps = (
        Step("Law enforcement and investigation", told, (), "opened"),
        Step("", "", many, "charged"),
        Step("Prosecution and trial", f"{reached:,.0f} bribes", ()),
    )
    cases = Flow("Cases", "cases", [(total, "that could be opened")], steps, "with a conviction", nothing="No case.")
    persons = replace(
        cases,
        unit="persons",
        begun=[(total / 2, "on the way"), (total / 2, "after arrival")],
        steps=(Step("Service providers", f"{reached:,.0f} bribes for silence", many),),
        of_these=(reached, "after a bribe for silence"),
    )
    names = ["Recruitment", "Documents", "Border crossings", "Transportation", "Airports", "Accommodation"]
    table = pd.DataFrame({"context": names, "stopped": journeys, "exploited": journeys, "bribed": 1.0})
    texts = ("Where journeys end", "Planted.", "A caption.")
    return journeys_figure(table, 7 * journeys, 7 * journeys, 2 * journeys, journeys, texts, aftermath=[cases, persons])


LARGE = 1_234_567.0


@pytest.mark.parametrize(
    ("ways", "reached", "journeys"),
    [
        ([LARGE] * 4, LARGE, LARGE),
        ([LARGE] * 4, 0.0, LARGE),
        ([LARGE, 1.0, LARGE, 1.0], 1.0, 1.0),
        ([0.0, 0.0, 0.0, 1.0], LARGE, 1.0),
        ([0.0] * 4, LARGE, 1.0),
        ([0.0] * 4, 0.0, 0.0),
    ],
)
def test_no_number_breaks_the_figure(ways, reached, journeys):
    figure = planted(ways, reached, journeys)
    figure.as_bytes("png", dpi=80)
    legible.test_no_text_is_cut(figure)
    legible.test_no_text_covers_another(figure)
    assert min(text.get_size() for text in figure.findobj(Text) if text.get_text().strip()) >= 8.0
    renderer = figure.canvas.get_renderer()
    boxes = [box.get_window_extent(renderer) for box in figure.findobj(AnnotationBbox)]
    assert not any(one.overlaps(other) for one, other in combinations(boxes, 2))


def test_ribbons_are_proportional_within_a_flow():
    figure = planted([30.0, 10.0, 20.0, 0.0], 40.0, 1.0)
    heights = []
    for patch in figure.axes[1].patches:
        vertices = patch.get_path().vertices
        heights.append(vertices[0][1] - vertices[5][1])
    assert heights == pytest.approx([0.3, 0.1, 0.2])

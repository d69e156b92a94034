"""Histories: every event of an agent, told in words, and nothing that is somebody else's."""

import re

import pytest

import simcorr as sc
from simcorr.errors import ResultError
from simcorr.simulation.history.histories import _WORDS, WHO, history
from simcorr.world.codes import Bribe
from simcorr.world.trace import EVENT_FIELDS, EventKind
from tests.agreement.scenarios import eventful
from tests.recount.chosen import IN_CUSTODY, MET_BY_AUTHORITIES


@pytest.fixture(scope="module")
def run():
    scenario = sc.Scenario(name="one", corridors=[sc.Corridor(name="land", arrivals_per_year=400)],
                           smugglers={"count": 10}, burn_in_weeks=26, window_weeks=104)  # fmt: skip
    rotation = sc.StaffRotation(interval_weeks=26)
    return sc.run(scenario, [rotation], seed=3, engine="mesa", events=True)


def numbers(events, kind, column):
    return events[events["kind"] == kind][column]


def test_a_history_holds_every_bribe_an_official_took(run):
    taken = numbers(run.events, "bribe", "subject").value_counts()
    official = int(taken.index[0])
    told = run.history("official", official)
    assert (told["event"] == "bribe").sum() == taken.iloc[0]
    assert told["week"].is_monotonic_increasing
    first = run.events[(run.events["kind"] == "bribe") & (run.events["subject"] == official)].iloc[0]
    assert f"price {first['value'] / 100:,.2f} USD" in told[told["event"] == "bribe"]["what"].iloc[0]


def test_a_migrant_is_found_wherever_the_events_name_one(run):
    migrant = int(numbers(run.events, "interception", "subject").iloc[0])
    told = run.history("migrant", migrant)
    assert told["event"].iloc[0] == "channel"
    assert told["what"].iloc[0].startswith("corridor land, ")
    assert "interception" in set(told["event"])


def test_every_event_is_told_for_somebody(run):
    """All that a run holds is in the history of each agent it names, and no line is empty of words."""
    for kind, fields in EVENT_FIELDS.items():
        rows = run.events[run.events["kind"] == kind.name.lower()]
        if rows.empty:
            continue
        for column, name in zip(("subject", "a", "b", "value"), fields, strict=True):
            if name.split(" ")[0] in WHO:
                told = run.history(name.split(" ")[0], int(rows[column].iloc[0]))
                assert kind.name.lower().replace("_", " ") in set(told["event"])


def test_codes_are_words(run):
    kinds = {kind.name.lower(): set() for kind in EventKind}
    for official in sorted(set(numbers(run.events, "bribe", "subject")))[:20]:
        told = run.history("official", int(official))
        for event, what in zip(told["event"], told["what"], strict=True):
            kinds[event.replace(" ", "_")].add(what)
    assert all(", demanded," in what or ", offered," in what or ", retainer," in what or ", silence," in what
               or ", justice," in what or ", hush," in what for what in kinds["bribe"])  # fmt: skip
    assert all("rotation" in what or "transfer" in what for what in kinds["move"])


def test_what_authorities_did_is_told_in_words():
    met = sc.run(eventful(**MET_BY_AUTHORITIES), seed=3, engine="mesa", events=True)
    for kind, words in (
        ("meeting", {"identified", "sold out", "punished as an offender", "not recognised"}),
        ("screening", {"recognised and helped", "not recognised as victims of trafficking"}),
    ):
        rows = met.events[met.events["kind"] == kind].drop_duplicates("b")
        told = [met.history("migrant", int(who)) for who in rows["subject"]]
        said = {what.split(", ")[1] for one in told for what in one[one["event"] == kind]["what"]}
        assert words <= said
        assert kind in set(met.history("official", int(rows["value"].iloc[0]))["event"])


def test_custody_is_told_in_words():
    run = sc.run(eventful(**IN_CUSTODY), seed=3, engine="mesa", events=True)
    rows = run.events[run.events["kind"] == "discharge"].drop_duplicates("b")
    told = [run.history("migrant", int(who)) for who in rows["subject"]]
    said = {what.split(", ")[1] for one in told for what in one[one["event"] == "discharge"]["what"]}
    assert said == {"returned after the time was served", "released for a bribe", "recognised and helped"}
    assert all("for 4 weeks" in what for one in told for what in one[one["event"] == "detention"]["what"])
    paid = run.events[(run.events["kind"] == "bribe") & (run.events["b"] == Bribe.RELEASE)]
    official = run.history("official", int(paid["subject"].iloc[0]))
    assert any(", release," in what for what in official[official["event"] == "bribe"]["what"])


@pytest.mark.parametrize(
    ("who", "number", "words"),
    [("officer", 1, "unknown kind of agent 'officer'"), ("official", 10**6, "official 1000000 takes part in no event")],
)
def test_wrong_turns(run, who, number, words):
    with pytest.raises(ResultError, match=words):
        run.history(who, number)


def test_a_run_without_events_says_how_to_keep_them(run):
    with pytest.raises(ResultError, match="events=True"):
        history(None, run.scenario, "official", 1)


def test_every_field_with_a_code_has_words():
    """A code whose words no longer fit its name would be told as a number."""
    coded = {field for fields in EVENT_FIELDS.values() for field in fields if re.search(r"\b\d [a-z]", field)}
    assert coded <= set(_WORDS)

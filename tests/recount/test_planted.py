"""The second bookkeeping notices what is wrong, and names it: a record or a log with something planted in it."""

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from simcorr.engine import simulate
from simcorr.world import EventKind
from simcorr.world.codes import Bribe, Channel, Licence
from tests.recount.chosen import WORLDS
from tests.recount.recount import TABLES, compare, differences, recount

WITH_ALL = "Supervisors convicted while on duty"
LOST = {
    EventKind.CHANNEL: ("Eventful", "corridor chose_stay"),
    EventKind.CLIENT: ("Eventful", "corridor fees_usd"),
    EventKind.RETAINER: ("Eventful", "context retainers_paid"),
    EventKind.ENCOUNTER: ("Eventful", "context encounters"),
    EventKind.BRIBE: ("Eventful", "rank bribes"),
    EventKind.INTERCEPTION: ("Eventful", "corridor detained"),
    EventKind.ARRIVAL: ("Eventful", "corridor irregular_journeys"),
    EventKind.REPORT: ("Eventful", "context reports_"),
    EventKind.RETALIATION: ("Eventful", "context retaliations"),
    EventKind.CASE: (WITH_ALL, "rank cases"),
    EventKind.SETTLEMENT: (WITH_ALL, "rank bribe_income_usd"),
    EventKind.DISPOSAL: ("Eventful", "context settlements"),
    EventKind.SMUGGLER_CASE: (WITH_ALL, "corridor smuggler_cases"),
    EventKind.VERDICT: (WITH_ALL, "context cases_queued"),
    EventKind.MOVE: ("Eventful", "context perceived_detection"),
    EventKind.LEAVE: ("Vacant places", "context officials_in_post"),
    EventKind.HIRE: ("Eventful", "rank in_post"),
    EventKind.EXPLOITATION: ("Eventful", "corridor in_exploitation"),
    EventKind.IDENTIFICATION: ("Victims sold out", "corridor sold_out"),
    EventKind.CUT: (WITH_ALL, "income_top_tenth"),
    EventKind.FOLLOW_UP: ("Eventful", "context reports_followed_up"),
    EventKind.DETECTION: ("Eventful", "context perceived_detection"),
    EventKind.INQUIRY: ("Every case leads to an inquiry", "context inquiries"),
    EventKind.REFUSAL: ("Victims sold out", "context offers"),
    EventKind.GIVE_UP: ("Three smugglers, one party each", "corridor gave_up_waiting"),
    EventKind.SURVEY: ("Eventful", "corridor survey_respondents"),
    EventKind.FREED: ("Eventful", "corridor in_exploitation"),
    EventKind.BACK: ("Eventful", "rank in_post"),
    EventKind.RELEASE: ("Operators convicted again and again", "corridor impunity_belief"),
    EventKind.LAPSE: (WITH_ALL, "context cases_queued"),
    EventKind.OFFICE: ("Supervisors convicted", "rank in_post"),
    EventKind.DEBT: ("Eventful", "corridor indebted"),
    EventKind.AGENCY: ("Every report goes to an agency", "context reports_to_agency"),
    EventKind.PROCEEDS: ("On: decided_exploitation", "corridor exploitation_usd"),
    EventKind.OTHER_FILES: ("Other work", "context other_files_queued"),
    EventKind.OTHER_FILES_DONE: ("Other work", "context other_files_queued"),
    EventKind.MEETING: ("Victims met by authorities", "corridor victims_met"),
    EventKind.SCREENING: ("Victims met by authorities", "corridor victims_stopped"),
    EventKind.DOCUMENT: ("Documents that were bought", "corridor documents_"),
    EventKind.EXPOSURE: ("Documents that were bought", "corridor documents_exposed"),
    EventKind.LICENCE: ("Labour recruitment agencies", "corridor licences_lost"),
    EventKind.INSPECTION: ("Labour recruitment agencies", "corridor agency_inspections"),
    EventKind.TESTIMONY: ("Labour recruitment agencies", "corridor victims_reporting"),
    EventKind.PLACEMENT: ("Labour recruitment agencies", "corridor workers_placed"),
    EventKind.DETENTION: ("Stopped parties in custody", "corridor detained_weeks"),
    EventKind.DISCHARGE: ("Stopped parties in custody", "corridor detained_weeks"),
}
"""For each kind of event a world, and a column that differs where one such event is lost."""
CHOSEN = {
    EventKind.CHANNEL: {"b": Channel.STAY},
    EventKind.RETAINER: {"b": 1},
    EventKind.CASE: {"a": 0},
    EventKind.MOVE: {"subject": 110},
    EventKind.CUT: {"week": 39},
    EventKind.DISPOSAL: {"a": 0, "b": 1},
    EventKind.SMUGGLER_CASE: {"a": 1},
    EventKind.IDENTIFICATION: {"b": 2},
    EventKind.REFUSAL: {"b": Bribe.SILENCE},
    EventKind.LICENCE: {"a": Licence.LOST},
}
"""Which event of a kind is lost, where it is not the first."""


@cache
def run(name):
    world = WORLDS[name]()
    return world, simulate(world, engine="mesa", events=True)


def changed(trace, column, row, value):
    """Return a trace whose log holds another value in one place."""
    columns = dict(trace.events)
    columns[column] = columns[column].copy()
    columns[column][row] = value
    return replace(trace, events=columns)


def rows_of(trace, kind, **columns):
    held = trace.events["kind"] == kind
    for name, value in columns.items():
        held = held & (trace.events[name] == value)
    return np.flatnonzero(held)


@pytest.mark.parametrize("kind", EventKind, ids=lambda kind: kind.name)
def test_a_lost_event_is_missed(kind):
    name, column = LOST[kind]
    world, trace = run(name)
    row = rows_of(trace, kind, **CHOSEN.get(kind, {}))[0]
    lost = replace(trace, events={key: np.delete(held, row) for key, held in trace.events.items()})
    assert any(found.startswith(column) for found in differences(lost, world)), differences(lost, world)


@pytest.mark.parametrize(
    ("kind", "column", "value", "missed"),
    [
        (EventKind.BRIBE, "value", 1.0, "rank bribe_income_usd"),
        (EventKind.BRIBE, "context", 8, "context retainers_usd"),
        (EventKind.BRIBE, "subject", 5, "rank cohort_sanctioned"),
        (EventKind.BRIBE, "b", Bribe.JUSTICE, "context justice_bribes"),
        (EventKind.CLIENT, "value", 1.0, "corridor fees_usd"),
        (EventKind.DEBT, "value", 1.0, "corridor debt_usd"),
        (EventKind.ENCOUNTER, "b", 2, "context demands"),
        (EventKind.REPORT, "recorded", 1, "context recorded_reports"),
        (EventKind.INTERCEPTION, "recorded", 1, "context recorded_interceptions"),
        (EventKind.EXPLOITATION, "corridor", 1, "corridor exploited"),
        (EventKind.DISPOSAL, "b", 3, "context suspensions"),
        (EventKind.SURVEY, "subject", 0, "corridor survey_"),
        (EventKind.LEAVE, "week", 39, "rank in_post"),
    ],
)
def test_another_value_in_the_log_is_noticed(kind, column, value, missed):
    world, trace = run("Eventful")
    rows = rows_of(trace, kind)
    row = rows[trace.events[column][rows] != value][0]
    found = differences(changed(trace, column, row, value), world)
    assert any(words.startswith(missed) for words in found), found


@pytest.mark.parametrize(
    ("kind", "before", "after", "missed"),
    [
        (EventKind.MEETING, 1, 4, "corridor identified_by_authorities"),
        (EventKind.MEETING, 2, 4, "corridor sold_out"),
        (EventKind.MEETING, 3, 4, "corridor victims_punished"),
        (EventKind.SCREENING, 1, 0, "corridor identified_at_interception"),
        (EventKind.SCREENING, 1, 0, "corridor detained"),
    ],
)
def test_another_end_before_an_authority_is_noticed(kind, before, after, missed):
    world, trace = run("Victims met by authorities")
    found = differences(changed(trace, "b", rows_of(trace, kind, b=before)[0], after), world)
    assert any(words.startswith(missed) for words in found), found


@pytest.mark.parametrize("table", TABLES)
def test_another_value_in_the_record_is_named(table):
    """One more in any column, week and unit: that column is named and no other, with both numbers."""
    world, trace = run("Eventful")
    counted = recount(trace.events, world)
    for place, measure in enumerate(TABLES[table]):
        record = getattr(trace, table).copy()
        record[7, 1, place] += 1.0
        found = compare(replace(trace, **{table: record}), counted, world)
        assert len(found) == 1
        assert found[0].startswith(f"{table} {measure.name}: week 7, ")
        assert f"{record[7, 1, place]} in the record" in found[0]


def test_another_share_of_the_top_tenth_is_named():
    world, trace = run("Eventful")
    (found,) = differences(replace(trace, income_top_tenth=trace.income_top_tenth * 1.001), world)
    assert found.startswith("income_top_tenth")


def test_a_small_error_in_money_is_no_rounding():
    world, trace = run("Eventful")
    record = trace.context.copy()
    in_money = [measure.unit == "USD" for measure in TABLES["context"]]
    record[:, :, in_money] *= 1.0 + 1e-7
    told = trace.context[:, :, in_money].any(axis=(0, 1)).sum()
    assert len(differences(replace(trace, context=record), world)) == told >= 2

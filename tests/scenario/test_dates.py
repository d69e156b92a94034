"""Durations in words and calendar dates stand wherever weeks are asked for."""

import tomllib
from datetime import date, datetime

import jsonschema
import pandas as pd
import pytest

import simcorr as sc
from simcorr.errors import SimcorrError
from simcorr.parameters.durations import in_weeks
from simcorr.scenario import Corridor, Scenario, Shock, scenario_schema

LAND = {"corridors": [{"name": "land"}]}
FILE = """
name = "dated"
first_date = 2027-01-04
burn_in_weeks = "1 year"
window_weeks = "3 years"

[[corridors]]
name = "land"
regular_wait_weeks = "5 months"

[[corridors.flow]]
week = 2027-06-07
factor = 2.0

[justice]
investigation_weeks = "6 months"

[[shocks]]
corridor = "land"
week = "2026-12-28"
weeks = "2 months"

[[interventions]]
measure = "staff_rotation"
interval_weeks = "6 months"
start_week = 2027-03-01
end_week = "2 years"
"""
DATED = Scenario(**tomllib.loads(FILE))


def test_durations_are_weeks():
    assert (DATED.burn_in_weeks, DATED.window_weeks) == (52, 156)
    assert DATED.corridor("land").regular_wait_weeks == 22
    assert DATED.justice.investigation_weeks == 26
    assert DATED.shocks[0].weeks == 9
    assert DATED.interventions[0].interval_weeks == 26
    assert DATED.interventions[0].end_week == 104


def test_dates_are_weeks_from_the_start_of_the_window():
    assert DATED.corridor("land").flow[0].week == 22
    assert DATED.shocks[0].week == -1
    assert DATED.interventions[0].start_week == 8


@pytest.mark.parametrize(
    ("text", "whole", "weeks"),
    [
        ("10 weeks", True, 10),
        ("1 week", True, 1),
        ("1 month", True, 4),
        ("1 month", False, 52 / 12),
        ("1.5 years", True, 78),
        ("-3 months", True, -13),
        ("0 weeks", True, 0),
    ],
)
def test_a_duration_is_read(text, whole, weeks):
    assert in_weeks(text, whole) == weeks


@pytest.mark.parametrize("text", ["6months", "six months", "6 days", "6 Months", "", " 6 months", "6 months ", "6"])
def test_what_is_no_duration_stays_what_it_is(text):
    assert in_weeks(text, whole=True) == text


def test_changes_take_durations_and_dates():
    changed = DATED.with_changes(
        {
            "window_weeks": "2 years",
            "corridors.land.flow": [{"week": "2027-07-05", "factor": 3.0}],
            "shocks": [{"corridor": "land", "week": "6 months"}],
            "migrants.horizon_weeks": "3 years",
        }
    )
    assert changed.window_weeks == 104
    assert changed.corridor("land").flow[0].week == 26
    assert changed.shocks[0].week == 26
    assert changed.migrants.horizon_weeks == 156


def test_a_measure_takes_durations():
    assert sc.StaffRotation(interval_weeks="6 months", start_week="1 year").start_week == 52


def test_other_units_take_no_durations():
    with pytest.raises(SimcorrError, match="party_size is '3 weeks'; allowed is a whole number"):
        Scenario(name="x", corridors=[{"name": "land", "party_size": "3 weeks"}])


def test_weeks_and_dates_lead_to_one_another():
    assert DATED.week_of("2027-01-04") == DATED.week_of(date(2027, 1, 10)) == 0
    assert DATED.week_of("2027-01-03") == -1
    assert DATED.date_of(0) == date(2027, 1, 4)
    assert all(DATED.week_of(DATED.date_of(week)) == week for week in range(-60, 160))


def test_a_first_date_changes_no_result_and_is_kept(tmp_path):
    without = DATED.with_changes({"first_date": None})
    assert without.hash == DATED.hash
    assert Scenario(**DATED.to_dict()) == DATED
    assert sc.load_scenario(sc.save_scenario(DATED, tmp_path / "dated.toml")) == DATED


def test_the_schema_knows_durations_and_dates():
    validator = jsonschema.Draft202012Validator(scenario_schema())
    table = tomllib.loads(FILE)
    table["first_date"] = "2027-01-04"
    table["corridors"][0]["flow"][0]["week"] = "2027-06-07"
    table["interventions"][0]["start_week"] = "2027-03-01"
    assert [error.message for error in validator.iter_errors(table)] == []
    table["window_weeks"], table["shocks"][0]["week"] = "3 yers", "2027-6-7"
    assert sorted(error.json_path for error in validator.iter_errors(table)) == ["$.shocks[0].week", "$.window_weeks"]
    table["window_weeks"] = "2027-01-04"
    assert "$.window_weeks" in [error.json_path for error in validator.iter_errors(table)]


MISTAKES = {
    "no duration": (
        {"window_weeks": "3 yers"},
        "window_weeks is '3 yers'; allowed is a whole number from 1 to 10000 (weeks), or a duration such as '6 months'",
    ),
    "too long": ({"window_weeks": "300 years"}, "window_weeks is 15600; allowed is 1 to 10000 (weeks)"),
    "no date": ({"first_date": "soon"}, "first_date: 'soon' is no date; allowed is a day such as 2027-01-04"),
    "no such day": ({"first_date": "2027-02-30"}, "first_date: '2027-02-30' is no date"),
    "an hour": ({"first_date": datetime(2027, 1, 4, 8)}, "first_date: '2027-01-04 08:00:00' is no date"),
    "no first date": (
        {"shocks": [{"corridor": "land", "week": date(2027, 6, 7)}]},
        "shocks[0].week is 2027-06-07; a date needs first_date, the day on which the window starts",
    ),
    "flow without first date": (
        {"corridors": [{"name": "land", "flow": [{"week": "2027-06-07"}]}]},
        "corridors.land.flow[0].week is 2027-06-07; a date needs first_date",
    ),
    "measure without first date": (
        {"interventions": [{"measure": "staff_rotation", "interval_weeks": 26, "end_week": "2027-06-07"}]},
        "interventions[0].end_week is 2027-06-07; a date needs first_date",
    ),
    "outside": (
        {"first_date": "2027-01-04", "shocks": [{"corridor": "land", "week": "2047-06-07"}]},
        "shocks[0].week is 1065; allowed is -104 to 259",
    ),
}


@pytest.mark.parametrize(("values", "words"), MISTAKES.values(), ids=MISTAKES)
def test_mistakes_are_named(values, words):
    with pytest.raises(SimcorrError) as error:
        Scenario(**{"name": "x", **LAND, **values})
    assert words in str(error.value)


def test_a_date_of_its_own_is_no_week():
    with pytest.raises(SimcorrError, match="week is '2027-03-04'; allowed is a whole number"):
        Shock(corridor="land", week="2027-03-04")
    with pytest.raises(SimcorrError, match="'x' has no first_date, so that its weeks have no dates"):
        Scenario(name="x", **LAND).date_of(3)
    with pytest.raises(SimcorrError, match="'soon' is no date"):
        DATED.week_of("soon")


def test_results_can_be_dated():
    scenario = Scenario(
        name="x", corridors=(Corridor(name="land"),), burn_in_weeks=2, window_weeks=3, first_date="2027-01-04"
    )
    run = sc.run(scenario, seed=1, engine="mesa")
    dated = run.dated(run.corridors)
    assert list(dated.columns[:2]) == ["week", "date"]
    assert dated["date"].tolist() == list(pd.date_range("2026-12-21", periods=5, freq="7D"))
    assert "date" not in run.corridors

"""Interventions in a scenario: read, checked against its corridors, contexts and weeks, and written again."""

import pytest

from simcorr.errors import InterventionError, ScenarioError
from simcorr.interventions import HighRiskAudits, OfficialWages, StaffRotation
from simcorr.scenario import Scenario, check_interventions

AIR = {"name": "air", "stages": [{"context": "airports"}]}


def scenario(*interventions, **values):
    return Scenario(name="x", corridors=[{"name": "land"}, AIR], interventions=interventions, **values)


def test_objects_tables_and_portfolios():
    rotation, wages = StaffRotation(interval_weeks=13), OfficialWages.dose("full")
    table = {"measure": "staff_rotation", "interval_weeks": 13}
    dose = {"measure": "official_wages", "dose": "full"}
    expected = (rotation, wages)
    assert scenario(rotation, wages).interventions == expected
    assert scenario(table, dose).interventions == expected
    assert scenario(rotation + wages).interventions == expected
    assert Scenario(name="x", corridors=[AIR], interventions=rotation + wages).interventions == expected
    assert Scenario(name="x", corridors=[AIR], interventions=rotation).interventions == (rotation,)


BAD = {
    "corridor": (
        StaffRotation(interval_weeks=13, corridors=("see",)),
        "unknown corridor 'see' in interventions[0] (staff_rotation). Allowed: land, air",
    ),
    "context": (
        StaffRotation(interval_weeks=13, corridors=("land",), contexts=("airports",)),
        "interventions[0] (staff_rotation) acts in airports, but there are posts only in recruitment,",
    ),
    "start": (
        StaffRotation(interval_weeks=13, start_week=260),
        "interventions[0] (staff_rotation): start_week is 260; allowed is 0 to 259 (the window has",
    ),
    "end": (
        StaffRotation(interval_weeks=13, end_week=261),
        "interventions[0] (staff_rotation): end_week is 261; allowed is up to 260 (the window has 260 weeks)",
    ),
}


@pytest.mark.parametrize(("measure", "wanted"), BAD.values(), ids=BAD.keys())
def test_what_does_not_fit(measure, wanted):
    with pytest.raises(ScenarioError) as caught:
        scenario(measure)
    assert str(caught.value).startswith(wanted), str(caught.value)
    with pytest.raises(InterventionError) as caught:
        check_interventions(scenario(), [measure])
    assert str(caught.value).startswith(wanted), str(caught.value)
    with pytest.raises(InterventionError):
        scenario().check_interventions(measure)


def test_one_context_that_is_there_is_enough():
    check_interventions(scenario(), [HighRiskAudits.dose("firm", corridors=("air",))])


def test_all_problems_at_once():
    measures = [measure for measure, _ in BAD.values()]
    with pytest.raises(InterventionError) as caught:
        check_interventions(scenario(), measures)
    assert len(str(caught.value).splitlines()) == len(measures)


def test_a_shorter_window_is_checked_against_its_interventions():
    late = scenario(StaffRotation(interval_weeks=13, start_week=100))
    with pytest.raises(ScenarioError, match="start_week is 100; allowed is 0 to 51"):
        late.with_changes({"window_weeks": 52})


def test_tables_with_mistakes():
    with pytest.raises(ScenarioError) as caught:
        scenario({"measure": "staff_rotaton"}, {"measure": "staff_rotation", "interval_week": 4}, {}, 3)
    message = str(caught.value)
    assert "interventions[0]: unknown measure 'staff_rotaton'; did you mean 'staff_rotation'?" in message
    assert "interventions[1]: unknown field 'interval_week' in StaffRotation; did you mean" in message
    assert "interventions[2]: an intervention needs 'measure'" in message
    assert "interventions[3]: 3 is not an intervention" in message


def test_something_else_entirely():
    with pytest.raises(ScenarioError, match="interventions: 'staff_rotation' is not an intervention, a table"):
        Scenario(name="x", corridors=[AIR], interventions="staff_rotation")


def test_contradictory_replacements_are_refused():
    with pytest.raises(ScenarioError, match="rotation_interval_weeks"):
        scenario(StaffRotation(interval_weeks=13), StaffRotation(interval_weeks=26))

"""Measures that nothing in a scenario lets act are told apart, and can really do nothing there."""

import pytest

import simcorr as sc
from simcorr.interventions import DOSES, LEVERS
from simcorr.scenario.reach import acting_measures, idle_measures, unmet_needs

SCENARIO = sc.load_scenario("scenarios/three_corridors.toml")
IDLE = idle_measures(SCENARIO)


def test_in_the_baseline_every_measure_acts():
    baseline = sc.load_scenario("scenarios/baseline.toml")
    assert idle_measures(baseline) == {}
    assert set(acting_measures(baseline, "firm")) == set(sc.INTERVENTIONS)


def test_those_are_idle_whose_mechanism_is_off():
    assert set(IDLE) >= {"victim_screening", "non_punishment", "document_tracing", "custody_oversight"}
    assert not {"staff_rotation", "random_posts", "document_office_vetting"} & set(IDLE)
    assert set(acting_measures(SCENARIO, "firm")) == set(sc.INTERVENTIONS) - set(IDLE)


@pytest.mark.parametrize("key", IDLE)
@pytest.mark.parametrize("dose", DOSES)
def test_one_parameter_that_is_named_is_enough(key, dose):
    measure = sc.INTERVENTIONS[key].dose(dose)
    for names in unmet_needs(SCENARIO, measure):
        places = {_place(name): 1 for name in names.split(" and ")}
        assert unmet_needs(SCENARIO.with_changes(places), measure) == ()


def _place(name):
    """Return the name of a parameter, or of the first corridor's."""
    group, field = name.split(".")
    return f"corridors.{SCENARIO.corridors[0].name}.{field}" if group == "corridors" else name


def test_custody_needs_weeks_in_which_somebody_is_held():
    measure = sc.CustodyOversight.dose("firm")
    without = SCENARIO.with_changes({"justice.release_access": 0.2})
    assert unmet_needs(without, measure) == ("justice.detention_weeks and justice.release_access",)
    assert unmet_needs(without.with_changes({"justice.detention_weeks": 2}), measure) == ()


@pytest.mark.parametrize("key", IDLE)
def test_what_is_idle_changes_nothing_at_all(key):
    scenario = SCENARIO.with_changes({"burn_in_weeks": 10, "window_weeks": 60})
    plain, dosed = (
        sc.run(scenario, measures, seed=3, events=True)
        for measures in ([], [sc.INTERVENTIONS[key].dose("full", delivery=1.0)])
    )
    assert len(plain.events) > 1000
    assert plain.events.equals(dosed.events)


def test_a_portfolio_acts_if_one_of_its_measures_does():
    idle = sc.NonPunishment.dose("full")
    assert unmet_needs(SCENARIO, idle + sc.StaffRotation()) == ()
    assert set(unmet_needs(SCENARIO, idle + sc.VictimScreening.dose("firm"))) == {
        "protection.authority_rate",
        "protection.screening_at_interception",
        "justice.detention_weeks and protection.screening_in_detention",
    }


def test_levers_that_need_nothing_are_never_idle():
    assert {lever for lever, one in LEVERS.items() if one.needs} >= {"screening", "non_punishment", "document_tracing"}


def test_comparing_what_is_idle_warns_and_says_what_it_needs():
    scenario = SCENARIO.with_changes({"burn_in_weeks": 5, "window_weeks": 10})
    with pytest.warns(
        RuntimeWarning,
        match="'Law': Non-punishment of victims can change nothing in this scenario; it acts "
        "only with protection.authority_rate above 0",
    ):
        found = sc.compare(scenario, {"Law": sc.NonPunishment.dose("firm")}, replicates=2, progress=False)
    assert set(found.effects["difference"].dropna()) == {0.0}

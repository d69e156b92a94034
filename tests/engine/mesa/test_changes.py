"""A model takes changes of its scenario by keyword, as the sliders and batch runs of Mesa hand them in."""

import mesa
import pytest

from simcorr.engine.mesa import CorruptionModel, Official
from simcorr.errors import ScenarioError
from simcorr.interventions import StaffRotation
from tests.agreement.held_together import first_difference
from tests.engine.mesa.worlds import finished, lively, total

SCENARIO = lively(weeks=25, burn_in=5)
CHANGES = {
    "officials__turnover_per_year": 1.0,
    "contexts__border_crossings__interception_rate": 0.9,
    "corridors__land__arrivals_per_year": 520.0,
    "corridors__land__stages__recruitment__need": 0.1,
    "corridors__air__posts__post 1__staff": 9,
    "switches__trust": False,
    "pins__airports__offer": 1.0,
    "window_weeks": 12,
}


def test_changes_by_keyword_are_those_of_the_scenario():
    dotted = {name.replace("__", "."): value for name, value in CHANGES.items()}
    expected = finished(SCENARIO.with_changes(dotted), seed=5, events=True).trace()
    assert first_difference(expected, finished(SCENARIO, seed=5, events=True, **CHANGES).trace()) is None


@pytest.mark.parametrize("name", CHANGES)
def test_each_change_has_an_effect(name):
    changed = CorruptionModel(SCENARIO, rng=5, events=True, **{name: CHANGES[name]})
    while changed.running:
        changed.step()
    assert first_difference(finished(SCENARIO, seed=5, events=True).trace(), changed.trace()) is not None


def test_changes_go_together_with_measures_and_agents():
    class Incorruptible(Official):
        def acceptance_probability(self, price, trust):
            return 0.0

    measure = StaffRotation(interval_weeks=4, share=1.0)
    agents = {Official: Incorruptible}
    model = finished(SCENARIO, [measure], seed=5, events=True, agents=agents, window_weeks=30)
    assert model.week == model.weeks == 35
    assert total(model.trace(), "bribes") == 0
    expected = finished(SCENARIO.with_changes({"window_weeks": 30}), [measure], seed=5, events=True, agents=agents)
    assert first_difference(expected.trace(), model.trace()) is None


def test_the_scenario_stays_as_it_was():
    before = SCENARIO.model_dump()
    CorruptionModel(SCENARIO, **CHANGES)
    assert SCENARIO.model_dump() == before


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"officials__turnover": 0.2}, r"'officials\.turnover'; did you mean 'officials\.turnover_per_year'\?"),
        ({"turnover_per_year": 0.2}, r"'turnover_per_year'; did you mean 'officials\.turnover_per_year'\?"),
        ({"contexts__borders__wage_usd": 1.0}, r"did you mean 'contexts\.[a-z_]+\.wage_usd'\?"),
        (
            {"corridors__sea__fee_usd": 1.0},
            r"'corridors\.sea\.fee_usd'; did you mean 'corridors\.(land|air)\.fee_usd'\?",
        ),
        ({"weeks": 3}, r"unknown name 'weeks'; did you mean 'window_weeks'\?"),
        ({"seed": 3}, r"unknown name 'seed'"),
        ({"event": True}, r"unknown name 'event'"),
        ({"officials__turnover_per_year": -1.0}, r"turnover_per_year"),
        ({"switches": None}, r"switches"),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else "",
)
def test_a_change_that_cannot_be_made_is_refused(changes, message):
    with pytest.raises(ScenarioError, match=message):
        CorruptionModel(SCENARIO, **changes)


class TestBatchRun:
    PARAMETERS = {  # noqa: RUF012
        "scenario": [SCENARIO],
        "rng": [1, 2],
        "officials__turnover_per_year": [0.0, 0.5],
    }

    def run(self, parameters, **options):
        return mesa.batch_run(CorruptionModel, parameters, number_processes=1, display_progress=False, **options)

    def test_it_runs_every_combination_to_its_end(self):
        rows = self.run(self.PARAMETERS)
        assert [(row["rng"], row["officials__turnover_per_year"]) for row in rows] == [
            (1, 0.0),
            (1, 0.5),
            (2, 0.0),
            (2, 0.5),
        ]
        for row in rows:
            scenario = SCENARIO.with_changes({"officials.turnover_per_year": row["officials__turnover_per_year"]})
            model = finished(scenario, seed=row["rng"])
            last = model.datacollector.get_model_vars_dataframe().iloc[-1]
            assert row["Step"] == model.weeks - 1
            assert {name: row[name] for name in last.index} == last.to_dict()

    def test_it_collects_every_week_if_told_to(self):
        rows = self.run(self.PARAMETERS, data_collection_period=1)
        assert len(rows) == 4 * 30
        courses = {}
        for row in rows:
            courses.setdefault((row["rng"], row["officials__turnover_per_year"]), []).append(row["bribes"])
        assert len({tuple(course) for course in courses.values()}) == len(courses) == 4
        model = finished(SCENARIO.with_changes({"officials.turnover_per_year": 0.5}), seed=2)
        assert courses[2, 0.5] == model.datacollector.get_model_vars_dataframe()["bribes"].tolist()

    def test_it_repeats_what_has_the_same_seed(self):
        rows = self.run({**self.PARAMETERS, "rng": [1]}, iterations=2)
        assert [row["iteration"] for row in rows] == [0, 0, 1, 1]
        assert rows[0]["bribes"] == rows[2]["bribes"]
        assert rows[1]["bribes"] == rows[3]["bribes"]

    def test_a_wrong_name_is_refused_before_the_first_week(self):
        with pytest.raises(ScenarioError, match=r"did you mean 'officials\.turnover_per_year'\?"):
            self.run({**self.PARAMETERS, "officials__turn_over_per_year": [0.1]})

import json
import math
import multiprocessing
import os
import signal
import sys

import pandas as pd
import pytest

import simcorr as sc
from simcorr.draws import replicate_seed
from simcorr.errors import InterventionError, RunError
from simcorr.executors import Processes, Serial, Threads
from simcorr.experiment import comparing, request
from simcorr.experiment.arms import checked_arms
from simcorr.experiment.request import checked_workforce
from simcorr.experiment.trial import Common
from simcorr.simulation import running
from tests.planted import small_scenario

ROTATION = sc.StaffRotation(interval_weeks=13, delivery=1.0)
WAGES = sc.OfficialWages(factor=1.5, delivery=1.0)


def compare(**values):
    given = {"replicates": 3, "progress": False, **values}
    arms = given.pop("interventions", {"Rotation": ROTATION, "Both": ROTATION + WAGES})
    return sc.compare(given.pop("scenario", small_scenario()), arms, **given)


@pytest.fixture(scope="module")
def alone():
    return compare()


@pytest.mark.slow
def test_several_processes_give_the_same_results(alone):
    together = compare(workers=3)
    pd.testing.assert_frame_equal(alone.outcomes, together.outcomes, check_exact=True)
    pd.testing.assert_frame_equal(alone.weekly, together.weekly, check_exact=True)
    pd.testing.assert_frame_equal(alone.effects, together.effects, check_exact=True)


def workforce(
    engine="compiled", workers=2, *, agents=None, series=False, time_limit_minutes=None, memory_limit_mb=None
):
    scenario = small_scenario()
    common = Common(scenario, engine, agents or {}, series=series)
    arms = checked_arms(scenario, {"Rotation": ROTATION})
    return checked_workforce(workers, None, (time_limit_minutes, memory_limit_mb), common, arms)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"engine": "compiled"}, Threads),
        ({"engine": "mesa"}, Processes),
        ({"engine": "compiled", "workers": 1}, Serial),
        ({"engine": "mesa", "workers": 1}, Serial),
        ({"engine": "compiled", "time_limit_minutes": 1.0}, Processes),
        ({"engine": "compiled", "workers": 1, "time_limit_minutes": 1.0}, Processes),
        ({"engine": "compiled", "workers": 1, "memory_limit_mb": 500.0}, Processes),
    ],
)
def test_threads_do_where_they_suffice_and_a_limit_needs_processes(values, expected):
    executor = workforce(**values).executor(10)
    assert type(executor) is expected
    executor.close(stop=True)


def test_very_many_runs_on_many_cores_are_worth_processes():
    many = workforce(workers=8).executor(10_000)
    assert type(many) is Processes
    many.close(stop=True)
    large = workforce(workers=8, series=True).executor(10_000)  # weekly series are not worth the way
    for few in (workforce(workers=8).executor(500), workforce(workers=4).executor(10_000), large):
        assert type(few) is Threads
        few.close(stop=True)


def test_a_few_runs_of_mesa_start_no_process_unless_somebody_asks(monkeypatch):
    monkeypatch.setattr("simcorr.experiment.request.available_cores", lambda: 2)
    for workers, runs, expected in ((None, 10, Serial), (2, 10, Processes), (None, 100, Processes)):
        executor = workforce("mesa", workers).executor(runs)
        assert type(executor) is expected
        executor.close(stop=True)


def test_fewer_runs_than_workers_need_fewer_workers():
    executor = workforce(workers=8).executor(3)
    assert executor.workers == 3
    executor.close(stop=True)


def test_threads_give_the_same_results_in_the_same_order(alone):
    together = compare(workers=3)
    pd.testing.assert_frame_equal(alone.outcomes, together.outcomes, check_exact=True)
    assert together.outcomes["replicate"].tolist() == [0, 0, 0, 1, 1, 1, 2, 2, 2]


def test_an_arm_of_a_comparison_is_a_run_with_the_seed_of_its_replicate(alone):
    row = alone.outcomes.set_index(["intervention", "replicate"]).loc[("Rotation", 2)]
    assert row["seed"] == replicate_seed(0, 2)
    row = row.drop("seed")
    run = sc.run(small_scenario(), ROTATION, seed=replicate_seed(0, 2))
    pd.testing.assert_series_equal(run.outcomes, row, check_names=False)


def test_arms_share_their_draws_until_the_measures_begin():
    late = sc.StaffRotation(interval_weeks=13, start_week=20, delivery=1.0)
    comparison = compare(interventions={"Late": late})
    weekly = comparison.weekly
    before = weekly[weekly["week"] < 20]
    baseline, arm = (before[before["intervention"] == name] for name in ("Baseline", "Late"))
    pd.testing.assert_frame_equal(
        baseline.drop(columns="intervention").reset_index(drop=True),
        arm.drop(columns="intervention").reset_index(drop=True),
    )


def test_an_intervention_that_changes_nothing_makes_no_difference():
    comparison = compare(interventions={"Same": sc.OfficialWages(factor=1.0)})
    effects = comparison.effects
    assert set(effects["verdict"]) <= {"no difference", "undefined"}
    # Only the cost differs: nobody said what the measure costs.
    assert effects.set_index("outcome").loc["cost_usd", "verdict"] == "undefined"


def test_seeds_of_replicates_differ_and_follow_from_seed_and_replicate():
    seeds = {replicate_seed(seed, replicate) for seed in range(50) for replicate in range(50)}
    assert len(seeds) == 2500


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"replicates": 0}, "replicates is 0; allowed is a whole number from 1"),
        ({"replicates": 2.5}, "replicates is 2.5"),
        ({"replicates": True}, "replicates is True"),
        ({"seed": -1}, "seed is -1; allowed is a whole number from 0"),
        ({"seed": 0.5}, "seed is 0.5"),
        ({"seed": math.nan}, "seed is nan"),
        ({"seed": 2**63}, "seed is 9223372036854775808"),
        ({"engine": "messa"}, "unknown engine 'messa'; did you mean 'mesa'?"),
        ({"workers": 0}, "workers is 0"),
        ({"budget_minutes": -1}, "budget_minutes is -1"),
        ({"budget_minutes": math.nan}, "budget_minutes is nan"),
        ({"time_limit_minutes": 0}, "time_limit_minutes is 0"),
        ({"memory_limit_mb": -1}, "memory_limit_mb is -1"),
        ({"interventions": {}}, "nothing to compare"),
        ({"interventions": [ROTATION]}, "allowed is a mapping from names"),
        ({"interventions": {"": ROTATION}}, "the name of an intervention is ''"),
        ({"interventions": {"baseline": ROTATION}}, "the name 'baseline' is taken"),
        ({"interventions": {"A": ROTATION, "a": WAGES}}, "the name 'a' is taken by another arm"),
        ({"scenario": "baseline.toml"}, "scenario is 'baseline.toml'; allowed is a Scenario"),
    ],
)
def test_a_request_that_cannot_be_carried_out_is_refused_at_once(values, message, monkeypatch):
    monkeypatch.setattr(running, "simulate", lambda *_, **__: pytest.fail("something was simulated"))
    with pytest.raises(RunError, match=message.replace("?", r"\?").replace("[", r"\[")):
        compare(**values)


@pytest.mark.parametrize(
    ("arm", "message"),
    [
        (sc.StaffRotation, r"'A': .*the class StaffRotation.*write StaffRotation\(\)"),
        ([ROTATION, "rotation"], "'A': 'rotation' is not an intervention"),
        (sc.StaffRotation(interval_weeks=13, corridors=["sea"]), "'A': .*unknown corridor 'sea'"),
        (sc.StaffRotation(interval_weeks=13, start_week=39), "'A': .*start_week is 39"),
        ([ROTATION, sc.StaffRotation(interval_weeks=26)], "'A': .*sets rotation_interval_weeks"),
    ],
)
def test_an_intervention_that_does_not_fit_names_its_arm(arm, message):
    with pytest.raises(InterventionError, match=message):
        compare(interventions={"A": arm})


def test_a_failed_run_is_a_row(monkeypatch):
    simulate = running.simulate

    def sometimes(world, **values):
        if world.seed == replicate_seed(0, 1) and world.deliveries:
            raise ZeroDivisionError("planted")
        return simulate(world, **values)

    monkeypatch.setattr(running, "simulate", sometimes)
    comparison = compare()
    assert comparison.failures["error"].tolist() == ["ZeroDivisionError: planted"] * 2
    assert "Traceback" in comparison.failures["traceback"].iloc[0]
    assert (comparison.effects["replicates"] <= 2).all()


def test_when_every_run_fails_nothing_is_said(monkeypatch, tmp_path):
    monkeypatch.setattr(running, "simulate", lambda *_, **__: 1 / 0)
    comparison = compare()
    assert len(comparison.failures) == 9
    assert set(comparison.effects["verdict"]) == {"undefined"}
    comparison.save(tmp_path)


def test_after_ctrl_c_the_complete_replicates_remain(monkeypatch):
    calls = []
    simulate = running.simulate

    def interrupting(world, **values):
        calls.append(world)
        if len(calls) == 8:
            raise KeyboardInterrupt
        return simulate(world, **values)

    monkeypatch.setattr(running, "simulate", interrupting)
    with pytest.warns(RuntimeWarning, match="2 complete replicates of 5"):
        comparison = compare(replicates=5, workers=1)
    assert comparison.interrupted
    assert comparison.record.replicates == 2
    assert len(comparison.outcomes) == 6
    calls.clear()
    monkeypatch.setattr(comparing, "FEWEST_COMPLETE", 3)
    with pytest.raises(KeyboardInterrupt):
        compare(replicates=5, workers=1)


def test_a_budget_is_kept_but_two_replicates_are_always_done():
    comparison = compare(replicates=1000, budget_minutes=1e-6)
    assert comparison.record.replicates == 2


def test_measures_of_the_script_itself_need_one_process(monkeypatch):
    class Mine(sc.StaffRotation):
        pass

    Mine.__module__ = "__main__"
    monkeypatch.setattr(request, "_loky", lambda _: None)  # as if it were not installed
    with pytest.raises(RunError, match="'Mine' uses Mine, defined in this script"):
        compare(interventions={"Mine": Mine(interval_weeks=13)}, workers=2, engine="mesa")


class Doubtful(sc.Official):
    """A gatekeeper who accepts half as readily."""

    def acceptance_probability(self, price, trust):
        return 0.5 * super().acceptance_probability(price, trust)


@pytest.mark.slow
def test_agents_of_ones_own_take_part_in_every_arm_and_process():
    given = {"engine": "mesa", "replicates": 2, "interventions": {"Rotation": ROTATION}}
    usual, own = compare(**given), compare(agents={sc.Official: Doubtful}, **given)
    together = compare(agents={sc.Official: Doubtful}, workers=2, **given)
    pd.testing.assert_frame_equal(own.outcomes, together.outcomes, check_exact=True)
    assert (own.outcomes["bribes_accepted"] < usual.outcomes["bribes_accepted"]).all()
    assert own.record.agents == {"Official": f"{__name__}.Doubtful"}


def test_the_record_of_a_saved_comparison_names_agents_of_ones_own(tmp_path):
    own = compare(agents={sc.Official: Doubtful}, engine="mesa", replicates=2, interventions={"Rotation": ROTATION})
    own.save(tmp_path / "result")
    written = json.loads((tmp_path / "result" / "record.json").read_text(encoding="utf-8"))
    assert written["agents"] == {"Official": f"{__name__}.Doubtful"}
    assert sc.Comparison.load(tmp_path / "result").record == own.record


def test_agents_of_ones_own_need_the_mesa_engine_and_a_module(monkeypatch):
    class Local(sc.Official):
        pass

    monkeypatch.setattr(request, "_loky", lambda _: None)
    with pytest.raises(RunError, match="ask for engine='mesa'"):
        compare(agents={sc.Official: Doubtful})
    with pytest.raises(RunError, match="Official is replaced by Local, defined in this script, notebook or function"):
        compare(agents={sc.Official: Local}, workers=2, engine="mesa")
    monkeypatch.setattr(Doubtful, "__module__", "__main__")
    assert workforce("mesa", None, agents={sc.Official: Doubtful}).workers == 1  # nobody asked for several
    with pytest.raises(RunError, match=r"by Doubtful, defined in this script.*move it to a module, or use workers=1"):
        compare(agents={sc.Official: Doubtful}, workers=2, engine="mesa")


class Deadly(sc.Official):
    """A gatekeeper in whose run a process dies, unless it is the one that started the others."""

    def acceptance_probability(self, price, trust):
        if multiprocessing.parent_process() is not None and self.model.world.seed == replicate_seed(0, 1):
            os.kill(os.getpid(), signal.SIGKILL)
        return super().acceptance_probability(price, trust)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_only_the_runs_that_kill_their_worker_fail():
    found = compare(agents={sc.Official: Deadly}, engine="mesa", workers=2, interventions={"Rotation": ROTATION})
    assert found.failures["replicate"].tolist() == [1, 1]
    assert found.failures["error"].str.contains("died").all()
    assert found.outcomes["replicate"].tolist() == [0, 0, 2, 2]


class Endless(sc.Official):
    """A gatekeeper who never decides, in one replicate."""

    def acceptance_probability(self, price, trust):
        while self.model.world.seed == replicate_seed(0, 1):
            pass
        return super().acceptance_probability(price, trust)


class Greedy(sc.Official):
    """A gatekeeper who takes all memory there is, in one replicate."""

    def acceptance_probability(self, price, trust):
        if self.model.world.seed == replicate_seed(0, 1):
            bytearray(2**33)
        return super().acceptance_probability(price, trust)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="limits of memory are those of POSIX, and kept nowhere else")
@pytest.mark.parametrize(
    ("agent", "limits", "error"),
    [
        (Endless, {"time_limit_minutes": 0.1}, "did not end within 6 s"),
        (Greedy, {"memory_limit_mb": 2000.0}, "MemoryError"),
    ],
)
def test_a_limit_holds_with_one_worker(agent, limits, error, monkeypatch):
    monkeypatch.setattr("simcorr.executors.processes._GRACE_SECONDS", 0.5)
    arms = {"Rotation": ROTATION}
    found = compare(agents={sc.Official: agent}, engine="mesa", workers=1, interventions=arms, **limits)
    assert found.failures["replicate"].tolist() == [1, 1]
    assert found.failures["error"].str.contains(error).all()
    assert found.outcomes["replicate"].tolist() == [0, 0, 2, 2]

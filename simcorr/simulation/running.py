"""One run: a scenario, interventions and a seed go in, outcomes seen by three observers come out."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from simcorr.engine import simulate, usable_engine
from simcorr.simulation.checks import (
    DEFAULT_ENGINE,
    checked_agents,
    checked_engine,
    checked_interventions,
    checked_scenario,
    checked_seed,
)
from simcorr.simulation.frames import window_totals
from simcorr.simulation.own_outcomes import OwnOutcome, Tables, checked_own
from simcorr.simulation.record import Stopwatch, make_record
from simcorr.simulation.result import ARM, Run, assemble
from simcorr.world import build

if TYPE_CHECKING:
    from simcorr.interventions import Intervention, Portfolio
    from simcorr.scenario import Scenario
    from simcorr.world import Trace

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Executed:
    """A trace, the delivery of each intervention in it, and the sums over its window."""

    trace: "Trace"
    deliveries: tuple[float, ...]
    totals: Mapping[str, float]


def run(
    scenario: "Scenario",
    interventions: "Intervention | Portfolio | Sequence[Intervention | Portfolio]" = (),
    seed: int = 0,
    *,
    engine: str = DEFAULT_ENGINE,
    events: bool = False,
    progress: Progress | None = None,
    agents: Mapping[type, type] | None = None,
    outcomes: "Iterable[OwnOutcome] | Mapping[str, str] | None" = None,
) -> Run:
    """Simulate a scenario once.

    Parameters
    ----------
    scenario : Scenario
        What is simulated, as `load_scenario` gives it.
    interventions : intervention, portfolio or sequence of them
        The measures taken; they come on top of those that the scenario names.
    seed : int
        A non-negative integer; the same seed gives the same run on any machine.
    engine : str
        The engine that simulates.
    events : bool
        Whether to keep every single event, as ``run.events``.
    progress : callable (week, weeks), optional
        Called after each week.
    agents : mapping of agent class to subclass, optional
        Classes of one's own that take the place of `Official` and so on; for the Mesa engine alone.
    outcomes : list of OwnOutcome, or mapping of name to expression, optional
        Outcomes of one's own, which stand with the others of their observer.

    Returns
    -------
    Run
        Outcomes, weekly frames and the record of the run.

    Raises
    ------
    RunError, InterventionError
        Before anything is simulated, for a request that cannot be carried out.
    """
    stopwatch = Stopwatch()
    scenario = checked_scenario(scenario)
    members = checked_interventions(scenario, interventions)
    seed, own = checked_seed(seed), checked_agents(agents, engine)
    engine, outcomes_of_own = checked_engine(engine), checked_own(outcomes)
    keep = bool(events) or any(one.events for one in outcomes_of_own)
    executed = execute(scenario, members, seed, engine=engine, events=keep, progress=progress, agents=own)
    record = make_record(
        scenario,
        {ARM: (*scenario.interventions, *members)},
        seed=seed,
        engine=engine,
        stopwatch=stopwatch,
        deliveries=executed.deliveries,
        agents=own,
        own_outcomes=outcomes_of_own,
    )
    tables = Tables(scenario, executed.totals, executed.trace)
    return assemble(
        scenario, executed.trace, executed.totals, record, {one: one.value(tables) for one in outcomes_of_own}
    )


def execute(
    scenario: "Scenario",
    interventions: "tuple[Intervention, ...]",
    seed: int,
    *,
    engine: str,
    events: bool = False,
    progress: Progress | None = None,
    agents: Mapping[type, type] | None = None,
) -> Executed:
    """Simulate a request that has been checked."""
    world = build(scenario, interventions, seed)
    trace = simulate(world, engine=engine, events=events, progress=progress, agents=agents)
    totals = window_totals(trace, scenario.burn_in_weeks)
    totals["cost_usd"] = cost_usd((*scenario.interventions, *interventions), scenario.window_weeks)
    return Executed(trace, tuple(world.deliveries), totals)


def cost_usd(interventions: "Sequence[Intervention]", window_weeks: int) -> float:
    """Return what the interventions cost over the window; NaN when one of them came without a cost.

    No interventions cost nothing. Costs run from the first week of a measure to its last.
    """
    total = 0.0
    for member in interventions:
        end = window_weeks if member.end_week is None else min(member.end_week, window_weeks)
        weekly = float("nan") if member.cost_per_week_usd is None else float(member.cost_per_week_usd)
        total += weekly * max(end - max(member.start_week, 0), 0)
    return total


def prepare_engine(engine: str = DEFAULT_ENGINE) -> None:
    """Compile the engine that will run, or load what was compiled before, so that no worker and no bar waits for it."""
    if usable_engine(engine) == "compiled":
        from simcorr.engine.compiled import prepare

        prepare()

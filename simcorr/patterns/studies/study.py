"""A study: the runs that a pattern is read from, and how it is read from them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from simcorr.draws import replicate_seed
from simcorr.simulation.running import execute
from simcorr.world.trace import Trace

if TYPE_CHECKING:
    from simcorr.interventions import Intervention
    from simcorr.scenario import Scenario

Sums = Mapping[str, float]
"""What one run left, as sums that can be added up over replicates."""


@dataclass(frozen=True)
class Arm:
    """A scenario and what is done in it."""

    scenario: "Scenario"
    interventions: "tuple[Intervention, ...]" = ()


@dataclass(frozen=True)
class Study:
    """Runs of one or several arms on common random numbers, and the patterns that they give.

    Attributes
    ----------
    key : str
    arms : callable (scenario)
        The arms by name, made from the scenario under examination.
    observe : callable (trace, scenario of the arm)
        The sums of one run.
    patterns : callable (sums by arm)
        The patterns by name, from sums over all replicates; NaN where nothing can be said.
    replicates : int
        Runs of each arm that the study needs.
    events : bool
        Whether single events are needed.
    """

    key: str
    arms: "Callable[[Scenario], dict[str, Arm]]"
    observe: "Callable[[Trace, Scenario], dict[str, float]]"
    patterns: Callable[[Mapping[str, Sums]], dict[str, float]]
    replicates: int
    events: bool = field(default=False)


def runs_of(study: Study, scenario: "Scenario", seeds: Sequence[int]) -> dict[str, list[dict[str, float]]]:
    """Return the sums of every run, by arm and in the order of the seeds."""
    return {
        name: [
            study.observe(
                execute(arm.scenario, arm.interventions, seed, engine="compiled", events=study.events).trace,
                arm.scenario,
            )
            for seed in seeds
        ]
        for name, arm in study.arms(scenario).items()
    }


def pooled(runs: Sequence[Sums]) -> dict[str, float]:
    """Return the sums over several runs."""
    return {name: sum(run[name] for run in runs) for name in runs[0]}


def patterns_of(study: Study, scenario: "Scenario", replicates: int, seed: int) -> dict[str, float]:
    """Return the patterns of a study in a scenario, from so many replicates pooled."""
    seeds = [replicate_seed(seed, replicate) for replicate in range(replicates)]
    runs = runs_of(study, scenario, seeds)
    return study.patterns({name: pooled(one) for name, one in runs.items()})

"""Results with planted numbers, and a scenario small enough to simulate in a test."""

import numpy as np

from simcorr.experiment.gathering import Gathered
from simcorr.experiment.results.comparison import Comparison
from simcorr.experiment.trial import NAMES, Ended, Series
from simcorr.scenario import Corridor, Post, Scenario, Stage
from simcorr.simulation.frames import window_totals
from simcorr.simulation.outcomes import OBSERVERS, window_outcomes
from simcorr.simulation.record import Stopwatch, make_record
from simcorr.world import Trace
from simcorr.world.measures import (
    BY_CONTEXT,
    BY_CORRIDOR,
    BY_RANK,
    CONTEXT_MEASURES,
    CORRIDOR_MEASURES,
    N_RANKS,
    RANK_MEASURES,
)


def small_scenario(**values):
    """Return one short corridor that a run passes in a fraction of a second."""
    posts = [
        ("documents", 4),
        ("border_crossings", 6),
        ("investigation", 3),
        ("trial", 3),
        ("service_providers", 2),
    ]
    corridor = Corridor(
        name="land",
        arrivals_per_year=400,
        stages=(Stage(context="documents", need=0.5), Stage(context="border_crossings", need=1.0)),
        posts=tuple(Post(name=f"{context} office", context=context, staff=staff) for context, staff in posts),
    )
    given = {"name": "small", "corridors": (corridor,), "burn_in_weeks": 13, "window_weeks": 39, **values}
    return Scenario(**given)


def planted_trace(scenario, level=10.0, seed=0):
    """Return a trace of random counts around a level; sanctions are rare among superiors."""
    random = np.random.default_rng(seed)
    weeks = scenario.burn_in_weeks + scenario.window_weeks
    context = random.poisson(level, (weeks, 9, len(CONTEXT_MEASURES))).astype(float)
    corridor = random.poisson(level, (weeks, len(scenario.corridors), len(CORRIDOR_MEASURES))).astype(float)
    rank = random.poisson(level, (weeks, N_RANKS, len(RANK_MEASURES))).astype(float)
    context[..., BY_CONTEXT.offers] += context[..., BY_CONTEXT.offers_accepted]
    corridor[..., BY_CORRIDOR.survey_respondents] += corridor[..., BY_CORRIDOR.survey_paid_official]
    corridor[..., BY_CORRIDOR.journeys_started] += corridor[..., BY_CORRIDOR.chose_alone]
    rank[..., BY_RANK.cohort_private_bribes] += rank[..., BY_RANK.cohort_private_sanctioned]
    rank[..., BY_RANK.cohort_sanctioned] += rank[..., BY_RANK.cohort_private_sanctioned]
    rank[..., BY_RANK.cohort_bribes] += rank[..., BY_RANK.cohort_sanctioned] + rank[..., BY_RANK.cohort_private_bribes]
    return Trace(context=context, corridor=corridor, rank=rank, income_top_tenth=0.6)


def planted_comparison(effects, replicates=12, scenario=None, noise=0.02, failing=()):
    """Return a comparison whose arms change all counts by known factors.

    ``effects`` gives each arm's factor; ``failing`` holds (arm, replicate) pairs without a result.
    """
    scenario = scenario or small_scenario()
    arms = ["Baseline", *effects]
    gathered = Gathered(scenario, arms)
    for replicate in range(replicates):
        trace = planted_trace(scenario, seed=replicate)
        random = np.random.default_rng(1000 + replicate)
        runs = {}
        for arm in arms:
            if (arm, replicate) in failing:
                runs[arm] = Ended(error="ValueError: planted", traceback="Traceback ...")
                continue
            factor = 1.0 if arm == "Baseline" else effects[arm] * (1.0 + noise * random.standard_normal())
            runs[arm] = _scaled(trace, factor, scenario)
        gathered.add(replicate, replicate, runs)
    record = make_record(
        scenario, dict.fromkeys(arms, ()), seed=0, engine="mesa", stopwatch=Stopwatch(), replicates=replicates
    )
    return gathered.comparison(record, dict.fromkeys(arms, ()), interrupted=False)


def _scaled(trace, factor, scenario):
    window = slice(scenario.burn_in_weeks, None)
    context, corridor, rank = trace.context.copy(), trace.corridor.copy(), trace.rank.copy()
    for values in (context, corridor, rank):
        values[window] *= factor
    changed = Trace(context=context, corridor=corridor, rank=rank, income_top_tenth=trace.income_top_tenth)
    totals = window_totals(changed, scenario.burn_in_weeks) | {"cost_usd": 0.0}
    found = {observer: window_outcomes(totals, observer) for observer in OBSERVERS}
    values = tuple(tuple(found[observer].get(name, np.nan) for name in NAMES[observer]) for observer in OBSERVERS)
    return Ended(values, (0.7,), series=Series(context, corridor))


__all__ = ["Comparison", "planted_comparison", "planted_trace", "small_scenario"]

"""The worlds that are timed: two years of the baseline, and the same with more of everything."""

from pathlib import Path

import simcorr as sc
from simcorr.world import build
from simcorr.world.measures import BY_CONTEXT

BASELINE = Path(__file__).parents[1] / "scenarios" / "baseline.toml"
WEEKS = 104


def world(factor=1.0, weeks=WEEKS):
    """Return the baseline with ``factor`` times the migrants, smugglers and gatekeepers."""
    scenario = sc.load_scenario(BASELINE).with_changes({"burn_in_weeks": 0, "window_weeks": weeks})
    changes = {"smugglers.count": round(scenario.smugglers.count * factor)}
    for corridor in scenario.corridors:
        changes[f"corridors.{corridor.name}.arrivals_per_year"] = corridor.arrivals_per_year * factor
        for post in corridor.posts:
            changes[f"corridors.{corridor.name}.posts.{post.name}.staff"] = round(post.staff * factor)
    return build(scenario.with_changes(changes), (), 1)


def encounters(trace):
    """Return how many parties met a gatekeeper."""
    return int(trace.context[:, :, BY_CONTEXT.encounters].sum())

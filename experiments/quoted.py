"""The numbers that pages quote from runs of their own: ``python experiments/quoted.py`` prints them.

Each line is an effect in pairs of runs on common random numbers, with its 95 % interval; measures are delivered in
full.
A few minutes on two cores.
"""

from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import simcorr as sc
from simcorr.contexts import CONTEXT_NAMES
from simcorr.interventions import Intervention
from simcorr.validation.findings.emergent import IMPUNITY, JUSTICE

SCENARIOS = Path(__file__).parent.parent / "scenarios"


def measures() -> dict[str, Intervention]:
    """Return the measures of which the page speaks, delivered in full."""
    return {
        "graver penalties, firm": sc.GraverPenalties.dose("firm", delivery=1.0),
        "higher wages, firm": sc.OfficialWages.dose("firm", delivery=1.0),
        "penalties doubled": sc.GraverPenalties(factor=2.0, delivery=1.0),
    }


def print_effects(title: str, changes: Mapping[str, Any], outcomes: tuple[str, ...], pairs: int) -> None:
    """Print what the measures do to some outcomes in the baseline with some changes."""
    scenario = sc.load_scenario(SCENARIOS / "baseline.toml").with_changes(changes)
    effects = sc.compare(scenario, measures(), replicates=pairs, seed=1, progress=False).effects
    for row in effects[effects["outcome"].isin(outcomes) & (effects["baseline_mean"] > 0.0)].itertuples():
        low, high = (100.0 * bound / row.baseline_mean for bound in (row.low, row.high))
        print(f"{title}: {row.intervention}: {row.outcome} {100.0 * row.relative:+.1f} % ({low:+.1f} to {high:+.1f})")


def print_worlds(title: str, scenario: sc.Scenario, changes: Mapping[str, Any], pairs: int) -> None:
    """Print by how much exploitation per journey differs between a scenario and the same with changes."""
    there, without = (
        [float(sc.run(world, seed=seed).outcomes["exploited_per_journey"]) for seed in range(pairs)]
        for world in (scenario.with_changes(changes), scenario)
    )
    mean, low, high = _relative([new / old - 1.0 for new, old in zip(there, without, strict=True)])
    print(f"{title}: {100.0 * mean:+.1f} % ({100.0 * low:+.1f} to {100.0 * high:+.1f})")


def _relative(values: list[float]) -> tuple[float, float, float]:
    from simcorr.analysis.estimates import mean_interval

    return mean_interval(values)


def print_routes(title: str, changes: Mapping[str, Any], pairs: int) -> None:
    """Print how journeys on two routes change where the posts of one stop parties 2.5 times as often."""
    scenario = sc.load_scenario(SCENARIOS / "two_routes.toml").with_changes(changes)
    stricter = {f"corridors.northern.posts.{name} post.interception_factor": 2.5 for name in ("road", "rail")}
    worlds = (scenario, scenario.with_changes(stricter))
    for corridor in ("northern", "southern"):
        found = [[_started(sc.run(world, seed=seed), corridor) for world in worlds] for seed in range(pairs)]
        mean, low, high = _relative([after / before - 1.0 for before, after in found])
        print(f"{title}: {corridor} {100.0 * mean:+.1f} % ({100.0 * low:+.1f} to {100.0 * high:+.1f})")


def print_identified(title: str, scenario: sc.Scenario, pairs: int) -> None:
    """Print which share of those whose exploitation began are identified, and what help in full does to onset."""
    helped = [sc.VictimSupport.dose("full", delivery=1.0)]
    without, supported = ([sc.run(scenario, arm, seed=seed).outcomes for seed in range(pairs)] for arm in ((), helped))
    shares = [float(one["identified"] / one["exploited"]) for one in without]
    print(f"identified, {title}: {sum(shares) / pairs:.2f}")
    onset = "exploited_per_journey"
    mean, low, high = _relative([new[onset] / old[onset] - 1.0 for new, old in zip(supported, without, strict=True)])
    print(f"victim support, {title}: {100.0 * mean:+.1f} % ({100.0 * low:+.1f} to {100.0 * high:+.1f})")


def print_checks(pairs: int) -> None:
    """Print what checks in full do to documents bought, and to who is stopped where."""
    scenario = sc.load_scenario(SCENARIOS / "baseline.toml")
    arms = {"without checks": [], "with checks": [sc.SharedDocumentChecks.dose("full", delivery=1.0)]}
    found = [[_stops(sc.run(scenario, arm, seed=seed, events=True)) for arm in arms.values()] for seed in range(pairs)]
    for what in found[0][0]:
        for place, arm in enumerate(arms):
            print(f"{what}, {arm}: {sum(pair[place][what] for pair in found) / pairs:.4g}")
        mean, low, high = _relative([checked[what] - plain[what] for plain, checked in found])
        print(f"{what}, difference: {mean:+.3g} ({low:+.3g} to {high:+.3g})")


def _stops(run: sc.Run) -> dict[str, float]:
    """Return documents bought and exposed, and stops of carriers and others at controls, and at the office."""
    events, offices = run.events, ("documents", "border_crossings", "airports")
    places = {CONTEXT_NAMES.index(name): name for name in offices}
    carriers: set[float] = set()
    met, stopped, papers = Counter[str](), Counter[str](), Counter[str]()
    for kind, week, who, context in zip(*(events[c] for c in ("kind", "week", "subject", "context")), strict=True):
        if kind == "channel":
            carriers.discard(who)
        elif kind == "document":
            carriers.add(who)
        if week >= 0 and kind in ("document", "exposure"):
            papers[kind] += 1
        elif week >= 0 and context in places and kind in ("encounter", "interception"):
            whose = "office" if places[context] == "documents" else "carriers" if who in carriers else "others"
            (met if kind == "encounter" else stopped)[whose] += 1
    return {
        "documents bought": papers["document"],
        "documents exposed": papers["exposure"],
        **{f"stopped, {whose}": stopped[whose] for whose in ("office", "carriers", "others")},
        **{f"share stopped, {whose}": stopped[whose] / met[whose] for whose in ("office", "carriers", "others")},
        "stopped at controls": stopped["carriers"] + stopped["others"],
        "stopped, all": stopped.total(),
        "share stopped, all": stopped.total() / met.total(),
    }


def _started(run: sc.Run, corridor: str) -> float:
    weekly = run.corridors
    inside = weekly[(weekly["corridor"] == corridor) & (weekly["week"] >= 0)]
    return float(inside["journeys_started"].sum())


def main(pairs: int = 100, worlds: int = 60, routes: int = 30) -> None:
    """Print all of them, in so many pairs of runs of measures, of worlds and of two routes."""
    outcomes = ("bribes", "impunity", "settlements")
    print_effects("baseline", {}, outcomes, pairs)
    print_effects("without hush payments", {"switches.hush_payments": False}, outcomes, pairs)
    three = sc.load_scenario(SCENARIOS / "three_corridors.toml")
    decided = three.with_changes({"switches.decided_exploitation": True})
    lawless = decided.with_changes(IMPUNITY)
    print_worlds("all operators convicted, by the hazard", three.with_changes(IMPUNITY), JUSTICE, worlds)
    print_worlds("the same, decided", lawless, JUSTICE, worlds)
    plain = lawless.with_changes({"protection.aggravation": 0.0})
    print_worlds("the same, decided, without aggravation", plain, JUSTICE, worlds)
    print_routes("two routes", {}, routes)
    alone = {"switches.corridor_choice": False, "switches.route_learning": False, "smugglers.detour_cost": 10.0}
    print_routes("two routes without the choice", alone, routes)
    print_identified("exploitation by the hazard", three, worlds)
    print_identified("decided", decided, worlds)
    print_checks(routes)


if __name__ == "__main__":
    main()

"""Corridors made for the digests: small, unlike one another, and close enough together that people change over."""

from simcorr.scenario import Corridor, Post, Scenario, Stage
from tests.agreement.scenarios import EVENTFUL, SHORT

CASES = ("investigation", "trial", "service_providers")
FEW_SMUGGLERS = {"smugglers.count": 8}


def corridor(name, stages, *, others=CASES, staff=3, **values):
    """Return a corridor with one post in each context of its stages and in each of ``others``."""
    passed = [stage if isinstance(stage, Stage) else Stage(context=stage) for stage in stages]
    contexts = [*dict.fromkeys(stage.context for stage in passed), *others]
    posts = [Post(name=f"{name} {place}", context=context, staff=staff) for place, context in enumerate(contexts)]
    given = {"arrivals_per_year": 260.0, "fee_usd": 600.0, "party_size": 3, "regular_wait_weeks": 4, **values}
    return Corridor(name=name, stages=passed, posts=posts, **given)


def between(*corridors, **changes):
    """Return an eventful scenario of these corridors."""
    scenario = Scenario(name="made for digests", corridors=corridors, **SHORT)
    return scenario.with_changes({**EVENTFUL, **FEW_SMUGGLERS, **changes})


def twins(**changes):
    """Return two corridors that differ in nothing but the name, so that everybody might as well take the other."""
    stages = ("recruitment", "border_crossings", "transportation")
    return between(corridor("one", stages), corridor("other", stages), **changes)


def unequal(**values):
    """Return a corridor where people live and one, with values as given, that can only be reached from there."""
    stages = ("recruitment", "border_crossings", "accommodation")
    empty = {"arrivals_per_year": 0.0, **values}
    return corridor("home", stages, arrivals_per_year=520.0), corridor("abroad", stages, **empty)


def crossing():
    """Return five corridors: a stage twice, stages that are skipped, long ones, parties of one and of forty."""
    return (
        corridor("loop", ("recruitment", "accommodation", "border_crossings", "accommodation"), others=("documents",)),
        corridor("air", ("documents", Stage(context="airports", duration_weeks=2)), fee_usd=2000.0, party_size=1),
        corridor("sea", (Stage(context="border_crossings", need=0.5), "transportation"), party_size=40, staff=5),
        corridor("slow", (Stage(context="transportation", duration_weeks=6), "accommodation"), alone_factor=0.3),
        corridor("bare", (Stage(context="airports", need=0.0), "documents"), others=(), staff=1, fee_usd=300.0),
    )

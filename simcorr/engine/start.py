"""The state before the first week: a `World` laid out in the fields of `engine.state`."""

from functools import cache, lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from simcorr.engine.agents.migrant import N_PERSPECTIVES
from simcorr.engine.records import dtype_of
from simcorr.engine.state import FIELDS, GROUPS, LISTS
from simcorr.rules.mathematics import annuity
from simcorr.rules.official import career_weeks
from simcorr.rules.smuggler import memory_kept
from simcorr.world import World
from simcorr.world.measures import IMPUNITY_WEEKS, N_RANKS
from simcorr.world.values import N_CONTEXTS

Arrays = dict[str, NDArray[Any]]

_WEEKS_UNDER_WAY = 5
"""How many weeks' arrivals are under way at once, about; it decides nothing but how soon lists have to grow."""


@cache
def type_of(name: str) -> np.dtype[Any]:
    """Return the type of an entry of a field."""
    declared = FIELDS[name][0]
    return declared if isinstance(declared, np.dtype) else dtype_of(declared)


def arrays_at_start(world: World, *, events: bool = False) -> Arrays:
    """Return the fields of a model by name, a single record as an array of length one; the lists are empty."""
    arrays: Arrays = {}
    _lay_out_run(arrays, world, events)
    _lay_out_contexts(arrays, world)
    _lay_out_corridors(arrays, world)
    _lay_out_posts(arrays, world)
    _lay_out_agents(arrays, world)
    for name in LISTS:
        _add(arrays, name, 0)
    for name, units in (("by_context", N_CONTEXTS), ("by_corridor", world.n_corridors), ("by_rank", N_RANKS)):
        _add(arrays, name, world.weeks, units)
    return {name: arrays[name] for name in FIELDS}


def _add(arrays: Arrays, name: str, *shape: int) -> NDArray[Any]:
    arrays[name] = np.zeros(shape, type_of(name))
    return arrays[name]


def _put(arrays: Arrays, name: str, values: Any) -> None:
    arrays[name] = np.ascontiguousarray(values, type_of(name).base)


def _lay_out_run(arrays: Arrays, world: World, events: bool) -> None:
    run, migrants, officials = _add(arrays, "run", 1), world.migrants, world.officials
    run["run_key"], run["weeks"], run["burn_in"] = world.run_key, world.weeks, world.burn_in
    run["keeps_events"] = int(events)
    run["n_services"], run["has_absences"] = world.post_agency.max() + 1, int(world.absences.any())
    run["expected"] = int(_WEEKS_UNDER_WAY * world.arrivals_per_week.sum())
    run["most_cases"] = world.smugglers.count + 2 * (world.n_officials + world.n_supervisors)
    run["gain"] = annuity(migrants.weekly_gain_usd * 100.0, migrants.horizon_weeks, migrants.discount_per_year)
    run["career"] = career_weeks(officials.career_horizon_weeks, officials.discount_per_year)
    _put_first_belief(run, "conviction", "believed_convicted", "believed_acquitted", officials)
    _put_first_belief(run, "dismissal", "believed_dismissed", "believed_kept", officials)
    _put_first_belief(run, "independence", "believed_others", "believed_superiors", officials)
    run["case_hazard"] = world.smugglers.case_hazard_prior
    run["operator_conviction"] = world.protection.operator_conviction_prior
    _add(arrays, "flags", 1)[0] = tuple(world.flags)
    parameters = _add(arrays, "p", 1)
    for name in GROUPS:
        parameters[name][0] = tuple(getattr(world, name))


def _put_first_belief(run: NDArray[Any], name: str, speaks_for: str, speaks_against: str, officials: Any) -> None:
    """Let a belief that all officials share start at its prior."""
    prior, strength = getattr(officials, f"perceived_{name}_prior"), officials.belief_strength
    run[name], run[speaks_for], run[speaks_against] = prior, prior * strength, (1.0 - prior) * strength


def _lay_out_contexts(arrays: Arrays, world: World) -> None:
    contexts = _add(arrays, "contexts", N_CONTEXTS)
    for name in ("wage_usd", "interception_rate", "documents_shown", "detection_rate", "visibility"):
        contexts[name] = getattr(world.contexts, name)
    for pin, name in enumerate(("offer", "acceptance", "interception", "detection")):
        contexts[f"pinned_{name}"] = world.pins[pin]
    contexts["band_price"] = world.band_price
    contexts["norm"] = world.officials.norm_prior
    lengths = [len(places) for places in world.context_places]
    contexts["n_listed"] = lengths
    contexts["first_listed"] = np.concatenate([[0], np.cumsum(lengths)[:-1]])
    by_stage = [_places_of(world, posts) for posts in world.stage_posts]
    _put(arrays, "listed_places", np.concatenate([*world.context_places, *by_stage]))
    _put(arrays, "first_listed", contexts["first_listed"] + np.cumsum(world.n_places, axis=0) - world.n_places)


def _lay_out_corridors(arrays: Arrays, world: World) -> None:
    n, migrants, protection = world.n_corridors, world.migrants, world.protection
    corridors = _add(arrays, "corridors", n)
    for name in ("arrivals_per_week", "fee", "party_size", "regular_cost", "regular_wait", "alone_factor"):
        corridors[name] = getattr(world, name)
    corridors["first_stage"], corridors["n_stages"] = world.first_stage, world.n_stages
    corridors["n_agencies"] = world.n_agencies
    corridors["first_agency"] = np.cumsum(world.n_agencies) - world.n_agencies
    corridors["known_placed"] = migrants.belief_prior_weight
    corridors["weight"] = world.weight
    corridors["persons"] = world.party_size * world.weight
    corridors["success_alone"] = migrants.success_prior_alone
    corridors["success_smuggled"] = migrants.success_prior_smuggled
    corridors["exploitation"] = migrants.exploitation_prior
    corridors["impunity"] = 1.0
    for name in ("known_alone", "known_smuggled", "known_regular"):
        corridors[name] = migrants.belief_prior_weight
    corridors["known_exploited"] = 1.0
    corridors["identification_rate"] = protection.contact_rate * protection.identification
    corridors["punishment"], corridors["known_met"] = protection.punishment_prior, protection.punishment_prior_cases
    stages = _add(arrays, "stages", len(world.stage_context))
    for name in ("context", "duration", "need", "discretion"):
        stages[name] = getattr(world, f"stage_{name}")
    _lay_out_stages(arrays, stages, world)
    n_views = n * N_PERSPECTIVES + 1
    _add(arrays, "views", n_views)["index"] = np.arange(n_views)
    _add(arrays, "wishes", n_views, n)
    _add(arrays, "representatives", n_views)


def _lay_out_stages(arrays: Arrays, stages: NDArray[Any], world: World) -> None:
    """Tell each stage its posts and their places, which follow those of the contexts."""
    posts, n_posts = world.stage_posts, world.stage_posts.sum(axis=1)
    _put(arrays, "stage_posts", posts)
    _put(arrays, "listed_posts", np.nonzero(posts)[1])
    stages["n_posts"], stages["first_post"] = n_posts, np.cumsum(n_posts) - n_posts
    stages["n_listed"] = n_listed = posts @ world.post_staff
    stages["first_listed"] = world.n_officials + np.cumsum(n_listed) - n_listed


def _places_of(world: World, posts: NDArray[Any]) -> NDArray[Any]:
    """Return the places of the posts that are marked by 1."""
    return np.flatnonzero(posts[world.place_post])


def _lay_out_posts(arrays: Arrays, world: World) -> None:
    posts = _add(arrays, "posts", world.n_posts)
    for name in ("corridor", "context", "agency", "first_place", "staff", "interception_factor"):
        posts[name] = getattr(world, f"post_{name}")
    listed = np.argsort(np.concatenate(world.context_places))
    posts["first_listed"] = listed[world.post_first_place]
    posts["norm"] = world.officials.norm_prior
    places = _add(arrays, "places", world.n_officials)
    places["post_index"], places["private"] = world.place_post, world.place_private
    n_posts = np.zeros((world.n_corridors, N_CONTEXTS), dtype=np.int64)
    np.add.at(n_posts, (world.post_corridor, world.post_context), 1)
    _put(arrays, "n_posts", n_posts)
    _put(arrays, "first_post", np.cumsum(n_posts).reshape(n_posts.shape) - n_posts)
    for name in ("n_places", "prior_acceptance", "levers", "shocks", "flows", "absences"):
        _put(arrays, name, getattr(world, name))


def _lay_out_agents(arrays: Arrays, world: World) -> None:
    smugglers, officials = int(world.smugglers.count), world.n_officials
    _add(arrays, "smugglers", smugglers)
    _add(arrays, "books", smugglers, int(world.smugglers.book_size))
    _add(arrays, "route_values", smugglers, world.n_corridors)
    _add(arrays, "post_values", smugglers, world.n_posts)
    _put(arrays, "kept", _kept(world.smugglers.belief_fade_per_week, world.weeks))
    _add(arrays, "officials", officials)
    _put(arrays, "holder", np.arange(officials))
    _add(arrays, "window_income", officials)
    _add(arrays, "dossiers", officials)
    _add(arrays, "bribes_by_week", IMPUNITY_WEEKS, officials)
    _add(arrays, "supervisors", world.n_supervisors)
    _add(arrays, "agencies", int(world.n_agencies.sum()))


@lru_cache(maxsize=32)
def _kept(fade_per_week: float, weeks: int) -> NDArray[np.float64]:
    """Return the share of a memory that is left, by its age in weeks; all runs share it, and none writes into it.

    By Python, whose exponential is the one that both engines have: a vector library could differ in the last bit.
    """
    kept = np.array([memory_kept(fade_per_week, age) for age in range(weeks)])
    kept.flags.writeable = False
    return kept

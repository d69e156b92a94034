"""Corridors, stages, posts and places of a scenario as arrays."""

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from simcorr.contexts import CONTEXT_NAMES
from simcorr.scenario.posts import posts_of_stages
from simcorr.world import values

if TYPE_CHECKING:
    from simcorr.scenario import Scenario

Integers = NDArray[np.int64]


def corridor_arrays(scenario: "Scenario", contexts: Any) -> dict[str, Any]:
    """Return the fields of the world by corridor and by stage."""
    corridors = scenario.corridors
    stages = [stage for corridor in corridors for stage in corridor.stages]
    context = [CONTEXT_NAMES.index(str(stage.context)) for stage in stages]
    counts = np.array([len(corridor.stages) for corridor in corridors], dtype=np.int64)
    equal = not scenario.switches.position_differences
    needs = np.array([stage.need for stage in stages], dtype=float)
    return {
        "arrivals_per_week": np.array([corridor.arrivals_per_year / 52.0 for corridor in corridors]),
        "fee": np.array([corridor.fee_usd * 100.0 for corridor in corridors]),
        "party_size": np.array([float(corridor.party_size) for corridor in corridors]),
        "regular_cost": np.array([corridor.regular_cost_usd * 100.0 for corridor in corridors]),
        "regular_wait": np.array([float(corridor.regular_wait_weeks) for corridor in corridors]),
        "alone_factor": np.array([float(corridor.alone_factor) for corridor in corridors]),
        "first_stage": np.concatenate([[0], np.cumsum(counts)[:-1]]).astype(np.int64),
        "n_stages": counts,
        "n_agencies": np.array([corridor.agencies for corridor in corridors], dtype=np.int64),
        "stage_context": np.array(context, dtype=np.int64),
        "stage_need": (np.full_like(needs, needs.mean()) if equal else needs) * contexts.exposure[context],
        "stage_discretion": np.array(
            [
                contexts.discretion[k] if stage.discretion is None or equal else stage.discretion
                for stage, k in zip(stages, context, strict=True)
            ]
        ),
        "stage_duration": np.array([stage.duration_weeks for stage in stages], dtype=np.int64),
    }


def post_arrays(scenario: "Scenario", contexts: Any) -> dict[str, Any]:
    """Return the fields of the world by post and by place."""
    rows, agencies = [], _agencies(scenario)
    for c, corridor in enumerate(scenario.corridors):
        for post in corridor.posts:
            k = CONTEXT_NAMES.index(str(post.context))
            private = contexts.private_share[k] if post.private_share is None else post.private_share
            factor = float(post.interception_factor) if scenario.switches.position_differences else 1.0
            name, agency = f"{corridor.name}: {post.name}", agencies[post.agency]
            rows.append((c, k, name, int(post.staff), float(private), factor, agency))
    rows.sort(key=lambda row: row[:2])
    staff = np.array([row[3] for row in rows], dtype=np.int64)
    first = np.concatenate([[0], np.cumsum(staff)[:-1]]).astype(np.int64)
    place_post = np.repeat(np.arange(len(rows), dtype=np.int64), staff)
    place_context = np.array([row[1] for row in rows], dtype=np.int64)[place_post]
    first_place = np.zeros((len(scenario.corridors), values.N_CONTEXTS), dtype=np.int64)
    n_places = np.zeros_like(first_place)
    for number, (c, k, *_) in enumerate(rows):
        if n_places[c, k] == 0:
            first_place[c, k] = first[number]
        n_places[c, k] += staff[number]
    return {
        "post_names": tuple(row[2] for row in rows),
        "post_corridor": np.array([row[0] for row in rows], dtype=np.int64),
        "post_context": np.array([row[1] for row in rows], dtype=np.int64),
        "post_private_share": np.array([row[4] for row in rows]),
        "post_interception_factor": np.array([row[5] for row in rows]),
        "post_agency": np.array([row[6] for row in rows], dtype=np.int64),
        "stage_posts": _stage_posts(scenario, [row[2] for row in rows]),
        "post_first_place": first,
        "post_staff": staff,
        "place_post": place_post,
        "place_private": _private_places(rows, first, staff, place_post),
        "first_place": first_place,
        "n_places": n_places,
        "context_places": tuple(np.flatnonzero(place_context == k) for k in range(values.N_CONTEXTS)),
    }


def _agencies(scenario: "Scenario") -> dict[str | None, int]:
    """Return the number of each agency of officials, in the order of the file; posts that name none have one, too."""
    named = dict.fromkeys(post.agency for corridor in scenario.corridors for post in corridor.posts)
    return {agency: number for number, agency in enumerate(named)}


def _stage_posts(scenario: "Scenario", names: list[str]) -> Integers:
    """Return 1 for each stage and post at which it is passed, in the order of the posts of the world."""
    place = {name: number for number, name in enumerate(names)}
    table = np.zeros((sum(len(corridor.stages) for corridor in scenario.corridors), len(names)), dtype=np.int64)
    for stage, posts in enumerate(posts_of_stages(scenario)):
        table[stage, [place[f"{corridor.name}: {post.name}"] for corridor, post in posts]] = 1
    return table


def _private_places(
    rows: list[tuple[int, int, str, int, float, float, int]], first: Integers, staff: Integers, place_post: Integers
) -> Integers:
    """Return 1 for the first ``round(private share * staff)`` places of each post, 0 for the others."""
    private = np.floor(np.array([row[4] for row in rows]) * staff + 0.5).astype(np.int64)
    within = np.arange(len(place_post), dtype=np.int64) - first[place_post]
    flags: Integers = (within < private[place_post]).astype(np.int64)
    return flags

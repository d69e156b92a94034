"""Where stages are passed: the posts that each stage names, wherever they stand, or those of its context."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from simcorr.errors import unknown_name

if TYPE_CHECKING:
    from simcorr.scenario.corridor import Corridor, Post, Stage
    from simcorr.scenario.scenario import Scenario

Standing = tuple["Corridor", "Post"]
"""A post and the corridor where it stands."""


def posts_of_stages(scenario: Scenario) -> Iterator[list[Standing]]:
    """Yield the posts of each stage of a checked scenario, corridor by corridor."""
    for corridor in scenario.corridors:
        for stage in corridor.stages:
            if stage.posts is None:
                yield [(corridor, post) for post in corridor.posts if post.context == stage.context]
            else:
                yield [_candidates(scenario, corridor, name)[0] for name in stage.posts]


def post_problems(scenario: Scenario) -> Iterator[str]:
    """Yield what is wrong with the posts that stages name."""
    for corridor in scenario.corridors:
        for number, stage in enumerate(corridor.stages):
            if stage.posts is not None:
                place = f"corridors.{corridor.name}.stages{f'.{stage.name}' if stage.name else f'[{number}]'}.posts"
                yield from _stage_problems(scenario, corridor, stage, place)


def _stage_problems(scenario: Scenario, corridor: Corridor, stage: Stage, place: str) -> Iterator[str]:
    meant = []
    for name in stage.posts or ():
        found = _candidates(scenario, corridor, name)
        if not found:
            yield unknown_name("post", name, _known(scenario, stage.context), place)
            continue
        if len(found) > 1:
            names = " or ".join(f"'{where.name}: {post.name}'" for where, post in found)
            yield f"{place} names '{name}', which stands on several corridors; write {names}"
            continue
        where, post = found[0]
        if post.context != stage.context:
            yield f"{place} names '{name}', which works in '{post.context}'; the stage passes '{stage.context}'"
        if (where.name, post.name) in meant:
            yield f"{place} names '{name}' twice"
        meant.append((where.name, post.name))


def _candidates(scenario: Scenario, corridor: Corridor, name: str) -> list[Standing]:
    """Return the posts that a name may mean: of the own corridor, or of others; ``land: gate`` says of which."""
    on, _, post_name = name.rpartition(": ")
    everywhere = [
        (where, post)
        for where in scenario.corridors
        for post in where.posts
        if post.name == post_name and on in ("", where.name)
    ]
    own = [(where, post) for where, post in everywhere if where is corridor]
    return own or everywhere


def _known(scenario: Scenario, context: str) -> dict[str, None]:
    """Return the names of all posts in a context."""
    posts = (post for corridor in scenario.corridors for post in corridor.posts if post.context == context)
    return dict.fromkeys(post.name for post in posts)

"""Corridors: stylised routes with their stages and the posts that stand along them."""

from collections.abc import Mapping
from itertools import pairwise
from typing import Any, Self

from pydantic import Field, model_validator

from simcorr.contexts import CONTEXT_NAMES
from simcorr.parameters.checked import Checked
from simcorr.parameters.declaration import parameter
from simcorr.parameters.groups.corridors import CorridorParameters, PostParameters, StageParameters
from simcorr.parameters.problems import problem
from simcorr.scenario.fields import (
    JOURNEY_NAMES,
    ContextName,
    JourneyContextName,
    PartName,
    PostName,
    context_name,
    first_week,
)


class _Named(Checked):
    """Comes before the figures of a corridor, so that files and tables begin with the name."""

    name: PartName = Field(description="Name of the corridor, unique in the scenario.")


class _InContext(Checked):
    """Comes before the figures of a stage."""

    name: PartName | None = Field(None, description="Name of the stage; left out: that of its context.")
    context: JourneyContextName = Field(description="One of the six contexts that are passed on a journey.")


class _AtPosts(Checked):
    """Comes after the figures of a stage."""

    posts: tuple[PostName, ...] | None = Field(
        None,
        min_length=1,
        description="Names of the posts at which the stage is passed, also of another corridor; left out: all posts "
        "of the corridor in the context.",
    )


class _Workplace(Checked):
    """Comes before the figures of a post."""

    name: PartName = Field(description="Name of the post, unique in its corridor.")
    context: ContextName = Field(description="The context in which the post works.")


class _OfAgency(Checked):
    """Comes after the figures of a post."""

    agency: PartName | None = Field(
        None, description="The agency of officials that runs the post; officials change posts within it alone."
    )


class Stage(_AtPosts, StageParameters, _InContext):
    """A stretch of a journey: the context it passes, how often a journey needs it and how long it takes."""


class Post(_OfAgency, PostParameters, _Workplace):
    """A workplace in a context of a corridor: gatekeepers and their supervisor."""


class Flow(Checked):
    """From a week on, would-be migrants come to think of migrating so many times as often."""

    week: int = first_week()
    factor: float = parameter(
        1.0,
        unit="factor",
        low=0,
        high=100,
        role="constant",
        description="Factor on the corridor's arrivals from that week on, until the next one.",
    )


_DEFAULT_STAGES = (
    Stage(context="recruitment", need=0.8),
    Stage(context="documents", need=0.3),
    Stage(context="border_crossings", need=0.9),
    Stage(context="transportation"),
    Stage(context="accommodation", need=0.7),
)
_CASE_CONTEXTS = tuple(name for name in CONTEXT_NAMES if name not in JOURNEY_NAMES)


class Corridor(CorridorParameters, _Named):
    """A stylised route. Whatever is left out describes a land route of middle size.

    Without `posts`, one post with eight gatekeepers stands in each context of the stages, in investigation,
    in trial and at the service providers.
    """

    stages: tuple[Stage, ...] = Field(
        _DEFAULT_STAGES, min_length=1, description="The stages of a journey, in their order."
    )
    posts: tuple[Post, ...] = Field((), description="The posts; left out: one in each context that needs one.")

    flow: tuple[Flow, ...] = Field((), description="How arrivals change over time; left out: not at all.")

    @model_validator(mode="after")
    def _weeks_of_flow_ascend(self) -> Self:
        weeks = [change.week for change in self.flow]
        for before, after in pairwise(weeks):
            if after <= before:
                raise problem(f"flow has week {after} after week {before}; weeks must ascend")
        return self

    @model_validator(mode="before")
    @classmethod
    def _default_posts(cls, values: Any) -> Any:
        """Put one post wherever the stages or the cases need one, if no posts are given."""
        if not isinstance(values, Mapping) or "posts" in values:
            return values
        given = values.get("stages", _DEFAULT_STAGES)
        if not isinstance(given, (list, tuple)):
            return values
        at_posts_of_context = [stage for stage in given if _part_of(stage, "posts") is None]
        needed = {context_name(_part_of(stage, "context")) for stage in at_posts_of_context} | set(_CASE_CONTEXTS)
        posts = [{"name": name, "context": name} for name in CONTEXT_NAMES if name in needed]
        return {**values, "posts": posts}

    @model_validator(mode="after")
    def _posts_serve_stages(self) -> Self:
        names = [post.name for post in self.posts]
        twice = sorted({name for name in names if names.count(name) > 1})
        problems = [f"two posts are named '{name}'; names must differ within a corridor" for name in twice]
        stages = [stage.name for stage in self.stages if stage.name is not None]
        twice = sorted({name for name in stages if stages.count(name) > 1})
        problems += [f"two stages are named '{name}'; names must differ within a corridor" for name in twice]
        manned = {post.context for post in self.posts}
        for context in dict.fromkeys(stage.context for stage in self.stages if stage.posts is None):
            if context not in manned:
                problems.append(f"a stage passes '{context}', but no post works there; add a post or drop the stage")
        if problems:
            raise problem(*problems)
        return self


def _part_of(stage: Any, name: str) -> Any:
    return stage.get(name) if isinstance(stage, Mapping) else getattr(stage, name, None)

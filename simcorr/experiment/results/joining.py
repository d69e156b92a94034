"""Putting comparisons with the same baseline side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from simcorr.analysis.compared import Compared
from simcorr.analysis.trajectories import Courses
from simcorr.errors import ResultError
from simcorr.experiment.results.comparison import Comparison

_FRAMES = ("outcomes", "recorded", "surveyed", "dark_figure", "places", "deliveries", "failures")


def join(results: Sequence[Comparison]) -> Comparison:
    """Return one comparison of all arms of several, whose baselines are the same runs.

    Parameters
    ----------
    results : sequence of Comparison
        Of the same scenario, seed, engine and version of the model, with as many replicates, and no two arms of one
        name; from one session or from files.

    Raises
    ------
    ResultError
        For comparisons that do not go together, saying in what they differ.

    Examples
    --------
    >>> import simcorr as sc
    >>> scenario = sc.Scenario(name="one", corridors=[sc.Corridor(name="land")], burn_in_weeks=4, window_weeks=8)
    >>> arms = {"Audits": sc.HighRiskAudits(factor=1.0)}, {"Wages": sc.OfficialWages(factor=1.0)}
    >>> found = [sc.compare(scenario, arm, 2, engine="mesa", workers=1, progress=False) for arm in arms]
    >>> sc.join(found).interventions
    ['Audits', 'Wages']
    """
    given = list(results)
    if len(given) < 2 or not all(isinstance(one, Comparison) for one in given):
        raise ResultError("allowed are two or more comparisons: join([first, second])")
    first, *others = given
    for other in others:
        _check_same(first, other)
    arms = [arm for one in given for arm in one.interventions]
    for arm in arms:
        if arms.count(arm) > 1:
            raise ResultError(f"'{arm}' is an arm of several comparisons; give one another name and compare anew")
    frames: dict[str, Any] = {name: _together(given, name) for name in _FRAMES}
    interventions = {name: table for one in given for name, table in one.record.interventions.items()}
    record = replace(first.record, interventions=interventions, seconds=sum(one.record.seconds for one in given))
    members = None
    if all(one.members is not None for one in given):
        members = {arm: found for one in given for arm, found in (one.members or {}).items()}
    return replace(
        first,
        **frames,
        courses=_courses(given),
        record=record,
        interrupted=any(one.interrupted for one in given),
        precision_reached=None,
        members=members,
    )


def _check_same(first: Compared, other: Compared) -> None:
    """Refuse comparisons whose baselines are not the same runs."""
    for name, what in (
        ("model", "version of the model"),
        ("scenario_hash", "scenario"),
        ("seed", "seed"),
        ("replicates", "number of replicates"),
        ("engine", "engine"),
        ("agents", "agents of one's own"),
        ("own_outcomes", "outcomes of one's own"),
    ):
        ours, theirs = getattr(first.record, name), getattr(other.record, name)
        if ours != theirs:
            raise ResultError(f"the comparisons differ in their {what}: {ours!r} and {theirs!r}")
    base, theirs = (one.outcomes[one.outcomes["intervention"] == one.arms[0]] for one in (first, other))
    if (
        not base.drop(columns="intervention")
        .reset_index(drop=True)
        .equals(theirs.drop(columns="intervention").reset_index(drop=True))
    ):
        raise ResultError("the runs without interventions differ, so that the comparisons cannot stand side by side")


def _together(given: Sequence[Compared], name: str) -> pd.DataFrame:
    """Return the rows of all arms, those of the first arm once, replicate by replicate."""
    first, *others = given
    parts = [getattr(first, name)]
    for other in others:
        frame = getattr(other, name)
        parts.append(frame[frame["intervention"] != other.arms[0]])
    whole: pd.DataFrame = pd.concat([part for part in parts if len(part)] or parts[:1], ignore_index=True)
    return whole.sort_values("replicate", kind="stable", ignore_index=True)


def _courses(given: Sequence[Compared]) -> Courses:
    """Return the courses of all arms, those of the first arm once."""

    def frame(table: str, span: str) -> pd.DataFrame:
        first, *others = given
        parts = [first.courses.frame(table, span)]
        for other in others:
            found = other.courses.frame(table, span)
            parts.append(found[found["intervention"] != other.arms[0]])
        return pd.concat(parts, ignore_index=True)

    return Courses(frame)

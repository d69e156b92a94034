"""The flow of journeys: how many persons set out, where they are stopped, who arrives, and what comes of it later."""

import math
from collections.abc import Sequence
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from simcorr.reporting.figure import Figure, styled
from simcorr.reporting.journeys.aftermath import Flow, block, height, placed, ribbon
from simcorr.reporting.style import BLUE, GREY, PURPLE, VERMILION, framed, label, plain

_FLOW, _ALONE, _DARK = BLUE, GREY, "#8F3A6B"
_HEIGHT = 3.9
_DROP = 0.36
"""How far below the trunk, as a share of its height, those end up who are stopped."""
_ABREAST = 16
"""Signs that fit below a context beside those of its neighbours."""
_NOBODY = 1e-9
"""Stands for nobody where shares of all persons are taken."""


def journeys_figure(
    stages: pd.DataFrame,
    alone: float,
    smuggled: float,
    arrived: float,
    later: float,
    texts: Sequence[str],
    aftermath: Sequence[Flow] = (),
) -> Figure:
    """Draw a trunk of persons under way that thins out from context to context.

    Parameters
    ----------
    stages : DataFrame
        A row for each context in the order passed: ``context`` (as a label), ``stopped`` and ``exploited`` (persons
        whose journey ends there), ``bribed`` (share of encounters with a bribe; NaN where nobody is met).
    alone, smuggled : float
        Persons who set out without and with a smuggler.
    arrived, later : float
        Persons who arrive, and those of them whose exploitation begins afterwards.
    texts : sequence of str
        Title, subtitle and caption.
    aftermath : sequence of Flow
        What came of it in the contexts that are not passed on a journey, side by side below.
    """
    title, subtitle, caption = texts
    with styled():
        figure = framed(title, subtitle, caption, body_height=_HEIGHT + (height(aftermath) if aftermath else 0.0))
        axes = _parts(figure, aftermath)
        total = max(alone + smuggled, _NOBODY)
        _trunk(axes, stages, total)
        _beginning(axes, alone, smuggled, total)
        _end(axes, len(stages) + 1, arrived, later, total)
        axes.set_xlim(-0.95, len(stages) + 2.15)
        axes.set_ylim(-_DROP - 0.34, 1.24 if aftermath else 1.16)
        axes.set_axis_off()
    return figure


def _parts(figure: Figure, aftermath: Sequence[Flow]) -> Axes:
    """Draw what came of the journeys and return the axes for the journeys themselves, which come first."""
    if not aftermath:
        return figure.subplots()
    grid = figure.add_gridspec(2, 1, height_ratios=[_HEIGHT, height(aftermath)])
    axes = figure.add_subplot(grid[0])
    axes.set_title("Journeys, in persons", weight="bold", size=9.5)
    placed(figure, grid[1], aftermath)
    return axes


def _beginning(axes: Axes, alone: float, smuggled: float, total: float) -> None:
    share = smuggled / total
    block(axes, (-0.12, 0.0), (1.0 - share, 1.0), color=_FLOW)
    words: dict[str, Any] = {"ha": "right", "va": "center"}
    if smuggled > 0.0:
        axes.text(-0.16, 1.0 - share / 2, f"with a\nsmuggler\n{plain(smuggled)}", color=_FLOW, **words)
    if alone > 0.0:
        block(axes, (-0.12, 0.0), (0.0, 1.0 - share), facecolor=_ALONE, hatch="///", edgecolor="white")
        axes.text(-0.16, (1.0 - share) / 2, f"alone\n{plain(alone)}", color="#333333", **words)
    if alone + smuggled == 0.0:
        axes.text(0.0, 0.5, "Nobody set out irregularly.", va="center")


def _trunk(axes: Axes, stages: pd.DataFrame, total: float) -> None:
    """Draw what goes on as a band held at its top, and what ends as ribbons that fall from its bottom."""
    left = 1.0 if total > _NOBODY else 0.0
    numbers = stages[["stopped", "exploited", "bribed"]].to_numpy(float)
    for place, (context, (stopped, exploited, bribed)) in enumerate(zip(stages["context"], numbers, strict=True)):
        x = place + 0.5
        after = left - (stopped + exploited) / total
        block(axes, (x - 0.5, x + 0.15), (1.0 - left, 1.0), color=_FLOW, alpha=0.28)
        block(axes, (x + 0.15, x + 0.5), (1.0 - after, 1.0), color=_FLOW, alpha=0.28)
        look = {"color": VERMILION, "alpha": 0.75}
        ribbon(axes, (x + 0.15, 1.0 - left), stopped / total, x + 0.28, -_DROP, **look)
        look["color"] = PURPLE
        ribbon(axes, (x + 0.15, 1.0 - left + stopped / total), exploited / total, x + 0.5, -_DROP, **look)
        axes.plot([x + 0.15] * 2, [1.0 - left, 1.02], color="#333333", lw=0.7, ls=":")
        share = f"\nbribe in {100 * bribed:.0f} %" if math.isfinite(bribed) else ""
        axes.text(x + 0.15, 1.03, label(str(context), 14) + share, ha="center", va="bottom", size=8)
        ends = [f"{plain(n)} {word}" for n, word in ((stopped, "stopped"), (exploited, "exploited")) if n > 0.0]
        words = "\n".join(label(end, _ABREAST) for end in ends)
        axes.text(x + 0.3, -_DROP - 0.05, words, ha="center", va="top", size=8)
        left = after
    x = len(stages)
    block(axes, (x, x + 1.0), (1.0 - left, 1.0), color=_FLOW, alpha=0.28)


def _end(axes: Axes, x: float, arrived: float, later: float, total: float) -> None:
    share, part = arrived / total, later / total
    block(axes, (x, x + 0.12), (1.0 - share, 1.0), color=_FLOW)
    block(axes, (x, x + 0.12), (1.0 - share, 1.0 - share + part), color=PURPLE)
    axes.text(x + 0.16, 1.0 - share / 2 + part / 2, f"arrived\n{plain(arrived)}", va="center", color=_FLOW)
    if later > 0.0:
        place = min(1.0 - share + part / 2, 0.86 - share / 2)
        axes.text(x + 0.16, place, f"of whom exploited\nafterwards {plain(later)}", va="top", color=_DARK, size=8)

"""The flow of journeys through the contexts: how many persons set out, where they are stopped, who arrives."""

import math
from collections.abc import Sequence

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from simcorr.reporting.figures.figure import Figure, styled
from simcorr.reporting.figures.style import BLUE, GREY, PURPLE, VERMILION, framed, label, plain

_FLOW, _ALONE = BLUE, GREY
_HEIGHT = 3.9
_DROP = 0.36
"""How far below the trunk, as a share of its height, those end up who are stopped."""
_LEAST = 0.004
"""Share of the trunk below which a ribbon is drawn as a line, so that nothing small is invisible."""


def journeys_figure(
    stages: pd.DataFrame, alone: float, smuggled: float, arrived: float, later: float, texts: Sequence[str]
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
    """
    title, subtitle, caption = texts
    with styled():
        figure = framed(title, subtitle, caption, body_height=_HEIGHT)
        axes = figure.subplots()
        total = max(alone + smuggled, 1e-9)
        _trunk(axes, stages, total)
        _beginning(axes, alone, smuggled, total)
        _end(axes, len(stages) + 1, arrived, later, total)
        axes.set_xlim(-0.95, len(stages) + 2.15)
        axes.set_ylim(-_DROP - 0.34, 1.16)
        axes.set_axis_off()
    return figure


def _beginning(axes: Axes, alone: float, smuggled: float, total: float) -> None:
    share = smuggled / total
    axes.fill_between([-0.12, 0.0], 1.0 - share, 1.0, color=_FLOW, lw=0)
    axes.fill_between([-0.12, 0.0], 0.0, 1.0 - share, color=_ALONE, lw=0, hatch="///", edgecolor="white")
    if smuggled > 0.0:
        axes.text(-0.16, 1.0 - share / 2, f"with a\nsmuggler\n{plain(smuggled)}", ha="right", va="center", color=_FLOW)
    if alone > 0.0:
        axes.text(-0.16, (1.0 - share) / 2, f"alone\n{plain(alone)}", ha="right", va="center", color="#333333")


def _trunk(axes: Axes, stages: pd.DataFrame, total: float) -> None:
    """Draw what goes on as a band held at its top, and what ends as ribbons that fall from its bottom."""
    left = 1.0
    numbers = stages[["stopped", "exploited", "bribed"]].to_numpy(float)
    for place, (context, (stopped, exploited, bribed)) in enumerate(zip(stages["context"], numbers, strict=True)):
        x = place + 0.5
        after = left - (stopped + exploited) / total
        axes.fill_between([x - 0.5, x + 0.15], 1.0 - left, 1.0, color=_FLOW, alpha=0.28, lw=0)
        axes.fill_between([x + 0.15, x + 0.5], 1.0 - after, 1.0, color=_FLOW, alpha=0.28, lw=0)
        _ribbon(axes, x + 0.15, 1.0 - left, stopped / total, x + 0.28, VERMILION)
        _ribbon(axes, x + 0.15, 1.0 - left + stopped / total, exploited / total, x + 0.5, PURPLE)
        axes.plot([x + 0.15] * 2, [1.0 - left, 1.02], color="#333333", lw=0.7, ls=":")
        share = f"\nbribe in {100 * bribed:.0f} %" if math.isfinite(bribed) else ""
        axes.text(x + 0.15, 1.03, label(str(context), 14) + share, ha="center", va="bottom", size=8)
        ends = [f"{plain(n)} {word}" for n, word in ((stopped, "stopped"), (exploited, "exploited")) if n > 0.0]
        axes.text(x + 0.3, -_DROP - 0.05, "\n".join(ends), ha="center", va="top", size=8)
        left = after
    x = len(stages)
    axes.fill_between([x, x + 1.0], 1.0 - left, 1.0, color=_FLOW, alpha=0.28, lw=0)


def _ribbon(axes: Axes, x: float, bottom: float, share: float, end: float, color: str) -> None:
    """Draw a band that leaves the trunk at ``x`` and falls to the row of ends; nothing where nobody leaves."""
    if not share > 0.0:
        return
    width = 0.4 * share
    top, low = bottom + share, -_DROP
    points = [(x, top), (end + width, top), (end + width, low), (end, low), (end, bottom), (x, bottom), (x, top)]
    codes = [Path.MOVETO, Path.CURVE3, Path.CURVE3, Path.LINETO, Path.CURVE3, Path.CURVE3, Path.CLOSEPOLY]
    line = 1.2 if share < _LEAST else 0.4
    axes.add_patch(PathPatch(Path(points, codes), facecolor=color, edgecolor=color, lw=line, alpha=0.75))


def _end(axes: Axes, x: float, arrived: float, later: float, total: float) -> None:
    share, part = arrived / total, later / total
    axes.fill_between([x, x + 0.12], 1.0 - share, 1.0, color=_FLOW, lw=0)
    axes.fill_between([x, x + 0.12], 1.0 - share, 1.0 - share + part, color=PURPLE, lw=0)
    axes.text(x + 0.16, 1.0 - share / 2 + part / 2, f"arrived\n{plain(arrived)}", va="center", color=_FLOW)
    if later > 0.0:
        place = min(1.0 - share + part / 2, 0.86 - share / 2)
        axes.text(x + 0.16, place, f"of whom exploited\nafterwards {plain(later)}", va="top", color=PURPLE, size=8)

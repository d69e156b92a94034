"""Interventions compared: the change of one outcome, sorted, and harm to migrants beside it."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from simcorr.reporting.figure import Figure, styled
from simcorr.reporting.rows import rows_height
from simcorr.reporting.style import (
    BLUE,
    FULL_WIDTH,
    GREY,
    VERMILION,
    add_legend,
    bands,
    framed,
    label,
    number as readable,
    signed,
)

_SEEN = {"lowers": (BLUE, "o", BLUE), "raises": (VERMILION, "D", VERMILION)}
_UNSEEN = (GREY, "o", "white")
_LEAST_SPAN = 2.0
_NAME_CHARACTERS = 36
_MOST_ROOMY = 6
"""Panels that have ample room; where there are more, all are narrower, for a page would shrink a wider figure."""
_ROOMY, _CROWDED = ((34, 7), (19, 4)), ((24, 4), (14, 3))
"""Characters to a line of a panel's title and most ticks: of the first panel, and of those beside it."""


def effects_figure(
    effects: pd.DataFrame, outcomes: Sequence[str], caption: str, weeks: int, beside: str = ""
) -> Figure:
    """Draw dots with intervals by intervention: one wide panel, and a narrow one for each further outcome.

    Parameters
    ----------
    effects : DataFrame
        One row an intervention and outcome: ``intervention, outcome, title, unit, better, baseline_mean,
        difference, low, high, relative, relative_low, relative_high, verdict``.
    outcomes : sequence of str
        The outcome to compare and sort by, then those that are shown beside it.
    caption : str
        What a reader needs to cite the figure.
    weeks : int
        Length of the window, for the subtitle.
    beside : str
        A sentence about the outcomes that are shown beside the first.
    """
    main = effects[effects["outcome"] == outcomes[0]].set_index("intervention")
    order = sorted_arms(main)
    names = [label(name, _NAME_CHARACTERS) for name in order]
    first = main.iloc[0]
    subtitle = f"{_subtitle(first, weeks)} {beside}".strip()
    height = rows_height(names) + 0.95
    with styled():
        figure = framed(
            f"{first['title']}: change by intervention",
            subtitle,
            caption,
            body_height=height,
            legend=1,
            width=_width(outcomes),
        )
        ratios = [1.9 if len(outcomes) > 1 else 1.0] + [1.0] * (len(outcomes) - 1)
        panels = figure.subplots(1, len(outcomes), sharey=True, squeeze=False, width_ratios=ratios)[0]
        for place, (outcome, axes) in enumerate(zip(outcomes, panels, strict=True)):
            rows = effects[effects["outcome"] == outcome].set_index("intervention").reindex(order)
            characters, ticks = (_ROOMY if len(outcomes) <= _MOST_ROOMY else _CROWDED)[min(place, 1)]
            change_panel(axes, rows, str(rows["title"].dropna().iloc[0]), characters, ticks=ticks)
        panels[0].set_yticks(range(len(order)), names)
        add_legend(figure, verdict_legend(), columns=3)
    return figure


def _width(outcomes: Sequence[str]) -> float:
    roomy = min(len(outcomes), _MOST_ROOMY)
    return FULL_WIDTH + 1.2 * max(roomy - 3, 0) + 0.3 * (len(outcomes) - roomy)


def sorted_arms(rows: pd.DataFrame) -> list[str]:
    """Return the interventions from the best effect to the worst; what is undefined comes last."""
    by = "relative" if rows["relative"].notna().any() else "difference"
    ascending = rows["better"].iloc[0] != "higher"
    return list(rows.sort_values(by, ascending=ascending, na_position="last", kind="stable").index)


def _subtitle(first: "pd.Series[Any]", weeks: int) -> str:
    mean, unit = float(first["baseline_mean"]), str(first["unit"])
    words = f"{100.0 * mean:.3g} %" if unit == "share" else f"{readable(mean)} {unit}"
    level = f"Without any: {words} in {weeks} weeks. " if np.isfinite(mean) else ""
    return f"{level}Zero is the baseline."


def change_panel(axes: Axes, rows: pd.DataFrame, title: str, characters: int, *, ticks: int) -> None:
    """Draw the changes of one outcome, one row an intervention: relative ones, or differences where those fail."""
    relative = bool(np.isfinite(rows["relative_low"]).any())
    keys = ("relative", "relative_low", "relative_high") if relative else ("difference", "low", "high")
    scale = 100.0 if relative else 1.0
    bands(axes, len(rows))
    axes.axvline(0.0, color="black", lw=1.0, zorder=1)
    for place, (_, row) in enumerate(rows.iterrows()):
        centre, low, high = (scale * float(row[key]) for key in keys)
        color, marker, face = look(str(row["verdict"]))
        if not np.isfinite(low):
            words = " no interval" if np.isfinite(centre) else " undefined"
            axes.text(0.0, place, words, va="center", size=8, color=GREY)
            continue
        axes.plot([low, high], [place, place], color=color, lw=2.0, solid_capstyle="butt", zorder=2)
        axes.plot(centre, place, marker, color=color, mfc=face, mew=1.4, ms=6.0, zorder=3)
    axes.margins(x=0.08)
    left, right = axes.get_xlim()
    if relative and right - left < _LEAST_SPAN:
        # Changes too small to matter shall not look large.
        reach = max(_LEAST_SPAN / 2.0, -left, right)
        axes.set_xlim(-reach, reach)
    axes.grid(axis="x", color="#D9D9D9", lw=0.6)
    axes.locator_params(axis="x", nbins=ticks)
    axes.tick_params(axis="y", length=0)
    axes.xaxis.set_major_formatter(signed)
    unit = "%" if relative else str(rows["unit"].dropna().iloc[0])
    axes.set_xlabel(f"Change ({unit})")
    axes.set_title(label(title, characters))


def look(verdict: str) -> tuple[str, str, str]:
    """Return colour, marker and filling that stand for a verdict."""
    return _SEEN.get(verdict, _UNSEEN)


def verdict_legend() -> list[Line2D]:
    """Return what the markers of verdicts mean."""
    words = (("lowers", "lower"), ("raises", "higher"), ("", "not distinguishable from no change"))
    handles = []
    for verdict, text in words:
        color, marker, face = look(verdict)
        handles.append(Line2D([], [], color=color, marker=marker, mfc=face, mew=1.4, ms=6, lw=2, label=text))
    return handles

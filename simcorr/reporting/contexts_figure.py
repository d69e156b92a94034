"""Where bribes move: one measure by context, with and without each intervention."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from simcorr.reporting.style import (
    BLACK,
    BLUE,
    FULL_WIDTH,
    VERMILION,
    Figure,
    add_legend,
    bands,
    framed,
    label,
    styled,
)

_COLUMNS = 3
_WEEKS_PER_YEAR = 52


def contexts_figure(
    course: pd.DataFrame,
    measure: str,
    title: str,
    unit: str,
    contexts: Sequence[tuple[str, str]],
    caption: str,
) -> Figure:
    """Draw by context the yearly value with each intervention beside that without.

    Parameters
    ----------
    course : DataFrame
        ``intervention``, ``context``, and the measure per week with its ``_low`` and ``_high``, for the
        window. The arm that comes first is the baseline.
    measure, title, unit : str
        The column, the heading, and the unit of a yearly value.
    contexts : sequence of (str, str)
        Names and labels of the contexts to show, in their order.
    caption : str
        What a reader needs to cite the figure.
    """
    arms = list(dict.fromkeys(course["intervention"]))
    baseline, others = arms[0], arms[1:]
    columns = min(_COLUMNS, len(others))
    rows = -(-len(others) // columns)
    names = [label(text, 24) for _, text in contexts]
    height = sum(0.3 + 0.14 * name.count("\n") for name in names) + 0.75
    with styled():
        figure = framed(
            title,
            f"{unit} in the evaluation window, without the intervention and with it.",
            caption,
            body_height=rows * height,
            legend=1,
            width=FULL_WIDTH if columns == _COLUMNS else 4.0 + 2.0 * columns,
        )
        panels = figure.subplots(rows, columns, sharex=True, sharey=True, squeeze=False)
        before = _values(course, baseline, measure, contexts)
        for axes, arm in zip(panels.flat, others, strict=False):
            _panel(axes, before, _values(course, arm, measure, contexts))
            axes.set_title(label(arm, 30))
        for axes in panels.flat[len(others) :]:
            axes.set_visible(False)
        for row in panels:
            row[0].set_yticks(range(len(names)), names)
        for column in range(columns):
            last = max(place for place in range(rows) if place * columns + column < len(others))
            panels[last, column].set_xlabel(f"{unit}")
            panels[last, column].tick_params(labelbottom=True)
        add_legend(figure, _legend(), columns=3)
    return figure


def _values(course: pd.DataFrame, arm: str, measure: str, contexts: Sequence[tuple[str, str]]) -> pd.DataFrame:
    rows = course[course["intervention"] == arm].set_index("context").reindex([name for name, _ in contexts])
    return (
        rows[[measure, f"{measure}_low", f"{measure}_high"]].set_axis(["mean", "low", "high"], axis=1)
        * _WEEKS_PER_YEAR
    )


def _panel(axes: Axes, before: pd.DataFrame, after: pd.DataFrame) -> None:
    bands(axes, len(before))
    for place in range(len(before)):
        was, now = before.iloc[place], after.iloc[place]
        fell = now["mean"] <= was["mean"]
        color, marker = (BLUE, "o") if fell else (VERMILION, "D")
        axes.plot([was["mean"], now["mean"]], [place, place], color="#9A9A9A", lw=1.0, zorder=1)
        for row, look in ((was, BLACK), (now, color)):
            if np.isfinite(row["low"]):
                axes.plot([row["low"], row["high"]], [place, place], color=look, lw=2.6, alpha=0.45, zorder=2)
        axes.plot(was["mean"], place, "o", color=BLACK, mfc="white", mew=1.3, ms=6.5, zorder=3)
        axes.plot(now["mean"], place, marker, color=color, ms=5.0, zorder=4)
    axes.grid(axis="x", color="#D9D9D9", lw=0.6)
    axes.locator_params(axis="x", nbins=5)
    axes.tick_params(axis="y", length=0)
    axes.xaxis.set_major_formatter(lambda value, _: f"{value:,.6g}")
    axes.set_xlim(left=0.0)
    axes.margins(x=0.06)


def _legend() -> list[Line2D]:
    return [
        Line2D([], [], color=BLACK, marker="o", mfc="white", mew=1.3, ms=6.5, ls="", label="without"),
        Line2D([], [], color=BLUE, marker="o", ms=5, ls="", label="with: lower"),
        Line2D([], [], color=VERMILION, marker="D", ms=5, ls="", label="with: higher"),
    ]

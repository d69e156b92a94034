"""Where bribes move: one measure by context, without and with each intervention."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from numpy.typing import NDArray

from simcorr.reporting.figures.figure import Figure, styled
from simcorr.reporting.figures.style import BLACK, BLUE, FULL_WIDTH, GREY, VERMILION, add_legend, bands, framed, label

_COLUMNS = 3
_WEEKS_PER_YEAR = 52
_LOWER, _HIGHER, _UNSURE = (BLUE, "o", BLUE), (VERMILION, "D", VERMILION), (GREY, "s", "white")


def contexts_figure(
    baseline: pd.DataFrame,
    change: pd.DataFrame,
    measure: str,
    title: str,
    unit: str,
    contexts: Sequence[tuple[str, str]],
    caption: str,
) -> Figure:
    """Draw by context the yearly value without an intervention, and where the intervention moves it.

    Parameters
    ----------
    baseline : DataFrame
        ``context`` and the measure per week in the window, without intervention.
    change : DataFrame
        ``intervention``, ``context``, and the paired change of the measure per week with its ``_low`` and
        ``_high``.
    measure, title, unit : str
        The column, the heading, and the unit of a yearly value.
    contexts : sequence of (str, str)
        Names and labels of the contexts to show, in their order.
    caption : str
        What a reader needs to cite the figure.
    """
    arms = list(dict.fromkeys(change["intervention"]))
    columns = min(_COLUMNS, len(arms))
    rows = -(-len(arms) // columns)
    names = [label(text, 24) for _, text in contexts]
    height = sum(0.27 + 0.13 * name.count("\n") for name in names) + 0.8
    order = [name for name, _ in contexts]
    before = baseline.set_index("context").reindex(order)[measure].to_numpy(dtype=float) * _WEEKS_PER_YEAR
    with styled():
        figure = framed(
            title,
            f"{unit} in the evaluation window, without the intervention and with it.",
            caption,
            body_height=rows * height,
            legend=1,
            width=FULL_WIDTH if columns == _COLUMNS else 4.0 + 2.2 * columns,
        )
        panels = figure.subplots(rows, columns, sharex=True, sharey=True, squeeze=False)
        for axes, arm in zip(panels.flat, arms, strict=False):
            moved = change[change["intervention"] == arm].set_index("context").reindex(order)
            limits = moved[[measure, f"{measure}_low", f"{measure}_high"]].to_numpy(dtype=float)
            _panel(axes, before, limits * _WEEKS_PER_YEAR)
            axes.set_title(label(arm, 30))
        for axes in panels.flat[len(arms) :]:
            axes.set_visible(False)
        for row in panels:
            row[0].set_yticks(range(len(names)), names)
        for column in range(columns):
            last = max(place for place in range(rows) if place * columns + column < len(arms))
            panels[last, column].set_xlabel(unit)
            panels[last, column].tick_params(labelbottom=True)
        add_legend(figure, _legend(), columns=4)
    return figure


def _panel(axes: Axes, before: NDArray[np.float64], moved: NDArray[np.float64]) -> None:
    bands(axes, len(before))
    for place, (was, (shift, low, high)) in enumerate(zip(before, moved, strict=True)):
        color, marker, face = _LOWER if high < 0.0 else _HIGHER if low > 0.0 else _UNSURE
        axes.plot([was, was + shift], [place, place], color=color, lw=1.0, zorder=1)
        if np.isfinite(low):
            axes.plot([was + low, was + high], [place, place], color=color, lw=2.6, alpha=0.5, zorder=2)
        axes.plot(was, place, "|", color=BLACK, mew=1.8, ms=12, zorder=3, clip_on=False)
        axes.plot(was + shift, place, marker, color=color, mfc=face, mew=1.2, ms=5.0, zorder=4, clip_on=False)
    axes.grid(axis="x", color="#D9D9D9", lw=0.6)
    axes.locator_params(axis="x", nbins=5)
    axes.tick_params(axis="y", length=0)
    axes.xaxis.set_major_formatter(lambda value, _: f"{value:,.6g}")
    axes.margins(x=0.06)
    axes.set_xlim(left=0.0)


def _legend() -> list[Line2D]:
    words = ((_LOWER, "with: lower"), (_HIGHER, "with: higher"), (_UNSURE, "with: not distinguishable"))
    return [
        Line2D([], [], color=BLACK, marker="|", mew=1.8, ms=12, ls="", label="without"),
        *(
            Line2D([], [], color=color, marker=marker, mfc=face, mew=1.2, ms=5, ls="", label=text)
            for (color, marker, face), text in words
        ),
    ]

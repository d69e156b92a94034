"""Where corruption moves: measures by context, without and with each intervention."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from numpy.typing import NDArray

from simcorr.reporting.figure import Figure, styled
from simcorr.reporting.style import BLACK, BLUE, FULL_WIDTH, GREY, VERMILION, add_legend, bands, framed, label

_COLUMNS = 3
_LOWER, _HIGHER, _UNSURE = (BLUE, "o", BLUE), (VERMILION, "D", VERMILION), (GREY, "s", "white")


@dataclass(frozen=True)
class Shown:
    """A measure of the figure: its name in the frame, the heading of its panels, and the unit of its axes."""

    name: str
    heading: str
    unit: str


def contexts_figure(
    changes: pd.DataFrame, measures: Sequence[Shown], contexts: Sequence[tuple[str, str]], title: str, caption: str
) -> Figure:
    """Draw by context the value without an intervention, and where the intervention moves it.

    One measure is drawn in panels by intervention; several stand side by side, an intervention to a row.

    Parameters
    ----------
    changes : DataFrame
        ``intervention``, ``measure``, ``context``, the value ``without`` the intervention in the unit of the axis, and
        its paired ``change`` with ``low`` and ``high``. What is missing is not drawn.
    measures : sequence of Shown
    contexts : sequence of (str, str)
        Names and labels of the contexts to show, in their order.
    title, caption : str
        The heading, and what a reader needs to cite the figure.
    """
    arms = list(dict.fromkeys(changes["intervention"]))
    panels = [(arm, measure) for arm in arms for measure in measures]
    columns = min(_COLUMNS, len(arms)) if len(measures) == 1 else len(measures)
    rows = -(-len(panels) // columns)
    names = [label(text, 24) for _, text in contexts]
    height = sum(0.27 + 0.13 * name.count("\n") for name in names) + (0.8 if len(measures) == 1 else 1.05)
    with styled():
        figure = framed(
            title,
            "In the evaluation window, without the intervention and with it.",
            caption,
            body_height=rows * height,
            legend=1,
            width=FULL_WIDTH if columns == _COLUMNS else max(7.5, 4.0 + 2.2 * columns),
        )
        grid = figure.subplots(rows, columns, sharex="col" if len(measures) > 1 else True, sharey=True, squeeze=False)
        for axes, (arm, measure) in zip(grid.flat, panels, strict=False):
            chosen = changes[(changes["intervention"] == arm) & (changes["measure"] == measure.name)]
            _panel(axes, chosen.set_index("context").reindex([name for name, _ in contexts]))
            axes.set_title(label(arm, 30) if len(measures) == 1 else f"{label(arm, 30)}\n{label(measure.heading, 30)}")
            axes.set_xlabel(measure.unit)
        _tidy(grid, len(panels), names)
        add_legend(figure, _legend(), columns=4)
    return figure


def _tidy(grid: NDArray[np.object_], panels: int, names: Sequence[str]) -> None:
    """Hide what is empty; name contexts at the left, and units below the last panel of each column."""
    rows, columns = grid.shape
    for axes in grid.flat[panels:]:
        axes.set_visible(False)
    for row in grid:
        row[0].set_yticks(range(len(names)), names)
    for column in range(columns):
        last = max(place for place in range(rows) if place * columns + column < panels)
        for place in range(last):
            grid[place, column].set_xlabel("")
        grid[last, column].tick_params(labelbottom=True)
        # Only now: an axis that is shared would stay at what its first panel holds.
        grid[0, column].set_xlim(left=0.0)


def _panel(axes: Axes, rows: pd.DataFrame) -> None:
    bands(axes, len(rows))
    numbers = rows[["without", "change", "low", "high"]].to_numpy(dtype=float)
    for place, (was, shift, low, high) in enumerate(numbers):
        color, marker, face = _LOWER if high < 0.0 else _HIGHER if low > 0.0 else _UNSURE
        axes.plot([was, was + shift], [place, place], color=color, lw=1.0, zorder=1)
        if np.isfinite(low):
            least = max(was + low, 0.0)  # nothing drawn here can be less than none
            axes.plot([least, was + high], [place, place], color=color, lw=2.6, alpha=0.5, zorder=2)
        axes.plot(was, place, "|", color=BLACK, mew=1.8, ms=12, zorder=3, clip_on=False)
        axes.plot(was + shift, place, marker, color=color, mfc=face, mew=1.2, ms=5.0, zorder=4, clip_on=False)
    axes.grid(axis="x", color="#D9D9D9", lw=0.6)
    axes.locator_params(axis="x", nbins=5)
    axes.tick_params(axis="y", length=0)
    axes.xaxis.set_major_formatter(lambda value, _: f"{value:,.6g}")
    axes.margins(x=0.06)


def _legend() -> list[Line2D]:
    words = ((_LOWER, "with: lower"), (_HIGHER, "with: higher"), (_UNSURE, "with: not distinguishable"))
    return [
        Line2D([], [], color=BLACK, marker="|", mew=1.8, ms=12, ls="", label="without"),
        *(
            Line2D([], [], color=color, marker=marker, mfc=face, mew=1.2, ms=5, ls="", label=text)
            for (color, marker, face), text in words
        ),
    ]

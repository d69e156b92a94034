"""Validation patterns: what was simulated beside the band in which it should lie."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from simcorr.reporting.figure import Figure, styled
from simcorr.reporting.rows import rows_figure
from simcorr.reporting.style import BLUE, VERMILION, add_legend, label

_BAND = "#CFE3F1"


def patterns_figure(table: pd.DataFrame, caption: str) -> Figure:
    """Draw each number on a scale of its own, on which its band goes from 0 to 1.

    Parameters
    ----------
    table : DataFrame
        ``words, low, high, median, from, to, passes``, a row a number; what passes and what fails are told apart.
    caption : str
    """
    names = [label(str(words), 58) for words in table["words"]]
    with styled():
        figure, axes = rows_figure(
            "What the model reproduces, and what it does not",
            "Each number on a scale of its own: its target band is shaded. Dot: median over parameter sets; line: 90 % "
            "of them. Arrows: further out.",
            caption,
            names,
            legend=1,
        )
        axes.axvspan(0.0, 1.0, color=_BAND, lw=0, zorder=0.5)
        for place, row in enumerate(table.to_dict("records")):
            _row(axes, place, row)
        axes.set_xlim(*_LIMITS)
        axes.set_xticks([0.0, 1.0], ["lower edge", "upper edge"])
        handles = [
            Patch(color=_BAND, label="target band"),
            Line2D([], [], color=BLUE, marker="o", lw=2, label="passes"),
            Line2D([], [], color=VERMILION, marker="D", mfc="white", lw=2, label="fails"),
        ]
        add_legend(figure, handles, columns=3)
    return figure


_LIMITS = (-1.2, 2.2)


def _row(axes: Axes, place: int, row: Mapping[Any, Any]) -> None:
    color, marker, face = (BLUE, "o", BLUE) if row["passes"] else (VERMILION, "D", "white")
    width = float(row["high"]) - float(row["low"])
    low, middle, high = ((float(row[name]) - float(row["low"])) / width for name in ("from", "median", "to"))
    if not np.isfinite(middle):
        return
    left, right = np.clip([low, high], *_LIMITS)
    axes.plot([left, right], [place, place], color=color, lw=2.0, zorder=2)
    for end, beyond, arrow in ((_LIMITS[0], low < _LIMITS[0], "<"), (_LIMITS[1], high > _LIMITS[1], ">")):
        if beyond:
            axes.plot(end, place, arrow, color=color, ms=6, zorder=2, clip_on=False)
    at = float(np.clip(middle, _LIMITS[0] + 0.04, _LIMITS[1] - 0.04))
    sign = "<" if middle < _LIMITS[0] else ">" if middle > _LIMITS[1] else marker
    axes.plot(at, place, sign, color=color, mfc=face, mew=1.4, ms=6, zorder=3)

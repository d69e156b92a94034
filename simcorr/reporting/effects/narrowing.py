"""How far the effect of each intervention goes with the numbers of a setting, and how far with a blank sheet."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from simcorr.reporting.figure import Figure, styled
from simcorr.reporting.rows import rows_figure
from simcorr.reporting.style import BLUE, GREY, add_legend, label, signed

_OFFSET = 0.17


def narrowing_figure(table: pd.DataFrame, title: str, unit: str, caption: str) -> Figure:
    """Draw for each intervention two ranges, one over the other.

    Parameters
    ----------
    table : DataFrame
        A row an intervention (the index): ``low``, ``middle``, ``high`` as shares, and the same with ``_blank``.
    title, unit, caption : str
    """
    ordered = table.sort_values("middle", kind="stable", na_position="last")
    names = [label(str(name), 36) for name in ordered.index]
    with styled():
        subtitle = "A further parameter set like these lies on the line in nine of ten cases; marks are means."
        figure, axes = rows_figure(title, subtitle, caption, names, legend=1, stretch=1.25)
        for place, (_, row) in enumerate(ordered.iterrows()):
            _range(axes, place + _OFFSET, row, "_blank", GREY, 1.6, "|")
            _range(axes, place - _OFFSET, row, "", BLUE, 3.4, "o")
        axes.axvline(0.0, color="black", lw=1.0, zorder=1)
        axes.xaxis.set_major_formatter(signed)
        axes.set_xlabel(unit)
        handles = [
            Line2D([], [], color=BLUE, lw=3.4, marker="o", ms=5, label="with these numbers"),
            Line2D([], [], color=GREY, lw=1.6, marker="|", ms=8, label="with a blank sheet"),
        ]
        add_legend(figure, handles, columns=2)
    return figure


def _range(
    axes: Axes, place: float, row: "pd.Series[float]", ending: str, color: str, width: float, marker: str
) -> None:
    low, middle, high = (100.0 * float(row[f"{name}{ending}"]) for name in ("low", "middle", "high"))
    if not np.isfinite([low, middle, high]).all():
        axes.annotate("undefined", (0.0, place), xytext=(4, 0), textcoords="offset points", va="center", size=8)
        return
    axes.plot([low, high], [place, place], color=color, lw=width, solid_capstyle="butt", zorder=2)
    axes.plot([middle], [place], color=color, marker=marker, ms=5 if marker == "o" else 8, lw=0, zorder=3)

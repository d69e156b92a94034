"""How far the effect of each intervention goes over many parameter sets."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from simcorr.reporting.figure import Figure, styled
from simcorr.reporting.rows import rows_figure
from simcorr.reporting.style import BLUE, GREY, VERMILION, add_legend, label, signed

_LOOK = {"lowers": (BLUE, "o"), "raises": (VERMILION, "D")}
_UNSEEN = (GREY, ".")


def spread_figure(table: pd.DataFrame, title: str, unit: str, caption: str, *, change: bool = True) -> Figure:
    """Draw a row for each intervention: a mark for each point, the median, and the range of nine in ten.

    Parameters
    ----------
    table : DataFrame
        ``intervention``, ``value`` and ``verdict``, a row for each intervention and point.
    title, unit : str
    caption : str
    change : bool
        Whether values are changes, so that zero is drawn.
    """
    medians = table.groupby("intervention", sort=False)["value"].median()
    order = list(medians.sort_values(kind="stable").index)
    names = [label(str(name), 36) for name in order]
    with styled():
        figure, axes = rows_figure(
            title,
            "A mark is a parameter set; the line holds nine of ten, its tick is the median.",
            caption,
            names,
            legend=1 if change else 0,
        )
        for place, name in enumerate(order):
            _row(axes, place, table[table["intervention"] == name])
        if change:
            axes.axvline(0.0, color="black", lw=1.0, zorder=1)
            axes.xaxis.set_major_formatter(signed)
            add_legend(figure, _legend(), columns=3)
        axes.set_xlabel(unit)
    return figure


def _row(axes: Axes, place: int, rows: pd.DataFrame) -> None:
    values = rows["value"].to_numpy(float)
    # A fixed scatter: the same figure every time.
    offsets = 0.28 * (2.0 * ((np.arange(len(values)) * 0.618034) % 1.0) - 1.0)
    for verdict in dict.fromkeys(rows["verdict"]):
        chosen = (rows["verdict"] == verdict).to_numpy()
        color, marker = _LOOK.get(str(verdict), _UNSEEN)
        axes.plot(values[chosen], place + offsets[chosen], marker, color=color, ms=3.2, alpha=0.55, lw=0, zorder=2)
    known = values[np.isfinite(values)]
    if len(known):
        low, middle, high = np.quantile(known, [0.05, 0.5, 0.95])
        axes.plot([low, high], [place, place], color="black", lw=1.6, zorder=3)
        axes.plot([middle, middle], [place - 0.3, place + 0.3], color="black", lw=2.2, zorder=3)


def _legend() -> list[Line2D]:
    words = (("lowers", "clearly lower"), ("raises", "clearly higher"), ("", "not distinguishable at that set"))
    handles = []
    for verdict, text in words:
        color, marker = _LOOK.get(verdict, _UNSEEN)
        handles.append(Line2D([], [], color=color, marker=marker, lw=0, ms=5, label=text))
    return handles

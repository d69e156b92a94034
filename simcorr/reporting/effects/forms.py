"""In which forms of the model the sign of each intervention holds."""

import numpy as np
import pandas as pd
from matplotlib.lines import Line2D

from simcorr.reporting.figure import Figure, styled
from simcorr.reporting.rows import rows_figure, rows_height
from simcorr.reporting.style import BLUE, GREY, VERMILION, add_legend, label

_LOOK = {-1: (BLUE, "v"), 1: (VERMILION, "^"), 0: (GREY, ".")}
_WORDS = {-1: "distinguishably lower", 1: "distinguishably higher", 0: "not distinguishable"}
_BESIDE = 0.08
_MOST_NUMBERS = 8
"""Columns beyond which marks stand without their numbers."""
_MOST_UPRIGHT = 4
"""Columns beyond which their names are turned."""
_TURNED = 1.5
"""Inches that turned names need beyond those of others."""


def forms_figure(table: pd.DataFrame, title: str, caption: str) -> Figure:
    """Draw a row for each intervention and a column for each alternative of a form: a mark for the sign of the mean.

    Parameters
    ----------
    table : DataFrame
        ``measure``, ``form``, ``alternative``, ``sets``, ``mean`` (relative change) and ``sign`` (-1, 0, 1): a row for
        each intervention and alternative, see `FormSigns`.
    title, caption : str
    """
    columns = list(dict.fromkeys(zip(table["form"], table["alternative"], table["sets"], strict=True)))
    places = {column[:2]: place for place, column in enumerate(columns)}
    order = list(table.groupby("measure", sort=False)["mean"].mean().sort_values(kind="stable").index)
    rows = {measure: place for place, measure in enumerate(order)}
    numbers, upright = len(columns) <= _MOST_NUMBERS, len(columns) <= _MOST_UPRIGHT
    with styled():
        subtitle = "Mean change over the parameter sets that have a form; all marks are judged together."
        names = [label(str(measure), 36) for measure in order]
        stretch = 1.0 if upright else 1.0 + _TURNED / rows_height(names)
        figure, axes = rows_figure(title, subtitle, caption, names, legend=1, stretch=stretch)
        for row in table.to_dict("records"):
            across, down = places[row["form"], row["alternative"]], rows[row["measure"]]
            color, marker = _LOOK[int(row["sign"])]
            axes.plot([across], [down], marker=marker, color=color, ms=6, lw=0, zorder=3)
            if numbers:
                axes.text(across + _BESIDE, down, _written(row["mean"]), va="center", size=8, color=color)
        axes.set_xlim(-0.5, len(columns) - 0.5 + (0.2 if numbers else 0.0))
        axes.set_xticks(range(len(columns)), [_head(*column, upright=upright) for column in columns])
        axes.tick_params(axis="x", length=0, rotation=0 if upright else 90)
        axes.grid(visible=False, axis="x")
        looks = [
            Line2D([], [], color=_LOOK[sign][0], marker=_LOOK[sign][1], lw=0, ms=6, label=_WORDS[sign])
            for sign in (-1, 1, 0)
        ]
        add_legend(figure, looks, columns=3)
    return figure


def _head(form: str, alternative: str, sets: int, *, upright: bool) -> str:
    name = f"{form}: {alternative}".replace("_", " ")
    return f"{label(name, 14)}\n({sets} sets)" if upright else f"{label(name, 24)} ({sets} sets)"


def _written(mean: float) -> str:
    return f"{100.0 * mean:+.1f} %".replace("-", "\N{MINUS SIGN}") if np.isfinite(mean) else "undefined"

"""Variance decomposed: what each parameter explains alone, and together with all others."""

import numpy as np
import pandas as pd
from matplotlib.lines import Line2D

from simcorr.reporting.figure import Figure, styled
from simcorr.reporting.rows import rows_figure
from simcorr.reporting.style import BLUE, VERMILION, add_legend, label

MOST_ROWS = 30


def sobol_figure(table: pd.DataFrame, title: str, caption: str) -> Figure:
    """Draw first-order and total indices with intervals, a row a parameter.

    Parameters
    ----------
    table : DataFrame
        As `sobol_indices` gives it, sorted.
    title : str
    caption : str
    """
    rows = table.head(MOST_ROWS)
    names = [label(str(name), 46) for name in rows["parameter"]]
    more = f" The {MOST_ROWS} largest of {len(table)}." if len(table) > MOST_ROWS else ""
    with styled():
        figure, axes = rows_figure(
            title,
            f"Share of the outcome's variance over the ranges, with 95 % intervals.{more}",
            caption,
            names,
            legend=1,
            stretch=1.1,
        )
        for place, row in enumerate(rows.to_dict("records")):
            for key, color, marker, face, shift in (
                ("first", BLUE, "o", BLUE, -0.16),
                ("total", VERMILION, "D", "white", 0.16),
            ):
                low, high = float(row[f"{key}_low"]), float(row[f"{key}_high"])
                if np.isfinite(low):
                    axes.plot([low, high], [place + shift] * 2, color=color, lw=1.8, zorder=2)
                axes.plot(row[key], place + shift, marker, color=color, mfc=face, mew=1.4, ms=5.5, zorder=3)
        axes.axvline(0.0, color="black", lw=1.0, zorder=1)
        axes.set_xlabel("Share of variance")
        handles = [
            Line2D([], [], color=BLUE, marker="o", lw=1.8, label="alone (first-order index)"),
            Line2D([], [], color=VERMILION, marker="D", mfc="white", lw=1.8, label="with all others (total index)"),
        ]
        add_legend(figure, handles, columns=2)
    return figure

"""Inputs of any sample: how far the outcome's distribution hangs on each, against what chance does."""

import pandas as pd
from matplotlib.lines import Line2D

from simcorr.reporting.figure import Figure, styled
from simcorr.reporting.rows import rows_figure
from simcorr.reporting.style import BLUE, GREY, add_legend, label

MOST_ROWS = 30


def pawn_figure(table: pd.DataFrame, title: str, caption: str) -> Figure:
    """Draw the index of each input and the threshold of inert ones, a row an input.

    Parameters
    ----------
    table : DataFrame
        As `pawn_indices` gives it, sorted.
    title : str
    caption : str
    """
    rows = table.head(MOST_ROWS)
    names = [label(str(name), 46) for name in rows["parameter"]]
    more = f" The {MOST_ROWS} largest of {len(table)}." if len(table) > MOST_ROWS else ""
    with styled():
        figure, axes = rows_figure(
            title,
            "Distance between the outcome's distribution in slices of each input and in the whole sample (PAWN). "
            f"Hollow: within what inert inputs reach by chance.{more}",
            caption,
            names,
            legend=1,
        )
        for place, row in enumerate(rows.to_dict("records")):
            seen = row["verdict"] == "matters"
            color = BLUE if seen else GREY
            axes.plot([row["threshold"]] * 2, [place - 0.35, place + 0.35], color="black", lw=1.4, zorder=2)
            axes.plot(row["index"], place, "o", color=color, mfc=color if seen else "white", mew=1.4, ms=6, zorder=3)
        axes.set_xlim(left=0.0)
        axes.set_xlabel("PAWN index")
        handles = [
            Line2D([], [], color=BLUE, marker="o", ls="", label="index"),
            Line2D([], [], color="black", marker="|", ls="", ms=10, mew=1.4, label="hardly exceeded by inert inputs"),
        ]
        add_legend(figure, handles, columns=2)
    return figure

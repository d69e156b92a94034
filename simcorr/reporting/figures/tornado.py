"""One parameter at a time: how far the outcome goes when it moves from its low to its high value."""

import numpy as np
import pandas as pd
from matplotlib.patches import Patch

from simcorr.reporting.figures.effects import rows_height
from simcorr.reporting.figures.style import (
    BLUE,
    ORANGE,
    Figure,
    add_legend,
    bands,
    framed,
    label,
    number,
    signed,
    styled,
)

MOST_ROWS = 25


def tornado_figure(table: pd.DataFrame, title: str, unit: str, caption: str) -> Figure:
    """Draw two bars a parameter, with intervals, the largest swing first.

    Parameters
    ----------
    table : DataFrame
        As `tornado` gives it, sorted.
    title, unit : str
    caption : str
    """
    rows = table.head(MOST_ROWS)
    more = f" The {MOST_ROWS} largest of {len(table)}." if len(table) > MOST_ROWS else ""
    names = [_name(row) for row in rows.to_dict("records")]
    with styled():
        figure = framed(
            title,
            f"Change when one parameter goes to its low or high value; thin lines: 95 % intervals, all together.{more}",
            caption,
            body_height=rows_height(names) * 1.15 + 0.95,
            legend=1,
        )
        axes = figure.subplots()
        bands(axes, len(rows))
        for place, row in enumerate(rows.to_dict("records")):
            for end, color, hatch, shift in (("low", BLUE, "", -0.18), ("high", ORANGE, "///", 0.18)):
                change = float(row[f"change_at_{end}"])
                axes.barh(place + shift, change, 0.32, color=color, hatch=hatch, edgecolor="white", lw=0, zorder=2)
                low, high = float(row[f"change_at_{end}_low"]), float(row[f"change_at_{end}_high"])
                if np.isfinite(low):
                    axes.plot([low, high], [place + shift] * 2, color="black", lw=1.0, zorder=3)
        axes.axvline(0.0, color="black", lw=1.0, zorder=1)
        axes.set_yticks(range(len(rows)), names)
        axes.tick_params(axis="y", length=0)
        axes.xaxis.set_major_formatter(signed)
        axes.grid(axis="x", color="#D9D9D9", lw=0.6)
        axes.set_xlabel(f"Change ({unit})")
        handles = [Patch(color=BLUE, label="at the low value"),
                   Patch(facecolor=ORANGE, edgecolor="white", hatch="///", label="at the high value")]  # fmt: skip
        add_legend(figure, handles, columns=2)
    return figure


def _name(row) -> str:  # type: ignore[no-untyped-def]
    return label(f"{row['parameter']} ({number(float(row['low_value']))} to {number(float(row['high_value']))})", 46)

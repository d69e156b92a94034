"""One parameter at a time: how far the outcome goes when it moves from its low to its high value."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.patches import Patch

from simcorr.reporting.figure import Figure, styled
from simcorr.reporting.rows import rows_figure
from simcorr.reporting.style import BLUE, ORANGE, add_legend, label, number, signed

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
        figure, axes = rows_figure(
            title,
            f"Change when one parameter goes to its low or high value; thin lines: 95 % intervals, all together.{more}",
            caption,
            names,
            legend=1,
            stretch=1.15,
        )
        for place, row in enumerate(rows.to_dict("records")):
            for end, color, hatch, shift in (("low", BLUE, "", -0.18), ("high", ORANGE, "///", 0.18)):
                change = float(row[f"change_at_{end}"])
                axes.barh(place + shift, change, 0.32, color=color, hatch=hatch, edgecolor="white", lw=0, zorder=2)
                low, high = float(row[f"change_at_{end}_low"]), float(row[f"change_at_{end}_high"])
                if np.isfinite(low):
                    axes.plot([low, high], [place + shift] * 2, color="black", lw=1.0, zorder=3)
        axes.axvline(0.0, color="black", lw=1.0, zorder=1)
        axes.xaxis.set_major_formatter(signed)
        axes.set_xlabel(f"Change ({unit})")
        handles = [Patch(color=BLUE, label="at the low value"),
                   Patch(facecolor=ORANGE, edgecolor="white", hatch="///", label="at the high value")]  # fmt: skip
        add_legend(figure, handles, columns=2)
    return figure


def _name(row: Mapping[Any, Any]) -> str:
    return label(f"{row['parameter']} ({number(float(row['low_value']))} to {number(float(row['high_value']))})", 46)

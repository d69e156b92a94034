"""Screening: how much each parameter matters, and whether alone or with others."""

import numpy as np
import pandas as pd

from simcorr.reporting.figure import Figure, styled
from simcorr.reporting.rows import name_rows, rows_height
from simcorr.reporting.style import BLUE, GREY, ORANGE, framed, label

MOST_ROWS = 30


def morris_figure(table: pd.DataFrame, title: str, unit: str, caption: str) -> Figure:
    """Draw mu* with its interval and sigma beside it, a row a parameter, the most influential first.

    Parameters
    ----------
    table : DataFrame
        As `morris_effects` gives it, sorted.
    title, unit : str
    caption : str
    """
    rows = table.head(MOST_ROWS)
    names = [label(str(name), 46) for name in rows["parameter"]]
    more = f" The {MOST_ROWS} largest of {len(table)}." if len(table) > MOST_ROWS else ""
    with styled():
        figure = framed(
            title,
            "Left: mean size of the elementary effects (mu*) over the parameter's range, with 95 % interval; hollow: "
            "not told from noise, or negligible. Right: their spread (sigma), which grows with curvature, "
            f"interaction and noise.{more}",
            caption,
            body_height=rows_height(names) + 0.95,
        )
        left, right = figure.subplots(1, 2, sharey=True, width_ratios=[1.5, 1.0])
        for axes in (left, right):
            name_rows(axes, names)
        for place, row in enumerate(rows.to_dict("records")):
            seen = not str(row["verdict"]).startswith(("negligible", "not "))
            low, high = float(row["mu_star_low"]), float(row["mu_star_high"])
            color = BLUE if seen else GREY
            if np.isfinite(low):
                left.plot([low, high], [place, place], color=color, lw=2.0, zorder=2)
            left.plot(row["mu_star"], place, "o", color=color, mfc=color if seen else "white", mew=1.4, ms=6, zorder=3)
            right.barh(place, float(row["sigma"]), 0.5, color=ORANGE, hatch="///", edgecolor="white", lw=0, zorder=2)
        left.set_xlim(left=0.0)
        left.set_xlabel(f"mu* ({unit})")
        right.set_xlabel(f"sigma ({unit})")
    return figure

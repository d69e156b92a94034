"""Who bears the consequences: sanctions of gatekeepers and of superiors, for as long as each takes bribes."""

import numpy as np
import pandas as pd

from simcorr.reporting.figure import Figure, styled
from simcorr.reporting.rows import rows_figure
from simcorr.reporting.style import BLUE, GREY, label


def ranks_figure(odds: pd.DataFrame, caption: str) -> Figure:
    """Draw the ratio of sanctions for each arm, on a logarithmic axis; one means that ranks bear alike.

    Parameters
    ----------
    odds : DataFrame
        ``intervention, rank_odds, low, high``, in the order in which they are drawn.
    caption : str
    """
    names = [label(str(name), 36) for name in odds["intervention"]]
    with styled():
        figure, axes = rows_figure(
            "Who bears the consequences",
            "Sanctions for each week in which officials take bribes: gatekeepers' over superiors'. Lines: 95 % "
            "intervals (hollow: none, since too few superiors were sanctioned).",
            caption,
            names,
        )
        axes.axvline(1.0, color="black", lw=1.0, zorder=1)
        for place, row in enumerate(odds.to_dict("records")):
            value, low, high = (float(row[name]) for name in ("rank_odds", "low", "high"))
            if not np.isfinite(value) or value <= 0.0:
                axes.text(1.0, place, " undefined: no superior was sanctioned", va="center", size=8, color=GREY)
                continue
            if np.isfinite(low) and low > 0.0:
                axes.plot([low, high], [place, place], color=BLUE, lw=2.0, zorder=2)
            known = np.isfinite(low) and low > 0.0
            axes.plot(value, place, "o", color=BLUE, mfc=BLUE if known else "white", ms=6, zorder=3)
        axes.set_xscale("log")
        axes.xaxis.set_major_formatter(lambda value, _: f"{value:g}x")
        axes.xaxis.set_minor_formatter(lambda value, _: "")
        axes.set_xlabel("Ratio of sanctions (1x: low and high ranks alike)")
    return figure

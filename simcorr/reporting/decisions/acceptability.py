"""Which option is the best buy, for each price that somebody would pay."""

import pandas as pd
from matplotlib.lines import Line2D

from simcorr.reporting.figure import Figure, styled
from simcorr.reporting.style import LOOKS, add_legend, framed, label, legend_lines, plain

MOST_LINES = len(LOOKS)


def acceptability_figure(curve: pd.DataFrame, title: str, unit: str, caption: str) -> Figure:
    """Draw the share of samples in which each option is the best buy; the best on average is drawn thick.

    Parameters
    ----------
    curve : DataFrame
        As `acceptability` gives it: ``willingness, option, probability, optimal``.
    title : str
    unit : str
        Of the willingness to pay.
    caption : str
    """
    reach = curve.groupby("option", sort=False)["probability"].max().sort_values(ascending=False, kind="stable")
    shown = list(reach.index[:MOST_LINES])
    more = f" Shown are {MOST_LINES} of {len(reach)}." if len(reach) > MOST_LINES else ""
    names = [label(str(name), 52) for name in shown]
    with styled():
        figure = framed(
            title,
            f"Share of samples in which an option has the highest net benefit; thick: highest on average.{more}",
            caption,
            body_height=3.6,
            legend=legend_lines(names, 2),
        )
        axes = figure.subplots()
        for name, look in zip(shown, LOOKS, strict=False):
            rows = curve[curve["option"] == name].sort_values("willingness")
            axes.plot(rows["willingness"], rows["probability"], color=look.color, ls=look.line, lw=1.6)
            best = rows["probability"].where(rows["optimal"])
            axes.plot(rows["willingness"], best, color=look.color, lw=4.0, alpha=0.6, solid_capstyle="butt")
        axes.set_ylim(-0.02, 1.02)
        axes.set_xlabel(f"What avoiding one is worth ({unit})")
        axes.set_ylabel("Share of samples")
        axes.xaxis.set_major_formatter(plain)
        axes.grid(color="#D9D9D9", lw=0.6)
        handles = [Line2D([], [], color=k.color, ls=k.line, lw=1.6, label=name)
                   for name, k in zip(names, LOOKS, strict=False)]  # fmt: skip
        add_legend(figure, handles, columns=2)
    return figure

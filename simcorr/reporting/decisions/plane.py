"""The cost-effectiveness plane: what each option gains and costs more than doing nothing, sample by sample."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from simcorr.reporting.figure import Figure, styled
from simcorr.reporting.style import LOOKS, add_legend, framed, label, legend_lines, signed

MOST_OPTIONS = len(LOOKS)
_QUADRANTS = ((0.01, 0.985, "left", "top", "worse and dearer"), (0.99, 0.985, "right", "top", "better and dearer"),
              (0.01, 0.015, "left", "bottom", "worse and cheaper"),
              (0.99, 0.015, "right", "bottom", "better and cheaper"))  # fmt: skip


def plane_figure(table: pd.DataFrame, title: str, labels: tuple[str, str], caption: str) -> Figure:
    """Draw every sample of each option, and the option's mean as a large mark.

    Parameters
    ----------
    table : DataFrame
        As `plane` gives it: ``option, effect, cost``, a row a sample and option; both are differences.
    title : str
    labels : tuple of str
        Of effect and cost, with units.
    caption : str
    """
    means = table.groupby("option", sort=False)[["effect", "cost"]].mean().sort_values("effect", ascending=False)
    shown = list(means.index[:MOST_OPTIONS])
    more = f" Shown are the {MOST_OPTIONS} of {len(means)} that gain most." if len(means) > MOST_OPTIONS else ""
    names = [label(str(name), 52) for name in shown]
    with styled():
        figure = framed(
            title,
            f"Small: one parameter set each; large: the mean.{more}",
            caption,
            body_height=4.2,
            legend=legend_lines(names, 2),
        )
        axes = figure.subplots()
        for name, look in zip(shown, LOOKS, strict=False):
            rows = table[table["option"] == name]
            axes.plot(rows["effect"], rows["cost"], look.marker, color=look.color, ms=3.0, alpha=0.4, lw=0, zorder=2)
            axes.plot(*means.loc[name], look.marker, color=look.color, ms=10.0, mec="white", mew=1.2, lw=0, zorder=3)
        _cross(axes)
        axes.set_xlabel(labels[0])
        axes.set_ylabel(label(labels[1], 34))
        handles = [
            Line2D([], [], color=look.color, marker=look.marker, lw=0, ms=8, label=name)
            for name, look in zip(names, LOOKS, strict=False)
        ]
        add_legend(figure, handles, columns=2)
    return figure


def _cross(axes: Axes) -> None:
    """Draw where nothing is gained and nothing paid, and name the quadrants that are in sight."""
    axes.axhline(0.0, color="black", lw=1.0, zorder=1)
    axes.axvline(0.0, color="black", lw=1.0, zorder=1)
    axes.margins(x=0.1, y=0.16)
    axes.xaxis.set_major_formatter(signed)
    axes.yaxis.set_major_formatter(signed)
    axes.grid(color="#D9D9D9", lw=0.6)
    (left, right), (bottom, top) = axes.get_xlim(), axes.get_ylim()
    seen = {"worse": left < 0.0, "better": right > 0.0, "dearer": top > 0.0, "cheaper": bottom < 0.0}
    for x, y, across, along, words in _QUADRANTS:
        first, _, second = words.split()
        if seen[first] and seen[second]:
            axes.text(x, y, words, transform=axes.transAxes, ha=across, va=along, color="#555555", size=8)

"""The course of one measure over the weeks, with and without interventions."""

from collections.abc import Sequence

import pandas as pd
from matplotlib.lines import Line2D

from simcorr.reporting.figure import Figure, styled
from simcorr.reporting.style import GREY, LOOKS, add_legend, framed, label, legend_lines


def weekly_figure(
    course: pd.DataFrame, measure: str, title: str, unit: str, starts: Sequence[int], caption: str
) -> Figure:
    """Draw mean and interval by period.

    Parameters
    ----------
    course : DataFrame
        ``intervention``, ``week`` (the first of each period), and the measure with its ``_low`` and
        ``_high``. The arm that comes first is the baseline.
    measure, title, unit : str
        The column, the heading, and the unit of a value.
    starts : sequence of int
        Weeks in which interventions begin.
    caption : str
        What a reader needs to cite the figure.
    """
    arms = list(dict.fromkeys(course["intervention"]))
    columns = 2 if len(arms) > 1 else 1
    names = [label(arm, 52) for arm in arms]
    with styled():
        figure = framed(
            title,
            f"{unit}, mean of each period of 13 weeks; bands: 95 % interval of that mean.",
            caption,
            body_height=3.6,
            legend=legend_lines(names, columns),
        )
        axes = figure.subplots()
        for arm, look in zip(arms, LOOKS, strict=False):
            rows = course[course["intervention"] == arm]
            middle = rows["week"] + _length(rows["week"]) / 2.0
            low, high = rows[f"{measure}_low"], rows[f"{measure}_high"]
            axes.fill_between(middle, low, high, color=look.color, alpha=0.12, lw=0)
            axes.plot(
                middle, rows[measure], color=look.color, ls=look.line, lw=1.8, marker=look.marker,
                ms=4.5, markevery=2, mfc="white", mew=1.2,
            )  # fmt: skip
        _mark(axes, sorted(set(starts)))
        axes.set_ylim(bottom=min(0.0, float(course[f"{measure}_low"].min())))
        axes.set_xlabel("Week of the evaluation window (before 0: burn-in)")
        axes.set_ylabel(unit)
        axes.grid(axis="y", color="#D9D9D9", lw=0.6)
        axes.margins(x=0.02)
        handles = [
            Line2D([], [], color=k.color, ls=k.line, marker=k.marker, lw=1.8, ms=4.5, mfc="white", label=name)
            for name, k in zip(names, LOOKS, strict=False)
        ]
        add_legend(figure, handles, columns=columns)
    return figure


def _length(weeks: "pd.Series[int]") -> "pd.Series[int]":
    """Return the weeks that each period covers; the last is as long as the one before it."""
    following = weeks.shift(-1)
    return (following - weeks).ffill()


def _mark(axes, starts: list[int]) -> None:  # type: ignore[no-untyped-def]
    for place, week in enumerate(starts):
        axes.axvline(week, color=GREY, lw=1.2, ls=(0, (4, 3)), zorder=1)
        if place == 0:
            text = "measures begin" if len(starts) == 1 else "first measures begin"
            axes.annotate(
                text, (week, 1.0), xycoords=("data", "axes fraction"), xytext=(4, 3),
                textcoords="offset points", color="#333333", size=8.5, ha="left", va="bottom",
            )  # fmt: skip

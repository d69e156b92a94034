"""Effect against cost: which portfolios no other one beats."""

import pandas as pd
from matplotlib.lines import Line2D

from simcorr.reporting.figure import Figure, styled
from simcorr.reporting.style import BLUE, GREY, add_legend, framed, label, plain, signed

_SURE = 0.95


def pareto_figure(front: pd.DataFrame, title: str, labels: tuple[str, str], caption: str) -> Figure:
    """Draw each portfolio at its cost and effect, and the front of those that no other one beats.

    Parameters
    ----------
    front : DataFrame
        As `pareto_front` gives it: index portfolio; ``cost, effect, on_front, probability_on_front``.
    title : str
    labels : tuple of str
        Of cost and effect, with units.
    caption : str
    """
    rows = front.sort_values("cost", kind="stable")
    best = rows[rows["on_front"]]
    with styled():
        figure = framed(
            title,
            "Filled: on the front by the means. In brackets: share of parameter sets in which it is, where below 95 %.",
            caption,
            body_height=4.4,
            legend=1,
        )
        axes = figure.subplots()
        axes.step(best["cost"], best["effect"], where="post", color=BLUE, lw=1.4, zorder=1)
        for name, row in rows.iterrows():
            on = bool(row["on_front"])
            color = BLUE if on else GREY
            axes.plot(row["cost"], row["effect"], "o", color=color, mfc=color if on else "white", mew=1.4, ms=7)
            share = float(row["probability_on_front"])
            words = str(name) if share >= _SURE or not on else f"{name} ({100 * share:.0f} %)"
            axes.annotate(label(words, 24), (row["cost"], row["effect"]), xytext=(6, 5), textcoords="offset points",
                          size=8, color="black" if on else GREY)  # fmt: skip
        axes.margins(x=0.18, y=0.14)
        if not (rows["cost"] < 0.0).any():
            axes.set_xlim(left=-0.03 * float(rows["cost"].max()) if rows["cost"].max() > 0.0 else None)
        axes.xaxis.set_major_formatter(plain)
        axes.yaxis.set_major_formatter(signed if (rows["effect"] < 0.0).any() else plain)
        axes.grid(color="#D9D9D9", lw=0.6)
        axes.set_xlabel(labels[0])
        axes.set_ylabel(label(labels[1], 34))
        handles = [Line2D([], [], color=BLUE, marker="o", lw=1.4, label="no other is at least as good and as cheap"),
                   Line2D([], [], color=GREY, marker="o", mfc="white", lw=0, label="another one is")]  # fmt: skip
        add_legend(figure, handles, columns=2)
    return figure

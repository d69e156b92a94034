"""How an outcome, or the effect on it, depends on one thing that was varied."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from simcorr.reporting.figure import Figure, styled
from simcorr.reporting.style import LOOKS, Look, add_legend, framed, label, legend_lines, signed

MOST_LINES = len(LOOKS)


def response_figure(
    table: pd.DataFrame, varied: str, title: str, labels: tuple[str, str], caption: str, *, change: bool
) -> Figure:
    """Draw a line with its interval for each arm.

    Parameters
    ----------
    table : DataFrame
        ``intervention``, the column of what was varied, and ``mean, low, high``.
    varied : str
        That column; numbers, or words that are drawn side by side in their order.
    title : str
    labels : tuple of str
        Of both axes, with units.
    caption : str
        What a reader needs to cite the figure.
    change : bool
        Whether values are changes, so that zero is the baseline and is drawn.
    """
    arms = list(dict.fromkeys(table["intervention"]))
    names = [label(arm, 52) for arm in arms]
    columns = 2 if len(arms) > 1 else 1
    several = len(arms) > 1
    with styled():
        figure = framed(
            title,
            "Bars and bands: 95 % interval at each value." + (" Zero is the baseline." if change else ""),
            caption,
            body_height=3.6,
            legend=legend_lines(names, columns) if several else 0,
        )
        axes = figure.subplots()
        places = _places(table[varied])
        for arm, look in zip(arms, LOOKS, strict=False):
            rows = table[table["intervention"] == arm]
            x = places.loc[rows.index].to_numpy(float)
            order = np.argsort(x, kind="stable")
            mean, low, high = (rows[name].to_numpy(float)[order] for name in ("mean", "low", "high"))
            axes.fill_between(x[order], low, high, color=look.color, alpha=0.12, lw=0)
            axes.errorbar(
                x[order], mean, yerr=[mean - low, high - mean], color=look.color, ls=look.line, lw=1.8,
                marker=look.marker, ms=5, mfc="white", mew=1.3, capsize=3,
            )  # fmt: skip
        if change:
            axes.axhline(0.0, color="black", lw=1.0, zorder=1)
            axes.yaxis.set_major_formatter(signed)
        _mark_words(axes, table[varied])
        axes.set_xlabel(labels[0])
        axes.set_ylabel(label(labels[1], 34))
        axes.grid(axis="y", color="#D9D9D9", lw=0.6)
        if several:
            add_legend(figure, [_handle(name, look) for name, look in zip(names, LOOKS, strict=False)], columns)
    return figure


def _handle(name: str, look: Look) -> Line2D:
    return Line2D(
        [], [], color=look.color, ls=look.line, marker=look.marker, lw=1.8, ms=5, mfc="white", mew=1.3, label=name
    )


def _places(values: pd.Series) -> pd.Series:
    """Return numbers as they are, and words by their order."""
    if pd.api.types.is_numeric_dtype(values) and not pd.api.types.is_bool_dtype(values):
        return values.astype(float)
    return values.map({value: place for place, value in enumerate(dict.fromkeys(values))})


def _mark_words(axes: Axes, values: pd.Series) -> None:
    if not pd.api.types.is_numeric_dtype(values) or pd.api.types.is_bool_dtype(values):
        words: Sequence[str] = [str(value) for value in dict.fromkeys(values)]
        axes.set_xticks(range(len(words)), [label(word, 16) for word in words])
        axes.margins(x=0.1)

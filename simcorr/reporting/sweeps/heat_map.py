"""Two levers together: the effect in every cell of their grid, with what is distinguishable marked."""

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.colors import TwoSlopeNorm

from simcorr.reporting.figure import Figure, styled
from simcorr.reporting.style import framed, label, number

_MOST_NUMBERS = 100
_SEEN = ("lowers", "raises")


def heat_map_figure(
    table: pd.DataFrame,
    first: str,
    second: str,
    title: str,
    labels: tuple[str, str, str],
    caption: str,
    *,
    change: bool,
) -> Figure:
    """Draw a cell for each pair of values; numbers in bold are distinguishable from no change.

    Parameters
    ----------
    table : DataFrame
        The columns of both levers, ``value`` and ``verdict``.
    first, second : str
        Columns of the horizontal and of the vertical lever.
    title : str
    labels : tuple of str
        Of both axes and of the value, with units.
    caption : str
    change : bool
        Whether values are changes; white is none then.
    """
    rows, columns = _in_order(table[second]), _in_order(table[first])
    grid = table.pivot(index=second, columns=first, values="value").reindex(index=rows, columns=columns)
    verdicts = table.pivot(index=second, columns=first, values="verdict").reindex(index=rows, columns=columns)
    values = grid.to_numpy(float)
    limit = (float(np.nanmax(np.abs(values))) if np.isfinite(values).any() else 1.0) or 1.0
    colours: Any = {"cmap": "Blues", "vmin": 0.0, "vmax": limit}
    if change:
        colours = {"cmap": "RdBu_r", "norm": TwoSlopeNorm(0.0, -limit, limit)}
    told = "Bold: distinguishable from no change. Blue: lower; red: higher." if change else ""
    with styled():
        height = min(6.0, max(2.6, 0.5 * len(grid) + 1.0))
        figure = framed(title, told, caption, body_height=height)
        axes = figure.subplots()
        image = axes.pcolormesh(values, **colours, edgecolors="white", lw=1)
        if values.size <= _MOST_NUMBERS:
            for (row, column), value in np.ndenumerate(values):
                seen = str(verdicts.iloc[row, column]) in _SEEN
                dark = abs(value) > 0.6 * limit
                axes.text(column + 0.5, row + 0.5, _written(value, change=change), ha="center", va="center", size=8.5,
                          weight="bold" if seen else "normal", color="white" if dark else "black")  # fmt: skip
        for axis, names, lever in ((axes.xaxis, grid.columns, labels[0]), (axes.yaxis, grid.index, labels[1])):
            axis.set_ticks(np.arange(len(names)) + 0.5, [_tick(name) for name in names])
            axis.set_label_text(label(lever, 60 if axis is axes.xaxis else 30))
        for side in ("left", "bottom"):
            axes.spines[side].set_visible(False)
        axes.tick_params(length=0)
        bar = figure.colorbar(image, ax=axes, pad=0.02)
        bar.set_label(label(labels[2], 30))
    return figure


def _in_order(values: pd.Series) -> list[Any]:
    """Return what a lever takes: numbers by size, words as they come, such as doses from the smallest."""
    found = list(dict.fromkeys(values))
    return sorted(found) if pd.api.types.is_numeric_dtype(values) else found


def _written(value: float, *, change: bool) -> str:
    if not np.isfinite(value):
        return "no value"
    if not change:
        return number(value)
    return ("+" if value > 0 else "\N{MINUS SIGN}" if value < 0 else "") + number(abs(value))


def _tick(value: object) -> str:
    return f"{value:.3g}" if isinstance(value, float | np.floating) else label(str(value), 16)

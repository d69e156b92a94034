"""The frame that figures of named rows share: one panel, every other row shaded, names at the left."""

from collections.abc import Sequence

from matplotlib.axes import Axes

from simcorr.reporting.figure import Figure
from simcorr.reporting.style import bands, framed

_ROW = 0.27
_LINE = 0.155
_AXIS = 0.95
"""Inches for the axis below the rows and its label."""


def rows_height(names: Sequence[str]) -> float:
    """Return the inches that rows need so that no name touches the next."""
    lines = max(name.count("\n") + 1 for name in names)
    return max(1.6, len(names) * max(_ROW, _LINE * lines + 0.06))


def rows_figure(
    title: str, subtitle: str, caption: str, names: Sequence[str], *, legend: int = 0, stretch: float = 1.0
) -> tuple[Figure, Axes]:
    """Return a figure with one panel that has a row for each name; call it inside `styled`.

    Parameters
    ----------
    title, subtitle, caption : str
    names : sequence of str
        From top to bottom, broken into lines already.
    legend : int
        Lines of legend.
    stretch : float
        Height of the rows against what their names need.
    """
    figure = framed(title, subtitle, caption, body_height=rows_height(names) * stretch + _AXIS, legend=legend)
    axes = figure.subplots()
    name_rows(axes, names)
    return figure, axes


def name_rows(axes: Axes, names: Sequence[str]) -> None:
    """Shade every other row and write the names."""
    bands(axes, len(names))
    axes.set_yticks(range(len(names)), names)
    axes.tick_params(axis="y", length=0)
    axes.grid(axis="x", color="#D9D9D9", lw=0.6)

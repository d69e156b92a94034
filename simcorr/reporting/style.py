"""The one style of all figures: colours for every eye, shapes for print in grey, text that is never cut.

Colours are those of Okabe and Ito, which remain distinct with any common colour vision. What a colour says, a
marker or a line style says as well.
"""

import math
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.layout_engine import ConstrainedLayoutEngine

from simcorr.reporting.figure import TEXT_SIZE, Figure

BLACK = "#000000"
BLUE = "#0072B2"
ORANGE = "#E69F00"
GREEN = "#009E73"
VERMILION = "#D55E00"
SKY = "#56B4E9"
PURPLE = "#CC79A7"
GREY = "#6E6E6E"
PALE = "#F2F2F2"

FULL_WIDTH = 9.0
"""Inches: a page in landscape, or the width of a screen column."""

_TITLE_SIZE, _CAPTION_SIZE = 13.0, 8.0


@dataclass(frozen=True)
class Look:
    """Colour, line style and marker of one series; any two of them tell it from the others."""

    color: str
    line: str
    marker: str


LOOKS = (
    Look(BLACK, "-", "o"),
    Look(BLUE, "--", "s"),
    Look(VERMILION, "-.", "D"),
    Look(GREEN, ":", "^"),
    Look(PURPLE, (0, (5, 1, 1, 1, 1, 1)), "v"),  # type: ignore[arg-type]  # a dash pattern of one's own
    Look(ORANGE, (0, (8, 2)), "P"),  # type: ignore[arg-type]
    Look(SKY, (0, (2, 2)), "X"),  # type: ignore[arg-type]
)
"""The baseline comes first."""


def framed(
    title: str, subtitle: str, caption: str, *, body_height: float, width: float = FULL_WIDTH, legend: int = 0
) -> Figure:
    """Return an empty figure with title, subtitle and caption in place, and room for the body between them.

    Parameters
    ----------
    title, subtitle, caption : str
        Wrapped to the width; the figure grows with them.
    body_height : float
        Inches for axes.
    legend : int
        Lines of legend above the caption.
    """
    heading = wrapped(title, width, _TITLE_SIZE)
    below = wrapped(subtitle, width, TEXT_SIZE)
    note = wrapped(caption, width, _CAPTION_SIZE)
    top = 0.12 + _height(heading, _TITLE_SIZE) + (0.04 + _height(below, TEXT_SIZE) if below else 0.0) + 0.1
    bottom = 0.12 + _height(note, _CAPTION_SIZE) + 0.1 + 0.21 * legend
    height = top + body_height + bottom
    figure = Figure(figsize=(width, height), facecolor="white")
    FigureCanvasAgg(figure)
    left = 0.12 / width
    figure.text(left, 1 - 0.1 / height, heading, size=_TITLE_SIZE, weight="bold", va="top", gid="title")
    y = 1 - (0.14 + _height(heading, _TITLE_SIZE)) / height
    figure.text(left, y, below, size=TEXT_SIZE, color="#333333", va="top", gid="subtitle")
    figure.text(left, 0.1 / height, note, size=_CAPTION_SIZE, color="#444444", va="bottom", gid="caption")
    rect = (0.008, bottom / height, 0.984, body_height / height)
    figure.set_layout_engine(ConstrainedLayoutEngine(rect=rect, w_pad=0.06, h_pad=0.04, wspace=0.04, hspace=0.06))
    figure.legend_anchor = (0.5, (bottom - 0.05) / height)
    return figure


def add_legend(figure: Figure, handles: Sequence[Any], columns: int) -> None:
    """Put a legend between the axes and the caption, where `framed` left room for it."""
    legend = figure.legend(
        handles=list(handles),
        loc="upper center",
        bbox_to_anchor=figure.legend_anchor,
        ncols=columns,
        handlelength=2.8,
        columnspacing=1.6,
        borderaxespad=0.0,
        borderpad=0.0,
        labelspacing=0.35,
    )
    legend.set_in_layout(False)


def legend_lines(labels: Sequence[str], columns: int) -> int:
    r"""Return how many lines a legend fills column by column, when some of its labels are wrapped.

    Examples
    --------
    >>> legend_lines(["a", "b", "c\nd"], columns=2)
    3
    """
    rows = -(-len(labels) // columns)
    return sum(max(text.count("\n") + 1 for text in labels[row::rows]) for row in range(rows))


def wrapped(text: str, width: float, size: float) -> str:
    """Return text broken into lines that fit into a width in inches at a size in points."""
    characters = max(20, int((width - 0.24) * 72.0 / (0.56 * size)))
    return "\n".join(textwrap.fill(part, characters) for part in text.splitlines())


def label(text: str, characters: int = 30) -> str:
    """Return an axis label broken into short lines; nothing is ever shortened.

    Examples
    --------
    >>> print(label("a label that is too long for one line"))
    a label that is too long for
    one line
    """
    return textwrap.fill(text, characters)


def number(value: float) -> str:
    """Return a number with the digits that a reader needs.

    Examples
    --------
    >>> number(12345.6), number(0.1234), number(7.25)
    ('12,346', '0.123', '7.25')
    """
    if not math.isfinite(value):
        return "undefined"
    size = abs(value)
    return f"{value:,.{0 if size >= 100 else 1 if size >= 10 else 2 if size >= 1 else 3}f}"


def signed(value: float, _: object = None) -> str:
    """Return a change as an axis shows it.

    Examples
    --------
    >>> signed(5.0), signed(0.0), signed(2.5e6)
    ('+5', '0', '+2,500,000')
    """
    text = f"{value:+,.0f}" if abs(value) >= 1000.0 else f"{value:+.6g}"
    return text.replace("-", "\N{MINUS SIGN}") if value else "0"


def plain(value: float, _: object = None) -> str:
    """Return a large number as an axis shows it, never in powers of ten.

    Examples
    --------
    >>> plain(5e6), plain(0.25)
    ('5,000,000', '0.25')
    """
    return f"{value:,.0f}" if abs(value) >= 1000.0 else f"{value:.4g}"


def bands(axes: Axes, rows: int) -> None:
    """Shade every other row, so that an eye keeps to its line across a wide figure."""
    for row in range(0, rows, 2):
        axes.axhspan(row - 0.5, row + 0.5, color=PALE, lw=0, zorder=0)
    axes.set_ylim(rows - 0.5, -0.5)


def _height(text: str, size: float) -> float:
    return (text.count("\n") + 1) * size * 1.28 / 72.0 if text else 0.0

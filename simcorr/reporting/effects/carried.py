"""What carries an effect: the effect as it is and with each mechanism off, and what each of them carries."""

from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from simcorr.reporting.figure import Figure, styled
from simcorr.reporting.rows import name_rows, rows_height
from simcorr.reporting.style import BLUE, GREEN, GREY, SKY, VERMILION, add_legend, framed, label, signed

Interval = tuple[float, float, float]
"""A value with its limits, NaN where there are none; shares, not percentages."""
AS_IT_IS = "nothing (as it is)"
_AXIS = 1.05
"""Inches for titles, axis and its label."""


class _Look(NamedTuple):
    """Colour and marker of rows with some verdicts, and what they mean."""

    color: str
    marker: str
    face: str
    words: str
    verdicts: tuple[str, ...]


_LOOKS = (
    _Look(BLUE, "o", BLUE, "smaller, none or reversed without it",
          ("smaller without it", "no effect without it", "reversed without it")),
    _Look(VERMILION, "D", VERMILION, "larger without it", ("larger without it",)),
    _Look(GREEN, "^", GREEN, "different without it", ("different without it",)),
    _Look(GREY, "o", "white", "difference not distinguishable", ()),
)  # fmt: skip


def carried_figure(table: pd.DataFrame, effect: Interval, title: str, subtitle: str, caption: str) -> Figure:
    """Draw two panels with a row a mechanism: effects, and differences between them.

    Parameters
    ----------
    table : DataFrame
        From top to bottom: ``mechanism, effect_off, effect_off_low, effect_off_high, carried, simultaneous_low,
        simultaneous_high, verdict``; shares, not percentages.
    effect : (float, float, float)
        The effect with all mechanisms on and its limits: the first row, and a band through all others.
    title, subtitle, caption : str
    """
    names = [AS_IT_IS, *(label(name, 30) for name in table["mechanism"])]
    looks = [_look(str(verdict)) for verdict in table["verdict"]]
    with styled():
        figure = framed(title, subtitle, caption, body_height=rows_height(names) + _AXIS, legend=2)
        left, right = figure.subplots(1, 2, sharey=True, width_ratios=[1.25, 1.0])
        for axes in (left, right):
            name_rows(axes, names)
            axes.axvline(0.0, color="black", lw=1.0, zorder=1)
            axes.xaxis.set_major_formatter(signed)
            axes.locator_params(axis="x", nbins=7)
        _effects(left, table, effect, looks)
        _differences(right, table, looks)
        add_legend(figure, _legend(looks), columns=2)
    return figure


def _effects(axes: Axes, table: pd.DataFrame, effect: Interval, looks: list[_Look]) -> None:
    _, low, high = effect
    if np.isfinite(low):
        axes.axvspan(100.0 * low, 100.0 * high, color=SKY, alpha=0.25, lw=0, zorder=0.5)
    _dot(axes, 0, effect, _Look("black", "s", "black", "", ()))
    keys = ["effect_off", "effect_off_low", "effect_off_high"]
    for place, (values, look) in enumerate(zip(table[keys].to_numpy(float), looks, strict=True), start=1):
        _dot(axes, place, values, look)
    axes.set_title("Effect of the measure, with this switched off:")
    axes.set_xlabel("Change (% of its own baseline)")


def _differences(axes: Axes, table: pd.DataFrame, looks: list[_Look]) -> None:
    keys = ["carried", "simultaneous_low", "simultaneous_high"]
    for place, (values, look) in enumerate(zip(table[keys].to_numpy(float), looks, strict=True), start=1):
        if table["verdict"].iloc[place - 1] == "no difference":
            _say(axes, place, "exactly the same")
        else:
            _dot(axes, place, values, look)
    axes.set_title("What the mechanism carries")
    axes.set_xlabel("As it is, less without it (points)")


def _dot(axes: Axes, place: int, values: Any, look: _Look) -> None:
    """Draw a mark with its interval, or say why there is none."""
    centre, low, high = (100.0 * float(value) for value in values)
    if not np.isfinite(low):
        _say(axes, place, "no interval" if np.isfinite(centre) else "undefined")
        return
    axes.plot([low, high], [place, place], color=look.color, lw=2.0, solid_capstyle="butt", zorder=2)
    axes.plot(centre, place, look.marker, color=look.color, mfc=look.face, mew=1.4, ms=5.5, zorder=3)


def _say(axes: Axes, place: int, words: str) -> None:
    """Write at the left of a row without a mark, where nothing else is."""
    under = {"facecolor": "white", "lw": 0, "pad": 1.0}  # a line at zero may pass behind
    axes.text(0.02, place, words, transform=axes.get_yaxis_transform(), va="center", size=8, color=GREY, bbox=under)


def _look(verdict: str) -> _Look:
    return next((look for look in _LOOKS if verdict in look.verdicts), _LOOKS[-1])


def _legend(looks: list[_Look]) -> list[Line2D]:
    """Return what the markers mean; those that are not there are left out, except the last."""
    shown = [look for look in _LOOKS if look in looks or look is _LOOKS[-1]]
    return [
        Line2D([], [], color=one.color, marker=one.marker, mfc=one.face, mew=1.4, ms=5.5, lw=2, label=one.words)
        for one in shown
    ]

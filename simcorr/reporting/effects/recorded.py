"""True against recorded: what happens, what official statistics make of it, and how little of it they hold."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from matplotlib.lines import Line2D

from simcorr.reporting.effects.effects import change_panel, look, sorted_arms, verdict_legend
from simcorr.reporting.figure import Figure, styled
from simcorr.reporting.rows import rows_height
from simcorr.reporting.style import BLACK, add_legend, bands, framed, label, plain

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_NAME_CHARACTERS = 36


@dataclass(frozen=True)
class Held:
    """How much of what is true the statistics hold.

    Attributes
    ----------
    effects : DataFrame
        The effects on the recorded share, as for `effects_figure`.
    words, unit : str
        The heading of the panel, and the unit of its axis.
    scale : float
        What a share is multiplied by to be in that unit.
    """

    effects: pd.DataFrame
    words: str
    unit: str
    scale: float


def recorded_figure(true: pd.DataFrame, recorded: pd.DataFrame, held: Held | None, caption: str) -> Figure:
    """Draw for each intervention the change of a true outcome, that of a recorded one, and the dark figure.

    Parameters
    ----------
    true, recorded : DataFrame
        The effects on one outcome each, as for `effects_figure`.
    held : Held, optional
        How much of the true outcome the statistics hold, where that is known.
    caption : str
        What a reader needs to cite the figure.
    """
    order = sorted_arms(true.set_index("intervention"))
    names = [label(name, _NAME_CHARACTERS) for name in order]
    subtitle = (
        "Change by intervention: everything that happens, and what official statistics hold of it. Where the two point "
        "in opposite directions, the statistics mislead."
    )
    if held is not None:
        subtitle += (
            " To the right: what they hold for all that is true, with intervals of the change; what is missing is the "
            "dark figure."
        )
    with styled():
        figure = framed(
            "What happens, and what the statistics show",
            subtitle,
            caption,
            body_height=rows_height(names) + 0.95,
            legend=1,
        )
        panels = figure.subplots(1, 2 if held is None else 3, sharey=True)
        for axes, frame, observer in zip(panels, (true, recorded), ("True", "Recorded"), strict=False):
            rows = frame.set_index("intervention").reindex(order)
            change_panel(axes, rows, f"{observer}: {str(frame['title'].iloc[0]).lower()}", 30, ticks=5)
        handles = verdict_legend()
        if held is not None:
            _held_panel(panels[2], held, order)
            handles.append(Line2D([], [], color=BLACK, lw=1.2, ls="--", label="without any"))
        panels[0].set_yticks(range(len(order)), names)
        add_legend(figure, handles, columns=len(handles))
    return figure


def _held_panel(axes: "Axes", held: Held, order: list[str]) -> None:
    """Draw the recorded share itself, from zero on, with the interval of its change."""
    rows = held.effects.set_index("intervention").reindex(order)
    without = rows["baseline_mean"].to_numpy(float) * held.scale
    bands(axes, len(rows))
    for place, (verdict, *numbers) in enumerate(
        zip(rows["verdict"], without, *(rows[name] * held.scale for name in ("difference", "low", "high")), strict=True)
    ):
        base, change, low, high = (float(value) for value in numbers)
        color, marker, face = look(str(verdict))
        if np.isfinite(low):
            axes.plot([base + low, base + high], [place, place], color=color, lw=2.0, solid_capstyle="butt", zorder=2)
        axes.plot(base + change, place, marker, color=color, mfc=face, mew=1.4, ms=6.0, zorder=3, clip_on=False)
    if np.isfinite(without).any():
        axes.axvline(float(np.nanmean(without)), color=BLACK, lw=1.2, ls="--", zorder=1)
    axes.grid(axis="x", color="#D9D9D9", lw=0.6)
    axes.locator_params(axis="x", nbins=5)
    axes.tick_params(axis="y", length=0)
    axes.xaxis.set_major_formatter(plain)
    axes.margins(x=0.08)
    axes.set_xlim(left=0.0)
    axes.set_xlabel(label(held.unit, 20))
    axes.set_title(label(held.words, 30))

"""True against recorded: what happens, and what official statistics make of it."""

import numpy as np
import pandas as pd
from matplotlib.lines import Line2D

from simcorr.reporting.style import BLUE, ORANGE, Figure, add_legend, bands, framed, label, signed, styled

_LOOKS = ((BLUE, "o", BLUE, -0.16), (ORANGE, "s", "white", 0.16))


def recorded_figure(true: pd.DataFrame, recorded: pd.DataFrame, caption: str) -> Figure:
    """Draw for each intervention the change of a true outcome and that of a recorded one.

    Parameters
    ----------
    true, recorded : DataFrame
        The effects on one outcome each: ``intervention, title, relative, relative_low, relative_high``.
    caption : str
        What a reader needs to cite the figure.
    """
    order = list(true.sort_values("relative", na_position="last", kind="stable")["intervention"])
    names = [label(name, 34) for name in order]
    what, file = str(true["title"].iloc[0]), str(recorded["title"].iloc[0])
    title = "What happens, and what the statistics show"
    subtitle = (
        f"Change of '{what.lower()}' (true) beside that of '{file.lower()}' (recorded). Where the two "
        "point in opposite directions, the statistics mislead."
    )
    body = max(1.6, sum(0.36 + 0.155 * name.count("\n") for name in names)) + 0.6
    with styled():
        figure = framed(title, subtitle, caption, body_height=body, legend=1)
        axes = figure.subplots()
        bands(axes, len(order))
        axes.axvline(0.0, color="black", lw=1.0, zorder=1)
        for frame, (color, marker, face, shift) in zip((true, recorded), _LOOKS, strict=True):
            rows = frame.set_index("intervention").reindex(order)
            for place, (_, row) in enumerate(rows.iterrows()):
                centre, low, high = (100 * float(row[key]) for key in ("relative", "relative_low", "relative_high"))
                y = place + shift
                if not np.isfinite(low):
                    axes.text(0.0, y, "  cannot be told", va="center", size=8, color="#555555")
                else:
                    axes.plot([low, high], [y, y], color=color, lw=2.0, solid_capstyle="butt", zorder=2)
                    axes.plot(centre, y, marker, color=color, mfc=face, mew=1.5, ms=6, zorder=3)
        axes.set_yticks(range(len(order)), names)
        axes.tick_params(axis="y", length=0)
        axes.margins(x=0.06)
        axes.grid(axis="x", color="#D9D9D9", lw=0.6)
        axes.xaxis.set_major_formatter(signed)
        axes.set_xlabel("Change against the baseline (%)")
        handles = [
            Line2D([], [], color=color, marker=marker, mfc=face, mew=1.5, ms=6, lw=2, label=text)
            for text, (color, marker, face, _) in zip((f"true: {what}", f"recorded: {file}"), _LOOKS, strict=True)
        ]
        add_legend(figure, handles, columns=2)
    return figure

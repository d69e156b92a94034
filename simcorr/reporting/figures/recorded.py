"""True against recorded: what happens, and what official statistics make of it."""

import pandas as pd

from simcorr.reporting.figures.effects import change_panel, sorted_arms, verdict_legend
from simcorr.reporting.figures.figure import Figure, styled
from simcorr.reporting.figures.rows import rows_height
from simcorr.reporting.figures.style import add_legend, framed, label

_NAME_CHARACTERS = 36


def recorded_figure(true: pd.DataFrame, recorded: pd.DataFrame, caption: str) -> Figure:
    """Draw for each intervention the change of a true outcome, and beside it that of a recorded one.

    Parameters
    ----------
    true, recorded : DataFrame
        The effects on one outcome each, as for `effects_figure`.
    caption : str
        What a reader needs to cite the figure.
    """
    order = sorted_arms(true.set_index("intervention"))
    names = [label(name, _NAME_CHARACTERS) for name in order]
    subtitle = (
        "Change by intervention: everything that happens (left), and what official statistics hold of it (right). "
        "Where the two point in opposite directions, the statistics mislead."
    )
    with styled():
        figure = framed(
            "What happens, and what the statistics show",
            subtitle,
            caption,
            body_height=rows_height(names) + 0.95,
            legend=1,
        )
        panels = figure.subplots(1, 2, sharey=True)
        for axes, frame, observer in zip(panels, (true, recorded), ("True", "Recorded"), strict=True):
            rows = frame.set_index("intervention").reindex(order)
            change_panel(axes, rows, f"{observer}: {str(frame['title'].iloc[0]).lower()}", 30, ticks=6)
        panels[0].set_yticks(range(len(order)), names)
        add_legend(figure, verdict_legend(), columns=3)
    return figure

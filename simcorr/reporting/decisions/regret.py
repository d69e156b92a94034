"""Regret: how much worse each intervention is than the best one, in every parameter set."""

import numpy as np
import pandas as pd

from simcorr.reporting.figure import Figure, styled
from simcorr.reporting.rows import rows_height
from simcorr.reporting.style import framed, label, number


def regret_figure(regrets: pd.DataFrame, title: str, unit: str, caption: str) -> Figure:
    """Draw a map: a row an arm, a column a parameter set, dark where another arm would have been much better.

    Parameters
    ----------
    regrets : DataFrame
        A row a parameter set, a column an arm, at least zero.
    title, unit : str
    caption : str
    """
    order = regrets.max().sort_values(kind="stable").index
    arms = [label(str(name), 36) for name in order]
    values = regrets[order].to_numpy(float).T
    # Parameter sets in which all arms regret little stand left: the eye finds where the choice matters.
    values = values[:, np.argsort(values.max(axis=0), kind="stable")]
    largest = values.max(axis=1)
    with styled():
        figure = framed(
            title,
            "Each column is a parameter set, sorted by what is at stake. White: the best arm there. The number is the "
            "largest regret.",
            caption,
            body_height=rows_height(arms) + 1.0,
        )
        axes = figure.subplots()
        image = axes.pcolormesh(values, cmap="Blues", vmin=0.0)
        axes.invert_yaxis()
        axes.set_yticks(np.arange(len(arms)) + 0.5, arms)
        for place, value in enumerate(largest):
            axes.text(
                values.shape[1] * 1.005, place + 0.5, number(float(value)) if value else "0", va="center", size=8.5
            )
        axes.tick_params(length=0)
        axes.set_xticks([])
        axes.set_xlabel(f"{values.shape[1]} parameter sets")
        bar = figure.colorbar(image, ax=axes, pad=0.09)
        bar.set_label(label(f"Regret ({unit})", 30))
    return figure

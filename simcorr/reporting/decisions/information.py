"""What to measure first: the value of knowing each parameter before choosing."""

import pandas as pd

from simcorr.reporting.figure import Figure, styled
from simcorr.reporting.rows import rows_figure
from simcorr.reporting.style import BLUE, label

MOST_ROWS = 20


def information_figure(table: pd.DataFrame, title: str, unit: str, caption: str) -> Figure:
    """Draw the expected value of knowing each parameter, with two standard errors.

    Parameters
    ----------
    table : DataFrame
        As `evppi` gives it, sorted.
    title, unit : str
    caption : str
    """
    rows = table.head(MOST_ROWS)
    names = [label(str(name), 46) for name in rows["parameters"]]
    more = f" The {MOST_ROWS} largest of {len(table)}." if len(table) > MOST_ROWS else ""
    with styled():
        figure, axes = rows_figure(
            title,
            f"Expected gain from knowing one parameter exactly before choosing; lines: two standard errors.{more}",
            caption,
            names,
        )
        for place, row in enumerate(rows.to_dict("records")):
            value, error = float(row["evppi"]), 2.0 * float(row["standard_error"])
            axes.plot([max(value - error, 0.0), value + error], [place, place], color=BLUE, lw=2.0, zorder=2)
            axes.plot(value, place, "o", color=BLUE, ms=6, zorder=3)
        axes.set_xlim(left=0.0)
        axes.set_xlabel(f"Value of knowing it ({unit})")
    return figure

"""The table of a page that says where bribes and journeys fall, where they rise, and how much comes back."""

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from simcorr.analysis.displacement import MEASURES
from simcorr.brief.page import PageTable
from simcorr.contexts import Context
from simcorr.text import number, percent

if TYPE_CHECKING:
    import pandas as pd

    from simcorr.analysis.compared import Compared

_MOST_PLACES = 2
UNSURE = "not distinguishable"
_LABELS = {context.key: context.label for context in Context}
_TITLES = {"bribes": "Bribes", "irregular_journeys": "Irregular journeys"}
_TEXT = (
    "What falls in some contexts (bribes) or corridors (irregular journeys) and rises in others, summed over the "
    "window, with the places that change most among those whose change can be told from chance. Displaced: how "
    "much of the fall comes back elsewhere, with its 95 % interval; above 100 % more rises than falls. Only "
    "measures with a fall that can be told from chance are shown"
)


def displacement_page_table(comparison: "Compared", order: Sequence[str]) -> PageTable:
    """Return the table "Where it moves"."""
    table = comparison.displacement.set_index(["intervention", "measure"])
    many = comparison.places.groupby("measure")["place"].nunique()
    measures = [measure for measure in MEASURES if many.get(measure, 0) > 1]
    rows, hidden = [], 0
    for arm in order:
        found = [table.loc[[(arm, measure)]].iloc[0] for measure in measures]
        if all(math.isnan(row["displaced_share"]) for row in found):
            hidden += 1
            continue
        cells = [_cells(comparison, arm, name, row) for row, name in zip(found, measures, strict=True)]
        rows.append([arm, *(text for three in cells for text in three)])
    columns = [f"{_TITLES[name]} {what}" for name in measures for what in ("fall by", "rise by", "displaced")]
    rest = f"; {hidden} of {len(order)} are not." if hidden else "."
    return PageTable("Where it moves", _TEXT + rest, ["Intervention", *columns], rows, "displacement.csv")


def _cells(comparison: "Compared", arm: str, measure: str, row: "pd.Series[float]") -> list[str]:
    if math.isnan(row["displaced_share"]):
        return [UNSURE, UNSURE, UNSURE]
    share = percent(row["displaced_share"], signed=False)
    limits = f"{percent(row['low'], signed=False)} to {percent(row['high'], signed=False)}"
    return [
        number(row["fell"]) + _where(comparison, arm, measure, -1.0),
        number(row["rose"]) + _where(comparison, arm, measure, 1.0),
        f"{share} ({limits})",
    ]


def _where(comparison: "Compared", arm: str, measure: str, sign: float) -> str:
    """Return the places in which the change can be told from chance, the largest first."""
    changes = comparison.place_changes
    rows = changes[(changes["intervention"] == arm) & (changes["measure"] == measure) & changes["distinguishable"]]
    rows = rows[rows["difference"] * sign > 0.0]
    rows = rows.reindex(rows["difference"].abs().sort_values(ascending=False, kind="stable").index)
    names = [_LABELS.get(place, place) for place in rows["place"]]
    if len(names) > _MOST_PLACES:
        names[_MOST_PLACES:] = [f"{len(names) - _MOST_PLACES} more"]
    return f" ({', '.join(names)})" if names else ""

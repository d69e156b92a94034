"""What a measure may cost: break-even costs, since nobody knows the costs themselves."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from simcorr.analysis.estimates import mean_interval
from simcorr.brief.page import PageTable
from simcorr.text import number

if TYPE_CHECKING:
    from simcorr.analysis.compared import Compared

_OUTCOME = "weeks_in_exploitation"
_WEEKS = 52.0


def worth_table(comparison: Compared, order: list[str]) -> PageTable:
    """Return for each measure the yearly cost below which it is worth more than it costs."""
    text = (
        "How much a measure may cost a year before it costs more than it is worth, in weeks of exploitation avoided: "
        "multiply by what a week less in exploitation is worth to whoever decides. The difference between two "
        "rows is what one may cost more than the other. Costs are not known to simcorr, and none are assumed. 95 % "
        "intervals over replicates; below zero, persons are exploited for longer with a measure than without it. "
        "Whether that is harm depends on what else ends it, such as punishment: see how to read the side effects."
    )
    wide = comparison.outcomes.pivot(index="replicate", columns="intervention", values=_OUTCOME)
    wide = wide.reindex(columns=list(comparison.arms))  # an arm all of whose runs failed has no rows
    years = comparison.record.window_weeks / _WEEKS
    rows = []
    for arm in order:
        avoided = (wide[comparison.arms[0]] - wide[arm]).dropna() / years
        mean, low, high = mean_interval(avoided.to_numpy())
        known = math.isfinite(low)
        rows.append([arm, number(mean), f"{number(low)} to {number(high)}" if known else "undefined"])
    columns = ["Intervention", "Worth a year (person-weeks of exploitation avoided)", "95 % interval"]
    return PageTable("What each measure may cost", text, columns, rows, "outcomes.csv")

"""The table of the brief on what operators charge."""

from collections.abc import Sequence

from simcorr.analysis.compared import Compared
from simcorr.analysis.estimates import LOWERS, RAISES
from simcorr.analysis.fees import AS_TRAVELLED, CONSTANT_MIX
from simcorr.analysis.wording import cell, change_words
from simcorr.brief.page import PageTable

_TEXT = (
    "The mean fee per client, whose change at a constant mix of corridors is nearly that of fees themselves. As "
    "travelled, it also moves when journeys shift between cheap and dear corridors, though no operator charges more. "
    "Change against the baseline with 95 % interval. The fee at a fixed mix, among the harms, weighs corridors by all "
    "would-be migrants and not by clients, and so differs a little. Clients taken over a dearer corridor than they "
    "asked for pay no more for it, which lowers the mean there. A question mark: not distinguishable from no change "
    "once all interventions, corridors and means are compared at the same time."
)


def fees_page_table(comparison: "Compared", order: Sequence[str]) -> PageTable:
    """Return the table "What operators charge"."""
    table = comparison.fees
    rows = []
    for arm in order:
        of_arm = {str(row["corridor"]): row for _, row in table[table["intervention"] == arm].iterrows()}
        over_all = [cell(of_arm.pop(name)) for name in (CONSTANT_MIX, AS_TRAVELLED)]
        sure = {name: row for name, row in of_arm.items() if row["verdict"] in (LOWERS, RAISES)}
        named = "; ".join(f"{name} {' ('.join(change_words(row))})" for name, row in sure.items())
        rows.append([arm, *over_all, named or "none"])
    columns = ["Intervention", "At a constant mix", "As travelled", "Corridors whose fees change distinguishably"]
    return PageTable("What operators charge", _TEXT, columns, rows, "data/fees.csv")

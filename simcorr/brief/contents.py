"""The table of a page that says what was compared: the measures, what they add when delivered, their articles."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from simcorr.brief.page import PageTable
from simcorr.doses import added_by
from simcorr.doses.wording import added_in_words
from simcorr.interventions import INTERVENTIONS, from_table

if TYPE_CHECKING:
    from simcorr.analysis.compared import Compared

Table = Mapping[str, object]
UNKNOWN = "not known: the measure is not registered"
_COLUMNS = ("Intervention", "Measures", "What they add at the baseline, delivered in full", "Articles")
_TEXT = (
    "The measures as a scenario file names them; what they add to what the parameters give at the start, by the rules "
    "of the model, as means over the gatekeepers or would-be migrants concerned (effects on bribes and migrants are in "
    "the tables above); and the articles of conventions that they answer to. Where no delivery is given, a share "
    "between {low} and {high} % is drawn for each pair of runs."
)


def contents_table(comparison: "Compared") -> PageTable:
    """Return the table "What was compared"."""
    rows = []
    for arm in comparison.interventions:
        tables = comparison.record.interventions[arm]
        own = tables[len(comparison.scenario.interventions) :]
        named = "; ".join(_in_words(table) for table in tables)
        rows.append([arm, named, _added(comparison, own), _articles(tables)])
    range_of = comparison.scenario.delivery
    text = _TEXT.format(low=f"{100.0 * range_of.low:g}", high=f"{100.0 * range_of.high:g}")
    return PageTable("What was compared", text, _COLUMNS, rows, "record.json")


def _added(comparison: "Compared", tables: Sequence[Table]) -> str:
    """Return what the measures of an arm add to the scenario, those that it names itself being part of it."""
    if any(table["measure"] not in INTERVENTIONS for table in tables):
        return UNKNOWN
    return added_in_words(added_by(comparison.scenario, [from_table(table) for table in tables]))


def _articles(tables: Sequence[Table]) -> str:
    known = [INTERVENTIONS[str(table["measure"])] for table in tables if table["measure"] in INTERVENTIONS]
    return ", ".join(dict.fromkeys(article for measure in known for article in measure.articles))


def _in_words(table: Table) -> str:
    values = ", ".join(f"{name} = {value}" for name, value in table.items() if name != "measure")
    return f"{table['measure']} ({values})" if values else str(table["measure"])

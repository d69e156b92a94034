"""The tables of the documentation page on interventions that say what doses add, and the command that writes them.

``python -m simcorr.doses.page docs/interventions.md scenarios/baseline.toml`` rewrites them, with those
of `simcorr.interventions.page`; the runs take about a minute.
"""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from simcorr.doses.points import CLOSED_FORM, SIMULATED, doses_in_points
from simcorr.doses.reading import SHARE
from simcorr.doses.wording import Row, change_in_words, level_in_words, shown_rows
from simcorr.interventions import DOSES, INTERVENTIONS
from simcorr.interventions.page import markdown, with_current_tables, with_tables
from simcorr.model_version import MODEL_VERSION
from simcorr.scenario import load_scenario
from simcorr.text import number

if TYPE_CHECKING:
    import pandas as pd

    from simcorr.scenario import Scenario

REPLICATES = 20
"""Pairs of runs behind each simulated number of the page."""
_HEAD = ("Measure", "What is counted", "Baseline", *(dose.capitalize() for dose in DOSES))


def closed_form_table(scenario: "Scenario") -> str:
    """Return what follows from the parameters alone, in Markdown."""
    return _table(doses_in_points(scenario), CLOSED_FORM)


def simulated_table(scenario: "Scenario", replicates: int = REPLICATES) -> str:
    """Return what has to be measured in runs, in Markdown, with the number of replicates and the model's version."""
    found = doses_in_points(scenario, replicates=replicates)
    basis = (
        f"{replicates} pairs of runs for each dose over {scenario.window_weeks} weeks, delivered in full; version "
        f"`{MODEL_VERSION}` of the model. In brackets the difference in points, with its 95 % interval."
    )
    return f"{basis}\n\n{_table(found, SIMULATED)}"


def with_current_points(page: str, scenario: "Scenario", *, simulated: bool = True) -> str:
    """Return the page with current tables of points; those from runs only if asked for."""
    tables = {"points": closed_form_table(scenario)}
    if simulated:
        tables["measured"] = simulated_table(scenario)
    return with_tables(page, tables)


def _table(found: "pd.DataFrame", known: str) -> str:
    rows = []
    chosen = shown_rows(found[found["known"] == known])
    for (measure, _), group in chosen.groupby(["measure", "reading"], sort=False):
        by_dose = {str(row["dose"]): row for row in group.to_dict("records")}
        first = next(iter(by_dose.values()))
        what = f"{first['words']}; {first['hangs_on']}" if first["hangs_on"] else str(first["words"])
        cells = [_cell(by_dose[dose]) if dose in by_dose else "as at the baseline" for dose in DOSES]
        title = INTERVENTIONS[str(measure)].title
        rows.append((title, what, level_in_words(first["baseline"], str(first["unit"])), *cells))
    return markdown(_HEAD, rows)


def _cell(row: Row) -> str:
    unit = str(row["unit"])
    level = level_in_words(row["dosed"], SHARE) if unit == SHARE else number(row["dosed"])
    change = change_in_words(row["difference"], unit)
    if row["known"] == CLOSED_FORM or row["low"] != row["low"]:
        return f"{level} ({change})"
    low, high = (change_in_words(row[end], unit).removesuffix("points").rstrip() for end in ("low", "high"))
    return f"{level} ({change}, {low} to {high})"


if __name__ == "__main__":
    target, baseline = Path(sys.argv[1]), load_scenario(sys.argv[2])
    text = with_current_tables(target.read_text(encoding="utf-8"))
    target.write_text(with_current_points(text, baseline), encoding="utf-8")

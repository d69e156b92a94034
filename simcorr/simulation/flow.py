"""The flow of journeys of one run as a figure."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from simcorr.contexts import JOURNEY_CONTEXTS
from simcorr.reporting.figures.journeys import journeys_figure
from simcorr.reporting.figures.style import plain

if TYPE_CHECKING:
    from simcorr.reporting.figures.figure import Figure
    from simcorr.simulation.result import Run

_IRREGULAR = ("alone", "smuggler")


def journeys_drawn(run: Run) -> Figure:
    """Return the figure of `Run.plot_journeys`."""
    table = run.journeys
    persons = table.groupby("channel")["persons"].sum()
    done = table[table["channel"].isin(_IRREGULAR) & (table["end"] != "under way")]
    begun = done.groupby("channel")["persons"].sum()
    arrived = done[done["end"] == "arrived"]
    alone, smuggled = (float(begun.get(name, 0.0)) for name in _IRREGULAR)
    later = float(arrived.loc[arrived["exploited_later"], "persons"].sum())
    return journeys_figure(
        _stages(run, done), alone, smuggled, float(arrived["persons"].sum()), later, _texts(run, persons, table)
    )


def _stages(run: Run, done: pd.DataFrame) -> pd.DataFrame:
    passed = {stage.context for corridor in run.scenario.corridors for stage in corridor.stages}
    met = run.weekly[run.weekly["week"] >= 0].groupby("context")[["encounters", "bribes"]].sum()
    ends = done.groupby(["context", "end"])["persons"].sum()
    rows = []
    for context in JOURNEY_CONTEXTS:
        if context.key in passed:
            encounters, bribes = (float(met[name].get(context.key, 0.0)) for name in ("encounters", "bribes"))
            rows.append(
                {
                    "context": context.label,
                    "stopped": float(ends.get((context.key, "stopped"), 0.0)),
                    "exploited": float(ends.get((context.key, "exploited"), 0.0)),
                    "bribed": bribes / encounters if encounters > 0.0 else float("nan"),
                }
            )
    return pd.DataFrame(rows)


def _texts(run: Run, persons: pd.Series[float], table: pd.DataFrame) -> tuple[str, str, str]:
    waiting = float(table.loc[(table["end"] == "under way") & table["channel"].isin(_IRREGULAR), "persons"].sum())
    stayed, regular = (plain(float(persons.get(name, 0.0))) for name in ("stay", "regular"))
    record = run.record
    subtitle = (
        f"Persons who set out irregularly in the window. {stayed} decisions were to stay, {regular} to take the "
        "regular channel."
    )
    caption = (
        f"Scenario '{record.scenario}', one run, seed {record.seed}, {record.window_weeks} weeks; who tries again "
        f"counts again. {plain(waiting)} were under way or had no smuggler at the end and are left out. Above: share "
        "of encounters with a bribe. Contexts in their usual order, not that of each corridor. "
        f"simcorr {record.version}, {record.engine} engine. A stylised model, not a forecast."
    )
    return "Where journeys end", subtitle, caption

"""From a comparison to its figures: which rows, which words, which caption."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pandas as pd

from simcorr.contexts import Context
from simcorr.errors import ResultError, unknown_name
from simcorr.experiment.courses import ALL, CHANGE, TABLES
from simcorr.reporting.figures.contexts import contexts_figure
from simcorr.reporting.figures.effects import effects_figure
from simcorr.reporting.figures.figure import Figure
from simcorr.reporting.figures.ranks import ranks_figure
from simcorr.reporting.figures.recorded import recorded_figure
from simcorr.reporting.figures.style import LOOKS
from simcorr.reporting.figures.weekly import weekly_figure

if TYPE_CHECKING:
    from simcorr.experiment.comparison import Comparison

MOST_LINES = len(LOOKS) - 1
MOST_PANELS = 6
_LINES_BY_DEFAULT = 4
_EACH = "Each context is judged on its own."


def caption(comparison: "Comparison", extra: str = "") -> str:
    """Return what a reader needs to cite a figure of a comparison."""
    record = comparison.record
    parts = [
        f"Scenario '{record.scenario}'; {record.replicates} replicates on common random numbers, seed {record.seed}.",
        "95 % intervals over replicates.",
        extra,
        f"simcorr {record.version}, {record.engine} engine. A stylised model, not a forecast.",
    ]
    return " ".join(part for part in parts if part)


def effects(comparison: "Comparison", outcome: str, beside: Sequence[str]) -> Figure:
    """Draw the effects on an outcome, with others beside it."""
    frame = comparison.effects
    known = list(dict.fromkeys(frame["outcome"]))
    for name in (outcome, *beside):
        if name not in known:
            raise ResultError(unknown_name("outcome", name, known))
    names = [outcome, *(name for name in beside if name != outcome)]
    return effects_figure(frame, names, caption(comparison, _filled(comparison)), comparison.record.window_weeks)


def _filled(comparison: "Comparison") -> str:
    arms = len(comparison.interventions)
    together = f" with all {arms} interventions compared at once" if arms > 1 else ""
    return f"Filled markers: distinguishable from no change{together}."


def recorded(comparison: "Comparison", outcome: str, record: str) -> Figure:
    """Draw the effects on a true outcome and on a recorded one."""
    frames = []
    for name, frame in ((outcome, comparison.effects), (record, comparison.recorded_effects)):
        if name not in set(frame["outcome"]):
            raise ResultError(unknown_name("outcome", name, dict.fromkeys(frame["outcome"])))
        frames.append(frame[frame["outcome"] == name])
    return recorded_figure(frames[0], frames[1], caption(comparison, _filled(comparison)))


def ranks(comparison: "Comparison") -> Figure:
    """Draw who bears the consequences, in every arm."""
    return ranks_figure(comparison.rank_odds, caption(comparison, "Pooled over replicates."))


def weekly(comparison: "Comparison", measure: str, interventions: Sequence[str] | None) -> Figure:
    """Draw the course of a measure for the baseline and some interventions."""
    found = comparison.courses.find(measure, "periods")
    if found is None:
        raise ResultError(unknown_name("measure", measure, _measures()))
    frame, declared, place = found
    chosen = chosen_arms(comparison, interventions, measure, _LINES_BY_DEFAULT, MOST_LINES)
    rows = frame[(frame[place] == ALL) & frame["intervention"].isin([comparison.arms[0], *chosen])]
    unit = "per week" if declared.aggregate == "sum" else ""
    starts = [int(table.get("start_week", 0)) for arm in chosen for table in comparison.record.interventions[arm]]
    extra = "" if len(chosen) == len(comparison.interventions) else _some(comparison, chosen)
    words = declared.description[0].upper() + declared.description[1:]
    noun = {"count": "Number"}.get(declared.unit, declared.unit.capitalize() if declared.unit != "USD" else "USD")
    heading = f"{words}: course over the weeks"
    text = f"{noun} {unit}".strip()
    return weekly_figure(_in_order(rows, [comparison.arms[0], *chosen]), measure, heading, text, starts,
                         caption(comparison, extra))  # fmt: skip


def contexts(comparison: "Comparison", measure: str, interventions: Sequence[str] | None) -> Figure:
    """Draw a measure by context for some interventions beside the baseline."""
    frame = comparison.courses.frame("contexts", "window")
    change = comparison.courses.frame("contexts", CHANGE)
    declared = {one.name: one for one in TABLES["contexts"][1] if one.observer == "true"}
    if measure not in declared or declared[measure].aggregate != "sum":
        sums = [name for name, one in declared.items() if one.aggregate == "sum"]
        raise ResultError(unknown_name("measure of a context", measure, sums))
    chosen = chosen_arms(comparison, interventions, measure, MOST_PANELS, MOST_PANELS)
    window = frame[(frame["week"] == 0) & (frame["context"] != ALL)]
    used = window.groupby("context")[measure].max()
    shown = [(context.key, context.label) for context in Context if used.get(context.key, 0.0) > 0.0]
    if not shown:
        raise ResultError(f"'{measure}' is zero in every context; there is nothing to draw")
    words = declared[measure].description
    title = f"Where it moves: {words} by context"
    noun = "USD" if declared[measure].unit == "USD" else "Number"
    baseline = window[window["intervention"] == comparison.arms[0]]
    change = _in_order(change[change["week"] == 0], chosen)
    extra = "" if len(chosen) == len(comparison.interventions) else _some(comparison, chosen)
    return contexts_figure(
        baseline, change, measure, title, f"{noun} per year", shown, caption(comparison, f"{_EACH} {extra}".strip())
    )


def chosen_arms(
    comparison: "Comparison", given: Sequence[str] | None, outcome: str, default: int, most: int
) -> list[str]:
    """Return the interventions to draw: those asked for, or those with the largest effects."""
    known = comparison.interventions
    if given is not None:
        names = [given] if isinstance(given, str) else list(given)
        for name in names:
            if name not in known:
                raise ResultError(unknown_name("intervention", name, known))
        if not 0 < len(names) <= most:
            raise ResultError(f"a figure of {len(names)} interventions; allowed is 1 to {most}")
        return names
    frame = comparison.effects
    frame = frame[frame["outcome"] == (outcome if (frame["outcome"] == outcome).any() else "bribes")]
    ranked = frame.set_index("intervention")["relative"].abs().sort_values(ascending=False, kind="stable")
    return [name for name in ranked.index if name in known][:default]


def _some(comparison: "Comparison", chosen: Sequence[str]) -> str:
    many = len(comparison.interventions)
    return f"Shown are {len(chosen)} of {many} interventions, those with the largest effects."


def _in_order(frame: pd.DataFrame, arms: Sequence[str]) -> pd.DataFrame:
    return pd.concat([frame[frame["intervention"] == arm] for arm in arms], ignore_index=True)


def _measures() -> list[str]:
    return [one.name for _, measures, observer in TABLES.values() for one in measures if one.observer == observer]

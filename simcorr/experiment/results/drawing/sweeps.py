"""From a sweep to its figures: which table, which words, which caption."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import pandas as pd

from simcorr.analysis.by_form import FormSigns
from simcorr.analysis.decisions.costs import Costs, acceptability, plane
from simcorr.analysis.decisions.pareto import pareto_front
from simcorr.analysis.decisions.rules import regret
from simcorr.errors import AnalysisError, unknown_name
from simcorr.reporting.decisions.acceptability import acceptability_figure
from simcorr.reporting.decisions.information import information_figure
from simcorr.reporting.decisions.pareto import pareto_figure
from simcorr.reporting.decisions.plane import plane_figure
from simcorr.reporting.decisions.regret import regret_figure
from simcorr.reporting.effects.forms import forms_figure
from simcorr.reporting.figure import Figure
from simcorr.reporting.sweeps.heat_map import heat_map_figure
from simcorr.reporting.sweeps.morris import morris_figure
from simcorr.reporting.sweeps.pawn import pawn_figure
from simcorr.reporting.sweeps.response import MOST_LINES, response_figure
from simcorr.reporting.sweeps.sobol import sobol_figure
from simcorr.reporting.sweeps.spread import spread_figure
from simcorr.reporting.sweeps.tornado import tornado_figure
from simcorr.simulation.outcomes import OUTCOMES

if TYPE_CHECKING:
    from simcorr.analysis.standing import Standing
    from simcorr.experiment.results.sweep_frames import SweepFrames

_GRIDS = ("grid", "points", "")
BASELINE_ONLY = "Without interventions"


def sweep_figure(sweep: SweepFrames, outcome: str, interventions: Sequence[str] | None) -> Figure:
    """Draw what was varied against an outcome, in the way that suits the design."""
    table = _table(sweep, outcome, interventions)
    change = bool(sweep.interventions)
    title, unit = OUTCOMES[outcome].title, OUTCOMES[outcome].unit
    arms = list(dict.fromkeys(table["intervention"]))
    words = f"{title}: change by {arms[0] if len(arms) == 1 else 'intervention'}" if change else title
    value = f"Change ({unit})" if change else unit
    names = [str(name) for name in sweep.points.columns]
    if len(names) == 1 and sweep.description["design"].get("kind", "") in _GRIDS:
        if len(arms) > MOST_LINES:
            raise AnalysisError(f"a figure of {len(arms)} interventions; allowed is 1 to {MOST_LINES}: name some")
        return response_figure(table, names[0], words, (sweep.labels[names[0]], value), sweep.caption, change=change)
    if _is_full_grid(sweep.points, names):
        if len(arms) > 1:
            raise AnalysisError(f"a map shows one intervention; name one of {arms}")
        wording = (sweep.labels[names[0]], sweep.labels[names[1]], value)
        cells = table.assign(value=table["mean"])
        return heat_map_figure(cells, names[0], names[1], words, wording, sweep.caption, change=change)
    over = "" if len(sweep.points) == 1 else f" over {len(sweep.points)} points"
    return spread_figure(table.assign(value=table["mean"]), f"{words}{over}", value, sweep.caption, change=change)


def sensitivity_figure(kind: str, table: pd.DataFrame, title: str, unit: str, caption: str) -> Figure:
    """Draw an analysis of sensitivity of one kind of design."""
    if kind == "saltelli":
        return sobol_figure(table, f"{title}: what its variance comes from", caption)
    if kind == "pawn":
        return pawn_figure(table, f"{title}: what it depends on", caption)
    if kind == "morris":
        return morris_figure(table, f"{title}: what it depends on", unit, caption)
    return tornado_figure(table, f"{title}: one parameter at a time", unit, caption)


def regret_figure_of(choice: Standing) -> Figure:
    """Draw the regret of each arm at each point."""
    outcome = OUTCOMES[choice.outcome]
    regrets = regret(choice.values, better=choice.better)
    return regret_figure(regrets, f"{outcome.title}: regret of each choice", outcome.unit, choice.caption)


def information_figure_of(choice: Standing) -> Figure:
    """Draw what it would be worth to know each parameter."""
    outcome = OUTCOMES[choice.outcome]
    title = f"What to measure first, if {outcome.title[0].lower()}{outcome.title[1:]} decide"
    return information_figure(choice.measure_first, title, outcome.unit, choice.caption)


def plane_figure_of(choice: Standing, costs: Costs) -> Figure:
    """Draw what each arm gains and costs more than the first one."""
    title, gained = _gained(choice)
    table = plane(choice.avoided(), costs)
    labels = (gained, f"Cost beyond that of {choice.values.columns[0]} (USD)")
    return plane_figure(table, f"{title}: what is gained, and what it costs", labels, choice.caption)


def front_figure_of(choice: Standing, costs: Costs) -> Figure:
    """Draw what each arm gains against its cost."""
    title, gained = _gained(choice)
    labels = ("Cost (USD)", gained)
    return pareto_figure(
        pareto_front(choice.avoided(), costs, better="higher"), f"{title}: gained for money", labels, choice.caption
    )


def acceptability_figure_of(choice: Standing, costs: Costs, willingness: Sequence[float]) -> Figure:
    """Draw which arm is the best buy."""
    title, _ = _gained(choice)
    curve = acceptability(choice.avoided(), costs, willingness)
    return acceptability_figure(curve, f"{title}: the best buy", "USD", choice.caption)


def _gained(choice: Standing) -> tuple[str, str]:
    outcome = OUTCOMES[choice.outcome]
    word = "fewer" if choice.better == "lower" else "more"
    return outcome.title, f"{outcome.title}: {word} than with {choice.values.columns[0]} ({outcome.unit})"


def _table(sweep: SweepFrames, outcome: str, interventions: Sequence[str] | None) -> pd.DataFrame:
    table = sweep.table(outcome)
    if not sweep.interventions:
        return table.assign(intervention=BASELINE_ONLY, verdict="")
    chosen = sweep.interventions if interventions is None else _listed(interventions)
    for name in chosen:
        if name not in sweep.interventions:
            raise AnalysisError(unknown_name("intervention", name, sweep.interventions))
    # The effect takes the names that a mean has; the arm's own mean is not drawn.
    kept = table[table["intervention"].isin(chosen)].drop(columns="mean").rename(columns={"difference": "mean"})
    return kept.reset_index(drop=True)


def _listed(given: Any) -> list[str]:
    return [given] if isinstance(given, str) else list(given)


def _is_full_grid(points: pd.DataFrame, names: list[str]) -> bool:
    if len(names) != 2:
        return False
    cells = points[names[0]].nunique() * points[names[1]].nunique()
    return cells == len(points) == len(points.drop_duplicates())


def forms_figure_of(signs: FormSigns, outcome: str, caption: str) -> Figure:
    """Draw the sign of each measure in each form of the model."""
    return forms_figure(signs.table, f"{OUTCOMES[outcome].title}: in which forms the sign holds", caption)

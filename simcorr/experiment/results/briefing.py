"""From results to a brief: which figures are drawn, and what a sweep, a setting or a trace says beside them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from simcorr.analysis.compared import Compared
from simcorr.analysis.robustness import Robustness
from simcorr.brief.content import write_page
from simcorr.brief.inputs import MAIN, NOTHING, Drawn, OwnSetting, Supplement
from simcorr.brief.robustness import NUMBERS, robust_messages, robustness_table
from simcorr.brief.tables import by_effect
from simcorr.errors import ResultError, unknown_name
from simcorr.experiment.results.drawing import comparisons as figures
from simcorr.experiment.results.drawing.sweeps import forms_figure_of
from simcorr.model_version import MODEL_VERSION
from simcorr.simulation.outcomes import HEADLINE

if TYPE_CHECKING:
    from simcorr.experiment.results.sweep import Sweep
    from simcorr.experiment.tracing import MechanismTrace

ROBUST = (MAIN, "weeks_in_exploitation")
BESIDE = ("persons_with_bribe", *(name for name in HEADLINE if name != MAIN))
"""What one figure shows beside the number of bribes: how many they affect, and the other headlines."""


def write_brief(
    comparison: Compared,
    folder: str | Path,
    sweep: Sweep | None = None,
    setting: OwnSetting | None = None,
    trace: MechanismTrace | None = None,
) -> Path:
    """Write the brief of a comparison; return the HTML file."""
    if comparison.outcomes.empty:
        raise ResultError("every run of the comparison failed, so that there is nothing to write; see failures")
    _check_belongs(comparison, sweep, trace)
    return write_page(
        comparison,
        drawn(comparison),
        folder,
        setting=NOTHING if setting is None else of_setting(setting),
        robust=NOTHING if sweep is None else of_sweep(sweep, by_effect(comparison)),
        trace=NOTHING if trace is None else trace.supplement(MAIN),
    )


def drawn(comparison: Compared) -> Drawn:
    """Return the figures that every brief has."""
    return {
        "bribes": (
            "Bribes by intervention, and harm to migrants",
            figures.effects(comparison, MAIN, comparison.harms),
        ),
        "headline": (
            "Number and value of bribes, exploitation and impunity",
            figures.effects(comparison, MAIN, BESIDE),
        ),
        "contexts": ("Bribes by context", figures.contexts(comparison, MAIN, None)),
        "weekly": ("Bribes over the weeks", figures.weekly(comparison, MAIN, None)),
        "recorded": ("True against recorded", figures.recorded(comparison, MAIN, "recorded_cases")),
        "ranks": ("Who bears the consequences", figures.ranks(comparison)),
    }


def of_setting(setting: OwnSetting) -> Supplement:
    """Return what somebody's own numbers add to a brief."""
    found: Drawn = {"setting": ("What the numbers of this setting leave open", setting.plot(MAIN))}
    return Supplement(setting.messages(), setting.tables(), found)


def of_sweep(sweep: Sweep, order: list[str]) -> Supplement:
    """Return what a sweep over parameter sets adds to a brief; tables name interventions in this order."""
    robust = Robustness([sweep.decide(outcome) for outcome in ROBUST], sweep.replicates)
    found: Drawn = {"robustness": ("Bribes in other parameter sets", sweep.plot(MAIN))}
    signs = robust.forms(MAIN)
    if signs.forms:
        found["forms"] = ("Bribes in other forms of the model", forms_figure_of(signs, MAIN, sweep.caption))
    return Supplement(robust_messages(robust), [robustness_table(robust, order)], found, {NUMBERS: robust.numbers()})


def _check_belongs(comparison: Compared, sweep: Sweep | None, trace: MechanismTrace | None) -> None:
    """Refuse to put results side by side that are not of the same model, scenario and interventions."""
    if trace is not None and trace.measure not in comparison.interventions:
        raise ResultError(unknown_name("intervention", trace.measure, comparison.interventions, "the trace"))
    for found, maker in ((sweep, "over_ensemble"), (None if trace is None else trace.sweep, "trace")):
        if found is None:
            continue
        if comparison.record.model != MODEL_VERSION:
            raise ResultError(
                f"the comparison is of version {comparison.record.model or 'unknown'} of the model, the sweep of "
                f"{MODEL_VERSION}; results of two versions are not mixed: run the comparison anew"
            )
        if comparison.scenario.hash != found.scenario.hash:
            raise ResultError(
                f"the comparison is of scenario '{comparison.scenario.name}', the sweep of '{found.scenario.name}' or "
                f"of other values in it; take the sweep from comparison.{maker}()"
            )

"""What a sweep says about sensitivity: the analysis that belongs to its design."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from simcorr.analysis.sensitivity import (
    DoseResponse,
    Interaction,
    dose_response,
    interaction,
    morris_effects,
    pawn_indices,
    sobol_indices,
    tornado,
)
from simcorr.errors import AnalysisError, listed, unknown_name
from simcorr.experiment.designs import design_from
from simcorr.experiment.designs.sampled import Sampled
from simcorr.simulation.outcomes import OUTCOMES

if TYPE_CHECKING:
    from simcorr.experiment.results.sweep_frames import SweepFrames
    from simcorr.reporting.figure import Figure

PAWN = "pawn"
METHODS = {
    "morris": "Morris screening",
    "saltelli": "Sobol indices",
    "one_at_a_time": "One at a time",
    PAWN: "PAWN indices",
}
"""The analysis that belongs to each kind of design, and the one that takes any."""
_SAMPLES = ("latin_hypercube", "sobol", "ensemble")
"""Designs without an analysis of their own, spread widely enough for that of any sample."""


@dataclass(frozen=True, repr=False)
class Sensitivity:
    """How much an outcome, or the effect of an intervention on it, depends on each parameter.

    Attributes
    ----------
    kind : str
        The method: morris, saltelli, one_at_a_time or pawn.
    outcome : str
        The name of a true outcome.
    intervention : str or None
        The intervention whose effect is analysed; None for the outcome without interventions.
    table : DataFrame
        A row a parameter; see `morris_effects`, `sobol_indices`, `tornado` and `pawn_indices`.
    caption : str
        What a reader needs to cite it.
    """

    kind: str
    outcome: str
    intervention: str | None
    table: pd.DataFrame
    caption: str

    @property
    def title(self) -> str:
        """What is analysed, in words."""
        what = OUTCOMES[self.outcome].title
        return what if self.intervention is None else f"Effect of {self.intervention} on {what[0].lower()}{what[1:]}"

    @property
    def main(self) -> pd.DataFrame:
        """The columns that a reader looks at first."""
        return self.table[_MAIN[self.kind]]

    def plot(self) -> Figure:
        """Draw the table, the parameter that matters most first."""
        from simcorr.experiment.results.drawing.sweeps import sensitivity_figure

        return sensitivity_figure(self.kind, self.table, self.title, OUTCOMES[self.outcome].unit, self.caption)

    def __repr__(self) -> str:
        """Return heading and table as text."""
        numbers = self.main.to_string(index=False, float_format=lambda value: f"{value:.4g}")
        return f"{self.title}: {METHODS[self.kind]}\n{numbers}"


_MAIN = {
    "morris": ["parameter", "mu", "mu_star", "mu_star_low", "mu_star_high", "sigma", "replicates", "verdict"],
    "saltelli": ["parameter", "first", "first_low", "first_high", "total", "total_low", "total_high", "verdict"],
    "one_at_a_time": ["parameter", "low_value", "high_value", "change_at_low", "change_at_high", "swing", "verdict"],
    PAWN: ["parameter", "index", "by_chance", "threshold", "p_value", "replicates", "verdict"],
}


def analysed(sweep: SweepFrames, outcome: str, intervention: str | None, method: str | None = None) -> Sensitivity:
    """Return the analysis that belongs to the design of a sweep, or the one that is asked for."""
    chosen = _method(sweep, method)
    values = values_of(sweep, outcome, intervention)
    if chosen == PAWN:
        table = pawn_indices(sweep.points, values, outcome=outcome)
        return Sensitivity(PAWN, outcome, intervention, table, f"{sweep.caption} {_mixed(sweep)}".strip())
    described = sweep.description["design"]
    names = [str(name) for name in sweep.points.columns]
    _need_numbers(sweep, names, METHODS[chosen])
    if chosen == "one_at_a_time":
        table = tornado(sweep.points, values, outcome=outcome)
    else:
        design = design_from(described)
        assert isinstance(design, Sampled)
        unit, groups = design.unit(), described.get("groups")
        if chosen == "morris":
            table = morris_effects(unit, values, names, outcome=outcome, groups=groups)
        else:
            second = bool(described.get("second_order", False))
            table = sobol_indices(unit, values, names, second, outcome=outcome, groups=groups)
    by = {"morris": "mu_star", "saltelli": "total", "one_at_a_time": "swing"}[chosen]
    ranked = table.sort_values(by, ascending=False, kind="stable", ignore_index=True)
    return Sensitivity(chosen, outcome, intervention, ranked, f"{sweep.caption} 95 % intervals.")


def _method(sweep: SweepFrames, given: str | None) -> str:
    """Return the method: the one given, if the design can bear it, or the one that belongs to the design."""
    kind = str(sweep.description["design"].get("kind", "none"))
    own = PAWN if kind in _SAMPLES else kind
    if given is not None and given not in METHODS:
        raise AnalysisError(unknown_name("method", str(given), METHODS))
    if given is not None and given not in (own, PAWN):
        raise AnalysisError(f"method '{given}' needs a design of that kind; this one is of kind '{kind}': allowed is "
                            + " or ".join(dict.fromkeys([*([own] if own in METHODS else []), PAWN])))  # fmt: skip
    if given is None and own not in METHODS:
        raise AnalysisError(
            f"the design is of kind '{kind}'; sensitivity needs one of {', '.join([*METHODS][:-1])}, or a sample: "
            f"{', '.join(_SAMPLES)}. method='{PAWN}' takes any design with enough points; for one or two levers on a "
            "grid, see dose_response and interaction"
        )
    return given or own


def _mixed(sweep: SweepFrames) -> str:
    """Return what must be said where inputs go together: one may have its index from another."""
    described = sweep.description["design"]
    independent = described.get("kind") in ("latin_hypercube", "sobol", "saltelli", "grid") and "where" not in described
    return "" if independent else "Inputs may depend on one another: one may have its index from another."


def values_of(sweep: SweepFrames, outcome: str, intervention: str | None) -> pd.DataFrame:
    """Return an outcome, or the paired effect on it, by ``point`` and ``replicate``; the failed runs are missing."""
    wide = sweep.wide(outcome)
    if intervention is None:
        chosen = wide[sweep.arms[0]]
    else:
        _check_arm(sweep, intervention)
        chosen = wide[intervention] - wide[sweep.arms[0]]
    return chosen.dropna().rename(outcome).reset_index()


def dose_response_of(sweep: SweepFrames, outcome: str, intervention: str | None, none: float | None) -> DoseResponse:
    """Return how the effect of the arm whose one field was varied depends on it."""
    (name,) = _levers(sweep, 1, "dose_response")
    _need_numbers(sweep, [name], "dose_response")
    arm = _arm_of(sweep, intervention)
    wide = sweep.wide(outcome)[[sweep.arms[0], arm]].dropna().reset_index()
    dose = sweep.points[name].astype(float)
    runs = pd.DataFrame(
        {
            name: dose.loc[wide["point"]].to_numpy(),
            "replicate": wide["replicate"],
            outcome: wide[arm],
            f"{outcome}_baseline": wide[sweep.arms[0]],
        }
    )
    return dose_response(runs, name, outcome, none=_no_dose(sweep, name) if none is None else none)


def interaction_of(sweep: SweepFrames, outcome: str, intervention: str | None) -> Interaction:
    """Return whether two levers on a grid add up in their effect."""
    first, second = _levers(sweep, 2, "interaction")
    _need_numbers(sweep, [first, second], "interaction")
    arm = _arm_of(sweep, intervention)
    values = values_of(sweep, outcome, arm)
    at = sweep.points.loc[values["point"], [first, second]].astype(float).reset_index(drop=True)
    better = OUTCOMES[outcome].better
    runs = pd.concat([at, values[["replicate", outcome]].reset_index(drop=True)], axis=1)
    return interaction(runs, first, second, outcome, better="higher" if better == "neither" else better)


def _need_numbers(sweep: SweepFrames, names: list[str], what: str) -> None:
    """Refuse what was varied in words: no such analysis can say how far one word is from another."""
    for name in names:
        if word := next((value for value in sweep.points[name] if isinstance(value, str)), ""):
            raise AnalysisError(f"{what} needs numbers, and {name} is varied in words, such as '{word}'; see table, or "
                                "vary numbers")  # fmt: skip


def _levers(sweep: SweepFrames, count: int, what: str) -> list[str]:
    names = [str(name) for name in sweep.points.columns]
    if len(names) != count:
        raise AnalysisError(f"{what} needs a design that varies {count} {'lever' if count == 1 else 'levers'}; this one"
                            f" varies {len(names)}: {listed(names, 4) or 'nothing'}")  # fmt: skip
    return names


def _arm_of(sweep: SweepFrames, intervention: str | None) -> str:
    """Return the arm that is meant: the one given, or the only one."""
    if intervention is not None:
        return _check_arm(sweep, intervention)
    if len(sweep.interventions) != 1:
        raise AnalysisError(f"name one of the {len(sweep.interventions)} interventions: {sweep.interventions}")
    return sweep.interventions[0]


def _check_arm(sweep: SweepFrames, intervention: str) -> str:
    if intervention not in sweep.interventions:
        raise AnalysisError(unknown_name("intervention", intervention, sweep.interventions))
    return intervention


def _no_dose(sweep: SweepFrames, name: str) -> float:
    """Return the value of a field that is no intervention."""
    none = sweep.targets.no_dose(name)
    if math.isnan(none):
        raise AnalysisError(
            f"'{name}' is no dose of an intervention; see table, or give none= to say where it does nothing"
        )
    return none

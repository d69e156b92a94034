"""Which verdicts of the default comparison hold in all parameter sets that are not ruled out, and which flip."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from simcorr.analysis.by_form import FormSigns
from simcorr.analysis.estimates import LOWERS, RAISES, paired_effect
from simcorr.draws import replicate_seed
from simcorr.errors import CalibrationError
from simcorr.executors.tasks import in_processes
from simcorr.scenario.forms import by_alternative, with_indicators
from simcorr.scenario.reach import acting_measures
from simcorr.simulation.outcomes import HEADLINE, OUTCOMES, window_outcomes
from simcorr.simulation.running import execute, prepare_engine

if TYPE_CHECKING:
    from simcorr.scenario import Scenario
    from simcorr.scenario.ensemble import Ensemble

DOSE = "firm"
REPLICATES = 20
_SEED = 11
_CODE = {LOWERS: -1.0, RAISES: 1.0}


@dataclass(frozen=True)
class MemberComparison:
    """One task: the default comparison in the scenario of one member."""

    scenario: Scenario
    replicates: int
    seed: int


def verdicts_over_members(
    ensemble: Ensemble, *, members: int | None = None, replicates: int = REPLICATES, workers: int | None = None
) -> pd.DataFrame:
    """Compare every measure that can act, at its firm dose, with doing nothing, in every member of an ensemble.

    Returns
    -------
    DataFrame
        A row a member; for each measure and outcome the relative change (``bribes.staff_rotation``) and the verdict
        (``bribes.staff_rotation.verdict``): -1 lowers, 1 raises, 0 not distinguishable, all measures judged together.
    """
    count = len(ensemble) if members is None else members
    if not 1 <= count <= len(ensemble):
        raise CalibrationError(f"members is {members}; allowed is 1 to {len(ensemble)}")
    tasks = [
        MemberComparison(scenario, replicates, replicate_seed(_SEED, number))
        for number, scenario in enumerate(islice(ensemble.scenarios(), count))
    ]
    prepare_engine()
    return pd.DataFrame(in_processes(compare_at, tasks, workers=workers, title="Comparing"))


def compare_at(task: MemberComparison) -> dict[str, float]:
    """Return relative changes and verdicts at one point."""
    measures = acting_measures(task.scenario, DOSE)
    arms = {"": (), **{key: (measure,) for key, measure in measures.items()}}
    seeds = [replicate_seed(task.seed, replicate) for replicate in range(task.replicates)]
    runs = {
        key: [window_outcomes(execute(task.scenario, own, seed, engine="compiled").totals, "true") for seed in seeds]
        for key, own in arms.items()
    }
    found = {}
    for outcome in HEADLINE:
        values = {key: [run[outcome] for run in one] for key, one in runs.items()}
        for key in measures:
            effect = paired_effect(values[""], values[key], arms=len(measures))
            found[f"{outcome}.{key}"] = effect.relative
            found[f"{outcome}.{key}.verdict"] = _CODE.get(effect.verdict, 0.0)
    return found


def verdict_table(verdicts: pd.DataFrame, parameters: pd.DataFrame, outcome: str) -> pd.DataFrame:
    """Return how each measure fares over the members, on one outcome.

    Returns
    -------
    DataFrame
        A row a measure: the verdict and the relative change at the baseline; the 90 % range of the change; the shares
        of members in which it ``lowers`` and ``raises``; whether the verdict ``flips``: both occur; and the assumption
        that the change depends on most, a parameter or a form, with the rank correlation.
    """
    points = with_indicators(parameters.head(len(verdicts)).reset_index(drop=True))
    rows = []
    for key in _compared(verdicts, outcome):
        change, verdict = verdicts[f"{outcome}.{key}"], verdicts[f"{outcome}.{key}.verdict"]
        lowers, raises = float((verdict < 0).mean()), float((verdict > 0).mean())
        name, strength = _strongest(points, change)
        rows.append(
            {
                "measure": key,
                "at_baseline": float(verdict.iloc[0]),
                "change": float(change.iloc[0]),
                "from": float(change.quantile(0.05)),
                "to": float(change.quantile(0.95)),
                "lowers": lowers,
                "raises": raises,
                "flips": lowers > 0.0 and raises > 0.0,
                "depends_on": name,
                "correlation": strength,
            }
        )
    better = OUTCOMES[outcome].better
    return pd.DataFrame(rows).sort_values("change", ascending=better == "lower", kind="stable", ignore_index=True)


def _compared(verdicts: pd.DataFrame, outcome: str) -> list[str]:
    """Return the names of the measures that were compared, in their order."""
    named = [name.split(".") for name in verdicts.columns]
    return [parts[1] for parts in named if parts[0] == outcome and len(parts) == 2]


def form_table(verdicts: pd.DataFrame, parameters: pd.DataFrame, outcome: str) -> pd.DataFrame:
    """Return in how many sets and in how many forms of the model a sign holds, on one outcome.

    Returns
    -------
    DataFrame
        A row for each measure and alternative of a form: ``measure``, ``form``, ``alternative``, the ``sets`` that
        have it, the shares of these in which the measure clearly ``lowers``, ``raises``, or ``untold``, and ``holds``:
        in how many alternatives of all forms the sign of the mean change can be told, see `FormSigns`. Measures come in
        the order of `verdict_table`. No row where the sets have one form alone.
    """
    points = parameters.head(len(verdicts)).reset_index(drop=True)
    keys = list(verdict_table(verdicts, parameters, outcome)["measure"])
    signs = FormSigns.of(pd.DataFrame({key: verdicts[f"{outcome}.{key}"] for key in keys}), points)
    rows: list[dict[str, Any]] = []
    for key in keys:
        for form, alternative, there in by_alternative(points):
            verdict = verdicts[f"{outcome}.{key}.verdict"][there]
            shares = {"lowers": verdict < 0, "raises": verdict > 0, "untold": verdict == 0}
            row = {"measure": key, "form": form, "alternative": alternative, "sets": len(verdict)}
            rows.append(row | {name: float(which.mean()) for name, which in shares.items()})
    columns = ["measure", "form", "alternative", "sets", "lowers", "raises", "untold"]
    found = pd.DataFrame(rows, columns=columns)
    return found.assign(holds=[signs.holds(key) for key in found["measure"]])


def _strongest(points: pd.DataFrame, change: pd.Series[float]) -> tuple[str, float]:
    """Return the parameter with which a change goes most, and the rank correlation; none where the change is none."""
    if not change.std() > 0.0:
        return "", 0.0
    ranks = change.rank()
    correlations = [float(points[name].rank().corr(ranks)) for name in points.columns]
    place = int(np.nanargmax(np.abs(correlations)))
    return str(points.columns[place]), correlations[place]

"""Where a comparison comes from, and the command that gives it again."""

from collections.abc import Mapping, Sequence
from typing import Any

from simcorr.analysis.compared import Compared
from simcorr.analysis.estimates import BASELINE, NO_DIFFERENCE, NOT_DISTINGUISHABLE
from simcorr.interventions import DOSES, INTERVENTIONS, to_table
from simcorr.scenario.reach import idle_measures
from simcorr.text import number

SCENARIO = "data/scenario.toml"
"""Where the scenario of a comparison lies in its folder."""


def provenance(comparison: Compared) -> list[str]:
    """Return what a reader needs to cite a comparison and to get it again."""
    record = comparison.record
    same = (comparison.effects["verdict"] == NO_DIFFERENCE).all()
    unsure = (comparison.effects["verdict"] == NOT_DISTINGUISHABLE).mean()
    lines = [
        f"Scenario '{record.scenario}' (content {record.scenario_hash}), burn-in {record.burn_in_weeks} and "
        f"window {record.window_weeks} weeks; weight {number(record.weight)}.",
        f"{record.replicates} replicates on common random numbers, seed {record.seed}; {record.engine} engine.",
        f"simcorr {record.version}, model {record.model or 'unknown'}, Python {record.python}, {record.platform}; "
        f"{record.started}, "
        f"{number(record.seconds / 60.0)} minutes.",
        f"{len(comparison.failures)} of {len(comparison.outcomes) + len(comparison.failures)} runs failed"
        + ("; see data/failures.csv." if len(comparison.failures) else "."),
        f"Of all effects computed, {100 * unsure:.0f} % are not distinguishable from none.",
    ]
    lines.append(_how_to_repeat(comparison))
    if same:
        lines.append("Every run equals its baseline: the interventions changed nothing at all.")
    if comparison.interrupted:
        lines.append("The comparison was interrupted; it rests on the replicates that were complete.")
    if comparison.precision_reached is not None:
        reached = "reached" if comparison.precision_reached else "not reached"
        lines.append(f"The number of replicates follows from a precision that was asked for and is {reached}.")
    return lines


def _how_to_repeat(comparison: Compared) -> str:
    command = repeat_command(comparison)
    if command:
        return f"To repeat the comparison, in this folder: {command}"
    return f"The scenario is in {SCENARIO}, the measures are in record.json; sc.compare with the same seed repeats it."


def repeat_command(comparison: Compared) -> str:
    """Return the command that repeats a comparison from its own folder; empty where no command can.

    A command can when every arm is one registered measure at the same dose.
    """
    record, own = comparison.record, len(comparison.scenario.interventions)
    arms = [record.interventions[arm][own:] for arm in comparison.interventions if arm != BASELINE]
    if any(not one["formula"] for one in record.own_outcomes.values()):
        return ""  # a function of somebody's own, which no command can name
    for dose in DOSES:
        keys = [_key_at(dose, tables) for tables in arms]
        if keys and all(keys):
            everything = set(keys) == set(INTERVENTIONS) - set(idle_measures(comparison.scenario))
            named = "" if everything else "".join(f" --intervention {key}" for key in keys)
            runs = f"--replicates {record.replicates} --seed {record.seed}"
            return f"simcorr compare {SCENARIO}{named} --dose {dose} {runs}{_defined(comparison)} --output again"
    return ""


def _defined(comparison: Compared) -> str:
    return "".join(f" --define '{name}={one['formula']}'" for name, one in comparison.record.own_outcomes.items())


def _key_at(dose: str, tables: Sequence[Mapping[str, Any]]) -> str:
    """Return the name of the measure that an arm is at a dose; empty if it is none."""
    if len(tables) != 1:
        return ""
    key = str(tables[0]["measure"])
    measure = INTERVENTIONS.get(key)
    return key if measure is not None and to_table(measure.dose(dose), full=True) == dict(tables[0]) else ""

"""Doing one run of a result again, with its events."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from simcorr.errors import ResultError
from simcorr.simulation.outcomes import BUILT_IN
from simcorr.simulation.running import run

if TYPE_CHECKING:
    import pandas as pd

    from simcorr.experiment.results.tables import EffectTables
    from simcorr.simulation import Run


def rerun(results: EffectTables, row: pd.Series[Any] | Mapping[str, Any], *, events: bool) -> Run:
    """Simulate the run of a row again, and see that it is the same one."""
    missing = [name for name in ("intervention", "seed") if name not in row]
    if missing:
        raise ResultError(f"the row has no '{missing[0]}'; allowed is a row of runs, such as result.runs.iloc[0]")
    point = int(row["point"]) if "point" in row else 0
    scenario, members = results.world(point, str(row["intervention"]))
    engine, agents = results.engine_and_agents()
    again = run(scenario, list(members), int(row["seed"]), engine=engine, events=events, agents=agents or None)
    for name, value in again.outcomes.to_dict().items():
        kept = row.get(str(name))
        if name in BUILT_IN and kept is not None and not _same(float(kept), float(value)):
            raise ResultError(
                f"this run has {name} = {value:g}, the row {kept:g}: it was simulated by another version of the model, "
                "or by code of one's own that has changed since"
            )
    return again


def _same(one: float, other: float) -> bool:
    return one == other or (math.isnan(one) and math.isnan(other))

"""Tracing: one measure against doing nothing, in the scenario as it is and with each mechanism switched off in turn."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import pandas as pd

from simcorr.errors import RunError, unknown_name
from simcorr.experiment.designs import Points
from simcorr.experiment.sweeping import sweep
from simcorr.experiment.tracing.frames import SWITCH
from simcorr.experiment.tracing.result import MechanismTrace
from simcorr.scenario import Switches
from simcorr.simulation.checks import DEFAULT_ENGINE, checked_interventions, checked_scenario

if TYPE_CHECKING:
    from pathlib import Path

    from simcorr.interventions import Intervention, Portfolio
    from simcorr.scenario import Scenario


def trace(
    scenario: Scenario,
    measure: Intervention | Portfolio | list[Intervention],
    mechanisms: Iterable[str] | None = None,
    replicates: int = 100,
    seed: int = 0,
    *,
    name: str = "",
    store: str | Path | None = None,
    workers: int | None = None,
    engine: str = DEFAULT_ENGINE,
    progress: bool = True,
) -> MechanismTrace:
    """Ask which mechanisms carry the effect of a measure, by switching each off in turn.

    The measure is compared with doing nothing in the scenario as it is, and again with each mechanism off in both arms.
    Replicate ``r`` has the same seed in all of these runs, and the same as in `compare`.

    Parameters
    ----------
    scenario : Scenario
        What is simulated. Interventions that it names are in force in all arms.
    measure : intervention, portfolio or list of them
    mechanisms : iterable of str, optional
        Names of switches, such as ``trust``; all that are on in the scenario, if left out.
    replicates : int
        How often each arm runs in each of these worlds.
    seed : int
        A non-negative integer from which the seeds of all replicates follow.
    name : str
        What tables and figures call the measure; its title, if left out.
    store : str or Path, optional
        A file that keeps every run as it ends; the same call again does what is missing. In memory, if left out.
    workers : int, optional
        Processes; one for each core, if left out.
    engine : str
        The engine that simulates.
    progress : bool
        Whether to show a progress bar with the time that is left.

    Returns
    -------
    MechanismTrace
        After Ctrl-C, what there is, with a warning. A run that failed is a row of ``failures``.

    Raises
    ------
    RunError, DesignError, InterventionError, StoreError
        Before anything is simulated, for a request that cannot be carried out.

    Examples
    --------
    >>> import simcorr as sc
    >>> scenario = sc.Scenario(name="one", corridors=[sc.Corridor(name="land")], burn_in_weeks=4, window_weeks=8)
    >>> recording = sc.BetterRecording.dose("full")
    >>> traced = sc.trace(scenario, recording, ["recording_filter"], 2, workers=1, engine="mesa", progress=False)
    >>> traced.table("bribes")["verdict"].tolist()
    ['no difference']
    """
    scenario = checked_scenario(scenario)
    switched = [f"{SWITCH}{one}" for one in checked_mechanisms(scenario, mechanisms)]
    members = checked_interventions(scenario, measure)
    if not members:
        raise RunError("there is no measure to trace; give at least one")
    arm = name or " and ".join(one.title or type(one).__name__ for one in members)
    as_it_is = dict.fromkeys(switched, True)
    worlds = Points(pd.DataFrame([as_it_is, *({**as_it_is, one: False} for one in switched)]))
    found = sweep(scenario, {arm: measure}, worlds, replicates, seed, store=store, workers=workers, engine=engine,
                  progress=progress)  # fmt: skip
    return MechanismTrace(found)


def checked_mechanisms(scenario: Scenario, given: Any) -> list[str]:
    """Return the mechanisms to switch off, in the order of the switches; all that are on, if none is named.

    Raises
    ------
    RunError
        For a name that is no switch, and for a mechanism that is off in the scenario already.
    """
    known = list(Switches.model_fields)
    on = [name for name in known if getattr(scenario.switches, name)]
    if given is None:
        if not on:
            raise RunError(f"scenario '{scenario.name}' has every mechanism switched off; there is nothing to trace")
        return on
    names: list[str] = [given] if isinstance(given, str) or not isinstance(given, Iterable) else list(given)
    if not names:
        raise RunError("mechanisms is empty; name at least one, or leave it out for all")
    for name in names:
        if name not in known:
            raise RunError(unknown_name("mechanism", str(name), known))
        if name not in on:
            raise RunError(
                f"mechanism '{name}' is off in scenario '{scenario.name}' already; allowed is one that is on"
            )
    return [name for name in known if name in names]

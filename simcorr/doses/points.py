"""The table of doses in points: what each measure adds at the baseline, by closed form and in paired runs."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from simcorr.checks import whole_number
from simcorr.contexts import CONTEXT_NAMES
from simcorr.doses.agencies import AGENCIES
from simcorr.doses.cases import CASES
from simcorr.doses.gatekeepers import GATEKEEPERS
from simcorr.doses.journeys import JOURNEYS
from simcorr.doses.measured import MEASURED, Measured, Runner, interval_of_change
from simcorr.doses.moment import Floats, Moment, first_week
from simcorr.doses.reading import SHARE, Difference, Reading, difference
from simcorr.errors import InterventionError, unknown_name
from simcorr.interventions import DOSES, INTERVENTIONS, LEVERS, Intervention, Portfolio, flatten
from simcorr.simulation.checks import checked_interventions, checked_scenario, checked_seed

if TYPE_CHECKING:
    import pandas as pd

    from simcorr.scenario import Scenario

READINGS: tuple[Reading, ...] = (*GATEKEEPERS, *CASES, *JOURNEYS, *AGENCIES)
"""Every closed form, in the order of tables."""
CLOSED_FORM, SIMULATED = "closed form", "simulated"
COLUMNS = (
    *("measure", "dose", "lever", "reading", "words", "factor", "baseline", "dosed", "difference", "low", "high"),
    *("unit", "contexts", "known", "replicates", "hangs_on"),
)
_MOST_REPLICATES = 100_000


def doses_in_points(
    scenario: "Scenario",
    measures: Iterable[str] | None = None,
    doses: Sequence[str] = DOSES,
    *,
    replicates: int = 0,
    seed: int = 0,
) -> "pd.DataFrame":
    """Return what each dose of each measure adds at the baseline, in its natural unit.

    Parameters
    ----------
    scenario : Scenario
        The baseline: its parameters, switches, pins and the measures that it names.
    measures : iterable of str, optional
        Registered names; all if left out.
    doses : sequence of str
        Of ``modest``, ``firm`` and ``full``.
    replicates : int
        Pairs of runs in which shares that follow from what happens are measured; none by default.
    seed : int
        The seed of these runs.

    Returns
    -------
    DataFrame
        A row for each measure, dose and reading: ``measure``, ``dose``; ``lever``, what the measure moves of what the
        reading hangs on; ``reading`` and ``words``, what is counted; ``factor``, ``baseline``, ``dosed`` and
        ``difference``; ``low`` and ``high``, the range of the difference over the contexts and corridors where the
        measure acts (closed form) or its 95 % interval (simulated); ``unit``, where ``share`` times 100 is per cent
        and a difference times 100 is points; ``contexts``, where it acts; ``known``, ``closed form`` or
        ``simulated``, and ``replicates``; ``hangs_on``, what the effect is left to, and how fast it fades. Every
        measure counts as delivered in full, in its first week at full strength; values are means over the gatekeepers
        or would-be migrants concerned.

    Raises
    ------
    InterventionError, RunError
        For a measure or dose that does not exist, or a number of replicates that makes no sense.

    Examples
    --------
    >>> import simcorr as sc
    >>> scenario = sc.Scenario(name="one", corridors=[sc.Corridor(name="land", regular_cost_usd=800)])
    >>> table = sc.doses_in_points(scenario, ["cheaper_regular_channel"], ["firm"])
    >>> table[["reading", "baseline", "dosed", "difference", "unit"]].to_numpy().tolist()
    [['regular_cost', 800.0, 400.0, -400.0, 'USD']]
    """
    import pandas as pd

    runner = _runner(scenario, replicates, seed)
    rows = []
    for name in INTERVENTIONS if measures is None else _names(measures):
        if name not in INTERVENTIONS:
            raise InterventionError(unknown_name("measure", name, INTERVENTIONS))
        for dose in _names(doses):
            member = INTERVENTIONS[name].dose(dose)
            rows += [{"measure": name, "dose": dose, **row} for row in _rows(scenario, (member,), runner)]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def added_by(
    scenario: "Scenario",
    interventions: "Intervention | Portfolio | Iterable[Intervention | Portfolio]",
    *,
    replicates: int = 0,
    seed: int = 0,
) -> "pd.DataFrame":
    """Return what measures with values of one's own add together; `doses_in_points` says what the columns are.

    Examples
    --------
    >>> import simcorr as sc
    >>> scenario = sc.Scenario(name="one", corridors=[sc.Corridor(name="land", regular_wait_weeks=20)])
    >>> added_by(scenario, sc.FasterRegularChannel(wait_factor=0.5))[["words", "difference"]].to_numpy().tolist()
    [['wait for a regular journey', -10.0]]
    """
    import pandas as pd

    members = checked_interventions(checked_scenario(scenario), flatten(interventions))
    rows = _rows(scenario, members, _runner(scenario, replicates, seed))
    return pd.DataFrame(rows, columns=[name for name in COLUMNS if name not in ("measure", "dose")])


def _names(given: Iterable[str]) -> list[str]:
    return [given] if isinstance(given, str) else list(given)


def _runner(scenario: "Scenario", replicates: int, seed: int) -> Runner | None:
    count = whole_number("replicates", replicates, 0, _MOST_REPLICATES)
    return Runner(checked_scenario(scenario), count, checked_seed(seed)) if count else None


def _rows(scenario: "Scenario", members: Sequence[Intervention], runner: Runner | None) -> list[dict[str, Any]]:
    before, after = first_week(scenario), first_week(scenario, members)
    rows = []
    for reading in READINGS:
        found = difference(reading, before, after)
        if found is not None:
            rows.append(_closed(reading, found, before, after) | {"hangs_on": _hangs_on(reading, members)})
    return rows if runner is None else rows + _simulated(members, runner, before, after)


def _closed(reading: Reading, found: Difference, before: Moment, after: Moment) -> dict[str, Any]:
    numbers = {"baseline": found.baseline, "dosed": found.dosed, "difference": found.change}
    return {
        "lever": _moved(reading.levers, before, after, found.cells),
        "reading": reading.name,
        "words": reading.words,
        "factor": _factor(found.baseline, found.dosed),
        **numbers,
        "low": found.low,
        "high": found.high,
        "unit": reading.unit,
        "contexts": _contexts(found.cells) if reading.who in ("public", "private", "staff", "on journeys") else "",
        "known": CLOSED_FORM,
        "replicates": 0,
    }


def _hangs_on(reading: Reading, members: Sequence[Intervention]) -> str:
    """Return what the effect is left to, and how fast it is lost where the measure fades."""
    changes = [change for member in members for change in member.changes() if change.lever in reading.levers]
    halves = dict.fromkeys(f"halves every {change.fade_weeks} weeks" for change in changes if change.fade_weeks)
    return "; ".join(text for text in (reading.hangs_on, *halves) if text)


def _simulated(members: Sequence[Intervention], runner: Runner, before: Moment, after: Moment) -> list[dict[str, Any]]:
    rows, pairs = [], None
    for measured in MEASURED:
        cells = _moved_cells(measured, before, after)
        if not cells.any():
            continue
        pairs = pairs or runner.runs(members)
        base, dosed = runner.baseline.shares(measured, cells), pairs.shares(measured, cells)
        low, high = interval_of_change(base, dosed)
        numbers = {"baseline": base.share, "dosed": dosed.share, "difference": dosed.share - base.share}
        rows.append(
            {
                "lever": _moved(measured.levers, before, after, cells),
                "reading": measured.name,
                "words": measured.words,
                "factor": _factor(base.share, dosed.share),
                **numbers,
                "low": low,
                "high": high,
                "unit": SHARE,
                "contexts": "" if measured.by_corridor else _contexts(cells),
                "known": SIMULATED,
                "replicates": runner.replicates,
                "hangs_on": "",
            }
        )
    return rows


def _factor(baseline: float, dosed: float) -> float:
    return dosed / baseline if baseline not in (0.0, dosed) else 1.0 if baseline == dosed else float("nan")


def _moved_cells(measured: Measured, before: Moment, after: Moment) -> Floats:
    """Return 1.0 for the cells with gatekeepers in which a lever moved."""
    places = [list(LEVERS).index(name) for name in measured.levers]
    moved = (before.world.levers[before.week, places] != after.world.levers[after.week, places]).any(axis=0)
    return np.where(before.world.n_places > 0, moved, False).astype(float)


def _moved(names: Sequence[str], before: Moment, after: Moment, cells: Floats) -> str:
    acting = [(int(corridor), int(context)) for corridor, context in np.argwhere(cells > 0.0)]
    moved = [name for name in names if any(before.lever(name, *cell) != after.lever(name, *cell) for cell in acting)]
    return ", ".join(moved)


def _contexts(cells: Floats) -> str:
    return ", ".join(CONTEXT_NAMES[context] for context in np.flatnonzero(cells.sum(axis=0) > 0.0))

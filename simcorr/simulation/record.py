"""The citable record of a run: what was simulated, with which software, when, and how long it took."""

import platform
import sys
import time
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, fields
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from simcorr.errors import ResultError, unknown_name
from simcorr.model_version import MODEL_VERSION
from simcorr.storage import read_json, write_json

if TYPE_CHECKING:
    from simcorr.interventions import Intervention
    from simcorr.scenario import Scenario
    from simcorr.simulation.own_outcomes import OwnOutcome

Table = dict[str, Any]


_LATER = ("agents", "model", "own_outcomes")
"""What older records do not have."""


@dataclass(frozen=True)
class RunRecord:
    """Everything needed to cite a result and to get it again.

    Attributes
    ----------
    version, python, platform : str
        The software.
    model : str
        Version of the model; empty in records that were written before it was kept.
    engine : str
        The engine that simulated.
    scenario, scenario_hash : str
        Name of the scenario, and digits that stand for everything in it that affects results.
    seed : int
        The seed of the run, or of the whole comparison.
    replicates : int
        Runs of each arm; one for a single run.
    burn_in_weeks, window_weeks : int
        Weeks before and in the evaluation window.
    weight : float
        How many persons one simulated migrant stands for.
    interventions : dict of str to list of dict
        The interventions of each arm, as a scenario file would write them.
    deliveries : list of float
        The delivery share of each intervention in a single run; empty for a comparison, where it differs
        between replicates.
    started : str
        When it began, in UTC and ISO 8601.
    seconds : float
        How long it took.
    own_outcomes : dict of str to table
        Outcomes of one's own by name, with title, unit, direction, and the expression if it was one.
    agents : dict of str to str
        Classes of agents that were replaced, and by which class of which module.
    """

    version: str
    python: str
    platform: str
    engine: str
    scenario: str
    scenario_hash: str
    seed: int
    replicates: int
    burn_in_weeks: int
    window_weeks: int
    weight: float
    interventions: dict[str, list[Table]]
    deliveries: list[float]
    started: str
    seconds: float
    agents: dict[str, str] = field(default_factory=dict)
    model: str = ""
    own_outcomes: dict[str, Table] = field(default_factory=dict)

    def save(self, path: Path) -> None:
        """Write the record as JSON."""
        write_json(path, asdict(self))

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read a record that `save` wrote."""
        content = read_json(path)
        names = [entry.name for entry in fields(cls)]
        for name in names:
            if name not in content and name not in (
                "agents",
                "model",
                "own_outcomes",
            ):  # which older records do not have
                raise ResultError(f"'{path}' lacks '{name}'; it is not the record of a simcorr result{_by(content)}")
        for name in content:
            if name not in names:
                raise ResultError(f"'{path}': " + unknown_name("entry", name, names) + _by(content))
        if not isinstance(content["interventions"], dict):
            raise ResultError(f"'{path}' is damaged: 'interventions' is not a table of arms")
        return cls(**content)


def current_version() -> str:
    """Return the version of simcorr that runs."""
    return str(sys.modules["simcorr"].__version__)


def _by(content: Table) -> str:
    """Return which version wrote a record, if it was another one."""
    version = content.get("version", current_version())
    return "" if version == current_version() else f" (written by simcorr {version}; this is {current_version()})"


class Stopwatch:
    """When something started and how long it has taken since."""

    def __init__(self) -> None:
        self.started = datetime.now(UTC).isoformat(timespec="seconds")
        self._start = time.perf_counter()

    @property
    def seconds(self) -> float:
        """Seconds since the start."""
        return time.perf_counter() - self._start


def make_record(
    scenario: "Scenario",
    interventions: "Mapping[str, Iterable[Intervention]]",
    *,
    seed: int,
    engine: str,
    stopwatch: Stopwatch,
    replicates: int = 1,
    deliveries: Iterable[float] = (),
    agents: Mapping[type, type] | None = None,
    own_outcomes: "Iterable[OwnOutcome]" = (),
) -> RunRecord:
    """Return the record of a result that is complete now."""
    return RunRecord(
        version=current_version(),
        python=platform.python_version(),
        platform=platform.platform(),
        engine=engine,
        scenario=scenario.name,
        scenario_hash=scenario.hash,
        seed=seed,
        replicates=replicates,
        burn_in_weeks=scenario.burn_in_weeks,
        window_weeks=scenario.window_weeks,
        weight=float(scenario.weight),
        interventions={arm: [table(member) for member in members] for arm, members in interventions.items()},
        deliveries=[float(delivery) for delivery in deliveries],
        started=stopwatch.started,
        seconds=round(stopwatch.seconds, 3),
        agents={base.__name__: f"{own.__module__}.{own.__qualname__}" for base, own in (agents or {}).items()},
        model=MODEL_VERSION,
        own_outcomes={one.name: one.described() for one in own_outcomes},
    )


def table(intervention: "Intervention") -> Table:
    """Return an intervention as a scenario file would write it; one's own measures go by their class."""
    from simcorr.interventions import INTERVENTIONS, to_table

    if INTERVENTIONS.get(intervention.key) is type(intervention):
        return to_table(intervention, full=True)
    values = intervention.model_dump(mode="json", exclude_defaults=True)
    return {"measure": type(intervention).__name__, **values}

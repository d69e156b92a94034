"""Experiments written down: TOML files that say what is asked, varied and simulated."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from simcorr.checks import whole_number
from simcorr.errors import DesignError, SimcorrError, unknown_name
from simcorr.experiment.arms import Arms, checked_arms
from simcorr.experiment.designs import Design, design_from
from simcorr.experiment.designs.design import points_of
from simcorr.experiment.designs.targets import Targets
from simcorr.simulation.checks import checked_seed
from simcorr.simulation.outcomes import true_outcome
from simcorr.simulation.own_outcomes import OwnOutcome, own_from_file

if TYPE_CHECKING:
    from simcorr.experiment.results.sweep import Sweep
    from simcorr.scenario import Scenario

KEYS = (
    "question",
    "scenario",
    "interventions",
    "dose",
    "design",
    "outcomes",
    "own_outcomes",
    "replicates",
    "seed",
    "threshold",
)
_ALL = "all"
_MOST_REPLICATES = 1_000_000


@dataclass(frozen=True, repr=False)
class Experiment:
    """What an experiment file holds, checked.

    Attributes
    ----------
    name : str
        The name of the file, without its ending.
    question : str
        What the experiment shall answer.
    scenario : Scenario
    interventions : dict of str to tuple of interventions
        The arms that are compared with the baseline; none, where only parameters are varied.
    design : Design or None
        What is varied.
    outcomes : tuple of str
        The true outcomes that the question is about, the most important first.
    replicates, seed : int
    threshold : float or None
        The value of the first outcome that is good enough, for satisficing.
    own_outcomes : tuple of OwnOutcome
        Outcomes that the file defines, by expressions.
    """

    name: str
    question: str
    scenario: Scenario
    interventions: Arms
    design: Design | None
    outcomes: tuple[str, ...]
    replicates: int
    seed: int
    threshold: float | None
    own_outcomes: tuple[OwnOutcome, ...] = ()

    def __repr__(self) -> str:
        """Name the experiment in one line."""
        return f"<Experiment '{self.name}': {len(self.interventions)} interventions, {self.design or 'no design'}>"

    def run(self, **options: Any) -> Sweep:
        """Simulate what is missing, and return the sweep.

        Parameters
        ----------
        **options
            Those of `sweep`: ``store``, ``workers``, ``shard``, ``executor`` and so on; also ``replicates``, in
            place of what the file says.
        """
        from simcorr.experiment.sweeping import sweep

        given: Any = {"replicates": self.replicates, "seed": self.seed, "outcomes": self.own_outcomes, **options}
        arms: Any = dict(self.interventions)
        return sweep(self.scenario, arms, self.design, **given)


def load_experiment(path: str | Path) -> Experiment:
    """Read an experiment from a TOML file.

    Parameters
    ----------
    path : str or Path
        The file. Paths in it start from its own folder.

    Raises
    ------
    SimcorrError
        If the file, the scenario it names, or anything else in it cannot be used; nothing has been simulated then.
    """
    from simcorr.scenario.toml import load_scenario, read_toml

    file = Path(path)
    values = read_toml(file)
    for key in values:
        if key not in KEYS:
            raise DesignError(f"{file}: {unknown_name('key', key, KEYS)}")
    if not isinstance(values.get("scenario"), str):
        raise DesignError(f"{file}: scenario is {values.get('scenario')!r}; allowed is the path of a scenario file")
    scenario = load_scenario(file.parent / values["scenario"])
    try:
        return _experiment(file, scenario, values)
    except SimcorrError as error:
        raise type(error)(f"{file}: {error}") from error


def _experiment(file: Path, scenario: Scenario, values: Mapping[str, Any]) -> Experiment:
    interventions = _arms(scenario, values.get("interventions", {}), values.get("dose"))
    design = _design(values["design"], file.parent) if "design" in values else None
    if design is not None:  # names and limits, before anything runs
        points_of(design, Targets(scenario, {"Baseline": (), **interventions}, design.forms))
    own = own_from_file(values.get("own_outcomes", {}))  # before the names of outcomes are looked up
    return Experiment(
        file.stem,
        _text("question", values.get("question", "")),
        scenario,
        interventions,
        design,
        _outcomes(values.get("outcomes", ["bribes"])),
        whole_number("replicates", values.get("replicates", 10), 1, _MOST_REPLICATES),
        checked_seed(values.get("seed", 0)),
        _threshold(values.get("threshold")),
        own,
    )


def _design(given: Any, folder: Path) -> Design:
    """Return the design; a list of tables is the union of what they describe."""
    if isinstance(given, list) and len(given) > 1:
        return design_from({"kind": "union", "designs": given}, folder)
    return design_from(_table("design", given[0] if isinstance(given, list) and given else given), folder)


def _arms(scenario: Scenario, given: Any, dose: Any) -> Arms:
    """Return the arms: a table of them by name, a list of measures at one dose, or all that can act in the scenario."""
    from simcorr.interventions import DOSES, INTERVENTIONS, registry
    from simcorr.scenario.reach import acting_measures

    if given == _ALL or isinstance(given, list):
        keys = list(acting_measures(scenario, DOSES[-1])) if given == _ALL else given
        for key in keys:
            if key not in INTERVENTIONS:
                raise DesignError(unknown_name("intervention", str(key), INTERVENTIONS))
        arms: Any = {INTERVENTIONS[key].title: INTERVENTIONS[key].dose(dose or "firm") for key in keys}
    elif dose is not None:
        raise DesignError("dose goes with a list of measures; in a table of arms, each measure has its own")
    else:
        tables = _table("interventions", given).items()
        arms = {arm: [registry.from_table(one) for one in _members(arm, tables_)] for arm, tables_ in tables}
    if not arms:
        return {}
    return {arm: members for arm, members in checked_arms(scenario, arms).items() if arm in arms}


def _members(arm: str, given: Any) -> list[Any]:
    members = given if isinstance(given, list) else [given]
    for one in members:
        if not isinstance(one, Mapping):
            raise DesignError(f"interventions.{arm} is {one!r}; allowed is a table with a measure, or a list of them")
    return members


def _outcomes(given: Any) -> tuple[str, ...]:
    names = [given] if isinstance(given, str) else given
    if not isinstance(names, list) or not names:
        raise DesignError(f"outcomes is {given!r}; allowed is a list of names, such as ['bribes', 'exploited']")
    return tuple(true_outcome(name).name for name in names)


def _threshold(given: Any) -> float | None:
    if given is None or (isinstance(given, int | float) and not isinstance(given, bool)):
        return None if given is None else float(given)
    raise DesignError(f"threshold is {given!r}; allowed is a number")


def _table(name: str, given: Any) -> Mapping[str, Any]:
    if not isinstance(given, Mapping):
        raise DesignError(f"{name} is {given!r}; allowed is a table, written [{name}]")
    return given


def _text(name: str, given: Any) -> str:
    if not isinstance(given, str):
        raise DesignError(f"{name} is {given!r}; allowed is text")
    return given

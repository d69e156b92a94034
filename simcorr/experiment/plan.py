"""What a sweep consists of: points, arms, and the cell of each arm at each point, all checked before anything runs."""

from __future__ import annotations

import hashlib
import inspect
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from simcorr.draws import replicate_seed
from simcorr.errors import DesignError, SimcorrError
from simcorr.executors import Unit
from simcorr.experiment.arms import Arms
from simcorr.experiment.designs import Design, Target, Targets
from simcorr.experiment.designs.design import points_of
from simcorr.experiment.designs.fields import changed_arm
from simcorr.experiment.trial import Cell, Trial
from simcorr.model_version import MODEL_VERSION
from simcorr.scenario.forms import FORM, Form
from simcorr.scenario.points import EVERY_CONTEXT, changes_at
from simcorr.simulation.checks import checked_interventions
from simcorr.simulation.record import table

if TYPE_CHECKING:
    from simcorr.interventions import Intervention
    from simcorr.scenario import Scenario
    from simcorr.simulation.own_outcomes import OwnOutcome

BLOCK = 10
"""Replicates of a cell that follow one another; all cells have so many before any has more."""
_BAR_FROM = 2_000


class Plan:
    """The runs of a sweep.

    Attributes
    ----------
    scenario, arms, design, points
        What is swept; ``points`` has a row each, in the parameters' units.
    forms : tuple of Form
        The forms of the model among which points may differ.
    cells : list of Cell
        Each once; arms and points that amount to the same share one.
    layout : int array (points, arms)
        The place of the cell of each arm at each point.
    """

    def __init__(self, scenario: Scenario, arms: Arms, design: Design | None, agents: Mapping[type, type]) -> None:
        self.scenario, self.arms, self.design = scenario, arms, design
        self.forms = () if design is None else design.forms
        targets = Targets(scenario, arms, self.forms)
        self.points = pd.DataFrame(index=range(1)) if design is None else points_of(design, targets)
        found = [targets.find(name) for name in self.points.columns]
        self.cells: list[Cell] = []
        self.layout = self._laid_out(found, _codes(agents))

    def _laid_out(self, targets: list[Target], agents: list[str]) -> NDArray[np.int64]:
        places: dict[str, int] = {}
        layout = np.empty((len(self.points), len(self.arms)), dtype=np.int64)
        for point, values in enumerate(_with_bar(self.points.itertuples(index=False, name=None), len(self.points))):
            try:
                cells = self._cells_at(dict(zip(targets, values, strict=True)), agents)
            except SimcorrError as error:
                raise DesignError(f"point {point} ({_shown(targets, values)}): {error}") from error
            for arm, cell in enumerate(cells):
                place = places.setdefault(cell.digest, len(self.cells))
                if place == len(self.cells):
                    self.cells.append(cell)
                layout[point, arm] = place
        return layout

    def _cells_at(self, values: dict[Target, Any], agents: list[str]) -> Iterator[Cell]:
        ours = {target.name: target.typed(value) for target, value in values.items() if not target.arm}
        changes = _changes(ours, self.scenario, self.forms)
        scenario = self.scenario.with_changes(changes) if changes else self.scenario
        for arm, members in self.arms.items():
            theirs = {target: value for target, value in values.items() if target.arm == arm}
            changed = changed_arm(members, theirs) if theirs else members
            if theirs or changes:
                checked_interventions(scenario, list(changed))
            yield Cell(_digest(scenario, changed, agents), changes, changed)

    @property
    def id(self) -> str:
        """Digits that stand for scenario, arms and points; not for the number of replicates."""
        content = [list(self.arms), self.layout.tolist(), [cell.digest for cell in self.cells]]
        return hashlib.sha256(json.dumps(content).encode()).hexdigest()[:16]

    def description(self, own: Sequence[OwnOutcome] = (), engine: str = "") -> dict[str, Any]:
        """Return what is worth remembering of the plan, as plain values; its points are kept anyway."""
        return {
            "names": [str(name) for name in self.points.columns],
            "scenario": self.scenario.to_dict(),
            "scenario_hash": self.scenario.hash,
            "arms": {name: [table(member) for member in members] for name, members in self.arms.items()},
            "design": _design(self.design),
            "forms": {form.name: form.described() for form in self.forms},
            "own_outcomes": {one.name: one.described() for one in own},
            **({"engine": engine} if engine else {}),
        }

    def missing(self, done: NDArray[np.bool_], seed: int, shard: tuple[int, int] = (1, 1)) -> Iterator[Unit]:
        """Yield the runs that are not done, a block of replicates of each cell after the other.

        Parameters
        ----------
        done : bool array (cells, replicates)
        seed : int
        shard : (number, of how many)
            Blocks go to the shards in turn.
        """
        replicates = done.shape[1]
        seeds = [replicate_seed(seed, replicate) for replicate in range(replicates)]
        for turn, (first, place) in enumerate(
            (first, place) for first in range(0, replicates, BLOCK) for place in range(len(self.cells))
        ):
            if turn % shard[1] != shard[0] - 1:
                continue
            for replicate in range(first, min(first + BLOCK, replicates)):
                if not done[place, replicate]:
                    trial = Trial(place, self.cells[place], replicate, seeds[replicate])
                    yield Unit(place * replicates + replicate, trial)


def arm_at(
    scenario: Scenario,
    members: tuple[Intervention, ...],
    values: Mapping[Target, Any],
    forms: tuple[Form, ...],
    arm: str,
) -> tuple[Scenario, tuple[Intervention, ...]]:
    """Return the scenario of a point and the measures of an arm there."""
    ours = {target.name: target.typed(value) for target, value in values.items() if not target.arm}
    theirs = {target: value for target, value in values.items() if target.arm == arm}
    changes = _changes(ours, scenario, forms)
    there = scenario.with_changes(changes) if changes else scenario
    return there, changed_arm(members, theirs) if theirs else members


def _changes(values: dict[str, Any], scenario: Scenario, forms: tuple[Form, ...]) -> dict[str, Any]:
    """Return the changes to a scenario; factors act on what each context has, and forms decide last."""
    special = {name: value for name, value in values.items() if name.startswith((EVERY_CONTEXT, FORM))}
    plain = {name: value for name, value in values.items() if name not in special}
    return {**plain, **changes_at(special, scenario, forms)}


def _digest(scenario: Scenario, members: tuple[Intervention, ...], agents: list[str]) -> str:
    """Return what stands for a run apart from its seed: model, scenario, measures, and code of the user's own."""
    measures = [[one.key or type(one).__name__, one.model_dump(mode="json"), *_code(type(one))] for one in members]
    content = json.dumps([MODEL_VERSION, scenario.hash, measures, agents], sort_keys=True)
    return hashlib.sha256(content.encode()).hexdigest()[:32]


def _codes(agents: Mapping[type, type]) -> list[str]:
    return [code for base, own in agents.items() for code in (base.__name__, *_code(own))]


def _code(kind: type) -> list[str]:
    """Return what stands for a class that is not part of simcorr: its name and its source, which may change."""
    if kind.__module__.partition(".")[0] == "simcorr":
        return []
    try:
        source = inspect.getsource(kind)
    except (OSError, TypeError):
        source = ""
    return [kind.__qualname__, hashlib.sha256(source.encode()).hexdigest()[:16]]


def _shown(targets: list[Target], values: tuple[Any, ...]) -> str:
    shown = [f"{target.name} = {value}" for target, value in zip(targets, values, strict=True)]
    return ", ".join(shown[:4]) + (", ..." if len(shown) > 4 else "")


def _with_bar(rows: Any, count: int) -> Any:
    from tqdm import tqdm

    return tqdm(rows, desc="Checking points", total=count, disable=None if count >= _BAR_FROM else True)


def _design(design: Design | None) -> dict[str, Any]:
    """Return what is worth remembering of a design; its points are kept anyway."""
    if design is None:
        return {}
    return (
        {"kind": "points"} if design.kind == "points" else json.loads(json.dumps(design.description(), default=_plain))
    )


def _plain(value: Any) -> Any:
    return value.item() if isinstance(value, np.generic) else value

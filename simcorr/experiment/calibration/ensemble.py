"""The parameter sets that are not ruled out, with the record of how they were found."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import numpy as np
import pandas as pd

from simcorr.contexts import CONTEXT_NAMES
from simcorr.errors import CalibrationError, unknown_name
from simcorr.experiment.calibration.space import EVERY_CONTEXT, Space, changes_at
from simcorr.parameters import declared_parameters
from simcorr.simulation.model_version import MODEL_VERSION
from simcorr.simulation.storage import read_json, write_json

if TYPE_CHECKING:
    from simcorr.scenario import Scenario

BUNDLED = Path(__file__).with_name("ensemble.json")
RENEW = "python experiments/calibrate.py"
"""The command that makes the ensemble of the package anew."""


@dataclass(frozen=True, repr=False)
class Ensemble:
    """Parameter sets for one baseline; conclusions that hold in all of them do not rest on one lucky choice.

    Attributes
    ----------
    parameters : DataFrame
        A row a member, a column a searched parameter (factors on all contexts by names like
        ``contexts.*.visibility``). Member 0 stands for the baseline.
    patterns : DataFrame
        The calibration patterns of each member.
    record : dict
        How it was made: version of the model, the baseline itself, targets, ranges, waves, seed.

    Examples
    --------
    >>> ensemble = load_ensemble()
    >>> ensemble.parameters.shape[0] == len(ensemble)
    True
    """

    parameters: pd.DataFrame
    patterns: pd.DataFrame
    record: Mapping[str, Any]

    def __len__(self) -> int:
        """Return the number of members."""
        return len(self.parameters)

    def __repr__(self) -> str:
        """Return a line instead of the tables."""
        return f"Ensemble({len(self)} members, {self.parameters.shape[1]} parameters, model {self.record['model']})"

    @property
    def base(self) -> Scenario:
        """The baseline for which the ensemble was made."""
        from simcorr.scenario import Scenario

        return Scenario(**self.record["scenario"])

    @property
    def digest(self) -> str:
        """Digits that stand for the members."""
        return hashlib.sha256(json.dumps(_columns(self.parameters)).encode()).hexdigest()[:12]

    def scenario(self, member: int, base: Scenario | None = None) -> Scenario:
        """Return a scenario with the parameters of a member.

        Parameters
        ----------
        member : int
            From 0, the baseline's own parameters.
        base : Scenario, optional
            What else is simulated; the baseline, if left out. Factors multiply what it gives to each context.
        """
        if not 0 <= member < len(self):
            raise CalibrationError(f"member is {member}; allowed is 0 to {len(self) - 1}")
        chosen = self.base if base is None else base
        return chosen.with_changes(changes_at(self.parameters.iloc[member].to_dict(), chosen))

    def scenarios(self, base: Scenario | None = None) -> Iterator[Scenario]:
        """Yield the scenario of each member."""
        chosen = self.base if base is None else base
        for member in range(len(self)):
            yield self.scenario(member, chosen)

    def save(self, path: str | Path) -> None:
        """Write the ensemble as JSON; numbers keep every digit that matters (six)."""
        content = {
            "record": dict(self.record),
            "parameters": _columns(self.parameters),
            "patterns": _columns(self.patterns),
        }
        write_json(Path(path), content)

    @classmethod
    def load(cls, path: str | Path) -> Self:
        """Read an ensemble that `save` wrote.

        Raises
        ------
        CalibrationError
            When it was made with another version of the model (the message says how to renew it), or when a
            member holds something that is no value of a parameter.
        """
        content = read_json(Path(path))
        try:
            parameters, patterns = (pd.DataFrame(content[name]) for name in ("parameters", "patterns"))
            ensemble = cls(parameters, patterns, content["record"])
            made_with = ensemble.record["model"]
            ensemble.record["scenario"]
        except (KeyError, TypeError, ValueError):
            raise CalibrationError(f"'{path}' is not an ensemble that simcorr wrote") from None
        if made_with != MODEL_VERSION:
            raise CalibrationError(
                f"'{path}' was made with version {made_with} of the model, this is {MODEL_VERSION}; "
                f"renew it with: {RENEW}"
            )
        _check_members(parameters, Path(path))
        return ensemble


def load_ensemble(path: str | Path | None = None) -> Ensemble:
    """Return an ensemble of parameter sets; the one that comes with simcorr, if no path is given.

    Raises
    ------
    CalibrationError
        When it was made with another version of the model.
    """
    return Ensemble.load(BUNDLED if path is None else path)


def spread_out(space: Space, points: pd.DataFrame, size: int) -> list[int]:
    """Return the places of so many points that lie as far apart as possible, the one nearest to the middle first.

    Each next one is the farthest from all chosen so far (maximin, by distance in the unit cube).
    """
    unit = space.unit(points)
    chosen = [int(np.argmin(((unit - unit.mean(axis=0)) ** 2).sum(axis=1)))]
    distance = ((unit - unit[chosen[0]]) ** 2).sum(axis=1)
    while len(chosen) < min(size, len(points)):
        chosen.append(int(np.argmax(distance)))
        distance = np.minimum(distance, ((unit - unit[chosen[-1]]) ** 2).sum(axis=1))
    return chosen


def _check_members(parameters: pd.DataFrame, path: Path) -> None:
    """Refuse, at once and by name, what somebody's editor may have left in the file."""
    if parameters.empty:
        raise CalibrationError(f"'{path}' holds no parameter sets")
    for name in map(str, parameters):
        low, high = _bounds(name, path)
        for member, value in enumerate(parameters[name]):
            if not isinstance(value, int | float) or not low <= value <= high:
                raise CalibrationError(
                    f"'{path}': {name} of member {member} is {value!r}; allowed is {low:g} to {high:g}"
                )


def _bounds(name: str, path: Path) -> tuple[float, float]:
    """Return what is allowed of a column; a factor stays within bounds when it is applied."""
    declared = declared_parameters()
    first = name.replace("*", CONTEXT_NAMES[0], 1) if name.startswith(EVERY_CONTEXT) else name
    if first not in declared:
        raise CalibrationError(f"'{path}': {unknown_name('parameter', name, declared)}")
    return (0.0, math.inf) if first != name else (declared[name].low, declared[name].high)


def _columns(frame: pd.DataFrame) -> dict[str, list[float]]:
    return {str(name): [float(f"{value:.6g}") for value in frame[name]] for name in frame.columns}

"""Designs around what is known: one parameter at a time, and the parameter sets that are not ruled out."""

from typing import TYPE_CHECKING, Any

import pandas as pd

from simcorr.errors import DesignError
from simcorr.experiment.designs.axes import Between, Values
from simcorr.experiment.designs.design import Design, varied
from simcorr.experiment.designs.grid import Points
from simcorr.experiment.designs.sampled import Over
from simcorr.experiment.designs.screening import RIGID
from simcorr.experiment.designs.target import Target
from simcorr.experiment.designs.targets import Targets
from simcorr.parameters import declared_parameters
from simcorr.scenario.points import EVERY_CONTEXT

if TYPE_CHECKING:
    from simcorr.scenario.ensemble import Ensemble


class OneAtATime(Design):
    """The scenario as it is, then each parameter at its lower and its upper limit while the others stay.

    Parameters
    ----------
    over : mapping of dotted name to Between or Values, or iterable of names
        In place of limits, values that are taken one after the other: the doses of a measure, a switch off and on.
        Names alone go to their declared bounds, which say what can be simulated and not what is plausible;
        `plausible_ranges` has narrower ones.
    """

    kind = "one_at_a_time"
    rigid = RIGID

    def __init__(self, over: Over) -> None:
        self.over = varied(over, "OneAtATime", (Between, Values))
        self.names = tuple(self.over)

    def table(self, targets: Targets) -> pd.DataFrame:
        """Return the points: a row each, a column for each name; 1 + 2 x names of them, where all have limits."""
        found = {name: targets.find(name) for name in self.names}
        ends = {name: _ends(axis, found[name]) for name, axis in self.over.items()}
        base = {name: targets.value(target) for name, target in found.items()}
        for name, value in base.items():
            if value is None or (isinstance(value, str) and isinstance(self.over[name], Between)):
                raise DesignError(f"{name} has no value in the scenario or the arm; give it one first")
        rows = [base, *({**base, name: value} for name, values in ends.items() for value in values)]
        return pd.DataFrame(rows, columns=list(self.names))

    def description(self) -> dict[str, Any]:
        """Return the design as an experiment file would write it."""
        return {"kind": self.kind, "over": {name: axis.description() for name, axis in self.over.items()}}


class Members(Points):
    """The parameter sets of an ensemble, a point each, with their forms of the model; point 0 is the baseline's own.

    Parameters
    ----------
    ensemble : Ensemble, optional
        The one that comes with simcorr, if left out.
    first : int, optional
        Only so many of them, from the first.
    """

    kind = "ensemble"

    def __init__(self, ensemble: "Ensemble | None" = None, first: int | None = None) -> None:
        from simcorr.scenario.ensemble import load_ensemble

        chosen = load_ensemble() if ensemble is None else ensemble
        count = len(chosen) if first is None else first
        if isinstance(count, bool) or not isinstance(count, int) or not 1 <= count <= len(chosen):
            raise DesignError(f"Members got {first!r} as first; allowed is 1 to {len(chosen)}")
        self.ensemble, self.forms = chosen, chosen.forms
        rows, declared = chosen.parameters.head(count), declared_parameters()
        whole = [name for name in rows if name in declared and declared[name].whole]
        super().__init__(rows.assign(**{name: rows[name].round().astype(int) for name in whole}))

    def table(self, targets: Targets) -> pd.DataFrame:
        """Return the points: a row each; what the scenario has switched off stays off."""
        return super().table(targets).assign(**dict.fromkeys(self.ensemble.switched_off(targets.scenario), 0))

    def description(self) -> dict[str, Any]:
        """Return the design as an experiment file would write it."""
        return {"kind": self.kind, "first": len(self.rows), "digest": self.ensemble.digest}


def plausible_ranges(prefix: str = "") -> dict[str, Between]:
    """Return how far each assumption that matters was searched in the calibration, by dotted name.

    Parameters
    ----------
    prefix : str
        Only names that begin so, such as ``officials``.

    Examples
    --------
    >>> plausible_ranges("officials")["officials.peer_effect"]
    Between(low=0.0, high=2.0, scale='linear')
    """
    from simcorr.scenario.ensemble import load_ensemble

    ranges = load_ensemble().record["ranges"]
    found = {name: Between(low, high, scale) for name, (low, high, scale) in ranges.items()}
    chosen = {name: limits for name, limits in found.items() if name.startswith((prefix, f"{EVERY_CONTEXT}{prefix}"))}
    if not chosen:
        beginnings = ", ".join(sorted({name.partition(".")[0] for name in found}))
        raise DesignError(f"no range begins with '{prefix}'; allowed are {beginnings}")
    return chosen


def _ends(axis: Between | Values, target: Target) -> list[Any]:
    limits = axis.within(target)
    if isinstance(limits, Values):
        return list(limits.values)
    return [_typed(end, whole=target.whole) for end in (limits.low, limits.high)]


def _typed(value: float | None, *, whole: bool) -> float | int:
    number = 0.0 if value is None else float(value)
    return round(number) if whole else number

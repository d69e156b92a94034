"""Designs of which only the points that meet a condition are simulated."""

from typing import Any

import pandas as pd

from simcorr.errors import DesignError
from simcorr.experiment.designs.design import Design
from simcorr.experiment.designs.expression import Expression
from simcorr.experiment.designs.targets import Targets

LEAST_SHARE = 0.01
"""Of the points drawn, how many must meet a condition for a sample to be filled up."""
_FEWEST_DRAWN = 10_000


class Constrained(Design):
    """The points of a design that meet a condition.

    A Latin hypercube or a Sobol sequence is filled up to the number of points asked for by drawing on; of all other
    designs, the points that pass are left. Inputs are no longer independent of one another then.

    Parameters
    ----------
    design : Design
        Not Morris, Saltelli or OneAtATime, whose analyses need all of their points.
    where : str
        Comparisons of names and numbers, with ``+ - * /``, ``and``, ``or``, ``not``. A name that the design does not
        vary has the value of the scenario or the arm; a name with blanks stands in backticks.

    Examples
    --------
    >>> from simcorr.experiment.designs.axes import Between
    >>> from simcorr.experiment.designs.sampled import LatinHypercube
    >>> fines = LatinHypercube({"officials.fine_usd": Between(1000, 50000)}, points=8)
    >>> Constrained(fines, "officials.fine_usd <= 20000").description()["where"]
    'officials.fine_usd <= 20000'
    """

    kind = "constrained"
    design: Design
    where: Expression

    def __init__(self, design: Design, where: str) -> None:
        if not isinstance(design, Design):
            raise DesignError(f"Constrained got a {type(design).__name__}; allowed is a design, such as Grid(...)")
        if design.rigid:
            raise DesignError(f"{design!r} takes no condition: {design.rigid}; use a LatinHypercube with method='pawn'")
        inner: Design = design
        if isinstance(design, Constrained):  # one condition, so that a sample is filled up until both hold
            inner, where = design.design, f"({design.where.text}) and ({Expression(where).text})"
        self.where = Expression(where)
        self.design, self.names, self.forms, self.wanted = inner, inner.names, inner.forms, inner.wanted

    def table(self, targets: Targets) -> pd.DataFrame:
        """Return the points that meet the condition: a row each, a column for each name."""
        found: list[pd.DataFrame] = []
        drawn = passed = 0
        for batch in self.design.batches(targets):
            passing = batch[self.where.passing(batch, lambda name: _own(targets, name))]
            found.append(passing)
            drawn, passed = drawn + len(batch), passed + len(passing)
            if self.wanted is not None and passed >= self.wanted:
                break
            if self.wanted is not None and drawn >= _FEWEST_DRAWN and passed < LEAST_SHARE * drawn:
                raise DesignError(
                    f"{passed} of {drawn} points meet '{self.where.text}'; allowed is {LEAST_SHARE:.0%} or more: "
                    "narrow the limits, or loosen the condition"
                )
        if not passed:
            raise DesignError(f"no point of the design meets '{self.where.text}'")
        return pd.concat(found, ignore_index=True).head(self.wanted or passed)

    def description(self) -> dict[str, Any]:
        """Return the design as an experiment file would write it."""
        return {**self.design.description(), "where": self.where.text}


def _own(targets: Targets, name: str) -> Any:
    value = targets.value(targets.find(name))
    if value is None:
        raise DesignError(f"{name} has no value in the scenario or the arm; vary it, or leave it out of the condition")
    return value

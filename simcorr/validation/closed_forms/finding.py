"""A closed form as a case: what theory says, what a world of the model gives, and how far apart the two are."""

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from simcorr.validation.closed_forms.bench import Bench

LIMIT = 4.0
"""Standard errors at which a finding fails. All cases together would raise one false alarm in some hundred tries; seeds
are fixed, so that a case that passes once passes always."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One number of theory beside the number that the model gives.

    Attributes
    ----------
    label : str
        What is compared.
    expected, simulated : float
    error : float
        Standard error of ``simulated`` if theory holds; zero where the two have to be equal.
    """

    label: str
    expected: float
    simulated: float
    error: float

    @property
    def z(self) -> float:
        """Return the distance in standard errors; infinite where equality was due and is missed."""
        if self.error > 0.0:
            return (self.simulated - self.expected) / self.error
        return 0.0 if math.isclose(self.simulated, self.expected, rel_tol=1e-9, abs_tol=1e-12) else math.inf

    @property
    def passed(self) -> bool:
        """Return whether the model agrees with theory."""
        return abs(self.z) <= LIMIT


def exact(label: str, expected: float, simulated: float) -> Finding:
    """Return a finding in which both numbers have to be equal."""
    return Finding(label, float(expected), float(simulated), 0.0)


def share(label: str, expected: float, count: float, of: float) -> Finding:
    """Return a finding on a share of independent tries, with the binomial standard error."""
    return Finding(label, expected, count / of, math.sqrt(expected * (1.0 - expected) / of))


def mean(label: str, expected: float, sample: ArrayLike, deviation: float | None = None) -> Finding:
    """Return a finding on a mean of independent values; the deviation is that of theory or else of the sample."""
    values = np.asarray(sample, dtype=float)
    spread = float(values.std(ddof=1)) if deviation is None else deviation
    return Finding(label, expected, float(values.mean()), spread / math.sqrt(len(values)))


@dataclass(frozen=True)
class ClosedForm:
    """A result of theory that a world of the model has to reproduce, in either engine.

    Attributes
    ----------
    name : str
        The name in the registry and in tables.
    statement : str
        The result in one plain sentence.
    equation : str
        The result as a formula in plain text.
    world : str
        What is on and what is pinned, in one sentence; everything else is off.
    source : str
        Author and year of the theory.
    findings : callable
        Runs the worlds on a `Bench` and returns the findings.
    """

    name: str
    statement: str
    equation: str
    world: str
    source: str
    findings: Callable[[Bench], Iterable[Finding]] = field(repr=False)

    def check(self, engine: str = "compiled", changes: Mapping[str, Any] | None = None, seed: int = 0) -> list[Finding]:
        """Return what theory expects and what an engine gives.

        Parameters
        ----------
        engine : str
            The engine that simulates; both give the same findings.
        changes : mapping of dotted name to value, optional
            Changes of the worlds that theory is *not* told of. They show that the case can fail.
        seed : int
            The first seed of the runs; with another one than 0, about one finding in 16,000 fails by chance.

        Returns
        -------
        list of Finding
        """
        return list(self.findings(Bench(engine, dict(changes or {}), seed)))

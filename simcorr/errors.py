"""Every deliberate error of simcorr and its wording.

A message names the culprit, the value given, what is allowed and, for a name, the nearest valid one. All errors
derive from `SimcorrError`; each takes one message, so that it survives the way back from a worker process.
"""

from collections.abc import Iterable
from difflib import get_close_matches


class SimcorrError(Exception):
    """Base class of every error that simcorr raises on purpose."""


class ScenarioError(SimcorrError):
    """A scenario, or a change to one, that cannot be simulated."""


class InterventionError(SimcorrError):
    """An intervention or a portfolio that cannot be applied."""


class RunError(SimcorrError):
    """A request for a run, or a run itself, that cannot be carried out."""


class ResultError(SimcorrError):
    """A result that cannot be read, written, compared or drawn."""


class CalibrationError(SimcorrError):
    """A calibration or a validation that cannot be carried out, or whose stored result does not fit the model."""


class DesignError(SimcorrError):
    """A design of an experiment that cannot be carried out: what is varied, how far, or in how many points."""


class StoreError(SimcorrError):
    """A store of runs that cannot be opened, read, written or merged."""


class AnalysisError(SimcorrError):
    """An analysis of results that the results given to it cannot bear."""


class EvidenceError(SimcorrError):
    """Evidence that cannot be relied on: a bad row of the table, or a grade that its sources do not bear."""


def listed(names: Iterable[str], limit: int = 12) -> str:
    """Return names as a readable list, shortened after ``limit`` entries.

    Examples
    --------
    >>> listed(["land", "sea"])
    'land, sea'
    """
    names = list(names)
    shown = ", ".join(names[:limit])
    return shown if len(names) <= limit else f"{shown}, ... ({len(names)} in all)"


def unknown_name(what: str, given: str, allowed: Iterable[str], where: str = "") -> str:
    """Return the message for a name that does not exist, with the nearest one that does.

    Examples
    --------
    >>> unknown_name("context", "borders", ["airports", "border_crossings"])
    "unknown context 'borders'; did you mean 'border_crossings'? Allowed: airports, border_crossings"
    """
    allowed = list(allowed)
    near = get_close_matches(str(given), allowed, n=1, cutoff=0.5)
    hint = f"; did you mean '{near[0]}'?" if near else "."
    place = f" in {where}" if where else ""
    return f"unknown {what} '{given}'{place}{hint} Allowed: {listed(allowed)}"


def out_of_bounds(name: str, given: object, low: object, high: object, unit: str = "") -> str:
    """Return the message for a value outside its bounds.

    Examples
    --------
    >>> out_of_bounds("contexts.airports.discretion", 1.2, 0, 1, "share")
    'contexts.airports.discretion is 1.2; allowed is 0 to 1 (share)'
    """
    return f"{name} is {given}; allowed is {low} to {high}" + (f" ({unit})" if unit else "")

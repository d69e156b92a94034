"""Checks of what an analysis is asked for: an outcome it can rest on, and numbers within their bounds."""

import math
from numbers import Real
from typing import Any

from simcorr.errors import AnalysisError, unknown_name
from simcorr.simulation.outcome import Outcome
from simcorr.simulation.outcomes import OUTCOMES

POOLED = ("rank_odds",)
"""Outcomes that single runs often lack; they are pooled over replicates and have no paired differences."""


def true_outcome(name: Any) -> Outcome:
    """Return the true outcome of a name, which every run has.

    Raises
    ------
    AnalysisError
        For a name that does not exist, an outcome that somebody records or reports, and one that is pooled.

    Examples
    --------
    >>> true_outcome("bribes").title
    'Bribes paid'
    """
    allowed = [key for key, outcome in OUTCOMES.items() if outcome.observer == "true" and key not in POOLED]
    if isinstance(name, str) and name in OUTCOMES and name not in allowed:
        observer = OUTCOMES[name].observer.replace("_", " ")
        why = "pooled over replicates" if name in POOLED else f"{observer}: what is not true cannot rank interventions"
        raise AnalysisError(f"outcome '{name}' is {why}; allowed is a true outcome of single runs, such as 'bribes'")
    if name not in allowed:
        raise AnalysisError(unknown_name("outcome", name, allowed))
    return OUTCOMES[name]


def ranking_outcome(name: Any) -> Outcome:
    """Return a true outcome that has a better direction, so that interventions can be ranked by it.

    Raises
    ------
    AnalysisError
        As `true_outcome`, and for an outcome of which neither more nor less is better.
    """
    outcome = true_outcome(name)
    if outcome.better == "neither":
        allowed = [key for key, other in OUTCOMES.items() if other.observer == "true" and other.better != "neither"]
        shown = ", ".join(f"'{key}'" for key in allowed[:5])
        raise AnalysisError(
            f"of outcome '{name}' neither more nor less is better; allowed is one of {shown} and others"
        )
    return outcome


def positive(name: str, value: Any, unit: str = "") -> float:
    """Return a finite number above zero.

    Examples
    --------
    >>> positive("half_width", 2)
    2.0
    """
    if not _is_number(value) or not 0.0 < float(value) < math.inf:
        raise AnalysisError(f"{name} is {value!r}; allowed is a number above 0" + (f" ({unit})" if unit else ""))
    return float(value)


def checked_confidence(value: Any, lowest: float = 0.5) -> float:
    """Return a confidence level above the lowest that means anything and below one.

    Examples
    --------
    >>> checked_confidence(0.9)
    0.9
    """
    if not _is_number(value) or not lowest < float(value) < 1.0:
        raise AnalysisError(f"confidence is {value!r}; allowed is a number above {lowest} and below 1, such as 0.95")
    return float(value)


def _is_number(value: Any) -> bool:
    return isinstance(value, Real) and not isinstance(value, bool)

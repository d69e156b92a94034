"""How SALib is asked: problems in the unit cube, and without a trace in NumPy's global random state."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np


def unit_problem(names: Sequence[str]) -> dict[str, Any]:
    """Return SALib's description of parameters that all run from 0 to 1.

    Examples
    --------
    >>> unit_problem(["bribe"])
    {'num_vars': 1, 'names': ['bribe'], 'bounds': [[0.0, 1.0]]}
    """
    return {"num_vars": len(names), "names": list(names), "bounds": [[0.0, 1.0] for _ in names]}


@contextmanager
def untouched_random_state() -> Iterator[None]:
    """Put NumPy's global random state back afterwards: SALib 1.5 seeds it, later releases leave it alone."""
    state = np.random.get_state()
    try:
        yield
    finally:
        np.random.set_state(state)

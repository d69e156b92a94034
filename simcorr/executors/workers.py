"""How many workers: what is asked for, or what this machine has."""

import os
from typing import Any

from simcorr.checks import whole_number

_MOST_WORKERS = 1024


def worker_count(workers: Any) -> int:
    """Return the number of workers that is asked for; None means one for each available core."""
    return available_cores() if workers is None else whole_number("workers", workers, 1, _MOST_WORKERS)


def available_cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return max(1, min(len(os.sched_getaffinity(0)), _MOST_WORKERS))
    return max(1, min(os.cpu_count() or 1, _MOST_WORKERS))

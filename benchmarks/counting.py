"""Count the draws, exponentials and logarithms of a run, which are those of either engine: both run the same text.

They are counted in the Mesa engine, whose week is plain Python, in a process in which the rules are, too:
``NUMBA_DISABLE_JIT=1 python -m benchmarks.counting FACTOR`` prints the counts as JSON.
"""

import json
import math
import sys
from collections import Counter

from benchmarks.worlds import encounters, world
from simcorr import draws
from simcorr.engine import mesa
from simcorr.jit import JIT_AVAILABLE

counts = Counter()


def counted(owner, name):
    """Let every call of a function be counted."""
    function = getattr(owner, name)

    def counting(*arguments):
        counts[name] += 1
        return function(*arguments)

    setattr(owner, name, counting)


if __name__ == "__main__":
    assert not JIT_AVAILABLE, "set NUMBA_DISABLE_JIT=1: compiled code cannot be counted"
    for name in ("event", "uniform"):
        counted(draws, name)
    for name in ("exp", "expm1", "log", "sqrt"):
        counted(math, name)
    trace = mesa.simulate(world(float(sys.argv[1])))
    print(json.dumps({**counts, "encounters": encounters(trace)}))

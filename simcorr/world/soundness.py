"""What must be a number at the end of every week; both engines look, and end a run in which it is not."""

import math
from collections.abc import Iterable, Mapping, Sequence

from simcorr.contexts import CONTEXT_NAMES
from simcorr.errors import RunError

OF_CONTEXTS = ("norm", "perceived_detection")
CORRIDOR_BELIEFS = (
    "success_alone",
    "success_smuggled",
    "exploitation",
    "impunity",
    "average_bribe",
    "average_loss",
    "regular_bribe",
    "punishment",
    "regular_excess",
)
"""What is watched beside the fees of each corridor: everything that rules return flows into one of these."""


def refuse_unsound(
    week: int,
    corridors: Sequence[str],
    by_context: Mapping[str, Iterable[float]],
    by_corridor: Mapping[str, Iterable[float]],
) -> None:
    """Raise a `RunError` that names the first number that is none, if there is one.

    Parameters
    ----------
    week : int
        The week that has just ended, counted from the start of the burn-in.
    corridors : sequence of str
        The names of the corridors.
    by_context, by_corridor : mapping of str to floats
        The values of `OF_CONTEXTS`; of `CORRIDOR_BELIEFS` and the fees.
    """
    for places, table in ((CONTEXT_NAMES, by_context), (corridors, by_corridor)):
        for name, values in table.items():
            for place, value in zip(places, values, strict=True):
                if not math.isfinite(value):
                    raise RunError(
                        f"week {week}, phase 9: {name} of {place} is {float(value)}; a rule returned what "
                        "is no number, or a parameter is none"
                    )

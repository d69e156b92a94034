"""What happens in stretches of the window, for studies of how an effect comes and goes."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from simcorr.patterns.studies.audits import ON_THE_WAY
from simcorr.simulation.outcome import ratio
from simcorr.world.measures import BY_CONTEXT as K
from simcorr.world.trace import Trace

if TYPE_CHECKING:
    from simcorr.scenario import Scenario

Periods = Mapping[str, tuple[int, int]]
"""First week and the week after the last, counted from the start of the window, by name."""


def bribes_in(trace: Trace, scenario: "Scenario", periods: Periods) -> dict[str, float]:
    """Return the bribes on the way in each period, per week."""
    weekly = trace.context[scenario.burn_in_weeks :, : len(ON_THE_WAY), K.bribes].sum(axis=1)
    return {name: float(weekly[first:last].mean()) for name, (first, last) in periods.items()}


def relative_change(new: float, old: float) -> float:
    """Return the change relative to the old value; NaN when that is zero."""
    return ratio(new, old) - 1.0

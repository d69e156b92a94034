"""More audits, for good: how far acceptance falls for each step in the chance that an audit finds a bribe."""

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from simcorr.contexts import CONTEXT_NAMES
from simcorr.interventions import HighRiskAudits
from simcorr.patterns.studies.study import Arm, Study, Sums
from simcorr.simulation.outcome import ratio
from simcorr.world.measures import BY_CONTEXT as K
from simcorr.world.trace import Trace

if TYPE_CHECKING:
    from simcorr.scenario import Scenario

ON_THE_WAY = CONTEXT_NAMES[:6]
"""The contexts that are passed on a journey."""
_FACTORS = (1.0, 3.0, 12.0, 50.0)
"""Audit effort in multiples of the usual; the largest makes an audit find about two bribes of five."""
_LEARNED = 52
"""Weeks until officials have seen the new audits."""
_NEAR_ONE = 0.9
"""The chance up to which returns are compared, or the largest that is reached: beyond, nothing is known."""
_STEP = 0.2
"""The step in the chance to be found: twenty points."""


def audits(
    factor: float,
    *,
    start_week: int = 0,
    end_week: int | None = None,
    internal: bool = False,
    contexts: tuple[str, ...] = ON_THE_WAY,
) -> tuple[HighRiskAudits, ...]:
    """Return audits multiplied by a factor, of all contexts on the way: by outsiders, or by superiors."""
    if factor == 1.0:
        return ()
    more = HighRiskAudits(
        factor=factor if internal else 1.0,
        external_factor=1.0 if internal else factor,
        contexts=contexts,
        start_week=start_week,
        end_week=end_week,
        delivery=1.0,
    )
    return (more,)


def _arms(base: "Scenario") -> dict[str, Arm]:
    return {f"{factor:g}": Arm(base, audits(factor)) for factor in _FACTORS}


def _observe(trace: Trace, scenario: "Scenario") -> dict[str, float]:
    sums = trace.context[scenario.burn_in_weeks + _LEARNED :, : len(ON_THE_WAY)].sum(axis=(0, 1))
    return {
        "found": float(sums[K.detections_audit]),
        "bribes": float(sums[K.bribes]),
        "offers": float(sums[K.offers]),
        "accepted": float(sums[K.offers_accepted]),
    }


def _patterns(sums: Mapping[str, Sums]) -> dict[str, float]:
    chances = np.array([ratio(one["found"], one["bribes"]) for one in sums.values()])
    accepted = np.array([ratio(one["accepted"], one["offers"]) for one in sums.values()])
    order = np.argsort(chances)
    chances, accepted = chances[order], accepted[order]
    step = _per_step(chances, accepted)
    top = min(_NEAR_ONE, float(chances[-1]))
    middle, end = np.interp([0.5 * (chances[0] + top), top], chances, accepted)
    first = ratio_of(accepted[0] - middle, accepted[0] - end)
    return {"acceptance_per_20_points": step, "share_of_effect_in_first_half": first}


def _per_step(chances: NDArray[np.float64], accepted: NDArray[np.float64]) -> float:
    """Return the change by one step; where so much is not reached, that of the reached part in proportion.

    Since returns fall, the proportion makes it rather too large than too small.
    """
    reached = float(chances[-1] - chances[0])
    if reached <= 0.0:
        return math.nan
    if reached < _STEP:
        return float(accepted[-1] - accepted[0]) * _STEP / reached
    return float(np.interp(chances[0] + _STEP, chances, accepted) - accepted[0])


def ratio_of(top: float, bottom: float) -> float:
    """Return top / bottom for numbers of any sign; NaN when the bottom is zero."""
    return float(top / bottom) if bottom != 0.0 else math.nan


AUDITS = Study("audits", _arms, _observe, _patterns, replicates=10)

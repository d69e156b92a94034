"""One campaign of audits, and the years after it.

The campaign is that of the rows behind the pattern: auditors of a central office who come once to a place (E085:
auditors of the federal comptroller in municipalities drawn by lot; E088: those of the comptroller of the territory).
They are outsiders, so that trust between an official and the superior blunts nothing of what they do; audits by the
superiors themselves go on as usual. How many they are follows from what they get through: the same share of deeds in
every parameter set, however good the usual audits are at finding a bribe.
"""

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING

from simcorr.interventions import HighRiskAudits
from simcorr.interventions.levers import LEVERS
from simcorr.patterns.studies.audits import ON_THE_WAY, audits, ratio_of
from simcorr.patterns.studies.periods import bribes_in, relative_change
from simcorr.patterns.studies.study import Arm, Study, Sums
from simcorr.simulation.outcome import ratio
from simcorr.world.measures import BY_CONTEXT as K
from simcorr.world.trace import Trace

if TYPE_CHECKING:
    from simcorr.scenario import Scenario

_CAMPAIGN = (26, 39)
EXAMINED = 0.5
"""The share of the deeds of public officials that outsiders examine during the campaign: every second one."""
_PERIODS = {"first_year": (39, 91), "third_year": (143, 195)}
_MOST = LEVERS["external_audit_factor"].high


def effort_for(share: float, rate: float) -> float:
    """Return the audit effort that examines a share of deeds: ``-ln(1 - share) / rate``.

    The inverse of the chance that an audit finds a deed, ``1 - exp(-rate * effort)``.

    Parameters
    ----------
    share : float
        From 0 to less than 1.
    rate : float
        Finds per deed at the usual effort, above 0.

    Examples
    --------
    >>> round(effort_for(0.5, 0.045), 2)
    15.4
    >>> round(1 - math.exp(-0.045 * effort_for(0.3, 0.045)), 12)
    0.3
    """
    return -math.log1p(-share) / rate


def campaign(scenario: "Scenario", share: float = EXAMINED) -> tuple[HighRiskAudits, ...]:
    """Return the audits by outsiders that examine a share of the deeds in every context on the way.

    Each context has a factor of its own, from its rate in this scenario: contexts differ in their rates, and a mean
    of chances could not be inverted in closed form. What a second job explains away is examined and not found; private
    gatekeepers are exempt from audits, so that nothing of theirs is examined. No more than the lever allows is done
    (50 times the usual), which binds where rates are lowest: mostly in contexts that are mostly private.
    """
    rates = {name: scenario.contexts[name].detection_rate for name in ON_THE_WAY}
    factors = {name: min(1.0 + effort_for(share, rate), _MOST) for name, rate in rates.items() if rate > 0.0}
    start, end = _CAMPAIGN
    return tuple(
        one
        for name, factor in factors.items()
        for one in audits(factor, start_week=start, end_week=end, contexts=(name,))
    )


def _arms(base: "Scenario") -> dict[str, Arm]:
    return {"none": Arm(base), "campaign": Arm(base, campaign(base))}


def _observe(trace: Trace, scenario: "Scenario") -> dict[str, float]:
    first, last = (scenario.burn_in_weeks + week for week in _CAMPAIGN)
    meanwhile = trace.context[first:last, : len(ON_THE_WAY)].sum(axis=(0, 1))
    return {
        **bribes_in(trace, scenario, _PERIODS),
        "taken": float(meanwhile[K.bribes]),
        "found": float(meanwhile[K.detections_audit]),
    }


def _patterns(sums: Mapping[str, Sums]) -> dict[str, float]:
    first, third = (relative_change(sums["campaign"][name], sums["none"][name]) for name in _PERIODS)
    return {
        "bribes_after_audit": first,
        "left_of_it_in_third_year": ratio_of(third, first),
        "found_in_campaign": ratio(sums["campaign"]["found"], sums["campaign"]["taken"]),
    }


AFTER_AUDIT = Study("after_audit", _arms, _observe, _patterns, replicates=20)

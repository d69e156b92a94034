"""Setting what the members gave beside the bands, and the ablations beside no effect."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from simcorr.analysis.estimates import mean_interval
from simcorr.patterns.catalogue import PATTERNS
from simcorr.validation.findings import FINDINGS
from simcorr.validation.findings.finding import OFF, ON

if TYPE_CHECKING:
    from simcorr.patterns.pattern import Component, Pattern
    from simcorr.validation.findings import Finding

EMERGENT, REVERSED = "emergent", "emergent, against rivals"
NOT_ALONE, ABSENT, PUT_IN = "not from this mechanism alone", "not there", "put in"
WHOLLY, IN_PART = "wholly through it", "in part through it"
"""Verdicts on effects: a mechanism was built for them, so that none is called emergent."""
FEWEST = 12
"""Patterns that have to pass."""


def pattern_table(members: pd.DataFrame, patterns: Sequence[Pattern] = PATTERNS) -> pd.DataFrame:
    """Return a row for each component of each pattern.

    Returns
    -------
    DataFrame
        Pattern and band; mean, median and 90 % range (``from``, ``to``) over the members; the share of members
        ``inside`` the band; and whether it ``passes``: the median lies in the band, since a share of an effect has no
        mean to speak of where the effect is small. Where the band is a sign, the 95 % interval of the mean over the
        members must lie in it as well. Members in which a component is undefined count as outside.
    """
    return pd.DataFrame(
        [
            _pattern_row(pattern, each, members[each.key].to_numpy(float))
            for pattern in patterns
            for each in pattern.components
        ]
    )


def passed(table: pd.DataFrame) -> list[int]:
    """Return the numbers of the patterns all of whose components pass."""
    good = table.groupby("number")["passes"].all()
    return [int(number) for number in good.index[good]]


def _pattern_row(pattern: Pattern, component: Component, values: NDArray[np.float64]) -> dict[str, Any]:
    known = values[np.isfinite(values)]
    low, median, high = np.quantile(known, [0.05, 0.5, 0.95]) if len(known) else (math.nan,) * 3
    return {
        "number": pattern.number,
        "component": component.key,
        "use": pattern.use,
        "observer": component.observer or pattern.observer,
        "low": component.low,
        "high": component.high,
        "mean": float(known.mean()) if len(known) else math.nan,
        "median": float(median),
        "from": float(low),
        "to": float(high),
        "inside": sum(component.holds(value) for value in values) / len(values),
        "passes": component.holds(float(median)) and (not component.sign or _has_sign(component, known)),
    }


def _has_sign(component: Component, values: NDArray[np.float64]) -> bool:
    """Return whether the interval of the mean over the members lies in the band."""
    _, low, high = mean_interval(values)
    return component.holds(low) and component.holds(high)


def finding_table(members: pd.DataFrame, findings: Sequence[Finding] = FINDINGS) -> pd.DataFrame:
    """Return a row for each finding: the measure with and without the mechanism, with 95 % intervals over members.

    A finding that must emerge is *emergent* when the measure's interval excludes no effect, on the side of the finding,
    with the mechanism on, and includes it with the mechanism off. Where without the mechanism it lies wholly on the
    other side, rival mechanisms pull against the finding, and it is *emergent, against rivals*.
    """
    return pd.DataFrame([_finding_row(finding, members) for finding in findings])


def _finding_row(finding: Finding, members: pd.DataFrame) -> dict[str, Any]:
    on, off = (members[f"{finding.study.key}.{state}"].to_numpy(float) for state in (ON, OFF))
    both = np.isfinite(on) & np.isfinite(off)
    intervals = {
        name: mean_interval(values[both]) for name, values in (("on", on), ("off", off), ("difference", on - off))
    }
    row: dict[str, Any] = {"number": finding.number, "claim": finding.claim, "members": int(both.sum())}
    for name, (mean, low, high) in intervals.items():
        row |= {name: mean, f"{name}_low": low, f"{name}_high": high}
    return row | {"verdict": _verdict(finding, intervals)}


def _verdict(finding: Finding, intervals: dict[str, tuple[float, float, float]]) -> str:
    def beyond(name: str) -> bool:
        """Return whether the whole interval lies on the side of the finding."""
        _, low, high = intervals[name]
        return (low > finding.null) if finding.direction > 0 else (high < finding.null)

    if finding.claim == "partly input":
        return PUT_IN
    if not beyond("on"):
        return ABSENT
    if finding.claim == "effect":
        return IN_PART if beyond("off") else WHOLLY
    if beyond("off"):
        return NOT_ALONE
    _, low, high = intervals["off"]
    return EMERGENT if low <= finding.null <= high else REVERSED

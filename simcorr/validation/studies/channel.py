"""A whistle-blower channel: what it does to reports, and what protection alone does to reports and to bribes."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from simcorr.interventions import WhistleblowerChannel
from simcorr.simulation.frames import window_totals
from simcorr.simulation.outcomes import ratio
from simcorr.validation.studies.periods import relative_change
from simcorr.validation.studies.study import Arm, Study, Sums
from simcorr.world.trace import Trace

if TYPE_CHECKING:
    from simcorr.scenario import Scenario


def _arms(base: "Scenario") -> dict[str, Arm]:
    firm = WhistleblowerChannel.dose("firm", delivery=1.0)
    alone = WhistleblowerChannel(anonymity=base.reporting.anonymity, protection=firm.protection, delivery=1.0)
    return {"none": Arm(base), "channel": Arm(base, (firm,)), "protection": Arm(base, (alone,))}


def _observe(trace: Trace, scenario: "Scenario") -> dict[str, float]:
    totals = window_totals(trace, scenario.burn_in_weeks)
    return {name: totals[f"context.{name}"] for name in ("reports_colleague", "recorded_reports", "bribes")}


def _patterns(sums: Mapping[str, Sums]) -> dict[str, float]:
    none, channel, alone = sums["none"], sums["channel"], sums["protection"]
    return {
        "reports_with_channel": ratio(channel["recorded_reports"], none["recorded_reports"]),
        "reports_with_protection": relative_change(alone["recorded_reports"], none["recorded_reports"]),
        "bribes_with_protection": relative_change(alone["bribes"], none["bribes"]),
    }


CHANNEL = Study("channel", _arms, _observe, _patterns, replicates=20)

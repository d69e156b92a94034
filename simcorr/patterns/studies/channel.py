"""Safe channels: what they do to reports, and what protection alone does to reports and to bribes."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from simcorr.interventions import SafeReporting, WhistleblowerChannel
from simcorr.patterns.studies.periods import relative_change
from simcorr.patterns.studies.study import Arm, Study, Sums
from simcorr.simulation.frames import window_totals
from simcorr.simulation.outcome import ratio
from simcorr.world.trace import Trace

if TYPE_CHECKING:
    from simcorr.scenario import Scenario


def _arms(base: "Scenario") -> dict[str, Arm]:
    full = WhistleblowerChannel.dose("full", delivery=1.0)
    safe = SafeReporting.dose("full", delivery=1.0)
    alone = WhistleblowerChannel(anonymity=base.reporting.anonymity, protection=full.protection, delivery=1.0)
    return {"none": Arm(base), "channel": Arm(base, (full, safe)), "protection": Arm(base, (alone,))}


def _observe(trace: Trace, scenario: "Scenario") -> dict[str, float]:
    totals = window_totals(trace, scenario.burn_in_weeks)
    reports = ("reports_colleague", "reports_migrant", "reports_partner")
    return {
        "recorded_reports": totals["context.recorded_reports"],
        "true_reports": sum(totals[f"context.{name}"] for name in reports),
        "bribes": totals["context.bribes"],
    }


def _patterns(sums: Mapping[str, Sums]) -> dict[str, float]:
    none, channel, alone = sums["none"], sums["channel"], sums["protection"]
    more, fewer = (relative_change(alone[name], none[name]) for name in ("true_reports", "bribes"))
    return {
        "reports_with_channel": ratio(channel["recorded_reports"], none["recorded_reports"]),
        "reports_above_deterrence": more + fewer,
    }


CHANNEL = Study("channel", _arms, _observe, _patterns, replicates=20)

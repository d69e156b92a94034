"""A trace as a table of a page, and as a figure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from simcorr.analysis.estimates import NO_DIFFERENCE
from simcorr.brief.inputs import Supplement
from simcorr.brief.page import PageTable
from simcorr.experiment.tracing.carried import NUMBERS, Share, mechanism_words, share_of
from simcorr.experiment.tracing.wording import interval, points, sentence
from simcorr.model_version import MODEL_VERSION
from simcorr.reporting.effects.carried import carried_figure
from simcorr.reporting.figure import Figure
from simcorr.simulation.record import current_version
from simcorr.text import level, percent

if TYPE_CHECKING:
    import pandas as pd

    from simcorr.experiment.tracing.frames import TraceFrames
    from simcorr.simulation.outcome import Outcome


def supplement(trace: TraceFrames, outcome: Outcome) -> Supplement:
    """Return what a trace adds to a brief: its table, its figure and its numbers."""
    drawn_as = {"trace": (f"What carries the effect of {trace.measure}", drawn(trace, outcome))}
    return Supplement(tables=[trace_page_table(trace, outcome)], drawn=drawn_as, files={NUMBERS: trace.effects})


def trace_page_table(trace: TraceFrames, outcome: Outcome) -> PageTable:
    """Return the table of a page: a row a mechanism."""
    text = (
        f"{sentence(trace, outcome)} Compared with doing nothing {trace.replicates} times as it is, and as often "
        "with each mechanism of the model switched off in both arms. Changes are shares of the baseline of their own "
        "world, with 95 % intervals. What a mechanism carries is the first less the second, in percentage points, with "
        "limits that hold for all mechanisms together. Mechanisms act on one another: what they carry does not add up "
        "to the effect."
    )
    columns = ["Mechanism switched off", "Effect with it", "Effect without it", "It carries (points)", "Verdict"]
    rows = [
        [
            mechanism_words(row["mechanism"]),
            _share(Share(*(row[f"effect{end}"] for end in ("", "_low", "_high", "_verdict")))),
            _share(Share(*(row[f"effect_off{end}"] for end in ("", "_low", "_high", "_verdict")))),
            _points(row),
            row["verdict"],
        ]
        for _, row in trace.table(outcome.name).iterrows()
    ]
    title = f"What carries the effect of {trace.measure} on {outcome.title.lower()}"
    return PageTable(title, text, columns, rows, NUMBERS)


def _share(share: Share) -> str:
    if share.verdict == NO_DIFFERENCE:
        return "none"
    known = share.low == share.low
    return f"{percent(share.value)} ({interval(share.low, share.high)})" if known else percent(share.value)


def _points(row: pd.Series[Any]) -> str:
    low, high = row["simultaneous_low"], row["simultaneous_high"]
    return points(row["carried"]) + (f" ({points(low)} to {points(high)})" if low == low else "")


def drawn(trace: TraceFrames, outcome: Outcome) -> Figure:
    """Draw a trace."""
    effect, table = trace.effect(outcome.name), trace.table(outcome.name)
    rows = table.assign(mechanism=table["mechanism"].map(mechanism_words))
    title = f"What carries the effect on {outcome.title[0].lower()}{outcome.title[1:]}"
    before = level(effect.baseline_mean, outcome.unit)
    subtitle = (
        f"{trace.measure}, against {before} in {trace.scenario.window_weeks} weeks without it. Each row has one "
        "mechanism of the model switched off, in both; the band is the effect as it is."
    )
    return carried_figure(rows, share_of(effect)[:3], title, subtitle, _caption(trace))


def _caption(trace: TraceFrames) -> str:
    counts = trace.sweep.counts
    failed, missing = counts["failed"], counts["planned"] - counts["done"] - counts["failed"]
    parts = [
        f"Scenario '{trace.scenario.name}'; {trace.replicates} replicates on common random numbers, seed "
        f"{trace.sweep.seed}.",
        f"{failed} runs failed and are left out." if failed else "",
        f"{missing} runs are not done yet." if missing else "",
        f"95 % intervals; those at the right, and the markers, judge all {len(trace.mechanisms)} mechanisms together. "
        "Mechanisms act on one another: what they carry does not add up to the effect.",
        f"simcorr {current_version()}, model {MODEL_VERSION}. A stylised model, not a forecast.",
    ]
    return " ".join(part for part in parts if part)

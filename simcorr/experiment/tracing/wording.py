"""A trace in words: the effect, and the mechanisms without which it clearly changes, each with its numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from simcorr.analysis.estimates import LOWERS, NO_DIFFERENCE, NOT_DISTINGUISHABLE, TOO_FEW, UNDEFINED, Effect
from simcorr.experiment.tracing.carried import (
    CHANGES,
    DIFFERENT,
    LARGER,
    NO_EFFECT,
    REVERSED,
    SMALLER,
    mechanism_words,
    named,
)
from simcorr.text import NO_BREAK, joined, percent

if TYPE_CHECKING:
    import pandas as pd

    from simcorr.experiment.tracing.frames import TraceFrames
    from simcorr.simulation.outcome import Outcome

_MOST_NAMED = 4
_BEGINNINGS = {
    NO_EFFECT: "There is no effect at all without",
    REVERSED: "The effect turns round without",
    SMALLER: "The effect is smaller without",
    LARGER: "The effect is larger without",
    DIFFERENT: "The effect is different without",
}


def sentence(trace: TraceFrames, outcome: Outcome) -> str:
    """Return the effect, and the mechanisms without which it clearly changes, each with its numbers."""
    effect, table = trace.effect(outcome.name), trace.table(outcome.name)
    first = f"{trace.measure}: {_effect(effect, outcome)}."
    if effect.verdict in (TOO_FEW, UNDEFINED):
        return first
    parts = [_group(verdict, named(table, verdict)) for verdict in CHANGES]
    told = [part for part in parts if part]
    if told:
        told[0] = f"In these runs, {told[0][0].lower()}{told[0][1:]}"
    if any(parts[1:]):
        told.append(_LIMITS)
    return " ".join([first, *told, *_rest(table, any_told=bool(told))])


_LIMITS = (
    "In brackets: the effect with the mechanism off, and how far it lies from the effect as it is, in percentage "
    f"points; the 95{NO_BREAK}% intervals of that hold for all mechanisms together."
)


def _effect(effect: Effect, outcome: Outcome) -> str:
    what, counted = f"'{outcome.title.lower()}'", f"{effect.replicates} replicates"
    if effect.verdict == TOO_FEW:
        return f"nothing can be said of what carries the effect on {what} from a single replicate"
    if effect.verdict == UNDEFINED:
        return f"{what} is undefined in these runs"
    if effect.verdict == NO_DIFFERENCE:
        return f"{what} is the same as without it in all {counted}"
    basis = f"95{NO_BREAK}% interval {interval(effect.relative_low, effect.relative_high)}; {counted}"
    change = percent(effect.relative)
    if effect.verdict == NOT_DISTINGUISHABLE:
        return f"the effect on {what} cannot be told from none ({change}, {basis})"
    return f"{'lowers' if effect.verdict == LOWERS else 'raises'} {what} ({change}, {basis})"


def _group(verdict: str, rows: Sequence[pd.Series[Any]]) -> str:
    """Return the sentence on the mechanisms with one verdict, those that carry most first."""
    if not rows:
        return ""
    words = [f"'{mechanism_words(row['mechanism'])}'{_numbers(row)}" for row in rows[:_MOST_NAMED]]
    if len(rows) > _MOST_NAMED:
        words.append(f"{len(rows) - _MOST_NAMED} more in the table")
    return f"{_BEGINNINGS[verdict]} {joined(words)}."


def _numbers(row: pd.Series[Any]) -> str:
    if row["verdict"] == NO_EFFECT:
        return f" (exactly none in {row['replicates']} replicates)"
    low, high = -row["simultaneous_high"], -row["simultaneous_low"]
    return (
        f" ({percent(row['effect_off'])}; difference {points(-row['carried'])} points, {points(low)} to {points(high)})"
    )


def _rest(table: pd.DataFrame, *, any_told: bool) -> list[str]:
    """Return the sentences on the mechanisms of which nothing is named."""
    count, of = table["verdict"].value_counts(), len(table)
    unsure, same = int(count.get(NOT_DISTINGUISHABLE, 0)), int(count.get(NO_DIFFERENCE, 0))
    unknown = int(count.get(UNDEFINED, 0) + count.get(TOO_FEW, 0))
    off = f"any of {of} mechanisms switched off" if of > 1 else "the mechanism switched off"
    if same == of:
        return [f"In these runs, it is exactly the same with {off}."]
    if unknown == of:
        return [f"Nothing can be said of it with {off}."]
    said = []
    if not any_told:
        said.append(f"In these runs, no change of it can be told with {off}.")
    elif unsure:
        said.append(f"For {unsure} of the {of} mechanisms, a change cannot be told from chance.")
    if same:
        said.append(f"For {same} of the {of}, the effect is exactly the same with the mechanism off.")
    if unknown:
        said.append(f"For {unknown} of the {of}, nothing can be said from these runs.")
    return said


def points(share: float) -> str:
    """Return a difference of shares in percentage points, signed.

    Examples
    --------
    >>> points(0.0123), points(0.25)
    ('+1.2', '+25')
    """
    return percent(share).removesuffix(f"{NO_BREAK}%")


def interval(low: float, high: float) -> str:
    """Return the limits of a share in percent."""
    return f"{percent(low)} to {percent(high)}"

"""The answer at the top of a page: what lowers bribes, exploitation and impunity, and at which price for migrants."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from simcorr.analysis.estimates import (
    LOWERS,
    NO_DIFFERENCE,
    NOT_DISTINGUISHABLE,
    RAISES,
    TOO_FEW,
    UNDEFINED,
)
from simcorr.analysis.wording import change_words
from simcorr.simulation.outcomes import HEADLINE, OUTCOMES
from simcorr.text import joined, number
from simcorr.world.measures import IMPUNITY_WEEKS

if TYPE_CHECKING:
    import pandas as pd

    from simcorr.analysis.compared import Compared

QUESTIONS = (
    ("bribes", "Bribes, in number", "them"),
    ("journey_bribe_value_usd", "Bribes on journeys, in value", "it"),
    ("exploited_per_journey", "Exploitation that begins, per journey with a smuggler", "it"),
    ("weeks_in_exploitation", "Weeks in exploitation", "them"),
    ("impunity_public", "Impunity of public gatekeepers", "it"),
)
_MOST_NAMED = 5
_MOST_SUCCESSES = 3
_PARTS_OF_BRIBES = (
    *("bribes", "journey_bribes", "justice_bribes", "silence_bribes", "release_bribes", "licence_bribes"),
    "interceptions",
)
_PARTS_OF_PRICES = (
    *("mean_bribe_usd", "mean_journey_bribe_usd", "journey_bribe_value_usd", "justice_bribe_value_usd"),
    *("release_bribe_value_usd", "licence_bribe_value_usd"),
)
"""What is set beside a rise of bribes or of their price: where it lies, and what may go with it."""


@dataclass(frozen=True)
class TradeOff:
    """A harm that can rise by the model's own reckoning when another wrong falls.

    Attributes
    ----------
    rises, falls : str
        The outcomes.
    fewer : str
        The fall in words.
    beside : tuple of str
        Outcomes that could have moved the first as well, for the reader to check.
    reading : str
        What in the model ties the two to each other.
    """

    rises: str
    falls: str
    fewer: str
    beside: tuple[str, ...]
    reading: str


TRADE_OFFS = (
    TradeOff(
        "weeks_in_exploitation",
        "victims_punished",
        "fewer victims are punished",
        ("exploited", "identified", "sold_out"),
        "In the model punishment also ends exploitation, for victims are detained and returned: who is not punished "
        "stays in exploitation, and is counted there, until helped or free, while time spent in punishment is counted "
        "nowhere. The rise alone does not show that victims fare worse.",
    ),
    TradeOff(
        "weeks_in_custody",
        "release_bribes",
        "fewer releases are bought",
        ("detained", "identified_in_detention"),
        "In the model a bribe for release ends custody before its time: who is not released for one is held to the "
        "end, unless recognised as a victim, and then returned.",
    ),
)
_READING = "How to read the side effects"
"""The heading under which a page has its explanations."""


def answers(comparison: "Compared") -> list[tuple[str, str]]:
    """Return for each question its heading and what the comparison says, in plain sentences."""
    known = set(comparison.effects["outcome"])
    return [
        (heading, " ".join([_answer(comparison, name, it), *_pointers(comparison, name)]))
        for name, heading, it in QUESTIONS
        if name in known
    ]


def _pointers(comparison: "Compared", outcome: str) -> list[str]:
    """Return where the reader finds what a rise of an outcome goes with, if it goes with the fall of another wrong."""
    return [
        f"With {joined(arms)}, {trade.fewer} at the same time: see '{_READING}'."
        for trade, arms in _trades(comparison)
        if trade.rises == outcome
    ]


def _answer(comparison: "Compared", outcome: str, it: str) -> str:
    effects = comparison.effects
    rows = effects[effects["outcome"] == outcome].sort_values("relative", kind="stable")
    verdicts = rows["verdict"]
    if (verdicts == UNDEFINED).all():
        reason = f" It needs a window longer than {IMPUNITY_WEEKS} weeks." if outcome == "impunity_public" else ""
        return f"These runs cannot tell.{reason}"
    if (verdicts == TOO_FEW).all():
        return "Nothing can be said from a single replicate."
    if (verdicts == NO_DIFFERENCE).all():
        return "Exactly the same as without any measure."
    lowering, raising = rows[verdicts == LOWERS], rows[verdicts == RAISES].iloc[::-1]
    parts = [_group(lowering, len(rows), "lower", it), _group(raising, len(rows), "raise", it)]
    said = [part for part in parts if part]
    rest = len(rows) - len(lowering) - len(raising)
    if not said:
        return f"No change can be told from chance for {_counted(rest, len(rows))}."
    if rest:
        said.append(f"For the other {rest}, no change can be told from chance." if rest > 1 else _OTHER_ONE)
    return " ".join(said)


_OTHER_ONE = "For the other one, no change can be told from chance."


def _counted(count: int, of: int) -> str:
    if of == 1:
        return "the measure compared"
    return f"any of the {of} measures" if count == of else f"{count} of the {of} measures"


def _group(rows: "pd.DataFrame", of: int, verb: str, it: str) -> str:
    """Return the sentence on the measures that lower or raise an outcome, the strongest first."""
    if rows.empty:
        return ""
    named = [f"{row['intervention']} {_effect(row)}" for _, row in rows.head(_MOST_NAMED).iterrows()]
    if len(rows) > _MOST_NAMED:
        named.append(f"{len(rows) - _MOST_NAMED} more in the table below")
    subject = "The measure" if of == 1 else f"One of the {of} measures" if len(rows) == 1 else None
    subject = subject or f"{len(rows)} of the {of} measures"
    ending = "s" if len(rows) == 1 else ""
    return f"{subject} {verb}{ending} {it}: {joined(named)}."


def _effect(row: "pd.Series[Any]") -> str:
    change, interval = change_words(row)
    return f"{change} ({interval})"


def harms_beside_successes(comparison: "Compared") -> list[str]:
    """Return for the strongest successes what happens to bribes and to migrants at the same time."""
    effects = comparison.effects
    arms: list[str] = []
    for outcome in HEADLINE:
        rows = effects[(effects["outcome"] == outcome) & (effects["verdict"] == LOWERS)]
        best = rows.sort_values("relative", kind="stable")["intervention"].head(_MOST_SUCCESSES)
        arms += [arm for arm in best if arm not in arms]
    return [f"{arm}: {_harms(comparison, arm)}" for arm in arms]


def _harms(comparison: "Compared", arm: str) -> str:
    known = set(comparison.effects["outcome"])
    rows = [comparison.effect(name, arm) for name in dict.fromkeys((*HEADLINE, *comparison.harms)) if name in known]
    parts = []
    for verdict, word in ((LOWERS, "Better"), (RAISES, "Worse")):
        found = [f"{row['title'].lower()} {_effect(row)}" for row in rows if row["verdict"] == verdict]
        parts += [f"{word}: {joined(found)}."] if found else []
    read = [
        f"Of {OUTCOMES[trade.rises].title.lower()}: {trade.fewer} at the same time, see '{_READING}'."
        for trade, arms in _trades(comparison)
        if arm in arms
    ]
    return " ".join([*parts, *read, *_not_told(rows)])


def _not_told(rows: "Sequence[pd.Series[Any]]") -> list[str]:
    """Return the sentence on what cannot be told from chance, if there is anything."""
    rest = [row["title"].lower() for row in rows if row["verdict"] == NOT_DISTINGUISHABLE]
    return [f"No change that can be told from chance: {', '.join(rest)}."] if rest else []


def explanations(comparison: "Compared") -> list[str]:
    """Return for side effects that appear here what else changed with them: numbers of these runs, no causes."""
    lines = [
        f"Bribes rise with {arm}. {_changed(comparison, arm, _PARTS_OF_BRIBES)}"
        for arm in _with_verdict(comparison, "bribes", RAISES)
    ]
    dearer = _with_verdict(comparison, "mean_bribe_usd", RAISES)
    lines += [
        f"The mean bribe rises with {arm}. {_changed(comparison, arm, _PARTS_OF_PRICES)}"
        for arm in dearer[:_MOST_NAMED]
    ]
    if len(dearer) > _MOST_NAMED:
        lines.append(f"The mean bribe rises with {len(dearer) - _MOST_NAMED} more.")
    lines += [_traded(comparison, trade, arms) for trade, arms in _trades(comparison)]
    lines.append(
        "'Cannot be told from chance' does not mean 'no effect': more replicates, a larger dose or a second measure "
        "that it needs may show one."
    )
    return lines


def _trades(comparison: "Compared") -> Iterator[tuple[TradeOff, list[str]]]:
    """Yield the trade-offs that appear in a comparison, each with its interventions."""
    for trade in TRADE_OFFS:
        falling = _with_verdict(comparison, trade.falls, LOWERS)
        arms = [arm for arm in _with_verdict(comparison, trade.rises, RAISES) if arm in falling]
        if arms:
            yield trade, arms


def _traded(comparison: "Compared", trade: TradeOff, arms: Sequence[str]) -> str:
    """Return a trade-off in words: by intervention what rises, what falls and what could matter too; then how."""
    outcomes = (trade.rises, trade.falls, *trade.beside)
    found = [
        f"{OUTCOMES[trade.rises].title} rise with {arm}, and {trade.fewer}. {_changed(comparison, arm, outcomes)}"
        for arm in arms
    ]
    return " ".join([*found, trade.reading])


def _changed(comparison: "Compared", arm: str, outcomes: Sequence[str]) -> str:
    """Return by how much some outcomes changed beyond chance, in their units, so that parts can be set together."""
    rows = [comparison.effect(name, arm) for name in outcomes if name in set(comparison.effects["outcome"])]
    changed = [f"{row['title'].lower()} {_in_units(row)}" for row in rows if row["verdict"] in (LOWERS, RAISES)]
    return " ".join([*([f"With it: {joined(changed)}."] if changed else []), *_not_told(rows)])


def _in_units(row: "pd.Series[Any]") -> str:
    change, low, high = (number(float(row[name]), signed=True) for name in ("difference", "low", "high"))
    return f"{change} {row['unit']} ({low} to {high})"


def _with_verdict(comparison: "Compared", outcome: str, verdict: str) -> list[str]:
    effects = comparison.effects
    return list(effects[(effects["outcome"] == outcome) & (effects["verdict"] == verdict)]["intervention"])

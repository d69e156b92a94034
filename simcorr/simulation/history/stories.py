"""The story of one migrant in sentences, from the first thought of leaving to the last that the record holds."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pandas as pd

from simcorr.contexts import Context
from simcorr.world.codes import AFTER_ARRIVAL, Channel, Discharge, Document, Finding, Opening, Party
from simcorr.world.trace import EventKind

if TYPE_CHECKING:
    from simcorr.scenario import Scenario

Sentence = Callable[[Any], str]
"""Tells one row of the events, with ``paid`` beside the columns: whether what was asked for or offered was paid."""


def where_of(row: Any, scenario: Scenario) -> str:
    """Return the place of an event in words; empty where it has none."""
    parts = []
    if 0 <= row.context < len(Context):
        parts.append(Context(int(row.context)).label.lower())
    if row.corridor >= 0:
        parts.append(f"corridor {scenario.corridors[int(row.corridor)].name}")
    return ", ".join(parts)


def told(rows: pd.DataFrame, events: pd.DataFrame) -> list[str]:
    """Return a sentence for each event of a migrant; empty for kinds that have none.

    Parameters
    ----------
    rows : DataFrame
        Events in which the migrant takes part, by their place in the run's events.
    events : DataFrame
        All events of the run, in order: what was paid stands behind the encounter in which it was.
    """
    paid = _paid(rows, events)
    return [_sentence(row) for row in rows.assign(paid=paid).itertuples(index=False)]


def _sentence(row: Any) -> str:
    tell = SENTENCES.get(EventKind[row.kind.upper()])
    return "" if tell is None else tell(row)


def _weeks(count: float) -> str:
    return f"{int(count)} week" if count == 1 else f"{int(count)} weeks"


def _paid(rows: pd.DataFrame, events: pd.DataFrame) -> list[bool]:
    """Return of each encounter whether the official was paid: the bribe is among the events that follow at once.

    And of each stop whether it came although the official had been paid.
    """
    kinds, subjects, weeks = (events[name].to_numpy() for name in ("kind", "subject", "week"))
    found: list[bool] = []
    last: Any = None
    was_paid = False
    for place, row in zip(rows.index, rows.itertuples(index=False), strict=True):
        paid, step = False, place + 1
        if row.kind == "interception" and last is not None and last.week == row.week and last.a == row.other:
            paid = was_paid
        while row.kind == "encounter" and step < len(kinds) and kinds[step] != "encounter" and weeks[step] == row.week:
            paid |= kinds[step] == "bribe" and subjects[step] == row.a
            step += 1
        found.append(bool(paid))
        if row.kind == "encounter":
            last, was_paid = row, bool(paid)
    return found


def _usd(cents: float) -> str:
    return f"{cents / 100.0:,.0f} USD"


def _channel(row: Any) -> str:
    again = f", for attempt {int(row.value) + 1}" if row.value > 0 and row.b != Channel.STAY else ""
    words = {
        Channel.STAY: "decides to stay",
        Channel.REGULAR: "applies for a regular journey",
        Channel.ALONE: "sets out without a smuggler",
        Channel.SMUGGLER: "looks for a smuggler",
    }
    return f"{words[Channel(int(row.b))]}{again}"


def _client(row: Any) -> str:
    return f"is taken on by smuggler {int(row.a)}, for a fee of {_usd(row.value)}"


def _debt(row: Any) -> str:
    if row.party == Party.RECRUITER:
        return f"owes recruitment agency {int(row.other)} {_usd(row.value)}"
    return f"owes smuggler {int(row.a)} {_usd(row.value)}"


def _placement(row: Any) -> str:
    lied_to = ", and is told falsely what the work is" if row.b else ""
    return f"is placed by recruitment agency {int(row.a)}, for a fee of {_usd(row.value)}{lied_to}"


def _encounter(row: Any) -> str:
    words = {Opening.NOBODY: "", Opening.OFFERED: ", who is offered {}", Opening.DEMANDED: ", who demands {}"}
    opening = Opening(int(row.b))
    said = words[opening].format(_usd(row.value))
    ending = "" if opening == Opening.NOBODY else " and is paid" if row.paid else ", which is not paid"
    return f"meets official {int(row.a)}{said}{ending}"


def _document(row: Any) -> str:
    if row.a == Document.ISSUED:
        return f"carries a document that official {int(row.other)} issued on false grounds"
    return f"carries a forged document, for which {_usd(row.value)} were paid"


def _exploited(row: Any) -> str:
    if row.party == Party.RECRUITER:
        return f"is exploited from here on at work, where recruitment agency {int(row.other)} had placed the party"
    place = "after arrival" if row.a == AFTER_ARRIVAL else f"at the stage {Context(int(row.a)).label.lower()}"
    return f"is exploited from here on by smuggler {int(row.value)}, {place}"


def _proceeds(row: Any) -> str:
    return f"smuggler {int(row.a)} takes {_usd(row.value)} a week of what the work brings"


def _by_provider(row: Any) -> str:
    if row.b == Finding.SOLD_OUT:
        return f"is seen by service provider {int(row.value)}, who is paid to say nothing"
    return f"is identified as a victim of trafficking and helped by service provider {int(row.value)}"


_MET = {
    Finding.IDENTIFIED: "is recognised as a victim of trafficking and helped by official {}",
    Finding.SOLD_OUT: "is met by official {}, who is paid to say nothing",
    Finding.PUNISHED: "is not recognised by official {}, but punished as an offender and returned",
    Finding.LEFT: "is met by official {} and not recognised",
}


def _screening(row: Any) -> str:
    if row.b:
        return f"is recognised by official {int(row.value)} as a victim of trafficking, and helped"
    return f"is not recognised by official {int(row.value)} as a victim of trafficking"


def _detention(row: Any) -> str:
    return f"is taken into custody, for {_weeks(row.value)} at most"


def _discharge(row: Any) -> str:
    words = {
        Discharge.SERVED: "is returned after {weeks} in custody",
        Discharge.RELEASED: "is released after {weeks} in custody by official {official}, who is paid for it",
        Discharge.IDENTIFIED: "is recognised after {weeks} in custody by official {official} as a victim of "
        "trafficking, and helped",
    }
    return words[Discharge(int(row.b))].format(weeks=_weeks(row.value), official=int(row.other))


def _survey(row: Any) -> str:
    if not row.a:
        return "tells a survey that nobody was paid"
    return "tells a survey that an official was paid" + (" at a border or airport" if row.b else "")


def _testimony(row: Any) -> str:
    said = "reports what was done" if row.a < 0 else f"complains about recruitment agency {int(row.a)}"
    return said if row.value else f"{said}, which leads nowhere"


SENTENCES: dict[EventKind, Sentence] = {
    EventKind.CHANNEL: _channel,
    EventKind.CLIENT: _client,
    EventKind.DEBT: _debt,
    EventKind.ENCOUNTER: _encounter,
    EventKind.DOCUMENT: _document,
    EventKind.EXPOSURE: lambda row: "a check against records exposes the document",
    EventKind.INTERCEPTION: lambda row: (
        f"is stopped{' all the same' if row.paid else ''}"
        f"{f' by official {int(row.other)}' if row.party == Party.OFFICIAL else ''}"
    ),
    EventKind.SCREENING: _screening,
    EventKind.EXPLOITATION: _exploited,
    EventKind.PROCEEDS: _proceeds,
    EventKind.IDENTIFICATION: _by_provider,
    EventKind.MEETING: lambda row: _MET[Finding(int(row.b))].format(int(row.value)),
    EventKind.FREED: lambda row: f"is free after {_weeks(row.b)} in exploitation",
    EventKind.BRIBE: lambda row: f"the party itself pays official {int(row.subject)} {_usd(row.value)}",
    EventKind.REPORT: lambda row: f"reports official {int(row.subject)}",
    EventKind.ARRIVAL: lambda row: "arrives",
    EventKind.GIVE_UP: lambda row: "gives up",
    EventKind.SURVEY: _survey,
    EventKind.PLACEMENT: _placement,
    EventKind.TESTIMONY: _testimony,
    EventKind.DETENTION: _detention,
    EventKind.DISCHARGE: _discharge,
}
"""What is said of each kind of event in which a migrant takes part."""

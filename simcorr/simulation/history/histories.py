"""What happened to one official, migrant or operator, in words, from the events of a run."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Literal

import pandas as pd

from simcorr.contexts import Context
from simcorr.errors import ResultError, unknown_name
from simcorr.simulation.history import stories
from simcorr.world.codes import AFTER_ARRIVAL, Bribe, Channel, Party, Source, Verdict
from simcorr.world.trace import EVENT_FIELDS, EventKind

if TYPE_CHECKING:
    from simcorr.scenario import Scenario

Who = Literal["official", "migrant", "smuggler", "supervisor"]
WHO: tuple[Who, ...] = ("official", "migrant", "smuggler", "supervisor")
_COLUMNS = ("subject", "a", "b", "value")
_DISPOSALS = ("prosecuted", "settled", "transferred", "suspended", "nothing done")
_RANKS = ("gatekeeper", "head of post", "head of context", "national head")


def history(events: pd.DataFrame | None, scenario: Scenario, who: Who, number: int) -> pd.DataFrame:
    """Return all events in which an agent takes part: ``week``, ``where``, ``event``, and ``what`` in words.

    Of a migrant, ``story`` tells each event as a sentence.

    Raises
    ------
    ResultError
        If the run kept no events, for another kind of agent, and for one in no event.
    """
    if events is None:
        raise ResultError("the run kept no events; simulate it with events=True")
    if who not in WHO:
        raise ResultError(unknown_name("kind of agent", str(who), WHO))
    near = events[(events[[*_COLUMNS, "other"]] == number).any(axis=1)]
    kinds = [EventKind[name.upper()] for name in near["kind"].unique()]
    parts = [_of_kind(near, kind, who, number, scenario) for kind in kinds]
    found = pd.concat(parts).sort_index() if parts else near
    if found.empty:
        raise ResultError(f"{who} {number} takes part in no event of this run")
    if who == "migrant":
        found["story"] = stories.told(events.loc[found.index], events)
    return found.reset_index(drop=True)


def _of_kind(events: pd.DataFrame, kind: EventKind, who: Who, number: int, scenario: Scenario) -> pd.DataFrame:
    """Return the events of one kind in which the agent is the subject, stands in some field, or is the other person."""
    rows = events[events["kind"] == kind.name.lower()]
    named = [column for column, name in zip(_COLUMNS, EVENT_FIELDS[kind], strict=True) if name.split(" ")[0] == who]
    takes_part = (rows["party"] == int(_PARTIES[who])) & (rows["other"] == number)
    for column in {"subject", *named}:
        is_agent = _kind_of_subject(rows, kind) == who if column == "subject" else True
        takes_part |= (rows[column] == number) & is_agent
    rows = rows[takes_part]
    own = [*named, "subject"] if kind in _SUBJECTS else named
    told = [_told(kind, row, own, scenario) for row in rows[list(_COLUMNS)].itertuples(index=False, name=None)]
    words = kind.name.lower().replace("_", " ")
    where = [stories.where_of(row, scenario) for row in rows[["corridor", "context"]].itertuples(index=False)]
    columns = {"week": rows["week"], "where": where, "event": words, "what": told}
    return pd.DataFrame(columns, index=rows.index).astype({"where": object, "event": object, "what": object})


def _kind_of_subject(rows: pd.DataFrame, kind: EventKind) -> pd.Series:
    """Return what kind of agent the subject of each event is."""
    if kind in _SUBJECTS:
        column, agents = _SUBJECTS[kind]
        return rows[column].map(lambda value: agents[min(int(value), len(agents) - 1)])
    return pd.Series(EVENT_FIELDS[kind][0].split(" ")[0], index=rows.index)


_OF_RANK = ("official", "supervisor", "supervisor", "supervisor")
_SUBJECTS: dict[EventKind, tuple[str, tuple[str, ...]]] = {
    EventKind.CASE: ("a", _OF_RANK),
    EventKind.DISPOSAL: ("a", _OF_RANK),
    EventKind.BACK: ("a", _OF_RANK),
    EventKind.SETTLEMENT: ("b", ("official", *_OF_RANK)),
    EventKind.VERDICT: ("a", ("smuggler", "official", "supervisor")),
    EventKind.LAPSE: ("a", ("smuggler", "official", "supervisor")),
}
"""Kinds of events about agents of several kinds: the column that says which, and the kinds by its value."""
_PARTIES = {
    "migrant": Party.MIGRANT,
    "smuggler": Party.OPERATOR,
    "official": Party.OFFICIAL,
    "supervisor": Party.SUPERVISOR,
}


def _told(kind: EventKind, row: Sequence[float], own: Sequence[str], scenario: Scenario) -> str:
    """Return what an event says beyond the agent itself."""
    parts = [
        _WORDS.get(name, _plain(name))(value, scenario)
        for column, name, value in zip(_COLUMNS, EVENT_FIELDS[kind], row, strict=True)
        if column not in own and name != "-" and name != "subject"
    ]
    return ", ".join(part for part in parts if part)


Reader = Callable[[float, "Scenario"], str]


def _plain(name: str) -> Reader:
    if name.endswith("in cents"):
        return lambda value, _: f"{name.removesuffix(' in cents')} {value / 100.0:,.2f} USD"
    return lambda value, _: f"{name} {value:g}"


def _context(value: float, _: Scenario) -> str:
    return "after arrival" if int(value) == AFTER_ARRIVAL else Context(int(value)).label


def _corridor(value: float, scenario: Scenario) -> str:
    return f"corridor {scenario.corridors[int(value)].name}"


def _sources(value: float, _: Scenario) -> str:
    return "found by " + " and ".join(source.name.lower() for source in Source if int(value) & source)


def _named(*words: str) -> Reader:
    return lambda value, _: words[int(value)]


_KNOWN_OF_PAYMENTS = {1: "paid himself", 2: "reported it", 4: "sees what is paid for him"}
_WORDS: dict[str, Reader] = {
    "context": _context,
    "context or 9 after arrival": _context,
    "corridor": _corridor,
    "corridor travelled": _corridor,
    "corridor asked for": lambda value, scenario: f"asked for {_corridor(value, scenario)}",
    "channel": _named(*(channel.name.lower() for channel in Channel)),
    "kind of bribe": lambda value, _: Bribe(int(value)).name.lower(),
    "verdict": _named(*(verdict.name.lower() for verdict in Verdict)),
    "0 smuggler, 1 gatekeeper, 2 supervisor": _named("", "", ""),
    "stage": lambda value, _: "",
    "sources as bits": _sources,
    "rank": _named(*_RANKS),
    "what was done": _named(*_DISPOSALS),
    "accepted": _named("refused", "accepted"),
    "1 offered, 2 demanded, 0 neither": _named("no bribe", "bribe offered", "bribe demanded"),
    "1 opened, 0 kept from being opened": _named("kept from being opened", "opened"),
    "1 rotation, 0 transfer": _named("transfer", "rotation"),
    "2 dismissed, 1 convicted, 0 turnover": _named("turnover", "convicted", "dismissed"),
    "1 issued for a bribe, 2 forged": _named("", "issued for a bribe", "forged"),
    "1 identified, 2 sold out": _named("", "identified", "sold out"),
    "1 identified, 2 sold out, 3 punished, 4 left": _named(
        "", "identified", "sold out", "punished as an offender", "not recognised"
    ),
    "1 recognised, 0 not": _named("not recognised as victims of trafficking", "recognised and helped"),
    "0 served, 1 released for a bribe, 2 identified": _named(
        "returned after the time was served", "released for a bribe", "recognised and helped"
    ),
    "weeks in custody": lambda value, _: f"after {value:g} weeks in custody",
    "weeks to be served": lambda value, _: f"for {value:g} weeks",
    "1 says an official was paid": _named("says nobody was paid", "says an official was paid"),
    "1 names a border or airport": _named("", "at a border or airport"),
    "bits: 1 paid himself, 2 reported it, 4 sees what is paid for him": lambda value, _: " and ".join(
        words for bit, words in _KNOWN_OF_PAYMENTS.items() if int(value) & bit
    ),
    "1 somebody else, 0 the same": _named("the same operator", "somebody else"),
    "0 granted, 1 renewed, 2 lost, 3 handed over": _named(
        "licence granted", "licence renewed", "licence lost", "licence handed over"
    ),
    "1 it leads further, 0 not": _named("which leads nowhere", "which leads further"),
    "agency that placed him, or -1": lambda value, _: "" if value < 0 else f"about recruitment agency {value:g}",
    "0 nothing, 1 a favour, 2 bribed, 3 a breach": _named(
        "nothing found", "passed as a favour", "passed for a bribe", "a breach established"
    ),
    "1 for a renewal, 2 after a complaint, 0 else": _named("by chance", "for a renewal", "after a complaint"),
    "1 told falsely, 0 not": _named("", "told falsely"),
}
"""How each field of `EVENT_FIELDS` is told; what is not here is told by its name and number."""

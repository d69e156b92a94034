"""What happened to one official, migrant or operator, in words, from the events of a run."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Literal

import pandas as pd

from simcorr.contexts import Context
from simcorr.errors import ResultError, unknown_name
from simcorr.world.codes import Bribe, Channel, Source, Verdict
from simcorr.world.trace import EVENT_FIELDS, EventKind

if TYPE_CHECKING:
    from simcorr.scenario import Scenario

Who = Literal["official", "migrant", "smuggler", "supervisor"]
WHO: tuple[Who, ...] = ("official", "migrant", "smuggler", "supervisor")
_COLUMNS = ("subject", "a", "b", "value")
_DISPOSALS = ("prosecuted", "settled", "transferred", "suspended", "nothing done")
_RANKS = ("gatekeeper", "head of post", "head of context", "national head")
_AFTER_ARRIVAL = 9


def history(events: pd.DataFrame | None, scenario: Scenario, who: Who, number: int) -> pd.DataFrame:
    """Return all events in which an agent takes part: ``week``, ``event``, and ``what`` in words.

    Raises
    ------
    ResultError
        If the run kept no events, for another kind of agent, and for one in no event.
    """
    if events is None:
        raise ResultError("the run kept no events; simulate it with events=True")
    if who not in WHO:
        raise ResultError(unknown_name("kind of agent", str(who), WHO))
    parts = [_of_kind(events, kind, who, number, scenario) for kind in EventKind]
    found = pd.concat(parts).sort_index()
    if found.empty:
        raise ResultError(f"{who} {number} takes part in no event of this run")
    return found.reset_index(drop=True)


def _of_kind(events: pd.DataFrame, kind: EventKind, who: Who, number: int, scenario: Scenario) -> pd.DataFrame:
    """Return the events of one kind in which the agent stands in some field."""
    fields = EVENT_FIELDS[kind]
    places = [column for column, name in zip(_COLUMNS, fields, strict=True) if name.split(" ")[0] == who]
    if kind is EventKind.VERDICT and who != "migrant":
        places = ["subject"]
    rows = events[events["kind"] == kind.name.lower()]
    rows = rows[(rows[places] == number).any(axis=1)] if places else rows.head(0)
    if kind is EventKind.VERDICT:
        rows = rows[rows["a"] == {"smuggler": 0, "official": 1, "supervisor": 2}.get(who, -1)]
    told = [_told(kind, row, places, scenario) for row in rows[list(_COLUMNS)].itertuples(index=False, name=None)]
    words = kind.name.lower().replace("_", " ")
    return pd.DataFrame({"week": rows["week"], "event": words, "what": pd.Series(told, index=rows.index, dtype=object)})


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
    return "after arrival" if int(value) == _AFTER_ARRIVAL else Context(int(value)).label


def _corridor(value: float, scenario: Scenario) -> str:
    return f"corridor {scenario.corridors[int(value)].name}"


def _sources(value: float, _: Scenario) -> str:
    return "found by " + " and ".join(source.name.lower() for source in Source if int(value) & source)


def _named(*words: str) -> Reader:
    return lambda value, _: words[int(value)]


_WORDS: dict[str, Reader] = {
    "context": _context,
    "context or 9 after arrival": _context,
    "corridor": _corridor,
    "corridor travelled": _corridor,
    "channel": _named(*(channel.name.lower() for channel in Channel)),
    "kind of bribe": _named(*(kind.name.lower() for kind in Bribe)),
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
    "1 convicted, 0 turnover": _named("turnover", "convicted"),
    "1 identified, 2 sold out": _named("", "identified", "sold out"),
}
"""How each field of `EVENT_FIELDS` is told; what is not here is told by its name and number."""

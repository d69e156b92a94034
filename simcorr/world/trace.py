"""What a run leaves behind, whichever engine made it."""

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray


class EventKind(IntEnum):
    """What can happen; the columns ``a``, ``b`` and ``value`` of an event are named in `EVENT_FIELDS`."""

    CHANNEL = 0
    CLIENT = 1
    RETAINER = 2
    ENCOUNTER = 3
    BRIBE = 4
    INTERCEPTION = 5
    ARRIVAL = 6
    REPORT = 7
    RETALIATION = 8
    CASE = 9
    SETTLEMENT = 10
    DISPOSAL = 11
    SMUGGLER_CASE = 12
    VERDICT = 13
    MOVE = 14
    LEAVE = 15
    HIRE = 16
    EXPLOITATION = 17
    IDENTIFICATION = 18
    CUT = 19
    FOLLOW_UP = 20
    DETECTION = 21
    INQUIRY = 22
    REFUSAL = 23
    GIVE_UP = 24
    SURVEY = 25
    FREED = 26
    BACK = 27
    RELEASE = 28
    LAPSE = 29
    OFFICE = 30
    DEBT = 31
    AGENCY = 32
    PROCEEDS = 33
    OTHER_FILES = 34
    OTHER_FILES_DONE = 35
    MEETING = 36
    SCREENING = 37
    DOCUMENT = 38
    EXPOSURE = 39
    # of labour recruitment agencies
    LICENCE = 40
    INSPECTION = 41
    PLACEMENT = 42
    TESTIMONY = 43
    DETENTION = 45
    DISCHARGE = 46


EVENT_COLUMNS = (
    "week",
    "kind",
    "subject",
    "a",
    "b",
    "value",
    "corridor",
    "context",
    "case",
    "party",
    "other",
    "recorded",
)
"""What every event says; -1 where there is nothing to say.

``corridor`` and ``context`` are where it happened, by index: of encounters, where the post stands;
``case`` is the number of the case it belongs to;
``party`` and ``other`` name the other person by kind (`codes.Party`) and number: who paid a bribe, met or treated
the subject, or reported it (a migrant before a colleague, if both did); ``recorded`` is 1 where official statistics
hold it.
"""
EVENT_FIELDS: dict[EventKind, tuple[str, str, str, str]] = {
    EventKind.CHANNEL: ("migrant", "corridor", "channel", "attempt"),
    EventKind.CLIENT: ("migrant", "smuggler", "corridor travelled", "fee in cents"),
    EventKind.RETAINER: ("smuggler", "official", "accepted", "payment in cents"),
    EventKind.ENCOUNTER: ("migrant", "official", "1 offered, 2 demanded, 0 neither", "price in cents"),
    EventKind.BRIBE: ("official", "context", "kind of bribe", "price in cents"),
    EventKind.INTERCEPTION: ("migrant", "context", "corridor travelled", "stage"),
    EventKind.ARRIVAL: ("migrant", "corridor", "channel", "bribes that the smuggler paid in cents"),
    EventKind.REPORT: ("official", "context", "sources as bits", "evidence"),
    EventKind.RETALIATION: ("official who reported", "context", "-", "-"),
    EventKind.CASE: ("official", "rank", "context", "evidence"),
    EventKind.SETTLEMENT: ("official", "supervisor", "rank", "payment in cents"),
    EventKind.DISPOSAL: ("official", "rank", "what was done", "evidence"),
    EventKind.SMUGGLER_CASE: ("smuggler", "1 opened, 0 kept from being opened", "corridor", "evidence"),
    EventKind.VERDICT: ("subject", "0 smuggler, 1 gatekeeper, 2 supervisor", "verdict", "stage"),
    EventKind.MOVE: ("official", "place before", "place after", "1 rotation, 0 transfer"),
    EventKind.LEAVE: ("official", "place", "2 dismissed, 1 convicted, 0 turnover", "-"),
    EventKind.HIRE: ("official", "place", "generation", "reservation price in cents"),
    EventKind.EXPLOITATION: ("migrant", "context or 9 after arrival", "corridor", "smuggler"),
    EventKind.IDENTIFICATION: ("migrant", "corridor", "1 identified, 2 sold out", "official"),
    EventKind.CUT: ("supervisor", "official who hands it on", "rank", "share in cents"),
    EventKind.FOLLOW_UP: ("official", "context", "sources as bits", "evidence"),
    EventKind.DETECTION: ("official", "context", "sources as bits", "evidence"),
    EventKind.INQUIRY: ("official", "context", "smuggler", "evidence"),
    EventKind.REFUSAL: ("official", "context", "kind of bribe", "price in cents"),
    EventKind.GIVE_UP: ("migrant", "corridor", "attempt", "-"),
    EventKind.SURVEY: (
        "migrant",
        "1 says an official was paid",
        "1 names a border or airport",
        "bits: 1 paid himself, 2 reported it, 4 sees what is paid for him",
    ),
    EventKind.FREED: ("migrant", "corridor", "weeks in exploitation", "-"),
    EventKind.BACK: ("official", "rank", "-", "-"),
    EventKind.RELEASE: ("smuggler", "generation", "1 somebody else, 0 the same", "-"),
    EventKind.LAPSE: ("subject", "0 smuggler, 1 gatekeeper, 2 supervisor", "stage", "-"),
    EventKind.OFFICE: ("supervisor", "rank", "generation", "-"),
    EventKind.AGENCY: ("official", "context", "sources as bits", "strength of the dossier"),
    EventKind.DEBT: ("migrant", "smuggler", "corridor asked for", "owed by each person in cents"),
    EventKind.PROCEEDS: ("migrant", "smuggler", "corridor travelled", "income of a week in cents"),
    EventKind.OTHER_FILES: ("-", "stage", "-", "files of other work that come in"),
    EventKind.OTHER_FILES_DONE: ("-", "stage", "-", "files of other work that are dealt with"),
    EventKind.MEETING: ("migrant", "corridor", "1 identified, 2 sold out, 3 punished, 4 left", "official"),
    EventKind.SCREENING: ("migrant", "corridor travelled", "1 recognised, 0 not", "official"),
    EventKind.DOCUMENT: ("migrant", "1 issued for a bribe, 2 forged", "corridor", "price of the forger in cents"),
    EventKind.EXPOSURE: ("migrant", "1 issued for a bribe, 2 forged", "corridor", "-"),
    EventKind.LICENCE: (
        "agency",
        "0 granted, 1 renewed, 2 lost, 3 handed over",
        "generation",
        "official who has an interest, or -1",
    ),
    EventKind.INSPECTION: (
        "agency",
        "0 nothing, 1 a favour, 2 bribed, 3 a breach",
        "1 for a renewal, 2 after a complaint, 0 else",
        "what is charged beyond the legal cost, in multiples of it",
    ),
    EventKind.PLACEMENT: ("migrant", "agency", "1 told falsely, 0 not", "fee in cents"),
    EventKind.TESTIMONY: ("migrant", "agency that placed him, or -1", "corridor", "1 it leads further, 0 not"),
    EventKind.DETENTION: ("migrant", "corridor travelled", "stage", "weeks to be served"),
    EventKind.DISCHARGE: ("migrant", "corridor", "0 served, 1 released for a bribe, 2 identified", "weeks in custody"),
}
"""What the columns subject, a, b and value hold, by kind."""


@dataclass(frozen=True, slots=True)
class Trace:
    """The weekly record of one run and, when asked for, its events.

    Attributes
    ----------
    context : float64 array (weeks, 9, context measures)
    corridor : float64 array (weeks, corridors, corridor measures)
    rank : float64 array (weeks, 4, rank measures)
    income_top_tenth : float
        Share of gatekeepers' bribe income in the window that the tenth with the highest income took; NaN
        without any income.
    events : dict of column name to array, or None
        Columns `EVENT_COLUMNS`, in the order in which the events were applied.
    """

    context: NDArray[np.float64]
    corridor: NDArray[np.float64]
    rank: NDArray[np.float64]
    income_top_tenth: float
    events: dict[str, NDArray[np.float64]] | None = None


def share_of_top_tenth(incomes: list[int]) -> float:
    """Return the share of all income that the tenth with the highest income holds; NaN without income."""
    total = sum(incomes)
    if total <= 0:
        return float("nan")
    few = max(1, (len(incomes) + 9) // 10)
    top = np.partition(np.array(incomes, dtype=np.int64), -few)[-few:]
    return float(sum(top.tolist()) / total)  # Python's whole numbers: however large, no rounding before the division

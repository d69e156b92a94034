"""The record by corridor, but for beliefs and the survey: a function for each family of columns."""

import numpy as np

from simcorr.world import EventKind
from simcorr.world.codes import AFTER_ARRIVAL, Channel, Discharge, Document, Finding, Subject, Verdict


def _number(log, rows, unit="corridor", weights=None):
    return log.tally(rows, unit, log.world.n_corridors, weights)


def _persons(log, rows, unit="corridor"):
    return _number(log, rows, unit, rows["persons"])


def decisions(log, met):
    """Return who thought of going, and how; at home."""
    chosen = met[met["kind"] == EventKind.CHANNEL]

    def of(channel):
        return _persons(log, chosen[chosen["b"] == channel], "home")

    return {
        "would_be_migrants": _persons(log, chosen[chosen["value"] == 0], "home"),
        "chose_stay": of(Channel.STAY),
        "chose_regular": of(Channel.REGULAR),
        "chose_alone": of(Channel.ALONE),
        "chose_smuggler": of(Channel.SMUGGLER),
        "gave_up_waiting": _persons(log, met[met["kind"] == EventKind.GIVE_UP], "home"),
    }


def journeys(log, met):
    """Return who set out and arrived, and who was stopped; on the corridor travelled."""
    arrived = met[met["kind"] == EventKind.ARRIVAL]
    alone = met[(met["kind"] == EventKind.CHANNEL) & (met["b"] == Channel.ALONE)]
    regular = arrived["channel"] == Channel.REGULAR
    screened = met[met["kind"] == EventKind.SCREENING]
    recognised = _persons(log, screened[screened["b"] == 1], "a")
    return {
        "regular_journeys": _persons(log, arrived[regular]),
        "irregular_journeys": _persons(log, arrived[~regular]),
        "journeys_started": _persons(log, alone) + _persons(log, met[met["kind"] == EventKind.CLIENT]),
        "detained": _persons(log, met[met["kind"] == EventKind.INTERCEPTION], "b") - recognised,
        "victims_stopped": _persons(log, screened, "a"),
        "identified_at_interception": recognised,
    }


def documents(log, met):
    """Return who was issued a document for a bribe or had one forged, whose was exposed, and who was asked about it."""
    got, exposed = met[met["kind"] == EventKind.DOCUMENT], met[met["kind"] == EventKind.EXPOSURE]
    return {
        "documents_issued": _persons(log, got[got["a"] == Document.ISSUED]),
        "documents_forged": _persons(log, got[got["a"] == Document.FORGED]),
        "documents_exposed": _persons(log, exposed),
        "issuers_asked": _number(log, exposed[exposed["other"] >= 0]),
    }


def custody(log, met):
    """Return the weeks in custody, those in which it ended included, and how it ended before its time."""
    entered, left = met[met["kind"] == EventKind.DETENTION], met[met["kind"] == EventKind.DISCHARGE]
    held = 0.0
    for home, party in enumerate(log.world.party_size * log.world.weight):
        begins, ends = (_number(log, rows[rows["home"] == home], "a").cumsum(axis=0) for rows in (entered, left))
        before = np.vstack([np.zeros((1, log.world.n_corridors)), (begins - ends)[:-1]])
        held = held + party * before
    return {
        "detained_weeks": held,
        "released_for_bribe": _persons(log, left[left["b"] == Discharge.RELEASED]),
        "identified_in_detention": _persons(log, left[left["b"] == Discharge.IDENTIFIED]),
    }


def bribed(log, paid):
    """Return the persons on whose journey somebody paid, in the week and on the corridor of its first bribe."""
    first = paid.sort_values("order").drop_duplicates(["migrant", "attempt"])
    persons = (log.world.party_size * log.world.weight)[first["home"].astype(int)]
    return {"persons_with_bribe": _number(log, first, "route", persons)}


def money(log, met, paid):
    """Return what smugglers charged, what is owed to them, and what migrants paid officials themselves."""
    clients, owing = met[met["kind"] == EventKind.CLIENT], met[met["kind"] == EventKind.DEBT]
    advance = log.world.smugglers.fee_advance_share
    agreed = _number(log, clients, weights=clients["value"] / 100.0 * clients["persons"])
    return {
        "fees_paid_usd": agreed * advance + (_due_on_success(log, met) + _due_by_leg(log, met)) * (1.0 - advance),
        "fees_usd": agreed,
        "indebted": _persons(log, owing),
        "debt_usd": _number(log, owing, weights=owing["value"] / 100.0 * owing["persons"]),
        "paid_by_migrants_usd": _number(log, paid, "route", paid["own"] / 100.0 * log.world.weight),
    }


def _due_on_success(log, met):
    """Return the fees of clients who arrived, or were exploited on the way: each journey once."""
    fees = met[met["kind"] == EventKind.CLIENT].set_index(["subject", "attempt"])["value"]
    on_the_way = (met["kind"] == EventKind.EXPLOITATION) & (met["a"] != AFTER_ARRIVAL)
    ends = met[((met["kind"] == EventKind.ARRIVAL) | on_the_way) & (met["channel"] == Channel.SMUGGLER)]
    due = fees.reindex(list(zip(ends["subject"], ends["attempt"], strict=True))).fillna(0.0).to_numpy()
    return _number(log, ends, weights=due / 100.0 * ends["persons"])


def _due_by_leg(log, met):
    """Return what of the fees of stopped clients was due for the stages behind them, as if nothing was in advance.

    It is reckoned when the journey ends: at the stop, or when the party leaves custody otherwise than for a bribe.
    """
    fees = met[met["kind"] == EventKind.CLIENT].set_index(["subject", "attempt"])["value"]
    rows = met[met["kind"].isin((EventKind.INTERCEPTION, EventKind.DETENTION, EventKind.DISCHARGE))]
    stops = rows["kind"] == EventKind.INTERCEPTION
    of_party = rows.assign(stage=rows["value"].where(stops)).groupby("subject")
    behind = of_party["stage"].ffill() / log.world.n_stages[rows["route"]]
    held = of_party["kind"].shift(-1) == EventKind.DETENTION
    returned = (rows["kind"] == EventKind.DISCHARGE) & (rows["b"] != Discharge.RELEASED)
    ends = rows.assign(behind=behind)[((stops & ~held) | returned) & (rows["channel"] == Channel.SMUGGLER)]
    due = fees.reindex(list(zip(ends["subject"], ends["attempt"], strict=True))).fillna(0.0).to_numpy()
    paid = log.world.smugglers.fees_by_leg * ends["behind"] * due / 100.0 * ends["persons"]
    return _number(log, ends, "route", paid)


def exploitation(log, met):
    """Return whose exploitation began, went on and ended; and whom authorities met."""
    begun = met[met["kind"] == EventKind.EXPLOITATION]
    authorities = met[met["kind"] == EventKind.MEETING]
    found = met[met["kind"].isin((EventKind.IDENTIFICATION, EventKind.MEETING))]
    helped, punished = (found[found["b"] == finding] for finding in (Finding.IDENTIFIED, Finding.PUNISHED))
    freed = met[met["kind"] == EventKind.FREED]
    return {
        "exploited": _persons(log, begun),
        "in_exploitation": _still_there(log, begun, helped, punished, freed),
        "identified": _persons(log, helped),
        "sold_out": _persons(log, found[found["b"] == Finding.SOLD_OUT]),
        "exploitation_usd": _proceeds(log, helped, punished, freed),
        "victims_met": _persons(log, authorities),
        "identified_by_authorities": _persons(log, authorities[authorities["b"] == Finding.IDENTIFIED]),
        "victims_punished": _persons(log, punished),
        "victims_reporting": _persons(log, met[met["kind"] == EventKind.TESTIMONY]),
    }


def _proceeds(log, *ended):
    """Return what exploitation brought: an income for every week after the one in which it began, the last included.

    Who is punished and tries again may be exploited again: it ends with the first end after it began.
    """
    ends = {}
    for rows in ended:
        for event in rows.itertuples():
            ends.setdefault(event.subject, []).append(event.week)
    income = np.zeros((log.world.weeks, log.world.n_corridors))
    for event in log.of(EventKind.PROCEEDS).itertuples():
        last = min((week for week in ends.get(event.subject, []) if week > event.week), default=log.world.weeks)
        income[event.week + 1 : last + 1, event.corridor] += event.value / 100.0 * log.world.weight
    return income


def _still_there(log, begun, *ended):
    """Return the persons whose exploitation has begun and not ended, counted as parties of each home."""
    there = 0.0
    for home, party in enumerate(log.world.party_size * log.world.weight):
        begins, *ends = (_number(log, rows[rows["home"] == home]) for rows in (begun, *ended))
        there = there + party * (begins - sum(ends)).cumsum(axis=0)
    return there


def courts(log):
    """Return how many operators stood accused and were convicted."""
    convicted = log.of(EventKind.VERDICT, a=Subject.OPERATOR, b=Verdict.CONVICTED)
    return {
        "smuggler_cases": _number(log, log.of(EventKind.SMUGGLER_CASE, a=1)),
        "smugglers_convicted": _number(log, convicted),
    }

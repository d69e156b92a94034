"""What the log says of each migrant: where he is from, on which attempt, by which channel; what the party paid."""

import numpy as np
import pandas as pd

from simcorr.contexts import Context
from simcorr.world import EventKind
from simcorr.world.codes import Bribe, Discharge, Party

ABOUT_MIGRANTS = (
    EventKind.CHANNEL,
    EventKind.CLIENT,
    EventKind.DEBT,
    EventKind.ENCOUNTER,
    EventKind.INTERCEPTION,
    EventKind.ARRIVAL,
    EventKind.EXPLOITATION,
    EventKind.IDENTIFICATION,
    EventKind.GIVE_UP,
    EventKind.SURVEY,
    EventKind.FREED,
    EventKind.MEETING,
    EventKind.SCREENING,
    EventKind.DOCUMENT,
    EventKind.EXPOSURE,
    EventKind.PLACEMENT,
    EventKind.TESTIMONY,
    EventKind.DETENTION,
    EventKind.DISCHARGE,
)
BORDERS = (Context.BORDER_CROSSINGS, Context.AIRPORTS)


def journeys(log):
    """Return all events about migrants with these columns more.

    ``home`` is the corridor of origin, ``persons`` how many the migrant stands for, ``attempt`` the number of the
    attempt, ``channel`` how he goes this time and ``route`` on which corridor, which a client's operator decides.
    """
    rows = log.of(*ABOUT_MIGRANTS)
    if rows.empty:
        return rows.assign(home=0, persons=0.0, attempt=0, channel=0, route=0)
    rows = rows.iloc[np.argsort(rows["subject"].to_numpy(), kind="stable")]
    decides = rows["kind"] == EventKind.CHANNEL
    agreed = rows["b"].where(rows["kind"] == EventKind.CLIENT)
    rows = rows.assign(
        home=rows["a"].where(decides).ffill().astype(int),
        attempt=rows["value"].where(decides).ffill().astype(int),
        channel=rows["b"].where(decides).ffill().astype(int),
        route=rows["a"].where(decides, agreed).ffill().astype(int),
    )
    persons = log.world.party_size * log.world.weight
    return rows.assign(persons=persons[rows["home"]]).sort_values("order").copy()


def payments(log, met):
    """Return the bribes that were paid in encounters or for a release, with the migrant about whom, and his attempt.

    The bribe follows its encounter, or the release, in the log. ``own`` is what the migrants paid themselves,
    ``for_them`` what their operator paid.
    """
    bribes = log.of(EventKind.BRIBE, b=(Bribe.OFFERED, Bribe.DEMANDED, Bribe.RELEASE))
    released = (met["kind"] == EventKind.DISCHARGE) & (met["b"] == Discharge.RELEASED)
    encounters = met[(met["kind"] == EventKind.ENCOUNTER) | released][["order", "subject", "attempt", "home", "route"]]
    encounters = encounters.rename(columns={"subject": "migrant"})
    paid = pd.merge_asof(bribes, encounters, on="order", direction="backward")
    themselves, at_border = paid["party"] == Party.MIGRANT, paid["context"].isin(BORDERS)
    return paid.assign(
        own=paid["value"].where(themselves, 0.0),
        for_them=paid["value"].where(~themselves, 0.0),
        own_at_border=paid["value"].where(themselves & at_border, 0.0),
        for_them_at_border=paid["value"].where(~themselves & at_border, 0.0),
    )

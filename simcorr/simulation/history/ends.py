"""Where journeys end: each attempt of a migrant to leave, from the choice of a channel to what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from simcorr.contexts import CONTEXT_NAMES
from simcorr.errors import ResultError
from simcorr.world.codes import AFTER_ARRIVAL, Channel, Discharge
from simcorr.world.trace import EventKind

if TYPE_CHECKING:
    from simcorr.scenario import Scenario

ENDS = ("stayed", "arrived", "stopped", "exploited", "under way")
_TERMINAL = {EventKind.INTERCEPTION: "stopped", EventKind.ARRIVAL: "arrived", EventKind.EXPLOITATION: "exploited"}
_CUSTODY = (EventKind.DETENTION, EventKind.DISCHARGE)


def journeys_table(events: pd.DataFrame | None, scenario: Scenario) -> pd.DataFrame:
    """Return how many persons each channel brought to which end, and in which context.

    Parameters
    ----------
    events : DataFrame or None
        Those of a run that kept them.
    scenario : Scenario

    Returns
    -------
    DataFrame
        ``channel`` (stay, regular, alone, smuggler), ``end`` (`ENDS`), ``context`` (where a party was stopped or
        exploitation began on the way; empty elsewhere), ``exploited_later`` (whether exploitation began after arrival)
        and ``persons``. Attempts begin in the window; those that had no end by its last week are ``under way`` (those
        who gave up waiting for a smuggler are among them, and those who were still in custody).

    Raises
    ------
    ResultError
        If the run kept no events.
    """
    if events is None:
        raise ResultError("the run kept no events; simulate it with events=True")
    attempts = _attempts(events)
    sizes = np.array([corridor.party_size * scenario.weight for corridor in scenario.corridors])
    attempts["persons"] = sizes[attempts["corridor"].to_numpy(int)]
    keys = ["channel", "end", "context", "exploited_later"]
    table = attempts.groupby(keys, sort=True, observed=True)["persons"].sum().reset_index()
    return table.astype({"persons": float})


def _attempts(events: pd.DataFrame) -> pd.DataFrame:
    """Return a row for each attempt that begins in the window."""
    kinds = {kind.name.lower(): word for kind, word in _TERMINAL.items()}
    custody = [kind.name.lower() for kind in _CUSTODY]
    rows = events[events["kind"].isin([EventKind.CHANNEL.name.lower(), *custody, *kinds])]
    rows = rows.assign(order=range(len(rows))).sort_values(["subject", "order"], kind="stable")
    starts = rows["kind"] == EventKind.CHANNEL.name.lower()
    rows = rows.assign(attempt=starts.cumsum())
    begun = rows[starts].set_index("attempt")
    later = rows[~starts & ~_goes_on(rows)]
    after = (later["kind"] == EventKind.EXPLOITATION.name.lower()) & (later["a"] == AFTER_ARRIVAL)
    first = later[~after].drop_duplicates("attempt").set_index("attempt")
    channel = begun["b"].astype(int).map({int(one): one.name.lower() for one in Channel})
    end = first["kind"].map(kinds).reindex(begun.index).fillna("under way")
    end = end.where(channel != Channel.STAY.name.lower(), "stayed")
    place = first["a"].where(first["kind"] != EventKind.ARRIVAL.name.lower()).reindex(begun.index)
    found = pd.DataFrame(
        {
            "corridor": begun["a"].astype(int),
            "channel": channel,
            "end": end,
            "context": [CONTEXT_NAMES[int(one)] if np.isfinite(one) else "" for one in place],
            "exploited_later": begun.index.isin(later.loc[after, "attempt"]),
        }
    )
    return found[begun["week"] >= 0]


def _goes_on(rows: pd.DataFrame) -> pd.Series[bool]:
    """Return what is no end: what happens in custody, and a stop after which a party is still held, or was released."""
    kind, by = rows["kind"], rows.groupby("attempt")
    detention, discharge = (one.name.lower() for one in _CUSTODY)
    returned = (by["kind"].shift(-2) == discharge) & (by["b"].shift(-2) != Discharge.RELEASED)
    return kind.isin((detention, discharge)) | ((by["kind"].shift(-1) == detention) & ~returned)

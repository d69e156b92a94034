"""What a run did, in a few digits: equal digests mean the same events and the same weekly record, bit for bit."""

import hashlib

import numpy as np

EVENT_COLUMNS = (
    *("week", "kind", "subject", "a", "b", "value"),
    *("corridor", "context", "case", "party", "other", "recorded"),
)
LAST_KIND = 33
"""Kinds of events that come later are left out: what was recorded before is to stay comparable."""
COLUMNS = {"context": 49, "corridor": 29, "rank": 12}
"""How many measures each record had when the digests were made; new ones are added at the end and left out."""
LAST_MEASURES = {"context": "agency_files", "corridor": "persons_with_bribe", "rank": "cohort_private_sanctioned"}
"""The last of these measures, by which a new one in between is noticed."""
DIGITS = 16


def digest(trace):
    """Return digests of the events and of each record, and how much happened."""
    events = kept_events(trace)
    records = {name: _hashed(getattr(trace, name)[:, :, :number]) for name, number in COLUMNS.items()}
    return {
        "events": _hashed(events),
        **records,
        "income_top_tenth": float(trace.income_top_tenth).hex(),
        "n_events": len(events),
        "n_kinds": len(np.unique(events[:, 1])),
    }


def kept_events(trace):
    """Return the events as rows of numbers, without those of later kinds."""
    rows = np.column_stack([trace.events[name] for name in EVENT_COLUMNS])
    return rows[rows[:, 1] <= LAST_KIND]


def _hashed(numbers):
    """Return the digits of an array in which all kinds of NaN are one, and -0.0 is 0.0."""
    plain = np.where(np.isnan(numbers), np.nan, numbers) + 0.0
    return hashlib.sha256(plain.astype("<f8").tobytes(order="C")).hexdigest()[:DIGITS]

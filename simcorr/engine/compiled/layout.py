"""Where compiled code finds each field of a model: the table of addresses and lengths that a kernel is called with.

Sizes in memory follow from what is read how often: a phase walks through all agents, so that their records should
take few cache lines. References are indices, -1 for nobody; an official or supervisor who may have been replaced since
is named by index and generation.
"""

from itertools import accumulate
from typing import Any

import numpy as np

from simcorr.engine import state
from simcorr.engine.start import type_of

WHOLE = np.dtype("i8")

LISTS = state.LISTS
"""The fields that grow: the number of entries in use stands behind their lengths."""
BOUNDS = (
    ("migrants", "encounters", "profits"),
    ("acts",),
    ("allegations", "transfers", "outcomes"),
    ("inquiries", "incidents"),
    ("hushes",),
    ("items", "sort_by", "order", "cells", "sorted"),
    ("events",),
)
"""The fields that may have to be enlarged before a week, by what bounds their length, in the order of ``needed``."""
GROWING = tuple(name for names in BOUNDS for name in names)

FIELDS: dict[str, tuple[np.dtype[Any], int]] = {
    **{name: (type_of(name), dimensions) for name, (_, dimensions) in state.FIELDS.items()},
    "needed": (WHOLE, 1),  # by bound, entries that may be needed in the week to come
    "room": (WHOLE, 1),  # and those that there is room for
    "order": (WHOLE, 1),  # for sorting, as the next two
    "cells": (WHOLE, 1),
    "sorted": (state.SHORT, 1),
}
"""Every field: the type of an entry, and the number of dimensions (0: a single record)."""

RECORDS: dict[str, type] = {
    name: record for name, (record, _) in state.FIELDS.items() if not isinstance(record, np.dtype)
}
"""The classes that declare records, by field."""

_words = [1 + dimensions + int(name in LISTS) for name, (_, dimensions) in FIELDS.items()]
_ends = list(accumulate(_words))
PLACES = dict(zip(FIELDS, [0, *_ends], strict=False))
"""Where the address of each field stands in the table; its lengths follow, and for a list the entries in use."""
USED = {name: PLACES[name] + 2 for name in LISTS}
"""Where the number of entries in use stands."""
WORDS = _ends[-1]
"""The length of the table."""

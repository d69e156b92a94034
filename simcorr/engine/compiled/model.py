"""The model of the compiled engine: the arrays of a run, and the table by which a kernel finds them."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from simcorr.engine.compiled.layout import BOUNDS, FIELDS, GROWING, LISTS, PLACES, USED, WORDS
from simcorr.engine.start import arrays_at_start
from simcorr.world import World

_FIRST_ROOM = 64
_GROWTH = 2
"""How far a list grows beyond what the next week may need; memory that is never touched costs nothing."""


class Model:
    """The arrays of a run by name, and the table of their addresses and lengths (`layout`).

    A single record is an array of length one. Of a list, `length` says how many entries are in use.
    """

    def __init__(self, world: World, *, events: bool = False) -> None:
        self.arrays: dict[str, NDArray[Any]] = {}
        self.table = np.zeros(WORDS, dtype=np.int64)
        self.address = int(self.table.ctypes.data)  # the kernel finds everything from there
        given = arrays_at_start(world, events=events)
        most_cases, smugglers = int(given["run"]["most_cases"][0]), int(world.smugglers.count)
        room = {
            **dict.fromkeys(GROWING, _FIRST_ROOM),
            **dict.fromkeys(("cases", "convicted", "dismissed"), most_cases),
            **dict.fromkeys(("left_over", "places_before"), world.n_officials),
            "retainers": max(1, smugglers),
        }
        for name, array in given.items():
            if name not in room:
                self.put(name, array)
        for name, entries in room.items():
            self._give_room(name, entries)
        self.put("needed", np.zeros(len(BOUNDS)))
        self.put("room", np.full(len(BOUNDS), _FIRST_ROOM))

    def put(self, name: str, array: NDArray[Any]) -> NDArray[Any]:
        """Set a field to an array, and enter its address and lengths into the table."""
        dtype, dimensions = FIELDS[name]
        array = np.ascontiguousarray(array, dtype.base)
        self.arrays[name] = array
        place = PLACES[name]
        self.table[place] = array.ctypes.data
        self.table[place + 1 : place + 1 + dimensions] = array.shape[:dimensions]
        return array

    def length(self, name: str) -> int:
        """Return how many entries of a list are in use."""
        return int(self.table[USED[name]])

    def number(self, name: str) -> Any:
        """Return a number of the run."""
        return self.arrays["run"][name][0].item()

    def make_room(self) -> None:
        """Enlarge the lists that the week to come may fill beyond their end."""
        for bound, needed in enumerate(self.arrays["needed"].tolist()):
            if needed > self.arrays["room"][bound]:
                self.arrays["room"][bound] = _GROWTH * needed
                for name in BOUNDS[bound]:
                    self._give_room(name, _GROWTH * needed)

    def _give_room(self, name: str, room: int) -> None:
        """Make a list so long; an entry is written before it is read."""
        new: NDArray[Any] = np.empty((room, *FIELDS[name][0].shape), FIELDS[name][0].base)
        if name in LISTS:
            used = self.length(name)
            if used:
                new[:used] = self.arrays[name][:used]
        self.put(name, new)

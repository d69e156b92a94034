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
        for name, array in arrays_at_start(world, events=events).items():
            self.put(name, array)
        for name in GROWING:
            self._give_room(name, _FIRST_ROOM)
        officials, most_cases = world.n_officials, int(self.arrays["run"]["most_cases"][0])
        self._give_room("retainers", max(1, int(world.smugglers.count)))
        for name, room in (("cases", most_cases), ("convicted", most_cases)):
            self._give_room(name, room)
        for name in ("left_over", "places_before"):
            self._give_room(name, officials)
        self.put("needed", np.zeros(len(BOUNDS), FIELDS["needed"][0]))
        self.put("room", np.full(len(BOUNDS), _FIRST_ROOM))

    @property
    def address(self) -> int:
        """Where the table stands in memory; the kernel finds everything from there."""
        return int(self.table.ctypes.data)

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
            new[:used] = self.arrays[name][:used]
        self.put(name, new)

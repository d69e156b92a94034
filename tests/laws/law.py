"""What a law is: books of its own, kept by events, and a look at the state at the end of each week."""

import numpy as np

from simcorr.world import EventKind


class Law:
    """A law of conservation.

    A method ``on_bribe`` is called with every event of that kind, in the order of the log; `week_ends` with the state
    after the last event of a week. Both say what is wrong by `wrong`, in words.
    """

    def __init__(self, world):
        self.world = world
        self.found = []
        self.readers = {
            int(kind): getattr(self, f"on_{kind.name.lower()}")
            for kind in EventKind
            if hasattr(self, f"on_{kind.name.lower()}")
        }

    def wrong(self, words):
        """Note that the law is broken."""
        self.found.append(f"{type(self).__name__}: {words}")

    def must(self, holds, words, event):
        """Note that the law is broken by an event, unless the condition holds."""
        if not holds:
            self.wrong(f"{words}: {EventKind(event.kind).name} {tuple(event[2:])}")

    def week_ends(self, state):
        """Hold the books against the state."""

    def same(self, what, held, expected):
        """Note the first place where the state holds something else than the books."""
        held, expected = np.asarray(held), np.asarray(expected)
        if held.shape != expected.shape:
            self.wrong(f"{what}: {len(held)} in the state, {len(expected)} in the books")
        elif not (equal := held == expected).all():
            first = np.argmin(equal)
            self.wrong(f"{what} of {first}: {held[first]} in the state, {expected[first]} in the books")

    def close(self, what, held, expected):
        """Note the first place where the state holds another amount than the books, rounding apart."""
        held, expected = np.asarray(held, dtype=float), np.asarray(expected, dtype=float)
        if held.shape != expected.shape:
            self.wrong(f"{what}: {len(held)} in the state, {len(expected)} in the books")
            return
        near = abs(held - expected) <= 1e-12 + 1e-9 * abs(expected)
        if not near.all():
            first = np.argmin(near)
            self.wrong(f"{what}, {first}: {held[first]} in the state, {expected[first]} in the books")

    def within(self, what, values, low, high, *, strictly=False):
        """Note the first value outside its bounds; what is no number is outside."""
        values = np.asarray(values, dtype=float)
        if not values.size:
            return
        least, most = values.min(), values.max()
        if not (least > low and most < high if strictly else least >= low and most <= high):
            inside = (values > low) & (values < high) if strictly else (values >= low) & (values <= high)
            first = np.argwhere(~inside)[0].tolist()
            self.wrong(f"{what} {first}: {values[tuple(first)]} is not between {low} and {high}")

"""The world as plain Python lists: reading a number out of a list is several times faster than out of an array."""

from types import SimpleNamespace

import numpy as np

from simcorr.world import World
from simcorr.world.values import N_CONTEXTS


class PlainWorld(SimpleNamespace):
    """A `World` whose arrays are lists and whose context parameters are attributes."""

    def __init__(self, world: World) -> None:
        super().__init__()
        for name in World.__slots__:
            value = getattr(world, name)
            self.__dict__[name] = value.tolist() if isinstance(value, np.ndarray) else value
        for name in world.contexts._fields:
            self.__dict__["wage" if name == "wage_usd" else name] = getattr(world.contexts, name).tolist()
        self.context_places = [places.tolist() for places in world.context_places]
        self.n_corridors = world.n_corridors
        self.n_posts = world.n_posts
        self.n_officials = world.n_officials
        self.n_supervisors = world.n_supervisors

    def supervisor_seat(self, index: int) -> tuple[int, int, int, int]:
        """Return rank, superior, context and corridor of a supervisor's office."""
        if index < self.n_posts:
            context = self.post_context[index]
            return 1, self.n_posts + context, context, self.post_corridor[index]
        if index < self.n_posts + N_CONTEXTS:
            return 2, self.n_posts + N_CONTEXTS, index - self.n_posts, 0
        return 3, -1, 0, 0

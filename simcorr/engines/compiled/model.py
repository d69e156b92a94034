"""The model of the compiled engine: a `World` laid out as arrays, and the record that a run fills."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from simcorr.engines.compiled.binding import enter, table_of
from simcorr.engines.compiled.layout import FIELDS, GROUPS, LISTS, N_VIEWS, RING, RUN_COUNTS
from simcorr.rules.smuggler import memory_kept
from simcorr.world import World
from simcorr.world.measures import N_RANKS
from simcorr.world.values import N_CONTEXTS

_FIRST_ROOM = 64
_WEEKS_UNDER_WAY = 5
"""How many weeks' arrivals are under way at once, about; it decides nothing but how soon lists have to grow."""
_GROWTH = 2
"""How far a list grows beyond what the next week may need; memory that is never touched costs nothing."""


class Model:
    """The arrays of a run by name, and each of them as an attribute; the fields are those of `layout.FIELDS`.

    A single record is an array of length one in ``arrays`` and the record itself as an attribute.
    """

    def __init__(self, world: World, *, events: bool = False) -> None:
        self.arrays: dict[str, NDArray[Any]] = {}
        self.table = table_of(self)
        _lay_out_run(self, world, events)
        _lay_out_places(self, world)
        _lay_out_agents(self, world)
        _lay_out_papers(self, world)

    def add(self, name: str, *shape: int) -> NDArray[Any]:
        """Add a field filled with zeros and return it."""
        dtype, dimensions = FIELDS[name]
        return self.put(name, np.zeros(shape if dimensions else 1, dtype))

    def put(self, name: str, array: NDArray[Any]) -> NDArray[Any]:
        """Set a field to an array, which it shares if it can."""
        dtype, dimensions = FIELDS[name]
        array = np.ascontiguousarray(array, dtype.base)
        self.arrays[name] = array
        setattr(self, name, array if dimensions else array[0])
        enter(self.table, name, array)
        return array

    def make_room(self) -> None:
        """Enlarge the lists that the week to come may fill beyond their end."""
        run = self.arrays["run"][0]
        for place, name in enumerate(LISTS):
            needed, old = int(run["needed"][place]), self.arrays[name]
            if needed > len(old):
                self._enlarge(name, _GROWTH * needed)
                if name == "order":
                    self._enlarge("cells", _GROWTH * needed)
                    self._enlarge("sort_by", _GROWTH * needed)

    def _enlarge(self, name: str, room: int) -> None:
        old = self.arrays[name]
        new = np.empty((room, *old.shape[1:]), old.dtype)  # an entry is written before it is read
        used = int(self.arrays["run"][name][0]) if name in RUN_COUNTS else 0
        new[:used] = old[:used]
        self.put(name, new)


def _lay_out_run(model: Model, world: World, events: bool) -> None:
    run = model.add("run")[0]
    run["run_key"], run["weeks"], run["burn_in"] = world.run_key, world.weeks, world.burn_in
    run["keeps_events"] = int(events)
    run["expected"] = int(_WEEKS_UNDER_WAY * world.arrivals_per_week.sum())
    conviction, strength = world.officials.perceived_conviction_prior, world.officials.belief_strength
    run["believed_convicted"], run["believed_acquitted"] = conviction * strength, (1.0 - conviction) * strength
    run["conviction"], run["case_hazard"] = conviction, world.smugglers.case_hazard_prior
    model.add("flags")[0] = tuple(world.flags)
    parameters = model.add("p")
    for name in GROUPS:
        parameters[name][0] = tuple(getattr(world, name))


def _lay_out_places(model: Model, world: World) -> None:
    contexts = model.add("contexts", N_CONTEXTS)
    for name in ("wage_usd", "interception_rate", "documents_shown", "detection_rate", "visibility"):
        contexts[name] = getattr(world.contexts, name)
    for row, name in enumerate(("offer", "acceptance", "interception", "detection")):
        contexts[f"pinned_{name}"] = world.pins[row]
    contexts["band_price"] = world.band_price
    contexts["norm"] = world.officials.norm_prior
    lengths = [len(places) for places in world.context_places]
    contexts["n_listed"] = lengths
    contexts["first_listed"] = np.concatenate([[0], np.cumsum(lengths)[:-1]])
    model.put("listed_places", np.concatenate(world.context_places))
    _lay_out_corridors(model, world)
    posts = model.add("posts", world.n_posts)
    for name in ("corridor", "context", "first_place", "staff"):
        posts[name] = getattr(world, f"post_{name}")
    posts["norm"] = world.officials.norm_prior
    places = model.add("places", world.n_officials)
    places["post"], places["private"] = world.place_post, world.place_private
    for name in ("first_place", "n_places", "prior_acceptance", "levers", "shocks"):
        model.put(name, getattr(world, name))


def _lay_out_corridors(model: Model, world: World) -> None:
    corridors = model.add("corridors", world.n_corridors)
    for name in ("arrivals_per_week", "fee", "party_size", "regular_cost", "regular_wait", "alone_factor"):
        corridors[name] = getattr(world, name)
    corridors["first_stage"], corridors["n_stages"] = world.first_stage, world.n_stages
    corridors["weight"] = world.weight
    corridors["persons"] = world.party_size * world.weight
    corridors["success_alone"] = world.migrants.success_prior_alone
    corridors["success_smuggled"] = world.migrants.success_prior_smuggled
    corridors["exploitation"] = world.migrants.exploitation_prior
    corridors["impunity"] = 1.0
    for name in ("known_alone", "known_smuggled", "known_regular"):
        corridors[name] = world.migrants.belief_prior_weight
    corridors["known_exploited"] = 1.0
    model.add("wishes", world.n_corridors, N_VIEWS, world.n_corridors)
    stages = model.add("stages", len(world.stage_context))
    for name in ("context", "duration", "need", "discretion"):
        stages[name] = getattr(world, f"stage_{name}")


def _lay_out_agents(model: Model, world: World) -> None:
    smugglers, officials = int(world.smugglers.count), world.n_officials
    # An operator is written as a whole when he starts out, but for the parties that a predecessor leaves to him.
    model.put("smugglers", np.empty(smugglers, FIELDS["smugglers"][0]))["load"] = 0
    model.put("books", np.empty((smugglers, int(world.smugglers.book_size)), FIELDS["books"][0]))
    model.add("route_values", smugglers, world.n_corridors)
    # By Python, whose exponential is that of the Mesa engine: a vector library could differ in the last bit.
    fade = world.smugglers.belief_fade_per_week
    model.put("kept", np.array([memory_kept(fade, weeks) for weeks in range(world.weeks)]))
    model.add("officials", officials)
    model.put("row_at", np.arange(officials))
    model.add("window_income", officials)
    model.add("bribes_by_week", RING, officials)
    model.add("supervisors", world.n_supervisors)


def _lay_out_papers(model: Model, world: World) -> None:
    """Make the lists: those of a fixed length, those that grow, and the record."""
    smugglers, officials = int(world.smugglers.count), world.n_officials
    model.add("retainers", max(1, smugglers))
    # One open case each, and a file of a predecessor that is closed by the end of the week.
    people = smugglers + 2 * officials + 2 * world.n_supervisors
    model.add("cases", people)
    model.add("convicted", people)
    model.add("left_over", officials)
    model.add("places_before", officials)
    for name in (*LISTS, "cells", "sort_by"):
        model.add(name, _FIRST_ROOM)
    model.add("by_context", world.weeks, N_CONTEXTS)
    model.add("by_corridor", world.weeks, world.n_corridors)
    model.add("by_rank", world.weeks, N_RANKS)

"""What is said when something that must be a number is none, whichever engine found it."""

from collections.abc import Sequence
from typing import Any

from simcorr.world import World
from simcorr.world.measures import CONTEXT_INDEX, CORRIDOR_INDEX
from simcorr.world.soundness import CORRIDOR_BELIEFS, OF_CONTEXTS, refuse_unsound


def refuse(world: World, week: int, contexts: Sequence[Any], rows: Sequence[Any], corridors: Sequence[Any]) -> None:
    """Raise a `RunError` for what is no number: in a week's rows by context and corridor, or in corridors' beliefs."""
    of_contexts = {name: [float(row[CONTEXT_INDEX[name]]) for row in contexts] for name in OF_CONTEXTS}
    of_corridors = {name: [float(getattr(corridor, name)) for corridor in corridors] for name in CORRIDOR_BELIEFS}
    of_corridors["fees_usd"] = [float(row[CORRIDOR_INDEX["fees_usd"]]) for row in rows]
    refuse_unsound(week, world.corridor_names, of_contexts, of_corridors)

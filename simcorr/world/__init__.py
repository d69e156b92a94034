"""The scenario resolved to arrays, and the events and measures that both engines fill."""

from simcorr.world.build import LEVER, World, build, run_key
from simcorr.world.trace import EventKind, Trace

__all__ = ["LEVER", "EventKind", "Trace", "World", "build", "run_key"]

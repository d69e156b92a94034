"""Where a policy fails: scenario discovery, on any table of states of the world."""

from simcorr.analysis.discovery.discovery import Discovery, discover

__all__ = ["Discovery", "discover"]

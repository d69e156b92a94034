"""Ways to plant something in a run of Mesa: in its events, or in its state."""

from collections import Counter

from tests.laws.checker import Checker
from tests.laws.view import ENGINES
from tests.recount.chosen import WORLDS

SUPERVISORS = "Supervisors convicted while on duty"
AGENCY = "Every report goes to an agency"
DECIDED = "On: decided_exploitation"
BUSY = "Other work"
MET = "Victims met by authorities"
CARRIED = "Documents that were bought"
PLACED = "Labour recruitment agencies"
HELD = "Stopped parties in custody"
LAST_WEEK = 12


def watched(name, change=None, spoil=None):
    """Return what the laws say of a run of Mesa in which events are changed, or the state in some week.

    ``change`` gets the events of a week and returns others; ``spoil`` gets the model in the last week.
    """
    world = WORLDS[name]()
    checker, found = Checker(world), []
    for state in ENGINES["mesa"](world):
        events = state.new_events()
        if spoil is not None and state.week == LAST_WEEK:
            spoil(state._model)
        found = checker.week(state, events if change is None else change(events))
        if found or (spoil is not None and state.week == LAST_WEEK):
            return found
    return found


def first(which, do):
    """Return what changes the events of a week: the first event of the run that fits is handed over to ``do``."""
    seen = Counter()

    def change(events):
        kept = []
        for event in events:
            if not seen["done"] and which(event):
                seen["done"] += 1
                kept += do(event)
            else:
                kept.append(event)
        return kept

    return change

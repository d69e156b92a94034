"""All laws, held against a run week by week."""

from itertools import chain

from simcorr.world import EventKind
from tests.laws.absence import Absence
from tests.laws.agencies import Agencies
from tests.laws.beliefs import Charges, Dismissals, Hazards, Norms, SupervisorsRisks, Trust, Verdicts
from tests.laws.bounds import Books, Bounds
from tests.laws.custody import Custody
from tests.laws.deals import Deals, Debts, Purses
from tests.laws.delays import Delays
from tests.laws.documents import Documents
from tests.laws.exploiters import Exploiters
from tests.laws.exposure import Allegations, Exposures, Implications
from tests.laws.files import Desks, Files
from tests.laws.money import Consequences, Incomes, Payments
from tests.laws.operators import Posts, Prices, Routes
from tests.laws.order import Order
from tests.laws.persons import Loads, Persons
from tests.laws.pins import Pins
from tests.laws.public import PublicBeliefs
from tests.laws.queues import Courts, Queues
from tests.laws.seats import Duties, Seats
from tests.laws.signals import Signals
from tests.laws.traits import Traits
from tests.laws.victims import Screenings, Victims
from tests.laws.view import ENGINES

LAWS = (
    *(Order, Traits, Persons, Delays, Loads, Incomes, Payments, Consequences, Files, Courts, Queues, Desks),
    *(Seats, Duties, Absence, Bounds, Books, Deals, Debts, Purses, Routes, Posts, Prices),
    *(Exposures, Allegations, Implications, Signals, Pins),
    *(Norms, Trust, Charges, Verdicts, Dismissals, SupervisorsRisks, Hazards, PublicBeliefs, Exploiters),
    *(Victims, Screenings, Documents),
    Agencies,
    Custody,
)


class Checker:
    """The laws of a world, with the books that they keep."""

    def __init__(self, world):
        self.laws = [law(world) for law in LAWS]
        self._readers = {int(kind): [] for kind in EventKind}
        for law in self.laws:
            for kind, read in law.readers.items():
                self._readers[kind].append(read)

    def week(self, state, events):
        """Return in words what is broken in a week that ends in a state, after some events."""
        for event in events:
            for read in self._readers[event.kind]:
                read(event)
        for law in self.laws:
            law.week_ends(state)
        found = list(chain.from_iterable(law.found for law in self.laws))
        for law in self.laws:
            law.found.clear()
        return [f"week {state.week}: {words}" for words in found]


def broken(world, engine):
    """Let an engine run a world and return in words what was broken in the first week in which anything was."""
    checker = Checker(world)
    for state in ENGINES[engine](world):
        found = checker.week(state, state.new_events())
        if found:
            return found
    return []

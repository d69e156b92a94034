"""Within a week, events come in the order of the phases (ODD document, 3)."""

from simcorr.world import EventKind
from tests.laws.law import Law

KINDS = {
    1: (EventKind.CHANNEL,),
    2: (EventKind.RETAINER, EventKind.CLIENT, EventKind.DEBT, EventKind.GIVE_UP),
    3: (EventKind.ENCOUNTER, EventKind.INTERCEPTION, EventKind.ARRIVAL, EventKind.SURVEY),
    4: (EventKind.REPORT, EventKind.RETALIATION),
    5: (
        *(EventKind.FOLLOW_UP, EventKind.DETECTION, EventKind.CASE, EventKind.SETTLEMENT, EventKind.DISPOSAL),
        *(EventKind.SMUGGLER_CASE, EventKind.INQUIRY, EventKind.VERDICT, EventKind.LAPSE),
    ),
    6: (EventKind.OFFICE, EventKind.MOVE, EventKind.LEAVE, EventKind.HIRE, EventKind.BACK, EventKind.RELEASE),
    7: (EventKind.EXPLOITATION, EventKind.IDENTIFICATION, EventKind.FREED),
}
"""What happens in each phase; bribes, cuts and refusals happen in several."""
PHASE_OF = {kind: phase for phase, kinds in KINDS.items() for kind in kinds}


class Order(Law):
    """No event of a phase comes after one of a later phase."""

    def __init__(self, world):
        super().__init__(world)
        self.readers = {int(kind): self._comes for kind in PHASE_OF}
        self.reached = 0

    def _comes(self, event):
        phase = PHASE_OF[event.kind]
        self.must(phase >= self.reached, f"an event of phase {phase} after phase {self.reached}", event)
        self.reached = max(self.reached, phase)

    def week_ends(self, state):
        self.reached = 0

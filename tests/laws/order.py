"""Within a week, events come in the order of the phases (ODD document, 3)."""

from simcorr.world import EventKind
from tests.laws.law import Law

PHASE_OF = {
    **dict.fromkeys((EventKind.CHANNEL,), 1),
    **dict.fromkeys((EventKind.RETAINER, EventKind.CLIENT, EventKind.DEBT, EventKind.GIVE_UP), 2),
    **dict.fromkeys((EventKind.ENCOUNTER, EventKind.INTERCEPTION, EventKind.ARRIVAL, EventKind.SURVEY), 3),
    **dict.fromkeys((EventKind.REPORT, EventKind.RETALIATION), 4),
    **dict.fromkeys((EventKind.FOLLOW_UP, EventKind.DETECTION, EventKind.CASE, EventKind.SETTLEMENT), 5),
    **dict.fromkeys((EventKind.DISPOSAL, EventKind.SMUGGLER_CASE, EventKind.INQUIRY, EventKind.VERDICT), 5),
    **dict.fromkeys((EventKind.LAPSE,), 5),
    **dict.fromkeys((EventKind.OFFICE, EventKind.MOVE, EventKind.LEAVE, EventKind.HIRE, EventKind.BACK), 6),
    **dict.fromkeys((EventKind.RELEASE,), 6),
    **dict.fromkeys((EventKind.EXPLOITATION, EventKind.IDENTIFICATION, EventKind.FREED), 7),
}
"""The phase in which a kind of event happens; bribes, cuts and refusals happen in several."""


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

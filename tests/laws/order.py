"""Within a week, events come in the order of the phases and of their steps (ODD document, 3)."""

from simcorr.world import EventKind
from simcorr.world.codes import Departure, Move
from tests.laws.law import Law

KINDS = {
    1: (EventKind.CHANNEL, EventKind.PLACEMENT),
    2: (
        *(EventKind.RETAINER, EventKind.CLIENT, EventKind.GIVE_UP),
        *(EventKind.INSPECTION, EventKind.LICENCE),
    ),
    3: (
        *(EventKind.ENCOUNTER, EventKind.INTERCEPTION, EventKind.SCREENING, EventKind.ARRIVAL, EventKind.SURVEY),
        *(EventKind.DOCUMENT, EventKind.EXPOSURE),
        *(EventKind.DETENTION, EventKind.DISCHARGE),
    ),
    4: (EventKind.REPORT, EventKind.RETALIATION),
    5: (
        *(
            EventKind.FOLLOW_UP,
            EventKind.AGENCY,
            EventKind.DETECTION,
            EventKind.CASE,
            EventKind.SETTLEMENT,
            EventKind.DISPOSAL,
        ),
        *(EventKind.SMUGGLER_CASE, EventKind.INQUIRY, EventKind.VERDICT, EventKind.LAPSE),
        *(EventKind.OTHER_FILES, EventKind.OTHER_FILES_DONE),
    ),
    6: (EventKind.OFFICE, EventKind.MOVE, EventKind.LEAVE, EventKind.HIRE, EventKind.BACK, EventKind.RELEASE),
    7: (EventKind.EXPLOITATION, EventKind.IDENTIFICATION, EventKind.MEETING, EventKind.FREED),
}
"""What happens in each phase; bribes, cuts, refusals, debts and testimonies happen in several."""
PHASE_OF = {kind: phase for phase, kinds in KINDS.items() for kind in kinds}

STEPS = (
    {(EventKind.INSPECTION, None): 0, (EventKind.LICENCE, None): 0},
    {(EventKind.RETAINER, None): 1, (EventKind.CLIENT, None): 2, (EventKind.GIVE_UP, None): 2},
    {(EventKind.RETALIATION, None): 1, (EventKind.REPORT, None): 2},
    {
        (EventKind.OTHER_FILES, None): 1,
        (EventKind.FOLLOW_UP, None): 2,
        (EventKind.AGENCY, None): 2,
        (EventKind.SMUGGLER_CASE, None): 3,
        (EventKind.OTHER_FILES_DONE, None): 4,
    },
    {
        **{
            (EventKind.OFFICE, Departure.CONVICTED): 1,
            (EventKind.LEAVE, Departure.CONVICTED): 1,
            (EventKind.OFFICE, Departure.DISMISSED): 2,
            (EventKind.LEAVE, Departure.DISMISSED): 2,
        },
        **{(EventKind.MOVE, Move.TRANSFER): 3, (EventKind.BACK, None): 4, (EventKind.LEAVE, Departure.TURNOVER): 5},
        **{(EventKind.HIRE, None): 6, (EventKind.RELEASE, None): 7, (EventKind.MOVE, Move.ROTATION): 8},
    },
    {
        **{(EventKind.EXPLOITATION, None): 1, (EventKind.IDENTIFICATION, None): 2},
        **{(EventKind.MEETING, None): 2, (EventKind.FREED, None): 2},
    },
)
"""The order of the steps within phases, for events that tell them; for some their reason as well."""
STEP_OF = {what: step for steps in STEPS for what, step in steps.items()}
REASON = {EventKind.LEAVE: "b", EventKind.OFFICE: "value", EventKind.MOVE: "value"}


class Order(Law):
    """No event of a phase comes after one of a later phase, none of a step after one of a later step."""

    def __init__(self, world):
        super().__init__(world)
        self.readers = {int(kind): self._comes for kind in PHASE_OF}
        self.phase = self.step = 0

    def _comes(self, event):
        phase = PHASE_OF[event.kind]
        self.must(phase >= self.phase, f"an event of phase {phase} after phase {self.phase}", event)
        if phase > self.phase:
            self.phase, self.step = phase, 0
        reason = getattr(event, REASON[event.kind]) if event.kind in REASON else None
        step = STEP_OF.get((event.kind, reason), self.step)
        self.must(step >= self.step, f"step {step} of phase {phase} after step {self.step}", event)
        self.step = max(self.step, step)

    def week_ends(self, state):
        self.phase = self.step = 0

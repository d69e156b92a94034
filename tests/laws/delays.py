"""Every stage of a journey takes its time, and who refuses to pay is kept for a week more."""

from simcorr.world.codes import Bribe, Channel, Discharge, Opening
from tests.laws.law import Law


class Delays(Law):
    """Between two events of a journey lies at least what the stage between them takes, by the ODD document (7.3).

    It may be more: at a stage without anybody on duty nothing happens that the log would hold.
    """

    def __init__(self, world):
        super().__init__(world)
        self.least = {}
        for c, (first, n) in enumerate(zip(world.first_stage, world.n_stages, strict=True)):
            for stage in range(first, first + n):
                place, duration = (c, int(world.stage_context[stage])), int(world.stage_duration[stage])
                self.least[place] = min(duration, self.least.get(place, duration))
        self.due, self.met, self.kept = {}, None, False  # of those under way irregularly
        self.stopped = {}  # where
        self.route = {}

    def on_channel(self, event):
        self.due.pop(event.subject, None)
        self.route[event.subject] = event.a
        if event.b in (Channel.ALONE, Channel.SMUGGLER):
            self.due[event.subject] = event.week

    def on_client(self, event):
        self.route[event.subject] = event.b

    def on_encounter(self, event):
        self._goes_on(event)
        self.met, self.kept = event.subject, event.b == Opening.DEMANDED and event.subject in self.due
        if event.subject in self.due:
            self.due[event.subject] = event.week + self.least[self.route[event.subject], event.context] + self.kept

    def on_bribe(self, event):
        if event.b == Bribe.DEMANDED and self.kept:
            self.due[self.met] -= 1
            self.kept = False

    def on_interception(self, event):
        self.stopped[event.subject] = event.b, event.context

    def on_discharge(self, event):
        """Who is released takes the time of the stage at which the party was stopped."""
        at = self.stopped.pop(event.subject, None)
        if event.b == Discharge.RELEASED and at is not None:
            self.due[event.subject] = event.week + self.least[at]

    def on_arrival(self, event):
        self._goes_on(event)
        self.due.pop(event.subject, None)

    def _goes_on(self, event):
        self.must(event.week >= self.due.get(event.subject, 0), "a stage took less than its time", event)

"""Where audits go follows what was reported and what looked odd at each post, by the ODD document (7.4, 7.9)."""

import numpy as np

from simcorr.interventions import LEVERS
from simcorr.world.codes import Channel
from tests.laws.law import Law
from tests.laws.whereabouts import Whereabouts

LEVER = {name: place for place, name in enumerate(LEVERS)}
LEAST_SIGNAL = 1e-6


class Signals(Law):
    """A post lets through more than is usual, and reports name it: both are remembered, and guide audits."""

    def __init__(self, world):
        super().__init__(world)
        self.who, self.posts = Whereabouts(world), world.place_post.tolist()
        self.places = world.post_corridor * 9 + world.post_context
        self.irregular = set()
        self.anomaly, self.odd = np.zeros(world.n_posts), np.zeros(world.n_posts)
        self.reports, self.named = np.zeros(self.places.max() + 1), np.zeros(self.places.max() + 1)
        self.of_posts = np.zeros(world.n_posts)  # the reports that each post remembers

    def on_channel(self, event):
        self.irregular.discard(event.subject)
        if event.b in (Channel.ALONE, Channel.SMUGGLER):
            self.irregular.add(event.subject)

    def on_encounter(self, event):
        if event.subject in self.irregular:
            at = self.posts[self.who.place[event.other]]
            self.odd[at] += self.world.contexts.interception_rate[event.context]

    def on_interception(self, event):
        self.odd[self.posts[self.who.place[event.other]]] -= 1.0

    def on_report(self, event):
        self.named[event.corridor * 9 + event.context] += 1.0

    def on_agency(self, event):
        self.named[event.corridor * 9 + event.context] -= 1.0  # superiors do not hear of it

    def on_move(self, event):
        self.who.reads(event)

    def week_ends(self, state):
        self._check_effort(state)
        keep = self.world.supervision.audit_memory_per_week
        self.anomaly = np.maximum(self.anomaly * keep + self.odd, 0.0)
        self.reports = self.reports * keep + self.named
        self.odd[:], self.named[:] = 0.0, 0.0
        self.of_posts = np.array(state.posts.recent_reports, dtype=float)
        self.close("what looked odd at posts", state.posts.recent_anomaly, self.anomaly)
        together = np.bincount(self.places, self.of_posts, minlength=len(self.reports))
        self.close("reports that are remembered of a place", together, self.reports)

    def _check_effort(self, state):
        """Hold the effort of this week against the signals up to the week before; its mean is one, measures apart."""
        p, levers = self.world.supervision, self.world.levers[state.week]
        signal = p.audit_base + p.report_weight * self.of_posts + p.anomaly_weight * self.anomaly
        attention = np.maximum(signal, LEAST_SIGNAL) ** levers[LEVER["audit_targeting"], 0, 0]
        self.close("audit effort of posts", state.posts.audit_effort, attention / attention.mean())

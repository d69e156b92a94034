"""What is believed follows from the events, by the equations of the ODD document (7.9).

The weekly record holds few of these beliefs, and some of them only as means; here every one is held against the state.
"""

import math

import numpy as np

from simcorr.world.codes import Bribe, Duty, Subject, Verdict
from tests.laws.law import Law
from tests.laws.whereabouts import Whereabouts
from tests.recount.contexts import PROSECUTED, SETTLED


class Fading:
    """A belief of two weights, of what came true and what did not, both of which fade back to the first belief."""

    def __init__(self, prior, strength, fade_per_week, shape=(1,)):
        self.start = np.array([prior * strength, (1.0 - prior) * strength])
        self.kept, self.weights = math.exp(-fade_per_week), np.empty((2, *shape))
        self.begin(...)

    def begin(self, who):
        """Let somebody believe what everybody believes at first."""
        self.weights[0, who], self.weights[1, who] = self.start

    def learn(self, true, untrue, who=...):
        """Let a week pass in which so much came true, and so much did not."""
        for weights, start, seen in zip(self.weights, self.start, (true, untrue), strict=True):
            weights[who] = (start + self.kept * (weights - start) + seen)[who]


class Norms(Law):
    """The norm of a post moves towards the share of offers on journeys that were accepted there this week."""

    def __init__(self, world):
        super().__init__(world)
        self.who, self.posts = Whereabouts(world), world.place_post.tolist()
        self.norm = np.full(world.n_posts, world.officials.norm_prior)
        self.offers, self.taken = np.zeros(world.n_posts), np.zeros(world.n_posts)

    def on_encounter(self, event):
        self.offers[self.posts[self.who.place[event.other]]] += event.b == 1

    def on_bribe(self, event):
        self.taken[self.posts[self.who.place[event.subject]]] += event.b == Bribe.OFFERED

    def on_move(self, event):
        self.who.reads(event)

    def week_ends(self, state):
        some = self.offers > 0
        share = self.taken[some] / self.offers[some]
        self.norm[some] += self.world.officials.norm_rate_per_week * (share - self.norm[some])
        self.close("norm of posts", state.posts.norm, self.norm)
        self.offers[:], self.taken[:] = 0.0, 0.0


class Trust(Law):
    """Trust between officials and superiors grows with weeks in post; it starts anew with another post or superior."""

    def __init__(self, world):
        super().__init__(world)
        self.who, self.posts = Whereabouts(world), world.place_post.tolist()
        self.trust = np.zeros(world.n_officials)

    def on_move(self, event):
        if self.posts[event.a] != self.posts[event.b] and self.world.flags.rotation_cuts_superiors:
            self.trust[event.subject] = 0.0
        self.who.reads(event)

    def on_hire(self, event):
        self.trust[event.subject] = 0.0
        self.who.reads(event)

    def on_office(self, event):
        self.trust[self.world.place_post[self.who.place] == event.subject] = 0.0

    def _reads(self, event):
        self.who.reads(event)

    on_disposal = on_leave = on_back = _reads

    def week_ends(self, state):
        gain = np.where(np.array(self.who.duty) == Duty.IN_POST, self.world.supervision.trust_gain_per_week, 0.0)
        self.trust += gain * (1.0 - self.trust)
        self.close("trust in superiors", state.officials.trust_in_superior, self.trust)


class Prosecutions(Law):
    """What gatekeepers think of prosecution follows what superiors decided at their post and in their context."""

    def __init__(self, world):
        super().__init__(world)
        p = world.officials
        self.who, self.posts = Whereabouts(world), world.place_post.tolist()
        prior, fade = p.perceived_prosecution_prior, p.belief_fade_per_week
        self.belief = Fading(prior, p.belief_strength, fade, (world.n_officials,))
        self.decided = np.zeros((2, world.n_posts))

    def on_disposal(self, event):
        if event.a == 0 and event.b != SETTLED:
            self.decided[int(event.b != PROSECUTED), self.posts[self.who.place[event.subject]]] += 1.0
        self.who.reads(event)

    def on_hire(self, event):
        self.belief.begin(event.subject)
        self.who.reads(event)

    def _reads(self, event):
        self.who.reads(event)

    on_move = on_leave = on_back = _reads

    def week_ends(self, state):
        p, at = self.world.officials, self.world.place_post[self.who.place]
        context = np.asarray(self.world.post_context)
        heard = []
        for decided in self.decided:
            in_context = np.bincount(context, decided, minlength=context.max() + 1)
            heard.append((p.post_weight * decided + p.context_weight * (in_context[context] - decided))[at])
        self.belief.learn(*heard, np.array(self.who.duty) != Duty.LEFT)
        self.close("cases prosecuted, to officials", state.officials.prosecuted, self.belief.weights[0])
        self.close("cases spared, to officials", state.officials.spared, self.belief.weights[1])
        self.decided[:] = 0.0


class Verdicts(Law):
    """What all officials believe of the courts follows the verdicts on officials and supervisors."""

    def __init__(self, world):
        super().__init__(world)
        p = world.officials
        self.belief = Fading(p.perceived_conviction_prior, p.belief_strength, p.belief_fade_per_week)
        self.convicted = self.cleared = 0

    def on_verdict(self, event):
        if event.a != Subject.OPERATOR and event.b != Verdict.CHARGED:
            self.convicted += event.b == Verdict.CONVICTED
            self.cleared += event.b != Verdict.CONVICTED

    def week_ends(self, state):
        weight = self.world.officials.verdict_weight
        self.belief.learn(weight * self.convicted, weight * self.cleared)
        convicted, cleared = self.belief.weights[:, 0]
        mean = convicted / (convicted + cleared) if convicted + cleared > 0.0 else 0.5
        self.close("belief in conviction", [state.conviction], [mean])
        self.convicted = self.cleared = 0


class SupervisorsRisks(Law):
    """What supervisors think of detection follows their own cases and what they took."""

    def __init__(self, world):
        super().__init__(world)
        p, shape = world.officials, (world.n_supervisors,)
        self.belief = Fading(p.perceived_detection_prior, p.belief_strength, p.belief_fade_per_week, shape)
        self.cases, self.took = np.zeros(shape), np.zeros(shape)

    def on_case(self, event):
        if event.a > 0:
            self.cases[event.subject] += 1

    def on_cut(self, event):
        self.took[event.subject] += 1

    def on_settlement(self, event):
        self.took[event.a] += 1

    def on_office(self, event):
        self.belief.begin(event.subject)
        self.cases[event.subject] = self.took[event.subject] = 0.0

    def week_ends(self, state):
        weight = self.world.officials.own_weight
        self.belief.learn(weight * self.cases, weight * np.maximum(self.took - self.cases, 0.0))
        self.close("detections, to supervisors", state.supervisors.detected, self.belief.weights[0])
        self.close("bribes undetected, to supervisors", state.supervisors.undetected, self.belief.weights[1])
        self.cases[:], self.took[:] = 0.0, 0.0


class Hazards(Law):
    """What all operators think of the risk of a case follows the cases that were or would have been opened."""

    def __init__(self, world):
        super().__init__(world)
        self.who, self.cases = Whereabouts(world), 0
        self.heard = np.zeros(2)

    def on_smuggler_case(self, event):
        self.cases += 1

    def _reads(self, event):
        self.who.reads(event)

    on_verdict = on_release = _reads

    def week_ends(self, state):
        self.who.week_ends()
        p = self.world.smugglers
        week = np.array([self.cases, sum(self.who.at_large)])
        self.heard = self.heard * math.exp(-p.belief_fade_per_week) + p.case_hearsay * week
        cases, weeks = self.heard
        believed = (p.case_hazard_prior * p.case_belief_weeks + cases) / (p.case_belief_weeks + weeks)
        self.close("hazard of a case", [state.case_hazard], [believed])
        self.cases = 0

"""What is believed follows from the events, by the equations of the ODD document (7.9).

The weekly record holds few of these beliefs, and some of them only as means; here every one is held against the state.
"""

import math

import numpy as np

from simcorr.interventions import LEVERS
from simcorr.world.codes import Bribe, Departure, Duty, Source, Stage, Subject, Verdict
from tests.laws.law import Law
from tests.laws.whereabouts import Whereabouts
from tests.recount.contexts import NOTHING, PROSECUTED, SETTLED

FIRM_LIABILITY = list(LEVERS).index("firm_liability")


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


class Charges(Law):
    """What gatekeepers think of charges follows how cases ended at their post, in their context and in the service.

    A case ends with a charge; with a transfer, a suspension or a file that is closed before a charge; or with nothing.
    Of what is settled nobody hears. A case counts as far as the accused is liable, for others from where it arose, for
    himself as his own.
    """

    def __init__(self, world):
        super().__init__(world)
        p = world.officials
        self.who, self.posts = Whereabouts(world), world.place_post.tolist()
        prior, fade = p.perceived_charge_prior, p.belief_fade_per_week
        self.belief = Fading(prior, p.belief_strength, fade, (world.n_officials,))
        self.publicity = (p.charge_publicity, p.discipline_publicity, p.spared_publicity)
        self.ended, self.week = np.zeros((3, world.n_posts)), 0
        self.arose, self.own = {}, []  # the post of each case; this week's ends

    def _ends(self, event, how, post):
        place = self.who.place[event.subject]
        weight, here = 1.0, self.posts[place]
        if self.world.place_private[place] > 0:
            corridor, context = self.world.post_corridor[here], self.world.post_context[here]
            weight = self.world.levers[self.week, FIRM_LIABILITY, corridor, context]
        self.ended[how, post] += weight
        self.own.append((event.subject, how, post, weight))

    def on_disposal(self, event):
        if event.a == 0:
            post = self.posts[self.who.place[event.subject]]
            self.arose[event.case] = post
            if event.b not in (SETTLED, PROSECUTED):
                self._ends(event, 2 if event.b == NOTHING else 1, post)
        self.who.reads(event)

    def on_verdict(self, event):
        if event.a == Subject.GATEKEEPER:
            if event.b == Verdict.CHARGED:
                self._ends(event, 0, self.arose[event.case])
            elif event.value == Stage.INVESTIGATION:
                self._ends(event, 1, self.arose[event.case])

    def on_hire(self, event):
        self.belief.begin(event.subject)
        self.own = [end for end in self.own if end[0] != event.subject]
        self.who.reads(event)

    def _reads(self, event):
        self.who.reads(event)

    on_move = on_leave = on_back = _reads

    def week_ends(self, state):
        p, at = self.world.officials, self.world.place_post[self.who.place]
        context = np.asarray(self.world.post_context)
        heard = []
        for ended, public in zip(self.ended, self.publicity, strict=True):
            in_context = np.bincount(context, ended, minlength=context.max() + 1)[context]
            near, far = max(p.post_weight, public), max(p.context_weight, public)
            everywhere = public * (ended.sum() - in_context)
            heard.append((near * ended + far * (in_context - ended) + everywhere)[at])
        for who, how, post, weight in self.own:  # heard of like any other so far, and now counted as one's own
            public = self.publicity[how]
            same_post, same_context = post == at[who], context[post] == context[at[who]]
            heard_as = max(p.post_weight if same_post else p.context_weight if same_context else 0.0, public)
            heard[how][who] += weight * (max(p.own_weight, heard_as) - heard_as)
        self.belief.learn(heard[0], heard[1] + heard[2], np.array(self.who.duty) != Duty.LEFT)
        self.close("cases charged, to officials", state.officials.charged, self.belief.weights[0])
        self.close("cases not charged, to officials", state.officials.uncharged, self.belief.weights[1])
        self.ended[:], self.own = 0.0, []
        self.week += 1


class Verdicts(Law):
    """What all officials believe of the courts follows what these decide on officials and supervisors."""

    def __init__(self, world):
        super().__init__(world)
        p = world.officials
        self.belief = Fading(p.perceived_conviction_prior, p.belief_strength, p.belief_fade_per_week)
        self.convicted = self.acquitted = 0

    def on_verdict(self, event):
        if event.a != Subject.OPERATOR and event.value == Stage.TRIAL:
            self.convicted += event.b == Verdict.CONVICTED
            self.acquitted += event.b in (Verdict.DROPPED, Verdict.BOUGHT)

    def week_ends(self, state):
        weight = self.world.officials.verdict_publicity
        self.belief.learn(weight * self.convicted, weight * self.acquitted)
        convicted, acquitted = self.belief.weights[:, 0]
        mean = convicted / (convicted + acquitted) if convicted + acquitted > 0.0 else 0.5
        self.close("belief in conviction", [state.conviction], [mean])
        self.convicted = self.acquitted = 0


class Dismissals(Law):
    """What all think of dismissal and of who decides follows the cases of gatekeepers of which something is heard.

    A case ends with a dismissal, or with a transfer, a suspension or the closing of a file. It is in the hands of
    others if an agency, outsiders or investigators have brought it up. Each counts as far as the accused is liable.
    """

    def __init__(self, world):
        super().__init__(world)
        p, self.who, self.posts = world.officials, Whereabouts(world), world.place_post.tolist()
        priors = p.perceived_dismissal_prior, p.perceived_independence_prior
        self.beliefs = [Fading(prior, p.belief_strength, p.belief_fade_per_week) for prior in priors]
        self.week, self.by_others, self.ripe = 0, False, False
        self._begin()

    def _begin(self):
        self.ended, self.dismissed, self.opened = {}, 0.0, np.zeros(2)
        self.kept = self.spared = 0.0

    def _liable(self, who):
        place = self.who.place[who]
        if self.world.place_private[place] == 0:
            return 1.0
        here = self.posts[place]
        corridor, context = self.world.post_corridor[here], self.world.post_context[here]
        return self.world.levers[self.week, FIRM_LIABILITY, corridor, context]

    def on_agency(self, event):
        self.ripe = event.case >= 0

    def on_detection(self, event):
        self.by_others = self.ripe or (event.b & (Source.OUTSIDER | Source.INQUIRY)) > 0
        self.ripe = False

    def on_case(self, event):
        if event.a == 0:
            self.opened[int(self.by_others)] += self._liable(event.subject)

    def on_disposal(self, event):
        if event.a == 0 and event.b == NOTHING:
            self.spared += self._liable(event.subject)
        elif event.a == 0 and event.b not in (SETTLED, PROSECUTED):
            self.kept += self._liable(event.subject)
        self.who.reads(event)

    def on_verdict(self, event):
        if event.a == Subject.GATEKEEPER and event.b != Verdict.CHARGED:
            self.ended[event.subject] = self._liable(event.subject)

    def on_leave(self, event):
        if event.b == Departure.DISMISSED:
            self.dismissed += self.ended.pop(event.subject, math.nan)
        self.who.reads(event)

    def _reads(self, event):
        self.who.reads(event)

    on_move = on_hire = on_back = _reads

    def week_ends(self, state):
        p = self.world.officials
        weight = p.discipline_publicity
        kept = weight * (self.kept + sum(self.ended.values())) + p.spared_publicity * self.spared
        seen = (weight * self.dismissed, kept), (weight * self.opened[1], weight * self.opened[0])
        means = state.dismissal, state.independence
        for name, belief, week, mean in zip(("dismissal", "others"), self.beliefs, seen, means, strict=True):
            belief.learn(*week)
            weights = belief.weights[:, 0]
            expected = weights[0] / weights.sum() if weights.sum() > 0.0 else 0.5
            self.close(f"belief in {name}", [mean], [expected])
        self._begin()
        self.week += 1


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

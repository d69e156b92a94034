"""What is believed, learned anew from the log by the equations of the ODD document (7.9)."""

import math

import numpy as np

from simcorr.world import EventKind
from simcorr.world.codes import Bribe, Duty, Party, Subject, Verdict
from simcorr.world.values import N_CONTEXTS


class Remembered:
    """A mean of what is remembered: a first belief of some weight, to which memory fades back, and cases since."""

    def __init__(self, first, weight, fade_per_week, shape):
        self.kept = math.exp(-fade_per_week)
        self.first_sum, self.first_weight = first * weight, weight
        self.sum, self.weight = np.full(shape, first * weight), np.full(shape, weight)
        self.mean = np.full(shape, float(first))

    def learn(self, favourable, cases):
        """Let a week pass with so many cases, and so many of them favourable; return the mean."""
        self.sum = self.first_sum + self.kept * (self.sum - self.first_sum) + favourable
        self.weight = self.first_weight + self.kept * (self.weight - self.first_weight) + cases
        known = self.weight > 0.0
        self.mean = np.where(known, self.sum / np.where(known, self.weight, 1.0), self.mean)
        self.sum = self.mean * self.weight
        return self.mean


def norm(log):
    """Return the norm of each context, which follows the share of offers on journeys that were accepted."""
    officials = log.world.officials
    offers = log.tally(log.of(EventKind.ENCOUNTER, b=1), "context", N_CONTEXTS)
    accepted = log.tally(log.of(EventKind.BRIBE, b=Bribe.OFFERED), "context", N_CONTEXTS)
    now, weekly = np.full(N_CONTEXTS, officials.norm_prior), []
    for made, taken in zip(offers, accepted, strict=True):
        share = np.divide(taken, made, out=now.copy(), where=made > 0)
        now = now + officials.norm_rate_per_week * (share - now)
        weekly.append(now)
    return {"norm": np.array(weekly)}


def perceived_detection(log, staff):
    """Return the mean of what gatekeepers think their risk is, in each context that has any."""
    p = log.world.officials
    private = log.world.place_private > 0  # of the places in which they begin: exchanges are among equals
    prior = np.where(private, p.perceived_detection_prior_private, p.perceived_detection_prior)
    first = prior, 1.0 - prior
    detected, undetected = (one * p.belief_strength for one in first)
    kept, weekly = math.exp(-p.belief_fade_per_week), []
    for week in range(log.world.weeks):
        new = staff.hired[week] > 0
        serve = staff.duty[week] != Duty.LEFT
        caught = _weighed(p, staff, week, staff.detections[week])
        took = _weighed(p, staff, week, staff.bribes[week])
        for belief, share, seen in (
            (detected, first[0], caught),
            (undetected, first[1], np.maximum(took - caught, 0.0)),
        ):
            start = share * p.belief_strength
            belief[new] = start[new]
            belief[serve] = (start + kept * (belief - start) + seen)[serve]
        total = detected + undetected
        weekly.append(np.where(total > 0.0, detected / np.where(total > 0.0, total, 1.0), 0.5))
    places = np.array([len(places) for places in log.world.context_places])
    sums = staff.sum_by_context(np.array(weekly))
    return {"perceived_detection": np.where(places > 0, sums / np.maximum(places, 1), 0.0)}


def _weighed(p, staff, week, own):
    """Return what a week's events weigh to each gatekeeper: own, those of his colleagues, those of his context."""
    posts, contexts = staff.post[week], staff.context[week]
    at_post = np.bincount(posts, own, minlength=staff.world.n_posts)[posts]
    in_context = np.bincount(contexts, own, minlength=N_CONTEXTS)[contexts]
    return p.own_weight * own + p.post_weight * (at_post - own) + p.context_weight * (in_context - at_post)


def impunity(log):
    """Return the share of exploitation that nobody answers for, as it is known along each corridor."""
    n = log.world.n_corridors
    begun = log.tally(log.of(EventKind.EXPLOITATION, party=Party.OPERATOR), "corridor", n)
    answered = _answered_for(log)
    belief = Remembered(1.0, 1.0, log.world.migrants.belief_fade_per_week, n)
    weekly = [belief.learn(harm, harm + told) for harm, told in zip(begun, answered, strict=True)]
    return {"impunity_belief": np.array(weekly)}


def _answered_for(log):
    """Return how much exploitation convicted operators answer for, by week and the corridor of the case.

    An operator answers for what began under him since his last conviction; a successor starts with nothing.
    """
    told = np.zeros((log.world.weeks, log.world.n_corridors))
    victims = np.zeros(max(int(log.world.smugglers.count), 1), dtype=int)
    rows = log.of(EventKind.EXPLOITATION, EventKind.VERDICT, EventKind.RELEASE)
    for event in rows.itertuples():
        if event.kind == EventKind.EXPLOITATION:
            if event.party != Party.OPERATOR:
                continue  # workers, whom an agency had placed
            victims[event.other] += 1
        elif event.kind == EventKind.RELEASE:
            if event.b:
                victims[event.subject] = 0
        elif event.a == Subject.OPERATOR and event.b == Verdict.CONVICTED:
            told[event.week, event.corridor] += victims[event.subject]
            victims[event.subject] = 0
    return told

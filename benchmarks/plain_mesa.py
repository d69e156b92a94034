"""A stylised encounter at a checkpoint, written in plain Mesa the way its tutorials do, without anything of ours.

Parties pass a chain of posts. At each they meet a random gatekeeper and may offer him what they believe he takes;
he accepts more readily the more he is offered and the less he fears detection; those without a deal may be stopped.
Some bribes are detected, and all who took part learn. There are no cases, courts, retainers, norms, exploitation,
interventions or records by week: it does far less for an encounter than the model does.
"""

import math

import mesa

POSTS, GATEKEEPERS_A_POST = 5, 50
OFFER_USD = 50.0


class Gatekeeper(mesa.Agent):
    """An official with a price, who learns what he risks."""

    def __init__(self, model):
        super().__init__(model)
        self.reservation = OFFER_USD * math.exp(model.random.gauss(0.0, 1.0))
        self.detected, self.undetected = 1.0, 19.0
        self.taken_this_week = 0
        self.income = 0.0

    def acceptance_probability(self, offer):
        risk = self.detected / (self.detected + self.undetected)
        required = self.reservation + risk * 10.0 * self.reservation
        return 1.0 / (1.0 + math.exp(-2.0 * (math.log(offer) - math.log(required))))

    def step(self):
        for _ in range(self.taken_this_week):
            if self.random.random() < 0.02:
                self.detected += 1.0
            else:
                self.undetected += 1.0
        self.taken_this_week = 0


class Party(mesa.Agent):
    """Travellers who meet one gatekeeper a week."""

    def __init__(self, model):
        super().__init__(model)
        self.stage = 0
        self.paid = 0.0

    def step(self):
        model = self.model
        gatekeeper = self.random.choice(model.posts[self.stage])
        model.encounters += 1
        dealt = False
        if self.random.random() < 0.5:
            dealt = self.random.random() < gatekeeper.acceptance_probability(OFFER_USD)
        if dealt:
            self.paid += OFFER_USD
            gatekeeper.income += OFFER_USD
            gatekeeper.taken_this_week += 1
            model.bribes += 1
        elif self.random.random() < 0.2:
            model.stopped += 1
            self.remove()
            return
        self.stage += 1
        if self.stage == POSTS:
            model.arrived += 1
            self.remove()


class Checkpoints(mesa.Model):
    """A chain of posts through which parties pass."""

    def __init__(self, parties_a_week, seed):
        super().__init__(rng=seed)
        self.parties_a_week = parties_a_week
        self.posts = [[Gatekeeper(self) for _ in range(GATEKEEPERS_A_POST)] for _ in range(POSTS)]
        self.encounters = self.bribes = self.stopped = self.arrived = 0

    def step(self):
        for _ in range(self.parties_a_week):
            Party(self)
        self.agents_by_type[Party].shuffle_do("step")
        self.agents_by_type[Gatekeeper].shuffle_do("step")


def simulate(parties_a_week, weeks, seed=1):
    """Run the model and return how many encounters there were."""
    model = Checkpoints(parties_a_week, seed)
    for _ in range(weeks):
        model.step()
    return model.encounters

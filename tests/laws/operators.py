"""What operators learn of corridors and prices follows from their deals and journeys, by the ODD document (7.9)."""

import math

import numpy as np

from simcorr.contexts import Context
from simcorr.world.codes import AFTER_ARRIVAL, N_BANDS, Bribe, Channel, Discharge, Opening, Party
from simcorr.world.values import N_CONTEXTS
from tests.laws.law import Law
from tests.laws.legs import paid_when_stopped
from tests.laws.whereabouts import Whereabouts


class Routes(Law):
    """The value of a corridor moves towards what each journey with an operator has brought him there."""

    def __init__(self, world):
        super().__init__(world)
        self.value = np.zeros((int(world.smugglers.count), world.n_corridors))
        self.under_way, self.met, self.ended = {}, None, []
        self.stop = {}  # by migrant: the corridor travelled, and the stages behind

    def on_channel(self, event):
        self.under_way.pop(event.subject, None)
        if event.b == Channel.SMUGGLER:
            self.under_way[event.subject] = [float(self.world.party_size[event.a]), -1, 0.0, 0.0, event.a]

    def on_client(self, event):
        self.under_way[event.subject][1:3] = event.other, event.value
        self.under_way[event.subject][4] = event.b

    def on_encounter(self, event):
        self.met = event.subject

    def on_bribe(self, event):
        of_journey = event.b in (Bribe.OFFERED, Bribe.RELEASE) and event.party == Party.OPERATOR
        if of_journey and self.met in self.under_way:
            self.under_way[self.met][3] += event.value

    def on_document(self, event):
        if event.subject in self.under_way:
            self.under_way[event.subject][3] += event.value  # a forger's price

    def _ends(self, event, earned):
        """Note what the journey of a client has brought; ``earned`` is told the fees, and the share that it cost."""
        journey = self.under_way.pop(event.subject, None)
        if journey is not None:
            size, operator, fee, paid, route = journey
            self.ended.append((operator, route, earned(fee * size, self.world.smugglers) - paid))

    def on_interception(self, event):
        self.stop[event.subject] = event.b, event.value
        if not self.world.justice.detention_weeks:
            self._fails(event)

    def on_screening(self, event):
        if event.b:
            self._fails(event)

    def on_discharge(self, event):
        if event.b == Discharge.RELEASED:
            self.met = event.subject
        else:
            self._fails(event)

    def _fails(self, event):
        p = self.world.smugglers
        paid = paid_when_stopped(self.world, *self.stop[event.subject])
        share, arrest = paid - p.running_cost_share, p.arrest_cost_usd * 100.0
        self._ends(event, lambda fees, _: fees * share - arrest)

    def on_arrival(self, event):
        self._ends(event, lambda fees, p: fees * (1.0 - p.running_cost_share))

    def on_exploitation(self, event):
        if event.a != AFTER_ARRIVAL:
            self.on_arrival(event)

    def on_release(self, event):
        if event.b:
            self.value[event.subject] = 0.0

    def week_ends(self, state):
        p = self.world.smugglers
        for operator, corridor, profit in self.ended:
            seen = profit / (abs(profit) + p.route_profit_scale_usd * 100.0)
            self.value[operator, corridor] += p.route_learning_rate * (seen - self.value[operator, corridor])
        self.ended = []
        if len(self.value):
            self.close("value of routes", np.ravel(state.route_values), np.ravel(self.value))


class Posts(Law):
    """The value of a post to an operator moves towards what each party lost there: what he paid, and what a stop cost.

    A party meets somebody at one of the posts that a stage of its corridor has; a regular migrant, at the documents
    office of the own corridor.
    """

    def __init__(self, world):
        super().__init__(world)
        self.who, self.places = Whereabouts(world), world.place_post.tolist()
        self.value = np.zeros((int(world.smugglers.count), world.n_posts))
        self.size, self.clients, self.met, self.route = {}, {}, [], {}

    def _can_be_passed(self, post, subject):
        """Return whether a stage of the corridor on which somebody travels is passed at a post."""
        world, (route, regular) = self.world, self.route[subject]
        if regular:
            return world.post_context[post] == Context.DOCUMENTS and world.post_corridor[post] == route
        stages = range(world.first_stage[route], world.first_stage[route] + world.n_stages[route])
        return any(world.stage_posts[stage, post] for stage in stages)

    def on_channel(self, event):
        self.clients.pop(event.subject, None)
        self.route[event.subject] = event.a, event.b == Channel.REGULAR
        self.size[event.subject] = float(self.world.party_size[event.a])

    def on_client(self, event):
        self.clients[event.subject] = (event.other, event.value * self.size[event.subject])
        self.route[event.subject] = event.b, False

    def on_encounter(self, event):
        post = self.places[self.who.place[event.other]]
        where = (self.world.post_corridor[post], self.world.post_context[post])
        self.must(where == (event.corridor, event.context), "somebody of another place was met", event)
        self.must(self._can_be_passed(post, event.subject), "somebody was met where the journey does not lead", event)
        self.met.append([event.subject, post, 0.0, 0.0])

    def on_bribe(self, event):
        if event.b == Bribe.OFFERED and event.party == Party.OPERATOR and self.met:
            self.met[-1][2] = event.value

    def on_interception(self, event):
        if self.met:
            p, paid = self.world.smugglers, paid_when_stopped(self.world, event.b, event.value)
            fees = self.clients.get(event.subject, (-1, 0.0))[1]
            self.met[-1][3] = fees * (1.0 - paid) + p.arrest_cost_usd * 100.0

    def on_move(self, event):
        self.who.reads(event)

    on_leave = on_hire = on_move

    def on_release(self, event):
        self.who.reads(event)
        if event.b:
            self.value[event.subject] = 0.0

    def week_ends(self, state):
        p = self.world.smugglers
        for subject, post, paid, stop in self.met:
            if p.post_precision > 0.0 and subject in self.clients:
                operator, lost = self.clients[subject][0], paid + stop
                seen = -lost / (lost + p.route_profit_scale_usd * 100.0)
                self.value[operator, post] += p.post_learning_rate * (seen - self.value[operator, post])
        self.met = []
        if len(self.value):
            self.close("value of posts", np.ravel(state.post_values), np.ravel(self.value))


class Prices(Law):
    """What an operator knows of prices are his deals, which fade: a yes counts for dearer ones, a no for cheaper.

    All who work in a context hear of everybody's deals there by word of mouth, which counts for less and fades as well.
    """

    def __init__(self, world):
        super().__init__(world)
        n, p = int(world.smugglers.count), world.smugglers
        self.known = np.zeros((2, n, N_CONTEXTS, N_BANDS))
        self.heard = np.zeros((2, N_CONTEXTS, N_BANDS))
        self.kept = math.exp(-p.belief_fade_per_week)
        self.operator_of, self.week = {}, []

    def on_channel(self, event):
        self.operator_of.pop(event.subject, None)

    def on_client(self, event):
        self.operator_of[event.subject] = event.other

    def on_encounter(self, event):
        operator = self.operator_of.get(event.subject, -1)
        self.week.append([event.b == Opening.OFFERED and operator >= 0, operator, event.context, event.value, False])

    def on_bribe(self, event):
        if event.b == Bribe.OFFERED and self.week:
            self.week[-1][-1] = True

    def on_release(self, event):
        if event.b:
            self.known[:, event.subject] = 0.0

    def week_ends(self, state):
        self.known *= self.kept
        self.heard *= self.kept
        for offered, operator, context, price, accepted in self.week:
            if offered and self.world.flags.price_learning:
                band = int(np.argmin(abs(self.world.band_price[context] - price)))
                bands = slice(band, None) if accepted else slice(band + 1)
                self.known[0 if accepted else 1, operator, context, bands] += 1.0
                self.heard[0 if accepted else 1, context, bands] += self.world.smugglers.word_of_mouth
        self.week = []
        for name, heard in zip(("accepted", "refused"), self.heard, strict=True):
            self.close(f"offers {name}, by word of mouth", np.ravel(getattr(state.contexts, name)), np.ravel(heard))
        if not len(state.smugglers):
            return
        age = state.week - np.asarray(state.smugglers.learned_in).reshape(-1, N_CONTEXTS, 1)
        for name, known in zip(("accepted", "refused"), self.known, strict=True):
            held = np.asarray(getattr(state.smugglers, name)).reshape(known.shape) * self.kept**age
            self.close(f"offers {name}, to operators", np.ravel(held), np.ravel(known))

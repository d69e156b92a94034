"""What is publicly believed of corridors follows how journeys ended, by the equations of the ODD document (7.9)."""

import numpy as np

from simcorr.world.codes import AFTER_ARRIVAL, Bribe, Channel, Discharge, Party, Subject, Verdict
from tests.laws.agencies import legal_part
from tests.laws.law import Law
from tests.laws.legs import paid_when_stopped
from tests.recount.beliefs import Remembered


class PublicBeliefs(Law):
    """Success, exploitation, bribes and impunity are means of what is remembered of journeys."""

    def __init__(self, world):
        super().__init__(world)
        p, n = world.migrants, world.n_corridors

        def first(belief, weight=p.belief_prior_weight):
            return Remembered(belief, weight, p.belief_fade_per_week, n)

        self.beliefs = {
            "success_alone": first(p.success_prior_alone),
            "success_smuggled": first(p.success_prior_smuggled),
            "exploitation": first(p.exploitation_prior),
            "average_bribe": first(0.0, 0.0),
            "average_loss": first(0.0, 0.0),
            "regular_bribe": first(0.0),
            "impunity": first(1.0, 1.0),
            "regular_excess": first(0.0),
        }
        self.way, self.met = {}, None
        self.victims = np.zeros(int(world.smugglers.count), dtype=int)
        self._start_anew()

    def _start_anew(self):
        names = (
            "alone",
            "arrived_alone",
            "smuggled",
            "arrived",
            "exploited",
            "bribes",
            "lost",
            "regular",
            "asked",
            "answered",
            "placed",
            "beyond",
        )
        self.week = {name: np.zeros(self.world.n_corridors) for name in names}

    def on_channel(self, event):
        way = {"home": event.a, "route": event.a, "channel": event.b}
        self.way[event.subject] = way | {"own": 0.0, "operator": 0.0, "fee": 0.0}

    def on_client(self, event):
        self.way[event.subject] |= {"fee": event.value, "route": event.b}

    def on_encounter(self, event):
        self.met = event.subject

    def on_bribe(self, event):
        if event.b in (Bribe.OFFERED, Bribe.DEMANDED, Bribe.RELEASE) and self.met in self.way:
            payer = "own" if event.party == Party.MIGRANT else "operator"
            self.way[self.met][payer] += event.value

    def on_document(self, event):
        self.way[event.subject]["operator"] += event.value  # a forger's price

    def _ends(self, event, arrived):
        way = self.way[event.subject]
        size, week, c = self.world.party_size[way["home"]], self.week, way["route"]
        if way["channel"] == Channel.REGULAR:
            week["regular"][c] += 1.0
            week["asked"][c] += way["own"] / size
        elif way["channel"] == Channel.ALONE:
            week["alone"][c] += 1.0
            week["arrived_alone"][c] += arrived
        else:
            week["smuggled"][c] += 1.0
            week["arrived"][c] += arrived
            week["bribes"][c] += way["operator"] / size
            return way
        return None

    def on_arrival(self, event):
        self._ends(event, True)

    def on_interception(self, event):
        way = self.way[event.subject]
        way["behind"] = event.value
        self.must(event.b == way["route"], "stopped on another corridor than the one travelled", event)
        if not self.world.justice.detention_weeks:
            self._fails(event)

    def on_screening(self, event):
        if event.b and self.world.justice.detention_weeks:
            self._fails(event)

    def on_discharge(self, event):
        if event.b == Discharge.RELEASED:
            self.met = event.subject
        else:
            self._fails(event)

    def _fails(self, event):
        way, p = self._ends(event, False), self.world.smugglers
        if way is not None:
            size = self.world.party_size[way["home"]]
            paid = paid_when_stopped(self.world, way["route"], way["behind"])
            lost = way["fee"] * (1.0 - paid) + p.arrest_cost_usd * 100.0 / size
            self.week["lost"][way["route"]] += lost

    def on_placement(self, event):
        self.week["placed"][event.corridor] += 1.0
        self.week["beyond"][event.corridor] += event.value - legal_part(self.world, event.week, event.corridor)

    def on_exploitation(self, event):
        if event.party == Party.RECRUITER:
            return
        self.week["exploited"][event.corridor] += 1.0
        self.victims[event.other] += 1
        if event.a != AFTER_ARRIVAL:
            self._ends(event, False)

    def on_verdict(self, event):
        if event.a == Subject.OPERATOR and event.b == Verdict.CONVICTED:
            self.week["answered"][event.corridor] += self.victims[event.subject]
            self.victims[event.subject] = 0

    def on_release(self, event):
        if event.b:
            self.victims[event.subject] = 0

    def week_ends(self, state):
        week, beliefs = self.week, self.beliefs
        beliefs["success_alone"].learn(week["arrived_alone"], week["alone"])
        beliefs["success_smuggled"].learn(week["arrived"], week["smuggled"])
        beliefs["exploitation"].learn(np.minimum(week["exploited"], week["smuggled"]), week["smuggled"])
        beliefs["average_bribe"].learn(week["bribes"], week["smuggled"])
        beliefs["average_loss"].learn(week["lost"], week["smuggled"])
        beliefs["regular_bribe"].learn(week["asked"], week["regular"])
        beliefs["impunity"].learn(week["exploited"], week["exploited"] + week["answered"])
        beliefs["regular_excess"].learn(week["beyond"], week["placed"])
        for name, belief in beliefs.items():
            self.close(f"{name} of corridors", getattr(state.corridors, name), belief.mean)
        self.same("victims of operators", state.smugglers.victims if len(self.victims) else [], self.victims)
        self._start_anew()

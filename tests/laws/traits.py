"""What people bring along is drawn from their keys, by the distributions of the ODD document (7.1)."""

import math

import numpy as np

from simcorr import draws
from simcorr.world import keys
from tests.laws.law import Law


class Traits(Law):
    """Means, urgency and vulnerability of migrants, skill and kind of operators are those of their draws."""

    def week_ends(self, state):
        self._migrants(state.migrants)
        if len(state.smugglers):
            self._operators(state.smugglers)

    def _migrants(self, people):
        if not len(people):
            return
        p, key = self.world.migrants, [int(one) for one in people.key]
        normal = np.array([draws.normal(one, keys.MEANS) for one in key])
        first = np.ones(len(key), dtype=bool) if p.means_used_share == 0.0 else np.asarray(people.attempt) == 0
        means = p.means_median_usd * 100.0 * np.exp(p.means_sigma * normal)
        self.close("means of migrants", people.means[first], means[first])
        self.close("urgency of migrants", people.urgency, [draws.uniform(one, keys.URGENCY) for one in key])
        client = np.asarray(people.operator_index) >= 0
        clients = [draws.normal(one, keys.VULNERABILITY) for one, is_one in zip(key, client, strict=True) if is_one]
        expected = [1.0 / (1.0 + math.exp(-p.vulnerability_location - p.vulnerability_spread * z)) for z in clients]
        self.close("vulnerability of clients", people.vulnerability[client], expected)

    def _operators(self, people):
        p, key = self.world.smugglers, [int(one) for one in people.key]
        normal = np.array([draws.normal(one, keys.SKILL) for one in key])
        self.close("skill of operators", people.skill, np.exp(p.fee_sigma * normal))
        exploits = [draws.uniform(one, keys.EXPLOITATIVE) < p.exploitative_share for one in key]
        self.same("operators who exploit", people.exploitative, exploits)

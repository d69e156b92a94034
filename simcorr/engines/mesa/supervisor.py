"""The supervisor of a post, of a context or of the whole service: audits, settles, decides about cases."""

from typing import TYPE_CHECKING

import mesa

from simcorr import draws
from simcorr.rules import official as official_rules
from simcorr.rules.mathematics import beta_mean, lognormal
from simcorr.world import keys
from simcorr.world.build import LEVER
from simcorr.world.codes import Duty

if TYPE_CHECKING:
    from simcorr.engines.mesa.model import CorruptionModel


class Supervisor(mesa.Agent):
    """A superior of rank 1 (post), 2 (context) or 3 (national).

    Attributes
    ----------
    index, generation : int
        The stable identity: the office and the number of its holder.
    rank : int
    superior : int
        Index of the next rank, -1 for the national supervisor.
    """

    model: "CorruptionModel"

    def __init__(self, model: "CorruptionModel", index: int, generation: int) -> None:
        super().__init__(model)
        w = model.w
        self.index = index
        self.generation = generation
        self.key = int(keys.person(model.run_key, keys.OFFICE, index, generation))
        self.rank, self.superior, self.context, self.corridor = w.supervisor_seat(index)
        self.status = int(Duty.IN_POST)
        self.until = 0
        p = model.p.supervision
        self.wage = model.p.officials.baseline_wage_usd * 100.0
        for _ in range(self.rank):
            self.wage *= p.supervisor_wage_factor
        median = p.supervisor_reservation_wages * self.wage
        normal = draws.normal(self.key, keys.RESERVATION)
        self.reservation = lognormal(median, model.p.officials.reservation_sigma, normal)
        self.never_accepts = draws.uniform(self.key, keys.NEVER_ACCEPTS) < p.supervisor_never_accepts_share
        officials = model.p.officials
        prior, strength = officials.perceived_detection_prior, officials.belief_strength
        self.detected, self.undetected = prior * strength, (1.0 - prior) * strength
        self.income = 0
        self.took_this_week = 0
        self.detections_this_week = 0
        self.open_case = False

    def suspend(self, until: int) -> None:
        """Be off duty until a week."""
        self.status = int(Duty.SUSPENDED)
        self.until = until

    @property
    def in_post(self) -> bool:
        """Whether the supervisor is on duty."""
        return self.status == Duty.IN_POST

    def liable(self) -> float:
        """Return the share of public penalties faced: all."""
        return 1.0

    def loss_if_convicted(self) -> float:
        """Return the fine and the career that a conviction would cost, in cents."""
        p = self.model.p.officials
        career = official_rules.career_loss(self.wage, self.model.career)
        factor = self.model.levers[LEVER.penalty_factor][self.corridor][self.context]
        return float(p.fine_usd * 100.0 * factor + career)

    def loss_if_transferred(self) -> float:
        """Return what a transfer would cost, in cents."""
        return float(self.model.p.officials.transfer_cost_wages * self.wage)

    def loss_if_pursued(self) -> float:
        """Return the loss expected once a case is open, in cents; so few are that nobody learns from them."""
        return official_rules.loss_if_pursued(
            self.model.p.officials.perceived_prosecution_prior,
            self.model.beliefs.conviction,
            self.loss_if_convicted(),
            self.loss_if_transferred(),
        )

    def required_hush_payment(self) -> float:
        """Return the least for which a case would be settled, in cents."""
        p = self.model.p.officials
        detection = beta_mean(self.detected, self.undetected)
        loss = official_rules.expected_loss(detection, 0.0, self.loss_if_pursued())
        norm = self.model.beliefs.context_norm[self.context]
        return official_rules.required_price(self.reservation, 1.0, norm, p.stranger_aversion, p.peer_effect, loss)

    def take_cut(self, amount: int) -> None:
        """Receive a share of a subordinate's bribe."""
        self._take(amount)

    def take_hush_payment(self, amount: int) -> None:
        """Receive a payment for settling a case."""
        self._take(amount)

    def _take(self, amount: int) -> None:
        self.income += amount
        self.took_this_week += 1
        self.model.record_rank_income(self.rank, amount)

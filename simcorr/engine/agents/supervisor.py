"""The supervisor of a post, of a context or of the whole service: takes cuts, settles, decides about cases."""

from typing import Any

from simcorr import draws
from simcorr.engine.records import Real, Record, Short, Small, Whole
from simcorr.rules import official as official_rules, supervisor as rules
from simcorr.rules.mathematics import lognormal
from simcorr.world import keys
from simcorr.world.build import LEVER
from simcorr.world.codes import Duty
from simcorr.world.values import N_CONTEXTS


class Supervisor(Record):
    """A superior of rank 1 (post), 2 (context) or 3 (national)."""

    index: Short  # with the generation, the stable identity: the office and the number of its holder
    generation: Short
    rank: Short
    superior_index: Short  # -1 for the national supervisor
    corridor: Short
    until: Short
    took_this_week: Short
    detections_this_week: Short
    context: Small
    status: Small
    never_accepts: Small
    open_case: Small
    key: Whole
    income: Whole  # from cuts and hush payments, in cents
    wage: Real  # per week, in cents
    reservation: Real
    required: Real  # this week's least hush payment, in cents
    detected: Real
    undetected: Real

    @property
    def superior(self) -> Any:
        """The supervisor above; nobody is above the national one."""
        return self.model.supervisors[self.superior_index]

    @property
    def in_post(self) -> bool:
        """Whether the supervisor is on duty."""
        return bool(self.status == Duty.IN_POST)

    def appoint(self, index: int, generation: int) -> None:
        """Take an office."""
        m, p, officials = self.model, self.model.p.supervision, self.model.p.officials
        self.index = index
        self.generation = generation
        self.key = keys.person(m.run_key, keys.OFFICE, index, generation)
        self.take_seat(index)
        self.status = Duty.IN_POST
        self.until = 0
        wage = officials.baseline_wage_usd * 100.0
        for _ in range(self.rank):
            wage *= p.supervisor_wage_factor
        self.wage = wage
        median = p.supervisor_reservation_wages * wage
        self.reservation = lognormal(median, officials.reservation_sigma, draws.normal(self.key, keys.RESERVATION))
        self.never_accepts = int(draws.uniform(self.key, keys.NEVER_ACCEPTS) < p.supervisor_never_accepts_share)
        prior, strength = officials.perceived_detection_prior, officials.belief_strength
        self.detected = prior * strength
        self.undetected = (1.0 - prior) * strength
        self.income = 0
        self.took_this_week = 0
        self.detections_this_week = 0
        self.open_case = 0

    def take_seat(self, index: int) -> None:
        """Set rank, superior, context and corridor of an office: first those of posts, then contexts, then one."""
        n_posts = len(self.model.posts)
        self.rank = 3
        self.superior_index = -1
        self.context = 0
        self.corridor = 0
        if index < n_posts:
            self.rank = 1
            self.context = self.model.posts[index].context
            self.corridor = self.model.posts[index].corridor
            self.superior_index = n_posts + self.context
        elif index < n_posts + N_CONTEXTS:
            self.rank = 2
            self.context = index - n_posts
            self.superior_index = n_posts + N_CONTEXTS

    def suspend(self, until: int) -> None:
        """Be off duty until a week."""
        self.status = Duty.SUSPENDED
        self.until = until

    def liable(self) -> float:
        """Return the share of public penalties faced: all."""
        return 1.0

    def loss_if_convicted(self) -> float:
        """Return the fine and the career that a conviction would cost, in cents."""
        fine = self.model.p.officials.fine_usd * 100.0 * self.penalty_factor()
        return official_rules.loss_if_convicted(fine, self.loss_of_career(), self.liable())

    def loss_of_career(self) -> float:
        """Return what a dismissal would cost, in cents."""
        m = self.model
        return official_rules.career_loss(self.wage, 1.0, m.p.officials.career_premium, m.career)

    def penalty_factor(self) -> float:
        """Return how grave penalties are: the mean over the places for which an office stands."""
        m, total, places = self.model, 0.0, 0.0
        if self.rank == 1:
            return float(m.lever(LEVER.penalty_factor, self.corridor, self.context))
        for c in range(len(m.corridors)):
            for k in range(N_CONTEXTS):
                if self.rank == 3 or self.context == k:
                    total += m.lever(LEVER.penalty_factor, c, k)
                    places += 1.0
        return total / places

    def norm(self) -> float:
        """Return the share of those under the office who are seen to accept: in the context, or in the service."""
        m = self.model
        if self.rank < 3:
            return float(m.contexts[self.context].norm)
        total = 0.0
        for k in range(N_CONTEXTS):
            total += m.contexts[k].norm * m.contexts[k].n_listed
        return total / len(m.officials)

    def loss_if_transferred(self) -> float:
        """Return what a transfer would cost, in cents."""
        cost = self.model.p.officials.transfer_cost_wages
        return official_rules.loss_if_transferred(cost, self.wage, self.liable())

    def loss_if_pursued(self) -> float:
        """Return the loss expected once a case is open, in cents; so few are that nobody learns from them."""
        m = self.model
        charge = m.p.officials.perceived_charge_prior
        convicted, transferred = self.loss_if_convicted(), self.loss_if_transferred()
        punished = charge * m.conviction
        dismissed, career = official_rules.perceived_dismissal(m.dismissal, punished), self.loss_of_career()
        return official_rules.loss_if_pursued(punished, dismissed, convicted, career, transferred)

    def settles(self) -> bool:
        """Return whether there is any payment for which a case would be settled."""
        return self.in_post and not self.never_accepts and self.model.flags.hush_payments > 0

    def known_loss(self, loss: float, independent: float) -> float:
        """Return what a subordinate who stands to lose ``loss`` expects to lose, in cents: settling is known.

        The share ``independent`` of cases is in the hands of others, and cannot be settled.
        """
        m = self.model
        if m.flags.known_settlements and self.settles():
            return rules.loss_after_settling(loss, self.required, m.p.officials.acceptance_precision, 1.0 - independent)
        return loss

    def loss_once_caught(self) -> float:
        """Return the loss expected once somebody has found out, in cents: the own superior may settle in turn."""
        loss = self.loss_if_pursued()
        return self.superior.known_loss(loss, 0.0) if self.superior_index >= 0 else loss

    def required_hush_payment(self) -> float:
        """Return the least for which a case would be settled, in cents."""
        p = self.model.p.officials
        detection = official_rules.perceived_risk(self.detected, self.undetected, 0.0, 0.0)
        loss, norm = official_rules.expected_loss(detection, 0.0, 0.0, self.loss_once_caught()), self.norm()
        return official_rules.required_price(self.reservation, 1.0, norm, p.stranger_aversion, p.peer_effect, loss)

    def take(self, amount: int) -> None:
        """Receive a share of a subordinate's bribe or a hush payment."""
        self.income += amount
        self.took_this_week += 1
        self.model.count_rank_income(self.rank, amount)

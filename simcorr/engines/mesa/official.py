"""The gatekeeper: an agent who may accept, ask for or refuse a bribe, and who learns what it may cost."""

from typing import TYPE_CHECKING

import mesa

from simcorr import draws
from simcorr.rules import official as rules
from simcorr.rules.mathematics import beta_mean, clip, lognormal
from simcorr.world import keys
from simcorr.world.build import LEVER
from simcorr.world.codes import Duty
from simcorr.world.measures import IMPUNITY_WEEKS

if TYPE_CHECKING:
    from simcorr.engines.mesa.model import CorruptionModel


class Official(mesa.Agent):
    """A gatekeeper, public or private, at one place of a post.

    Attributes
    ----------
    row, generation : int
        The stable identity: the place of first hire and the number of the holder there.
    place, post, corridor, context : int
        Where he works now.
    reservation : float
        The least he would take from somebody he trusts, before risks, in cents.
    never_accepts : bool
        Whether no price moves him.
    ties : int
        Number of the current set of ties; contacts and superiors that remember an older one have lost him.
    """

    model: "CorruptionModel"

    def __init__(self, model: "CorruptionModel", row: int, generation: int, place: int) -> None:
        super().__init__(model)
        self.row = row
        self.generation = generation
        self.ties = 0
        self.status = int(Duty.IN_POST)
        self.until = 0
        self.key = int(keys.person(model.run_key, keys.ROW, row, generation))
        self.sit_at(place)
        self._draw_traits()
        prior, strength = model.p.officials.perceived_detection_prior, model.p.officials.belief_strength
        self.detected, self.undetected = prior * strength, (1.0 - prior) * strength
        prior = model.p.officials.perceived_prosecution_prior
        self.prosecuted, self.spared = prior * strength, (1.0 - prior) * strength
        self.trust_in_superior = 0.0
        self.income = 0
        self.bribes_by_week = [0] * IMPUNITY_WEEKS
        self.bribes_this_week = 0
        self.detections_this_week = 0
        self.open_case = False

    def _draw_traits(self) -> None:
        p, levers = self.model.p.officials, self.model.levers
        c, k = self.corridor, self.context
        median = p.reservation_median_wages * p.baseline_wage_usd * 100.0
        share = p.never_accepts_share
        if self.generation > 0:  # a policy of recruitment acts on recruits
            median = median * levers[LEVER.hire_integrity][c][k]
            share = clip(share + levers[LEVER.hire_never_accepts][c][k], 0.0, 1.0)
        self.reservation = lognormal(median, p.reservation_sigma, draws.normal(self.key, keys.RESERVATION))
        self.never_accepts = draws.uniform(self.key, keys.NEVER_ACCEPTS) < share
        self.second_job_draw = draws.uniform(self.key, keys.SECOND_JOB)
        self.protected = 1.0 if draws.uniform(self.key, keys.PROTECTED) < p.protected_share else 0.0
        self.experience = 0.0
        if self.generation == 0:
            self.experience = p.experience_weeks * draws.exponential(self.key, keys.TENURE)

    def sit_at(self, place: int) -> None:
        """Take a place; nothing else changes."""
        w = self.model.w
        self.place = place
        self.post = w.place_post[place]
        self.corridor = w.post_corridor[self.post]
        self.context = w.post_context[self.post]
        self.private = float(w.place_private[place])
        self.superior = self.post

    def suspend(self, until: int) -> None:
        """Be off duty until a week."""
        self.status = int(Duty.SUSPENDED)
        self.until = until

    @property
    def in_post(self) -> bool:
        """Whether he is on duty."""
        return self.status == Duty.IN_POST

    @property
    def second_job(self) -> float:
        """1.0 while a second job is held; rules on second jobs end a share of them."""
        allowed = 1.0 - self.model.levers[LEVER.second_job_ban][self.corridor][self.context]
        return 1.0 if self.second_job_draw < self.model.p.officials.second_job_share * allowed else 0.0

    @property
    def protection(self) -> float:
        """Protection bought from the superior: it grows with the trust between the two."""
        superior = self.model.supervisors[self.superior]
        if superior.never_accepts:
            return 0.0
        return float(self.model.p.officials.protection_from_cut * self.protected * self.trust_in_superior)

    @property
    def cut(self) -> float:
        """Share of each bribe handed on to the superior."""
        superior = self.model.supervisors[self.superior]
        return 0.0 if superior.never_accepts else float(self.model.p.officials.cut_share * self.protected)

    @property
    def wage(self) -> float:
        """Weekly wage in cents, under the wage policy in force."""
        factor = self.model.levers[LEVER.wage_factor][self.corridor][self.context]
        return float(self.model.w.wage[self.context] * 100.0 * factor)

    def loss_if_convicted(self) -> float:
        """Return the fine and the career that a conviction would cost, in cents."""
        p, levers = self.model.p.officials, self.model.levers
        c, k = self.corridor, self.context
        career = rules.career_loss(self.wage, self.model.career)
        return float((p.fine_usd * 100.0 * levers[LEVER.penalty_factor][c][k] + career) * self.liable())

    def loss_if_transferred(self) -> float:
        """Return what a transfer would cost, in cents."""
        return float(self.model.p.officials.transfer_cost_wages * self.wage * self.liable())

    def liable(self) -> float:
        """Return the share of public penalties that he faces: all in public service, the firm's liability else."""
        liability = self.model.levers[LEVER.firm_liability][self.corridor][self.context]
        return rules.liable_share(self.private, liability)

    def expected_loss(self) -> float:
        """Return the loss expected from one more deal, in cents."""
        salience = self.model.levers[LEVER.salience][self.corridor][self.context]
        detection = rules.announced_belief(beta_mean(self.detected, self.undetected), salience)
        return rules.expected_loss(detection, self.protection, self.loss_if_pursued())

    def loss_if_pursued(self) -> float:
        """Return the loss expected once a bribe has come to light, in cents."""
        salience = self.model.levers[LEVER.prosecution_salience][self.corridor][self.context]
        prosecution = rules.announced_belief(beta_mean(self.prosecuted, self.spared), salience)
        conviction = self.model.beliefs.conviction
        return rules.loss_if_pursued(prosecution, conviction, self.loss_if_convicted(), self.loss_if_transferred())

    def norm(self) -> float:
        """Return the share of colleagues whom he sees accept."""
        beliefs = self.model.beliefs
        seen = rules.perceived_norm(
            beliefs.post_norm[self.post],
            beliefs.context_norm[self.context],
            self.model.p.officials.norm_own_post_share,
        )
        return clip(seen + self.model.levers[LEVER.norm_shift][self.corridor][self.context], 0.0, 1.0)

    def acceptance_probability(self, price: float, trust: float) -> float:
        """Return the probability that he takes ``price`` cents from someone he trusts to degree ``trust``."""
        if self.never_accepts:
            return 0.0
        p = self.model.p.officials
        required = rules.required_price(
            self.reservation, trust, self.norm(), p.stranger_aversion, p.peer_effect, self.expected_loss()
        )
        kept = price * rules.kept_share(self.cut, 1.0)
        return rules.acceptance_probability(kept, required, p.acceptance_precision)

    def demand_probability(self, price: float, trust: float) -> float:
        """Return the probability that he asks for ``price`` cents although nothing was offered."""
        acceptance = self.acceptance_probability(price, trust)
        return rules.demand_probability(self.model.p.officials.demand_propensity, acceptance)

    def interception_probability(self) -> float:
        """Return the probability that he stops a party with which he has no deal."""
        k, levers = self.context, self.model.levers
        pinned = self.model.w.pins[2][k]
        if pinned >= 0.0:
            return float(pinned)
        p = self.model.p.officials
        return rules.interception_probability(
            self.model.w.interception_rate[k],
            levers[LEVER.interception_factor][self.corridor][k],
            rules.experience_factor(self.experience, p.experience_weeks, p.experience_floor),
            levers[LEVER.document_checks][self.corridor][k] * self.model.w.documents_shown[k],
        )

    def starting_trust(self) -> float:
        """Return the trust that a smuggler who does not know him meets: more where a second job opens doors."""
        start = self.model.p.smugglers.starting_trust
        return float(start + (1.0 - start) * self.second_job * self.model.p.officials.second_job_trust)

    def take(self, price: int) -> None:
        """Receive a bribe and hand on the superior's cut."""
        cut = int(price * self.cut)
        self.income += price - cut
        self.bribes_this_week += 1
        self.model.record_income(self, price - cut)
        if cut > 0:
            self.model.supervisors[self.superior].take_cut(cut)

    def move_to(self, place: int) -> None:
        """Change to another place: ties may be cut, experience may be lost, type and habits come along."""
        self.sit_at(place)
        flags = self.model.w.flags
        if flags.rotation_cuts_ties:
            self.ties += 1
        if flags.rotation_cuts_superiors:
            self.trust_in_superior = 0.0
        if flags.rotation_costs_experience:
            self.experience *= 1.0 - self.model.p.officials.experience_lost_on_move

"""The gatekeeper: an agent who may accept, ask for or refuse a bribe, and who learns what it may cost."""

from typing import Any

from simcorr import draws
from simcorr.engine.records import Real, Record, Short, Small, Whole
from simcorr.rules import official as rules, supervisor as supervisor_rules
from simcorr.rules.mathematics import clip, lognormal
from simcorr.world import keys
from simcorr.world.build import LEVER
from simcorr.world.codes import Duty
from simcorr.world.measures import IMPUNITY_WEEKS


class Official(Record):
    """A gatekeeper, public or private, at one place of a post."""

    index: Short  # with the generation, the stable identity: the place of first hire and the number of its holder
    generation: Short
    ties: Short  # number of the current set of ties; contacts that remember an older one have lost him
    corridor: Short
    post_index: Short
    place: Short
    until: Short  # the week in which a suspension or a vacancy ends
    bribes_this_week: Short
    detections_this_week: Short
    status: Small  # `Duty`
    context: Small
    never_accepts: Small  # whether no price moves him
    private: Small
    protected: Small
    open_case: Small
    is_transferred: Small  # by a decision of this week
    away: Small  # this week, by a shock
    key: Whole
    income: Whole  # from bribes, after the superior's cut, in cents
    detected: Real  # what he fears: weights of a Beta belief
    undetected: Real
    charged: Real
    uncharged: Real
    experience: Real  # weeks
    trust_in_superior: Real
    reservation: Real  # the least he would take from somebody he trusts, before risks, in cents
    second_job_draw: Real

    @property
    def post(self) -> Any:
        """The post at which he works."""
        return self.model.posts[self.post_index]

    @property
    def superior(self) -> Any:
        """The supervisor of his post."""
        return self.model.supervisors[self.post_index]

    @property
    def in_post(self) -> bool:
        """Whether he holds his post: neither suspended nor gone."""
        return bool(self.status == Duty.IN_POST)

    @property
    def on_duty(self) -> bool:
        """Whether he holds his post and is there this week."""
        return self.in_post and bool(self.away == 0)

    # --- coming and going -------------------------------------------------------------------------------------------

    def appoint(self, index: int, generation: int, place: int) -> None:
        """Start at a place; only the count of ties is a predecessor's."""
        m, p = self.model, self.model.p.officials
        self.index = index
        self.generation = generation
        self.status = Duty.IN_POST
        self.until = 0
        self.key = keys.person(m.run_key, keys.ROW, index, generation)
        self.sit_at(place)
        self.draw_traits()
        prior, strength = self.first_belief(), p.belief_strength
        self.detected = prior * strength
        self.undetected = (1.0 - prior) * strength
        prior = p.perceived_charge_prior
        self.charged = prior * strength
        self.uncharged = (1.0 - prior) * strength
        self.trust_in_superior = 0.0
        self.income = 0
        if generation > 0:
            for slot in range(IMPUNITY_WEEKS):
                m.bribes_by_week[slot, index] = 0
        self.open_case = 0
        self.is_transferred = 0
        self.away = 0
        self.bribes_this_week = 0
        self.detections_this_week = 0
        m.dossiers[index] = 0.0

    def draw_traits(self) -> None:
        """Draw what kind of person he is."""
        p = self.model.p.officials
        median = p.reservation_median_wages * p.baseline_wage_usd * 100.0
        share = p.never_accepts_share
        if self.generation > 0:  # a policy of recruitment acts on recruits
            median = median * self.lever_on_staff(LEVER.hire_integrity, 1.0)
            share = clip(share + self.lever_on_staff(LEVER.hire_never_accepts, 0.0), 0.0, 1.0)
        self.reservation = lognormal(median, p.reservation_sigma, draws.normal(self.key, keys.RESERVATION))
        self.never_accepts = int(draws.uniform(self.key, keys.NEVER_ACCEPTS) < share)
        self.second_job_draw = draws.uniform(self.key, keys.SECOND_JOB)
        self.protected = int(draws.uniform(self.key, keys.PROTECTED) < p.protected_share)
        self.experience = 0.0
        if self.generation == 0:
            self.experience = p.experience_weeks * draws.exponential(self.key, keys.TENURE)

    def sit_at(self, place: int) -> None:
        """Take a place; nothing else changes."""
        m = self.model
        self.place = place
        self.post_index = m.places[place].post_index
        self.corridor = m.posts[self.post_index].corridor
        self.context = m.posts[self.post_index].context
        self.private = m.places[place].private

    def move_to(self, place: int) -> None:
        """Change to another place: ties may be cut, experience may be lost, type and habits come along."""
        self.sit_at(place)
        flags = self.model.flags
        if flags.rotation_cuts_ties:
            self.ties += 1
        if flags.rotation_cuts_superiors:
            self.trust_in_superior = 0.0
        if flags.rotation_costs_experience:
            self.experience *= 1.0 - self.model.p.officials.experience_lost_on_move

    def suspend(self, until: int) -> None:
        """Be off duty until a week."""
        self.status = Duty.SUSPENDED
        self.until = until

    # --- what he lives on, and under whom ---------------------------------------------------------------------------

    def lever(self, which: int) -> float:
        """Return the value of a lever this week where he works."""
        return float(self.model.lever(which, self.corridor, self.context))

    def lever_on_staff(self, which: int, off: float) -> float:
        """Return the value of a lever that acts on public staff alone; ``off`` for private gatekeepers."""
        return off if self.private > 0 else self.lever(which)

    @property
    def baseline_wage(self) -> float:
        """Weekly wage in cents, before any wage policy."""
        return float(self.model.contexts[self.context].wage_usd * 100.0)

    @property
    def wage(self) -> float:
        """Weekly wage in cents, under the wage policy in force."""
        return self.baseline_wage * self.lever_on_staff(LEVER.wage_factor, 1.0)

    @property
    def second_job(self) -> float:
        """1.0 while a second job is held; rules on second jobs end a share of them."""
        allowed = 1.0 - self.lever_on_staff(LEVER.second_job_ban, 0.0)
        return 1.0 if self.second_job_draw < self.model.p.officials.second_job_share * allowed else 0.0

    @property
    def protection(self) -> float:
        """Protection bought from the superior: it grows with the trust between the two."""
        if self.superior.never_accepts:
            return 0.0
        return float(self.model.p.officials.protection_from_cut * self.protected * self.trust_in_superior)

    @property
    def cut(self) -> float:
        """Share of each bribe handed on to the superior."""
        if self.superior.never_accepts:
            return 0.0
        return float(self.model.p.officials.cut_share * self.protected)

    # --- what he fears ----------------------------------------------------------------------------------------------

    def liable(self) -> float:
        """Return the share of public penalties that he faces: all in public service, the firm's liability else."""
        return rules.liable_share(self.private, self.lever(LEVER.firm_liability))

    def loss_of_career(self) -> float:
        """Return what a dismissal would cost, in cents."""
        premium, factor = self.model.p.officials.career_premium, self.lever_on_staff(LEVER.wage_factor, 1.0)
        return rules.career_loss(self.baseline_wage, factor, premium, self.model.career)

    def loss_if_convicted(self) -> float:
        """Return the fine and the career that a conviction would cost, in cents."""
        fine = self.model.p.officials.fine_usd * 100.0 * self.lever(LEVER.penalty_factor)
        return rules.loss_if_convicted(fine, self.loss_of_career(), self.liable())

    def loss_if_transferred(self) -> float:
        """Return what a transfer would cost, in cents."""
        return rules.loss_if_transferred(self.model.p.officials.transfer_cost_wages, self.wage, self.liable())

    def audit_chance(self, corridor: int, context: int, attention: float, factor: float, external: float) -> float:
        """Return the probability that an audit finds a bribe taken somewhere, with what superiors and outsiders do."""
        m, trust = self.model, self.trust_in_superior
        if self.private > 0:
            attention = attention * m.lever(LEVER.private_audit, corridor, context)
        internal = attention * supervisor_rules.internal_effort(factor, trust, m.p.supervision.audit_fatigue)
        eroded = 1.0 - (1.0 - m.p.supervision.trust_erosion * trust) * (1.0 - self.protection)
        rate, job, hidden = m.contexts[context].detection_rate, self.second_job, m.p.officials.second_job_laundering
        outside = attention * (external - 1.0)
        return supervisor_rules.audit_detection(rate, internal, outside, eroded, job, hidden)

    def first_belief(self) -> float:
        """Return what he thinks at first the chance is that a bribe comes to light."""
        p = self.model.p.officials
        return float(p.perceived_detection_prior_private if self.private > 0 else p.perceived_detection_prior)

    def perceived_detection(self) -> float:
        """Return what he thinks the chance is that a bribe comes to light, announced audits included."""
        credence, announced = self.lever(LEVER.salience), 0.0
        if credence > 0.0:
            c, k = self.corridor, self.context
            factor, external = self.lever(LEVER.audit_factor), self.lever(LEVER.external_audit_factor)
            more = self.audit_chance(c, k, 1.0, factor, external) - self.audit_chance(c, k, 1.0, 1.0, 1.0)
            announced = self.first_belief() + more * self.model.p.reporting.evidence_audit
        return rules.perceived_risk(self.detected, self.undetected, announced, credence)

    def perceived_charge(self) -> float:
        """Return what he thinks the chance of a charge is once a bribe came to light, an announced duty included."""
        credence, announced = self.lever(LEVER.prosecution_salience), 0.0
        if credence > 0.0:
            p = self.model.p
            mandate = self.lever(LEVER.mandate) - p.supervision.mandate
            announced = rules.announced_charge(
                p.officials.perceived_charge_prior, p.supervision.prosecute_mandate, mandate
            )
        return rules.perceived_risk(self.charged, self.uncharged, announced, credence)

    def loss_if_pursued(self) -> float:
        """Return the loss expected once a bribe has come to light, in cents."""
        punished = self.perceived_charge() * self.model.conviction
        dismissed = rules.perceived_dismissal(self.model.dismissal, punished)
        convicted, transferred = self.loss_if_convicted(), self.loss_if_transferred()
        career = self.loss_of_career() * self.liable()
        return rules.loss_if_pursued(punished, dismissed, convicted, career, transferred)

    def expected_loss(self) -> float:
        """Return the loss expected from one more deal, in cents."""
        independent = self.model.independence
        caught = self.superior.known_loss(self.loss_if_pursued(), independent)
        return rules.expected_loss(self.perceived_detection(), self.protection, independent, caught)

    def norm(self) -> float:
        """Return the share of colleagues whom he sees accept."""
        m = self.model
        share = m.p.officials.norm_own_post_share
        seen = rules.perceived_norm(self.post.norm, m.contexts[self.context].norm, share)
        return clip(seen + self.lever(LEVER.norm_shift), 0.0, 1.0)

    # --- what he does -----------------------------------------------------------------------------------------------

    def acceptance_probability(self, price: int, trust: float) -> float:
        """Return the probability that he takes ``price`` cents from someone he trusts to degree ``trust``."""
        if self.never_accepts:
            return 0.0
        p = self.model.p.officials
        required = rules.required_price(
            self.reservation, trust, self.norm(), p.stranger_aversion, p.peer_effect, self.expected_loss()
        )
        kept = price * rules.kept_share(self.cut, 1.0)
        return rules.acceptance_probability(kept, required, p.acceptance_precision)

    def demand_probability(self, price: int, trust: float) -> float:
        """Return the probability that he asks for ``price`` cents although nothing was offered."""
        acceptance = self.acceptance_probability(price, trust)
        return rules.demand_probability(self.model.p.officials.demand_propensity, acceptance)

    def most_demands(self) -> float:
        """Return what ``demand_probability`` never exceeds, so that it need not be reckoned for a draw above."""
        return float(self.model.p.officials.demand_propensity)

    def interception_probability(self) -> float:
        """Return the probability that he stops a party with which he has no deal, and that has bought no document.

        Where such documents are carried, a check concerns those alone who carry one (`document.exposure`).
        """
        p, here = self.model.p.officials, self.model.contexts[self.context]
        if here.pinned_interception >= 0.0:
            return float(here.pinned_interception)
        experience = rules.experience_factor(self.experience, p.experience_weeks, p.experience_floor)
        training = self.lever(LEVER.interception_factor) * self.post.interception_factor
        documents = 0.0
        if not self.model.documents_are_carried():
            documents = self.lever(LEVER.document_checks)
            documents *= here.documents_shown
        return rules.interception_probability(here.interception_rate, training, experience, documents)

    def starting_trust(self) -> float:
        """Return the trust that a smuggler who does not know him meets: more where a second job opens doors."""
        start = self.model.p.smugglers.starting_trust
        return float(start + (1.0 - start) * self.second_job * self.model.p.officials.second_job_trust)

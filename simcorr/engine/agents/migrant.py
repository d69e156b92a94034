"""The would-be migrant: chooses a channel, travels, may be asked for money, exploited or helped."""

from typing import Any

from simcorr import draws
from simcorr.contexts import Context
from simcorr.engine.records import Real, Record, Short, Small, Whole
from simcorr.rules import (
    custody as custody_rules,
    justice as justice_rules,
    migrant as rules,
    smuggler as smuggler_rules,
    victim as victim_rules,
)
from simcorr.rules.mathematics import lognormal, whole_cents
from simcorr.world import keys
from simcorr.world.build import LEVER
from simcorr.world.codes import Channel, Document, Perspective, Status

IMPOSSIBLE = -1e15
"""Value, in cents, of a channel that is not open."""
HALF_WAY = 0.5
"""How much of the way is behind, as migrants expect it, of who is stopped."""
N_PERSPECTIVES = len(Perspective)
GENERATIONS = 100
"""How many holders of a row of officials are told apart by who was issued a document: it has to fit a small number."""


class Migrant(Record):
    """A would-be migrant, and the party that travels together under one deal."""

    key: Whole  # of this person's draws
    attempt_key: Whole  # of those about this attempt
    smuggler_paid: Whole  # by the operator on this journey, in cents
    paid: Whole  # by the migrant on this journey, in cents
    means: Real  # money at hand, in cents; below zero, what is still owed for earlier attempts
    urgency: Real  # between 0 and 1
    fee: Real  # per person, in cents
    debt: Real  # in cents
    vulnerability: Real  # between 0 and 1, of clients of smugglers and workers of agencies
    due: Short  # the week in which something is due next; in exploitation, the week in which it began
    corridor: Short  # of origin
    route: Short  # the corridor asked for, then travelled; either may be another than the own
    stage: Short  # the next stage of the itinerary; the number of stages once all are passed
    operator_index: Short  # of the network, -1 without
    passed_by: Short  # the public official who let the party pass last, or was paid for it; -1 for none
    passed_by_generation: Short  # of a worker who is placed by an agency, the generation of that
    issuer: Short  # the official who issued the document that is carried; -1 without
    serial: Short  # in the order of arrival
    passed_stage: Short  # this week
    passed_for_money: Small
    attempt: Small
    status: Small
    channel: Small
    passed_context: Small  # this week; -1 for none
    tries: Small  # at the documents office
    smuggler_paid_at_border: Small  # of both, whether any of it at a border or an airport
    paid_at_border: Small
    reported: Small
    informed: Small
    deceived: Small
    went_elsewhere: Small  # whether the way to another corridor than the own was paid for this attempt
    document: Small  # `Document`, carried on this attempt
    issuer_generation: Small  # of the issuer, counted round (`GENERATIONS`)
    agency: Small  # that placed a worker, counted within the corridor; -1 for none

    @property
    def operator(self) -> Any:
        """The operator whose client this is; only where ``has_operator``."""
        return self.model.smugglers[self.operator_index]

    @property
    def has_operator(self) -> bool:
        """Whether the migrant travels with a smuggler."""
        return self.operator_index >= 0

    @property
    def is_placed(self) -> bool:
        """Whether the migrant is a worker whom a labour recruitment agency places."""
        return self.agency >= 0

    @property
    def placed_by(self) -> Any:
        """The agency that places the worker, or whoever holds its licence now; only where ``is_placed``."""
        return self.model.agencies[self.model.corridors[self.corridor].first_agency + self.agency]

    @property
    def party_size(self) -> float:
        """How many persons travel together."""
        return float(self.model.corridors[self.corridor].party_size)

    @property
    def persons(self) -> float:
        """How many persons the simulated migrant stands for."""
        return float(self.model.corridors[self.corridor].persons)

    def appear(self, corridor: int, cohort: int, number: int) -> None:
        """Come to think of migrating, as one of this week's cohort."""
        m, p = self.model, self.model.p.migrants
        key = draws.event(cohort, keys.MIGRANT, number)
        self.corridor = corridor
        self.key = key
        self.serial = m.serials
        m.serials += 1
        self.means = lognormal(p.means_median_usd * 100.0, p.means_sigma, draws.normal(key, keys.MEANS))
        self.urgency = draws.uniform(key, keys.URGENCY)
        shift = m.lever(LEVER.informed_shift, corridor, 0)
        informed = p.informed_share + shift * (1.0 - p.informed_share)
        self.informed = int(draws.uniform(key, keys.INFORMED) < informed)
        self.deceived = 0
        if not self.informed:
            self.deceived = int(draws.uniform(key, keys.DECEIVED) < p.deceived_share)
        self.vulnerability = 0.0
        self.debt = 0.0
        self.status = Status.NEW
        self.channel = Channel.STAY
        self.attempt = -1
        self.due = m.week
        self.begin_attempt()

    def begin_attempt(self) -> None:
        """Start the first attempt, or a new one after a return, with what the one before has left."""
        if self.attempt >= 0:
            self.means = rules.means_left(self.means, self.spent(), self.model.p.migrants.means_used_share)
        self.attempt += 1
        self.attempt_key = draws.event(self.key, keys.ATTEMPT, self.attempt)
        self.route = self.corridor
        self.operator_index = -1
        self.stage = 0
        self.tries = 0
        self.fee = 0.0
        self.smuggler_paid = 0
        self.paid = 0
        self.smuggler_paid_at_border = 0
        self.paid_at_border = 0
        self.reported = 0
        self.went_elsewhere = 0
        self.passed_by = -1
        self.document = Document.NONE.value
        self.issuer = -1
        self.issuer_generation = 0
        self.agency = -1
        self.passed_context = -1
        self.passed_stage = 0

    # --- which way to go --------------------------------------------------------------------------------------------

    def choose_channel(self) -> int:
        """Return the channel of this attempt: stay, regular, alone or with a smuggler."""
        m = self.model
        if not m.flags.migrant_choice:
            return Channel.SMUGGLER.value
        view = self.outlook()
        regular = self.value_of_regular_channel() / (m.p.migrants.choice_scale_usd * 100.0)
        weight, draw = rules.channel_weight(regular, view.reference), draws.uniform(self.attempt_key, keys.CHANNEL)
        return rules.channel(view.stay, weight, view.irregular, view.share_alone, draw)

    def choose_corridor(self) -> int:
        """Return the corridor that a smuggler is asked for: the own one, or another if that seems so much better."""
        m, n = self.model, len(self.model.corridors)
        if not m.flags.migrant_choice:
            return int(self.corridor)
        view = self.outlook()
        draw, reached = draws.uniform(self.attempt_key, keys.WISH), 0.0
        for step in range(n):
            reached += m.wishes[view.index, step]
            if draw < reached:
                return int(m.around(self.corridor + step, n))
        return int(self.corridor)

    def perspective(self) -> int:
        """Return how the risks of a journey with a smuggler are seen."""
        if self.informed:
            return Perspective.INFORMED.value
        return Perspective.DECEIVED.value if self.deceived else Perspective.UNINFORMED.value

    def outlook(self) -> Any:
        """Return how the channels look: to all of a corridor who see risks alike, the same."""
        return self.model.views[self.corridor * N_PERSPECTIVES + self.perspective()]

    def value_of_regular_channel(self) -> float:
        """Return the value of the regular channel in cents; impossible when means and credit do not pay for it."""
        corridor = self.model.corridors[self.corridor]
        if corridor.n_agencies > 0 and corridor.licensed == 0:
            return IMPOSSIBLE
        lent = self.model.p.migrants.regular_credit * corridor.regular_price
        if rules.new_debt(corridor.regular_price, self.means) > lent:
            return IMPOSSIBLE
        urgency_cost = self.model.p.migrants.waiting_cost_usd * 100.0 * 2.0 * self.urgency
        return rules.regular_value(
            corridor.regular_gain, corridor.regular_delay, urgency_cost, corridor.regular_expense
        )

    def value_of_travelling_alone(self) -> float:
        """Return the value of an irregular journey without a smuggler, in cents."""
        m, p, corridor = self.model, self.model.p.migrants, self.model.corridors[self.corridor]
        if corridor.alone_factor <= 0.0:
            return IMPOSSIBLE
        cost = p.alone_cost_usd * 100.0
        return rules.irregular_value(m.gain, corridor.success_alone, cost, 0.0, 0.0, p.detention_cost_usd * 100.0)

    def value_of_smuggler(self, route: int) -> float:
        """Return the value of a journey with a smuggler on a corridor, in cents."""
        m, p, corridor = self.model, self.model.p.migrants, self.model.corridors[route]
        exploitation = corridor.exploitation if self.informed else p.exploitation_prior
        if self.deceived:
            exploitation = exploitation * p.deceived_harm_belief
        base, way = m.corridors[self.corridor].fee, 0.0
        if route != self.corridor:
            base, way = rules.fee_elsewhere(base, corridor.fee), p.detour_cost_usd * 100.0
        fee, q = m.asking_fee(route, m.p.smugglers.base_fee_share * base), m.p.smugglers
        success = corridor.success_smuggled
        stopped = smuggler_rules.fee_paid_share(q.fee_advance_share, q.fees_by_leg, HALF_WAY)
        cost = rules.expected_payment(fee, success, stopped) + way
        harm, detention = p.harm_cost_usd * 100.0, p.detention_cost_usd * 100.0
        return rules.irregular_value(m.gain, success, cost, exploitation, harm, detention)

    # --- on the way -------------------------------------------------------------------------------------------------

    def cost_of_a_stop(self) -> float:
        """Return what the operator loses when the party is stopped, in cents."""
        p = self.model.p.smugglers
        paid, arrest = self.fee_paid_share(), p.arrest_cost_usd * 100.0
        return smuggler_rules.cost_of_a_stop(self.fee, self.party_size, paid, arrest)

    def fee_paid_share(self) -> float:
        """Return the share of the fee that is paid so far: in advance, and for the stages that are behind."""
        p, stages = self.model.p.smugglers, self.model.corridors[self.route].n_stages
        return smuggler_rules.fee_paid_share(p.fee_advance_share, p.fees_by_leg, self.stage / stages)

    def weeks_held(self) -> int:
        """Return how many weeks the party has been in custody, in which it is, at a stop of this journey."""
        m = self.model
        return int(m.week - self.due + m.p.justice.detention_weeks)

    def price_of_release(self) -> int:
        """Return what the operator offers for the release of the party, in cents."""
        share = self.model.p.justice.release_payment_share
        return whole_cents(custody_rules.release_payment(self.cost_of_a_stop(), share))

    def take_document(self, official: Any) -> None:
        """Carry a document that an official has issued on false grounds."""
        self.document = Document.ISSUED.value
        self.issuer = official.index
        self.issuer_generation = official.generation % GENERATIONS

    def was_issued_by(self, official: Any) -> bool:
        """Return whether this official, and no successor, issued the document that is carried."""
        number = official.generation % GENERATIONS
        return bool(self.issuer == official.index and self.issuer_generation == number)

    def price_of_forgery(self) -> int:
        """Return what a forger asks for the party, in cents."""
        return whole_cents(self.model.p.documents.forger_price_usd * 100.0 * self.party_size)

    def paid_by_operator(self) -> int:
        """Return what the operator has paid on this journey, in cents: bribes, and a forger."""
        forger = self.price_of_forgery() if self.document == Document.FORGED else 0
        return int(self.smuggler_paid + forger)

    def detour(self) -> float:
        """Return what it cost to reach the corridor that the operator was asked for, in cents."""
        return float(self.model.p.migrants.detour_cost_usd * 100.0) if self.went_elsewhere else 0.0

    def spent(self) -> float:
        """Return what the attempt has cost each person, in cents, up to a stop: of the fee, what was due until then.

        Agencies are paid in advance.
        """
        p = self.model.p
        alone = p.migrants.alone_cost_usd * 100.0 if self.channel == Channel.ALONE else 0.0
        fee = self.fee if self.is_placed else self.fee * self.fee_paid_share()
        return float(fee + self.detour() + self.paid / self.party_size + alone)

    def drawn_vulnerability(self) -> float:
        """Return the vulnerability, between 0 and 1; it is drawn for clients of smugglers and workers of agencies."""
        p = self.model.p.migrants
        normal = draws.normal(self.key, keys.VULNERABILITY)
        return rules.vulnerability(p.vulnerability_location, p.vulnerability_spread, normal)

    def extortion_price(self) -> int:
        """Return what an official asks of somebody who travels without a smuggler, in cents: a share of means left."""
        means = self.means if self.means > 0.0 else 0.0
        return whole_cents(self.model.p.migrants.extortion_share_of_means * means * self.party_size)

    def payment_probability(self, price: int, interception: float) -> float:
        """Return the probability that a demanded bribe is paid.

        At stake is what refusing risks: what was paid of the fee and detention, or for a regular migrant the wait.
        """
        p = self.model.p.migrants
        if self.status == Status.AWAITING_VISA:
            stake = p.waiting_cost_usd * 100.0 * 2.0 * self.urgency * p.retry_delay_weeks * self.party_size
        else:
            paid = self.fee * self.fee_paid_share()
            stake = interception * (paid + p.detention_cost_usd * 100.0) * self.party_size
        return rules.payment_probability(stake, float(price), p.payment_precision)

    def be_placed(self, agency: Any, deceived: bool) -> None:
        """Be taken on by a labour recruitment agency, for the fee that it charges."""
        self.agency = agency.index - self.model.corridors[self.corridor].first_agency
        self.passed_by_generation = agency.generation
        self.fee = agency.fee()
        self.vulnerability = self.drawn_vulnerability()
        self.deceived = int(deceived)

    def exploitation_at_work(self) -> float:
        """Return the probability that a worker is exploited where an agency has placed him."""
        p, impunity = self.model.p.protection, self.model.corridors[self.route].impunity
        owed = self.debt / self.fee if self.fee > 0.0 else 0.0
        lied_to = p.deception_effect if self.deceived else 0.0
        who, effect, hazard = self.vulnerability, p.vulnerability_effect, self.model.p.agencies.hazard
        return rules.exploitation_probability(
            hazard, 1.0, who, effect, owed, p.debt_effect, lied_to, impunity, p.impunity_effect
        )

    def exploitation_probability(self, hazard: float) -> float:
        """Return the probability that exploitation begins at a stage with the given hazard.

        The operator decides, or nobody does (`switches.decided_exploitation`).
        """
        if self.model.flags.decided_exploitation:
            return float(self.operator.exploitation_probability(self, hazard))
        p, impunity = self.model.p.protection, self.model.corridors[self.route].impunity
        kind = 1.0 if self.operator.exploitative else p.ordinary_factor
        owed = self.debt / self.fee if self.fee > 0.0 else 0.0
        lied_to = p.deception_effect if self.deceived else 0.0
        who, effect = self.vulnerability, p.vulnerability_effect
        return rules.exploitation_probability(
            hazard, kind, who, effect, owed, p.debt_effect, lied_to, impunity, p.impunity_effect
        )

    def undisturbed_weeks(self) -> float:
        """Return the mean length of exploitation that nobody ends; those in debt have to work it off as well."""
        p = self.model.p.protection
        weeks = float(self.model.p.agencies.exploitation_weeks if self.is_placed else p.exploitation_weeks)
        if self.is_placed or self.model.flags.decided_exploitation:
            weeks += smuggler_rules.bondage_weeks(self.debt, p.exploitation_value_usd * 100.0, p.repayment_share)
        return weeks

    def control(self) -> float:
        """Return the share of what the work of the exploited is worth that is kept from them."""
        p = self.model.p.protection
        owed = self.debt / self.fee if self.fee > 0.0 else 0.0
        deceived, vulnerable = float(self.deceived), self.vulnerability
        return smuggler_rules.control(
            p.control_base,
            owed,
            p.control_debt,
            deceived,
            p.control_deception,
            vulnerable,
            p.control_vulnerability,
        )

    def exploitation_income(self) -> int:
        """Return what a week of exploiting the party brings, in cents."""
        value = self.model.p.protection.exploitation_value_usd * 100.0 * self.party_size
        return whole_cents(value * self.control())

    def testimony_probability(self) -> float:
        """Return the chance that what an identified victim says makes a case against the operator."""
        m = self.model
        j, norm = m.p.justice, m.contexts[Context.SERVICE_PROVIDERS.value].norm
        opening = justice_rules.opening_probability(j.opening_probability, m.p.reporting.evidence_migrant)
        return float(self.harm_report_probability(norm) * j.report_lead * opening)

    def harm_report_probability(self, norm: float) -> float:
        """Return the probability that a victim says what was done, where ``norm`` of the officials accept bribes."""
        return float(self.report_probability(norm) * self.confidence())

    def confidence(self) -> float:
        """Return the share of contacts and reports that fear of being punished leaves to victims on this corridor."""
        fear = self.model.p.protection.punishment_fear
        return float(victim_rules.confidence(fear, self.model.corridors[self.route].punishment))

    def is_trafficked(self) -> bool:
        """Whether the party is carried by deceit for the purpose of exploitation."""
        return self.deceived > 0 and self.has_operator and self.operator.exploitative > 0

    def report_probability(self, norm: float) -> float:
        """Return the probability of reporting an act to an authority where ``norm`` of the officials accept."""
        m, p = self.model, self.model.p.reporting
        corruption = rules.local_corruption(norm, m.corridors[self.route].impunity)
        protection = m.lever(LEVER.migrant_protection, self.route, 0)
        return rules.report_probability(p.migrant_base, protection, p.deportation_fear, p.corruption_fear, corruption)

    def leave(self) -> None:
        """Be followed no longer, from the end of this week on."""
        self.status = Status.OUT

"""The operator of a network: takes clients, chooses routes and contacts, offers bribes, learns.

A contact is alive as long as the official's ties are those that the book remembers and he is on duty. An official who
leaves counts his ties up and hands the count on, so that a successor is nobody's contact.
"""

from typing import Annotated, Any

from simcorr import draws
from simcorr.contexts import Context
from simcorr.engine.records import Real, Record, Short, Small, Whole, cells
from simcorr.rules import smuggler as rules
from simcorr.rules.mathematics import lognormal
from simcorr.world import keys
from simcorr.world.codes import N_BANDS
from simcorr.world.values import N_CONTEXTS

ANYWHERE = -1
"""At no stage in particular: any post of a context."""


class Contact(Record):
    """A gatekeeper in the address book and the trust in him; stale once his ties are cut."""

    official_index: Short
    ties: Short
    trust: Real

    @property
    def official(self) -> Any:
        """The gatekeeper, or whoever came after him."""
        return self.model.officials[self.official_index]

    @property
    def is_alive(self) -> bool:
        """Whether the tie still stands: the same person, on duty, his ties not cut since."""
        official = self.model.officials[self.official_index]
        return bool(official.ties == self.ties) and official.on_duty

    def write(self, official: Any, trust: float) -> None:
        """Name an official in this line of the book."""
        self.official_index = official.index
        self.ties = official.ties
        self.trust = trust


class Smuggler(Record):
    """The operator of a network."""

    index: Short  # with the generation, the stable identity: the network and the number of its operator
    away_until: Short  # -1 at large
    load: Short  # parties under way
    review_week: Short  # of the retainer
    contacts: Short  # in the book
    retainer_index: Short  # the investigator on the payroll, -1 for none
    retainer_ties: Short
    generation: Short
    victims: Short  # parties in which exploitation began, and for which nobody was convicted yet
    key: Whole
    skill: Real
    exploitation_income: Whole  # so far, in cents
    exploitative: Small  # profits from exploitation (trafficking in persons), not from passage alone
    open_case: Small
    replaced: Small
    learned_in: Annotated[Any, cells(Short, N_CONTEXTS)]
    accepted: Annotated[Any, cells(Real, N_CONTEXTS, N_BANDS)]
    refused: Annotated[Any, cells(Real, N_CONTEXTS, N_BANDS)]
    deals: Annotated[Any, cells(Real, N_CONTEXTS)]  # that these rest on
    trusted: Annotated[Any, cells(Real, N_CONTEXTS)]  # the trust in them, summed

    def start(self, index: int, generation: int) -> None:
        """Start out; only the parties under way are those of a predecessor."""
        m, p = self.model, self.model.p.smugglers
        self.index = index
        self.generation = generation
        self.key = keys.person(m.run_key, keys.NETWORK, index, generation)
        self.skill = lognormal(1.0, p.fee_sigma, draws.normal(self.key, keys.SKILL))
        self.exploitative = int(draws.uniform(self.key, keys.EXPLOITATIVE) < p.exploitative_share)
        for c in range(len(m.corridors)):
            m.route_values[index, c] = 0.0
        for post in range(len(m.posts)):
            m.post_values[index, post] = 0.0
        for k in range(N_CONTEXTS):
            self.learned_in[k] = 0
            self.deals[k] = 0.0
            self.trusted[k] = 0.0
            for band in range(N_BANDS):
                self.accepted[k, band] = 0.0
                self.refused[k, band] = 0.0
        self.contacts = 0
        self.retainer_index = -1
        self.retainer_ties = 0
        first = draws.integer(self.key, keys.FIRST_REVIEW, p.retainer_term_weeks)
        self.review_week = m.week + first
        self.away_until = -1
        self.replaced = 0
        self.open_case = 0
        self.victims = 0
        self.exploitation_income = 0

    def go_to_prison(self, weeks: int) -> None:
        """Serve a sentence; if it is long, somebody else takes over the network before it ends."""
        replacement = self.model.p.smugglers.replacement_weeks
        self.replaced = int(weeks > replacement)
        self.away_until = self.model.week + (replacement if self.replaced else weeks)

    @property
    def is_active(self) -> bool:
        """Whether the operator is at large."""
        return bool(self.away_until < 0)

    # --- clients and routes -----------------------------------------------------------------------------------------

    def has_capacity(self) -> bool:
        """Return whether another party can be taken on."""
        return self.is_active and bool(self.load < self.model.p.smugglers.capacity_parties)

    def fee(self, corridor: int) -> float:
        """Return the fee per person on a corridor, in cents."""
        share = self.model.p.smugglers.base_fee_share
        return float(self.model.asking_fee(corridor, share * self.model.corridors[corridor].fee * self.skill))

    def agreed_fee(self, wish: int, corridor: int) -> float:
        """Return the fee of a client who asks for corridor ``wish`` and is taken over another: never a dearer one."""
        asked = self.fee(wish)
        taken = self.fee(corridor)
        return taken if taken < asked else asked

    def choose_corridor(self, wish: int, persons: int, draw: float) -> int:
        """Return the corridor on which a party that asks for corridor ``wish``, at its fee, travels."""
        m, p, n = self.model, self.model.p.smugglers, len(self.model.corridors)
        total = 0.0
        for c in range(n):
            detour = 0.0 if c == wish else p.detour_cost + self.forgone(wish, c, persons)
            weight = rules.route_weight(m.route_values[self.index, c], detour, p.route_precision)
            m.corridors[c].route_weight = weight
            total += weight
        target = draw * total
        reached = 0.0
        for c in range(n):
            reached += m.corridors[c].route_weight
            if target < reached:
                return c
        return n - 1

    def forgone(self, wish: int, corridor: int, persons: int) -> float:
        """Return what a party that pays for corridor ``wish`` brings less than others do on a dearer one."""
        p = self.model.p.smugglers
        less = self.fee(corridor) - self.fee(wish)
        margin = rules.margin(less, float(persons), p.running_cost_share)
        return float(rules.forgone_value(margin, p.route_profit_scale_usd * 100.0))

    def learn_route(self, corridor: int, profit: float) -> None:
        """Move the value of a corridor towards what a journey brought."""
        m, p = self.model, self.model.p.smugglers
        value, scale = m.route_values[self.index, corridor], p.route_profit_scale_usd * 100.0
        m.route_values[self.index, corridor] = rules.learned_value(value, profit, scale, p.route_learning_rate)

    # --- the address book -------------------------------------------------------------------------------------------

    def contact(self, slot: int) -> Any:
        """Return a line of the address book."""
        return self.model.books[self.index, slot]

    def best_contact(self, stage: int, context: int) -> int:
        """Return the slot of the most trusted living contact at the posts of a stage, or `ANYWHERE`; -1 for none."""
        best, most = -1, -1.0
        for slot in range(self.contacts):
            contact = self.contact(slot)
            if contact.trust > most:
                official = contact.official
                here = official.context == context
                if here and stage >= 0:
                    here = self.model.stage_posts[stage, official.post_index] > 0
                if here and contact.is_alive:
                    best, most = slot, contact.trust
        return best

    def contact_with(self, official: Any) -> int:
        """Return the slot of the living contact with an official; -1 for none."""
        for slot in range(self.contacts):
            contact = self.contact(slot)
            if contact.official_index == official.index and contact.is_alive:
                return slot
        return -1

    def trust_in(self, official: Any) -> float:
        """Return the trust between the two: what has grown, or where strangers start."""
        slot = self.contact_with(official)
        return official.starting_trust() if slot < 0 else float(self.contact(slot).trust)

    def remember_deal(self, official: Any, kept: bool) -> None:
        """Let trust grow with a kept deal, or fall with a failed one; a new contact enters with the first."""
        p = self.model.p.smugglers
        slot = self.contact_with(official)
        if slot >= 0:
            contact = self.contact(slot)
            if kept:
                contact.trust = rules.trust_after_kept_deal(contact.trust, p.trust_gain)
            else:
                contact.trust = rules.trust_after_failed_deal(contact.trust, p.trust_loss)
        elif kept and official.in_post:
            self.enter(official, rules.trust_after_kept_deal(official.starting_trust(), p.trust_gain))

    def enter(self, official: Any, trust: float) -> None:
        """Put a contact in the line of a lost one, at the end, or in that of the least trusted one."""
        weakest = -1
        for slot in range(self.contacts):
            old = self.contact(slot)
            if old.official.ties != old.ties:
                old.write(official, trust)
                return
            if weakest < 0 or old.trust < self.contact(weakest).trust:
                weakest = slot
        if self.contacts < self.model.p.smugglers.book_size:
            self.contact(self.contacts).write(official, trust)
            self.contacts += 1
        elif self.contact(weakest).trust < trust:
            self.contact(weakest).write(official, trust)

    # --- offers and what is learned of prices -----------------------------------------------------------------------

    def choose_offer(self, context: int, trust: float, saved: float) -> int:
        """Return the price band with the best expected surplus of a deal that saves so much; -1 where none pays."""
        risk, prices = self.model.p.smugglers.offer_risk_usd * 100.0, self.model.contexts[context].band_price
        more_trust = trust - self.usual_trust(context)
        best, best_surplus = -1, 0.0
        for band in range(N_BANDS):
            believed = self.believed_acceptance(context, band, more_trust)
            surplus = rules.offer_surplus(believed, float(prices[band]), saved, risk)
            if surplus > best_surplus:
                best, best_surplus = band, surplus
        return best

    def trust_known(self, encounter: Any) -> float:
        """Return how much the operator trusts whom he meets: one he does not know, as a stranger."""
        return float(encounter.trust if encounter.known else self.model.p.smugglers.starting_trust)

    def usual_trust(self, context: int) -> float:
        """Return the mean trust in the deals that beliefs about prices in a context rest on."""
        p, heard, keep = self.model.p.smugglers, self.model.contexts[context], self.kept_memory(context)
        trusted, deals = self.trusted[context] * keep + heard.trusted, self.deals[context] * keep + heard.deals
        return rules.usual_trust(p.starting_trust, p.belief_prior_strength, trusted, deals)

    def believed_acceptance(self, context: int, band: int, more_trust: float) -> float:
        """Return the believed probability that a price band is accepted by who is trusted so much more than usual."""
        m, heard, keep = self.model, self.model.contexts[context], self.kept_memory(context)
        accepted = self.accepted[context, band] * keep + heard.accepted[band]
        refused = self.refused[context, band] * keep + heard.refused[band]
        strength, weight = m.p.smugglers.belief_prior_strength, m.p.smugglers.trust_in_offers
        return rules.believed_acceptance(m.prior_acceptance[band], strength, accepted, refused, more_trust, weight)

    def kept_memory(self, context: int) -> float:
        """Return the share that is left of what was learned of prices in a context."""
        return float(self.model.kept[self.model.week - self.learned_in[context]])

    def learn_price(self, context: int, band: int, accepted: bool, trust: float) -> None:
        """Remember a deal: acceptance speaks for all higher bands, refusal for all lower ones."""
        keep = self.kept_memory(context)
        self.deals[context] = self.deals[context] * keep + 1.0
        self.trusted[context] = self.trusted[context] * keep + trust
        for b in range(N_BANDS):
            self.accepted[context, b] *= keep
            self.refused[context, b] *= keep
            if accepted and b >= band:
                self.accepted[context, b] += 1.0
            if not accepted and b <= band:
                self.refused[context, b] += 1.0
        self.learned_in[context] = self.model.week

    # --- the law ----------------------------------------------------------------------------------------------------

    def has_living_retainer(self) -> bool:
        """Return whether the investigator on the payroll is still the same, on duty, his ties not cut since."""
        if self.retainer_index < 0:
            return False
        official = self.model.officials[self.retainer_index]
        return bool(official.ties == self.retainer_ties) and official.on_duty

    def wants_retainer(self, payment: int, loss: float) -> bool:
        """Return whether paying an investigator for a term is worth it."""
        m, p = self.model, self.model.p.smugglers
        gain = rules.retainer_gain(m.case_hazard, float(p.retainer_term_weeks), p.retainer_block, loss, float(payment))
        return gain > 0.0

    def approach_for_retainer(self) -> int:
        """Return the slot of the contact to approach for a retainer; -1 for a stranger."""
        return self.best_contact(ANYWHERE, Context.INVESTIGATION.value)

    def loss_if_convicted(self) -> float:
        """Return what prison would cost, in cents: the margin on a full load of parties for each year away.

        Fees are those of the corridor that has proved best.
        """
        m, p, route = self.model, self.model.p.smugglers, 0
        for c in range(len(m.corridors)):
            if m.route_values[self.index, c] > m.route_values[self.index, route]:
                route = c
        fee_per_person = m.corridors[route].fee * self.skill
        margin = rules.margin(fee_per_person, m.corridors[route].party_size, p.running_cost_share)
        return float(margin * p.capacity_parties * p.prison_weeks / 52.0)

    def exploitation_probability(self, migrant: Any, hazard: float) -> float:
        """Return the probability that this operator begins to exploit a party at a stage with the given hazard."""
        m, p = self.model, self.model.p.protection
        undisturbed, identification = migrant.undisturbed_weeks(), m.corridors[migrant.route].identification_rate
        weeks = rules.expected_weeks(undisturbed, identification)
        cost = p.holding_cost_usd * 100.0 * migrant.party_size * weeks
        found, testimony, hazard_of_case = identification * weeks, migrant.testimony_probability(), m.case_hazard
        convictions = rules.convictions_from_exploiting(
            found, testimony, p.aggravation, hazard_of_case, weeks, m.operator_conviction
        )
        loss = self.loss_if_convicted() + p.sentence_cost_usd * 100.0
        required = rules.required_from_exploiting(cost, 0.0 if self.exploitative else p.scruple, convictions, loss)
        income = float(migrant.exploitation_income()) * weeks
        return float(rules.exploitation_probability(hazard, p.opportunity, p.exploitation_precision, income, required))

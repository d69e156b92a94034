"""The operator of a network: takes clients, chooses routes and contacts, offers bribes, learns."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import mesa

from simcorr import draws
from simcorr.contexts import Context
from simcorr.rules import smuggler as rules
from simcorr.rules.mathematics import lognormal
from simcorr.world import keys
from simcorr.world.codes import N_BANDS
from simcorr.world.values import N_CONTEXTS

if TYPE_CHECKING:
    from simcorr.engines.mesa.model import CorruptionModel
    from simcorr.engines.mesa.official import Official


@dataclass(slots=True)
class Contact:
    """A gatekeeper in the address book and the trust in him; stale once his ties are cut."""

    official: "Official"
    ties: int
    trust: float

    @property
    def is_alive(self) -> bool:
        """Whether the tie still stands: the same person, on duty, his ties not cut since."""
        return self.official.ties == self.ties and self.official.in_post


class Smuggler(mesa.Agent):
    """The operator of a network.

    Attributes
    ----------
    index, generation : int
        The stable identity: the network and the number of its operator.
    exploitative : bool
        Whether the operator profits from exploitation (trafficking in persons), not from passage alone.
    route_values : list of float
        Learned value of each corridor, within (-1, 1).
    book : list of Contact
        At most ``book_size`` gatekeepers.
    victims : int
        Parties in which exploitation began under this operator, and for which nobody was convicted yet.
    """

    model: "CorruptionModel"

    def __init__(self, model: "CorruptionModel", index: int, generation: int) -> None:
        super().__init__(model)
        self.index = index
        self.load = 0
        self._start(generation)

    def _start(self, generation: int) -> None:
        model, index = self.model, self.index
        p = model.p.smugglers
        self.generation = generation
        self.key = int(keys.person(model.run_key, keys.NETWORK, index, generation))
        self.skill = lognormal(1.0, p.fee_sigma, draws.normal(self.key, keys.SKILL))
        self.exploitative = draws.uniform(self.key, keys.EXPLOITATIVE) < p.exploitative_share
        self.route_values = [0.0] * model.w.n_corridors
        self.accepted = [[0.0] * N_BANDS for _ in range(N_CONTEXTS)]
        self.refused = [[0.0] * N_BANDS for _ in range(N_CONTEXTS)]
        self.learned_in = [0] * N_CONTEXTS
        self.book: list[Contact] = []
        self.retainer: Contact | None = None
        self.review_week = model.week + int(draws.integer(self.key, keys.FIRST_REVIEW, p.retainer_term_weeks))
        self.away_until = -1
        self.replaced = False
        self.open_case = False
        self.victims = 0

    def go_to_prison(self, weeks: int) -> None:
        """Serve a sentence; if it is long, somebody else takes over the network before it ends."""
        replacement = self.model.p.smugglers.replacement_weeks
        self.replaced = weeks > replacement
        self.away_until = self.model.week + (replacement if self.replaced else weeks)

    def come_back(self) -> None:
        """Return from prison, or let a new operator start over with the parties that are under way."""
        if self.replaced:
            self._start(self.generation + 1)
        self.away_until = -1

    @property
    def is_active(self) -> bool:
        """Whether the operator is at large."""
        return self.away_until < 0

    def has_capacity(self) -> bool:
        """Whether another party can be taken on."""
        return self.is_active and self.load < self.model.p.smugglers.capacity_parties

    def fee(self, corridor: int) -> float:
        """Return the fee per person on a corridor, in cents."""
        average = self.model.beliefs.average_bribe[corridor]
        return rules.fee(self.model.w.fee[corridor], self.skill, self.model.p.smugglers.fee_pass_through, average)

    def choose_corridor(self, wish: int, draw: float) -> int:
        """Return the corridor on which a client who asks for corridor ``wish`` travels."""
        p = self.model.p.smugglers
        weights = [
            rules.route_weight(value, 0.0 if c == wish else p.detour_cost, p.route_precision)
            for c, value in enumerate(self.route_values)
        ]
        total = 0.0
        for weight in weights:
            total += weight
        target = draw * total
        reached = 0.0
        for c, weight in enumerate(weights):
            reached += weight
            if target < reached:
                return c
        return len(weights) - 1

    def best_contact(self, corridor: int, context: int) -> Contact | None:
        """Return the most trusted living contact at a context of a corridor."""
        best = None
        for contact in self.book:
            official = contact.official
            if (
                official.context == context
                and official.corridor == corridor
                and contact.is_alive
                and (best is None or contact.trust > best.trust)
            ):
                best = contact
        return best

    def best_contact_anywhere(self, context: int = -1) -> Contact | None:
        """Return the most trusted living contact in a context of any corridor, or of all (context -1)."""
        best = None
        for contact in self.book:
            if (
                (context < 0 or contact.official.context == context)
                and contact.is_alive
                and (best is None or contact.trust > best.trust)
            ):
                best = contact
        return best

    def contact_with(self, official: "Official") -> Contact | None:
        """Return the living contact with an official, if there is one."""
        for contact in self.book:
            if contact.official is official and contact.is_alive:
                return contact
        return None

    def trust_in(self, official: "Official") -> float:
        """Return the trust between the two: what has grown, or where strangers start."""
        contact = self.contact_with(official)
        return official.starting_trust() if contact is None else contact.trust

    def party_value(self, fee: float, party_size: float) -> float:
        """Return what a stopped party would cost, in cents."""
        p = self.model.p.smugglers
        return rules.party_value(fee, party_size, p.running_cost_share, p.arrest_cost_usd * 100.0)

    def believed_acceptance(self, context: int, band: int, trust: float) -> float:
        """Return the believed probability that a price band is accepted in a context."""
        p, beliefs = self.model.p.smugglers, self.model.beliefs
        keep = self._kept_memory(context)
        return rules.believed_acceptance(
            self.model.w.prior_acceptance[band],
            p.belief_prior_strength,
            self.accepted[context][band] * keep + beliefs.accepted[context][band],
            self.refused[context][band] * keep + beliefs.refused[context][band],
            trust,
        )

    def _kept_memory(self, context: int) -> float:
        elapsed = self.model.week - self.learned_in[context]
        return rules.memory_kept(self.model.p.smugglers.belief_fade_per_week, elapsed)

    def choose_offer(self, context: int, trust: float, value: float, interception: float, discretion: float) -> int:
        """Return the price band with the best expected surplus; -1 when none is positive."""
        best, best_surplus = -1, 0.0
        risk = self.model.p.smugglers.offer_risk_usd * 100.0
        for band in range(N_BANDS):
            surplus = rules.offer_surplus(
                self.believed_acceptance(context, band, trust),
                self.model.w.band_price[context][band],
                value,
                interception,
                discretion,
                risk,
            )
            if surplus > best_surplus:
                best, best_surplus = band, surplus
        return best

    def wants_retainer(self, payment: float, loss: float) -> bool:
        """Return whether paying an investigator for a term is worth it."""
        p = self.model.p.smugglers
        hazard = self.model.beliefs.case_hazard
        gain = rules.retainer_gain(hazard, p.retainer_term_weeks, p.retainer_block, loss, payment)
        return gain > 0.0

    def loss_if_convicted(self) -> float:
        """Return what prison would cost, in cents: the margin on a full load of parties for each year away.

        Fees are those of the corridor that has proved best.
        """
        p = self.model.p.smugglers
        route = self.route_values.index(max(self.route_values))
        fee = self.model.w.fee[route] * self.skill
        margin = rules.party_value(fee, self.model.w.party_size[route], p.running_cost_share, 0.0)
        return float(margin * p.capacity_parties * p.prison_weeks / 52.0)

    def learn_price(self, context: int, band: int, accepted: bool) -> None:
        """Remember a deal: acceptance speaks for all higher bands, refusal for all lower ones."""
        keep = self._kept_memory(context)
        for b in range(N_BANDS):
            self.accepted[context][b] *= keep
            self.refused[context][b] *= keep
            if accepted and b >= band:
                self.accepted[context][b] += 1.0
            if not accepted and b <= band:
                self.refused[context][b] += 1.0
        self.learned_in[context] = self.model.week

    def learn_route(self, corridor: int, profit: float) -> None:
        """Move the value of a corridor towards what a journey brought."""
        p = self.model.p.smugglers
        self.route_values[corridor] = rules.route_value(
            self.route_values[corridor], profit, p.route_profit_scale_usd * 100.0, p.route_learning_rate
        )

    def remember_deal(self, official: "Official", kept: bool) -> None:
        """Let trust grow with a kept deal, or fall with a failed one; a new contact enters with the first."""
        p = self.model.p.smugglers
        contact = self.contact_with(official)
        if contact is not None:
            if kept:
                contact.trust = rules.trust_after_kept_deal(contact.trust, p.trust_gain)
            else:
                contact.trust = rules.trust_after_failed_deal(contact.trust, p.trust_loss)
        elif kept and official.in_post:
            trust = rules.trust_after_kept_deal(official.starting_trust(), p.trust_gain)
            self._enter(Contact(official, official.ties, trust))

    def _enter(self, contact: Contact) -> None:
        """Put a contact in the place of a lost one, at the end, or of the least trusted one."""
        weakest = -1
        for slot, old in enumerate(self.book):
            if old.official.ties != old.ties:
                self.book[slot] = contact
                return
            if weakest < 0 or old.trust < self.book[weakest].trust:
                weakest = slot
        if len(self.book) < self.model.p.smugglers.book_size:
            self.book.append(contact)
        elif self.book[weakest].trust < contact.trust:
            self.book[weakest] = contact

    def approach_for_retainer(self) -> "tuple[Official, float] | None":
        """Return the investigator to approach and the trust in him: a contact first, else a stranger."""
        contact = self.best_contact_anywhere(Context.INVESTIGATION)
        if contact is not None:
            return contact.official, contact.trust
        term = draws.event(self.key, keys.TERM, self.model.week)
        official = self.model.someone_in_post(Context.INVESTIGATION, term, keys.APPROACHED)
        return None if official is None else (official, self.trust_in(official))

"""The labour recruitment agency: charges workers, fears for its licence, and may belong to an official."""

from simcorr import draws
from simcorr.engine.records import Real, Record, Short, Small, Whole
from simcorr.rules import agency as rules, smuggler as smuggler_rules
from simcorr.world import keys
from simcorr.world.build import LEVER


class Agency(Record):
    """A licensed firm through which regular labour migrants of a corridor pass."""

    key: Whole
    excess: Real  # charged beyond the legal cost, in multiples of what that is in the scenario
    lost: Real  # licences lost in weeks of its own, as far as remembered
    exposed_weeks: Real  # weeks of its own, by how far it overcharged
    index: Short  # with the generation, the stable identity: the licence and the number of its holder
    generation: Short
    corridor: Short
    until: Short  # the week in which the licence ends; without one, in which it is granted anew
    owner_index: Short  # the official who has an interest in it, -1 for none
    owner_generation: Short
    licensed: Small
    honest: Small  # whether it never overcharges nor deceives
    denounced: Small  # whether a worker's complaint waits for an inspection
    lost_this_week: Small
    reopens: Small  # whether the same firm is granted the licence anew

    def start(self, index: int, generation: int, corridor: int) -> None:
        """Open as a new firm, whose interest in it may be an official's; the licence is still to be granted."""
        m, p = self.model, self.model.p.agencies
        self.index = index
        self.generation = generation
        self.corridor = corridor
        self.key = keys.person(m.run_key, keys.AGENCY, index, generation)
        self.honest = int(draws.uniform(self.key, keys.HONEST) < p.honest_share)
        self.owner_index = -1
        self.owner_generation = 0
        if draws.uniform(self.key, keys.OWNED) < p.owned_share:
            owner = m.licensing_official(corridor, self.key, keys.OWNER, -1)
            if owner >= 0:
                self.owner_index = owner
                self.owner_generation = m.officials[owner].generation
        self.lost = 0.0
        self.exposed_weeks = 0.0
        self.excess = 0.0

    def take_licence(self, until: int) -> None:
        """Be licensed until a week."""
        self.until = until
        self.licensed = 1
        self.denounced = 0
        self.lost_this_week = 0
        self.reopens = 0

    def lose_licence(self, until: int, reopens: bool) -> None:
        """Be closed until a week."""
        self.until = until
        self.licensed = 0
        self.lost_this_week = 1
        self.reopens = int(reopens)

    def owner(self) -> int:
        """Return the official who has an interest in it, he himself and no successor; -1 for none."""
        if self.owner_index < 0:
            return -1
        same = self.model.officials[self.owner_index].generation == self.owner_generation
        return int(self.owner_index) if same else -1

    def has_protector(self) -> bool:
        """Whether an official who has an interest in it is on duty."""
        owner = self.owner()
        return owner >= 0 and bool(self.model.officials[owner].on_duty)

    def most_excess(self) -> float:
        """Return the most that can be charged beyond the legal cost, in multiples of what that is in the scenario."""
        m, p = self.model, self.model.p.agencies
        paid = 1.0 - m.lever(LEVER.zero_fee, self.corridor, 0)
        paid *= m.lever(LEVER.regular_cost_factor, self.corridor, 0)
        return float(rules.most_excess(p.most_charged, paid, p.cost_pass_through))

    def believed_risk(self) -> float:
        """Return the believed chance to lose the licence in a week of overcharging in full."""
        p, heard = self.model.p.agencies, self.model.corridors[self.corridor]
        own = 1.0 - self.model.p.smugglers.case_hearsay  # the rest of it is in what all have heard
        lost, weeks = own * self.lost + heard.heard_lost, own * self.exposed_weeks + heard.heard_exposed
        return float(smuggler_rules.case_hazard(p.risk_prior, p.risk_prior_weeks, lost, weeks))

    def fee(self) -> float:
        """Return what a worker is charged, in cents."""
        corridor = self.model.corridors[self.corridor]
        return float(rules.fee(corridor.regular_price, corridor.regular_cost, self.excess))

    def choose_excess(self) -> float:
        """Return what to charge beyond the legal cost, in multiples of it."""
        p, most = self.model.p.agencies, self.most_excess()
        if self.honest or most <= 0.0:
            return 0.0
        loss = rules.expected_loss(self.believed_risk(), p.closed_weeks, p.legal_margin, most)
        return float(most * rules.overcharging(most, loss, p.fee_precision))

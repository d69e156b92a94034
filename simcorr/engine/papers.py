"""What passes between the phases of a week: encounters, acts, allegations, files, and what is kept of them."""

from typing import Any

from simcorr.engine.records import Real, Record, Short, Small, Whole


class Encounter(Record):
    """One party before one gatekeeper: what was offered or asked, and how it ended."""

    key: Whole
    price: Whole
    trust: Real
    migrant_index: Short
    official_index: Short  # -1 where nobody was on duty
    post_index: Short  # of the official when they met
    ties: Short  # of the official when they met: a deal with somebody who moves this week founds no tie
    corridor: Short
    context: Small
    opening: Small
    band: Small
    known: Small
    dealt: Small
    stopped: Small
    exposed: Small  # whether a check exposed the party's document


class Act(Record):
    """A bribe that changed hands, as far as it can be exposed."""

    key: Whole
    official_index: Short
    generation: Short
    post_index: Short
    corridor: Short
    migrant_index: Short  # -1 for none
    kind: Small
    context: Small


class Allegation(Record):
    """An official named by somebody, truly or falsely."""

    key: Whole
    evidence: Real
    official_index: Short
    generation: Short
    post_index: Short
    corridor: Short
    reporter: Short  # number of the person who spoke, -1 for none
    party: Small  # what that person is
    sources: Small
    context: Small

    def name(self, official: Any, where: Any, key: int, sources: int, evidence: float) -> None:
        """Name an official for what happened somewhere; nobody has spoken for himself."""
        self.official_index = official.index
        self.generation = official.generation
        self.post_index = where.post_index
        self.corridor = where.corridor
        self.context = where.context
        self.key = key
        self.sources = sources
        self.evidence = evidence
        self.party = self.reporter = -1


class Retainer(Record):
    """What an operator and an investigator agreed on, or failed to."""

    payment: Whole
    smuggler_index: Short
    official_index: Short  # -1 where nobody was approached
    accepted: Small


class Hush(Record):
    """A hush payment, as far as the next rank can find it."""

    key: Whole
    supervisor_index: Short
    generation: Short
    corridor: Short  # where the case arose that was settled
    context: Small


class Incident(Record):
    """Something that points at the operator of a network."""

    key: Whole
    evidence: Real
    smuggler_index: Short
    operator_generation: Short
    corridor: Short
    migrant: Short  # number of the person whose party it was
    passed_by: Short  # the public official who let the party pass last, or was paid for it; -1 for none
    generation: Short
    for_money: Small


class Case(Record):
    """A file before the investigators or the court."""

    key: Whole
    number: Whole  # of this case
    evidence: Real
    others_before: Whole  # files of other work that wait at this stage and came earlier
    subject_index: Short
    generation: Short
    corridor: Short
    opened: Short
    stage_since: Short
    post_index: Short  # of a gatekeeper when the case arose, -1 for others
    kind: Small  # `Subject`
    context: Small
    stage: Small  # `Stage`
    closed: Small


class Outcome(Record):
    """What colleagues learn of a case."""

    weight: Real
    official_index: Short
    generation: Short
    post_index: Short
    seen: Small  # `Sighting`


class Profit(Record):
    """What a journey brought an operator, in cents."""

    smuggler_index: Short
    corridor: Short
    profit: Real

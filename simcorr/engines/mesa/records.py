"""What passes between the phases of a week: encounters, acts, allegations, cases; and the week's ledger."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from simcorr.world.codes import N_BANDS
from simcorr.world.measures import CONTEXT_MEASURES, CORRIDOR_MEASURES, N_RANKS, RANK_MEASURES
from simcorr.world.values import N_CONTEXTS

if TYPE_CHECKING:
    from simcorr.engines.mesa.migrant import Migrant
    from simcorr.engines.mesa.official import Official
    from simcorr.engines.mesa.smuggler import Smuggler
    from simcorr.engines.mesa.supervisor import Supervisor
    from simcorr.world import World


@dataclass(slots=True)
class Encounter:
    """One party before one gatekeeper: what was offered or asked, and how it ended."""

    migrant: "Migrant"
    key: int
    corridor: int
    context: int
    official: "Official | None" = None
    ties: int = 0  # of the official when they met: a deal with somebody who moves this week founds no tie
    trust: float = 0.0
    known: bool = False
    initiated: int = 0  # 1 offered, 2 demanded
    band: int = -1
    price: int = 0
    dealt: bool = False
    stopped: bool = False


@dataclass(slots=True)
class Act:
    """A bribe that changed hands, as far as it can be exposed."""

    key: int
    kind: int
    official: "Official"
    price: int
    corridor: int
    context: int
    post: int
    migrant: "Migrant | None" = None


@dataclass(slots=True)
class Allegation:
    """An official named by somebody, truly or falsely."""

    key: int
    official: "Official"
    sources: int
    evidence: float
    post: int
    corridor: int
    context: int


@dataclass(slots=True)
class Hush:
    """A hush payment, as far as the next rank can find it."""

    key: int
    supervisor: "Supervisor"
    price: int


@dataclass(slots=True)
class Incident:
    """Something that points at the operator of a network."""

    key: int
    smuggler: "Smuggler"
    corridor: int
    evidence: float


@dataclass(slots=True)
class Case:
    """A file before the investigators or the court."""

    key: int
    subject: "Smuggler | Official | Supervisor"
    generation: int
    corridor: int
    context: int
    evidence: float
    opened: int
    in_trial: bool = False
    stage_since: int = 0
    closed: bool = False


class Ledger:
    """The counts of one week."""

    def __init__(self, corridors: int) -> None:
        self.context = [[0.0] * len(CONTEXT_MEASURES) for _ in range(N_CONTEXTS)]
        self.corridor = [[0.0] * len(CORRIDOR_MEASURES) for _ in range(corridors)]
        self.rank = [[0.0] * len(RANK_MEASURES) for _ in range(N_RANKS)]


@dataclass(slots=True)
class Beliefs:
    """What everybody in a corridor, context or post has heard: one number for all who share it."""

    success_alone: list[float]
    success_smuggled: list[float]
    exploitation: list[float]
    impunity: list[float]
    regular_bribe: list[float]
    average_bribe: list[float]
    known_alone: list[float]
    known_smuggled: list[float]
    known_regular: list[float]
    known_exploited: list[float]
    accepted: list[list[float]]
    refused: list[list[float]]
    post_norm: list[float]
    context_norm: list[float]
    recent_reports: list[float]
    recent_anomaly: list[float]
    convicted: float
    acquitted: float
    conviction: float
    cases: float
    case_weeks: float
    case_hazard: float

    @classmethod
    def at_start(cls, world: "World") -> "Beliefs":
        """Return the beliefs before the first week."""
        n, p = world.n_corridors, world.n_posts
        migrants, conviction = world.migrants, float(world.officials.perceived_conviction_prior)
        strength = float(world.officials.belief_strength)
        return cls(
            success_alone=[float(migrants.success_prior_alone)] * n,
            success_smuggled=[float(migrants.success_prior_smuggled)] * n,
            exploitation=[float(migrants.exploitation_prior)] * n,
            impunity=[1.0] * n,
            regular_bribe=[0.0] * n,
            average_bribe=[0.0] * n,
            known_alone=[float(migrants.belief_prior_weight)] * n,
            known_smuggled=[float(migrants.belief_prior_weight)] * n,
            known_regular=[float(migrants.belief_prior_weight)] * n,
            known_exploited=[1.0] * n,
            accepted=[[0.0] * N_BANDS for _ in range(N_CONTEXTS)],
            refused=[[0.0] * N_BANDS for _ in range(N_CONTEXTS)],
            post_norm=[float(world.officials.norm_prior)] * p,
            context_norm=[float(world.officials.norm_prior)] * N_CONTEXTS,
            recent_reports=[0.0] * p,
            recent_anomaly=[0.0] * p,
            convicted=conviction * strength,
            acquitted=(1.0 - conviction) * strength,
            conviction=conviction,
            cases=0.0,
            case_weeks=0.0,
            case_hazard=float(world.smugglers.case_hazard_prior),
        )


@dataclass(slots=True)
class JourneyEnds:
    """What this week's journeys teach, by corridor."""

    alone: list[float] = field(default_factory=list)
    alone_arrived: list[float] = field(default_factory=list)
    smuggled: list[float] = field(default_factory=list)
    smuggled_arrived: list[float] = field(default_factory=list)
    exploited: list[float] = field(default_factory=list)
    bribes: list[float] = field(default_factory=list)
    regular: list[float] = field(default_factory=list)
    regular_bribes: list[float] = field(default_factory=list)
    answered_for: list[float] = field(default_factory=list)

    @classmethod
    def empty(cls, corridors: int) -> "JourneyEnds":
        """Return a week without journeys."""
        return cls(*([0.0] * corridors for _ in range(9)))

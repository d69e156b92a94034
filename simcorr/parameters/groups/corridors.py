"""What a corridor, a stage and a post are given: the figures of a route, declared like all others."""

from simcorr.parameters.declaration import Basis, ParameterGroup, parameter
from simcorr.parameters.durations import WEEKS_PER_MONTH


class CorridorParameters(ParameterGroup):
    """The figures of a corridor. What is left out describes a land route of middle size."""

    arrivals_per_year: float = parameter(
        600,
        unit="simulated migrants per year",
        low=0,
        high=10_000_000,
        description="Would-be migrants who appear in a year.",
    )
    fee_usd: float = parameter(
        384,
        unit="USD per migrant",
        low=0,
        high=1_000_000,
        grade="C",
        sources=("E182", "E183", "E184"),
        basis=Basis("E184", "the mean fee that yearly revenue and flow of a land route imply"),
        description="Typical fee of a smuggler.",
    )
    party_size: int = parameter(
        5,
        unit="persons",
        low=1,
        high=1000,
        description="Persons who travel under one deal; one simulated migrant stands for them.",
    )
    regular_cost_usd: float = parameter(
        675,
        unit="USD per migrant",
        low=0,
        high=1_000_000,
        grade="B",
        sources=("E196", "E198", "E199", "E201"),
        basis=Basis("E196", "the middle of what legal migration over one land border cost"),
        description="Cost of regular migration.",
    )
    regular_wait_weeks: int = parameter(
        20,
        unit="weeks",
        low=0,
        high=1040,
        grade="B",
        sources=("E197", "E198"),
        basis=Basis("E197", "the middle of its months, in weeks", WEEKS_PER_MONTH),
        description="Waiting time of regular migration.",
    )
    alone_factor: float = parameter(
        1,
        unit="factor",
        low=0,
        high=1,
        sources=("E009", "E181"),
        description="Factor on passing each gatekeeper for those who travel alone; 0 makes it impossible.",
    )
    agencies: int = parameter(
        0,
        unit="agencies",
        low=0,
        high=100,
        description="Labour recruitment agencies through which regular migrants pass; 0: they need none.",
    )


class StageParameters(ParameterGroup):
    """The figures of a stage."""

    need: float = parameter(1, unit="probability", low=0, high=1, description="Chance that a journey needs this stage.")
    duration_weeks: int = parameter(1, unit="weeks", low=1, high=520, description="Length of the stage.")
    discretion: float | None = parameter(
        None,
        unit="share",
        low=0,
        high=1,
        description="Share of the passage that one gatekeeper can decide alone; left out: as in the context.",
    )


class PostParameters(ParameterGroup):
    """The figures of a post."""

    staff: int = parameter(8, unit="gatekeepers", low=1, high=100_000, description="Gatekeepers in the post.")
    private_share: float | None = parameter(
        None,
        unit="share",
        low=0,
        high=1,
        description="Share of the gatekeepers who are private; left out: as in the context.",
    )
    interception_factor: float = parameter(
        1,
        unit="factor",
        low=0,
        high=20,
        description="Factor on the chance to stop a party, against the other posts of the context.",
    )

"""Small numbers that both engines use for states and kinds."""

from enum import IntEnum


class Channel(IntEnum):
    """How a would-be migrant goes, or not; the values are those of `rules.migrant.channel`."""

    STAY = 0
    REGULAR = 1
    ALONE = 2
    SMUGGLER = 3


class Status(IntEnum):
    """Where a migrant is."""

    NEW = 0
    AWAITING_VISA = 1
    AWAITING_SMUGGLER = 2
    TRAVELLING = 3
    RETURNED = 4
    EXPLOITED = 5
    OUT = 6  # stayed, arrived, identified or gone: no longer followed


class Duty(IntEnum):
    """Where an official is."""

    IN_POST = 0
    SUSPENDED = 1
    LEFT = 2


class Bribe(IntEnum):
    """What was paid for."""

    OFFERED = 0
    DEMANDED = 1
    RETAINER = 2
    JUSTICE = 3
    SILENCE = 4
    HUSH = 5


class Source(IntEnum):
    """Who brought an act to light; the bits of an allegation's sources."""

    AUDIT = 1
    COLLEAGUE = 2
    MIGRANT = 4
    PARTNER = 8
    FALSE = 16
    INQUIRY = 32


class Verdict(IntEnum):
    """How a case ended at a stage."""

    CHARGED = 0
    CONVICTED = 1
    DROPPED = 2
    BOUGHT = 3
    EXPIRED = 4


BAND_FACTORS = (0.25, 0.5, 1.0, 2.0, 4.0, 8.0, 16.0)
"""Price bands of bribes, as multiples of a context's reference price."""
N_BANDS = len(BAND_FACTORS)
REFERENCE_BAND = BAND_FACTORS.index(1.0)

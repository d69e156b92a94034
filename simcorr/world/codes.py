"""Small numbers that stand for states and kinds, in the engine and in its record."""

from enum import IntEnum

from simcorr.contexts import Context


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
    DETAINED = 7  # in custody after a stop


class Perspective(IntEnum):
    """How the risks of a journey with a smuggler are seen."""

    INFORMED = 0
    UNINFORMED = 1
    DECEIVED = 2


class Duty(IntEnum):
    """Where an official is."""

    IN_POST = 0
    SUSPENDED = 1
    LEFT = 2


class Document(IntEnum):
    """What a party carries that was bought."""

    NONE = 0
    ISSUED = 1  # by an official, on false grounds: genuine
    FORGED = 2


class Opening(IntEnum):
    """Who began to speak of money in an encounter."""

    NOBODY = 0
    OFFERED = 1
    DEMANDED = 2


class Bribe(IntEnum):
    """What was paid for."""

    OFFERED = 0
    DEMANDED = 1
    RETAINER = 2
    JUSTICE = 3
    SILENCE = 4
    HUSH = 5
    LICENCE = 6
    RELEASE = 7  # of a party from custody


class Source(IntEnum):
    """Who brought an act to light; the bits of an allegation's sources."""

    AUDIT = 1
    COLLEAGUE = 2
    MIGRANT = 4
    PARTNER = 8
    FALSE = 16
    INQUIRY = 32
    OUTSIDER = 64  # an audit by outsiders, beside the bit of audits


class Sighting(IntEnum):
    """What colleagues see or hear of, week by week: by post, by context and in the whole service."""

    DETECTIONS = 0
    BRIBES = 1
    CHARGED = 2
    UNCHARGED = 3  # a transfer, a suspension, or a file closed before a charge
    SPARED = 4  # a case after which nothing happened


N_SIGHTINGS = len(Sighting)


class Subject(IntEnum):
    """Whom a case is about."""

    OPERATOR = 0
    GATEKEEPER = 1
    SUPERVISOR = 2


class Party(IntEnum):
    """What kind of person the other one of an event is."""

    NOBODY = -1
    MIGRANT = 0
    OPERATOR = 1
    OFFICIAL = 2
    SUPERVISOR = 3
    RECRUITER = 4  # a labour recruitment agency


class Stage(IntEnum):
    """Before whom a file lies."""

    INVESTIGATION = 0
    TRIAL = 1


class Verdict(IntEnum):
    """How a case ended at a stage."""

    CHARGED = 0
    CONVICTED = 1
    DROPPED = 2
    BOUGHT = 3
    EXPIRED = 4


class Move(IntEnum):
    """Why an official changed places."""

    TRANSFER = 0
    ROTATION = 1


class Departure(IntEnum):
    """Why an official left the service."""

    TURNOVER = 0
    CONVICTED = 1
    DISMISSED = 2


class Finding(IntEnum):
    """What a service provider, or an authority, did about a victim of trafficking; the last two are an authority's."""

    IDENTIFIED = 1
    SOLD_OUT = 2
    PUNISHED = 3
    LEFT = 4  # neither recognised nor punished: still where they were


class Licence(IntEnum):
    """What became of the licence of a labour recruitment agency."""

    GRANTED = 0
    RENEWED = 1
    LOST = 2
    HANDED_OVER = 3


class Inspection(IntEnum):
    """What an inspection of a labour recruitment agency came to."""

    NOTHING = 0  # was found, or there to find
    FAVOUR = 1  # a colleague's agency, at which nobody looked
    BRIBED = 2
    BREACH = 3


class Discharge(IntEnum):
    """How custody ended."""

    SERVED = 0  # and returned
    RELEASED = 1  # for a bribe
    IDENTIFIED = 2  # as a victim of trafficking, and helped


NOWHERE = -1
"""The context or corridor of an event that happens in none."""
NO_CASE = -1
"""The number of a case where there is none."""

AFTER_ARRIVAL = len(Context)
"""The stage of a journey after the last context: at the destination."""

BAND_FACTORS = (0.25, 0.5, 1.0, 2.0, 4.0, 8.0, 16.0)
"""Price bands of bribes, as multiples of a context's reference price."""
N_BANDS = len(BAND_FACTORS)
REFERENCE_BAND = BAND_FACTORS.index(1.0)

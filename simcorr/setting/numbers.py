"""The ten numbers of a sheet: what is asked, what is allowed, and what is taken where nobody knows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

WAYS = ("land", "sea", "air")
"""Kinds of corridor: each has the itinerary and the posts of the baseline's corridor of that name."""
Kind = Literal["input", "rate"]


@dataclass(frozen=True)
class Number:
    """One number of the sheet.

    Attributes
    ----------
    name, question, unit : str
    kind : {"input", "rate"}
        An input is put into the scenario; a rate is something the model gives, by which parameter sets are weighed.
    low, high : float
        What is allowed.
    whole : bool
    plausible : mapping of way to (low, high)
        For an input, how far it is spread where it is left blank.
    why : str
        What that range rests on.
    pattern : str
        For a rate, the simulated pattern that it is set beside.
    """

    name: str
    question: str
    unit: str
    kind: Kind
    low: float
    high: float
    whole: bool = False
    plausible: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    why: str = ""
    pattern: str = ""


def _anywhere(low: float, high: float) -> dict[str, tuple[float, float]]:
    return dict.fromkeys(WAYS, (low, high))


NUMBERS = (
    Number(
        "journeys_per_year",
        "How many persons set out with a smuggler along the corridor in a year?",
        "persons a year",
        "input",
        100,
        10_000_000,
        plausible={"land": (5_000, 200_000), "sea": (2_000, 80_000), "air": (500, 20_000)},
        why="wide, for E180 (300,000 to 600,000 on all borders of a country), E186 (55,000) and E190 (63,000 by sea)",
    ),
    Number(
        "fee_usd",
        "What does a smuggler charge for one person?",
        "USD a person",
        "input",
        1,
        100_000,
        plausible={"land": (150, 800), "sea": (1_500, 3_000), "air": (1_000, 5_000)},
        why="land E182 and E184, widened upwards; sea E187; air an assumption",
    ),
    Number(
        "posts",
        "How many border posts (or airports) do journeys go through?",
        "posts",
        "input",
        1,
        200,
        whole=True,
        plausible=_anywhere(1, 8),
        why="an assumption",
    ),
    Number(
        "staff_per_post",
        "How many officials decide on passage at one of them?",
        "officials a post",
        "input",
        1,
        5_000,
        whole=True,
        plausible=_anywhere(5, 40),
        why="an assumption",
    ),
    Number(
        "wage_usd_per_week",
        "What does such an official earn?",
        "USD a week",
        "input",
        5,
        2_000,
        plausible=_anywhere(40, 250),
        why="an assumption; prices of bribes are taken to go with wages",
    ),
    Number(
        "bribery_rate",
        "Which share of smuggled migrants know of a payment to an official on their journey?",
        "share, from a survey of migrants",
        "rate",
        0.001,
        0.99,
        pattern="surveyed_paid",
    ),
    Number(
        "reporting_rate",
        "Which share of those who paid an official report it?",
        "share, from a survey of migrants",
        "rate",
        0.0005,
        0.9,
        pattern="surveyed_reporting",
    ),
    Number(
        "prosecuted_share",
        "Of officials against whom something is done, which share is investigated as a crime, not moved or suspended?",
        "share, from official statistics",
        "rate",
        0.005,
        0.99,
        pattern="criminal_share",
    ),
    Number(
        "regular_cost_usd",
        "What does the regular channel cost a migrant?",
        "USD a person",
        "input",
        1,
        100_000,
        plausible={"land": (300, 1_500), "sea": (1_000, 5_500), "air": (1_000, 5_500)},
        why="land E196, E198 and E200; sea and air E201, widened downwards",
    ),
    Number(
        "regular_wait_weeks",
        "How long does the regular channel take?",
        "weeks",
        "input",
        0,
        520,
        whole=True,
        plausible=_anywhere(8, 40),
        why="E197 and E198, two to six months, widened upwards",
    ),
)
"""All ten, in the order of the sheet."""

BY_NAME = {number.name: number for number in NUMBERS}
INPUTS = tuple(number for number in NUMBERS if number.kind == "input")
RATES = tuple(number for number in NUMBERS if number.kind == "rate")
KNOWN_WITHIN = 1.2
"""A rate that is given as one number is taken to be known to a factor of this, either way: an assumption."""

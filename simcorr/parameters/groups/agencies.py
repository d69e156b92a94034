"""Labour recruitment agencies: what they charge, how they are inspected, and what becomes of the workers they place."""

from simcorr.parameters.declaration import ParameterGroup, parameter


class AgencyParameters(ParameterGroup):
    """Licensed agencies through which regular labour migrants of a corridor pass, where a corridor has any.

    The cost of regular migration (`corridors.regular_cost_usd`) is then the legal one. All are assumptions.
    """

    most_charged: float = parameter(
        4.5,
        unit="ratio",
        low=1,
        high=20,
        sources=("E200", "E201", "E202"),
        description="The most that an agency charges, in multiples of the legal cost: about what rows have as charged.",
    )
    cost_pass_through: float = parameter(
        0.0,
        unit="share per share",
        low=-1,
        high=1,
        sources=("E200",),
        description="By what share the most that is charged beyond the legal cost falls for each share of that which "
        "workers need not pay: 1 in proportion, 0 the sum stays, below it agencies take a part of what is saved.",
    )
    honest_share: float = parameter(
        0.3,
        unit="share",
        low=0,
        high=1,
        description="Share of agencies that never charge more than the legal cost nor deceive workers.",
    )
    fee_precision: float = parameter(
        2.0,
        unit="1 per log point",
        low=0,
        high=50,
        description="How sharply what an agency charges follows what that brings against what it risks.",
    )
    legal_margin: float = parameter(
        0.2, unit="share", low=0, high=1, description="Share of the legal cost that an agency earns."
    )
    inspection_rate: float = parameter(
        0.02,
        unit="probability per week",
        low=0,
        high=1,
        description="Chance that an agency is inspected in a week, renewals of its licence and complaints apart.",
    )
    visibility: float = parameter(
        0.5,
        unit="1 per legal cost",
        low=0,
        high=50,
        description="How readily an inspection finds what is charged beyond the legal cost, by its size.",
    )
    licence_weeks: int = parameter(
        104, unit="weeks", low=1, high=5200, description="Term of a licence; its renewal is an inspection as well."
    )
    closure: float = parameter(
        0.3,
        unit="probability",
        low=0,
        high=1,
        description="Chance that an agency loses its licence once a breach is established, without added liability of "
        "firms.",
    )
    closed_weeks: int = parameter(
        26,
        unit="weeks",
        low=1,
        high=1040,
        description="Weeks until a lost licence is granted anew, to the same firm or to another.",
    )
    reopening: float = parameter(
        0.5,
        unit="probability",
        low=0,
        high=1,
        description="Chance that it is the same firm, with the owners and the memory it had.",
    )
    bribe_rate: float = parameter(
        0.6,
        unit="probability",
        low=0,
        high=1,
        sources=("E055",),
        description="Chance that an agency offers a bribe to the official who has found a breach.",
    )
    inspection_bribe_usd: float = parameter(
        200, unit="USD", low=0, high=1_000_000, description="Bribe for a breach that is left out of a report."
    )
    licence_bribe_usd: float = parameter(
        1000, unit="USD", low=0, high=1_000_000, description="Bribe for a licence that is renewed despite a breach."
    )
    turnover_per_year: float = parameter(
        0.1,
        unit="rate per year",
        low=0,
        high=5,
        description="Rate at which agencies give up for reasons of their own, and others take their place.",
    )
    owned_share: float = parameter(
        0.1,
        unit="share",
        low=0,
        high=1,
        sources=("E160",),
        description="Share of agencies in which an official of the licensing office has an interest.",
    )
    ownership_protection: float = parameter(
        0.8,
        unit="probability",
        low=0,
        high=1,
        description="Chance that colleagues pass such an agency without a look, if the interest is not declared.",
    )
    risk_prior: float = parameter(
        0.005,
        unit="probability per week",
        low=0,
        high=1,
        description="First belief of agencies about the chance to lose the licence in a week of overcharging in full.",
    )
    risk_prior_weeks: float = parameter(
        104, unit="weeks", low=0.1, high=100_000, description="Weight of that first belief, in weeks of an agency."
    )
    deception: float = parameter(
        0.3,
        unit="probability",
        low=0,
        high=1,
        description="Chance that a worker who is not informed is told falsely what the work is and pays, unless the "
        "agency is honest.",
    )
    hazard: float = parameter(
        0.03,
        unit="hazard per journey",
        low=0,
        high=5,
        description="Hazard of exploitation at the place of work: average worker without debt.",
    )
    exploitation_weeks: float = parameter(
        52,
        unit="weeks",
        low=1,
        high=1040,
        description="Mean length of a worker's exploitation that nobody ends, besides what it takes to work off debt.",
    )

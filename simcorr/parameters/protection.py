"""How exploitation begins, ends and comes to light."""

from simcorr.parameters.declaration import ParameterGroup, parameter


class ProtectionParameters(ParameterGroup):
    """Exploitation of migrants and the service providers who may identify, ignore or sell them."""

    hazard_recruitment: float = parameter(
        0.03,
        unit="hazard per journey",
        low=0,
        high=5,
        description="Hazard of exploitation at recruitment: average migrant, exploitative smuggler.",
        sources=("E178",),
    )
    hazard_transit: float = parameter(
        0.02,
        unit="hazard per stage",
        low=0,
        high=5,
        description="Hazard of exploitation in transit: average migrant, exploitative smuggler.",
        sources=("E012", "E014", "E023"),
    )
    hazard_accommodation: float = parameter(
        0.04,
        unit="hazard per stage",
        low=0,
        high=5,
        description="Hazard of exploitation in accommodation: average migrant, exploitative smuggler.",
        sources=("E189",),
    )
    hazard_arrival: float = parameter(
        0.08,
        unit="hazard per journey",
        low=0,
        high=5,
        description="Hazard of exploitation after arrival: average migrant, exploitative smuggler.",
        sources=("E178",),
    )
    ordinary_factor: float = parameter(
        0.15,
        unit="factor",
        low=0,
        high=1,
        description="Factor on these hazards for a smuggler who is not exploitative.",
    )
    vulnerability_effect: float = parameter(
        2.0,
        unit="factor per unit of vulnerability",
        low=0,
        high=10,
        description="How much vulnerability raises the hazard of exploitation.",
        sources=("E014", "E054"),
    )
    debt_effect: float = parameter(
        1.0,
        unit="factor per debt-to-fee ratio",
        low=0,
        high=10,
        description="How much debt against the fee raises the hazard of exploitation.",
    )
    deception_effect: float = parameter(
        1.0,
        unit="factor",
        low=0,
        high=10,
        description="How much having been deceived raises the hazard of exploitation.",
    )
    impunity_effect: float = parameter(
        1.0,
        unit="factor per unit of impunity",
        low=0,
        high=10,
        description="How much impunity raises the hazard of exploitation.",
        sources=("E166", "E206"),
    )
    exploitation_weeks: float = parameter(
        52, unit="weeks", low=1, high=1040, description="Mean length of exploitation that nobody ends."
    )
    contact_rate: float = parameter(
        0.03,
        unit="probability per week",
        low=0,
        high=1,
        description="Chance per week that an exploited migrant meets a service provider.",
        sources=("E177",),
    )
    identification: float = parameter(
        0.3,
        unit="probability",
        low=0,
        high=1,
        description="Chance that an honest service provider identifies an exploited migrant.",
        sources=("E177", "E178"),
    )
    sale_rate: float = parameter(
        0.3,
        unit="probability",
        low=0,
        high=1,
        description="Chance that the exploiter tries to buy the service provider's silence.",
        sources=("E179",),
    )
    support: float = parameter(
        0,
        unit="share",
        low=0,
        high=1,
        role="lever",
        description="Extent of added support to migrants at service providers.",
    )
    exploitation_value_usd: float = parameter(
        60,
        unit="USD per week",
        low=0,
        high=10000,
        description="What an exploited migrant is worth to the exploiter by week.",
        sources=("E189",),
    )

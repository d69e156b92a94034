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
    # Where operators decide (`switches.decided_exploitation`)
    opportunity: float = parameter(
        17,
        unit="factor",
        low=0,
        high=1000,
        description="Factor on the hazards of exploitation where operators decide: how often they could exploit a "
        "party.",
    )
    exploitation_precision: float = parameter(
        1.5,
        unit="1 per log point",
        low=0,
        high=50,
        description="How sharply an operator's decision to exploit follows what it brings against what is required.",
    )
    holding_cost_usd: float = parameter(
        20,
        unit="USD per week",
        low=0,
        high=10000,
        description="What it costs an operator to hold an exploited person for a week.",
    )
    scruple: float = parameter(
        2.0,
        unit="log points",
        low=0,
        high=20,
        description="How much more exploitation must bring to a smuggler who is not exploitative: logarithm of "
        "the factor on costs.",
    )
    control_base: float = parameter(
        0.15,
        unit="share",
        low=0,
        high=1,
        description="Share of the value of work kept from anybody exploited: by guards, isolation or papers taken "
        "away.",
    )
    control_debt: float = parameter(
        0.5,
        unit="share",
        low=0,
        high=1,
        description="Share of what is left that debt of the whole fee keeps from the exploited.",
    )
    control_deception: float = parameter(
        0.5,
        unit="share",
        low=0,
        high=1,
        description="Share of what is left that having been deceived keeps from the exploited.",
    )
    control_vulnerability: float = parameter(
        0.5,
        unit="share",
        low=0,
        high=1,
        description="Share of what is left that full vulnerability keeps from the exploited.",
    )
    repayment_share: float = parameter(
        0.5,
        unit="share",
        low=0.01,
        high=1,
        description="Share of the value of an exploited person's work that is set against what is owed.",
    )
    aggravation: float = parameter(
        1,
        unit="sentences",
        low=0,
        high=20,
        description="How much graver a conviction for whatever is for an operator who exploits, in sentences.",
    )
    sentence_cost_usd: float = parameter(
        30000,
        unit="USD",
        low=0,
        high=10000000,
        description="Money equivalent of a sentence to an operator, besides the income lost.",
    )
    operator_conviction_prior: float = parameter(
        0.3,
        unit="probability",
        low=0,
        high=1,
        description="Believed chance that an operator is convicted once a case comes up, before any was heard of.",
        sources=("E176",),
    )
    operator_conviction_cases: float = parameter(
        2,
        unit="cases",
        low=0.1,
        high=100000,
        description="Weight of that first belief, in cases.",
    )
    identification_belief_weeks: float = parameter(
        520,
        unit="weeks",
        low=1,
        high=100000,
        description="Weight of the operators' first belief about identification, in weeks of one party in "
        "exploitation.",
    )
    # Where victims are met by authorities; all assumptions, and off: `authority_rate`, `screening_at_interception` and
    # `punishment_fear` are zero
    authority_rate: float = parameter(
        0,
        unit="probability per week",
        low=0,
        high=1,
        description="Chance per week that police or labour inspectors meet an exploited migrant: by an inspection, a "
        "raid, an identity check or an arrest (0: never).",
    )
    screening: float = parameter(
        0.05,
        unit="probability",
        low=0,
        high=1,
        description="Chance that an authority recognises a victim of trafficking as one, without added screening.",
        sources=("E178",),
    )
    screening_at_interception: float = parameter(
        0,
        unit="share",
        low=0,
        high=1,
        description="How far an interception is a place of screening, against an inspection: factor on the chance of "
        "being recognised (0: nobody is screened there).",
        sources=("E178",),
    )
    screening_in_detention: float = parameter(
        0,
        unit="probability per week",
        low=0,
        high=1,
        description="Chance per week that a victim of trafficking in custody after a stop is recognised, without "
        "added screening (0: nobody is screened there).",
        sources=("E178",),
    )
    punishment: float = parameter(
        0.5,
        unit="probability",
        low=0,
        high=1,
        description="Chance that victims whom an authority has met and not recognised are detained and returned as "
        "offenders.",
        sources=("E178",),
    )
    punishment_fear: float = parameter(
        0,
        unit="share",
        low=0,
        high=1,
        description="Share of contacts with service providers and of reports that victims shun who are sure that "
        "authorities punish those they meet (0: they fear nothing).",
    )
    punishment_prior: float = parameter(
        0.5,
        unit="probability",
        low=0,
        high=1,
        description="Believed share of victims met by an authority who are punished, before any was heard of: what "
        "exploiters say.",
    )
    punishment_prior_cases: float = parameter(
        10,
        unit="parties",
        low=0.1,
        high=100000,
        description="Weight of that first belief, in parties met by an authority.",
    )

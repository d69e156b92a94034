"""What would-be migrants want, know, can pay and believe."""

from simcorr.parameters.declaration import Basis, ParameterGroup, parameter


class MigrantParameters(ParameterGroup):
    """Would-be migrants: their gain, means, vulnerability, beliefs and patience."""

    weekly_gain_usd: float = parameter(
        45,
        unit="USD per week",
        low=1,
        high=2000,
        description="Wage gain at the destination over staying at home, by week of work.",
    )
    horizon_weeks: float = parameter(
        104,
        unit="weeks",
        low=4,
        high=1040,
        description="How far ahead a migrant counts the gain of migration.",
    )
    discount_per_year: float = parameter(
        0.3,
        unit="rate per year",
        low=0,
        high=2,
        description="Rate at which migrants discount later gains and costs.",
    )
    attachment_usd: float = parameter(
        1500,
        unit="USD",
        low=-20000,
        high=50000,
        description="What staying at home is worth besides the wage: family, safety, familiarity.",
    )
    choice_scale_usd: float = parameter(
        700,
        unit="USD",
        low=10,
        high=20000,
        description="Scale of what is unobserved in the choice of a channel; a small one means calculation.",
    )
    nest_dissimilarity: float = parameter(
        0.6,
        unit="1",
        low=0.05,
        high=1,
        description="How unlike irregular journeys, alone or with a smuggler on any corridor, seem; 1: unrelated.",
    )
    regular_credit: float = parameter(
        0.0,
        unit="share of cost",
        low=0,
        high=1,
        description="Share of the cost of the regular channel that somebody would lend; operators lend all of a fee.",
    )
    detour_cost_usd: float = parameter(
        350,
        unit="USD",
        low=0,
        high=100000,
        description="What it costs to reach another corridor than the own one, besides fees: judged without results.",
    )
    waiting_cost_usd: float = parameter(
        12,
        unit="USD per week",
        low=0,
        high=1000,
        description="Cost of one week of waiting for a migrant of average urgency.",
        sources=("E196", "E197", "E198"),
    )
    means_median_usd: float = parameter(
        350,
        unit="USD",
        low=1,
        high=50000,
        description="Median of the money a migrant can lay hands on before departure.",
        sources=("E184", "E196", "E198"),
    )
    means_sigma: float = parameter(
        0.8,
        unit="log points",
        low=0,
        high=3,
        description="Spread of means: standard deviation of their logarithm.",
    )
    means_used_share: float = parameter(
        0,
        unit="share",
        low=0,
        high=1,
        description="Share of what an attempt has cost that is missing for the next one; 0: it is found anew.",
    )
    vulnerability_location: float = parameter(
        -1.0,
        unit="log odds",
        low=-6,
        high=6,
        description="Centre of vulnerability to exploitation on the scale of log odds.",
    )
    vulnerability_spread: float = parameter(
        1.0,
        unit="log odds",
        low=0,
        high=3,
        description="Standard deviation of vulnerability on the scale of log odds.",
    )
    deceived_share: float = parameter(
        0.15,
        unit="share",
        low=0,
        high=1,
        description="Share of migrants who are told lies about work and risk at recruitment.",
        sources=("E178", "E185"),
    )
    informed_share: float = parameter(
        0.3,
        unit="share",
        low=0,
        high=1,
        description="Share of migrants who know how often journeys with smugglers end in exploitation.",
    )
    alone_cost_usd: float = parameter(
        90,
        unit="USD",
        low=0,
        high=10000,
        description="Cost of an irregular journey without a smuggler.",
        sources=("E196", "E198", "E207"),
        grade="C",
        basis=Basis("E207", "the upper end of what irregular migration over one land border cost"),
    )
    success_prior_alone: float = parameter(
        0.5,
        unit="probability",
        low=0,
        high=1,
        description="Believed chance to arrive when travelling alone, before anything is learned.",
        sources=("E015",),
    )
    success_prior_smuggled: float = parameter(
        0.75,
        unit="probability",
        low=0,
        high=1,
        description="Believed chance to arrive with a smuggler, before anything is learned.",
        sources=("E015",),
    )
    exploitation_prior: float = parameter(
        0.1,
        unit="probability",
        low=0,
        high=1,
        description="Believed chance to be exploited with a smuggler, before anything is learned.",
        sources=("E012", "E178"),
    )
    harm_cost_usd: float = parameter(
        4000,
        unit="USD",
        low=0,
        high=100000,
        description="Money equivalent of being exploited, as a migrant sees it beforehand.",
        sources=("E189",),
    )
    detention_cost_usd: float = parameter(
        600,
        unit="USD",
        low=0,
        high=50000,
        description="Money equivalent of being detained and returned.",
        sources=("E023",),
    )
    retry_probability: float = parameter(
        0.5,
        unit="probability",
        low=0,
        high=1,
        description="Chance that a returned migrant tries again.",
        sources=("E013",),
        grade="C",
        basis=Basis("E013", "the share who would make the same journey again"),
    )
    retry_delay_weeks: int = parameter(
        8, unit="weeks", low=1, high=104, description="Weeks between a return and the next attempt."
    )
    maximum_attempts: int = parameter(
        4, unit="attempts", low=1, high=10, description="Attempts after which a migrant gives up."
    )
    patience_weeks: int = parameter(
        6,
        unit="weeks",
        low=1,
        high=104,
        description="Weeks a migrant waits for a smuggler with a free place before giving up.",
    )
    belief_fade_per_week: float = parameter(
        0.05,
        unit="share per week",
        low=0,
        high=1,
        description="Share of what is known of earlier journeys that is forgotten each week.",
    )
    belief_prior_weight: float = parameter(
        20,
        unit="journeys",
        low=0,
        high=1000,
        description="Weight of the first belief, to which beliefs fade back, in journeys.",
    )
    payment_precision: float = parameter(
        1.5,
        unit="1 per log point",
        low=0,
        high=20,
        description="How sharply paying a bribe that is asked for depends on what refusing risks against the price.",
        sources=("E017", "E027", "E028"),
    )
    extortion_share_of_means: float = parameter(
        0.15,
        unit="share of means",
        low=0,
        high=1,
        description="What an official asks of a migrant, as a share of the migrant's means.",
        sources=("E054", "E109"),
    )
    deceived_harm_belief: float = parameter(
        0.2,
        unit="factor",
        low=0,
        high=1,
        description="Factor on the believed chance of harm for migrants who were deceived.",
    )

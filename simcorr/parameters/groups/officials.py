"""What officials and private gatekeepers require, believe, risk and share."""

from simcorr.parameters.declaration import ParameterGroup, parameter


class OfficialParameters(ParameterGroup):
    """Gatekeepers: reservation prices, careers, second jobs, beliefs about risk, norms and staffing."""

    reservation_median_wages: float = parameter(
        0.45,
        unit="weekly wages",
        low=0.01,
        high=100,
        description="Median price below which a gatekeeper takes no bribe, in weekly baseline wages.",
        sources=("E036", "E116"),
    )
    reservation_sigma: float = parameter(
        1.0,
        unit="log points",
        low=0,
        high=3,
        description="Spread of reservation prices: standard deviation of their logarithm.",
    )
    never_accepts_share: float = parameter(
        0.3,
        unit="share",
        low=0,
        high=1,
        description="Share of gatekeepers who never take a bribe.",
        sources=("E027", "E094", "E104"),
    )
    acceptance_precision: float = parameter(
        2,
        unit="1 per log point",
        low=0,
        high=50,
        description="How sharply acceptance follows what is kept against what is required.",
        sources=("E094",),
    )
    stranger_aversion: float = parameter(
        0.9,
        unit="log points",
        low=0,
        high=5,
        description="How much more is required from somebody who is not trusted at all.",
        sources=("E072", "E073", "E074", "E170"),
    )
    peer_effect: float = parameter(
        0.8,
        unit="log points per unit of norm",
        low=0,
        high=10,
        description="How much less is required where more colleagues are seen to accept.",
        sources=("E075", "E103", "E104"),
    )
    career_horizon_weeks: float = parameter(
        260,
        unit="weeks",
        low=0,
        high=2080,
        description="How far ahead an official counts the career at stake.",
        sources=("E097",),
    )
    discount_per_year: float = parameter(
        0.15,
        unit="rate per year",
        low=0,
        high=2,
        description="Rate at which officials discount later income.",
        sources=("E097",),
    )
    career_premium: float = parameter(
        0.35,
        unit="share of wage",
        low=0,
        high=1,
        description="Part of the wage that is above what the official could earn elsewhere.",
        sources=("E094", "E116"),
    )
    fine_usd: float = parameter(
        10000,
        unit="USD",
        low=0,
        high=1_000_000,
        description="What a conviction costs beside the career: the fine and the money value of imprisonment.",
        sources=("E086", "E106", "E149"),
    )
    transfer_cost_wages: float = parameter(
        6,
        unit="weekly wages",
        low=0,
        high=520,
        description="What a transfer costs an official, in weekly wages.",
        sources=("E122", "E123"),
    )
    demand_propensity: float = parameter(
        0.46,
        unit="probability",
        low=0,
        high=1,
        description="Chance that an official who would accept a bribe asks for one that nobody offered.",
        sources=("E030", "E035", "E038"),
    )
    second_job_share: float = parameter(
        0.25,
        unit="share",
        low=0,
        high=1,
        description="Share of officials with a second job that touches their duties.",
        sources=("E003", "E063"),
    )
    second_job_trust: float = parameter(
        0.25,
        unit="trust",
        low=0,
        high=1,
        description="Trust with smugglers that a second job gives from the start.",
        sources=("E003", "E160"),
    )
    second_job_laundering: float = parameter(
        0.3,
        unit="share",
        low=0,
        high=1,
        description="Share of detection that a second job removes, because bribes pass as earnings.",
        sources=("E003",),
    )
    experience_weeks: float = parameter(
        52, unit="weeks", low=1, high=520, description="Time constant of experience in a post."
    )
    experience_floor: float = parameter(
        0.6,
        unit="share",
        low=0,
        high=1,
        description="Share of full attention that a newcomer in a post has.",
        sources=("E076",),
    )
    cut_share: float = parameter(
        0.2,
        unit="share of bribe",
        low=0,
        high=1,
        description="Share of each bribe that a protected official passes on to the superior.",
        sources=("E141", "E209"),
    )
    protection_from_cut: float = parameter(
        0.4,
        unit="share",
        low=0,
        high=1,
        description="Share of the risk of detection that a superior who takes a cut removes.",
        sources=("E011", "E080"),
    )
    protected_share: float = parameter(
        0.3,
        unit="share",
        low=0,
        high=1,
        description="Share of officials who buy protection from a superior.",
        sources=("E080", "E141"),
    )
    turnover_per_year: float = parameter(
        0.05,
        unit="rate per year",
        low=0,
        high=1,
        description="Rate at which officials leave for reasons unrelated to corruption; at 1, 63 % do in a year.",
    )
    hiring_weeks: int = parameter(6, unit="weeks", low=0, high=104, description="Weeks until a vacant place is filled.")
    experience_lost_on_move: float = parameter(
        0.5,
        unit="share",
        low=0,
        high=1,
        description="Share of experience that is lost when an official moves to another post.",
        sources=("E076",),
    )
    baseline_wage_usd: float = parameter(
        100,
        unit="USD per week",
        low=5,
        high=2000,
        role="constant",
        description="The wage that serves as unit of officials' utilities everywhere.",
    )
    perceived_detection_prior: float = parameter(
        0.02,
        unit="probability per bribe",
        low=0,
        high=1,
        description="Perceived chance that a bribe comes to light, before any experience.",
        sources=("E105", "E108"),
    )
    perceived_detection_prior_private: float = parameter(
        0.002,
        unit="probability per bribe",
        low=0,
        high=1,
        description="The same of private gatekeepers: hardly anybody audits them.",
    )
    perceived_dismissal_prior: float = parameter(
        0.02,
        unit="probability",
        low=0,
        high=1,
        description="Perceived chance of being dismissed without a conviction once a bribe came to light, before any "
        "dismissal is known: the share charged, times the share dismissed of those charged, for those not convicted.",
        sources=("E143",),
    )
    perceived_independence_prior: float = parameter(
        0.005,
        unit="probability",
        low=0,
        high=1,
        description="Perceived chance that a case is in the hands of an agency, outsiders or investigators, so that "
        "the superior neither protects from it nor settles it, before any case is known.",
    )
    perceived_charge_prior: float = parameter(
        0.11,
        unit="probability",
        low=0,
        high=1,
        description="Perceived chance of being charged once a bribe came to light, before any experience: "
        "the share under criminal investigation times the share of investigations that end in a charge.",
        sources=("E126", "E130"),
    )
    perceived_conviction_prior: float = parameter(
        0.55,
        unit="probability",
        low=0,
        high=1,
        description="Perceived chance that a court convicts once it decides, before any decision is known.",
        sources=("E127", "E133"),
    )
    charge_publicity: float = parameter(
        1.0,
        unit="acts per event",
        low=0,
        high=100,
        description="Weight of a charge for those who hear of it in public alone; 0 where only those near by do.",
    )
    discipline_publicity: float = parameter(
        1.0,
        unit="acts per event",
        low=0,
        high=100,
        description="The same of a case that ends in a transfer, a suspension or a file closed before a charge.",
    )
    spared_publicity: float = parameter(
        0.0,
        unit="acts per event",
        low=0,
        high=100,
        description="The same of a case after which nothing happens; nobody announces it.",
    )
    verdict_publicity: float = parameter(
        1.0,
        unit="acts per event",
        low=0,
        high=100,
        description="Weight of a decision in court in what everybody believes of convictions; 0: nobody hears of it.",
    )
    belief_strength: float = parameter(
        40,
        unit="acts",
        low=0.1,
        high=1000,
        description="Weight of the first beliefs about risk, in acts.",
        sources=("E105", "E108"),
    )
    belief_fade_per_week: float = parameter(
        0.01,
        unit="share per week",
        low=0,
        high=1,
        description="Share by which beliefs about risk fall back to the first ones each week.",
        sources=("E088",),
    )
    own_weight: float = parameter(
        1.0,
        unit="acts per act",
        low=0,
        high=10,
        description="Weight of one's own experience in beliefs about risk.",
        sources=("E085", "E108"),
    )
    post_weight: float = parameter(
        0.3,
        unit="acts per act",
        low=0,
        high=10,
        description="Weight of an event at the same post, where it is more than its publicity.",
        sources=("E108",),
    )
    context_weight: float = parameter(
        0.05,
        unit="acts per act",
        low=0,
        high=10,
        description="Weight of an event elsewhere in the same context, where it is more than its publicity.",
        sources=("E108",),
    )
    norm_prior: float = parameter(
        0.2,
        unit="share",
        low=0,
        high=1,
        description="Share of colleagues believed to accept bribes at the start.",
        sources=("E026", "E044", "E045", "E050"),
    )
    norm_rate_per_week: float = parameter(
        0.05,
        unit="share per week",
        low=0,
        high=1,
        description="Share by which the perceived norm moves each week towards what is seen.",
        sources=("E040",),
    )
    norm_own_post_share: float = parameter(
        0.6,
        unit="share",
        low=0,
        high=1,
        description="Weight of the own post in the perceived norm; the rest is the whole context.",
    )

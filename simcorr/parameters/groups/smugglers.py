"""What smugglers can carry, charge, remember and believe."""

from simcorr.parameters.declaration import ParameterGroup, parameter


class SmugglerParameters(ParameterGroup):
    """Operators of smuggling networks: capacity, money, beliefs, trust and retainers."""

    count: int = parameter(60, unit="smugglers", low=0, high=100000, description="Number of smugglers.")
    capacity_parties: int = parameter(
        8, unit="parties", low=1, high=1000, description="Parties that one smuggler can have under way."
    )
    exploitative_share: float = parameter(
        0.15,
        unit="share",
        low=0,
        high=1,
        description="Share of smugglers who exploit the people they move, that is, who traffic.",
        sources=("E185",),
    )
    fee_sigma: float = parameter(
        0.25,
        unit="log points",
        low=0,
        high=2,
        description="Spread of fees between smugglers: standard deviation of their logarithm.",
        sources=("E182", "E184"),
    )
    fee_advance_share: float = parameter(
        0.4,
        unit="share",
        low=0,
        high=1,
        description="Share of the fee that is paid before a journey, and kept when the party is stopped; the rest is "
        "due on arrival, or in part by leg. At the default it is what a journey costs to run.",
    )
    fees_by_leg: float = parameter(
        0,
        unit="share",
        low=0,
        high=1,
        description="Share of what is not paid in advance that falls due stage by stage; the rest on arrival. 0: none.",
    )
    fee_pass_through: float = parameter(
        0.6,
        unit="share",
        low=0,
        high=2,
        description="Share of a change in the cost of bribes that is passed on to the fee.",
        sources=("E112",),
    )
    base_fee_share: float = parameter(
        0.9,
        unit="share of fee",
        low=0,
        high=1,
        description="Share of a corridor's observed fee that is neither bribes nor a premium for stopped parties.",
        sources=("E193",),
    )
    risk_pass_through: float = parameter(
        1.0,
        unit="share",
        low=0,
        high=2,
        description="Share of what parties cost that were stopped on a corridor that is passed on to its fee.",
        sources=("E112",),
    )
    running_cost_share: float = parameter(
        0.4,
        unit="share of fee",
        low=0,
        high=1,
        description="Share of the fee that goes to transport, housing and helpers, bribes apart.",
        sources=("E193",),
    )
    arrest_cost_usd: float = parameter(
        500,
        unit="USD",
        low=0,
        high=100000,
        description="Loss of a smuggler when a party is intercepted, besides the fee.",
    )
    route_learning_rate: float = parameter(
        0.1,
        unit="share per journey",
        low=0,
        high=1,
        description="Share by which the value of an itinerary moves towards the latest result.",
        sources=("E191",),
    )
    route_precision: float = parameter(
        3,
        unit="1 per unit of route value",
        low=0,
        high=50,
        description="How sharply the choice of an itinerary follows its learned value.",
        sources=("E191", "E192"),
    )
    post_precision: float = parameter(
        0,
        unit="1 per unit of post value",
        low=0,
        high=50,
        description="How sharply the choice among the posts of a context follows their learned value; 0: by staff.",
        sources=("E191", "E192"),
    )
    post_learning_rate: float = parameter(
        0.1,
        unit="share per encounter",
        low=0,
        high=1,
        description="Share by which the value of a post moves towards what was last paid and lost there.",
    )
    detour_cost: float = parameter(
        0.8,
        unit="unit of route value",
        low=0,
        high=10,
        description="What keeps a smuggler on the home corridor, in units of the bounded route value.",
        sources=("E191", "E192"),
    )
    route_profit_scale_usd: float = parameter(
        1000,
        unit="USD",
        low=1,
        high=1_000_000,
        description="Profit at which the bounded value of an itinerary begins to level off.",
    )
    acceptance_prior: float = parameter(
        0.35,
        unit="probability",
        low=0.01,
        high=0.99,
        description="Believed chance that an offer of the middle price band is accepted, before any deal.",
        sources=("E021", "E115"),
    )
    acceptance_prior_slope: float = parameter(
        0.6,
        unit="log odds per band",
        low=0,
        high=3,
        description="How much more acceptance a smuggler expects from each higher price band.",
    )
    belief_prior_strength: float = parameter(
        4,
        unit="deals",
        low=0.1,
        high=100,
        description="Weight of the first belief about acceptance, in deals.",
    )
    belief_fade_per_week: float = parameter(
        0.01,
        unit="share per week",
        low=0,
        high=1,
        description="Share of what was learned about acceptance that is forgotten each week.",
    )
    trust_in_offers: float = parameter(
        1.0,
        unit="log odds",
        low=0,
        high=4,
        description="How much likelier acceptance is thought by who is trusted fully than by who is not at all; "
        "officials' own precision times their aversion to strangers would be 1.8.",
    )
    word_of_mouth: float = parameter(
        0.1,
        unit="deals per deal",
        low=0,
        high=1,
        description="Weight of another smuggler's deal against one's own.",
    )
    contact_presence: float = parameter(
        0.7,
        unit="probability",
        low=0,
        high=1,
        description="Chance that a known gatekeeper is on duty when a party comes.",
        sources=("E020", "E021"),
    )
    trust_gain: float = parameter(
        0.25,
        unit="share per deal",
        low=0,
        high=1,
        description="Share of the missing trust that one kept deal adds.",
        sources=("E072", "E170"),
    )
    trust_loss: float = parameter(
        0.5,
        unit="share per deal",
        low=0,
        high=1,
        description="Share of trust that one failed deal destroys.",
    )
    starting_trust: float = parameter(
        0.1,
        unit="trust",
        low=0,
        high=1,
        description="Trust between a smuggler and a gatekeeper who do not know each other.",
    )
    offer_risk_usd: float = parameter(
        20,
        unit="USD",
        low=0,
        high=10000,
        description="Cost a smuggler sees in making an offer at all.",
    )
    book_size: int = parameter(
        12,
        unit="gatekeepers",
        low=1,
        high=64,
        role="constant",
        description="Gatekeepers that a smuggler can keep in the address book.",
    )
    retainer_usd: float = parameter(
        60,
        unit="USD per week",
        low=0,
        high=5000,
        description="Weekly payment that keeps an investigator from opening a case.",
        sources=("E162", "E163"),
    )
    retainer_term_weeks: int = parameter(
        13, unit="weeks", low=1, high=104, description="Weeks for which a retainer is agreed."
    )
    retainer_block: float = parameter(
        0.7,
        unit="probability",
        low=0,
        high=1,
        description="Chance that an official on a retainer keeps a case from being opened.",
        sources=("E011",),
    )
    case_hazard_prior: float = parameter(
        0.004,
        unit="probability per week",
        low=0,
        high=1,
        description="Believed chance per week to become the subject of a case, before any was heard of.",
    )
    case_belief_weeks: float = parameter(
        520,
        unit="weeks",
        low=1,
        high=100000,
        description="Weight of the first belief about the risk of a case, in weeks of one operator.",
    )
    case_hearsay: float = parameter(
        0.1,
        unit="weeks per week",
        low=0,
        high=1,
        description="Weight of a week of any operator in what all operators believe of the risk of a case.",
    )
    prison_weeks: int = parameter(
        156,
        unit="weeks",
        low=1,
        high=1040,
        description="Time a convicted smuggler spends in prison.",
        sources=("E149",),
    )
    replacement_weeks: int = parameter(
        26,
        unit="weeks",
        low=1,
        high=520,
        description="Weeks until a network that lost its operator has a new one.",
    )

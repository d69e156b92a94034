"""Where things happen and what is known there: contexts, corridors, their stages, posts and places."""

from typing import Annotated, Any

from simcorr.engine.records import Real, Record, Short, Small, Whole, cells
from simcorr.world.codes import N_BANDS, N_SIGHTINGS

Bands = Annotated[Any, cells(Real, N_BANDS)]
Sightings = Annotated[Any, cells(Real, N_SIGHTINGS)]
"""How much was seen or heard of, by `Sighting`."""


class Context(Record):
    """One of the nine contexts, over all corridors."""

    wage_usd: Real
    interception_rate: Real
    documents_shown: Real
    detection_rate: Real
    visibility: Real
    pinned_offer: Real  # these four -1 where free
    pinned_acceptance: Real
    pinned_interception: Real
    pinned_detection: Real
    first_listed: Whole  # its places in all corridors, as a stretch of `listed_places`
    n_listed: Whole
    band_price: Annotated[Any, cells(Whole, N_BANDS)]
    norm: Real
    decisions: Real  # of this week, as the next three
    acceptances: Real
    perceived: Real
    seen: Sightings
    accepted: Bands  # word of mouth on prices
    refused: Bands
    heard_accepted: Bands  # this week
    heard_refused: Bands
    deals: Real  # word of mouth on deals, and the trust in them
    trusted: Real
    heard_deals: Real  # this week
    heard_trusted: Real


class Corridor(Record):
    """A corridor, and what those who live along it believe."""

    arrivals_per_week: Real
    fee: Real
    party_size: Real
    weight: Real
    persons: Real  # that a simulated migrant stands for
    regular_cost: Real
    regular_wait: Real
    alone_factor: Real
    first_stage: Whole
    n_stages: Whole
    # beliefs
    success_alone: Real
    success_smuggled: Real
    exploitation: Real
    impunity: Real
    regular_bribe: Real
    average_bribe: Real
    average_loss: Real
    known_alone: Real  # journeys that these rest on
    known_smuggled: Real
    known_regular: Real
    known_exploited: Real
    known_costs: Real
    punishment: Real  # what victims believe: how likely who meets an authority is punished
    known_met: Real  # parties that this rests on
    # what operators believe of identification, per week of a party in exploitation, and what they heard of it
    identification_rate: Real
    heard_identified: Real
    heard_victim_weeks: Real
    # labour recruitment agencies, and what is heard of them
    n_agencies: Whole
    first_agency: Whole
    licensed: Whole
    heard_lost: Real
    heard_exposed: Real
    regular_excess: Real  # what workers believe to be charged beyond the legal cost, in cents
    known_placed: Real  # placements that this rests on
    placed: Real  # this week, in parties
    excess_charged: Real
    # how this week's journeys ended
    alone: Real
    alone_arrived: Real
    smuggled: Real
    smuggled_arrived: Real
    exploited: Real
    bribes: Real
    losses: Real
    regular: Real
    regular_bribes: Real
    answered_for: Real
    # of this week's parties in exploitation
    identified: Real
    victim_weeks: Real
    met: Real  # by an authority
    punished: Real
    # this week
    route_weight: Real
    newcomers: Whole
    regular_gain: Real
    regular_expense: Real
    regular_price: Real
    regular_delay: Real


class Itinerary(Record):
    """A stage of a corridor."""

    context: Whole
    duration: Whole
    need: Real
    discretion: Real
    first_post: Whole  # its posts, as a stretch of `listed_posts`
    n_posts: Whole
    first_listed: Whole  # their places, as a stretch of `listed_places`
    n_listed: Whole


class View(Record):
    """How the channels look to those of a corridor who see the same risks."""

    index: Whole
    stay: Real
    irregular: Real
    reference: Real
    share_alone: Real


class Post(Record):
    """A post: where some officials work under one supervisor."""

    corridor: Whole
    context: Whole
    agency: Whole  # of officials, by number
    first_place: Whole
    first_listed: Whole  # where its places stand in `listed_places`
    staff: Whole
    interception_factor: Real  # on the chance to stop a party, against other posts of the context
    norm: Real
    recent_reports: Real
    recent_anomaly: Real
    audit_effort: Real  # in multiples of the mean, measures apart
    desk_capacity: Real
    # of this week
    reports: Real
    anomaly: Real
    decisions: Real
    acceptances: Real
    false_reports: Real
    seen: Sightings
    heard: Sightings


class Place(Record):
    """A seat at a post."""

    post_index: Short
    private: Small

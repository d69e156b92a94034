"""A scenario, its interventions and a seed resolved to arrays: the `World` that both engines read."""

from collections import namedtuple
from collections.abc import Sequence
from dataclasses import dataclass
from numbers import Integral
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from simcorr import draws, interventions as measures
from simcorr.contexts import CONTEXT_NAMES
from simcorr.errors import RunError
from simcorr.interventions import LEVERS
from simcorr.rules.smuggler import prior_acceptance
from simcorr.world import shocks, values
from simcorr.world.codes import BAND_FACTORS, N_BANDS, REFERENCE_BAND
from simcorr.world.layout import corridor_arrays, post_arrays
from simcorr.world.switches import flags, switched, switched_contexts

if TYPE_CHECKING:
    from simcorr.interventions import Intervention
    from simcorr.scenario import Scenario

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

LeverPlaces = namedtuple("LeverPlaces", tuple(LEVERS))  # type: ignore[misc]  # one field a lever, in their order
LEVER: Any = LeverPlaces(*range(len(LEVERS)))
"""The place of each lever in the arrays, by name: ``LEVER.mandate``."""

Flags = namedtuple(
    "Flags",
    (
        "product_passage",
        "migrant_choice",
        "price_learning",
        "hush_payments",
        "known_settlements",
        "decided_exploitation",
        "rotation_cuts_ties",
        "rotation_cuts_superiors",
        "rotation_costs_experience",
    ),
)
PIN_NAMES = ("offer", "acceptance", "interception", "detection")


@dataclass(frozen=True, slots=True, eq=False)
class World:
    """Everything a run reads and nothing that it changes.

    Posts stand in the order of corridor and context, so that the places of one corridor and context are the
    range ``first_place[c, k] .. first_place[c, k] + n_places[c, k] - 1``. Supervisors: one a post, then one a
    context, then the national one. Money in cents, time in weeks.
    """

    seed: int
    run_key: int
    weeks: int
    burn_in: int
    weight: float
    corridor_names: tuple[str, ...]
    post_names: tuple[str, ...]
    # parameter groups
    migrants: Any
    smugglers: Any
    officials: Any
    supervision: Any
    reporting: Any
    justice: Any
    protection: Any
    documents: Any
    agencies: Any
    observation: Any
    flags: Any
    # by context
    contexts: Any
    band_price: Integers  # (9, price bands)
    prior_acceptance: Floats  # (price bands)
    pins: Floats  # (4, 9), -1 where free
    # by corridor
    arrivals_per_week: Floats
    fee: Floats
    party_size: Floats
    regular_cost: Floats
    regular_wait: Floats
    alone_factor: Floats
    first_stage: Integers
    n_stages: Integers
    n_agencies: Integers
    # by stage
    stage_context: Integers
    stage_need: Floats
    stage_discretion: Floats
    stage_duration: Integers
    stage_posts: Integers  # (stages, posts), 1 where the stage is passed at the post
    # by post and place
    post_corridor: Integers
    post_context: Integers
    post_private_share: Floats
    post_interception_factor: Floats
    post_agency: Integers  # of officials, by number
    post_first_place: Integers
    post_staff: Integers
    place_post: Integers
    place_private: Integers  # 1 where the gatekeeper is private
    first_place: Integers  # (corridors, 9)
    n_places: Integers  # (corridors, 9)
    context_places: tuple[Integers, ...]  # places of each context in all corridors
    # by week
    levers: Floats  # (weeks, levers, corridors, 9)
    shocks: Floats  # (weeks, corridors, 9)
    flows: Floats  # (weeks, corridors), factors on arrivals
    absences: Floats  # (weeks, posts), the share of officials who are kept away; 1 where the post is closed
    deliveries: tuple[float, ...]

    @property
    def n_corridors(self) -> int:
        """Number of corridors."""
        return len(self.corridor_names)

    @property
    def n_posts(self) -> int:
        """Number of posts."""
        return len(self.post_names)

    @property
    def n_officials(self) -> int:
        """Number of gatekeepers' places."""
        return len(self.place_post)

    @property
    def n_supervisors(self) -> int:
        """Number of supervisors of the three ranks."""
        return self.n_posts + values.N_CONTEXTS + 1


def run_key(seed: int) -> int:
    """Return the key under which all draws of a run stand."""
    return int(draws.event(seed & 0x7FFFFFFFFFFFFFFF, 0))


def build(scenario: "Scenario", interventions: "Sequence[Intervention]" = (), seed: int = 0) -> World:
    """Resolve a scenario, interventions and a seed to a `World`.

    Parameters
    ----------
    scenario : Scenario
    interventions : sequence of Intervention
        Added to those that the scenario names.
    seed : int
        A non-negative integer.

    Raises
    ------
    RunError
        For a seed that no draw can be keyed by.
    """
    seed = _checked_seed(seed)
    members = measures.flatten((*scenario.interventions, *interventions))
    key = run_key(seed)
    deliveries = measures.draw_deliveries(members, key, scenario.delivery)
    switches = scenario.switches.model_dump()
    weeks = scenario.burn_in_weeks + scenario.window_weeks
    groups = _groups(scenario, switches)
    contexts = _contexts(scenario, switches)
    levers = _levers(scenario, groups, contexts, switches, members, deliveries)
    posts = post_arrays(scenario, contexts)
    return World(
        seed=seed,
        run_key=key,
        weeks=weeks,
        burn_in=scenario.burn_in_weeks,
        weight=float(scenario.weight),
        corridor_names=tuple(corridor.name for corridor in scenario.corridors),
        flags=Flags(**flags(switches)),
        contexts=contexts,
        band_price=_band_prices(contexts),
        prior_acceptance=_prior_acceptance(groups["smugglers"]),
        pins=_pins(scenario),
        levers=levers,
        shocks=shocks.scandals(scenario, weeks),
        flows=shocks.flows(scenario, weeks),
        absences=shocks.absences(scenario, weeks, posts["post_names"]),
        deliveries=deliveries,
        **groups,
        **corridor_arrays(scenario, contexts),
        **posts,
    )


def _checked_seed(seed: Any) -> int:
    whole = isinstance(seed, Integral) and not isinstance(seed, bool)
    if not whole or not 0 <= int(seed) < 2**63:
        raise RunError(f"seed is {seed!r}; allowed is a whole number from 0 to {2**63 - 1}")
    return int(seed)


def _groups(scenario: "Scenario", switches: dict[str, bool]) -> dict[str, Any]:
    kinds = {
        "migrants": values.MigrantValues,
        "smugglers": values.SmugglerValues,
        "officials": values.OfficialValues,
        "supervision": values.SupervisionValues,
        "reporting": values.ReportingValues,
        "justice": values.JusticeValues,
        "protection": values.ProtectionValues,
        "documents": values.DocumentValues,
        "agencies": values.AgencyValues,
        "observation": values.ObservationValues,
    }
    groups = {
        name: kind(**switched(name, getattr(scenario, name).model_dump(), switches)) for name, kind in kinds.items()
    }
    if not switches["private_exemption"]:
        officials = groups["officials"]
        prior = officials.perceived_detection_prior
        groups["officials"] = officials._replace(perceived_detection_prior_private=prior)
    return groups


def _contexts(scenario: "Scenario", switches: dict[str, bool]) -> Any:
    rows = [getattr(scenario.contexts, name).model_dump() for name in CONTEXT_NAMES]
    columns = {field: np.array([float(row[field]) for row in rows]) for field in values.ContextValues._fields}
    on_journeys = np.zeros(values.N_CONTEXTS, dtype=bool)
    for corridor in scenario.corridors:
        for stage in corridor.stages:
            on_journeys[CONTEXT_NAMES.index(str(stage.context))] = True
    return values.ContextValues(**switched_contexts(columns, switches, on_journeys))


def _levers(
    scenario: "Scenario",
    groups: dict[str, Any],
    contexts: Any,
    switches: dict[str, bool],
    members: "Sequence[Intervention]",
    deliveries: tuple[float, ...],
) -> Floats:
    base = np.empty((len(LEVERS), values.N_CONTEXTS))
    for place, lever in enumerate(LEVERS.values()):
        if isinstance(lever.base, str):
            group, field = lever.base.split(".")
            base[place] = float(getattr(groups[group], field))
        else:
            base[place] = float(lever.base)
    if not switches["private_exemption"]:
        base[LEVER.private_audit] = 1.0
        base[LEVER.firm_liability] = 1.0
    table = measures.schedule(
        members,
        base,
        [corridor.name for corridor in scenario.corridors],
        scenario.burn_in_weeks + scenario.window_weeks,
        scenario.burn_in_weeks,
        deliveries,
    )
    if not switches["recording_filter"]:
        table[:, LEVER.recording] = 1.0
    shocks.put_into_levers(table, LEVER, scenario)
    return np.ascontiguousarray(table)


def _band_prices(contexts: Any) -> Integers:
    cents = contexts.bribe_reference_usd[:, None] * 100.0 * np.array(BAND_FACTORS)
    prices: Integers = np.maximum(1, np.floor(cents + 0.5)).astype(np.int64)
    return prices


def _prior_acceptance(smugglers: Any) -> Floats:
    middle, slope = smugglers.acceptance_prior, smugglers.acceptance_prior_slope
    return np.array([prior_acceptance(middle, slope, band, REFERENCE_BAND) for band in range(N_BANDS)])


def _pins(scenario: "Scenario") -> Floats:
    pins = np.full((len(PIN_NAMES), values.N_CONTEXTS), -1.0)
    for k, name in enumerate(CONTEXT_NAMES):
        for row, pin in enumerate(PIN_NAMES):
            value = getattr(getattr(scenario.pins, name), pin)
            if value is not None:
                pins[row, k] = float(value)
    return pins

"""What the compiled engine holds: one record type for each kind of agent and paper, and the fields of the model.

Whole numbers have eight bytes, flags too, so that no record needs padding. References are row numbers, -1 for
nobody; an official or supervisor who may have been replaced since is named by row and generation.
"""

from typing import Any

import numpy as np

from simcorr import parameters
from simcorr.world.build import Flags
from simcorr.world.codes import N_BANDS
from simcorr.world.measures import IMPUNITY_WEEKS
from simcorr.world.values import N_CONTEXTS

WHOLE, REAL = np.dtype("i8"), np.dtype("f8")
Field = tuple[str, Any] | tuple[str, Any, tuple[int, ...]]


def _record(*fields: Field) -> np.dtype[Any]:
    """Return a record type whose fields are attributes, in compiled code and in plain Python."""
    return np.dtype((np.record, list(fields)))


def _wholes(*names: str) -> list[Field]:
    return [(name, WHOLE) for name in names]


def _reals(*names: str) -> list[Field]:
    return [(name, REAL) for name in names]


def _group(group: Any) -> np.dtype[Any]:
    """Return the record of a parameter group: whole numbers where it declares them, else real ones."""
    fields = [(name, WHOLE if field.annotation is int else REAL) for name, field in group.model_fields.items()]
    return _record(*fields)


GROUPS = {
    "migrants": parameters.MigrantParameters,
    "smugglers": parameters.SmugglerParameters,
    "officials": parameters.OfficialParameters,
    "supervision": parameters.SupervisionParameters,
    "reporting": parameters.ReportingParameters,
    "justice": parameters.JusticeParameters,
    "protection": parameters.ProtectionParameters,
    "observation": parameters.ObservationParameters,
}
PARAMETERS = _record(*((name, _group(group)) for name, group in GROUPS.items()))
FLAGS = _record(*_wholes(*Flags._fields))

# --- where things are, and what is known there ------------------------------------------------------------------

CONTEXT = _record(
    *_reals("wage_usd", "interception_rate", "documents_shown", "detection_rate", "visibility"),
    *_reals("pinned_offer", "pinned_acceptance", "pinned_interception", "pinned_detection"),
    *_wholes("first_listed", "n_listed"),  # its places in all corridors, as a stretch of `listed_places`
    ("band_price", WHOLE, (N_BANDS,)),
    *_reals("norm", "decisions", "acceptances", "perceived", "people"),
    ("seen", REAL, (4,)),
    *((name, REAL, (N_BANDS,)) for name in ("accepted", "refused", "heard_accepted", "heard_refused")),
)
CORRIDOR = _record(
    *_reals("arrivals_per_week", "fee", "party_size", "weight", "persons", "regular_cost", "regular_wait"),
    *_reals("alone_factor"),
    *_wholes("first_stage", "n_stages"),
    # beliefs
    *_reals("success_alone", "success_smuggled", "exploitation", "impunity", "regular_bribe", "average_bribe"),
    # how this week's journeys ended
    *_reals("alone", "alone_arrived", "smuggled", "smuggled_arrived", "exploited", "bribes"),
    *_reals("regular", "regular_bribes", "convicted"),
    *_reals("route_weight"),
)
STAGE = _record(*_wholes("context", "duration"), *_reals("need", "discretion"))
POST = _record(
    *_wholes("corridor", "context", "first_place", "staff"),
    *_reals("norm", "recent_reports", "recent_anomaly", "audit_effort", "desk_capacity"),
    # of this week
    *_reals("reports", "anomaly", "decisions", "acceptances", "false_reports"),
    ("seen", REAL, (4,)),
)
PLACE = _record(*_wholes("post", "private", "row"))

# --- agents -----------------------------------------------------------------------------------------------------

MIGRANT = _record(
    *_wholes("serial", "corridor", "key", "status", "channel", "due", "attempt", "attempt_key", "route"),
    *_wholes("smuggler", "stage", "tries", "smuggler_paid", "paid", "paid_at_border", "reported"),
    *_wholes("passed_context", "passed_stage", "informed", "deceived"),
    *_reals("party_size", "means", "urgency", "vulnerability", "fee", "debt"),
)
SMUGGLER = _record(
    *_wholes("index", "generation", "key", "exploitative", "load", "review_week", "open_case"),
    *_wholes("away_until", "replaced", "retainer", "retainer_ties", "contacts"),
    *_reals("skill"),
    ("learned_in", WHOLE, (N_CONTEXTS,)),
    ("accepted", REAL, (N_CONTEXTS, N_BANDS)),
    ("refused", REAL, (N_CONTEXTS, N_BANDS)),
)
CONTACT = _record(*_wholes("official", "ties"), *_reals("trust"))
OFFICIAL = _record(
    *_wholes("row", "generation", "key", "place", "post", "corridor", "context"),
    *_wholes("status", "until", "ties", "never_accepts", "open_case", "is_transferred"),
    *_wholes("bribes_this_week", "detections_this_week", "window_income"),
    *_reals("private", "reservation", "second_job_draw", "protected", "experience", "trust_in_superior"),
    *_reals("detected", "undetected", "prosecuted", "spared"),
)
SUPERVISOR = _record(
    *_wholes("index", "generation", "key", "rank", "superior", "context", "corridor", "status", "until"),
    *_wholes("never_accepts", "open_case", "took_this_week", "detections_this_week"),
    *_reals("wage", "reservation", "detected", "undetected", "prosecuted", "spared"),
)

# --- what passes between the phases -----------------------------------------------------------------------------

RETAINER = _record(*_wholes("smuggler", "official", "payment", "accepted"))
ENCOUNTER = _record(
    *_wholes("migrant", "key", "corridor", "context", "official", "ties", "known", "initiated"),
    *_wholes("band", "price", "dealt", "stopped"),
    *_reals("trust"),
)
ACT = _record(*_wholes("key", "kind", "official", "generation", "price", "corridor", "context", "post", "migrant"))
ALLEGATION = _record(
    *_wholes("key", "official", "generation", "sources", "post", "corridor", "context"), *_reals("evidence")
)
HUSH = _record(*_wholes("key", "supervisor", "generation"))
INCIDENT = _record(*_wholes("key", "smuggler", "corridor"), *_reals("evidence"))
CASE = _record(
    *_wholes("key", "kind", "subject", "generation", "corridor", "context", "opened", "in_trial"),
    *_wholes("stage_since", "closed"),
    *_reals("evidence"),
)
OUTCOME = _record(*_wholes("post", "prosecuted"))
PROFIT = _record(*_wholes("smuggler", "corridor"), *_reals("profit"))

LISTS = (
    "migrants",
    "encounters",
    "profits",
    "acts",
    "allegations",
    "inquiries",
    "incidents",
    "hushes",
    "transfers",
    "outcomes",
    "order",
    "items",
    "events",
)
"""The arrays that grow between weeks, in the order of `RUN.needed`."""

RUN = _record(
    *_wholes("run_key", "weeks", "burn_in", "week", "phase", "full_in_phase", "is_set_up", "keeps_events"),
    # how many entries of each list are in use
    *_wholes("serials", "migrants", "encounters", "profits", "acts", "allegations", "inquiries", "incidents"),
    *_wholes("hushes", "transfers", "outcomes", "cases", "convicted", "left_over", "with_room", "events"),
    *_reals("gain"),  # of a migrant who arrives
    ("capacity", REAL, (2,)),  # of investigators and courts
    ("needed", WHOLE, (len(LISTS),)),
)

FIELDS: dict[str, tuple[np.dtype[Any], int]] = {
    "run": (RUN, 0),
    "p": (PARAMETERS, 0),
    "flags": (FLAGS, 0),
    "contexts": (CONTEXT, 1),
    "corridors": (CORRIDOR, 1),
    "stages": (STAGE, 1),
    "posts": (POST, 1),
    "places": (PLACE, 1),
    "first_place": (WHOLE, 2),  # by corridor and context
    "n_places": (WHOLE, 2),
    "listed_places": (WHOLE, 1),  # the places of context 0, then those of context 1, ...
    "prior_acceptance": (REAL, 1),
    "levers": (REAL, 4),  # by week, lever, corridor and context
    "shocks": (REAL, 3),
    "migrants": (MIGRANT, 1),
    "smugglers": (SMUGGLER, 1),
    "books": (CONTACT, 2),  # by smuggler and slot
    "route_values": (REAL, 2),  # by smuggler and corridor
    "officials": (OFFICIAL, 1),
    "bribes_by_week": (WHOLE, 2),  # a ring of `IMPUNITY_WEEKS` weeks, by slot and official
    "supervisors": (SUPERVISOR, 1),
    "retainers": (RETAINER, 1),
    "encounters": (ENCOUNTER, 1),
    "profits": (PROFIT, 1),
    "acts": (ACT, 1),
    "allegations": (ALLEGATION, 1),
    "inquiries": (ALLEGATION, 1),
    "incidents": (INCIDENT, 1),
    "hushes": (HUSH, 1),
    "cases": (CASE, 1),
    "convicted": (CASE, 1),
    "transfers": (WHOLE, 1),
    "outcomes": (OUTCOME, 1),
    "left_over": (WHOLE, 1),
    "places_before": (WHOLE, 1),
    "items": (WHOLE, 1),
    "order": (WHOLE, 1),
    "spare_order": (WHOLE, 1),
    "sort_by": (REAL, 1),
    "by_context": (REAL, 3),
    "by_corridor": (REAL, 3),
    "by_rank": (REAL, 3),
    "events": (REAL, 2),
}
"""Every field of the model: its type, and its number of dimensions (0: a single record)."""

RING = IMPUNITY_WEEKS

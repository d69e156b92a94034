"""What the compiled engine holds: one record type for each kind of agent and paper, and the fields of the model.

Sizes in memory follow from what is read how often: a phase walks through all agents, so that their records should
take few cache lines. Row numbers, weeks and counts of an agent have four bytes, flags one, keys and money eight.
References are row numbers, -1 for nobody; an official or supervisor who may have been replaced since is named by
row and generation.
"""

from collections.abc import Sequence
from itertools import accumulate
from typing import Any

import numpy as np

from simcorr import parameters
from simcorr.world.build import Flags
from simcorr.world.codes import N_BANDS
from simcorr.world.measures import CONTEXT_MEASURES, CORRIDOR_MEASURES, IMPUNITY_WEEKS, RANK_MEASURES
from simcorr.world.trace import EVENT_COLUMNS
from simcorr.world.values import N_CONTEXTS

N_VIEWS = 3
"""Ways to see the risks of a journey with a smuggler: informed; not; deceived."""
WHOLE, SHORT, FLAG, REAL = np.dtype("i8"), np.dtype("i4"), np.dtype("i1"), np.dtype("f8")
Field = tuple[str, Any] | tuple[str, Any, tuple[int, ...]]


def _record(*fields: Field) -> np.dtype[Any]:
    """Return a record type whose fields are attributes, in compiled code and in plain Python."""
    return np.dtype((np.record, np.dtype(list(fields), align=True)))


def _wholes(*names: str) -> list[Field]:
    return [(name, WHOLE) for name in names]


def _shorts(*names: str) -> list[Field]:
    return [(name, SHORT) for name in names]


def _flags(*names: str) -> list[Field]:
    return [(name, FLAG) for name in names]


def _reals(*names: str) -> list[Field]:
    return [(name, REAL) for name in names]


def _group(group: Any) -> np.dtype[Any]:
    """Return the record of a parameter group: whole numbers where it declares them, else real ones."""
    fields = [(name, WHOLE if field.annotation is int else REAL) for name, field in group.model_fields.items()]
    return _record(*fields)


def _row(columns: Sequence[Any]) -> np.dtype[Any]:
    """Return the type of a row of a table, one real number a column."""
    return np.dtype((REAL, (len(columns),)))


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
    *_reals("norm", "decisions", "acceptances", "perceived"),
    ("seen", REAL, (4,)),
    *((name, REAL, (N_BANDS,)) for name in ("accepted", "refused", "heard_accepted", "heard_refused")),
)
CORRIDOR = _record(
    *_reals("arrivals_per_week", "fee", "party_size", "weight", "persons", "regular_cost", "regular_wait"),
    *_reals("alone_factor"),
    *_wholes("first_stage", "n_stages"),
    # beliefs
    *_reals("success_alone", "success_smuggled", "exploitation", "impunity", "regular_bribe", "average_bribe"),
    *_reals("known_alone", "known_smuggled", "known_regular", "known_exploited"),  # journeys that these rest on
    # how this week's journeys ended
    *_reals("alone", "alone_arrived", "smuggled", "smuggled_arrived", "exploited", "bribes"),
    *_reals("regular", "regular_bribes", "answered_for"),
    *_reals("route_weight"),
    # who appears this week, and how the channels are seen
    *_wholes("newcomers"),
    *_reals("regular_gain", "regular_expense", "regular_price", "regular_delay"),
    *((name, REAL, (N_VIEWS,)) for name in ("reference", "stay", "irregular", "share_alone")),
)
STAGE = _record(*_wholes("context", "duration"), *_reals("need", "discretion"))
POST = _record(
    *_wholes("corridor", "context", "first_place", "staff"),
    *_reals("norm", "recent_reports", "recent_anomaly", "audit_effort", "desk_capacity"),
    # of this week
    *_reals("reports", "anomaly", "decisions", "acceptances", "false_reports"),
    *((name, REAL, (4,)) for name in ("seen", "heard")),
)
PLACE = _record(*_shorts("post"), *_flags("private"))

# --- agents -----------------------------------------------------------------------------------------------------

MIGRANT = _record(
    *_wholes("key", "attempt_key", "smuggler_paid", "paid"),
    *_reals("means", "urgency", "fee", "debt", "vulnerability"),
    *_shorts("status", "due", "corridor", "route", "stage", "smuggler", "channel", "attempt", "serial"),
    *_shorts("passed_context", "passed_stage"),
    *_flags("tries", "paid_at_border", "reported", "informed", "deceived"),
)
SMUGGLER = _record(
    *_shorts("index", "away_until", "load", "review_week", "contacts", "retainer", "retainer_ties", "generation"),
    *_shorts("victims"),
    *_wholes("key"),
    *_reals("skill"),
    *_flags("exploitative", "open_case", "replaced"),
    ("learned_in", SHORT, (N_CONTEXTS,)),
    ("accepted", REAL, (N_CONTEXTS, N_BANDS)),
    ("refused", REAL, (N_CONTEXTS, N_BANDS)),
)
CONTACT = _record(*_shorts("official", "ties"), *_reals("trust"))
OFFICIAL = _record(
    *_shorts("row", "generation", "status", "ties", "context", "corridor", "post", "place", "until"),
    *_shorts("bribes_this_week", "detections_this_week"),
    *_flags("never_accepts", "private", "protected", "open_case", "is_transferred"),
    *_wholes("key"),
    *_reals("detected", "undetected", "prosecuted", "spared", "experience", "trust_in_superior"),
    *_reals("reservation", "second_job_draw"),
)
SUPERVISOR = _record(
    *_shorts("index", "generation", "rank", "superior", "context", "corridor", "status", "until"),
    *_shorts("took_this_week", "detections_this_week"),
    *_flags("never_accepts", "open_case"),
    *_wholes("key"),
    *_reals("wage", "reservation", "detected", "undetected"),
)

# --- what passes between the phases -----------------------------------------------------------------------------

RETAINER = _record(*_shorts("smuggler", "official", "accepted"), *_wholes("payment"))
ENCOUNTER = _record(
    *_wholes("key", "price"),
    *_reals("trust"),
    *_shorts("migrant", "corridor", "context", "official", "ties", "initiated", "band"),
    *_flags("known", "dealt", "stopped"),
)
ACT = _record(
    *_wholes("key", "price"), *_shorts("kind", "official", "generation", "corridor", "context", "post", "migrant")
)
ALLEGATION = _record(
    *_wholes("key"),
    *_reals("evidence"),
    *_shorts("official", "generation", "sources", "post", "corridor", "context"),
)
HUSH = _record(*_wholes("key"), *_shorts("supervisor", "generation"))
INCIDENT = _record(*_wholes("key"), *_reals("evidence"), *_shorts("smuggler", "corridor"))
CASE = _record(
    *_wholes("key"),
    *_reals("evidence"),
    *_shorts("kind", "subject", "generation", "corridor", "context", "opened", "stage_since"),
    *_flags("in_trial", "closed"),
)
OUTCOME = _record(*_shorts("post", "prosecuted"))
PROFIT = _record(*_shorts("smuggler", "corridor"), *_reals("profit"))

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
    *_wholes("run_key", "weeks", "burn_in", "week", "phase", "full_in_phase"),
    *_wholes("is_set_up", "keeps_events", "is_unsound"),
    *_wholes("expected"),  # people under way at once, for the first room of the lists
    # how many entries of each list are in use
    *_wholes("serials", "migrants", "encounters", "profits", "acts", "allegations", "inquiries", "incidents"),
    *_wholes("hushes", "transfers", "outcomes", "cases", "convicted", "left_over", "with_room", "events"),
    *_reals("gain"),  # of a migrant who arrives
    *_reals("career"),  # of an official, in weekly wages
    # what all officials believe of the courts, and all operators of the risk of a case
    *_reals("believed_convicted", "believed_acquitted", "conviction", "heard_cases", "heard_weeks", "case_hazard"),
    *_wholes("threatened"),  # operators this week
    ("verdicts", WHOLE, (2,)),  # of this week: acquittals and other ends, convictions
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
    "row_at": (SHORT, 1),  # of who holds a place, or held it last
    "first_place": (WHOLE, 2),  # by corridor and context
    "n_places": (WHOLE, 2),
    "listed_places": (WHOLE, 1),  # the places of context 0, then those of context 1, ...
    "prior_acceptance": (REAL, 1),
    "levers": (REAL, 4),  # by week, lever, corridor and context
    "shocks": (REAL, 3),
    "migrants": (MIGRANT, 1),
    "wishes": (REAL, 3),  # by home corridor, view and steps on from home: how likely that corridor is asked for
    "smugglers": (SMUGGLER, 1),
    "books": (CONTACT, 2),  # by smuggler and slot
    "route_values": (REAL, 2),  # by smuggler and corridor
    "kept": (REAL, 1),  # share of a memory, by its age in weeks
    "officials": (OFFICIAL, 1),
    "window_income": (WHOLE, 1),  # by official, in cents
    "bribes_by_week": (SHORT, 2),  # a ring of `IMPUNITY_WEEKS` weeks, by slot and official
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
    "cells": (WHOLE, 1),
    "sort_by": (REAL, 1),
    "by_context": (_row(CONTEXT_MEASURES), 2),
    "by_corridor": (_row(CORRIDOR_MEASURES), 2),
    "by_rank": (_row(RANK_MEASURES), 2),
    "events": (_row(EVENT_COLUMNS), 1),
}
"""Every field of the model: its type, and its number of dimensions (0: a single record)."""

CONSTANT = (
    "p",
    "flags",
    "stages",
    "places",
    "first_place",
    "n_places",
    "listed_places",
    "prior_acceptance",
    "kept",
    "levers",
    "shocks",
)
"""The fields that no phase changes."""

RUN_COUNTS = frozenset(RUN.names or ()) & frozenset(LISTS)
"""The lists whose entries are counted in a run; the others hold nothing between two weeks."""
RING = IMPUNITY_WEEKS

_ends = list(accumulate(1 + dimensions for _, dimensions in FIELDS.values()))
PLACES = dict(zip(FIELDS, [0, *_ends], strict=False))
"""Where the address of each field stands in the table that a kernel is called with; its lengths follow."""
WORDS = _ends[-1]
"""The length of that table."""

"""The state that both engines offer: everything that phases and verbs may read, write and call on a model ``m``.

The week (`phases`) and the verbs (`agents`) are written once, over this interface. `engine.compiled` offers it over
arrays and lets Numba compile the week into one kernel; `engine.mesa` offers it over Python objects, the agents among
them real `mesa.Agent`s. What ``m`` offers:

- the fields of `FIELDS`: single records (``m.p.officials.fine_usd``), lists of records (``m.officials[index]``),
  tables indexed by several whole numbers (``m.route_values[index, corridor]``);
- the numbers of `Run` as attributes of the model itself: ``m.week``, ``m.case_hazard``;
- of what `LISTS` names, lists that grow: ``len``, ``add()`` for a new record at the end, to be written in full before
  it is read, ``append(value)`` for a number or the copy of a record, ``keep(to, index)`` and ``cut(length)`` to drop
  some and keep the others in their order, ``clear()``;
- ``m.officials.renew(index)``, likewise for supervisors and smugglers: the record of somebody who comes after;
- the verbs of `desk.Desk`, and these, which each engine has in its own way: ``m.lever(which, corridor, context)``,
  ``m.shock(corridor, context)``; ``m.context_row(k)``, ``m.corridor_row(c)``, ``m.rank_row(r)`` for this week's row of
  a table; ``m.log(...)`` and ``m.log_in_full(...)`` for events; and ``m.sort_items()``, which puts ``m.items`` into the
  order of ``m.sort_by``.
"""

from typing import Annotated, Any

import numpy as np

from simcorr import parameters
from simcorr.engine import agents, papers, places
from simcorr.engine.records import Real, Record, Whole, cells, row_of
from simcorr.world.build import Flags
from simcorr.world.codes import Sighting, Stage
from simcorr.world.measures import CONTEXT_MEASURES, CORRIDOR_MEASURES, RANK_MEASURES
from simcorr.world.trace import EVENT_COLUMNS

WHOLE, SHORT, REAL = np.dtype("i8"), np.dtype("i4"), np.dtype("f8")


class Run(Record):
    """The single numbers of a run; attributes of the model."""

    run_key: Whole
    weeks: Whole
    burn_in: Whole
    n_services: Whole  # agencies of officials
    has_absences: Whole  # whether shocks keep officials away in any week
    week: Whole  # the week to come, or that is passing
    is_set_up: Whole
    phase: Whole
    full_in_phase: Whole  # the first phase in which a list was too short; compiled code alone
    keeps_events: Whole
    is_unsound: Whole  # something that must be a number is none
    expected: Whole  # people under way at once, for the first room of the lists
    most_cases: Whole  # files that can be open at once
    case_numbers: Whole  # cases so far
    serials: Whole  # migrants so far
    with_room: Whole  # operators who can take on another party
    threatened: Whole  # operators against whom a case was about to be opened this week
    convicted_this_week: Whole  # officials and supervisors, by a court
    acquitted_this_week: Whole
    opened_by_superiors: Real  # cases against gatekeepers this week, as far as they are liable
    opened_by_others: Real  # by the agency, outsiders or investigators
    dismissed_this_week: Real  # gatekeepers without a conviction, as far as they are liable
    kept_this_week: Real  # those whose case ended in another way that is heard of
    spared_this_week: Real  # those to whom nothing happened
    operators_convicted: Whole  # this week
    operators_spared: Whole  # by any other end of a case, or before it was opened
    gain: Real  # what arriving is worth to a migrant, in cents
    career: Real  # what the wages of a career are worth today, in weekly wages
    # what all officials believe of the courts, and all operators of the risk of a case
    believed_convicted: Real
    believed_acquitted: Real
    conviction: Real
    believed_dismissed: Real
    believed_kept: Real
    dismissal: Real  # without a conviction, once a bribe has come to light
    believed_others: Real
    believed_superiors: Real
    independence: Real  # that a case is in the hands of others than the superior
    heard_cases: Real
    heard_weeks: Real
    case_hazard: Real
    heard_convicted: Real  # operators, and the same of the spared
    heard_spared: Real
    operator_conviction: Real  # given a case
    capacity: Annotated[Any, cells(Real, len(Stage))]  # of investigators and courts, in cases
    other_files: Annotated[Any, cells(Whole, len(Stage))]  # of other work, that wait for them
    seen: Annotated[Any, cells(Real, len(Sighting))]  # in the whole service this week


def _group(group: Any) -> np.dtype[Any]:
    """Return the record of a parameter group: whole numbers where it declares them, else real ones."""
    fields = [(name, WHOLE if field.annotation is int else REAL) for name, field in group.model_fields.items()]
    return np.dtype(fields, align=True)


GROUPS = {
    "migrants": parameters.MigrantParameters,
    "smugglers": parameters.SmugglerParameters,
    "officials": parameters.OfficialParameters,
    "supervision": parameters.SupervisionParameters,
    "reporting": parameters.ReportingParameters,
    "justice": parameters.JusticeParameters,
    "protection": parameters.ProtectionParameters,
    "documents": parameters.DocumentParameters,
    "agencies": parameters.AgencyParameters,
    "observation": parameters.ObservationParameters,
}
_PARAMETERS = np.dtype([(name, _group(group)) for name, group in GROUPS.items()], align=True)
_FLAGS = np.dtype([(name, WHOLE) for name in Flags._fields], align=True)

FIELDS: dict[str, tuple[Any, int]] = {
    "run": (Run, 0),
    "p": (_PARAMETERS, 0),
    "flags": (_FLAGS, 0),
    # where things are, and what is known there
    "contexts": (places.Context, 1),
    "corridors": (places.Corridor, 1),
    "stages": (places.Itinerary, 1),
    "posts": (places.Post, 1),
    "places": (places.Place, 1),
    "holder": (SHORT, 1),  # by place, the index of the official who holds it, or held it last
    # the places of context 0, corridor by corridor, then those of context 1, ...; then those of each stage
    "listed_places": (WHOLE, 1),
    "listed_posts": (WHOLE, 1),  # the posts of each stage
    "stage_posts": (SHORT, 2),  # by stage and post: 1 where the stage is passed at the post
    "first_listed": (WHOLE, 2),  # by corridor and context, where its places stand among them
    "n_places": (WHOLE, 2),
    "first_post": (WHOLE, 2),  # by corridor and context, and how many posts there are
    "n_posts": (WHOLE, 2),
    "prior_acceptance": (REAL, 1),  # by price band
    "levers": (REAL, 4),  # by week, lever, corridor and context
    "shocks": (REAL, 3),  # by week, corridor and context
    "absences": (REAL, 2),  # by week and post, the share of officials who are kept away; 1 where it is closed
    "flows": (REAL, 2),  # by week and corridor, factors on arrivals
    # how the channels look: by corridor and perspective, and last a view of one's own
    "views": (places.View, 1),
    "wishes": (REAL, 2),  # by view and steps on from home: how likely that corridor is asked for
    "representatives": (agents.Migrant, 1),  # of those who share a view
    # agents
    "migrants": (agents.Migrant, 1),
    "smugglers": (agents.Smuggler, 1),
    "books": (agents.Contact, 2),  # by smuggler and slot
    "route_values": (REAL, 2),  # by smuggler and corridor
    "post_values": (REAL, 2),  # by smuggler and post
    "kept": (REAL, 1),  # share of a memory of prices, by its age in weeks
    "officials": (agents.Official, 1),
    "window_income": (WHOLE, 1),  # by official, in cents
    "dossiers": (REAL, 1),  # by official, the strength of what an independent agency holds against him
    "bribes_by_week": (SHORT, 2),  # a ring of `IMPUNITY_WEEKS` weeks, by slot and official
    "supervisors": (agents.Supervisor, 1),
    "agencies": (agents.Agency, 1),
    # what passes between the phases
    "retainers": (papers.Retainer, 1),
    "encounters": (papers.Encounter, 1),
    "profits": (papers.Profit, 1),
    "acts": (papers.Act, 1),
    "allegations": (papers.Allegation, 1),
    "inquiries": (papers.Allegation, 1),
    "incidents": (papers.Incident, 1),
    "hushes": (papers.Hush, 1),
    "cases": (papers.Case, 1),
    "convicted": (papers.Case, 1),
    "dismissed": (papers.Case, 1),
    "transfers": (SHORT, 1),  # officials
    "outcomes": (papers.Outcome, 1),
    "left_over": (SHORT, 1),  # officials
    "places_before": (SHORT, 1),
    "items": (SHORT, 1),  # indices that are being put into an order
    "sort_by": (REAL, 1),
    # the record
    "by_context": (row_of(CONTEXT_MEASURES), 2),  # by week and context
    "by_corridor": (row_of(CORRIDOR_MEASURES), 2),
    "by_rank": (row_of(RANK_MEASURES), 2),
    "events": (row_of(EVENT_COLUMNS), 1),
}
"""Every field of the model: its record or type, and its number of dimensions (0: a single record)."""

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
    "items",
    "sort_by",
    "events",
    "retainers",
    "cases",
    "convicted",
    "dismissed",
    "left_over",
    "places_before",
)
"""The fields that grow and shrink; the first ones, up to the events, without any bound known beforehand."""

CONSTANT = (
    "p",
    "flags",
    "stages",
    "places",
    "first_listed",
    "n_places",
    "first_post",
    "n_posts",
    "listed_places",
    "listed_posts",
    "stage_posts",
    "absences",
    "prior_acceptance",
    "kept",
    "levers",
    "shocks",
    "flows",
)
"""The fields that no phase changes."""

"""Phase 9: the true record of the week; what happened was counted as it happened."""

from typing import Any

from simcorr.contexts import Context
from simcorr.engines.compiled.desk import context_row, corridor_row, rank_row
from simcorr.engines.compiled.journeys import persons
from simcorr.engines.compiled.layout import RING
from simcorr.engines.compiled.official import is_in_post
from simcorr.engines.compiled.policy import one_if
from simcorr.jit import rule
from simcorr.rules.mathematics import beta_mean
from simcorr.world.codes import Status
from simcorr.world.measures import BY_CONTEXT as K
from simcorr.world.measures import BY_CORRIDOR as C
from simcorr.world.measures import BY_RANK as R
from simcorr.world.values import N_CONTEXTS

INVESTIGATION, TRIAL = int(Context.INVESTIGATION), int(Context.TRIAL)


@rule
def observe(m: Any) -> None:
    """Write the week's states to the record and clear the desk for the next week."""
    _observe_officials(m)
    _observe_supervisors(m)
    for c in range(len(m.corridors)):
        corridor_row(m, c)[C.impunity_belief] = m.corridors[c].impunity
    _check(m)
    _observe_migrants(m)
    for number in range(m.run.cases):
        stage = TRIAL if m.cases[number].in_trial else INVESTIGATION
        context_row(m, stage)[K.cases_queued] += 1.0


@rule
def _observe_officials(m: Any) -> None:
    ring, rank = (m.run.week + 1) % RING, rank_row(m, 0)
    for k in range(N_CONTEXTS):
        m.contexts[k].perceived = 0.0
    for row in range(len(m.officials)):
        official = m.officials[row]
        k = official.context
        counted = context_row(m, k)
        if is_in_post(official):
            counted[K.officials_in_post] += 1.0
            rank[R.in_post] += 1.0
        if official.bribes_this_week > 0:
            counted[K.officials_bribed] += 1.0
            rank[R.bribe_takers] += 1.0
        m.contexts[k].perceived += beta_mean(official.detected, official.undetected)
        m.bribes_by_week[ring, row] = 0
        official.bribes_this_week = 0
        official.detections_this_week = 0
    for k in range(N_CONTEXTS):
        context, counted = m.contexts[k], context_row(m, k)
        counted[K.norm] = context.norm
        if context.n_listed > 0:  # everybody belongs to a place, on duty or not
            counted[K.perceived_detection] = context.perceived / context.n_listed


@rule
def _observe_supervisors(m: Any) -> None:
    for index in range(len(m.supervisors)):
        supervisor = m.supervisors[index]
        rank = rank_row(m, supervisor.rank)
        rank[R.in_post] += one_if(is_in_post(supervisor))
        rank[R.bribe_takers] += one_if(supervisor.took_this_week > 0)
        supervisor.took_this_week = 0
        supervisor.detections_this_week = 0


@rule
def _observe_migrants(m: Any) -> None:
    """Count those in exploitation; keep those under way, in the order of their arrival."""
    kept = 0
    for number in range(m.run.migrants):
        migrant = m.migrants[number]
        if migrant.status == Status.EXPLOITED:
            corridor_row(m, migrant.route)[C.in_exploitation] += persons(m, migrant)
        if migrant.status != Status.OUT:
            if kept < number:
                m.migrants[kept] = migrant
            kept += 1
    m.run.migrants = kept


@rule
def _check(m: Any) -> None:
    """Note whether anything in `world.soundness` is no finite number; then neither is the sum."""
    total = 0.0
    for k in range(N_CONTEXTS):
        total += context_row(m, k)[K.norm] + context_row(m, k)[K.perceived_detection]
    for c in range(len(m.corridors)):
        corridor = m.corridors[c]
        total += corridor.success_alone + corridor.success_smuggled + corridor.exploitation + corridor.impunity
        total += corridor.average_bribe + corridor.regular_bribe + corridor_row(m, c)[C.fees_usd]
    m.run.is_unsound = int(total - total != 0.0)

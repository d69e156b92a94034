"""Phase 9: the true record of the week; what happened was counted as it happened."""

from typing import Any

from simcorr.contexts import Context
from simcorr.jit import one_if
from simcorr.rules.mathematics import beta_mean
from simcorr.world.codes import Stage, Status
from simcorr.world.measures import BY_CONTEXT as K, BY_CORRIDOR as C, BY_RANK as R, IMPUNITY_WEEKS
from simcorr.world.values import N_CONTEXTS

INVESTIGATION, TRIAL = Context.INVESTIGATION.value, Context.TRIAL.value


def observe(m: Any) -> None:
    """Write the week's states to the record and clear the desk for the next week."""
    _observe_officials(m)
    _observe_supervisors(m)
    for c in range(len(m.corridors)):
        m.corridor_row(c)[C.impunity_belief] = m.corridors[c].impunity
    _check(m)
    _observe_migrants(m)
    for number in range(len(m.cases)):
        queue = TRIAL if m.cases[number].stage == Stage.TRIAL else INVESTIGATION
        m.context_row(queue)[K.cases_queued] += 1.0
    m.context_row(INVESTIGATION)[K.other_files_queued] = float(m.other_files[Stage.INVESTIGATION])
    m.context_row(TRIAL)[K.other_files_queued] = float(m.other_files[Stage.TRIAL])


def _observe_officials(m: Any) -> None:
    slot, rank = (m.week + 1) % IMPUNITY_WEEKS, m.rank_row(0)
    for k in range(N_CONTEXTS):
        m.contexts[k].perceived = 0.0
    for index in range(len(m.officials)):
        official = m.officials[index]
        k = official.context
        counted = m.context_row(k)
        in_post, bribed = one_if(official.in_post), one_if(official.bribes_this_week > 0)
        counted[K.officials_in_post] += in_post
        counted[K.officials_bribed] += bribed
        rank[R.in_post] += in_post
        rank[R.bribe_takers] += bribed
        m.contexts[k].perceived += beta_mean(official.detected, official.undetected)
        m.bribes_by_week[slot, index] = 0
        official.bribes_this_week = 0
        official.detections_this_week = 0
    for k in range(N_CONTEXTS):
        context, counted = m.contexts[k], m.context_row(k)
        counted[K.norm] = context.norm
        if context.n_listed > 0:  # everybody belongs to a place, on duty or not
            counted[K.perceived_detection] = context.perceived / context.n_listed


def _observe_supervisors(m: Any) -> None:
    for index in range(len(m.supervisors)):
        supervisor = m.supervisors[index]
        rank = m.rank_row(supervisor.rank)
        rank[R.in_post] += one_if(supervisor.in_post)
        rank[R.bribe_takers] += one_if(supervisor.took_this_week > 0)
        supervisor.took_this_week = 0
        supervisor.detections_this_week = 0


def _observe_migrants(m: Any) -> None:
    """Count those in exploitation; keep those under way, in the order of their arrival."""
    kept = 0
    for index in range(len(m.migrants)):
        migrant = m.migrants[index]
        if migrant.status == Status.EXPLOITED:
            m.corridor_row(migrant.route)[C.in_exploitation] += migrant.persons
        if migrant.status != Status.OUT:
            m.migrants.keep(kept, index)
            kept += 1
    m.migrants.cut(kept)


def _check(m: Any) -> None:
    """Note whether anything in `world.soundness` is no finite number; then neither is the sum."""
    total = 0.0
    for k in range(N_CONTEXTS):
        total += m.context_row(k)[K.norm] + m.context_row(k)[K.perceived_detection]
    for c in range(len(m.corridors)):
        corridor = m.corridors[c]
        total += corridor.success_alone + corridor.success_smuggled + corridor.exploitation + corridor.impunity
        total += corridor.average_bribe + corridor.regular_bribe + m.corridor_row(c)[C.fees_usd]
        total += corridor.punishment + corridor.regular_excess
    m.is_unsound = int(total - total != 0.0)

"""Phase 9: the true record of the week; statistics were kept and migrants asked as things happened."""

from typing import TYPE_CHECKING

from simcorr.contexts import Context
from simcorr.engines.mesa.records import Ledger
from simcorr.rules.mathematics import beta_mean
from simcorr.world.codes import Status
from simcorr.world.measures import BY_CONTEXT as K
from simcorr.world.measures import BY_CORRIDOR as C
from simcorr.world.measures import BY_RANK as R
from simcorr.world.measures import CONTEXT_INDEX, IMPUNITY_WEEKS
from simcorr.world.soundness import CORRIDOR_BELIEFS, OF_CONTEXTS, refuse_unsound
from simcorr.world.values import N_CONTEXTS

if TYPE_CHECKING:
    from simcorr.engines.mesa.model import CorruptionModel


def observe(model: "CorruptionModel") -> None:
    """Write the week's states to the ledger, the ledger to the record, and clear the desk for the next week."""
    _observe_officials(model)
    _observe_supervisors(model)
    for c in range(model.w.n_corridors):
        model.ledger.corridor[c][C.impunity_belief] = model.beliefs.impunity[c]
    for migrant in model.migrants:
        if migrant.status == Status.EXPLOITED:
            model.ledger.corridor[migrant.route][C.in_exploitation] += model.persons(migrant.corridor)
    for case in model.cases:
        stage = Context.TRIAL if case.in_trial else Context.INVESTIGATION
        model.ledger.context[stage][K.cases_queued] += 1
    _check(model)
    week = model.week
    model.context_record[week] = model.ledger.context
    model.corridor_record[week] = model.ledger.corridor
    cohort = slice(R.cohort_bribes, None)
    model.rank_record[week, :, : R.cohort_bribes] = [row[: R.cohort_bribes] for row in model.ledger.rank]
    model.rank_record[week, :, cohort] += [row[cohort] for row in model.ledger.rank]
    model.ledger = Ledger(model.w.n_corridors)
    gone = [migrant for migrant in model.migrants if migrant.status == Status.OUT]
    model.migrants = [migrant for migrant in model.migrants if migrant.status != Status.OUT]
    for migrant in gone:
        migrant.remove()


def _observe_officials(model: "CorruptionModel") -> None:
    ring = (model.week + 1) % IMPUNITY_WEEKS
    rank = model.ledger.rank[0]
    perceived, people = [0.0] * N_CONTEXTS, [0.0] * N_CONTEXTS
    for official in model.officials:
        k = official.context
        row = model.ledger.context[k]
        if official.in_post:
            row[K.officials_in_post] += 1.0
            rank[R.in_post] += 1.0
        if official.bribes_this_week > 0:
            row[K.officials_bribed] += 1.0
            rank[R.bribe_takers] += 1.0
        perceived[k] += beta_mean(official.detected, official.undetected)
        people[k] += 1.0
        official.bribes_by_week[ring] = 0
        official.bribes_this_week = 0
        official.detections_this_week = 0
    for k in range(N_CONTEXTS):
        row = model.ledger.context[k]
        row[K.norm] = model.beliefs.context_norm[k]
        row[K.perceived_detection] = perceived[k] / people[k] if people[k] > 0.0 else 0.0


def _observe_supervisors(model: "CorruptionModel") -> None:
    for supervisor in model.supervisors:
        rank = model.ledger.rank[supervisor.rank]
        rank[R.in_post] += float(supervisor.in_post)
        rank[R.bribe_takers] += float(supervisor.took_this_week > 0)
        supervisor.took_this_week = 0
        supervisor.detections_this_week = 0


def _check(model: "CorruptionModel") -> None:
    """End the run when anything in `world.soundness` is no finite number."""
    of_contexts = {name: [row[CONTEXT_INDEX[name]] for row in model.ledger.context] for name in OF_CONTEXTS}
    of_corridors = {name: getattr(model.beliefs, name) for name in CORRIDOR_BELIEFS}
    of_corridors["fees_usd"] = [row[C.fees_usd] for row in model.ledger.corridor]
    refuse_unsound(model.week, model.w.corridor_names, of_contexts, of_corridors)

"""Phase 5, the queues: files of other work wait in one line with those of the model, and are served in their turn.

Nobody follows a file of other work: it is enough to know how many wait, and how many of them stand before each file of
the model.
"""

from typing import Any

from simcorr import draws
from simcorr.contexts import Context
from simcorr.rules import justice as rules
from simcorr.world import keys
from simcorr.world.codes import NOWHERE, Stage
from simcorr.world.trace import EventKind


def receive_other_work(m: Any) -> None:
    """Let the week's files of other work come in at both stages."""
    j, key = m.p.justice, draws.event(m.run_key, keys.OTHER_WORK, m.week)
    _receive(m, Stage.INVESTIGATION, j.other_work_investigation, key, keys.INVESTIGATED)
    _receive(m, Stage.TRIAL, j.other_work_trial, key, keys.TRIED)


def _receive(m: Any, stage: Stage, utilisation: float, key: int, decision: int) -> None:
    k = context_of(stage)
    expected = rules.other_files(utilisation, m.contexts[k].n_listed, m.p.justice.cases_per_official_week)
    came = draws.poisson(key, decision, expected)
    if came > 0:
        m.other_files[stage] += came
        m.log(EventKind.OTHER_FILES, -1, stage.value, 0, came, NOWHERE, k)


def context_of(stage: Stage) -> int:
    """Return the context that handles the files of a stage."""
    return Context.TRIAL.value if stage == Stage.TRIAL else Context.INVESTIGATION.value


def serve_others(m: Any, stage: Stage, standing: int) -> int:
    """Serve so many files of other work from the head of the queue, as far as time is left, and return how many."""
    served = rules.files_served(standing, m.capacity[stage])
    if served > 0:
        m.capacity[stage] -= float(served)
        m.other_files[stage] -= served
        m.log(EventKind.OTHER_FILES_DONE, -1, stage.value, 0, served, NOWHERE, context_of(stage))
    return served


def move_up(m: Any, stage: Stage, served: int) -> None:
    """Let the files that still wait at a stage move up by the files of other work that were served."""
    for number in range(len(m.cases)):
        case = m.cases[number]
        if not case.closed and case.stage == stage:
            case.others_before = rules.left_before(case.others_before, served)

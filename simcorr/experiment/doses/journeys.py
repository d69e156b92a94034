"""Readings about journeys: who is stopped, what the regular channel asks, who knows the risks, who is helped."""

from simcorr.experiment.doses.moment import Moment
from simcorr.experiment.doses.reading import SHARE, Reading
from simcorr.rules import official
from simcorr.rules.mathematics import clip

_EXPERIENCED = 1.0


def _stopped(moment: Moment, corridor: int, context: int) -> float:
    pinned = moment.pinned("interception", context)
    if pinned is not None:
        return pinned
    here, cell = moment.world.contexts, (corridor, context)
    documents = moment.lever("document_checks", *cell) * float(here.documents_shown[context])
    training = moment.lever("interception_factor", *cell)
    return official.interception_probability(float(here.interception_rate[context]), training, _EXPERIENCED, documents)


def _informed(moment: Moment, corridor: int, context: int) -> float:
    share = moment.world.migrants.informed_share
    return float(share + moment.lever("informed_shift", corridor, context) * (1.0 - share))


def _regular_cost(moment: Moment, corridor: int, context: int) -> float:
    return float(moment.world.regular_cost[corridor]) / 100.0 * moment.lever("regular_cost_factor", corridor, context)


def _regular_wait(moment: Moment, corridor: int, context: int) -> float:
    """Return the wait in whole weeks, as it passes."""
    return float(
        int(float(moment.world.regular_wait[corridor]) * moment.lever("regular_wait_factor", corridor, context) + 0.5)
    )


def _identified(moment: Moment, corridor: int, context: int) -> float:
    p, support = moment.world.protection, moment.lever("support", corridor, context)
    met = clip(p.contact_rate * (1.0 + support), 0.0, 1.0)
    return float(met * (p.identification + support * (1.0 - p.identification)))


JOURNEYS = (
    Reading("stopped", "parties without a deal that an experienced gatekeeper stops", SHARE,
            ("interception_factor", "document_checks"), "on journeys", _stopped),
    Reading("informed", "would-be migrants who know the risks", SHARE, ("informed_shift",), "migrants", _informed),
    Reading("regular_cost", "cost of a regular journey", "USD", ("regular_cost_factor",), "migrants", _regular_cost),
    Reading("regular_wait", "wait for a regular journey", "weeks", ("regular_wait_factor",), "migrants",
            _regular_wait),
    Reading("identified", "victims of trafficking whom a service provider identifies in a week (one on duty, silence "
            "not bought)", SHARE, ("support",), "victims", _identified),
)  # fmt: skip

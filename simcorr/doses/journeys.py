"""Readings about journeys: who is stopped, what the regular channel asks, who knows the risks, who is helped."""

from simcorr.contexts import Context
from simcorr.doses.moment import Moment
from simcorr.doses.reading import SHARE, Reading
from simcorr.rules import document, official, victim
from simcorr.rules.mathematics import clip

_EXPERIENCED = 1.0


def _are_carried(moment: Moment) -> bool:
    """Return whether documents that were bought are carried at all."""
    p = moment.world.documents
    return bool(p.issued_cover > 0.0 or p.forged_cover > 0.0)


def _are_shown(moment: Moment, context: int) -> bool:
    """Return whether documents that were bought are shown here: at controls, where any are carried."""
    return context != Context.DOCUMENTS and _are_carried(moment)


def _stopped(moment: Moment, corridor: int, context: int) -> float:
    pinned = moment.pinned("interception", context)
    if pinned is not None:
        return pinned
    here, cell = moment.world.contexts, (corridor, context)
    documents = moment.lever("document_checks", *cell) * float(here.documents_shown[context])
    if _are_carried(moment):  # then checks concern those alone who carry one
        documents = 0.0
    training = moment.lever("interception_factor", *cell)
    return official.interception_probability(float(here.interception_rate[context]), training, _EXPERIENCED, documents)


def _sent(moment: Moment, corridor: int, context: int) -> float:
    return moment.lever("random_posts", corridor, context)


def _exposed(moment: Moment, corridor: int, context: int) -> float:
    checks, shown = moment.lever("document_checks", corridor, context), moment.world.contexts.documents_shown[context]
    return float(document.exposure(checks, float(shown), moment.world.documents.issued_exposure))


def _traced(moment: Moment, corridor: int, context: int) -> float:
    return moment.lever("document_tracing", corridor, context)


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


def _recognised(moment: Moment, corridor: int, context: int) -> float:
    screening = moment.world.protection.screening
    return victim.recognition_probability(screening, moment.lever("screening", corridor, context), 1.0)


def _held(moment: Moment, context: int) -> bool:
    """Return whether stopped parties are held in custody and screened there."""
    world = moment.world
    return bool(world.justice.detention_weeks > 0 and world.protection.screening_in_detention > 0.0)


def _recognised_in_custody(moment: Moment, corridor: int, context: int) -> float:
    a_week = moment.world.protection.screening_in_detention
    return victim.recognition_probability(a_week, moment.lever("screening", corridor, context), 1.0)


def _punished(moment: Moment, corridor: int, context: int) -> float:
    spared = moment.lever("non_punishment", corridor, context)
    punished = victim.punishment_probability(moment.world.protection.punishment, spared)
    return (1.0 - _recognised(moment, corridor, context)) * punished


def _closed_ways(moment: Moment, corridor: int, context: int) -> float:
    return moment.lever("custody_oversight", corridor, context)


JOURNEYS = (
    Reading("stopped", "parties without a deal or a bought document that an experienced gatekeeper stops", SHARE,
            ("interception_factor", "document_checks"), "on journeys", _stopped),
    Reading("sent", "parties with an operator that are sent to an official at random", SHARE, ("random_posts",),
            "on journeys", _sent),
    Reading("exposed", "documents issued for a bribe that a check at a control exposes", SHARE, ("document_checks",),
            "on journeys", _exposed, exists=_are_shown),
    Reading("traced", "exposed documents for which it is asked who issued them", SHARE, ("document_tracing",),
            "on journeys", _traced),
    Reading("informed", "would-be migrants who know the risks", SHARE, ("informed_shift",), "migrants", _informed),
    Reading("regular_cost", "cost of a regular journey", "USD", ("regular_cost_factor",), "migrants", _regular_cost),
    Reading("regular_wait", "wait for a regular journey", "weeks", ("regular_wait_factor",), "migrants",
            _regular_wait),
    Reading("identified", "victims of trafficking whom a service provider identifies in a week (one on duty, silence "
            "not bought)", SHARE, ("support",), "victims", _identified),
    Reading("recognised", "victims of trafficking whom an authority that meets them recognises (silence not bought)",
            SHARE, ("screening",), "victims", _recognised),
    Reading("recognised_in_custody", "victims of trafficking in custody who are recognised in a week", SHARE,
            ("screening",), "victims", _recognised_in_custody, exists=_held),
    Reading("closed_ways", "ways to a release from custody by bribe that are closed", SHARE, ("custody_oversight",),
            "migrants", _closed_ways,
            "depends on whether stopped parties are held in custody: where none are, oversight adds nothing"),
    Reading("punished", "victims of trafficking whom an authority that meets them punishes (silence not bought)", SHARE,
            ("screening", "non_punishment"), "victims", _punished),
)  # fmt: skip

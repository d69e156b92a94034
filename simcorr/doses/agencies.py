"""Readings about labour recruitment agencies: how often they are inspected, by whom, and what workers pay."""

from simcorr.contexts import Context
from simcorr.doses.moment import Moment
from simcorr.doses.reading import SHARE, Reading
from simcorr.rules import agency


def _inspected(moment: Moment, corridor: int, context: int) -> float:
    factor = moment.lever("agency_inspection_factor", corridor, context)
    return agency.inspection_probability(moment.world.agencies.inspection_rate, factor)


def _paid_by_workers(moment: Moment, corridor: int, context: int) -> float:
    return 1.0 - moment.lever("zero_fee", corridor, context)


def _favoured(moment: Moment, corridor: int, context: int) -> float:
    declared = moment.lever("ownership_declared", corridor, context)
    return agency.favour_probability(moment.world.agencies.ownership_protection, declared)


def _closed(moment: Moment, corridor: int, context: int) -> float:
    return agency.closing_probability(moment.world.agencies.closure, moment.lever("firm_liability", corridor, context))


def _are_agencies(moment: Moment, context: int) -> bool:
    return bool(context == Context.RECRUITMENT and moment.world.n_agencies.any())


AGENCIES = (
    Reading("agency_inspected", "recruitment agencies that are inspected in a week, renewals and complaints apart",
            SHARE, ("agency_inspection_factor",), "migrants", _inspected),
    Reading("paid_by_workers", "legal cost of recruitment that workers pay, and not employers", SHARE, ("zero_fee",),
            "migrants", _paid_by_workers),
    Reading("agency_favoured", "inspections of a colleague's agency at which nobody looks", SHARE,
            ("ownership_declared",), "migrants", _favoured),
    Reading("agency_closed", "breaches of an agency that end its licence", SHARE, ("firm_liability",), "migrants",
            _closed, exists=_are_agencies),
)  # fmt: skip

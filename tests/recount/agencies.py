"""The record by corridor of labour recruitment agencies: licences, inspections, and the workers whom they place."""

import numpy as np

from simcorr.interventions import LEVER_INDEX
from simcorr.world import EventKind
from simcorr.world.codes import Inspection, Licence, Party


def agencies(log, met):
    """Return what agencies did, what was found, who lost a licence, and what became of workers."""
    world, n = log.world, log.world.n_corridors

    def number(rows, weights=None):
        return log.tally(rows, "corridor", n, weights)

    placed, owing = (met[met["kind"] == kind] for kind in (EventKind.PLACEMENT, EventKind.DEBT))
    owing = owing[owing["party"] == Party.RECRUITER]
    harmed = met[(met["kind"] == EventKind.EXPLOITATION) & (met["party"] == Party.RECRUITER)]
    seen, licences = log.of(EventKind.INSPECTION), log.of(EventKind.LICENCE)
    lost = number(licences[licences["a"] == Licence.LOST])
    granted = number(licences[licences["a"] == Licence.GRANTED])
    return {
        "workers_placed": number(placed, placed["persons"]),
        "agency_fees_usd": number(placed, placed["value"] / 100.0 * placed["persons"]),
        "excess_fees_usd": number(placed, (placed["value"] - _legal(world, placed)) / 100.0 * placed["persons"]),
        "worker_debt_usd": number(owing, owing["value"] / 100.0 * owing["persons"]),
        "agencies_licensed": world.n_agencies + (granted - lost).cumsum(axis=0),
        "agency_inspections": number(seen),
        "agency_favours": number(seen[seen["a"] == Inspection.FAVOUR]),
        "agency_bribes": number(seen[seen["a"] == Inspection.BRIBED]),
        "breaches_found": number(seen[seen["a"] == Inspection.BREACH]),
        "licences_lost": lost,
        "agency_complaints": number(met[(met["kind"] == EventKind.TESTIMONY) & (met["a"] >= 0) & (met["value"] == 1)]),
        "workers_exploited": number(harmed, harmed["persons"]),
    }


def _legal(world, placed):
    """Return what workers pay of the legal cost, in cents: employers may pay the rest."""
    week, c = placed["week"].to_numpy(), placed["corridor"].to_numpy()
    factor, paid_by_employers = (
        world.levers[week, LEVER_INDEX[name], c, np.zeros_like(c)] for name in ("regular_cost_factor", "zero_fee")
    )
    return world.regular_cost[c] * factor * (1.0 - paid_by_employers)

"""Audits by superiors and by outsiders: what they find, and what officials believe once they are announced."""

import math
from collections.abc import Iterator, Mapping
from typing import Any

from simcorr.interventions import HighRiskAudits
from simcorr.scenario import Scenario
from simcorr.validation.closed_forms.bench import Bench, Observed
from simcorr.validation.closed_forms.finding import ClosedForm, Finding, share
from simcorr.validation.closed_forms.worlds import PRICE, WAGE, pinned, quiet, route

BORDER = "border_crossings"
RATE, EROSION, FATIGUE = 0.25, 0.6, 2.0


def found(trust: float, factor: float = 1.0, external: float = 1.0) -> float:
    """Return the chance that audits find a bribe, where superiors are asked for more and outsiders come as well.

    ``factor`` multiplies what superiors do at first, ``external`` less one is what outsiders add to it.
    """
    by_superiors = (1.0 + (factor - 1.0) * (1.0 - trust) ** FATIGUE) * (1.0 - EROSION * trust)
    return -math.expm1(-RATE * (by_superiors + external - 1.0))


def trust_after(weeks: int, gain: float) -> float:
    """Return the trust between superior and official after so many weeks together, each of which takes its share."""
    trust: float = 1.0 - (1.0 - gain) ** weeks
    return trust


def _world(weeks: int, gain: float, changes: Mapping[str, Any]) -> Scenario:
    """Return a world of one large post where audits alone bring bribes to light, and nothing follows."""
    return quiet(
        route("route", [BORDER], [(BORDER, STAFF)], STAFF * PER_OFFICIAL),
        pins=pinned(border_crossings={"offer": 1.0, "acceptance": 1.0, "interception": 0.0}),
        changes={
            f"contexts.{BORDER}.detection_rate": RATE,
            "supervision.trust_gain_per_week": gain,
            "supervision.trust_erosion": EROSION,
            "supervision.audit_fatigue": FATIGUE,
            "reporting.partner_sharing": 0.0,
            **changes,
        },
        weeks=weeks,
    )


def _audits(factor: float, external: float, credence: float = 0.0) -> HighRiskAudits:
    return HighRiskAudits(factor=factor, external_factor=external, announced=credence, contexts=(BORDER,), delivery=1.0)


STAFF, PER_OFFICIAL, GAIN = 400, 8.0, 0.5
READ = (0, 1, 8)
"""Weeks that officials and superiors have spent together when bribes are counted: no trust, half of it, nearly all."""


def _found(bench: Bench) -> Iterator[Finding]:
    """Ask for more by superiors, by outsiders and by both, and look again as trust grows."""
    for seed, (factor, external) in enumerate(((1.0, 1.0), (6.0, 1.0), (1.0, 3.0), (6.0, 3.0))):
        world = _world(READ[-1] + 1, GAIN, {})
        observed = bench.run(world, [_audits(factor, external)], seed=seed)
        for weeks in READ:
            trust = trust_after(weeks, GAIN)
            seen, taken = (
                observed.total(name, BORDER, slice(weeks, weeks + 1)) for name in ("detections_audit", "bribes")
            )
            label = f"bribes that are found, superiors {factor:g}, outsiders {external - 1:g}, trust {trust:.2f}"
            yield share(label, found(trust, factor, external), seen, taken)


PRIOR, TRANSFER, PRECISION, OFFERED = 0.1, 10.0, 2.0, 3.0
SUBSTANTIATED = 0.7
"""Share of the bribes found by an audit against whose takers a case stands: the evidence that an audit brings."""


def announced_detection(trust: float, factor: float, external: float) -> float:
    """Return the chance that a bribe comes to light, as it is announced: the first belief and what audits add to it.

    What audits find counts as far as a case stands.
    """
    return PRIOR + SUBSTANTIATED * (found(trust, factor, external) - found(trust))


def accepting(credence: float, trust: float, factor: float, external: float) -> float:
    """Return the chance that an offer is accepted where an announcement is believed in part."""
    believed = PRIOR + credence * max(0.0, announced_detection(trust, factor, external) - PRIOR)
    required = WAGE + believed * TRANSFER * WAGE
    return 1.0 / (1.0 + math.pow(required / (OFFERED * PRICE), PRECISION))


def _accepted(observed: Observed, label: str, expected: float, weeks: slice) -> Finding:
    offers, taken = (observed.total(name, BORDER, weeks) for name in ("offers", "offers_accepted"))
    return share(f"offers accepted, {label}", expected, taken, offers)


def _believed(bench: Bench) -> Iterator[Finding]:
    """Announce audits, more of them or fewer, to officials whom superiors trust or do not know yet."""
    changes = {
        f"contexts.{BORDER}.bribe_reference_usd": OFFERED * PRICE,
        f"pins.{BORDER}.acceptance": None,
        "officials.perceived_detection_prior": PRIOR,
        "officials.transfer_cost_wages": TRANSFER,
        "officials.acceptance_precision": PRECISION,
        "reporting.evidence_audit": SUBSTANTIATED,
    }
    worlds = (
        (0.0, 0.0, 2.0, 3.0),
        (0.4, 0.0, 2.0, 3.0),
        (1.0, 0.0, 2.0, 3.0),
        (1.0, 0.0, 0.5, 1.0),
        (1.0, 0.0, 4.0, 1.0),
        (1.0, 1.0, 4.0, 1.0),
        (1.0, 1.0, 1.0, 3.0),
    )
    for seed, (credence, trust, factor, external) in enumerate(worlds):
        # Full trust takes one week to come about.
        world = _world(8, trust, changes)
        observed = bench.run(world, [_audits(factor, external, credence)], seed=seed)
        label = f"superiors {factor:g}, outsiders {external - 1:g}, trust {trust:g}, credence {credence:g}"
        yield _accepted(observed, label, accepting(credence, trust, factor, external), slice(1, 8))


CASES = (
    ClosedForm(
        "audits by superiors and outsiders",
        "Superiors give up audits, and above all those they are asked for on top, as they come to trust their staff; "
        "outsiders go on.",
        "P(found) = 1 - exp(-r (A (1 - z T) + x - 1)); A = 1 + (f - 1)(1 - T)^eta; T = 1 - (1 - g)^weeks",
        "one large post, every bribe taken; superiors are asked for f times the usual audits at the rate r, outsiders "
        "add x - 1 times as many, the share g of missing trust T comes with every week",
        "Banerjee, Duflo and Glennerster 2008",
        _found,
    ),
    ClosedForm(
        "announced audits",
        "An announcement that is believed in part raises the feared risk by that part of what audits add, and never "
        "more; fewer audits, or audits that trust makes an end of, are no news.",
        "P(accepted) = 1/(1 + ((R + b L)/B)^precision); b = d + w max(0, e (P' - P))",
        "as before, offers at the price B to officials who require R and the loss L that they expect of a case, whose "
        "first belief is d; a share w is believed, P and P' are the chances to be found before and after, e the share "
        "of what is found that stands; nobody learns",
        "Olken 2007",
        _believed,
    ),
)

"""Means that attempts use up: who is stopped again and again takes on more debt each time."""

from collections.abc import Iterator

import numpy as np

from simcorr.scenario import Scenario
from simcorr.validation.closed_forms.bench import Bench
from simcorr.validation.closed_forms.finding import ClosedForm, Finding, exact
from simcorr.validation.closed_forms.worlds import pinned, quiet, route
from simcorr.world.trace import EventKind

BORDER = "border_crossings"
FEE, ADVANCE, MEANS, ATTEMPTS = 1000.0, 0.4, 600.0, 4


def debt_at(attempt: int, used: float) -> float:
    """Return the debt that an attempt, counted from one, adds when all before it were stopped, in USD."""
    return FEE - max(0.0, MEANS - (attempt - 1) * used * ADVANCE * FEE)


def _world(used: float) -> Scenario:
    """Return a world of one post that stops everybody; all have the same means, and try again at once."""
    return quiet(
        route("route", [BORDER], [(BORDER, 1)], 2.0, fee_usd=FEE),
        pins=pinned(border_crossings={"offer": 0.0, "acceptance": 0.0, "interception": 1.0, "detection": 0.0}),
        changes={
            "migrants.means_median_usd": MEANS,
            "migrants.means_sigma": 0.0,
            "migrants.means_used_share": used,
            "migrants.retry_probability": 1.0,
            "migrants.maximum_attempts": ATTEMPTS,
            "smugglers.fee_advance_share": ADVANCE,
        },
        weeks=12,
    )


def _debts(bench: Bench) -> Iterator[Finding]:
    """Let all, half or nothing of what attempts cost be missing for the next."""
    for number, used in enumerate((1.0, 0.5, 0.0)):
        seen = bench.run(_world(used), seed=number, events=True)
        who, owed = seen.events(EventKind.DEBT).subject, seen.values(EventKind.DEBT) / 100.0
        tries = np.array([np.count_nonzero(who[: place + 1] == one) for place, one in enumerate(who)])
        for attempt in range(1, ATTEMPTS + 1):
            label = f"debt that attempt {attempt} adds, {used:.0%} of what attempts cost is missing"
            yield exact(label, debt_at(attempt, used), float(owed[tries == attempt].mean()))


CASES = (
    ClosedForm(
        "means that attempts use up",
        "Of the fee of a stopped journey the part that was due in advance is gone: each further attempt is paid for "
        "with that much more debt.",
        "D(k) = F - max(0, M - (k - 1) s a F)",
        "one post that stops everybody; all have means M and try again; the share a of a fee F is due in advance, and "
        "the share s of it is missing for the next attempt",
        "Friebel and Guriev 2006",
        _debts,
    ),
)

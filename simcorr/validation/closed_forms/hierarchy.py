"""Settlement in a hierarchy: who takes a case up, who is paid, and whom the rules reach.

Nobody expects a prosecution, so that a case costs its subject a transfer and nothing else; payments then follow from
wages alone.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from simcorr.contexts import CONTEXT_NAMES
from simcorr.rules.supervisor import PROSECUTE, SETTLE
from simcorr.scenario import Scenario
from simcorr.validation.closed_forms.bench import Bench, Integers, Observed
from simcorr.validation.closed_forms.finding import ClosedForm, Finding, exact, share
from simcorr.validation.closed_forms.worlds import WAGE, pinned, quiet, route
from simcorr.world.trace import EventKind

Flags = NDArray[np.bool_]

BORDER = "border_crossings"
OWN_WAGE = 120.0  # of gatekeepers, in USD
FACTOR, RESERVATION, TRANSFER, FEARED, PRECISION = 2.0, 1.0, 10.0, 0.1, 1.5
OVERSIGHT = 0.6


def payment(rank: int, known: bool = False) -> float:
    """Return what is paid to a supervisor of a rank, in USD: half of what is at stake and what is required together."""
    return 0.5 * (_stake(rank - 1) + required(rank, known))


def settling(rank: int, known: bool = False) -> float:
    """Return the chance that a supervisor of a rank who takes money settles a case."""
    return 1 / (1 + math.pow(required(rank, known) / payment(rank, known), PRECISION))


def _wage(rank: int) -> float:
    wage: float = WAGE * FACTOR**rank
    return wage


def _stake(rank: int) -> float:
    at_stake: float = TRANSFER * (OWN_WAGE if rank == 0 else _wage(rank))
    return at_stake


def expected_once_caught(rank: int, known: bool) -> float:
    """Return the loss that somebody of a rank expects once caught; less where settling is known."""
    if not known or rank == 3:
        return _stake(rank)
    settled = settling(rank + 1, known)
    return (1 - settled) * _stake(rank) + settled * payment(rank + 1, known)


def required(rank: int, known: bool = False) -> float:
    """Return what a supervisor requires: the reservation price, and what the payment may cost if it comes to light."""
    return RESERVATION * _wage(rank) + FEARED * expected_once_caught(rank, known)


def prosecuting(base: float, mandate: float = 0.0, evidence: float = 0.0) -> float:
    """Return the chance that a case is prosecuted that is not settled."""
    return 1 / (1 + math.exp(-base - mandate - evidence))


def _world(
    posts: int,
    staff: int,
    per_week: float,
    weeks: int,
    detection: float,
    changes: Mapping[str, Any],
    on: Sequence[str] = ("hush_payments",),
) -> Scenario:
    return quiet(
        route("route", [BORDER], [*[(BORDER, staff)] * posts, ("investigation", 1)], per_week),
        pins=pinned(border_crossings={"offer": 1.0, "acceptance": 1.0, "interception": 0.0, "detection": detection}),
        changes={
            f"contexts.{BORDER}.wage_usd": OWN_WAGE,
            "officials.perceived_detection_prior": FEARED,
            "officials.transfer_cost_wages": TRANSFER,
            "officials.peer_effect": 0.0,
            "officials.acceptance_precision": PRECISION,
            "supervision.supervisor_wage_factor": FACTOR,
            "supervision.supervisor_reservation_wages": RESERVATION,
            "supervision.supervisor_never_accepts_share": 0.0,
            "supervision.oversight_rate": OVERSIGHT,
            "supervision.scandal_avoidance": 0.0,
            # Whoever is prosecuted is cleared in the same week, and all cases are alike.
            "justice.charge_base": -10.0,
            "justice.charge_evidence": 0.0,
            **changes,
        },
        on=on,
        weeks=weeks,
    )


POSTS, WEEKS = 60, 60


def _ranks(bench: Bench) -> Iterator[Finding]:
    """Let nobody be prosecuted: what is not settled has no consequence, and nobody is ever away."""
    observed = bench.run(_world(POSTS, 2, 300.0, WEEKS, 0.2, {}), events=True)
    done, paid = observed.events(EventKind.DISPOSAL), observed.events(EventKind.SETTLEMENT)
    cases = [int((done.a == rank).sum()) for rank in range(4)]
    for rank in range(3):
        settled = int(((done.a == rank) & (done.b == SETTLE)).sum())
        yield share(f"cases of rank {rank} that are settled", settling(rank + 1), settled, cases[rank])
        amounts = paid.value[paid.b == rank + 1] / 100.0
        yield exact(f"payment to rank {rank + 1}, USD", payment(rank + 1), float(amounts.mean()))
        yield exact(
            f"payments to rank {rank + 1} in the weekly record", len(amounts), observed.of_rank("bribes", rank + 1)
        )
        yield exact(f"lowest for highest payment to rank {rank + 1}", 1.0, float(amounts.min() / amounts.max()))
    for rank in (1, 2):
        # What the two upper ranks took in the last week has not been looked at by its end.
        taken = int(((paid.b == rank) & ((rank == 1) | (paid.week < WEEKS - 1))).sum())
        yield share(f"payments to rank {rank} that are found", OVERSIGHT, cases[rank], taken)
    reached = np.cumprod([1.0, settling(1) * OVERSIGHT, settling(2) * OVERSIGHT])
    for rank in range(3):
        left = int(((done.a == rank) & (done.b != SETTLE)).sum())
        expected = float(reached[rank]) * (1 - settling(rank + 1))
        yield share(f"cases of rank {rank} left to the rules, of all of gatekeepers", expected, left, cases[0])


HIGH_PRICE = 2.0
"""The bribe offered where settling is known, in weekly wages of the quiet world; a reference price alone is offered."""


def _known(bench: Bench) -> Iterator[Finding]:
    """Let everybody reckon with settling, from the top down, and gatekeepers decide about offers."""
    scenario = _world(POSTS, 2, 300.0, WEEKS, 0.2, {}, on=("hush_payments", "known_settlements"))
    observed = bench.run(scenario, events=True)
    done, paid = observed.events(EventKind.DISPOSAL), observed.events(EventKind.SETTLEMENT)
    for rank in range(3):
        settled, cases = (int(((done.a == rank) & what).sum()) for what in (done.b == SETTLE, done.b >= 0))
        yield share(f"cases of rank {rank} that are settled", settling(rank + 1, known=True), settled, cases)
        amounts = paid.value[paid.b == rank + 1] / 100.0
        paid_out = round(100.0 * payment(rank + 1, known=True)) / 100.0  # whole cents
        yield exact(f"payment to rank {rank + 1}, USD", paid_out, float(amounts.mean()))
    for known in (False, True):
        deciding = _world(
            POSTS,
            2,
            300.0,
            WEEKS,
            0.0,
            {f"contexts.{BORDER}.bribe_reference_usd": HIGH_PRICE * WAGE, f"pins.{BORDER}.acceptance": None},
            on=("hush_payments", *(("known_settlements",) if known else ())),
        )
        decided = bench.run(deciding)
        required_here = WAGE + FEARED * expected_once_caught(0, known)
        accepted = 1 / (1 + math.pow(required_here / (HIGH_PRICE * WAGE), PRECISION))
        offers, taken = (decided.total(name, BORDER) for name in ("offers", "offers_accepted"))
        label = "offers accepted where settling is " + ("known" if known else "ignored")
        yield share(label, accepted, taken, offers)


RARE = -2.2


def _sanctions(bench: Bench) -> Iterator[Finding]:
    """Let some be prosecuted; cases whose superior is away, so that nobody can settle them, are apart."""
    observed = bench.run(_world(POSTS, 2, 200.0, 300, 0.2, {"supervision.prosecute_base": RARE}), events=True)
    rank, done, away = _decided(observed)
    prosecuted = prosecuting(RARE)
    for number in range(3):
        alike = (rank == number) & ~away
        settled, pursued = (int((done[alike] == what).sum()) for what in (SETTLE, PROSECUTE))
        p = settling(number + 1)
        yield share(f"cases of rank {number} that are settled", p, settled, int(alike.sum()))
        yield share(f"cases of rank {number} that are prosecuted", (1 - p) * prosecuted, pursued, int(alike.sum()))
    absent = int(away.sum())
    yield share("prosecuted while the superior is away", prosecuted, int((done[away] == PROSECUTE).sum()), absent)


def _decided(observed: Observed) -> tuple[Integers, Integers, Flags]:
    """Return of every case the rank of its subject, what was done, and whether the superior was away.

    A supervisor who is prosecuted is away for the rest of the week and through all decisions of the next one.
    """
    disposals = observed.events(EventKind.DISPOSAL)
    last_away: dict[int, int] = {}
    away = np.zeros(len(disposals.week), dtype=bool)
    rows = zip(
        disposals.week.tolist(), disposals.subject.tolist(), disposals.a.tolist(), disposals.b.tolist(), strict=True
    )
    for n, (week, subject, rank, done) in enumerate(rows):
        away[n] = week <= last_away.get(_superior(subject, rank), -1)
        if rank > 0 and done == PROSECUTE:
            last_away[subject] = week + 1
    return disposals.a, disposals.b, away


def _superior(subject: int, rank: int) -> int:
    """Return the number of the office above: one a post, the investigators' last, then one a context, then the top."""
    offices = POSTS + 1
    if rank == 0:
        return subject // 2
    return offices + (CONTEXT_NAMES.index(BORDER) if rank == 1 else len(CONTEXT_NAMES))


NEVER, LONE_POSTS, FIRST_CASES = 0.4, 900, 6


def _never(bench: Bench) -> Iterator[Finding]:
    changes = {"supervision.supervisor_never_accepts_share": NEVER, "supervision.oversight_rate": 0.0}
    scenario = _world(LONE_POSTS, 1, 1.0 * LONE_POSTS, 60, 0.3, changes)
    done = bench.run(scenario, events=True).events(EventKind.DISPOSAL)
    p = settling(1)
    by_post = [done.b[done.subject == post] for post in range(LONE_POSTS)]
    first = sum(int(cases[0] == SETTLE) for cases in by_post)
    yield share("first case of a post that is settled", (1 - NEVER) * p, first, LONE_POSTS)
    none = sum(int((cases[:FIRST_CASES] != SETTLE).all()) for cases in by_post)
    expected = NEVER + (1 - NEVER) * (1 - p) ** FIRST_CASES
    yield share(f"posts that settle none of {FIRST_CASES} cases", expected, none, LONE_POSTS)


def _prosecution(bench: Bench) -> Iterator[Finding]:
    for base, mandate, weight in ((0.3, 0.0, 0.0), (-2.0, 0.3, 1.5)):
        changes = {
            "switches.hush_payments": False,
            "supervision.prosecute_base": base,
            "supervision.mandate": mandate,
            "supervision.prosecute_mandate": 4.0,
            "supervision.prosecute_evidence": weight,
            "reporting.evidence_audit": 0.8,
        }
        scenario = _world(1, 300, 300.0, 30, 0.3, changes)
        observed = bench.run(scenario)
        found, cases = observed.total("prosecutions", BORDER), observed.total("cases_opened", BORDER)
        expected = prosecuting(base, 4.0 * mandate, 0.8 * weight)
        label = f"cases that are prosecuted, base {base:g}, mandate {mandate:g}, weight of evidence {weight:g}"
        yield share(label, expected, found, cases)


CASES = (
    ClosedForm(
        "settlement by rank",
        "A supervisor settles a case for half of the sum of what is at stake and what is required; the payment may be "
        "found and settled in turn, so that the rules reach higher ranks ever more seldom.",
        "payment = (L + R)/2; p = 1/(1 + (R/payment)^precision); left to the rules at rank r: (1 - p_{r+1}) "
        "prod_{k<=r} p_k o",
        "60 posts, every supervisor takes money, a payment is found with chance o, nobody is prosecuted",
        "Basu, Bhattacharya and Mishra 1992",
        _ranks,
    ),
    ClosedForm(
        "settlement that is known",
        "Whoever may be caught reckons with settling: from the top down, less is feared, less is required, and more "
        "offers are accepted.",
        "L' = (1 - p) L + p (L + R)/2; R = r + d L' one rank higher; P(accepted) = 1/(1 + ((r + d L')/b)^precision)",
        "as before, settling known or ignored; then offers alone, none of which comes to light",
        "Basu, Bhattacharya and Mishra 1992",
        _known,
    ),
    ClosedForm(
        "prosecution by rank",
        "What is not settled is prosecuted with one chance, whatever the rank.",
        "P(prosecuted at rank r) = (1 - p_{r+1}) sigma(base)",
        "as before, with some prosecuted and cleared in the same week; cases whose superior is away are apart",
        "Basu, Bhattacharya and Mishra 1992",
        _sanctions,
    ),
    ClosedForm(
        "supervisors who never settle",
        "A share of supervisors never settles, whatever the payment.",
        "P(settled) = (1 - v) p; P(none of k) = v + (1 - v)(1 - p)^k",
        "900 posts of one official, a share v of supervisors takes no money",
        "Basu, Bhattacharya and Mishra 1992",
        _never,
    ),
    ClosedForm(
        "prosecution of what is not settled",
        "Base, duty to prosecute and evidence add up in the odds of a prosecution.",
        "P(prosecuted) = sigma(base + w_m mandate + w_e evidence)",
        "one large post, no payments, evidence of 0.8",
        "McFadden 1974",
        _prosecution,
    ),
)

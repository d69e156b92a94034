"""Labour recruitment agencies: how long licences last, what inspections come to, and what workers owe and suffer."""

import math
from collections.abc import Iterator
from typing import Annotated, Any

import numpy as np

from simcorr.interventions import Intervention
from simcorr.interventions.sets import Sets
from simcorr.scenario import Scenario
from simcorr.validation.closed_forms.bench import Bench, Floats, Observed
from simcorr.validation.closed_forms.finding import ClosedForm, Finding, exact, mean, share
from simcorr.validation.closed_forms.worlds import pinned, quiet, route
from simcorr.world.codes import Inspection, Licence
from simcorr.world.trace import EventKind

OFFICE, BORDER = "recruitment", "border_crossings"
AGENCIES, WEEKS, TERM, CLOSED = 80, 500, 15, 6
MOST_CHARGED, VISIBILITY, RATE, CLOSURE = 3.0, 0.9, 0.08, 0.5
CHARGED = 0.5 * (MOST_CHARGED - 1.0)
"""What is charged beyond the legal cost, in its multiples, where nothing decides: half of what could be."""
FAVOUR, OFFERED, TAKEN = 0.4, 0.5, 0.6
LEGAL, MEANS, SPREAD, PAID_BY_EMPLOYERS = 500.0, 600.0, 0.8, 0.4
PASS_THROUGH = 0.7
"""By what share the most that is charged beyond the legal cost falls for each share that employers pay of that."""
HAZARD, BY_DEBT, BY_DECEPTION, DECEIVED = 0.2, 1.5, 1.0, 0.5


class _PaidByEmployers(Intervention):
    """A zero-fee rule that reaches a share of what workers pay."""

    share: Annotated[float, Sets("zero_fee")] = PAID_BY_EMPLOYERS


def results() -> dict[Inspection, float]:
    """Return how likely each end of an inspection is."""
    found = (1.0 - FAVOUR) * -math.expm1(-VISIBILITY * CHARGED)
    return {
        Inspection.FAVOUR: FAVOUR,
        Inspection.NOTHING: 1.0 - FAVOUR - found,
        Inspection.BRIBED: found * OFFERED * TAKEN,
        Inspection.BREACH: found * (1.0 - OFFERED * TAKEN),
    }


def share_licensed() -> float:
    """Return the share of weeks in which an agency holds a licence, by the theorem of renewal and reward."""
    lost = results()[Inspection.BREACH] * CLOSURE
    week = 1.0 - RATE * lost
    in_a_term, renewed = (1.0 - week**TERM) / (1.0 - week), week ** (TERM - 1) * (1.0 - lost)
    licensed = in_a_term / (1.0 - renewed)
    return float(licensed / (licensed + CLOSED))


def _world(agencies: int, per_week: float, weeks: int, **changes: Any) -> Scenario:
    """Return a world of agencies that charge what nothing decides, in each of which an official has an interest."""
    return quiet(
        route("route", [BORDER], [(OFFICE, 5), (BORDER, 1)], per_week, agencies=agencies, regular_cost_usd=LEGAL),
        pins=pinned(
            recruitment={"offer": OFFERED, "acceptance": TAKEN, "detection": 0.0},
            border_crossings={"offer": 0.0, "acceptance": 0.0, "detection": 0.0},
        ),
        changes={
            "agencies.most_charged": MOST_CHARGED,
            "agencies.honest_share": 0.0,
            "agencies.fee_precision": 0.0,
            "agencies.inspection_rate": RATE,
            "agencies.visibility": VISIBILITY,
            "agencies.licence_weeks": TERM,
            "agencies.closure": CLOSURE,
            "agencies.closed_weeks": CLOSED,
            "agencies.turnover_per_year": 0.0,
            "agencies.cost_pass_through": PASS_THROUGH,
            "agencies.reopening": 0.5,
            "agencies.inspection_bribe_usd": 100.0,
            "agencies.licence_bribe_usd": 100.0,
            "agencies.owned_share": 1.0,
            "agencies.ownership_protection": FAVOUR,
            "agencies.deception": 0.0,
            "agencies.hazard": 0.0,
            **changes,
        },
        weeks=weeks,
        on=("migrant_choice", "private_exemption"),
    )


def _licences(bench: Bench) -> Iterator[Finding]:
    """Watch many agencies over many terms; nobody travels."""
    seen = bench.run(_world(AGENCIES, 0.0, WEEKS), events=True)
    looked, licences = seen.events(EventKind.INSPECTION), seen.events(EventKind.LICENCE)
    for result, chance in results().items():
        yield share(f"inspections: {result.name.lower()}", chance, (looked.a == result).sum(), len(looked.a))
    breaches = (looked.a == Inspection.BREACH).sum()
    yield share("breaches that end a licence", CLOSURE, (licences.a == Licence.LOST).sum(), breaches)
    licensed = _licensed(seen)
    by_chance = (looked.b == 0).sum()
    before = AGENCIES + licensed[:, :-1].sum()
    yield share("inspections by chance in a week", RATE, by_chance, before - (looked.b == 1).sum())
    yield exact("renewals at another time than the end of the term", 0.0, _out_of_turn(seen))
    late = licensed[:, WEEKS // 5 :].mean(axis=1)
    yield mean("share of weeks with a licence", share_licensed(), late)


def _licensed(seen: Observed) -> Floats:
    """Return by agency and week whether it holds a licence at the end of the week."""
    licences, held = seen.events(EventKind.LICENCE), np.ones((AGENCIES, WEEKS))
    for week, agency, what in zip(licences.week, licences.subject, licences.a, strict=True):
        held[agency, week:] = float(what != Licence.LOST)
    return held


def _out_of_turn(seen: Observed) -> int:
    """Return how many renewals, or refusals of one, do not fall on the end of a term."""
    events, since, wrong = seen.events(EventKind.LICENCE, EventKind.INSPECTION), dict[int, int](), 0
    for week, kind, agency, what, why in zip(events.week, events.kind, events.subject, events.a, events.b, strict=True):
        if kind == EventKind.LICENCE:
            since[agency] = week if what != Licence.LOST else -1
        elif agency in since:  # of the first terms a part has passed already
            wrong += int((why == 1) != (week == since[agency] + TERM))
    return wrong


def price(paid_by_employers: float) -> float:
    """Return what a worker pays, in USD."""
    return LEGAL * (1.0 - paid_by_employers + CHARGED * (1.0 - PASS_THROUGH * paid_by_employers))


def debt(asked: float) -> tuple[float, float]:
    """Return the share of workers who owe something, and the mean debt of all of them: a call on means, turned round.

    Means are lognormal, so that ``E (P - M)+ = P Phi(d) - m exp(s^2 / 2) Phi(d - s)`` with ``d = ln(P / m) / s``.
    """
    at = math.log(asked / MEANS) / SPREAD
    return _normal(at), asked * _normal(at) - MEANS * math.exp(SPREAD**2 / 2.0) * _normal(at - SPREAD)


def _normal(value: float) -> float:
    return 0.5 * math.erfc(-value / math.sqrt(2.0))


_CHOICE = {
    "migrants.means_median_usd": MEANS,
    "migrants.means_sigma": SPREAD,
    "migrants.regular_credit": 1.0,
    "migrants.informed_share": 0.0,
    "migrants.attachment_usd": 0.0,
    "migrants.choice_scale_usd": 1000.0,
}


def _debts(bench: Bench) -> Iterator[Finding]:
    """Let workers pay all that agencies charge, or employers a part of it; then let all owe the whole."""
    for number, employers in enumerate((0.0, PAID_BY_EMPLOYERS)):
        rules = [_PaidByEmployers(delivery=1.0)] if employers else []
        seen = bench.run(_world(8, 100.0, 60, **_CHOICE), rules, seed=number, events=True)
        placed, owed = seen.values(EventKind.PLACEMENT) / 100.0, seen.values(EventKind.DEBT) / 100.0
        late = seen.events(EventKind.PLACEMENT).week > 0  # before the first inspections the rule is not known yet
        who = seen.events(EventKind.PLACEMENT).subject[late]
        debts = dict(zip(seen.events(EventKind.DEBT).subject.tolist(), owed.tolist(), strict=True))
        all_debts = np.array([debts.get(one, 0.0) for one in who.tolist()])
        words = f"employers pay {employers:.0%}"
        yield exact(f"what a worker pays in USD, {words}", price(employers), float(placed[late].mean()))
        indebted, owes = debt(price(employers))
        yield share(f"workers in debt, {words}", indebted, (all_debts > 0.0).sum(), len(who))
        yield mean(f"debt of a worker in USD, {words}", owes, all_debts)
    yield from _harm(bench)


def _harm(bench: Bench) -> Iterator[Finding]:
    """Let workers with next to no means owe what they pay, and half of them be told falsely what awaits them."""
    changes = {
        **_CHOICE,
        "migrants.means_median_usd": 1.0,
        "migrants.means_sigma": 0.0,
        "agencies.deception": DECEIVED,
        "agencies.hazard": HAZARD,
        "protection.vulnerability_effect": 0.0,
        "protection.debt_effect": BY_DEBT,
        "protection.deception_effect": BY_DECEPTION,
        "protection.impunity_effect": 0.0,
    }
    seen = bench.run(_world(8, 300.0, 60, **changes), seed=2, events=True)
    placed, harmed = seen.events(EventKind.PLACEMENT), set(seen.events(EventKind.EXPLOITATION).subject.tolist())
    arrived = np.isin(placed.subject, seen.events(EventKind.ARRIVAL).subject)
    suffered = np.isin(placed.subject, list(harmed))
    yield share("workers told falsely", DECEIVED, placed.b.sum(), len(placed.b))
    for deceived, words in ((0, "told the truth"), (1, "told falsely")):
        ours = arrived & (placed.b == deceived)
        owed = 1.0 - 1.0 / price(0.0)
        chance = -math.expm1(-HAZARD * (1.0 + BY_DEBT * owed) * (1.0 + deceived * BY_DECEPTION))
        yield share(f"exploited of those {words}", chance, (suffered & ours).sum(), ours.sum())


CASES = (
    ClosedForm(
        "licences of recruitment agencies",
        "Inspections end in a favour, with nothing, by a bribe or with a breach, as their chances have it; an agency "
        "holds a licence for the share of weeks that the mean life of a licence has of life and closure together.",
        "A = sum w^j (j < L) / (1 - w^(L-1) (1 - k)), w = 1 - r k, k = (1 - g) (1 - exp(-v e)) (1 - o a) c; share "
        "A / (A + T)",
        "agencies that charge e beyond the legal cost, inspected with chance r a week and at the end of each term L; "
        "officials favour all with chance g, and are offered bribes (o) that they accept (a); a breach ends a licence "
        "with chance c, for T weeks",
        "Cox 1962",
        _licences,
    ),
    ClosedForm(
        "debts to recruitment agencies",
        "A worker owes what the price exceeds his means by, a put on lognormal means; zero-fee rules lower the price; "
        "who owes all, or was told falsely, is exploited as often as the hazard has it.",
        "E D = P Phi(d) - m exp(s^2 / 2) Phi(d - s), d = ln(P / m) / s; P = L (1 - z + e (1 - x z)); P(exploited) = "
        "1 - exp(-h (1 + b) (1 + l))",
        "agencies that charge e beyond the legal cost L, of which employers pay z; credit for all; means are lognormal "
        "(m, s); then all owe the whole price, and some were deceived",
        "Black and Scholes 1973; Friebel and Guriev 2006",
        _debts,
    ),
)

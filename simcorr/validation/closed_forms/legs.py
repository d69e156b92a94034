"""Fees by leg: what a journey pays of its fee where a part falls due with every stage that is behind."""

from collections.abc import Iterator

from simcorr.scenario import Scenario
from simcorr.validation.closed_forms.bench import Bench, Floats, Observed
from simcorr.validation.closed_forms.finding import ClosedForm, Finding, exact, mean
from simcorr.validation.closed_forms.worlds import pinned, quiet, route
from simcorr.world.measures import CORRIDOR_INDEX
from simcorr.world.trace import EventKind

LEGS = ("documents", "border_crossings", "transportation", "airports")
FEE, ADVANCE, STOPPED = 1000.0, 0.2, 0.25
WEEKS, LAST = 30, 24
"""Nobody comes after the week ``LAST``, so that all journeys have ended by the end of the run."""


def paid_of_a_fee(by_leg: float) -> float:
    """Return the share of its fee that a journey pays in the mean."""
    passed = 1.0 - STOPPED
    return passed ** len(LEGS) + sum(passed**n * STOPPED * _paid_after(n, by_leg) for n in range(len(LEGS)))


def _paid_after(stages: float, by_leg: float) -> float:
    return ADVANCE + (1.0 - ADVANCE) * by_leg * stages / len(LEGS)


def _world(by_leg: float) -> Scenario:
    posts = [(context, 2) for context in LEGS]
    flow = [{"week": LAST, "factor": 0.0}]
    return quiet(
        route("route", LEGS, posts, 200.0, fee_usd=FEE, flow=flow),
        pins=pinned(**{context: {"offer": 0.0, "interception": STOPPED} for context in LEGS}),
        changes={
            "smugglers.fee_advance_share": ADVANCE,
            "smugglers.fees_by_leg": by_leg,
            "smugglers.arrest_cost_usd": 0.0,
        },
        weeks=WEEKS,
    )


def _shares_paid(observed: Observed, by_leg: float) -> list[float]:
    """Return the share of its fee that each journey has paid, told by where it ended."""
    stops = observed.events(EventKind.INTERCEPTION)
    behind = dict(zip(stops.subject.tolist(), stops.value.tolist(), strict=True))
    clients = observed.events(EventKind.CLIENT).subject.tolist()
    return [_paid_after(behind[one], by_leg) if one in behind else 1.0 for one in clients]


def _fees_paid(observed: Observed) -> Floats:
    paid: Floats = observed.trace.corridor[:, :, CORRIDOR_INDEX["fees_paid_usd"]]
    return paid


def _fees(bench: Bench) -> Iterator[Finding]:
    """Let half, nothing or all of what is not paid in advance fall due stage by stage."""
    for seed, by_leg in enumerate((0.5, 0.0, 1.0)):
        observed = bench.run(_world(by_leg), seed=seed, events=True)
        shares, paid = _shares_paid(observed, by_leg), float(_fees_paid(observed).sum())
        label = f"{by_leg:.0%} of the rest by leg"
        yield mean(f"share of the fees that is paid, {label}", paid_of_a_fee(by_leg), shares)
        yield exact(f"fees paid, {label}", FEE * sum(shares), paid)


CASES = (
    ClosedForm(
        "fees by leg",
        "Who is stopped has paid what was due in advance and for the stages behind, all others the whole fee.",
        "E(paid)/F = q^J + sum_{j<J} q^j s [a + (1 - a) b j/J], q = 1 - s",
        "J posts in a row that each stop a share s of parties; no bribes; a share a of a fee is due in advance, b of "
        "the rest stage by stage",
        "Kemeny and Snell 1960",
        _fees,
    ),
)

"""Fees that carry losses: what a journey costs in the long run where stopped parties are paid for by the others.

Part of a fee is paid in advance and the rest at the end. Whoever is stopped pays no rest, and his operator loses guides
and goods on top. Later fees carry that, so that they are higher, and a later loss is higher with them.
"""

from collections.abc import Iterator

from simcorr.scenario import Scenario
from simcorr.validation.closed_forms.bench import Bench
from simcorr.validation.closed_forms.finding import ClosedForm, Finding, exact, mean
from simcorr.validation.closed_forms.worlds import pinned, quiet, route
from simcorr.world.trace import EventKind

BORDER = "border_crossings"
FEE, SHARE, ARREST, PERSONS = 1000.0, 0.8, 600.0, 5
STOPPED, PASSED_ON = 0.3, 0.9


def fee_in_the_long_run(advance: float, passed_on: float) -> float:
    """Return the fee at which the losses that it carries are those that it leads to."""
    carried = passed_on * STOPPED
    return (SHARE * FEE + carried * ARREST / PERSONS) / (1.0 - carried * (1.0 - advance))


WEEKS, BEGIN, RUNS = 50, 20, 40
"""Weeks of a run, the first one in which fees are read, and runs, which are independent of one another."""


def _world(advance: float, passed_on: float) -> Scenario:
    """Return a world of one post that stops a share of parties and takes no bribes; first beliefs count for nothing."""
    return quiet(
        route("route", [BORDER], [(BORDER, 1)], 20.0, fee_usd=FEE, party_size=PERSONS),
        pins=pinned(border_crossings={"offer": 0.0, "acceptance": 0.0, "interception": STOPPED, "detection": 0.0}),
        changes={
            "smugglers.base_fee_share": SHARE,
            "smugglers.risk_pass_through": passed_on,
            "smugglers.fee_advance_share": advance,
            "smugglers.arrest_cost_usd": ARREST,
            "migrants.belief_prior_weight": 0.0,
            "migrants.belief_fade_per_week": 0.5,
        },
        weeks=WEEKS,
    )


def _fees(bench: Bench) -> Iterator[Finding]:
    """Let part of a fee be paid in advance, nothing or all of it, and let losses be passed on or not."""
    worlds = ((0.4, PASSED_ON), (0.0, PASSED_ON), (1.0, PASSED_ON), (0.4, 0.0))
    for number, (advance, passed_on) in enumerate(worlds):
        label = f"{advance:.0%} in advance, {passed_on:.0%} of losses passed on"
        runs = [_early_and_late(bench, advance, passed_on, number * RUNS + n) for n in range(RUNS if passed_on else 1)]
        early, late = zip(*runs, strict=True)
        yield exact(f"fee before a journey has ended, {label}", SHARE * FEE, sum(early) / len(early))
        expected = fee_in_the_long_run(advance, passed_on)
        long_run = f"fee in the long run, {label}"
        yield mean(long_run, expected, late) if passed_on else exact(long_run, expected, late[0])


def _early_and_late(bench: Bench, advance: float, passed_on: float, seed: int) -> tuple[float, float]:
    """Return the mean fee of a run in its first week and in the weeks that are read, in USD."""
    observed = bench.run(_world(advance, passed_on), seed=seed, events=True)
    week, fees = observed.events(EventKind.CLIENT).week, observed.values(EventKind.CLIENT) / 100.0
    return float(fees[week == 0].mean()), float(fees[week >= BEGIN].mean())


CASES = (
    ClosedForm(
        "fees that carry losses",
        "What stopped parties cost is passed on to later fees, which are at stake in turn: the fee comes to rest where "
        "it carries the losses that it leads to.",
        "F = (rho B + pi s C/n) / (1 - pi s (1 - a))",
        "one post that stops a share s of parties of n, no bribes; the share a of a fee is paid in advance, an arrest "
        "costs C, the share pi of losses is passed on to fees of rho B without them",
        "Reuter and Kleiman 1986",
        _fees,
    ),
)

"""The findings that nothing in the model states: they have to come about, and to go with their mechanism."""

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING

from simcorr.contexts import CONTEXT_NAMES
from simcorr.patterns.studies.study import Sums
from simcorr.validation.findings.finding import Finding, ablation
from simcorr.world.measures import BY_CONTEXT as K
from simcorr.world.trace import Trace

if TYPE_CHECKING:
    from simcorr.scenario import Scenario

_TARGETED = ("documents", "border_crossings", "airports")
"""Positions that the brief names as targeted (E006), apart from those in recruitment, which are partly private."""
_OTHERS = ("recruitment", "transportation", "accommodation")


def log_ratio(top: float, bottom: float) -> float:
    """Return the logarithm of a ratio of counts, each with half a count added, so that no count is no catastrophe."""
    return math.log((top + 0.5) / (bottom + 0.5))


def _by_position(trace: Trace, scenario: "Scenario") -> dict[str, float]:
    sums = trace.context[scenario.burn_in_weeks :].sum(axis=0)
    met = sums[:, K.passages] + sums[:, K.interceptions]
    return {
        f"{what}.{name}": float(values[k])
        for k, name in enumerate(CONTEXT_NAMES[:6])
        for what, values in (("deals", sums[:, K.offers_accepted]), ("met", met))
    }


def _targeting(worlds: Mapping[str, Sums]) -> float:
    def deals_per_party(names: tuple[str, ...]) -> float:
        met = sum(worlds["base"][f"met.{name}"] for name in names)
        return sum(worlds["base"][f"deals.{name}"] for name in names) / met if met > 0 else math.nan

    targeted, others = deals_per_party(_TARGETED), deals_per_party(_OTHERS)
    return math.log(targeted / others) if targeted > 0.0 and others > 0.0 else math.nan


def _moved_over_prosecuted(worlds: Mapping[str, Sums]) -> float:
    t = worlds["base"]
    return log_ratio(t["context.transfers"] + t["context.suspensions"], t["context.prosecutions"])


def _low_over_high_rank(worlds: Mapping[str, Sums]) -> float:
    t = worlds["base"]
    sanctions = [t[f"{rank}.disciplined"] + t[f"{rank}.convicted"] for rank in ("gatekeepers", "superiors")]
    takers = [t[f"{rank}.bribe_takers"] for rank in ("gatekeepers", "superiors")]
    return log_ratio(*sanctions) - log_ratio(*takers)


def _exploitation_under_impunity(worlds: Mapping[str, Sums]) -> float:
    def rate(sums: Sums) -> float:
        clients = sums["corridor.exploited"] - sums["corridor.workers_exploited"]
        return log_ratio(clients, sums["corridor.chose_smuggler"])

    return rate(worlds["impunity"]) - rate(worlds["justice"])


IMPUNITY = {"justice.opening_probability": 0.0}
JUSTICE = {
    "justice.opening_probability": 1.0,
    "justice.operator_lead": 0.5,
    "justice.charge_base": 10.0,
    "justice.conviction_base": 10.0,
    "justice.accused_access": 0.0,
}
"""Worlds in which no case against an operator is opened, and in which every one ends in a conviction."""
_NO_FEAR = {
    "protection.impunity_effect": 0.0,
    # Where operators decide: none ever believes that somebody is convicted, whatever becomes known.
    "protection.operator_conviction_prior": 0.0,
    "protection.operator_conviction_cases": 100_000.0,
}
"""Impunity means nothing to who exploits: each form of the model has its own link, and idles on that of the other."""

EMERGENT = (
    Finding(
        2,
        "Certain positions are targeted",
        "must emerge",
        "log of deals per party in documents, at borders and airports over those elsewhere on the way",
        "differences of positions (exposure, discretion, oversight, prices, wages); one corridor of each kind stays",
        1,
        ablation("positions", {"base": {}}, {"switches.position_differences": False}, _targeting, _by_position),
        "No position is labelled corrupt. Without differences the others come first, for two rivals that stay on: more "
        "gatekeepers there are private and exempt from audit, and who travels alone, and offers nothing, is met "
        "everywhere but in recruitment. With `switches.private_exemption` off as well and every `alone_factor` nil, "
        "little is left (0.06, 0.03 to 0.09).",
        rivals="private gatekeepers who are exempt from audit, who travels alone, what operators learn of routes and "
        "prices, trust, norms.",
    ),
    Finding(
        5,
        "Officials are transferred or suspended instead of prosecuted",
        "must emerge",
        "log of transfers and suspensions over prosecutions",
        "scandal avoidance of superiors",
        1,
        ablation(
            "transfers", {"base": {}}, {"switches.scandal_avoidance": False}, _moved_over_prosecuted, replicates=20
        ),
        "What remains without scandal avoidance is the superiors' reluctance `supervision.prosecute_base`, which was "
        "calibrated to the recorded mix of measures (pattern 1): that part is put in.",
        rivals="the superiors' reluctance, hush payments, bought protection, retainers, limited capacity of justice.",
    ),
    Finding(
        6,
        "Low ranks bear the consequences",
        "must emerge",
        "log of sanctions for each week of taking bribes, gatekeepers over superiors",
        "hush payments, and that superiors are seldom looked at (oversight, testimony and money trail certain)",
        1,
        ablation(
            "ranks",
            {"base": {}},
            {
                "switches.hush_payments": False,
                "supervision.oversight_rate": 1.0,
                "supervision.testimony_probability": 1.0,
                "supervision.money_trail": 1.0,
            },
            _low_over_high_rank,
            replicates=20,
        ),
        "There is no coefficient for rank. Nearly all of it goes with the mechanism; what remains has not been traced.",
        rivals="bought protection, scandal avoidance, bought verdicts, limited capacity, private exemption. That "
        "nobody follows the money by default (`supervision.money_trail`) is part of the mechanism, no rival.",
    ),
    Finding(
        8,
        "Protection is compromised and offenders enjoy impunity",
        "must emerge",
        "log of exploitation per journey with an operator, where no operator is ever prosecuted over where all are",
        "what impunity is to operators: its effect on the hazard or, where they decide, their fear of a conviction",
        1,
        ablation(
            "impunity",
            {"impunity": IMPUNITY, "justice": JUSTICE},
            _NO_FEAR,
            _exploitation_under_impunity,
        ),
        "Where exploitation is a hazard, that operators exploit more where they feel safe is one coefficient: this "
        "link was put in, and what emerges is only that it comes through, by cases and beliefs, to what happens to "
        "migrants. Where operators decide, no coefficient says so: they weigh what exploiting brings against what a "
        "conviction costs.",
        rivals="operators who are in prison and exploit nobody, victims who are identified or whose providers are "
        "paid for silence. The decision of operators, a rival of the coefficient, is off in the form of the defaults "
        "and on in the form `exploitation.decided`. In the world of justice no verdict can be bought.",
    ),
)

"""The findings that the model was partly told: how large their effect is, and that it was put in."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from simcorr.patterns.studies.study import Sums
from simcorr.simulation.outcome import ratio
from simcorr.validation.findings.emergent import log_ratio
from simcorr.validation.findings.finding import Finding, ablation

if TYPE_CHECKING:
    from simcorr.scenario import Scenario


def _log_of(name: str) -> Callable[[Mapping[str, Sums]], float]:
    return lambda worlds: log_ratio(worlds["base"][name], 0.5)


def _smuggled(worlds: Mapping[str, Sums]) -> float:
    t = worlds["base"]
    return ratio(t["corridor.chose_smuggler"], t["corridor.would_be_migrants"])


def _recorded_per_bribe(worlds: Mapping[str, Sums]) -> float:
    t = worlds["base"]
    return log_ratio(t["context.recorded_cases"], t["context.bribes"])


def _open_channels(base: "Scenario") -> dict[str, float]:
    price = base.migrants.alone_cost_usd
    changes: dict[str, float] = {f"corridors.{each.name}.regular_cost_usd": price for each in base.corridors}
    return changes | {f"corridors.{each.name}.regular_wait_weeks": 1 for each in base.corridors}


PARTLY_INPUT = (
    Finding(
        1,
        "Corruption facilitates smuggling in several contexts",
        "partly input",
        "log of irregular journeys that arrive",
        "bribes: nobody ever accepts one or asks for one",
        1,
        ablation(
            "facilitation",
            {"base": {}},
            {"officials.never_accepts_share": 1.0},
            _log_of("corridor.irregular_journeys"),
        ),
        "Passage is a product over contexts: that was put in. Which contexts show up in the evidence is a property of "
        "the recorded series.",
    ),
    Finding(
        3,
        "Conflicts of interest and second jobs raise the risk",
        "partly input",
        "log of bribes",
        "second jobs",
        1,
        ablation("second_jobs", {"base": {}}, {"switches.second_jobs": False}, _log_of("context.bribes")),
        "More contact and easier laundering were put in; scruples are untouched.",
    ),
    Finding(
        4,
        "Costly and slow regular channels feed smuggling",
        "partly input",
        "share of would-be migrants who go with an operator",
        "the price and the waiting time of regular channels: they cost what going alone costs, and open in a week",
        1,
        ablation(
            "regular_channels",
            {"base": {}},
            _open_channels,
            _smuggled,
        ),
        "That migrants choose by cost and waiting time was put in.",
    ),
    Finding(
        7,
        "Private organisations play a role",
        "partly input",
        "log of bribes",
        "the exemption of private gatekeepers from audit and liability",
        1,
        ablation("private", {"base": {}}, {"switches.private_exemption": False}, _log_of("context.bribes")),
        "That private gatekeepers escape public audit was put in.",
    ),
    Finding(
        9,
        "The true extent is unknown",
        "partly input",
        "log of recorded cases over true bribes",
        "the filter of recording",
        -1,
        ablation("recording", {"base": {}}, {"switches.recording_filter": False}, _recorded_per_bribe),
        "That statistics miss a part was put in; far more is missed because it is never detected.",
    ),
)

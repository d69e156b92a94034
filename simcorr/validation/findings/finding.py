"""A finding of the research brief, the mechanism that should bring it about, and what is measured with and without."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from simcorr.patterns.studies.study import Arm, Study, Sums
from simcorr.simulation.frames import window_totals
from simcorr.world.trace import Trace

if TYPE_CHECKING:
    from simcorr.scenario import Scenario

Claim = Literal["must emerge", "partly input", "effect"]
Changes = Mapping[str, Any]
ON, OFF = "on", "off"


@dataclass(frozen=True)
class Finding:
    """One finding.

    Attributes
    ----------
    number : int
    statement : str
        What the brief found.
    claim : {"must emerge", "partly input", "effect"}
        Whether the model has to bring it about by itself, was told part of it, or has a mechanism for it.
    measure : str
        What is measured; ``null`` stands for no effect.
    mechanism : str
        What is switched off in the ablation; all rivals stay on.
    direction : {1, -1}
        On which side of ``null`` the measure should lie.
    study : Study
        Gives the measure as ``on`` and ``off``.
    account : str
        What explains the result, or what the size means.
    null : float
    rivals : str
        Which other mechanisms could bring about the same, and are on with the mechanism and without it.
    """

    number: int
    statement: str
    claim: Claim
    measure: str
    mechanism: str
    direction: int
    study: Study
    account: str
    null: float = 0.0
    rivals: str = ""


def ablation(
    key: str,
    worlds: Mapping[str, Changes],
    off: "Changes | Callable[[Scenario], Changes]",
    measure: Callable[[Mapping[str, Sums]], float],
    observe: "Callable[[Trace, Scenario], dict[str, float]] | None" = None,
    replicates: int = 10,
) -> Study:
    """Return a study that measures the same worlds with a mechanism on and with it off.

    Parameters
    ----------
    worlds : mapping of name to changes
        What the measure compares; each is made from the scenario under examination.
    off : mapping, or callable (scenario)
        The changes that switch the mechanism off.
    measure : callable (sums by world)
    observe : callable, optional
        The sums of a run; all totals over the window, if left out.
    """

    def arms(base: "Scenario") -> dict[str, Arm]:
        without = off(base) if callable(off) else off
        return {
            f"{state}.{name}": Arm(base.with_changes({**changes, **extra}))
            for state, extra in ((ON, {}), (OFF, without))
            for name, changes in worlds.items()
        }

    def patterns(sums: Mapping[str, Sums]) -> dict[str, float]:
        return {f"{key}.{state}": measure({name: sums[f"{state}.{name}"] for name in worlds}) for state in (ON, OFF)}

    return Study(key, arms, observe or totals, patterns, replicates)


def totals(trace: Trace, scenario: "Scenario") -> dict[str, float]:
    """Return every total over the window."""
    return window_totals(trace, scenario.burn_in_weeks)

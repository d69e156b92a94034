"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from simcorr.cli.values import whole

if TYPE_CHECKING:
    from simcorr.scenario import Scenario as LoadedScenario
    from simcorr.simulation.own_outcomes import OwnOutcome

Scenario = Annotated[Path, typer.Argument(help="A scenario file (TOML).", show_default=False)]
Seed = Annotated[
    int,
    typer.Option(
        parser=whole("seed"), metavar="INTEGER", help="A whole number from 0; the same seed gives the same result."
    ),
]
Engine = Annotated[str | None, typer.Option(help="The engine that simulates.", show_default=False)]
Interventions = Annotated[
    list[str] | None,
    typer.Option(
        help="Name of a measure; repeat for several. All that can act in the scenario, if left out.", show_default=False
    ),
]
Workers = Annotated[
    int | None,
    typer.Option(
        parser=whole("workers"),
        metavar="INTEGER",
        help="Runs at the same time; one for each core, if left out.",
        show_default=False,
    ),
]
Dose = Annotated[str, typer.Option(help="modest, firm or full.")]
Define = Annotated[
    list[str] | None,
    typer.Option(
        metavar="NAME=EXPRESSION",
        help="An outcome of your own, such as 'detained_share=detained / irregular_journeys'; repeat for several.",
        show_default=False,
    ),
]


def own_outcomes(given: list[str] | None) -> tuple[OwnOutcome, ...]:
    """Return the outcomes that are defined on the command line."""
    from simcorr.errors import AnalysisError
    from simcorr.simulation.own_outcomes import OwnOutcome, checked_own

    found = []
    for text in given or ():
        name, sign, formula = text.partition("=")
        if not sign:
            raise AnalysisError(
                f"--define is {text!r}; allowed is a name and an expression, such as "
                "'detained_share=detained / irregular_journeys'"
            )
        found.append(OwnOutcome(name.strip(), formula.strip()))
    return checked_own(found)


def arms_of(keys: list[str] | None, dose: str, scenario: LoadedScenario) -> dict[str, Any]:
    """Return the arms that are asked for: measures at a dose; if none is named, all that can act in the scenario."""
    from simcorr.errors import InterventionError, unknown_name
    from simcorr.interventions import INTERVENTIONS
    from simcorr.scenario.reach import acting_measures

    for key in keys or ():
        if key not in INTERVENTIONS:
            raise InterventionError(unknown_name("intervention", key, INTERVENTIONS))
    chosen = {key: INTERVENTIONS[key].dose(dose) for key in keys} if keys else acting_measures(scenario, dose)
    return {measure.title: measure for measure in chosen.values()}


def say_what_is_left_out(keys: list[str] | None, scenario: LoadedScenario) -> None:
    """Name the measures that were not compared because they can change nothing in the scenario."""
    from simcorr.scenario.reach import idle_measures, in_words

    for key, needs in () if keys else idle_measures(scenario).items():
        typer.echo(f"simcorr: {key} was left out, for it acts only with {in_words(needs)}", err=True)

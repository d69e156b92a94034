"""Options that several commands share."""

from pathlib import Path
from typing import Annotated, Any

import typer

from simcorr.cli.values import whole

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
    typer.Option(help="Name of a measure; repeat for several. All, if left out.", show_default=False),
]
Dose = Annotated[str, typer.Option(help="modest, firm or full.")]


def arms_of(keys: list[str] | None, dose: str) -> dict[str, Any]:
    """Return the arms that are asked for: measures at a dose, all of them if none is named."""
    from simcorr.errors import InterventionError, unknown_name
    from simcorr.interventions import INTERVENTIONS, all_at_dose

    if not keys:
        return dict(all_at_dose(dose))
    for key in keys:
        if key not in INTERVENTIONS:
            raise InterventionError(unknown_name("intervention", key, INTERVENTIONS))
    return {INTERVENTIONS[key].title: INTERVENTIONS[key].dose(dose) for key in keys}

"""The command ``simcorr trace``: which mechanisms of the model carry the effect of a measure."""

from __future__ import annotations

import warnings
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from simcorr.cli.claiming import claimed
from simcorr.cli.experiments import RESULTS, write_figure
from simcorr.cli.keeping import keep, say_what_is_written
from simcorr.cli.options import Dose, Scenario, Seed, arms_of
from simcorr.cli.stopping import INTERRUPTED
from simcorr.cli.sweeps import Workers
from simcorr.cli.values import folder_name, whole

if TYPE_CHECKING:
    from simcorr.experiment.tracing import MechanismTrace

STORE = "trace.sqlite"
_SHOWN = ("mechanism", "effect_off", "carried", "simultaneous_low", "simultaneous_high", "verdict")
_HEADINGS = ("switched off", "effect", "carries", "from", "to", "")


def trace(
    scenario: Scenario,
    measure: Annotated[str, typer.Argument(help="Name of a measure, such as staff_rotation.", show_default=False)],
    dose: Dose = "firm",
    mechanism: Annotated[
        list[str] | None,
        typer.Option(help="A mechanism to switch off, such as trust; repeat for several. All, if left out.",
                     show_default=False),
    ] = None,
    outcome: Annotated[
        list[str] | None,
        typer.Option(help="A true outcome; repeat for several. Those that a brief begins with, if left out.",
                     show_default=False),
    ] = None,
    replicates: Annotated[
        int, typer.Option(parser=whole("replicates"), metavar="INTEGER", help="Runs of each arm, in each world.")
    ] = 100,
    workers: Workers = None,
    seed: Seed = 0,
    output: Annotated[
        Path | None,
        typer.Option(parser=folder_name, metavar="FOLDER", show_default=False,
                     help="Folder for sentences, table, figures and runs; results/trace-MEASURE, if left out."),
    ] = None,
) -> None:  # fmt: skip
    """Ask why: a measure against doing nothing, as it is and with each mechanism of the model switched off in turn.

    Without which mechanism is the effect smaller, larger or gone? All runs of a replicate share their draws. Every run
    is kept as it ends; the same command goes on where it was stopped.
    """
    from simcorr.experiment.tracing import trace as traced
    from simcorr.scenario import load_scenario
    from simcorr.simulation.outcomes import HEADLINE, true_outcome

    loaded = load_scenario(scenario)
    ((name, given),) = arms_of([measure], dose, loaded).items()
    outcomes = [true_outcome(one).name for one in outcome or HEADLINE]
    folder = output or RESULTS / f"trace-{measure}"
    with claimed(folder):
        with warnings.catch_warnings(record=True) as caught:
            found = traced(loaded, given, mechanism or None, replicates, seed, name=name, store=folder / STORE,
                           workers=workers)  # fmt: skip
        for warning in caught:
            typer.echo(f"simcorr: {warning.message}", err=True)
        say_what_is_written(folder, interrupted=found.interrupted)
        typer.echo("\n\n".join([*(found.sentence(one) for one in outcomes), _table(found, outcomes[0])]))
        keep(folder, partial(_write, found, outcomes))
    if failed := len(found.failures):
        typer.echo(f"simcorr: {failed} runs failed; see {folder / 'failures.csv'}", err=True)
    typer.echo(f"\nSentences, tables and figures are in {folder}; the runs in {folder / STORE}")
    if found.interrupted:
        raise typer.Exit(INTERRUPTED)


def _table(found: MechanismTrace, outcome: str) -> str:
    """Return the table of one outcome, shares in percent."""
    from simcorr.simulation.outcomes import OUTCOMES

    table = found.table(outcome)[list(_SHOWN)]
    heading = (
        f"{OUTCOMES[outcome].title}: the effect in % with a mechanism switched off, and what the mechanism carries"
    )
    numbers = table.select_dtypes("number")
    shown = table.assign(**(100.0 * numbers)).set_axis(_HEADINGS, axis="columns")
    return f"{heading}\n{shown.to_string(index=False, float_format=lambda value: f'{value:+.2f}')}"


def _write(found: MechanismTrace, outcomes: list[str], folder: Path) -> Path:
    """Write sentences, tables and a figure for each outcome."""
    from simcorr.storage import write_text

    path = found.to_csv(folder)
    write_text(path / "trace.md", "".join(f"- {found.sentence(one)}\n" for one in outcomes))
    for one in outcomes:
        write_figure(path, f"trace-{one}", found.plot(one))
    return path

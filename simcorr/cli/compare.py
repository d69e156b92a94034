"""The command ``simcorr compare``: interventions against doing nothing."""

from __future__ import annotations

import warnings
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from simcorr.cli.claiming import claimed
from simcorr.cli.keeping import replace, say_what_is_written
from simcorr.cli.options import (
    Define,
    Dose,
    Engine,
    Interventions,
    Scenario,
    Seed,
    Workers,
    arms_of,
    own_outcomes,
    say_what_is_left_out,
)
from simcorr.cli.runs import Kept, NoStore, RetryFailures, Store
from simcorr.cli.stopping import INTERRUPTED
from simcorr.cli.values import folder_name, whole
from simcorr.errors import ResultError

if TYPE_CHECKING:
    from simcorr.experiment.results.comparison import Comparison

_DEFAULT_MINUTES = 10.0
_DEFAULT_REPLICATES = 100


def compare(
    scenario: Scenario,
    intervention: Interventions = None,
    dose: Dose = "firm",
    replicates: Annotated[
        int | None,
        typer.Option(
            parser=whole("replicates"),
            metavar="INTEGER",
            help=f"Runs of each arm. If left out, what fits into the budget, at most {_DEFAULT_REPLICATES}.",
            show_default=False,
        ),
    ] = None,
    budget_minutes: Annotated[
        float | None,
        typer.Option(
            help=f"Begin no replicate that would end later; {_DEFAULT_MINUTES:.0f} without replicates.",
            show_default=False,
        ),
    ] = None,
    workers: Workers = None,
    seed: Seed = 0,
    define: Define = None,
    engine: Engine = None,
    output: Annotated[
        Path, typer.Option(parser=folder_name, metavar="FOLDER", help="Folder for figures, tables and the page.")
    ] = Path("results"),
    store: Store = None,
    no_store: NoStore = False,
    retry_failures: RetryFailures = False,
    weekly: Annotated[bool, typer.Option("--weekly", help="Keep single weeks, not only periods of 13.")] = False,
) -> None:
    """Compare interventions with doing nothing, on common random numbers.

    Writes a short page (brief.html, brief.md), figures, effects.csv, outcomes.csv and displacement.csv. The
    subfolder data holds everything else. Every run is kept as it ends; the same command goes on where it was stopped.
    """
    from simcorr.experiment.comparing import compare as compare_arms
    from simcorr.scenario import load_scenario
    from simcorr.simulation.checks import DEFAULT_ENGINE

    loaded = load_scenario(scenario)
    arms, own = arms_of(intervention, dose, loaded), own_outcomes(define)
    minutes = _DEFAULT_MINUTES if replicates is None and budget_minutes is None else budget_minutes
    with claimed(output):
        kept = Kept(output, store, none=no_store)
        with warnings.catch_warnings(record=True) as caught, kept.goes_on():
            comparison = compare_arms(
                loaded,
                arms,
                replicates=_DEFAULT_REPLICATES if replicates is None else replicates,
                seed=seed,
                store=kept.path,
                retry_failures=retry_failures,
                outcomes=own,
                engine=engine or DEFAULT_ENGINE,
                workers=workers,
                budget_minutes=minutes,
            )
        for warning in caught:
            typer.echo(f"simcorr: {warning.message}", err=True)
        say_what_is_left_out(intervention, loaded)
        refuse_without_runs(comparison, output)
        with kept.goes_on():
            page = _shown_and_written(comparison, output, weekly=weekly)
        typer.echo(f"\n{comparison.record.replicates} replicates. Read {page}\n{kept.said(comparison)}".rstrip())
    if comparison.interrupted:
        raise typer.Exit(INTERRUPTED)


def _shown_and_written(comparison: Comparison, output: Path, *, weekly: bool) -> Path:
    """Print the table and write everything; return the page."""
    say_what_is_written(output, interrupted=comparison.interrupted)
    typer.echo(comparison.summary().to_string())
    typer.echo("A question mark: not distinguishable from no change.")
    page = replace(output, partial(_write, comparison, weekly=weekly))
    say_what_failed(comparison, page)
    return page


def refuse_without_runs(comparison: Comparison, output: Path) -> None:
    """Write the failures alone where there is nothing else.

    Raises
    ------
    ResultError
    """
    if comparison.outcomes.empty:
        replace(output, comparison.save)
        errors = comparison.failures["error"].unique()
        raise ResultError(
            f"all {len(comparison.failures)} runs failed, so that there is nothing to compare ({errors[0]}); see "
            f"{output / 'data' / 'failures.csv'}"
        )


def say_what_failed(comparison: Comparison, page: Path) -> None:
    """Name the arms of which runs failed."""
    for arm, count in comparison.failures["intervention"].value_counts().items():
        typer.echo(f"simcorr: {count} runs of '{arm}' failed; see {page.parent / 'data' / 'failures.csv'}", err=True)


def _write(comparison: Comparison, folder: Path, *, weekly: bool) -> Path:
    """Write numbers, figures and the page; return the page."""
    comparison.save(folder, weekly=weekly)
    return comparison.write_page(folder)

"""The commands ``simcorr sweep``, ``sensitivity``, ``decide`` and ``merge``: their options, and nothing else.

Whatever takes time to import is imported inside a command, so that help appears at once.
"""

from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from simcorr.cli import experiments as doing
from simcorr.cli.claiming import claimed
from simcorr.cli.keeping import keep, say_what_is_written
from simcorr.cli.stopping import INTERRUPTED
from simcorr.cli.values import folder_name, whole

File = Annotated[Path, typer.Argument(help="An experiment file (TOML).", show_default=False)]
AnySource = Annotated[
    Path,
    typer.Argument(help="An experiment file (TOML), whose missing runs are done; or a store.", show_default=False),
]
Store = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="File that keeps every run; results/NAME.sqlite, if left out.",
                 show_default=False),
]  # fmt: skip
Workers = Annotated[
    int | None,
    typer.Option(parser=whole("workers"), metavar="INTEGER", help="Processes; one for each core, if left out.",
                 show_default=False),
]  # fmt: skip
Outcome = Annotated[
    str | None,
    typer.Option(help="A true outcome; the first of the experiment file, if left out.", show_default=False),
]
Output = Annotated[
    Path | None,
    typer.Option(parser=folder_name, metavar="FOLDER", help="Folder for tables and figures; results/NAME, if left out.",
                 show_default=False),
]  # fmt: skip


def sweep(
    experiment: File,
    store: Store = None,
    replicates: Annotated[
        int | None,
        typer.Option(parser=whole("replicates"), metavar="INTEGER", help="In place of what the file says.",
                     show_default=False),
    ] = None,
    workers: Workers = None,
    shard: Annotated[
        str | None,
        typer.Option(metavar="I/N", help="Do only this part of the runs, such as 1/4; join the stores with merge.",
                     show_default=False),
    ] = None,
    time_limit_minutes: Annotated[float, typer.Option(help="How long one run may take.")] = 60.0,
    retry_failures: Annotated[bool, typer.Option("--retry-failures", help="Try failed runs again.")] = False,
    output: Output = None,
) -> None:  # fmt: skip
    """Carry out an experiment: every intervention at every point, on common random numbers.

    Every run is kept as it ends; the same command goes on where it was stopped. Writes all tables as CSV, one for
    each observer, and a figure for each outcome. A part (--shard) writes its store only.
    """
    part = None if shard is None else doing.shard_of(shard)
    source = doing.Source(
        experiment, store, replicates=replicates, workers=workers, shard=part,
        time_limit_minutes=time_limit_minutes, retry_failures=retry_failures,
    )  # fmt: skip
    folder = output or doing.RESULTS / source.name
    if part is not None:
        found = source.sweep()
        typer.echo(repr(found))
    else:
        with claimed(folder):
            found = source.sweep()
            say_what_is_written(folder, interrupted=found.interrupted)
            typer.echo(doing.sweep_text(source, found))
            keep(folder, partial(doing.write_sweep, source, found))
        if failed := doing.failures_line(found, folder):
            typer.echo(f"simcorr: {failed}", err=True)
    typer.echo(f"\nRuns are in {source.store}" + ("" if part else f", tables and figures in {folder}"))
    if found.interrupted:
        raise typer.Exit(INTERRUPTED)


def sensitivity(
    source: AnySource,
    outcome: Outcome = None,
    intervention: Annotated[
        str | None,
        typer.Option(help="Analyse the effect of this intervention, not the outcome itself.", show_default=False),
    ] = None,
    method: Annotated[
        str | None,
        typer.Option(help="The analysis; pawn takes any design of 50 points or more.", show_default=False),
    ] = None,
    store: Store = None,
    workers: Workers = None,
    output: Output = None,
) -> None:
    """Say which parameters an outcome depends on: Morris, Sobol, one at a time, or PAWN for samples, as designed.

    On a grid of one lever: how the effect depends on the dose; of two: whether they add up.
    """
    given = doing.Source(source, store, workers=workers)
    folder = output or doing.RESULTS / given.name
    with claimed(folder):
        found = given.sweep()
        say_what_is_written(folder, interrupted=found.interrupted)
        chosen = doing.checked_intervention(found, intervention)
        answer = doing.SensitivityAnswer(found, given.outcome(outcome), chosen, method)
        typer.echo(answer.text)
        typer.echo(f"\nRead {keep(folder, answer.write)}")
    if found.interrupted:
        raise typer.Exit(INTERRUPTED)


def decide(
    source: AnySource,
    outcome: Outcome = None,
    better: Annotated[
        str | None, typer.Option(help="lower or higher; as the outcome declares, if left out.", show_default=False)
    ] = None,
    threshold: Annotated[
        float | None, typer.Option(help="The value that is good enough.", show_default=False)
    ] = None,
    information: Annotated[
        bool, typer.Option("--information", help="Also say which parameter to measure first.")
    ] = False,
    store: Store = None,
    workers: Workers = None,
    output: Output = None,
) -> None:  # fmt: skip
    """Say which intervention to choose when nobody knows which point of the design is true.

    By mean, worst case, regret and what is good enough, with Monte Carlo noise taken out.
    """
    given = doing.Source(source, store, workers=workers)
    if threshold is None and outcome is None and given.experiment is not None:
        threshold = given.experiment.threshold
    folder = output or doing.RESULTS / given.name
    with claimed(folder):
        found = given.sweep()
        say_what_is_written(folder, interrupted=found.interrupted)
        answer = found.decide(given.outcome(outcome), better=better, threshold=threshold)
        typer.echo(doing.decide_text(answer, information=information))
        typer.echo(f"\nRead {keep(folder, partial(doing.write_choice, answer, information=information))}")
    if found.interrupted:
        raise typer.Exit(INTERRUPTED)


def merge(
    into: Annotated[Path, typer.Argument(help="The store that takes all runs.", show_default=False)],
    stores: Annotated[list[Path], typer.Argument(help="The stores to join; they stay as they are.")],
) -> None:
    """Join the stores of the parts of a sweep; a run that several hold is there once."""
    from simcorr.experiment.store.merging import merge_stores

    counts = merge_stores(stores, into=into)
    typer.echo(f"{into}: {counts['runs']} runs ({counts['new']} new), {counts['failures']} failures")

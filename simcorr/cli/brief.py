"""The command ``simcorr brief``: compare, ask whether the answer holds in other parameter sets, and write the page."""

import warnings
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from simcorr.cli.claiming import claimed
from simcorr.cli.compare import refuse_without_runs, say_what_failed
from simcorr.cli.keeping import replace, say_what_is_written
from simcorr.cli.options import Define, Dose, Interventions, Seed, Workers, arms_of, own_outcomes, say_what_is_left_out
from simcorr.cli.runs import Kept, NoStore, RetryFailures, Store
from simcorr.cli.stopping import INTERRUPTED
from simcorr.cli.values import folder_name, whole

if TYPE_CHECKING:
    from simcorr.experiment.results.comparison import Comparison
    from simcorr.experiment.results.sweep import Sweep
    from simcorr.experiment.tracing import MechanismTrace
    from simcorr.setting import Narrowing, Setting

STORE = "ensemble.sqlite"
TRACE_STORE = "trace.sqlite"
SHEET_STORE = "sheet.sqlite"
_MEMBERS = 32


def brief(
    scenario: Annotated[
        Path, typer.Argument(help="A scenario file, or a sheet that simcorr new wrote (TOML).", show_default=False)
    ],
    intervention: Interventions = None,
    dose: Dose = "firm",
    replicates: Annotated[
        int, typer.Option(parser=whole("replicates"), metavar="INTEGER", help="Runs of each arm.")
    ] = 100,
    members: Annotated[
        int | None,
        typer.Option(
            parser=whole("members"),
            metavar="INTEGER",
            help=f"Other parameter sets to look at: {_MEMBERS} if left out, 0 for none; for a sheet all.",
            show_default=False,
        ),
    ] = None,
    workers: Workers = None,
    seed: Seed = 0,
    define: Define = None,
    trace: Annotated[
        str | None,
        typer.Option(metavar="MEASURE", help="Also say which mechanisms of the model carry the effect of this measure.",
                     show_default=False),
    ] = None,
    output: Annotated[
        Path, typer.Option(parser=folder_name, metavar="FOLDER", help="Folder for the brief, figures and tables.")
    ] = Path("results"),
    store: Store = None,
    no_store: NoStore = False,
    retry_failures: RetryFailures = False,
) -> None:  # fmt: skip
    """Compare interventions with doing nothing, ask whether the answer holds elsewhere, and write the brief.

    The page (brief.html, brief.md) says what each measure does, what it means for migrants, whether that holds in the
    parameter sets that calibration did not rule out, how delivery would show in official statistics, and what the
    model leaves out. For a sheet it also says how much your numbers narrow the answer.
    """
    from simcorr.experiment.comparing import compare
    from simcorr.experiment.results.over_ensemble import check_members
    from simcorr.scenario import load_scenario
    from simcorr.setting import Setting, is_sheet, load_setting
    from simcorr.setting.narrowing import scenario_of

    setting, sweep, traced = None, None, None
    given = load_setting(scenario) if is_sheet(scenario) else load_scenario(scenario)
    arms = arms_of(intervention, dose, scenario_of(given) if isinstance(given, Setting) else given)
    own = own_outcomes(define)
    measure = None if trace is None else _traced_arm(trace, arms)
    others = _MEMBERS if members is None else members
    if not isinstance(given, Setting):
        check_members(others)
    with claimed(output):
        kept = Kept(output, store, none=no_store)
        with warnings.catch_warnings(record=True) as caught, kept.goes_on():
            if isinstance(given, Setting):
                setting = _narrowed(given, arms, members, seed, workers,
                                    None if no_store else output / SHEET_STORE)  # fmt: skip
                base = setting.central
            else:
                base = given
            comparison = compare(base, arms, replicates=replicates, seed=seed, workers=workers, store=kept.path,
                                 retry_failures=retry_failures, outcomes=own)  # fmt: skip
            if setting is None and others and not comparison.interrupted:
                sweep = comparison.over_ensemble(others, store=output / STORE, workers=workers)
            if measure is not None and not comparison.interrupted and not (sweep is not None and sweep.interrupted):
                traced = comparison.trace(measure, store=output / TRACE_STORE, workers=workers)
        for warning in caught:
            typer.echo(f"simcorr: {warning.message}", err=True)
        say_what_is_left_out(intervention, base)
        refuse_without_runs(comparison, output)
        interrupted = any(one is not None and one.interrupted for one in (comparison, sweep, traced))
        say_what_is_written(output, interrupted=interrupted)
        with kept.goes_on():
            page = replace(output, partial(_write, comparison, sweep, setting, traced))
        say_what_failed(comparison, page)
        for message in [] if setting is None else setting.messages():
            typer.echo(message)
        sets = "" if sweep is None else f", {len(sweep.points)} parameter sets"
        typer.echo(f"{comparison.record.replicates} replicates{sets}. Read {page}\n{kept.said(comparison)}".rstrip())
    if interrupted:
        raise typer.Exit(INTERRUPTED)


def _narrowed(
    given: "Setting", arms: dict[str, Any], members: int | None, seed: int, workers: int | None, store: Path | None
) -> "Narrowing":
    """Simulate the sheet, whose parameter sets are kept as they end: they need each other, and few show nothing."""
    from simcorr.executors.kept import keeping_tasks

    try:
        with keeping_tasks(store):
            return given.narrow(arms, sets=members, seed=seed, workers=workers)
    except KeyboardInterrupt:
        where = "nothing of the sheet is kept" if store is None else f"what is done of the sheet is in '{store}'"
        again = "" if store is None else "; the same command goes on"
        typer.echo(f"simcorr: interrupted before the comparison began; {where}{again}", err=True)
        raise typer.Exit(INTERRUPTED) from None


def _traced_arm(trace: str, arms: dict[str, Any]) -> str:
    """Return the arm of the measure to be traced, by its key."""
    from simcorr.errors import RunError, unknown_name
    from simcorr.interventions import INTERVENTIONS

    compared = [key for key, measure in INTERVENTIONS.items() if measure.title in arms]
    if trace not in compared:
        raise RunError(unknown_name("measure", trace, compared, "this comparison"))
    return INTERVENTIONS[trace].title


def _write(
    comparison: "Comparison",
    sweep: "Sweep | None",
    setting: "Narrowing | None",
    traced: "MechanismTrace | None",
    folder: Path,
) -> Path:
    """Write numbers, figures and the page; a sweep or a trace that was stopped is left out."""
    from simcorr.simulation.publishing import SETTING, list_files, published

    comparison.save(folder)
    if setting is not None:
        with published(folder) as path:
            setting.save(path)
            (path / SETTING).mkdir(parents=True)
            list_files(path, SETTING)
    whole_sweep = None if sweep is None or sweep.interrupted else sweep
    whole_trace = None if traced is None or traced.interrupted else traced
    return comparison.brief(folder, whole_sweep, setting, whole_trace)

"""The command line: all its commands, and those called ``run``, ``parameters`` and ``validate``.

Whatever takes time to import is imported inside a command, so that help appears at once.
"""

import sys
from contextlib import nullcontext
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from simcorr.cli import brief as briefs, compare as compares, new as sheets, sweeps, trace as traces
from simcorr.cli.claiming import claimed
from simcorr.cli.keeping import keep, replace
from simcorr.cli.options import Engine, Scenario, Seed
from simcorr.cli.stopping import INTERRUPTED, stoppable
from simcorr.cli.values import folder_name, whole
from simcorr.errors import SimcorrError

UsageError: Any = typer.BadParameter.__mro__[1]
"""What Typer raises for a command line that it does not understand, wherever its release keeps the class."""
FAILED = 2
NOT_AS_IT_SHOULD = 1


class _PlainErrors(TyperGroup):
    """Every deliberate error becomes one clear message and an exit code; a traceback means a bug."""

    def invoke(self, ctx: Any) -> Any:
        with stoppable() as stop:
            try:
                return self._plainly(ctx)
            except typer.Exit as ended:
                if ended.exit_code != INTERRUPTED:
                    raise
            raise typer.Exit(stop.code)

    def _plainly(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except SimcorrError as error:
            typer.echo(f"simcorr: {error}", err=True)
            raise typer.Exit(FAILED) from None
        except UsageError as error:
            help_of = error.ctx.command_path if error.ctx is not None else "simcorr"
            typer.echo(f"simcorr: {error.format_message()} (see {help_of} --help)", err=True)
            raise typer.Exit(FAILED) from None
        except KeyboardInterrupt:
            typer.echo("simcorr: interrupted", err=True)
            raise typer.Exit(INTERRUPTED) from None


app = typer.Typer(
    name="simcorr",
    cls=_PlainErrors,
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="Simulate and compare measures against the corruption that enables smuggling of migrants.",
    epilog="Example: simcorr compare scenarios/baseline.toml --output results",
)


def _version(asked: bool) -> None:
    if asked:
        from importlib import import_module

        typer.echo(f"simcorr {import_module('simcorr').__version__}")
        raise typer.Exit


@app.callback()
def _simcorr(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """Carry the options that come before a command."""


@app.command(
    epilog="Example: simcorr run scenarios/baseline.toml --seed 1 --output results/run",
    short_help="Simulate a scenario once.",
)
def run(
    scenario: Scenario,
    seed: Seed = 0,
    engine: Engine = None,
    output: Annotated[
        Path | None,
        typer.Option(parser=folder_name, metavar="FOLDER", help="Folder for the results.", show_default=False),
    ] = None,
    events: Annotated[bool, typer.Option("--events", help="Keep every single event.")] = False,
) -> None:
    """Simulate a scenario once and show its outcomes.

    The interventions that the scenario file names are in force.
    """
    from simcorr.scenario import load_scenario
    from simcorr.simulation import run as simulate_once
    from simcorr.simulation.checks import DEFAULT_ENGINE

    loaded = load_scenario(scenario)
    with nullcontext() if output is None else claimed(output):
        with _weeks_bar() as bar:
            result = simulate_once(loaded, seed=seed, engine=engine or DEFAULT_ENGINE, events=events, progress=bar.show)
        typer.echo(_outcome_lines(result))
        if output is not None:
            typer.echo(f"\nResults are in {replace(output, result.save)}")


@app.command(
    epilog="Examples: simcorr parameters --group migrants, or --evidence migrants.horizon_weeks, or --evidence E106",
    short_help="Show every parameter with its evidence.",
)
def parameters(
    group: Annotated[
        str | None, typer.Option(help="Only names that begin so, such as migrants.", show_default=False)
    ] = None,
    evidence: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="Show one parameter and the evidence behind it, or one row of evidence and what rests on it.",
            show_default=False,
        ),
    ] = None,
    grades: Annotated[bool, typer.Option("--grades", help="Show how many parameters have each grade.")] = False,
    csv: Annotated[bool, typer.Option("--csv", help="Write CSV.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Write JSON.")] = False,
) -> None:
    """Show every parameter: value, unit, bounds, role, grade of evidence and sources."""
    from simcorr.cli.parameters import evidence_of, grades_of_all, parameter_text

    if csv and json:
        raise typer.BadParameter("--csv and --json exclude each other")
    if (group is not None) + (evidence is not None) + grades > 1:
        raise typer.BadParameter("--group, --evidence and --grades exclude each other")
    form: Any = "csv" if csv else "json" if json else "text"
    if evidence is not None:
        typer.echo(evidence_of(evidence, form))
    else:
        typer.echo(grades_of_all(form) if grades else parameter_text(group, form))


@app.command(
    epilog="Examples: simcorr validate, simcorr validate --findings, simcorr validate --members 8",
    short_help="Check the model against what is known elsewhere.",
)
def validate(
    findings: Annotated[
        bool, typer.Option("--findings", help="The nine findings with and without their mechanisms, instead.")
    ] = False,
    mechanisms: Annotated[
        bool, typer.Option("--mechanisms", help="What agencies, documents, courts and the like do, instead.")
    ] = False,
    closed_forms: Annotated[
        bool, typer.Option("--closed-forms", help="The closed forms, instead: theory beside the model.")
    ] = False,
    verdicts: Annotated[
        bool, typer.Option("--verdicts", help="Every measure in every parameter set, instead: which verdicts hold.")
    ] = False,
    members: Annotated[
        int | None,
        typer.Option(
            parser=whole("members"),
            metavar="INTEGER",
            help="Parameter sets to go through; all, if left out.",
            show_default=False,
        ),
    ] = None,
    workers: Annotated[
        int | None,
        typer.Option(
            parser=whole("workers"),
            metavar="INTEGER",
            help="Processes at the same time; one for each core, if left out.",
            show_default=False,
        ),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(parser=folder_name, metavar="FOLDER", help="Folder for the members' values.", show_default=False),
    ] = None,
    store: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="File that keeps what is finished, so that the same command goes on where it "
                     "was stopped.", show_default=False),
    ] = None,
    accept: Annotated[
        bool, typer.Option("--accept", help="For developers: run all, and keep the results as the reviewed ones.")
    ] = False,
) -> None:  # fmt: skip
    """Check the model against patterns that are known elsewhere, over the parameter sets that are not ruled out.

    Exits with 0 when at least twelve patterns pass and all results are the reviewed ones, and with 1 otherwise, saying
    what moved.
    """
    from simcorr.cli import validate as doing
    from simcorr.scenario.ensemble import load_ensemble

    if findings + mechanisms + closed_forms + verdicts + accept > 1:
        raise typer.BadParameter("--findings, --mechanisms, --closed-forms, --verdicts and --accept exclude each other")
    if accept and members is not None:
        raise typer.BadParameter("--accept goes through all members; leave --members out")
    if closed_forms:
        text, right = doing.closed_form_report()
        typer.echo(text)
        raise typer.Exit(0 if right else NOT_AS_IT_SHOULD)
    ensemble = load_ensemble()
    asked = {"findings": findings, "mechanisms": mechanisms, "verdicts": verdicts}
    chosen = next((kind for kind, wanted in asked.items() if wanted), "patterns")
    kinds = tuple(doing.REPORTS) if accept else (chosen,)
    reviewed = None if accept else doing.reviewed_results()
    found = {}
    with nullcontext() if output is None else claimed(output), doing.kept_in(store):
        for kind in kinds:
            text, found[kind] = doing.REPORTS[kind](ensemble, members, workers)
            typer.echo(text)
        if output is not None:
            keep(output, partial(doing.write_members, found, ensemble))
    if accept:
        typer.echo(f"\nKept in {doing.accept(ensemble, **found)}")
        return
    problems = doing.verdict(ensemble, found[kinds[0]], kinds[0], reviewed)
    for problem in problems:
        typer.echo(f"simcorr: {problem}", err=True)
    if problems:
        raise typer.Exit(NOT_AS_IT_SHOULD)
    typer.echo("These are the reviewed results.")


app.command(
    epilog="Example: simcorr compare scenarios/baseline.toml --intervention staff_rotation "
    "--intervention safe_reporting --dose full --replicates 50 --output results",
    short_help="Compare interventions with doing nothing.",
)(compares.compare)
app.command(
    epilog="Example: simcorr new my-corridor.toml",
    short_help="Write a sheet with ten numbers to fill in for a setting of your own.",
)(sheets.new)
app.command(
    epilog="Example: simcorr brief scenarios/baseline.toml --output results",
    short_help="Compare interventions, ask whether the answer holds elsewhere, and write the brief.",
)(briefs.brief)
app.command(
    epilog="Example: simcorr trace scenarios/baseline.toml prosecute_instead_of_transfer --dose full",
    short_help="Say which mechanisms of the model carry the effect of a measure.",
)(traces.trace)
app.command(
    epilog="Example: simcorr sweep experiments/rotation_interval.toml", short_help="Carry out an experiment file."
)(sweeps.sweep)
app.command(
    epilog="Example: simcorr sensitivity experiments/screening.toml --outcome bribes",
    short_help="Say which parameters matter.",
)(sweeps.sensitivity)
app.command(
    epilog="Example: simcorr decide experiments/robust_choice.toml --information",
    short_help="Say what to choose when parameters are uncertain.",
)(sweeps.decide)
app.command(
    epilog="Example: simcorr merge results/all.sqlite part-1.sqlite part-2.sqlite",
    short_help="Join the stores of parts of a sweep.",
)(sweeps.merge)


def _outcome_lines(result: Any) -> str:
    from simcorr.simulation import OUTCOMES
    from simcorr.text import number

    lines = [f"{result!r}", ""]
    for heading, values in (
        ("True", result.outcomes),
        ("Recorded", result.recorded),
        ("Surveyed", result.surveyed),
    ):
        lines += [heading]
        lines += [
            f"  {OUTCOMES[name].title:<52} {number(value):>14} {OUTCOMES[name].unit}" for name, value in values.items()
        ]
    return "\n".join(lines)


class _weeks_bar:
    """A progress bar over simulated weeks, on standard error."""

    def __enter__(self) -> "_weeks_bar":
        from tqdm import tqdm

        self._bar = tqdm(desc="Simulating", unit="week", disable=not sys.stderr.isatty())
        return self

    def __exit__(self, *_: object) -> None:
        self._bar.close()

    def show(self, week: int, weeks: int) -> None:
        self._bar.total = weeks
        self._bar.update(week - self._bar.n)


def main() -> None:
    """Run the command line."""
    app()

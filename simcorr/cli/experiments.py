"""What the commands ``simcorr sweep``, ``sensitivity``, ``decide`` and ``merge`` do."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from simcorr.errors import DesignError, RunError, unknown_name

if TYPE_CHECKING:
    from simcorr.experiment.results.sweep import Sweep

RESULTS = Path("results")
_TOML = ".toml"
_FORMATS = ("png", "svg")


def shard_of(text: str) -> tuple[int, int]:
    """Return a shard written as 2/4.

    Examples
    --------
    >>> shard_of("2/4")
    (2, 4)
    """
    number, _, of = str(text).partition("/")
    try:
        return int(number), int(of)
    except ValueError:
        raise RunError(f"shard is {text!r}; allowed is a part and how many there are, such as 1/4") from None


class Source:
    """An experiment file, or a store of runs that one has filled.

    Parameters
    ----------
    path : Path
    store : Path, optional
        Where the runs of an experiment file are kept; beside other results, if left out.
    options : dict
        Of `Experiment.run`; an experiment file runs what is missing.
    """

    def __init__(self, path: Path, store: Path | None = None, **options: Any) -> None:
        self.path = path
        self.is_file = path.suffix == _TOML
        self.experiment = None
        if self.is_file:
            from simcorr.experiment.experiment_file import load_experiment

            self.experiment = load_experiment(path)
        elif store is not None:
            raise DesignError("--store goes with an experiment file; the source is a store already")
        self.options = {name: value for name, value in options.items() if value is not None}
        part = self.options.get("shard")
        shard = f"-{part[0]}-of-{part[1]}" if part else ""
        self.store = store or (RESULTS / f"{self.name}{shard}.sqlite" if self.is_file else path)

    @property
    def name(self) -> str:
        """The name of the experiment."""
        return self.path.stem

    def outcome(self, given: str | None) -> str:
        """Return the outcome that is asked for, or the file's first."""
        if given is not None:
            return given
        return self.experiment.outcomes[0] if self.experiment is not None else "bribes"

    def sweep(self) -> Sweep:
        """Return the sweep, its missing runs done first where an experiment file says how."""
        from simcorr.experiment.results.sweep import load_sweep

        if self.experiment is None:
            return load_sweep(self.store)
        self.store.parent.mkdir(parents=True, exist_ok=True)
        with warnings.catch_warnings(record=True) as caught:
            found = self.experiment.run(store=self.store, **self.options)
        for warning in caught:
            typer.echo(f"simcorr: {warning.message}", err=True)
        return found


def sweep_text(source: Source, found: Sweep) -> str:
    """Return what a sweep says of each outcome, point by point."""
    lines = [repr(found)]
    if source.experiment is not None and source.experiment.question:
        lines.insert(0, source.experiment.question)
    if found.runs.empty:
        return "\n".join([*lines, "", _NO_RUNS])
    for outcome in source.experiment.outcomes if source.experiment is not None else ():
        table = found.table(outcome)
        few = len(found.points) <= _MOST_POINTS
        lines += ["", outcome, _numbers(table.drop(columns=[name for name in _LESS if name in table]) if few
                                        else _over_points(table))]  # fmt: skip
    return "\n".join(lines)


def _over_points(table: Any) -> Any:
    """Return a row an intervention: how far its effect, or the outcome, goes over the points."""
    value = "difference" if "difference" in table else "mean"
    groups = table.groupby("intervention", sort=False) if "intervention" in table else table.groupby(lambda _: "")
    found = groups[value].describe(percentiles=[0.05, 0.5, 0.95])[["5%", "50%", "95%"]]
    found.columns = ["from", f"median {value}", "to"]
    if "verdict" in table:
        for verdict in ("lowers", "raises"):
            found[f"{verdict} at"] = groups["verdict"].agg(lambda seen, word=verdict: int((seen == word).sum()))
    return found.assign(points=groups.size()).rename_axis("intervention").reset_index()


_NO_RUNS = "No run is done yet, or all of them failed, so that there are no effects and no figures."
_MOST_POINTS = 20
_LESS = ("simultaneous_low", "simultaneous_high", "relative_low", "relative_high", "baseline_mean")


def write_sweep(source: Source, found: Sweep, folder: Path) -> Path:
    """Write the tables of a sweep, and a figure for each outcome of the experiment."""
    from simcorr.errors import AnalysisError

    path = found.to_csv(folder)
    if found.runs.empty:
        return path
    for outcome in source.experiment.outcomes if source.experiment is not None else ():
        try:
            figure = found.plot(outcome)
        except AnalysisError as error:
            typer.echo(f"simcorr: no figure of {outcome}: {error}", err=True)
            continue
        write_figure(path, outcome, figure)
        found.table(outcome).to_csv(path / f"{outcome}.csv", index=False)
    return path


def write_figure(folder: Path, name: str, figure: Any) -> None:
    """Write a figure in each format that a brief or a slide needs."""
    from simcorr.storage import write_bytes

    for form in _FORMATS:
        write_bytes(folder / f"{name}.{form}", figure.as_bytes(form))


class SensitivityAnswer:
    """Text, table and figure of the analysis that belongs to a design, levers on a grid among them.

    Parameters
    ----------
    sweep : Sweep
    outcome : str
    intervention, method : str or None
    """

    def __init__(self, sweep: Sweep, outcome: str, intervention: str | None, method: str | None = None) -> None:
        self.outcome = outcome
        on_grid = method is None and sweep.description["design"].get("kind") == "grid"
        levers = len(sweep.points.columns) if on_grid else 0
        if levers == 1:
            answer = sweep.dose_response(outcome, intervention)
            self.table, self.figure = answer.table, sweep.plot(outcome, intervention and [intervention])
            self.text = f"{_numbers(answer.table[_DOSES])}\n\nThe effect {_SHAPES.get(answer.shape, answer.shape)}"
            if answer.smallest_effective == answer.smallest_effective:  # not NaN
                self.text += f"; the weakest dose with a distinguishable effect is {answer.smallest_effective:g}"
            self.text += "."
        elif levers == 2:
            both = sweep.interaction(outcome, intervention)
            self.table, self.figure = both.contrasts, sweep.plot(outcome, intervention and [intervention])
            self.text = (
                f"{_numbers(both.contrasts)}\n\nThe two levers together, against the sum of both: {both.verdict}."
            )
        else:
            found = sweep.sensitivity(outcome, intervention, method=method)
            self.table, self.figure, self.text = found.table, found.plot(), repr(found)

    def write(self, folder: Path) -> Path:
        """Write table and figure; return the table."""
        name = f"sensitivity-{self.outcome}"
        self.table.to_csv(folder / f"{name}.csv", index=False)
        write_figure(folder, name, self.figure)
        return folder / f"{name}.csv"


_NOTHING_TO_LEARN = "Knowing any single parameter would not change the choice."
_DOSES = ["dose", "difference", "low", "high", "verdict", "gain", "gain_verdict", "replicates"]
_SHAPES = {"rises": "rises with the value", "falls": "falls with the value", "not monotone": "is not monotone",
           "flat within noise": "does not depend on the value, as far as can be told"}  # fmt: skip


def _numbers(table: Any) -> str:
    return str(table.to_string(index=False, float_format=lambda value: f"{value:.4g}"))


def write_choice(found: Any, folder: Path, *, information: bool) -> Path:
    """Write tables, sentences and figures of a choice."""
    from simcorr.storage import write_text

    name = f"decision-{found.outcome}"
    found.table.to_csv(folder / f"{name}.csv")
    write_text(folder / f"{name}.md", "\n".join(f"- {told}" for told in found.sentences) + "\n")
    write_figure(folder, f"regret-{found.outcome}", found.plot())
    if information:
        found.measure_first.to_csv(folder / f"measure-first-{found.outcome}.csv", index=False)
        write_figure(folder, f"measure-first-{found.outcome}", found.plot_information())
    return folder / f"{name}.csv"


def decide_text(found: Any, *, information: bool) -> str:
    """Return what may be said of a choice."""
    columns = ["mean", "worst", "largest_regret", "rank_mean", "rank_maximin", "rank_minimax_regret", "probability"]
    table = found.table[columns].to_string(float_format=lambda value: f"{value:.4g}")
    lines = [*found.sentences, "", table]
    if information:
        top = found.measure_first.head(5)[["parameters", "evppi", "standard_error"]]
        top = top[top["evppi"] > 0.0]
        lines += ["", f"Worth measuring first:\n{_numbers(top)}" if len(top) else _NOTHING_TO_LEARN]
    return "\n".join(lines)


def failures_line(found: Sweep, where: Path) -> str:
    """Return what is to be said of failed runs; empty if there are none."""
    failed = found.counts["failed"]
    return f"{failed} runs failed; see {where / 'failures.csv'}" if failed else ""


def checked_intervention(found: Sweep, given: str | None) -> str | None:
    """Return an arm of the sweep by its name."""
    if given is not None and given not in found.interventions:
        raise RunError(unknown_name("intervention", given, found.interventions))
    return given

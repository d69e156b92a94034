"""The flow of journeys of one run, and of what came of them, as a figure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

import pandas as pd

from simcorr.contexts import JOURNEY_CONTEXTS, Context
from simcorr.reporting.journeys.aftermath import Flow, Sort, Step, Way, counted
from simcorr.reporting.journeys.journeys import journeys_figure
from simcorr.reporting.style import plain
from simcorr.simulation.history.aftermath import bribes_by_context, case_ends, exploitation_ends

if TYPE_CHECKING:
    from simcorr.reporting.figure import Figure
    from simcorr.scenario import Scenario
    from simcorr.simulation.record import RunRecord


class Shown(Protocol):
    """What the figure needs of a run."""

    @property
    def weekly(self) -> pd.DataFrame:
        """As in `Run`."""
        ...

    @property
    def corridors(self) -> pd.DataFrame:
        """As in `Run`."""
        ...

    @property
    def events(self) -> pd.DataFrame | None:
        """As in `Run`."""
        ...

    @property
    def journeys(self) -> pd.DataFrame:
        """As in `Run`."""
        ...

    @property
    def scenario(self) -> Scenario:
        """As in `Run`."""
        ...

    @property
    def record(self) -> RunRecord:
        """As in `Run`."""
        ...


_IRREGULAR = ("alone", "smuggler")
_TOTALS = ("smuggler_cases", "smugglers_convicted", "exploited", "identified", "sold_out")
_SORTS: dict[str, Sort] = {"bribe": "bribe", "retainer": "retainer", "dropped": "ended", "open": "open"}


def journeys_drawn(run: Shown) -> Figure:
    """Return the figure of `Run.plot_journeys`."""
    table = run.journeys
    persons = table.groupby("channel")["persons"].sum()
    done = table[table["channel"].isin(_IRREGULAR) & (table["end"] != "under way")]
    begun = done.groupby("channel")["persons"].sum()
    arrived = done[done["end"] == "arrived"]
    alone, smuggled = (float(begun.get(name, 0.0)) for name in _IRREGULAR)
    later = float(arrived.loc[arrived["exploited_later"], "persons"].sum())
    flows = _flows(run)
    texts = _texts(run, persons, table, units=[flow.unit for flow in flows])
    return journeys_figure(
        _stages(run, done), alone, smuggled, float(arrived["persons"].sum()), later, texts, aftermath=flows
    )


def _stages(run: Shown, done: pd.DataFrame) -> pd.DataFrame:
    passed = {stage.context for corridor in run.scenario.corridors for stage in corridor.stages}
    sums = run.weekly[run.weekly["week"] >= 0].groupby("context").sum(numeric_only=True)
    met = sums.assign(bribes=sums["bribes"] - sums.get("licence_bribes", 0.0))  # of agencies, which travel nowhere
    ends = done.groupby(["context", "end"])["persons"].sum()
    rows = []
    for context in JOURNEY_CONTEXTS:
        if context.key in passed:
            encounters, bribes = (float(met[name].get(context.key, 0.0)) for name in ("encounters", "bribes"))
            rows.append(
                {
                    "context": context.label,
                    "stopped": float(ends.get((context.key, "stopped"), 0.0)),
                    "exploited": float(ends.get((context.key, "exploited"), 0.0)),
                    "bribed": bribes / encounters if encounters > 0.0 else float("nan"),
                }
            )
    return pd.DataFrame(rows)


def _flows(run: Shown) -> list[Flow]:
    """Return the flows through the contexts that are not passed on journeys, as far as the scenario has them."""
    manned = {post.context for corridor in run.scenario.corridors for post in corridor.posts}
    paid = bribes_by_context(run.weekly)
    told = {context: counted(sums["bribes"], "bribes") for context, sums in paid.items() if context.key in manned}
    if Context.INVESTIGATION in told:
        told[Context.INVESTIGATION] += f" and {counted(paid[Context.INVESTIGATION]['retainers_paid'], 'retainers')}"
    flows = []
    if Context.INVESTIGATION in told or Context.TRIAL in told:
        flows.append(_cases(run, told))
    if Context.SERVICE_PROVIDERS in told:
        told[Context.SERVICE_PROVIDERS] += " for silence"
        flows.append(_persons(run, told[Context.SERVICE_PROVIDERS]))
    return flows


def _cases(run: Shown, told: dict[Context, str]) -> Flow:
    """Return the flow of cases against operators, from the grounds to open one to a conviction."""
    assert run.events is not None  # the journeys could not have been told without them
    ends = case_ends(run.events).set_index(["stage", "end"])["cases"]

    def ways(stage: str, **words: str) -> tuple[Way, ...]:
        return tuple(Way(float(ends.get((stage, end), 0)), told, _SORTS[end]) for end, told in words.items())

    steps = []
    if Context.INVESTIGATION in told:
        steps = [
            Step(
                Context.INVESTIGATION.label,
                told[Context.INVESTIGATION],
                ways("opening", retainer="not opened, for a retainer", bribe="not opened, for a bribe"),
                "opened",
            ),
            Step(
                "",
                "",
                ways("investigation", bribe="ended by a bribe", dropped="ended without a charge", open="still open"),
                "charged",
            ),
        ]
    if Context.TRIAL in told:
        left = ways("trial", bribe="ended by a bribe", dropped="ended without conviction", open="still open")
        steps.append(Step(Context.TRIAL.label, told[Context.TRIAL], left))
    return Flow(
        title="Cases against operators of networks",
        unit="cases",
        begun=[(float(ends.sum()) if Context.INVESTIGATION in told else 0.0, "that could be opened")],
        steps=tuple(steps),
        reached="with a conviction" if Context.TRIAL in told else "charged",
        nothing="No case against an operator could be opened in the window.",
    )


def _persons(run: Shown, told: str) -> Flow:
    """Return the flow of persons whose exploitation began to those who were identified."""
    assert run.events is not None
    table = exploitation_ends(run.events, run.scenario)
    begun, ends = (table.groupby(name)["persons"].sum() for name in ("began", "end"))
    late = table.loc[(table["end"] == "identified") & table["bribed"], "persons"].sum()
    ways = [
        Way(float(ends.get("bribe", 0.0)), "not identified, for a bribe", "bribe"),
        Way(float(ends.get("neither", 0.0)), "with neither so far", "open"),
    ]
    place = Context.SERVICE_PROVIDERS.label
    if "punished" in ends:  # where victims are met by authorities
        place += " and authorities"
        ways.insert(1, Way(float(ends["punished"]), "punished as offenders", "ended"))
    return Flow(
        title="Persons whose exploitation began",
        unit="persons",
        begun=[(float(begun.get(where, 0.0)), where) for where in ("on the way", "after arrival")],
        steps=(Step(place, told, tuple(ways)),),
        reached="identified and helped",
        of_these=(float(late), "after a bribe for silence"),
        nothing="Nobody's exploitation began on these journeys.",
    )


def _texts(run: Shown, persons: pd.Series[float], table: pd.DataFrame, *, units: Sequence[str]) -> tuple[str, str, str]:
    waiting = float(table.loc[(table["end"] == "under way") & table["channel"].isin(_IRREGULAR), "persons"].sum())
    stayed, regular = (plain(float(persons.get(name, 0.0))) for name in ("stay", "regular"))
    record = run.record
    subtitle = (
        f"Persons who set out irregularly in the window. {stayed} decisions were to stay, {regular} to take the "
        "regular channel."
    )
    caption = (
        f"Scenario '{record.scenario}', one run, seed {record.seed}, {counted(record.window_weeks, 'weeks')}; who "
        f"tries again counts again. {plain(waiting)} were under way or had no smuggler at the end and are left out. "
        "Above: share of encounters with a bribe. Contexts in their usual order, not that of each corridor. "
        f"{_note(run, units) if units else ''}"
        f"simcorr {record.version}, {record.engine} engine. A stylised model, not a forecast."
    )
    return "Where journeys end", subtitle, caption


def _note(run: Shown, units: Sequence[str]) -> str:
    """Return what a reader has to know of the cases and persons drawn, with the totals of the weekly tables."""
    window = run.corridors[run.corridors["week"] >= 0]
    sums = {str(name): float(window[name].sum()) for name in _TOTALS}
    notes, totals = [], []
    if "cases" in units:
        notes.append(
            "cases that could be opened in the window ('for a retainer' may also mean that nobody was on duty; bribes "
            "named above are all of the window, in cases against officials, too; a retainer is paid for a term)"
        )
        totals.append(f"{counted(sums['smuggler_cases'], 'cases')} opened")
        totals.append(f"{counted(sums['smugglers_convicted'], 'operators')} convicted")
    if "persons" in units:
        notes.append("persons exploited on the journeys above ('neither': no help, no bribe on record; some are free)")
        totals += [f"{counted(sums[name], 'persons')} {name}" for name in ("exploited", "identified")]
        totals.append(f"{counted(sums['sold_out'], 'times')} that a person was left unidentified for a bribe")
    weight = run.scenario.weight
    weighed = f" Persons have the weight {weight:g}, cases and bribes do not." if weight != 1.0 else ""
    return (
        f"Below, followed to the end of the window: {' and '.join(notes)}.{weighed} Whenever cases and journeys began, "
        f"the window saw {', '.join(totals)}.\n"
    )

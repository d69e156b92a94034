"""What came of the journeys: cases against operators, and persons whose exploitation began, followed to their ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from simcorr.contexts import Context
from simcorr.world.codes import AFTER_ARRIVAL, Bribe, Channel, Finding, Stage, Subject, Verdict
from simcorr.world.trace import EventKind

if TYPE_CHECKING:
    from simcorr.scenario import Scenario

_GROUNDS, _VERDICT, _BRIBE, _CHANNEL, _EXPLOITATION, _IDENTIFICATION, _MEETING = (
    kind.name.lower()
    for kind in (
        EventKind.SMUGGLER_CASE,
        EventKind.VERDICT,
        EventKind.BRIBE,
        EventKind.CHANNEL,
        EventKind.EXPLOITATION,
        EventKind.IDENTIFICATION,
        EventKind.MEETING,
    )
)
_OPENED = 1
"""A case that was not kept from being opened."""
_STAGES = tuple(stage.name.lower() for stage in Stage)
_CLOSED = {
    int(Verdict.CONVICTED): "convicted",
    int(Verdict.DROPPED): "dropped",
    int(Verdict.BOUGHT): "bribe",
    int(Verdict.EXPIRED): "dropped",
}


def case_ends(events: pd.DataFrame) -> pd.DataFrame:
    """Return where the cases ended that investigators had grounds to open against operators in the window.

    Parameters
    ----------
    events : DataFrame
        All of a run.

    Returns
    -------
    DataFrame
        ``stage`` (opening, investigation or trial), ``end`` and ``cases``. Ends of the opening are ``bribe`` and
        ``retainer`` (or nobody on duty); later ones ``bribe``, ``dropped`` (too little evidence, or too old),
        ``open`` (at the end of the window) and ``convicted``.
    """
    kind = events["kind"]
    begun = events[kind == _GROUNDS].set_index("case")
    paid = events.loc[(kind == _BRIBE) & (events["b"] == int(Bribe.JUSTICE)), "case"]
    verdicts = events[(kind == _VERDICT) & (events["a"] == int(Subject.OPERATOR))]
    last = verdicts.drop_duplicates("case", keep="last").set_index("case").reindex(begun.index)
    bribed = begun.index.isin(paid).tolist()
    ends = [
        _end_of_case(opened == _OPENED, paid, verdict, stage)
        for opened, paid, verdict, stage in zip(begun["a"], bribed, last["b"], last["value"], strict=True)
    ]
    found = pd.DataFrame(ends, columns=["stage", "end"], index=begun.index)[begun["week"] >= 0]
    return found.groupby(["stage", "end"]).size().rename("cases").reset_index()


def _end_of_case(opened: bool, bribed: bool, verdict: float, stage: float) -> tuple[str, str]:
    if not opened:
        return "opening", "bribe" if bribed else "retainer"
    if np.isnan(verdict):
        return "investigation", "open"
    if int(verdict) == Verdict.CHARGED:
        return "trial", "open"
    return _STAGES[int(stage)], _CLOSED[int(verdict)]


def exploitation_ends(events: pd.DataFrame, scenario: Scenario) -> pd.DataFrame:
    """Return what service providers and authorities did for those who were exploited on irregular journeys.

    Parameters
    ----------
    events : DataFrame
        All of a run, in their order.
    scenario : Scenario

    Returns
    -------
    DataFrame
        ``began`` (on the way or after arrival), ``end`` (``identified``, ``punished`` for those whom an authority
        returned as offenders, ``bribe`` for those left unidentified for a bribe and not identified later,
        ``neither``), ``bribed`` (left unidentified for a bribe at least once) and ``persons``. Who was punished, tries
        again and is exploited again counts again. The journeys began in the window; workers whom a recruitment agency
        had placed are not among them.
    """
    sizes = np.array([corridor.party_size * scenario.weight for corridor in scenario.corridors], dtype=float)
    told = _by_attempt(events, (_CHANNEL, _EXPLOITATION, _IDENTIFICATION, _MEETING))
    home = told[told["kind"] == _CHANNEL].set_index("attempt")
    rows, met = told[told["kind"] == _EXPLOITATION], told[told["kind"].isin((_IDENTIFICATION, _MEETING))]
    begun = home.reindex(rows["attempt"])
    irregular = (begun["week"].to_numpy() >= 0) & (begun["b"].to_numpy() != Channel.REGULAR)
    rows = rows.assign(persons=sizes[begun["a"].to_numpy(int)], drawn=irregular)

    def found_as(finding: Finding) -> pd.Series[bool]:
        return rows["attempt"].isin(met.loc[met["b"] == finding, "attempt"])

    ends, bribed = [found_as(Finding.IDENTIFIED), found_as(Finding.PUNISHED)], found_as(Finding.SOLD_OUT)
    found = pd.DataFrame(
        {
            "began": np.where(rows["a"] == AFTER_ARRIVAL, "after arrival", "on the way"),
            "end": np.select([*ends, bribed], ["identified", "punished", "bribe"], "neither"),
            "bribed": bribed,
            "persons": rows["persons"],
        }
    )
    return found[rows["drawn"]].groupby(["began", "end", "bribed"])["persons"].sum().reset_index()


def _by_attempt(events: pd.DataFrame, kinds: tuple[str, ...]) -> pd.DataFrame:
    """Return events about migrants, each with the number of the attempt to which it belongs; all attempts differ."""
    rows = events[events["kind"].isin(kinds)]
    rows = rows.assign(order=range(len(rows))).sort_values(["subject", "order"], kind="stable")
    return rows.assign(attempt=(rows["kind"] == _CHANNEL).cumsum()).sort_values("order")


def bribes_by_context(weekly: pd.DataFrame) -> dict[Context, dict[str, float]]:
    """Return the bribes and retainers of the window in the three contexts that are not passed on journeys.

    In investigation and trial those in cases alone: releases from custody, and silence about victims, are apart.
    """
    window = weekly[weekly["week"] >= 0]
    contexts = (Context.INVESTIGATION, Context.TRIAL, Context.SERVICE_PROVIDERS)
    rows = {context: window[window["context"] == context.key] for context in contexts}
    paid = {context: "bribes" if context == Context.SERVICE_PROVIDERS else "justice_bribes" for context in contexts}
    return {
        context: {"bribes": float(found[paid[context]].sum()), "retainers_paid": float(found["retainers_paid"].sum())}
        for context, found in rows.items()
    }

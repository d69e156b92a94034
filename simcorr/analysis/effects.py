"""The table of effects: every arm and outcome against the baseline, paired by replicate."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

import pandas as pd

from simcorr.analysis.estimates import KEYS, paired_effect, pooled_odds, share_best
from simcorr.simulation.outcomes import OUTCOMES

COLUMNS = (
    "intervention",
    "outcome",
    "title",
    "unit",
    "better",
    "harm",
    "baseline_mean",
    "mean",
    "difference",
    "standard_deviation",
    "low",
    "high",
    "simultaneous_low",
    "simultaneous_high",
    "relative",
    "relative_low",
    "relative_high",
    "replicates",
    "share_best",
    "verdict",
)
_RANK_COUNTS = [
    "sanctions_of_gatekeepers",
    "bribe_takers_gatekeepers",
    "sanctions_of_superiors",
    "bribe_takers_superiors",
]


def paired(runs: pd.DataFrame, outcome: str, arms: Sequence[str]) -> pd.DataFrame:
    """Return one outcome, a row a replicate and a column an arm; NaN where there is no value."""
    wide = runs.pivot(index="replicate", columns="intervention", values=outcome)
    return wide.reindex(columns=pd.Index(arms))


def occurring(runs: pd.DataFrame, outcomes: Iterable[str]) -> list[str]:
    """Return those of some outcomes that are not zero in every run: of the others there is nothing to show.

    Mechanisms that a scenario does not use leave such zeros. What is undefined is not zero, and stays.
    """
    return [name for name in outcomes if name in runs and not runs[name].eq(0.0).all()]


def defined(runs: pd.DataFrame, outcomes: Iterable[str]) -> list[str]:
    """Return those of some outcomes that are a number in a run at least: shares of workers where there are workers."""
    return [name for name in outcomes if name in runs and runs[name].notna().any()]


def effects_table(runs: pd.DataFrame, arms: Sequence[str], *, ranked: bool) -> pd.DataFrame:
    """Return the effect of every arm on every outcome in a frame with one row a run.

    Parameters
    ----------
    runs : DataFrame
        ``intervention``, ``replicate``, ``seed`` and one column an outcome.
    arms : sequence of str
        All arms, the baseline first.
    ranked : bool
        Whether to say how often an arm is best of all, doing nothing included; only true outcomes can rank.
    """
    rows: list[dict[str, Any]] = []
    # the odds of single pairs exist only where a superior was sanctioned; they are pooled in a table of their own
    for name in runs.columns.difference([*KEYS, "rank_odds"], sort=False):
        outcome = OUTCOMES[name]
        values = paired(runs, name, arms)
        best = share_best({arm: values[arm].to_numpy() for arm in arms}, outcome.better) if ranked else {}
        for arm in arms[1:]:
            effect = paired_effect(values[arms[0]].to_numpy(), values[arm].to_numpy(), arms=len(arms) - 1)
            rows.append(
                {
                    "intervention": arm,
                    "outcome": name,
                    "title": outcome.title,
                    "unit": outcome.unit,
                    "better": outcome.better,
                    "harm": outcome.harm,
                    **asdict(effect),
                    **({"share_best": best[arm]} if ranked else {}),
                }
            )
    columns = [column for column in COLUMNS if ranked or column != "share_best"]
    return pd.DataFrame(rows, columns=columns)


def rank_odds_table(runs: pd.DataFrame, arms: Sequence[str]) -> pd.DataFrame:
    """Return by arm how much likelier gatekeepers are sanctioned than superiors, pooled over replicates.

    In single runs superiors are often never sanctioned and the ratio is undefined; pooled counts are not.
    """
    rows = []
    for arm in arms:
        counts = runs.loc[runs["intervention"] == arm, _RANK_COUNTS].to_numpy(dtype=float)
        odds, low, high = pooled_odds(counts.tolist())
        rows.append({"intervention": arm, "rank_odds": odds, "low": low, "high": high, "replicates": len(counts)})
    return pd.DataFrame(rows)

"""Decision rules under deep uncertainty: which option each rule picks, and what the picks disagree about.

The mean weighs all states of the world alike (Laplace); maximin looks at the worst state (Wald 1950); minimax
regret at the largest loss from not having chosen the best option of each state (Savage 1951); satisficing counts
the states in which a threshold is met (Simon 1956; Lempert, Popper and Bankes 2003).
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from simcorr.analysis.decisions.tables import Better, Floats, checked, sign_of, tied_best
from simcorr.errors import AnalysisError

MEAN, MAXIMIN, MINIMAX_REGRET, SATISFICING = "mean", "maximin", "minimax regret", "satisficing"


@dataclass(frozen=True)
class Decisions:
    """What each decision rule picks.

    Attributes
    ----------
    table : DataFrame
        A row an option: ``mean``, ``worst``, ``best``, ``largest_regret``, ``mean_regret`` (units of the values),
        ``share_satisfied`` (NaN without a threshold) and the rank by each rule (1 is best; ties share a rank).
    winners : dict of rule to tuple of options
        More than one option where they tie.
    agree : bool
        Whether one option wins by every rule.
    disagreement : DataFrame
        A row a rule, with its ``winner`` (the first of those tied) and what that winner gives up by each other
        rule: units of the values, for satisficing a share of the states.
    """

    table: pd.DataFrame
    winners: dict[str, tuple[str, ...]]
    agree: bool
    disagreement: pd.DataFrame


def regret(values: pd.DataFrame, *, better: Better) -> pd.DataFrame:
    """Return how much worse each option is than the best option of the same state of the world.

    Parameters
    ----------
    values : DataFrame
        A row a state of the world, a column an option. Values with Monte Carlo noise inflate regret: give the
        ``values`` of `separate_noise` then.
    better : {"higher", "lower"}
        Which values are better.

    Returns
    -------
    DataFrame
        At least zero, in the units of the values (Savage 1951).

    Raises
    ------
    AnalysisError
        If the table cannot be used; see `checked`.

    Examples
    --------
    >>> regret(pd.DataFrame({"a": [1.0, 5.0], "b": [3.0, 4.0]}), better="lower")
         a    b
    0  0.0  2.0
    1  1.0  0.0
    """
    table = checked(values)
    scores = sign_of(better) * table
    return -scores.sub(scores.max(axis=1), axis=0) + 0.0


def decide(values: pd.DataFrame, *, better: Better, threshold: float | None = None) -> Decisions:
    """Return what each decision rule picks, and whether they agree.

    Parameters
    ----------
    values : DataFrame
        A row a state of the world, a column an option.
    better : {"higher", "lower"}
        Which values are better.
    threshold : float, optional
        The value that is good enough (at least it, or at most it if lower is better); without it there is no
        satisficing.

    Raises
    ------
    AnalysisError
        If the table or the threshold cannot be used.

    Examples
    --------
    >>> harm = pd.DataFrame({"audits": [1.0, 9.0], "rotation": [4.0, 5.0]})
    >>> decide(harm, better="lower", threshold=5.0).winners
    {'mean': ('rotation',), 'maximin': ('rotation',), 'minimax regret': ('rotation',), 'satisficing': ('rotation',)}
    """
    table, sign = checked(values), sign_of(better)
    if threshold is not None and not np.isfinite(threshold):
        raise AnalysisError(f"threshold is {threshold}; allowed is a finite number or None")
    scores = sign * table.to_numpy()
    lost = regret(table, better=better)
    satisfied = np.full(len(table.columns), np.nan)
    if threshold is not None:
        satisfied = (scores >= sign * threshold).mean(axis=0)
    criteria = {MEAN: scores.mean(axis=0), MAXIMIN: scores.min(axis=0), MINIMAX_REGRET: -lost.max().to_numpy()}
    if threshold is not None:
        criteria[SATISFICING] = satisfied
    summary = pd.DataFrame(
        {
            "mean": table.mean(),
            "worst": sign * scores.min(axis=0),
            "best": sign * scores.max(axis=0),
            "largest_regret": lost.max(),
            "mean_regret": lost.mean(),
            "share_satisfied": satisfied,
        }
    ).rename_axis("option")
    return _decisions(summary, criteria)


def _decisions(summary: pd.DataFrame, criteria: dict[str, Floats]) -> Decisions:
    options = [str(option) for option in summary.index]
    winners: dict[str, tuple[str, ...]] = {}
    rows: dict[str, dict[str, object]] = {}
    for rule, scores in criteria.items():
        best = tied_best(scores)
        summary[f"rank_{rule.replace(' ', '_')}"] = _ranks(scores)
        winners[rule] = tuple(option for option, wins in zip(options, best, strict=True) if wins)
        first = int(np.argmax(best))
        given_up = {other: float(theirs.max() - theirs[first]) for other, theirs in criteria.items()}
        rows[rule] = {"winner": options[first], **given_up}
    agree = bool(set.intersection(*map(set, winners.values())))
    return Decisions(summary, winners, agree, pd.DataFrame.from_dict(rows, orient="index").rename_axis("rule"))


def _ranks(scores: Floats) -> list[int]:
    """Return 1 for the best; scores that differ by rounding only share the better rank."""
    return [1 + sum(not tied_best(np.array([score, other]))[0] for other in scores) for score in scores]

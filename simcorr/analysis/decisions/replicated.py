"""Replicated paired runs, condensed to what the separation of noise needs: means by point and their covariances."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from simcorr.analysis.decisions.tables import Floats, checked
from simcorr.errors import AnalysisError, listed

POINT, REPLICATE = "point", "replicate"
FEWEST_REPLICATES = 2


@dataclass(frozen=True, eq=False)
class Replicated:
    """Means of paired replicates by point.

    Attributes
    ----------
    means : DataFrame
        A row a point, a column an option.
    covariances : array, shape (points, options, options)
        Covariance between options of these means, from the replicates of the point: the Monte Carlo noise. What
        options share by common random numbers is in the entries off the diagonal.
    replicates : array, shape (points,)
        Replicates of each point.
    """

    means: pd.DataFrame
    covariances: Floats
    replicates: Floats


def condense(runs: pd.DataFrame) -> Replicated:
    """Return means by point and the covariances of these means.

    Parameters
    ----------
    runs : DataFrame
        Columns ``point`` and ``replicate``, then one column an option; one row a point and replicate. Options of
        one row are paired: they share their random draws.

    Raises
    ------
    AnalysisError
        If a column is missing, a pair of point and replicate comes twice, a value is missing, or a point has
        fewer than two replicates.

    Examples
    --------
    >>> runs = pd.DataFrame({"point": [0, 0], "replicate": [0, 1], "a": [1.0, 3.0], "b": [1.0, 3.0]})
    >>> condense(runs).covariances.tolist()
    [[[1.0, 1.0], [1.0, 1.0]]]
    """
    for column in (POINT, REPLICATE):
        if column not in getattr(runs, "columns", ()):
            raise AnalysisError(f"runs has no column '{column}'; needed are point, replicate and a column an option")
    values = checked(runs.drop(columns=[POINT, REPLICATE]), "runs")
    if runs.duplicated([POINT, REPLICATE]).any():
        first = runs.loc[runs.duplicated([POINT, REPLICATE]), [POINT, REPLICATE]].iloc[0]
        raise AnalysisError(
            f"runs has point '{first[POINT]}', replicate '{first[REPLICATE]}' twice; one row is allowed"
        )
    groups = values.groupby(runs[POINT].to_numpy(), sort=True)
    counts = groups.size()
    few = counts[counts < FEWEST_REPLICATES]
    if len(few):
        raise AnalysisError(
            f"{len(few)} of {len(counts)} points have fewer than {FEWEST_REPLICATES} replicates "
            f"(point {listed(map(str, few.index), 3)}): Monte Carlo noise cannot be told from parameter uncertainty"
        )
    covariances = np.array([_covariance(group.to_numpy()) for _, group in groups])
    return Replicated(groups.mean().rename_axis(POINT), covariances, np.asarray(counts, dtype=float))


def _covariance(values: Floats) -> Floats:
    """Return the covariance of the mean of rows."""
    away = values - values.mean(axis=0)
    return np.asarray(away.T @ away / (len(values) - 1) / len(values))

"""From a long table to an outcome by level of one or two factors and by replicate, complete and finite."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from simcorr.analysis.sensitivity.checks import Floats, numbers, require_columns
from simcorr.errors import AnalysisError, listed


def paired_cells(
    runs: pd.DataFrame, factors: Sequence[str], outcomes: Sequence[str], replicate: str = "replicate"
) -> tuple[list[Floats], list[Floats]]:
    """Return the levels of each factor, ascending, and each outcome as an array (levels of each factor, replicates).

    Parameters
    ----------
    runs : DataFrame
        One row for each combination of levels and each replicate.
    factors, outcomes : sequence of str
        Columns of numbers.
    replicate : str
        Column of the replicate; the same replicate has the same seed everywhere.

    Raises
    ------
    AnalysisError
        If a column, a combination or a replicate is missing, one is there twice, or a value is not finite.

    Examples
    --------
    >>> runs = pd.DataFrame({"dose": [1.0, 0.5, 1.0, 0.5], "replicate": [0, 0, 1, 1], "bribes": [4.0, 6.0, 5.0, 7.0]})
    >>> levels, (bribes,) = paired_cells(runs, ["dose"], ["bribes"])
    >>> levels[0].tolist(), bribes.tolist()
    ([0.5, 1.0], [[6.0, 7.0], [4.0, 5.0]])
    """
    require_columns(runs, [*factors, replicate, *outcomes], "the runs")
    if len(runs) == 0:
        raise AnalysisError("the runs have no rows; allowed is one or more")
    for column in (*factors, *outcomes):
        _require_finite(runs, column, [*factors, replicate])
    keys = [*factors, replicate]
    if runs[replicate].isna().any():
        raise AnalysisError(f"{replicate} is missing in {int(runs[replicate].isna().sum())} of {len(runs)} runs")
    if (twice := runs.duplicated(keys)).any():
        raise AnalysisError(f"{_named(runs[twice].iloc[0], keys)} is there more than once; allowed is once")
    indexed = runs.set_index(keys).sort_index()
    labels = [np.unique(runs[key].to_numpy()) for key in keys]
    full = pd.MultiIndex.from_product(labels, names=keys)
    missing = full[~full.isin(indexed.index)]
    if len(missing):
        first = [_named(pd.Series(dict(zip(keys, row, strict=True))), keys) for row in missing[:3]]
        raise AnalysisError(f"the runs are incomplete: {len(missing)} of {len(full)} missing: {'; '.join(first)}")
    shape = [len(each) for each in labels]
    levels = [np.asarray(each, dtype=float) for each in labels[:-1]]
    return levels, [indexed[outcome].to_numpy(dtype=float).reshape(shape) for outcome in outcomes]


def _require_finite(runs: pd.DataFrame, column: str, keys: Sequence[str]) -> None:
    bad = ~np.isfinite(numbers(runs[column].to_numpy(), column))
    if bad.any():
        rows = [_named(row, keys) for _, row in runs[bad].iterrows()]
        raise AnalysisError(f"{column} is not finite in {len(rows)} of {len(runs)} runs: {listed(rows, 3)}")


def _named(row: pd.Series, keys: Sequence[str]) -> str:
    return " ".join(f"{key}={row[key]:g}" if isinstance(row[key], float) else f"{key}={row[key]}" for key in keys)

"""What is observed elsewhere, and how implausible a simulated value is in its light."""

import math
from collections.abc import Sequence

import numpy as np
import pandas as pd

from simcorr.patterns.target import Target


def implausibilities(means: pd.DataFrame, variances: pd.DataFrame, targets: Sequence[Target]) -> pd.DataFrame:
    """Return how implausible each point is in the light of each target.

    Equation: ``|ln m - z| / sqrt(V_observation + V_Monte Carlo + discrepancy^2)`` with the variance of ``ln m`` by
    the delta method (Craig et al. 1997; Vernon, Goldstein and Bower 2010). Infinite where a pattern is zero or
    undefined: what never happens at a point cannot be what was observed.

    Parameters
    ----------
    means, variances : DataFrame
        The simulated patterns and the Monte Carlo variances of their means, a row a point, a column a target.
    targets : sequence of Target
    """
    columns = {}
    for target in targets:
        mean, variance = means[target.name].to_numpy(float), variances[target.name].to_numpy(float)
        happens = np.isfinite(mean) & (mean > 0.0)
        safe = np.where(happens, mean, 1.0)
        noise = np.where(np.isfinite(variance), variance, 0.0) / safe**2
        spread = np.sqrt(target.observation_variance + noise + target.discrepancy**2)
        columns[target.name] = np.where(happens, np.abs(np.log(safe) - target.middle) / spread, np.inf)
    return pd.DataFrame(columns, index=means.index)


def noise_in_bands(means: pd.DataFrame, variances: pd.DataFrame, targets: Sequence[Target]) -> pd.DataFrame:
    """Return the Monte Carlo standard deviation of each pattern as a share of the width of its band, both in logs.

    Parameters
    ----------
    means, variances : DataFrame
        As for `implausibilities`. NaN where a pattern is zero or its variance unknown.

    Examples
    --------
    >>> found = noise_in_bands(pd.DataFrame({"a": [2.0]}), pd.DataFrame({"a": [0.01]}), [Target("a", 1.0, math.e)])
    >>> round(float(found["a"][0]), 3)
    0.05
    """
    widths = pd.Series({target.name: math.log(target.high / target.low) for target in targets})
    known = means[widths.index].where(means[widths.index] > 0.0)
    return variances[widths.index].pow(0.5) / known / widths

"""How much of an array of effects is Monte Carlo noise, told from replicates on common random numbers.

Replicates are independent of each other, but within a replicate all points share their draws, so the noise of one
effect is correlated with that of the next. The tests below therefore take replicates as subjects and effects as
repeated measures, and correct the degrees of freedom for the correlation (Box 1954; Greenhouse and Geisser 1959).
The estimated correction errs towards fewer degrees of freedom: with few replicates the tests are cautious.
"""

import math
from dataclasses import dataclass

import numpy as np

from simcorr.analysis.estimates import ROUNDING
from simcorr.analysis.sensitivity.checks import Floats


@dataclass(frozen=True)
class NoiseTest:
    """Noise in the mean effects, and whether the effects are more than that.

    Attributes
    ----------
    variance : float
        Mean over the effects of the sampling variance of an effect's mean over replicates, in squared outcome units.
    p_effect : float
        Probability of effects this large if all expected effects were zero: the smaller one, doubled, of a test of
        their mean (with a common sign it shows first) and a test of their size.
    p_spread : float
        Probability of effects this unlike if all expected effects were equal.
    """

    variance: float
    p_effect: float
    p_spread: float


def noise_test(effects: Floats, size: float = 0.0) -> NoiseTest:
    """Return the noise in effects and the tests of their size and spread; NaN with fewer than two replicates.

    Parameters
    ----------
    effects : array (effects, replicates)
    size : float
        Size of the outcomes whose differences the effects are; what is only rounding of them counts as zero.

    Examples
    --------
    >>> effects = 5.0 + np.random.default_rng(1).normal(size=(10, 8))
    >>> result = noise_test(effects)
    >>> round(result.variance, 2), result.p_effect < 0.001, result.p_spread > 0.05
    (0.09, True, True)
    """
    replicates = effects.shape[1]
    if replicates < 2:
        return NoiseTest(math.nan, math.nan, math.nan)
    variance = float(effects.var(axis=1, ddof=1).mean()) / replicates
    effects = _unrounded(effects, size)
    mean = effects.mean(axis=0, keepdims=True)
    p_effect = min(2.0 * min(_p_value(_unrounded(mean, size)), _p_value(effects)), 1.0)
    return NoiseTest(variance, p_effect, _p_value(_unrounded(effects - mean, size)))


def _unrounded(effects: Floats, size: float) -> Floats:
    return np.where(np.abs(effects) <= ROUNDING * size, 0.0, effects)


def _p_value(effects: Floats) -> float:
    """Return the p-value of "the expected effects are all zero", by an F-test with Box's degrees of freedom."""
    from scipy.special import fdtrc

    replicates = effects.shape[1]
    means = effects.mean(axis=1)
    residuals = effects - means[:, np.newaxis]
    covariance = residuals @ residuals.T / (replicates - 1)
    noise, signal = float(np.trace(covariance)), replicates * float((means**2).sum())
    if noise <= ROUNDING**2 * signal:
        return 0.0 if signal > 0.0 else 1.0
    degrees = max(noise**2 / float((covariance**2).sum()), 1.0)
    return float(fdtrc(degrees, degrees * (replicates - 1), signal / noise))

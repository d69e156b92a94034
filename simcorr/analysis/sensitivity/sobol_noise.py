"""What Monte Carlo noise adds to Sobol indices of an average over replicates, told from the replicates.

Indices are ratios of means of products of outcomes. In the product of two averages over the same R replicates, the
noise adds the covariance of the two over replicates, divided by R; common random numbers make it as large or small as
it is, and no assumption about it is needed. Taking it away leaves the index of the expected outcome.
"""

from dataclasses import dataclass
from itertools import combinations

import numpy as np

from simcorr.analysis.sensitivity.checks import Floats
from simcorr.analysis.sensitivity.saltelli import Blocks


@dataclass(frozen=True)
class SobolNoise:
    """Noise in the indices, each as a part of the variance that is decomposed; NaN without replicates.

    Attributes
    ----------
    share : float
        Part of the variance that is noise.
    first, total : array (dimensions,)
    pairs : array (pairs,)
        Of second-order indices, in the order of `itertools.combinations`; empty without second order.
    """

    share: float
    first: Floats
    total: Floats
    pairs: Floats


def sobol_noise(blocks: Blocks) -> SobolNoise:
    """Return what noise adds to the indices.

    Parameters
    ----------
    blocks : Blocks
        Of values, with replicates as the last axis.

    Examples
    --------
    >>> from simcorr.analysis.sensitivity.saltelli import cut
    >>> values = np.random.default_rng(1).normal(size=(64 * 4, 5))
    >>> noise = sobol_noise(cut(values, dimensions=2, second_order=False))
    >>> bool(abs(noise.share - 1.0) < 0.2), bool((abs(noise.total - 1.0) < 0.3).all())
    (True, True)
    """
    dimensions, replicates = blocks.ab.shape[1], blocks.a.shape[1]
    count = len(list(combinations(range(dimensions), 2))) if blocks.ba.size else 0
    if replicates < 2:
        return SobolNoise(np.nan, np.full(dimensions, np.nan), np.full(dimensions, np.nan), np.full(count, np.nan))
    both = np.concatenate([blocks.a, blocks.b])
    scale = float(both.mean(axis=1).var()) * replicates
    # What a replicate adds to all points alike does not vary over the design, so it is no part of the variance.
    own = both - both.mean(axis=0)
    change = blocks.ab - blocks.a[:, np.newaxis]
    first = _covariance(blocks.b[:, np.newaxis], change) / scale
    total = 0.5 * _covariance(change, change) / scale
    return SobolNoise(float(own.var(axis=1, ddof=1).mean()) / scale, first, total, _pairs(blocks, first, scale))


def _pairs(blocks: Blocks, first: Floats, scale: float) -> Floats:
    if not blocks.ba.size:
        return np.zeros(0)
    own = float(_covariance(blocks.a, blocks.b)) / scale
    pairs = list(combinations(range(blocks.ab.shape[1]), 2))
    cross = [float(_covariance(blocks.ba[:, j], blocks.ab[:, k])) / scale for j, k in pairs]
    return np.array([each - own - first[j] - first[k] for each, (j, k) in zip(cross, pairs, strict=True)])


def _covariance(one: Floats, other: Floats) -> Floats:
    """Return the covariance over replicates (last axis), averaged over base points (first axis)."""
    products = (one - one.mean(axis=-1, keepdims=True)) * (other - other.mean(axis=-1, keepdims=True))
    return np.asarray(products.sum(axis=-1).mean(axis=0) / (one.shape[-1] - 1), dtype=float)

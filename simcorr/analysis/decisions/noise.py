"""Monte Carlo noise separated from parameter uncertainty.

A mean over few replicates is the true value of its point plus noise, so means spread wider over points than true
values do, and everything that looks at the best option of each point (regret, probability of being best, value of
information) comes out too large. Only differences between options matter to these, so it is differences whose
spread is corrected, and the noise that common random numbers share between options drops out.

Model: the true differences d of a point have mean mu and covariance T over points, the means observed are d + e
with noise covariance V. Moments: Cov(observed) = T + mean V, so T is estimated by the difference, with negative
eigenvalues set to zero and the others scaled to keep the trace (method of moments, e.g. Morris 1983, JASA 78:47).
Values are shrunken by the linear map that gives them the covariance T and moves them least: constrained empirical
Bayes (Louis 1984, JASA 79:393; Ghosh 1992, JASA 87:533), the map itself being the optimal one between normal
distributions (Olkin and Pukelsheim 1982). It corrects mean and covariance, not the shape of the distribution:
where noise exceeds the true spread and true values are far from normal, what remains is an approximation. The
spread of few points is itself ill known: with 30 points of two replicates and noise that dominates, results are no
better than a rough guide.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from simcorr.analysis.decisions.replicated import Replicated, condense
from simcorr.analysis.decisions.tables import Floats
from simcorr.errors import AnalysisError

FEWEST_POINTS = 3


@dataclass(frozen=True, eq=False)
class Separated:
    """Values freed of the spread that Monte Carlo noise adds.

    Attributes
    ----------
    values : DataFrame
        A row a point, a column an option: shrunken values, for `regret`, `decide`, `evpi` or `evppi`.
    means : DataFrame
        The means over replicates as they are.
    noise : DataFrame, options by options
        Covariance of these means that is noise, on average over points.
    spread : DataFrame
        A row an option: ``observed``, ``noise`` and ``true`` standard deviation over points of its difference from
        the mean of all options, and ``share_noise``, the part of the observed variance that is noise (at most 1).
    """

    values: pd.DataFrame
    means: pd.DataFrame
    noise: pd.DataFrame
    spread: pd.DataFrame


def separate_noise(runs: pd.DataFrame) -> Separated:
    """Return values whose spread over points is the true one, and how much of the observed spread is noise.

    Parameters
    ----------
    runs : DataFrame
        Columns ``point``, ``replicate`` and one for each option; see `condense`.

    Raises
    ------
    AnalysisError
        If the runs cannot be used, or there are fewer than three points.

    Examples
    --------
    >>> common = np.random.default_rng(1).normal(size=(2, 300))
    >>> runs = pd.DataFrame({"point": np.repeat(range(100), 3), "replicate": [0, 1, 2] * 100})
    >>> apart = separate_noise(runs.assign(a=common[0], b=common[0] + 0.1, c=common[1]))
    >>> bool(apart.spread["true"].max() < 0.5 * apart.spread["observed"].max())  # points differ by noise only
    True
    """
    condensed = condense(runs)
    check_points(condensed)
    means, noise = condensed.means, condensed.covariances.mean(axis=0)
    options = means.columns
    values = pd.DataFrame(shrink(means.to_numpy(), noise), means.index, options)
    observed, true = (table.sub(table.mean(axis=1), axis=0).std() for table in (means, values))
    centre = np.eye(len(options)) - 1.0 / len(options)
    noisy = np.sqrt(np.clip(np.diag(centre @ noise @ centre), 0.0, None))
    # Divided where there is any spread at all: a single option has no difference from itself.
    share = np.minimum(np.divide(noisy**2, observed**2, out=np.zeros(len(options)), where=observed > 0.0), 1.0)
    spread = pd.DataFrame({"observed": observed, "noise": noisy, "true": true, "share_noise": share}, index=options)
    return Separated(values, means, pd.DataFrame(noise, options, options), spread.rename_axis("option"))


def check_points(condensed: Replicated) -> None:
    """Refuse fewer points than a covariance over points needs.

    Raises
    ------
    AnalysisError
        Saying how many there are.
    """
    if len(condensed.means) < FEWEST_POINTS:
        raise AnalysisError(
            f"runs has {len(condensed.means)} points; at least {FEWEST_POINTS} are needed to tell the spread over "
            "points from Monte Carlo noise"
        )


def shrink(means: Floats, noise: Floats) -> Floats:
    """Return means moved together until their covariance over points is the observed one less the noise.

    Differences between options and the level they share are shrunken each on their own, so that the noise of the
    level, which common random numbers leave in every option, does not touch the differences.

    Parameters
    ----------
    means : array, shape (points, options)
    noise : array, shape (options, options)
        Covariance of the means that is noise.

    Examples
    --------
    >>> means = np.array([[0.0, 2.0], [0.0, 4.0], [0.0, 6.0]])
    >>> shrink(means, np.zeros((2, 2))).round(9).tolist() == means.tolist()
    True
    """
    level, differences = np.split(contrasts(means.shape[1]), [1], axis=1)
    return _shrink_part(means, noise, level) + _shrink_part(means, noise, differences)


def _shrink_part(means: Floats, noise: Floats, basis: Floats) -> Floats:
    rotated = means @ basis
    centre = rotated.mean(axis=0)
    observed, true = spreads(rotated, basis.T @ noise @ basis)
    return np.asarray((centre + (rotated - centre) @ _least_map(observed, true)) @ basis.T)


def contrasts(options: int) -> Floats:
    """Return an orthonormal basis whose first column is the level of all options and the others differences.

    Examples
    --------
    >>> contrasts(2).round(3).tolist()
    [[0.707, 0.707], [0.707, -0.707]]
    """
    basis = np.zeros((options, options))
    basis[:, 0] = 1.0 / np.sqrt(options)
    for column in range(1, options):
        basis[:column, column] = 1.0
        basis[column, column] = -column
        basis[:, column] /= np.sqrt(column * (column + 1.0))
    return basis


def spreads(values: Floats, noise: Floats) -> tuple[Floats, Floats]:
    """Return the covariance of rows that is observed and the part of it that is not noise.

    Parameters
    ----------
    values : array, shape (points, differences)
    noise : array, shape (differences, differences)

    Returns
    -------
    observed, true : array, shape (differences, differences)
        The second has no negative eigenvalue, and the trace of the first less the noise (or zero).
    """
    away = values - values.mean(axis=0)
    observed = away.T @ away / (len(values) - 1)
    left = observed - noise
    true = power(left, 1.0)
    # Eigenvalues cut off below zero leave those above too large: the total is right before the cut, so keep it.
    total, cut = float(np.trace(left)), float(np.trace(true))
    return observed, true * (max(total, 0.0) / cut) if cut > 0.0 else true


def power(matrix: Floats, exponent: float) -> Floats:
    """Return a power of a symmetric matrix, negative eigenvalues (and inverses of zero) taken as zero.

    Examples
    --------
    >>> power(np.array([[4.0, 0.0], [0.0, -1.0]]), 0.5).tolist()
    [[2.0, 0.0], [0.0, 0.0]]
    """
    if not matrix.size:
        return matrix
    roots, vectors = np.linalg.eigh((matrix + matrix.T) / 2.0)
    kept = roots > 1e-12 * np.abs(roots).max()
    powers = np.where(kept, np.where(kept, roots, 1.0) ** exponent, 0.0)
    return np.asarray(vectors @ (powers[:, None] * vectors.T))


def _least_map(observed: Floats, true: Floats) -> Floats:
    """Return the symmetric map that turns one covariance into the other and moves values least."""
    root, inverse = power(observed, 0.5), power(observed, -0.5)
    return np.asarray(inverse @ power(root @ true @ root, 0.5) @ inverse)

"""A quadratic surface through simulated patterns, which says what to expect where nothing was simulated."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


class Emulator:
    """Least squares on a constant, every parameter and its square; of an either/or there is no square.

    Cheap, and easy to read: its slopes say which parameters a pattern depends on. What it misses counts as
    variance, by leaving out one point at a time (the PRESS residuals), less the Monte Carlo noise of the points.

    Parameters
    ----------
    unit : array (points, parameters)
        Points of the unit cube.
    values : array (points,)
        What was simulated there.
    noise : array (points,), optional
        Monte Carlo variance of each value.

    Attributes
    ----------
    variance : float
        Mean squared error of a prediction, apart from noise.
    explained : float
        Share of the values' variance, apart from noise, that the surface explains.

    Examples
    --------
    >>> unit = np.random.default_rng(0).random((50, 2))
    >>> emulator = Emulator(unit, 1.0 + unit[:, 0] ** 2)
    >>> bool(abs(emulator.predict(np.array([[0.5, 0.5]]))[0] - 1.25) < 1e-9)
    True
    """

    def __init__(self, unit: Floats, values: Floats, noise: Floats | float = 0.0) -> None:
        # What never varies tells nothing, and the square of an either/or is no more than the constant.
        levels = [len(np.unique(column)) for column in unit.T]
        self._varied, self._curved = (np.array([count > few for count in levels], dtype=bool) for few in (1, 2))
        design = self._design(unit)
        q, r = np.linalg.qr(design)
        self._coefficients = np.linalg.lstsq(r, q.T @ values, rcond=None)[0]
        leverage = np.clip((q**2).sum(axis=1), 0.0, 1.0 - 1e-9)
        missed = (values - design @ self._coefficients) / (1.0 - leverage)
        heard = float(np.median(noise))  # single points with hardly any events have enormous noise
        self.variance = max(0.0, float(np.mean(missed**2)) - heard)
        spread = max(0.0, float(np.var(values)) - heard)
        self.explained = 1.0 - self.variance / spread if spread > 0.0 else 0.0

    def predict(self, unit: Floats) -> Floats:
        """Return the expected values at points of the unit cube."""
        return np.asarray(self._design(unit) @ self._coefficients)

    @property
    def swings(self) -> Floats:
        """How far the surface moves while each parameter goes through its range, the others in the middle."""
        slope, curve = np.zeros(len(self._varied)), np.zeros(len(self._varied))
        lines = int(self._varied.sum())
        slope[self._varied] = self._coefficients[1 : 1 + lines]
        curve[self._curved] = self._coefficients[1 + lines :]
        path = np.linspace(-1.0, 1.0, 21)[:, None]
        surface = path * slope + path**2 * curve
        return np.asarray(surface.max(axis=0) - surface.min(axis=0))

    def _design(self, unit: Floats) -> Floats:
        centred = 2.0 * unit - 1.0
        return np.column_stack([np.ones(len(unit)), centred[:, self._varied], centred[:, self._curved] ** 2])

"""Functions of the unit cube whose indices are known in closed form."""

import numpy as np


def ishigami(unit, a=7.0, b=0.1):
    x = -np.pi + 2.0 * np.pi * unit
    return np.sin(x[:, 0]) + a * np.sin(x[:, 1]) ** 2 + b * x[:, 2] ** 4 * np.sin(x[:, 0])


ISHIGAMI_FIRST = np.array([0.314, 0.442, 0.0])
ISHIGAMI_TOTAL = np.array([0.558, 0.442, 0.244])


def g_function(unit, a):
    return np.prod((np.abs(4.0 * unit - 2.0) + a) / (1.0 + a), axis=1)


def g_indices(a):
    """Return first-order and total indices (Saltelli and Sobol' 1995)."""
    parts = 1.0 / (3.0 * (1.0 + a) ** 2)
    variance = np.prod(1.0 + parts) - 1.0
    total = [parts[j] * np.prod(1.0 + np.delete(parts, j)) for j in range(len(a))]
    return parts / variance, np.array(total) / variance

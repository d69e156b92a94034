"""Data with a known answer: options whose true values are normal over points, seen through paired noise."""

import numpy as np
import pandas as pd


def noisy_runs(random, truth, replicates, noise=1.0, common=3.0):
    """Return replicated runs of true values (points by options): own noise by option, and noise that all share."""
    points, options = truth.shape
    shared = random.normal(0.0, common, (points, replicates, 1))
    seen = truth[:, None, :] + shared + random.normal(0.0, noise, (points, replicates, options))
    runs = pd.DataFrame(seen.reshape(-1, options), columns=[f"option {i}" for i in range(options)])
    runs.insert(0, "point", np.repeat(np.arange(points), replicates))
    runs.insert(1, "replicate", np.tile(np.arange(replicates), points))
    return runs

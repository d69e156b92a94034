"""Taking a sweep elsewhere: tables as files, and the form that EMA Workbench's analyses read."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from simcorr.errors import AnalysisError, ResultError
from simcorr.experiment.store.reading import KEYS
from simcorr.storage import writable_folder, write_bytes, write_frame, write_json

if TYPE_CHECKING:
    from simcorr.experiment.results.sweep_frames import SweepFrames

Form = Literal["csv", "parquet"]
TABLES = ("points", "runs", "recorded", "surveyed", "dark_figure", "failures")
"""One file each: what different observers see never shares a table."""


def export(sweep: SweepFrames, folder: str | Path, form: Form) -> Path:
    """Write every table of a sweep, and ``sweep.json`` with what was asked for; return the folder."""
    path = writable_folder(folder)
    write = write_frame if form == "csv" else _write_parquet
    for name in TABLES:
        frame = getattr(sweep, name)
        write(path / f"{name}.{form}", frame.reset_index() if name == "points" else frame)
    write_json(path / "sweep.json", {"sweep": sweep.id, **sweep.counts, **sweep.description})
    return path


def _write_parquet(path: Path, frame: pd.DataFrame) -> None:
    try:
        content = frame.to_parquet(None, index=False, engine="pyarrow")
    except ImportError:
        raise ResultError('Parquet needs pyarrow: pip install "simcorr[parquet]"; or write CSV') from None
    write_bytes(path, content)


def as_ema(sweep: SweepFrames) -> tuple[pd.DataFrame, dict[str, NDArray[np.float64]]]:
    """Return experiments and outcomes, a row for each point and arm, averaged over replicates."""
    names = [str(name) for name in sweep.points.columns]
    taken = [name for name in names if name in ("scenario", "policy", "model")]
    if taken:
        raise AnalysisError(f"EMA Workbench has a column '{taken[0]}' of its own; rename what is varied")
    runs = sweep.runs
    outcomes = [str(name) for name in runs if name not in (*KEYS, *names)]
    means = runs.groupby(["point", "intervention"], sort=False)[outcomes].mean().reset_index()
    experiments = sweep.points.loc[means["point"]].reset_index(drop=True)
    experiments["scenario"] = means["point"].to_numpy()
    experiments["policy"] = means["intervention"].to_numpy()
    experiments["model"] = sweep.scenario.name
    return experiments, {name: means[name].to_numpy(float) for name in outcomes}

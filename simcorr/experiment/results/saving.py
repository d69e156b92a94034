"""Saving and loading comparisons: what people read in sight, what programs read in ``data/``."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from simcorr import storage
from simcorr.analysis.displacement import PLACE_MEASURES
from simcorr.analysis.estimates import BASELINE, KEYS
from simcorr.analysis.trajectories import Courses
from simcorr.errors import ResultError, unknown_name
from simcorr.simulation.outcomes import OUTCOMES
from simcorr.simulation.own_outcomes import from_record
from simcorr.simulation.publishing import check_files, list_files, published, write_scenario
from simcorr.simulation.record import RunRecord, current_version

if TYPE_CHECKING:
    from simcorr.analysis.compared import Compared

_OUTCOMES = ("outcomes", "recorded", "surveyed", "dark_figure")
_RUNS = (*_OUTCOMES, "deliveries", "failures")
_IN_SIGHT = ("outcomes",)
_COMPUTED_IN_SIGHT = ("effects", "displacement")
_COMPUTED = ("recorded_effects", "surveyed_effects", "rank_odds", "place_changes", "fees")


def save(comparison: "Compared", folder: str | Path, *, weekly: bool) -> Path:
    """Write a comparison, all of it or nothing."""
    with published(folder) as path:
        data = path / storage.DATA
        data.mkdir()
        for name in _RUNS:
            storage.write_frame(_place(path, name), getattr(comparison, name))
        for name in _COMPUTED_IN_SIGHT:
            storage.write_frame(path / f"{name}.csv", getattr(comparison, name))
        for name in _COMPUTED:
            storage.write_frame(data / f"{name}.csv", getattr(comparison, name))
        storage.write_compressed(data / "places.csv.gz", comparison.places, digits=None)
        comparison.courses.save(data, weekly=weekly)
        write_scenario(data / "scenario.toml", comparison.scenario)
        state = {"interrupted": comparison.interrupted, "precision_reached": comparison.precision_reached}
        storage.write_json(data / "state.json", state)
        comparison.record.save(path / "record.json")
        list_files(path, storage.DATA)
    return Path(folder)


def load(folder: Path) -> dict[str, Any]:
    """Return the parts of a comparison that `save` wrote."""
    from simcorr.scenario import load_scenario

    record = RunRecord.load(folder / "record.json")
    if BASELINE not in record.interventions:
        raise ResultError(f"'{folder}' holds a single run, not a comparison; read it with Run.load")
    check_files(folder, storage.DATA)
    from_record(record.own_outcomes)
    data = folder / storage.DATA
    parts: dict[str, Any] = {name: storage.read_frame(_place(folder, name)) for name in _RUNS}
    parts["places"] = storage.read_frame(data / "places.csv.gz")
    for name in _OUTCOMES:
        _check_known(_place(folder, name), parts[name], record)
    _check_measures(data / "places.csv.gz", parts["places"], record)
    state = storage.read_json(data / "state.json")
    return {
        **parts,
        "courses": Courses.load(data),
        "record": record,
        "scenario": load_scenario(data / "scenario.toml"),
        "interrupted": bool(state.get("interrupted")),
        "precision_reached": state.get("precision_reached"),
    }


def _place(folder: Path, name: str) -> Path:
    return (folder if name in _IN_SIGHT else folder / storage.DATA) / f"{name}.csv"


def _check_known(path: Path, frame: pd.DataFrame, record: RunRecord) -> None:
    """Refuse outcomes that this version does not have."""
    for name in frame.columns:
        if name not in OUTCOMES and name not in KEYS:
            raise ResultError(f"'{path}', {_versions(record)}: {unknown_name('outcome', name, OUTCOMES)}")


def _check_measures(path: Path, frame: pd.DataFrame, record: RunRecord) -> None:
    for name in dict.fromkeys(frame["measure"]):
        if name not in PLACE_MEASURES:
            raise ResultError(f"'{path}', {_versions(record)}: {unknown_name('measure', name, PLACE_MEASURES)}")


def _versions(record: RunRecord) -> str:
    return f"written by simcorr {record.version} and read by {current_version()}"

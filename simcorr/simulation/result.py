"""The result of one run: outcomes by observer, tidy weekly frames, and the record that makes them citable."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Self

import pandas as pd

from simcorr import storage
from simcorr.errors import ResultError
from simcorr.simulation import frames
from simcorr.simulation.history.ends import journeys_table
from simcorr.simulation.history.histories import Who, history
from simcorr.simulation.outcome import Observer
from simcorr.simulation.outcomes import window_outcomes
from simcorr.simulation.publishing import check_files, list_files, published, write_scenario
from simcorr.simulation.record import RunRecord
from simcorr.world.trace import EVENT_COLUMNS

if TYPE_CHECKING:
    from simcorr.reporting.figure import Figure
    from simcorr.scenario import Scenario
    from simcorr.simulation.own_outcomes import OwnOutcome
    from simcorr.world import Trace

ARM = "run"
"""What the record calls the one arm of a single run."""
_SERIES = ("outcomes", "recorded", "surveyed", "dark_figure")
_FRAMES = ("weekly", "weekly_recorded", "corridors", "weekly_surveyed", "ranks", "events")


@dataclass(frozen=True, repr=False, eq=False)
class Run:
    """What one run of a scenario showed.

    Attributes
    ----------
    outcomes : Series
        True outcomes over the window: everything that happened.
    recorded, surveyed : Series
        What official statistics hold, and what migrants would answer. Only the true outcomes can
        rank interventions.
    dark_figure : Series
        Which part of what happened the statistics hold.
    weekly, corridors, ranks : DataFrame
        The true record by week and context, corridor and rank; weeks count from the start of the window,
        negative in the burn-in.
    weekly_recorded, weekly_surveyed : DataFrame
        What the two other observers see, by week and context, and by week and corridor.
    events : DataFrame or None
        Every event in the order in which it was applied, if they were kept: ``week``, ``kind``, ``subject``, ``a``,
        ``b`` and ``value`` (what these four hold, by kind, is in `simcorr.world.trace.EVENT_FIELDS`), ``corridor`` and
        ``context`` by index, the number of the ``case``, the other person by kind (``party``: 0 migrant, 1 operator, 2
        official, 3 supervisor) and number (``other``), and whether official statistics hold it (``recorded``); -1
        where there is nothing to say.
    record : RunRecord
        Version, platform, seed and everything else needed to cite the run.
    """

    outcomes: "pd.Series[float]"
    recorded: "pd.Series[float]"
    surveyed: "pd.Series[float]"
    dark_figure: "pd.Series[float]"
    weekly: pd.DataFrame
    weekly_recorded: pd.DataFrame
    corridors: pd.DataFrame
    weekly_surveyed: pd.DataFrame
    ranks: pd.DataFrame
    events: pd.DataFrame | None
    record: RunRecord
    scenario: "Scenario" = field(repr=False)

    def __repr__(self) -> str:
        """Name the run in one line."""
        record = self.record
        return f"<Run of '{record.scenario}', seed {record.seed}, {record.window_weeks} weeks, {record.engine}>"

    def history(self, who: Who, number: int) -> pd.DataFrame:
        """Return all that happened to one agent, in words; the run must have kept its events.

        Parameters
        ----------
        who : {"official", "migrant", "smuggler", "supervisor"}
        number : int
            The agent's number in the events.

        Returns
        -------
        DataFrame
            ``week``, ``where``, ``event`` and ``what``; of a migrant also ``story``, each event as a sentence.
        """
        return history(self.events, self.scenario, who, number)

    def dated(self, frame: pd.DataFrame) -> pd.DataFrame:
        """Return a frame of this run by week with a column more: the ``date`` on which each week begins.

        Raises
        ------
        ScenarioError
            If the scenario has no first date.
        """
        dates = frame["week"].map({week: self.scenario.date_of(week) for week in frame["week"].unique().tolist()})
        place = list(frame.columns).index("week") + 1
        dated = frame.copy()
        dated.insert(place, "date", pd.to_datetime(dates))
        return dated

    @property
    def journeys(self) -> pd.DataFrame:
        """How many persons each channel brought to which end; the run must have kept its events.

        Returns
        -------
        DataFrame
            ``channel``, ``end``, ``context``, ``exploited_later`` and ``persons``; see `journeys_table`.
        """
        return journeys_table(self.events, self.scenario)

    def plot_journeys(self) -> "Figure":
        """Draw the flow of journeys through the contexts to their ends; the run must have kept its events.

        Below it: what investigators, courts and service providers made of the cases and the exploitation that arose.
        """
        from simcorr.simulation.history.flow import journeys_drawn

        return journeys_drawn(self)

    def save(self, folder: str | Path) -> Path:
        """Write the run into a folder: outcomes and record, and everything else in ``data/``.

        Parameters
        ----------
        folder : str or Path
            Made if necessary; an earlier result in it is replaced, other content stays.

        Returns
        -------
        Path
            The folder.
        """
        with published(folder) as path:
            data = path / storage.DATA
            data.mkdir()
            for name in _SERIES:
                series = getattr(self, name)
                storage.write_frame(_place(path, name), pd.DataFrame({"outcome": series.index, "value": series.values}))
            for name in _FRAMES:
                frame = getattr(self, name)
                if frame is not None:
                    storage.write_frame(data / f"{name}.csv", frame)
            write_scenario(data / "scenario.toml", self.scenario)
            self.record.save(path / "record.json")
            list_files(path, storage.DATA)
        return Path(folder)

    @classmethod
    def load(cls, folder: str | Path) -> Self:
        """Read a run that `save` wrote."""
        from simcorr.scenario import load_scenario

        path = Path(folder)
        record = RunRecord.load(path / "record.json")
        if list(record.interventions) != [ARM]:
            raise ResultError(f"'{path}' holds a comparison, not a single run; read it with Comparison.load")
        check_files(path, storage.DATA)
        data = path / storage.DATA
        series = {name: _read_series(_place(path, name)) for name in _SERIES}
        tables = {
            name: storage.read_frame(data / f"{name}.csv")
            for name in _FRAMES
            if name != "events" or (data / "events.csv").exists()
        }
        missing = [name for name in EVENT_COLUMNS if "events" in tables and name not in tables["events"]]
        if missing:
            raise ResultError(f"the events in '{path}' lack {', '.join(missing)}: an earlier version; run it anew")
        scenario = load_scenario(data / "scenario.toml")
        return cls(**series, **{"events": None, **tables}, record=record, scenario=scenario)  # type: ignore[arg-type]


def _place(folder: Path, name: str) -> Path:
    """Return where the outcomes of an observer are: the true ones in sight, the others with the data."""
    return (folder if name == "outcomes" else folder / storage.DATA) / f"{name}.csv"


def assemble(
    scenario: "Scenario",
    trace: "Trace",
    totals: Mapping[str, float],
    record: RunRecord,
    own: "Mapping[OwnOutcome, float] | None" = None,
) -> Run:
    """Return the result of a run from its trace; outcomes of one's own come after the others of their observer."""
    burn_in = scenario.burn_in_weeks
    corridors = [corridor.name for corridor in scenario.corridors]
    return Run(
        outcomes=_series(totals, "true", own),
        recorded=_series(totals, "recorded", own),
        surveyed=_series(totals, "surveyed", own),
        dark_figure=_series(totals, "dark_figure", own),
        weekly=frames.context_frame(trace, "true", burn_in),
        weekly_recorded=frames.context_frame(trace, "recorded", burn_in),
        corridors=frames.corridor_frame(trace, "true", corridors, burn_in),
        weekly_surveyed=frames.corridor_frame(trace, "surveyed", corridors, burn_in),
        ranks=frames.rank_frame(trace, burn_in),
        events=frames.event_frame(trace, burn_in),
        record=record,
        scenario=scenario,
    )


def _series(
    totals: Mapping[str, float], observer: Observer, own: "Mapping[OwnOutcome, float] | None"
) -> "pd.Series[float]":
    more = {one.name: value for one, value in (own or {}).items() if one.observer == observer}
    return pd.Series({**window_outcomes(totals, observer), **more}, dtype=float, name=observer)


def _read_series(path: Path) -> "pd.Series[float]":
    frame = storage.read_frame(path)
    name = {"outcomes": "true"}.get(path.stem, path.stem)
    series: pd.Series[float] = frame.set_index("outcome")["value"].astype(float)
    return series.rename(name).rename_axis(None)

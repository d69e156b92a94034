"""Taking in the runs of a comparison, one complete replicate after the other."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import pandas as pd

from simcorr.analysis.displacement import PLACE_COLUMNS, place_totals
from simcorr.analysis.estimates import KEYS
from simcorr.analysis.trajectories import CourseKeeper
from simcorr.experiment.arms import Arms
from simcorr.experiment.results.comparison import Comparison
from simcorr.experiment.trial import NAMES, Ended
from simcorr.simulation.outcome import Observer
from simcorr.simulation.outcomes import OBSERVERS
from simcorr.simulation.record import RunRecord

if TYPE_CHECKING:
    from simcorr.scenario import Scenario
    from simcorr.simulation.own_outcomes import OwnOutcome

RUN_FRAMES: Mapping[Observer, str] = {
    "true": "outcomes",
    "recorded": "recorded",
    "surveyed": "surveyed",
    "dark_figure": "dark_figure",
}
"""The frame of each observer, one row a run."""
FAILURE_COLUMNS = (*KEYS, "error", "traceback")


class Gathered:
    """Takes in the results of a comparison, one complete replicate after the other.

    Rows are kept as plain tuples; frames are made once, at the end.
    """

    def __init__(self, scenario: "Scenario", arms: Sequence[str], own: "Sequence[OwnOutcome]" = ()) -> None:
        self.replicates = 0
        self._own = own
        self._scenario = scenario
        self._first = arms[0]
        self._corridors = [corridor.name for corridor in scenario.corridors]
        self._courses = CourseKeeper(self._corridors, scenario.burn_in_weeks)
        self._rows: dict[str, list[tuple[Any, ...]]] = {observer: [] for observer in OBSERVERS}
        self._places: list[tuple[Any, ...]] = []
        self._deliveries: list[tuple[Any, ...]] = []
        self._failures: list[tuple[Any, ...]] = []

    def add(self, replicate: int, seed: int, runs: Mapping[str, Ended]) -> None:
        """Take in one replicate: a run of every arm, in their order."""
        self.replicates += 1
        wholes = {}
        for arm, ended in runs.items():
            if ended.error or ended.series is None:
                self._failures.append((arm, replicate, seed, ended.error, ended.traceback))
                continue
            for observer in OBSERVERS:
                self._rows[observer].append((arm, replicate, seed, *ended.outcomes(observer, self._own).values()))
            places = place_totals(*ended.series, self._scenario.burn_in_weeks, self._corridors)
            self._places += [(arm, replicate, *row) for row in places]
            self._deliveries += [(arm, replicate, *pair) for pair in enumerate(ended.deliveries)]
            wholes[arm] = self._courses.add(arm, *ended.series)
        for arm, means in wholes.items():
            if arm != self._first and self._first in wholes:
                self._courses.add_change(arm, means, wholes[self._first])

    def comparison(
        self,
        record: RunRecord,
        arms: Arms,
        *,
        interrupted: bool,
        precision_reached: bool | None = None,
        agents: Mapping[type, type] | None = None,
    ) -> Comparison:
        """Return the comparison of what came in."""
        frames: dict[str, Any] = {}
        for observer, name in RUN_FRAMES.items():
            outcomes = [*NAMES[observer], *(one.name for one in self._own if one.observer == observer)]
            frame = pd.DataFrame(self._rows[observer], columns=[*KEYS, *outcomes])
            frames[name] = frame.astype(dict.fromkeys(outcomes, float))
        return Comparison(
            **frames,
            places=pd.DataFrame(self._places, columns=list(PLACE_COLUMNS)),
            deliveries=pd.DataFrame(self._deliveries, columns=["intervention", "replicate", "place", "delivery"]),
            failures=pd.DataFrame(self._failures, columns=list(FAILURE_COLUMNS)),
            courses=self._courses.courses(),
            record=record,
            scenario=self._scenario,
            interrupted=interrupted,
            precision_reached=precision_reached,
            members=arms,
            agents=agents or {},
        )

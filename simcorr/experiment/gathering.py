"""Taking in the runs of a comparison, one complete replicate after the other."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import pandas as pd

from simcorr.analysis.displacement import PLACE_COLUMNS, place_totals
from simcorr.analysis.estimates import BASELINE
from simcorr.analysis.trajectories import CourseKeeper
from simcorr.experiment.jobs import Finished
from simcorr.experiment.results.comparison import Comparison
from simcorr.simulation.outcomes import OBSERVERS, OUTCOMES
from simcorr.simulation.record import RunRecord

if TYPE_CHECKING:
    from simcorr.scenario import Scenario

RUN_FRAMES = {
    "true": "outcomes",
    "recorded": "recorded",
    "surveyed": "surveyed",
    "dark_figure": "dark_figure",
}
"""The frame of each observer, one row a run."""
FAILURE_COLUMNS = ("intervention", "replicate", "error", "traceback")


class Gathered:
    """Takes in the results of a comparison, one complete replicate after the other."""

    def __init__(self, scenario: "Scenario", arms: Sequence[str]) -> None:
        self.replicates = 0
        self._scenario = scenario
        self._arms = arms
        self._corridors = [corridor.name for corridor in scenario.corridors]
        self._courses = CourseKeeper(self._corridors, scenario.burn_in_weeks)
        self._rows: dict[str, list[dict[str, Any]]] = {observer: [] for observer in OBSERVERS}
        self._places: list[dict[str, Any]] = []
        self._deliveries: list[dict[str, Any]] = []
        self._failures: list[dict[str, Any]] = []

    def add(self, replicate: Sequence[Finished]) -> None:
        """Take in one replicate: a run of every arm."""
        self.replicates += 1
        wholes = {}
        for finished in replicate:
            key = {"intervention": finished.job.arm, "replicate": finished.job.replicate}
            if finished.context is None or finished.corridor is None:
                self._failures.append({**key, "error": finished.error, "traceback": finished.traceback})
                continue
            for observer in OBSERVERS:
                self._rows[observer].append({**key, **finished.outcomes[observer]})
            places = place_totals(finished.context, finished.corridor, self._scenario.burn_in_weeks, self._corridors)
            self._places += [{**key, **row} for row in places]
            self._deliveries += [
                {**key, "place": place, "delivery": delivery} for place, delivery in enumerate(finished.deliveries)
            ]
            wholes[finished.job.arm] = self._courses.add(finished.job.arm, finished.context, finished.corridor)
        for arm, means in wholes.items():
            if arm != BASELINE and BASELINE in wholes:
                self._courses.add_change(arm, means, wholes[BASELINE])

    @property
    def arms(self) -> int:
        """How many runs make a replicate."""
        return len(self._arms)

    def comparison(self, record: RunRecord, *, interrupted: bool, precision_reached: bool | None = None) -> Comparison:
        """Return the comparison of what came in."""
        keys = ["intervention", "replicate"]
        frames: dict[str, Any] = {}
        for observer, name in RUN_FRAMES.items():
            outcomes = [outcome.name for outcome in OUTCOMES.values() if outcome.observer == observer]
            frame = pd.DataFrame(self._rows[observer], columns=[*keys, *outcomes])
            frames[name] = frame.astype(dict.fromkeys(outcomes, float))
        return Comparison(
            **frames,
            places=pd.DataFrame(self._places, columns=list(PLACE_COLUMNS)),
            deliveries=pd.DataFrame(self._deliveries, columns=[*keys, "place", "delivery"]),
            failures=pd.DataFrame(self._failures, columns=list(FAILURE_COLUMNS)),
            courses=self._courses.courses(),
            record=record,
            scenario=self._scenario,
            interrupted=interrupted,
            precision_reached=precision_reached,
        )

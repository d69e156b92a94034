"""Files of other work come in as drawn, wait, and are served once; whoever came first is served first."""

import numpy as np

from simcorr import draws
from simcorr.contexts import Context
from simcorr.world import keys
from simcorr.world.codes import Stage, Verdict
from tests.laws.files import LEVER, TOLERANCE
from tests.laws.law import Law
from tests.recount.contexts import PROSECUTED

FACTOR = {Stage.INVESTIGATION: "investigation_factor", Stage.TRIAL: "trial_factor"}
STAFF = {Stage.INVESTIGATION: Context.INVESTIGATION, Stage.TRIAL: Context.TRIAL}
DRAWN = {Stage.INVESTIGATION: keys.INVESTIGATED, Stage.TRIAL: keys.TRIED}


class Queues(Law):
    """One queue a stage, by the ODD document (7.6): what came in is served or waits, nobody is overtaken.

    A place in the queue is how many files of other work had come in by then: it is reached when as many are served.
    """

    def __init__(self, world):
        super().__init__(world)
        j = world.justice
        self.share = {Stage.INVESTIGATION: j.other_work_investigation, Stage.TRIAL: j.other_work_trial}
        self.least_age = {Stage.INVESTIGATION: j.investigation_weeks, Stage.TRIAL: j.trial_weeks}
        self.came, self.served, self.served_before = (dict.fromkeys(Stage, 0) for _ in range(3))
        self.came_this_week = dict.fromkeys(Stage, 0)
        self.place, self.stage, self.since = {}, {}, {}  # of the files of the model
        self.reached = {stage: [] for stage in Stage}  # this week, as the files stood at its start

    def _enter(self, event, stage):
        self.place[event.case], self.stage[event.case] = self.came[stage], stage
        self.since[event.case] = event.week

    def on_other_files(self, event):
        stage = Stage(event.a)
        self.must(event.value > 0.0 and not self.came_this_week[stage], "other work came in twice, or none", event)
        self.came_this_week[stage] = int(event.value)
        self.came[stage] += int(event.value)

    def on_other_files_done(self, event):
        stage = Stage(event.a)
        self.must(event.value > 0.0, "nothing was served", event)
        self.served[stage] += int(event.value)
        self.must(self.served[stage] <= self.came[stage], "more other work is served than waits", event)

    def on_smuggler_case(self, event):
        if event.a:
            self._enter(event, Stage.INVESTIGATION)

    def on_disposal(self, event):
        if event.b == PROSECUTED:
            self._enter(event, Stage.INVESTIGATION)

    def on_verdict(self, event):
        if event.case in self.place and event.b != Verdict.EXPIRED:
            self._is_served(event, self.stage[event.case])
        if event.b == Verdict.CHARGED:
            self._enter(event, Stage.TRIAL)
        else:
            self.on_lapse(event)

    def _is_served(self, event, stage):
        ripe = event.week - self.since[event.case] >= self.least_age[stage]
        self.must(ripe, "served before its least age", event)
        self.must(self.served[stage] >= self.place[event.case], "served before others that came earlier", event)
        self.reached[stage].append(self._ahead(event.case, stage))

    def on_lapse(self, event):
        for held in (self.place, self.stage, self.since):
            held.pop(event.case, None)

    def _ahead(self, case, stage):
        """Return how many files of other work stood before a file at the start of the week."""
        return max(0, self.place[case] - self.served_before[stage])

    def week_ends(self, state):
        key = draws.event(self.world.run_key, keys.OTHER_WORK, state.week)
        for stage in Stage:
            staff = len(self.world.context_places[STAFF[stage]])
            expected = self.share[stage] * staff * self.world.justice.cases_per_official_week
            drawn = draws.poisson(key, DRAWN[stage], expected)
            if self.came_this_week[stage] != drawn:
                self.wrong(f"{self.came_this_week[stage]} files of other work came in, of {drawn} drawn")
            self._in_turn(state, stage)
        waiting = [self.came[stage] - self.served[stage] for stage in Stage]
        self.same("files of other work", state.other_files, waiting)
        self._places(state.cases)
        for stage in Stage:
            self.served_before[stage], self.came_this_week[stage] = self.served[stage], 0
            self.reached[stage].clear()

    def _in_turn(self, state, stage):
        """Nothing that came later was served before a ripe file that still waits; and nothing waits for no reason."""
        served = self.served[stage] - self.served_before[stage]
        waits = [
            self._ahead(case, stage)
            for case, where in self.stage.items()
            if where == stage and state.week - self.since[case] >= self.least_age[stage]
        ]
        if waits and served > min(waits):
            self.wrong(f"{stage.name.lower()}: other work that came later was served first")
        if waits and max(self.reached[stage], default=0) > min(waits):
            self.wrong(f"{stage.name.lower()}: a file that came later was served first")
        if state.capacity[stage] >= 1.0 and (waits or self.came[stage] > self.served[stage]):
            self.wrong(f"{stage.name.lower()}: files wait, and time is left")

    def _places(self, cases):
        if not len(cases):
            return
        numbers = [number for number in cases.number.tolist() if number in self.place]
        left = [max(0, self.place[number] - self.served[self.stage[number]]) for number in numbers]
        known = np.isin(cases.number, numbers)
        self.same("files of other work before a file", cases.others_before[known], left)


class Courts(Law):
    """Investigators and courts have so much time a week, save up four weeks' worth or one case, and use no more."""

    def __init__(self, world):
        super().__init__(world)
        self.left, self.used, self.stage = dict.fromkeys(Stage, 0.0), dict.fromkeys(Stage, 0), {}

    def on_verdict(self, event):
        if event.b != Verdict.EXPIRED:
            self.used[self.stage.get(event.case, Stage.INVESTIGATION)] += 1
        if event.b == Verdict.CHARGED:
            self.stage[event.case] = Stage.TRIAL

    def on_other_files_done(self, event):
        self.used[Stage(event.a)] += int(event.value)

    def week_ends(self, state):
        """Some of the staff may have been away this week, so that all of them together give a bound."""
        for stage in Stage:
            left, staff = float(state.capacity[stage]), len(self.world.context_places[STAFF[stage]])
            factor = self.world.levers[state.week, LEVER[FACTOR[stage]], 0, 0]
            weekly = self.world.justice.cases_per_official_week * staff * factor
            self.within(f"time of {stage.name.lower()}", [left], 0.0, max(1.0, 4.0 * weekly))
            most = self.left[stage] + weekly - self.used[stage]
            if left > most + TOLERANCE * max(1.0, abs(most)):
                self.wrong(f"{stage.name.lower()}: {left} left of at most {most}")
            self.left[stage], self.used[stage] = left, 0

"""Every case that is opened ends once or is open, nobody stands in two, and no desk works beyond its time."""

import numpy as np

from simcorr.interventions import LEVERS
from simcorr.world.codes import Stage, Subject, Verdict
from tests.laws.law import Law
from tests.recount.contexts import PROSECUTED, SETTLED

LEVER = {name: place for place, name in enumerate(LEVERS)}
TOLERANCE = 1e-9


class Files(Law):
    """Cases by number: each is opened once, decided about once, and a file that is opened ends once."""

    def __init__(self, world):
        super().__init__(world)
        self.numbers = 0
        self.undecided, self.settled, self.open, self.ended = {}, set(), {}, set()

    def _number(self, event):
        self.must(event.case == self.numbers, f"a case out of turn, {self.numbers} being next", event)
        self.numbers = max(self.numbers, event.case + 1)

    def on_case(self, event):
        self._number(event)
        self.undecided[event.case] = (event.subject, event.a)

    def on_settlement(self, event):
        self.must(event.case in self.undecided, "a settlement in no case", event)
        self.settled.add(event.case)

    def on_disposal(self, event):
        accused = self.undecided.pop(event.case, None)
        self.must(accused == (event.subject, event.a), "a decision in no case, or in somebody else's", event)
        self.must(
            (event.case in self.settled) == (event.b == SETTLED), "settled without payment, or not settled", event
        )
        self.settled.discard(event.case)
        if event.b == PROSECUTED:
            self._open(event, Subject.SUPERVISOR if event.a else Subject.GATEKEEPER)

    def on_smuggler_case(self, event):
        self._number(event)
        if event.a:
            self._open(event, Subject.OPERATOR)

    def _open(self, event, kind):
        self.must(event.case not in self.open and event.case not in self.ended, "a file is opened twice", event)
        self.open[event.case] = [kind, event.subject, Stage.INVESTIGATION, event.week]

    def on_verdict(self, event):
        file = self.open.get(event.case)
        self.must(event.case not in self.ended, "a case ends twice", event)
        self.must(file is not None and file[:2] == [event.a, event.subject], "a verdict in no file", event)
        if file is None:
            return
        if event.b == Verdict.CHARGED:
            self.must(file[2] == Stage.INVESTIGATION, "charged twice", event)
            file[2] = Stage.TRIAL
        else:
            self.must(file[2] == event.value, "a verdict at another stage", event)
            self.must(event.b != Verdict.CONVICTED or file[2] == Stage.TRIAL, "convicted without a trial", event)
            self._end(event)

    def on_lapse(self, event):
        self.must(event.case not in self.ended, "a case ends twice", event)
        self.must(self.open.get(event.case, [])[:3] == [event.a, event.subject, event.b], "no such file lapses", event)
        self._end(event)

    def _end(self, event):
        self.open.pop(event.case, None)
        self.ended.add(event.case)

    def week_ends(self, state):
        cases, numbers = state.cases, sorted(self.open)
        self.same("cases so far", [state.case_numbers], [self.numbers])
        if self.undecided:
            self.wrong(f"nothing was decided in cases {sorted(self.undecided)[:3]}")
        held = sorted(cases.number.tolist()) if len(cases) else []
        self.same("open files", held, numbers)
        if not len(cases) or held != numbers:
            return
        order = np.argsort(cases.number)
        for place, name in enumerate(("kind", "subject_index", "stage", "opened")):
            self.same(f"{name} of files", getattr(cases, name)[order], [int(self.open[one][place]) for one in numbers])
        self._nobody_twice(state, cases)

    def _nobody_twice(self, state, cases):
        """Hold the marks of those who stand accused against the files; a file may outlast its subject for a week."""
        accused = list(zip(cases.kind.tolist(), cases.subject_index.tolist(), strict=True))
        if len(set(accused)) < len(accused):
            self.wrong("somebody stands in two cases")
        for kind, name in enumerate(("smugglers", "officials", "supervisors")):
            people, marked = getattr(state, name), np.zeros(len(getattr(state, name)), dtype=int)
            for index, generation in zip(
                cases.subject_index[cases.kind == kind], cases.generation[cases.kind == kind], strict=True
            ):
                marked[index] = int(people.generation[index] == generation)
            self.same(f"open cases of {name}", people.open_case if len(people) else [], marked)


class Desks(Law):
    """The desk of a post has what was left and what a week adds, as far as it keeps that, less what it followed up."""

    def __init__(self, world):
        super().__init__(world)
        self.left, self.followed_up = np.zeros(world.n_posts), 0

    def on_follow_up(self, event):
        self.followed_up += 1

    def week_ends(self, state):
        factor = self.world.levers[state.week, LEVER["follow_up_capacity_factor"]]
        factor = factor[self.world.post_corridor, self.world.post_context]
        weekly = self.world.reporting.follow_up_per_supervisor_week * factor
        most = np.minimum(self.left + weekly, np.maximum(1.0, 4.0 * weekly))
        self.left = np.array(state.posts.desk_capacity)
        used, rounding = most - self.left, TOLERANCE * np.maximum(1.0, most)
        if (self.left < 0.0).any() or (used < -rounding).any() or (abs(used - np.round(used)) > rounding).any():
            self.wrong("a desk has used part of a case's time, or more than it had")
        if abs(used.sum() - self.followed_up) > rounding.sum():
            self.wrong(f"{self.followed_up} reports were followed up in the time of {used.sum()}")
        self.followed_up = 0

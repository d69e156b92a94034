"""Officials and places are one to one, and everybody is where the events say, in the duty that the events say."""

import numpy as np

from simcorr.world.codes import Duty
from tests.laws.law import Law
from tests.laws.whereabouts import Whereabouts


class Seats(Law):
    """Posts keep their size; every official has one place, and every place one official."""

    def week_ends(self, state):
        world, officials = self.world, state.officials
        place, everybody = np.asarray(officials.place), np.arange(world.n_officials)
        if sorted(place.tolist()) != everybody.tolist():
            self.wrong("two officials hold one place")
            return
        self.same("number of officials", officials.index, everybody)
        self.same("holder of the place", np.asarray(state.holder)[place], everybody)
        self.same("post of officials", officials.post_index, world.place_post[place])
        self.same("private", officials.private, world.place_private[place])
        self.same("corridor of officials", officials.corridor, world.post_corridor[world.place_post[place]])
        self.same("context of officials", officials.context, world.post_context[world.place_post[place]])
        self.same("staff of posts", state.posts.staff, world.post_staff)


class Duties(Law):
    """Status, place and generation of everybody are what the events say, and change only as they can."""

    def __init__(self, world):
        super().__init__(world)
        self.who = Whereabouts(world)

    def on_move(self, event):
        self.must(self.who.place[event.subject] == event.a, "moves from where he is not", event)
        self.must(self.who.duty[event.subject] != Duty.LEFT, "moves who has left", event)
        self.who.reads(event)

    def on_leave(self, event):
        self.must(self.who.place[event.subject] == event.a, "leaves where he is not", event)
        self.must(self.who.duty[event.subject] != Duty.LEFT, "leaves twice", event)
        self.who.reads(event)

    def on_hire(self, event):
        self.must(self.who.duty[event.subject] == Duty.LEFT, "hired for a place that is not vacant", event)
        self.must(self.who.place[event.subject] == event.a, "hired for another place", event)
        self.must(event.b == self.who.generation[event.subject] + 1, "a generation out of turn", event)
        self.who.reads(event)

    def on_back(self, event):
        duty = self.who.supervisors if event.a else self.who.duty
        self.must(duty[event.subject] == Duty.SUSPENDED, "back who was not suspended", event)
        self.who.reads(event)

    def on_office(self, event):
        self.must(event.b == self.who.office[event.subject] + 1, "a generation out of turn", event)
        self.who.reads(event)

    def on_release(self, event):
        self.must(not self.who.at_large[event.subject], "released who was not in prison", event)
        self.who.reads(event)
        self.must(event.a == self.who.operator[event.subject], "a generation out of turn", event)

    def on_disposal(self, event):
        self.who.reads(event)

    def on_verdict(self, event):
        self.who.reads(event)

    def week_ends(self, state):
        who, officials, supervisors = self.who, state.officials, state.supervisors
        who.week_ends()
        self.same("place of officials", officials.place, who.place)
        self.same("status of officials", officials.status, who.duty)
        self.same("generation of officials", officials.generation, who.generation)
        self.same("status of supervisors", supervisors.status, who.supervisors)
        self.same("generation of supervisors", supervisors.generation, who.office)
        if len(who.at_large):
            self.same("operators at large", state.smugglers.away_until < 0, who.at_large)
            self.same("generation of operators", state.smugglers.generation, who.operator)
        for what, people in (("officials", officials), ("supervisors", supervisors)):
            overdue = (people.status == Duty.SUSPENDED) & (people.until <= state.week)
            if overdue.any():
                self.wrong(f"{what}: {np.flatnonzero(overdue)[0]} should be back")

"""Nobody acts while away, and nobody acts where he is not."""

import numpy as np

from simcorr import draws
from simcorr.contexts import Context
from simcorr.world import keys
from simcorr.world.codes import Bribe, Duty, Move, Party, Source
from simcorr.world.values import N_CONTEXTS
from tests.laws.law import Law
from tests.laws.whereabouts import Whereabouts

IN_POST, LEFT = int(Duty.IN_POST), int(Duty.LEFT)


class Absence(Law):
    """Who is suspended, has left, is kept away by a shock or is in prison takes, offers, reports and decides nothing.

    Parties of an operator in prison go on travelling, and what is agreed on for them is not his doing.
    """

    def __init__(self, world):
        super().__init__(world)
        self.who = Whereabouts(world)
        self.posts = world.place_post.tolist()
        self.where = list(zip(world.post_corridor.tolist(), world.post_context.tolist(), strict=True))
        self.away = self._kept_away(0)

    def _kept_away(self, week):
        """Return who is kept from his post in a week that begins: by a draw of his own, below the share of the post."""
        world, n = self.world, self.world.n_officials
        if week >= world.weeks or not world.absences[week].any():
            return np.zeros(n, dtype=bool)
        key = [keys.person(world.run_key, keys.ROW, one, self.who.generation[one]) for one in range(n)]
        share = [world.absences[week, self.posts[self.who.place[one]]] for one in range(n)]
        return np.array([draws.uniform(key[one], keys.AWAY) < share[one] for one in range(n)])

    def _at_work(self, event, official, words):
        """Note an official who is not on duty, or not where it happens."""
        here = self.where[self.posts[self.who.place[official]]]
        self.must(here == (event.corridor, event.context), f"{words} works elsewhere", event)
        self.must(self.who.duty[official] == IN_POST, f"{words} is not on duty", event)
        self.must(not self.away[official], f"{words} is kept from the post", event)

    def on_encounter(self, event):
        self._at_work(event, event.other, "who meets a party")

    def on_bribe(self, event):
        self._at_work(event, event.subject, "who takes a bribe")
        handles = event.context in (Context.INVESTIGATION, Context.TRIAL)
        self.must(event.b != Bribe.JUSTICE or handles, "justice is bought where there is none", event)
        of_retainers = event.b != Bribe.RETAINER or self.who.at_large[event.other]
        self.must(of_retainers, "a retainer from prison", event)
        if event.b == Bribe.JUSTICE and event.party == Party.OPERATOR:
            self.must(self.who.at_large[event.other], "justice bought from prison", event)

    def on_refusal(self, event):
        self._at_work(event, event.subject, "who refuses a bribe")

    def on_retainer(self, event):
        self._at_work(event, event.a, "who is asked for a retainer")
        self.must(self.who.at_large[event.subject], "a retainer from prison", event)

    def on_client(self, event):
        self.must(self.who.at_large[event.other], "a client is taken on from prison", event)

    def on_interception(self, event):
        self._at_work(event, event.other, "who stops a party")

    def on_identification(self, event):
        self._at_work(event, event.other, "who meets a victim")

    on_meeting = on_screening = on_identification

    def on_detention(self, event):
        self._at_work(event, event.other, "who stops a party")

    def on_discharge(self, event):
        if event.party == Party.OFFICIAL:
            self._at_work(event, event.other, "who holds a party")

    def on_retaliation(self, event):
        self._at_work(event, event.subject, "who has reported")

    def _is_still_there(self, event):
        self.must(self.who.duty[event.subject] != LEFT, "somebody is named who has left", event)

    on_detection = on_inquiry = _is_still_there

    def on_report(self, event):
        self._is_still_there(event)
        if event.b & Source.FALSE:
            self._at_work(event, event.subject, "who is named falsely")

    def on_case(self, event):
        if event.a == 0:
            self._is_still_there(event)

    def on_cut(self, event):
        self.must(event.subject == self.posts[self.who.place[event.a]], "a share for another's superior", event)

    def on_settlement(self, event):
        payer = self.posts[self.who.place[event.subject]] if event.b == 1 else self._superior(event.subject)
        self.must(payer == event.a, "a settlement with another's superior", event)
        self.must(self.who.supervisors[event.a] == IN_POST, "a settlement with somebody who is not there", event)

    def _superior(self, supervisor):
        """Return the supervisor above one: first come those of posts, then of contexts, then the national one."""
        n = self.world.n_posts
        return n + self.world.post_context[supervisor] if supervisor < n else n + N_CONTEXTS

    def on_smuggler_case(self, event):
        self.must(self.who.at_large[event.subject], "a case against somebody in prison", event)

    def on_leave(self, event):
        convicted = event.b >= 1  # or dismissed
        on_duty = self.who.duty[event.subject] == IN_POST
        self.must(convicted or on_duty, "somebody leaves who is away", event)
        self.who.reads(event)

    def on_move(self, event):
        rotates = event.value == Move.ROTATION
        on_duty = self.who.duty[event.subject] == IN_POST
        public = not self.world.place_private[event.a]
        self.must(not rotates or (on_duty and public), "somebody rotates who is private or away", event)
        same_kind = self.world.place_private[event.a] == self.world.place_private[event.b]
        self.must(same_kind, "public and private change places", event)
        before, after = (self.world.post_agency[self.posts[place]] for place in (event.a, event.b))
        self.must(before == after, "somebody moves to another agency", event)
        self.who.reads(event)

    def _reads(self, event):
        self.who.reads(event)

    on_back = on_office = on_release = on_disposal = on_verdict = _reads

    def on_hire(self, event):
        self.away[event.subject] = False
        self.who.reads(event)

    def week_ends(self, state):
        self.who.week_ends()
        self.same("officials who are kept away", np.asarray(state.officials.away) > 0, self.away)
        self.away = self._kept_away(state.week + 1)

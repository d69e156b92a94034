"""Who is where at the end of each week: gatekeepers, supervisors and files; and what follows from it."""

import numpy as np

from simcorr.contexts import Context
from simcorr.world import EventKind
from simcorr.world.codes import Departure, Duty, Subject, Verdict
from simcorr.world.measures import N_RANKS
from simcorr.world.values import N_CONTEXTS
from tests.recount.contexts import GATEKEEPER, PROSECUTED, SUSPENDED, TRANSFERRED
from tests.recount.log import generations


class Staff:
    """The gatekeepers and supervisors at the end of each week, as tables by week and number.

    ``duty`` is where they are (`Duty`), ``post`` and ``context`` where they work. ``bribes`` and ``detections`` are
    those of the week, of whoever holds the number at its end.
    """

    def __init__(self, log):
        self.log, self.world = log, log.world
        officials = self.world.n_officials
        places = log.of(EventKind.MOVE, EventKind.HIRE)
        where = places["b"].where(places["kind"] == EventKind.MOVE, places["a"])
        self.place = log.carried_forward(places, "subject", where, np.arange(officials)).astype(int)
        self.post = np.asarray(self.world.place_post)[self.place]
        self.context = np.asarray(self.world.post_context)[self.post]
        self.duty = self._duty_of_gatekeepers()
        hired = log.of(EventKind.HIRE)
        self.hired = log.tally(hired, "subject", officials)
        self.generation = self.hired.cumsum(axis=0)
        self.bribes = self._of_the_last_holder(log.of(EventKind.BRIBE))
        self.detections = self._of_the_last_holder(log.of(EventKind.DETECTION))
        self.supervisors = Supervisors(log)

    def _duty_of_gatekeepers(self):
        kinds = (EventKind.LEAVE, EventKind.HIRE, EventKind.BACK, EventKind.DISPOSAL)
        rows = self.log.of(*kinds)
        of_supervisors = rows["kind"].isin([EventKind.BACK, EventKind.DISPOSAL]) & (rows["a"] != GATEKEEPER)
        stays = (rows["kind"] == EventKind.DISPOSAL) & ~rows["b"].isin([PROSECUTED, SUSPENDED])
        rows = rows[~(of_supervisors | stays)]
        meaning = {EventKind.LEAVE: Duty.LEFT, EventKind.DISPOSAL: Duty.SUSPENDED}
        duty = rows["kind"].map({int(kind): int(duty) for kind, duty in meaning.items()}).fillna(int(Duty.IN_POST))
        return self.log.carried_forward(rows, "subject", duty, np.full(self.world.n_officials, int(Duty.IN_POST)))

    def _of_the_last_holder(self, rows):
        """Return how many of some events there were, by week and gatekeeper, without those of a predecessor."""
        at_the_end = self.generation[rows["week"], rows["subject"]]
        same = generations(self.log, rows).to_numpy() == at_the_end
        return self.log.tally(rows[same], "subject", self.world.n_officials)

    # --- columns ------------------------------------------------------------------------------------------------

    def by_context(self):
        """Return who is in post and who took something this week."""
        return {
            "officials_in_post": self.sum_by_context(self.duty == Duty.IN_POST),
            "officials_bribed": self.sum_by_context(self.bribes > 0),
            "cases_queued": files(self.log),
        }

    def sum_by_context(self, values):
        """Return what values of gatekeepers add up to, by week and context."""
        return np.stack([(values * (self.context == k)).sum(axis=1) for k in range(N_CONTEXTS)], axis=1).astype(float)

    def by_rank(self):
        """Return who is in post and who took something this week, of each rank."""
        in_post = [(self.duty == Duty.IN_POST).sum(axis=1)]
        takers = [(self.bribes > 0).sum(axis=1)]
        for rank in range(1, N_RANKS):
            of_rank = self.supervisors.rank == rank
            in_post.append((self.supervisors.duty[:, of_rank] == Duty.IN_POST).sum(axis=1))
            takers.append((self.supervisors.took[:, of_rank] > 0).sum(axis=1))
        return {name: np.stack(columns, axis=1) for name, columns in (("in_post", in_post), ("bribe_takers", takers))}


class Supervisors:
    """The supervisors of posts, of contexts and of the service: duty, and what whoever holds the office took."""

    def __init__(self, log):
        world = log.world
        self.rank = np.repeat([1, 2, 3], [world.n_posts, N_CONTEXTS, 1])
        away = log.of(EventKind.DISPOSAL, b=(PROSECUTED, SUSPENDED, TRANSFERRED))
        rows = log.of(EventKind.DISPOSAL, EventKind.BACK, EventKind.OFFICE)
        decided = rows["kind"] == EventKind.DISPOSAL
        of_supervisors = (rows["kind"] == EventKind.OFFICE) | (rows["a"] != GATEKEEPER)
        rows = rows[of_supervisors & (~decided | rows["order"].isin(away["order"]))]
        duty = np.where(rows["kind"] == EventKind.DISPOSAL, int(Duty.SUSPENDED), int(Duty.IN_POST))
        self.duty = log.carried_forward(rows, "subject", duty, np.full(len(self.rank), int(Duty.IN_POST)))
        self.took = self._taken_since_appointed(log)

    def _taken_since_appointed(self, log):
        """Return how often each took something this week, without what a predecessor took."""
        cuts, settled = log.of(EventKind.CUT), log.of(EventKind.SETTLEMENT)
        appointed = log.of(EventKind.OFFICE).groupby(["week", "subject"])["order"].max()
        took = 0.0
        for rows, who in ((cuts, "subject"), (settled, "a")):
            since = appointed.reindex(list(zip(rows["week"], rows[who], strict=True))).fillna(-1).to_numpy()
            took = took + log.tally(rows[rows["order"].to_numpy() > since], who, len(self.rank))
        return took


def files(log):
    """Return the files that wait at the end of each week: with the investigators, and in court."""
    opened = [log.of(EventKind.SMUGGLER_CASE, a=1), log.of(EventKind.DISPOSAL, b=PROSECUTED)]
    verdicts, lapsed = log.of(EventKind.VERDICT), log.of(EventKind.LAPSE)
    charged = verdicts["b"] == Verdict.CHARGED
    in_court = set(verdicts["case"][charged])

    def weekly(rows):
        return log.tally(rows.assign(all=0), "all", 1)[:, 0]

    ended = [verdicts[~charged], lapsed]
    tried = [rows[rows["case"].isin(in_court)] for rows in ended]
    untried = [rows[~rows["case"].isin(in_court)] for rows in ended]
    queues = np.zeros((log.world.weeks, N_CONTEXTS))
    leave_investigation = weekly(verdicts[charged]) + sum(map(weekly, untried))
    queues[:, Context.INVESTIGATION] = (sum(map(weekly, opened)) - leave_investigation).cumsum()
    queues[:, Context.TRIAL] = (weekly(verdicts[charged]) - sum(map(weekly, tried))).cumsum()
    return queues


def sanctioned(log):
    """Return the sanctions of gatekeepers: transfers, suspensions and prosecutions, and dismissals."""
    done = log.of(EventKind.DISPOSAL, a=GATEKEEPER, b=(PROSECUTED, TRANSFERRED, SUSPENDED))
    return done, log.of(EventKind.LEAVE, b=(Departure.CONVICTED, Departure.DISMISSED))


def convictions_by_rank(log, ranks):
    """Return the convictions of gatekeepers and supervisors."""
    verdicts = log.of(EventKind.VERDICT, b=Verdict.CONVICTED)
    supervisors = verdicts[verdicts["a"] == Subject.SUPERVISOR]
    gatekeepers = verdicts[verdicts["a"] == Subject.GATEKEEPER].assign(rank=GATEKEEPER)
    supervisors = supervisors.assign(rank=ranks[supervisors["subject"]])
    return log.tally(gatekeepers, "rank", N_RANKS) + log.tally(supervisors, "rank", N_RANKS)

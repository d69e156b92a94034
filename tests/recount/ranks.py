"""The record by rank, but for its states: income, cases, and the bribes of each week as a cohort."""

import math

import numpy as np
import pandas as pd

from simcorr.world import EventKind
from simcorr.world.measures import IMPUNITY_WEEKS, N_RANKS
from tests.recount.contexts import GATEKEEPER, PROSECUTED, SUSPENDED, TRANSFERRED
from tests.recount.log import generations
from tests.recount.staff import convictions_by_rank, sanctioned


def income(log):
    """Return how often each rank took something, and what it kept of it."""
    bribes = log.of(EventKind.BRIBE).assign(rank=GATEKEEPER)
    cuts = log.of(EventKind.CUT)
    handed_on = cuts.assign(rank=GATEKEEPER)
    taken = [cuts.assign(rank=cuts["b"])]
    hush = log.of(EventKind.SETTLEMENT)
    taken.append(hush.assign(rank=hush["b"]))

    def usd(rows):
        return log.tally(rows, "rank", N_RANKS, rows["value"] / 100.0)

    return {
        "bribes": log.tally(bribes, "rank", N_RANKS) + sum(log.tally(rows, "rank", N_RANKS) for rows in taken),
        "bribe_income_usd": usd(bribes) - usd(handed_on) + sum(usd(rows) for rows in taken),
    }


def cases(log, supervisors):
    """Return what became of cases against each rank."""
    done = log.of(EventKind.DISPOSAL)

    def of_rank(rows):
        return log.tally(rows, "a", N_RANKS)

    return {
        "cases": of_rank(log.of(EventKind.CASE)),
        "disciplined": of_rank(done[done["b"].isin([TRANSFERRED, SUSPENDED])]),
        "prosecuted": of_rank(done[done["b"] == PROSECUTED]),
        "convicted": convictions_by_rank(log, supervisors.rank),
    }


def cohorts(log):
    """Return the bribes of each week, and how many of them a sanction followed within the time that counts."""
    bribes = log.of(EventKind.BRIBE).assign(rank=GATEKEEPER)
    private, followed = _is_private(log, bribes), _is_followed(log, bribes)

    def counted(held):
        return log.tally(bribes[held], "rank", N_RANKS)

    return {
        "cohort_bribes": log.tally(bribes, "rank", N_RANKS),
        "cohort_sanctioned": counted(followed),
        "cohort_private_bribes": counted(private),
        "cohort_private_sanctioned": counted(private & followed),
    }


def _is_private(log, bribes):
    """Return for each bribe whether it was taken at a place of a private gatekeeper: the last one moved or hired to."""
    moves, hires = log.of(EventKind.MOVE), log.of(EventKind.HIRE)
    both = pd.concat([bribes, moves.assign(place=moves["b"]), hires.assign(place=hires["a"])]).sort_values("order")
    place = both.groupby("subject")["place"].ffill().loc[bribes.index]
    place = place.fillna(bribes["subject"]).astype(int)  # everybody begins at the place of the own number
    return np.asarray(log.world.place_private)[place] > 0


def _is_followed(log, bribes):
    """Return for each bribe whether the one who took it was sanctioned in time; a successor's sanctions do not count.

    The week of the bribe is the first of the weeks that count.
    """
    sanctions = pd.concat(sanctioned(log))
    both = pd.concat([bribes, sanctions]).sort_values("order")
    both = both.assign(generation=generations(log, both))
    answer = both["week"].where(both["kind"] != EventKind.BRIBE)
    next_sanction = answer.groupby([both["subject"], both["generation"]]).bfill().loc[bribes.index]
    return (next_sanction - bribes["week"] < IMPUNITY_WEEKS).to_numpy()


def income_top_tenth(log):
    """Return the share of the window's bribe income that the tenth of the places with the highest income took."""
    world = log.world
    income = np.zeros(world.n_officials)
    for kind, who, sign in ((EventKind.BRIBE, "subject", 1.0), (EventKind.CUT, "a", -1.0)):
        rows = log.of(kind)
        rows = rows[rows["week"] >= world.burn_in]
        income += sign * log.tally(rows, who, world.n_officials, rows["value"]).sum(axis=0)
    if income.sum() <= 0:
        return math.nan
    highest = np.sort(income)[::-1][: math.ceil(world.n_officials / 10)]
    return float(highest.sum() / income.sum())

"""The record by context, but for its states: a function for each family of columns."""

import numpy as np

from simcorr.contexts import Context
from simcorr.world import EventKind
from simcorr.world.codes import Bribe, Channel, Departure, Source, Stage, Subject, Verdict
from simcorr.world.values import N_CONTEXTS

PROSECUTED, SETTLED, TRANSFERRED, SUSPENDED, NOTHING = range(5)
"""What can be done about a case that stands, as the log numbers it."""
GATEKEEPER = 0
"""The rank of those who are no supervisors."""
ACQUITTALS = (Verdict.DROPPED, Verdict.BOUGHT)
"""How a trial ends without a conviction, where the court decides."""


def _number(log, rows, weights=None):
    return log.tally(rows, "context", N_CONTEXTS, weights)


def encounters(log, met):
    """Return how parties met gatekeepers, what was said of money, and how it ended."""
    of_parties = met[met["kind"] == EventKind.ENCOUNTER]
    irregular = of_parties[of_parties["channel"] != Channel.REGULAR]
    stopped = _number(log, log.of(EventKind.INTERCEPTION))
    apart = (Bribe.SILENCE, Bribe.LICENCE, Bribe.RELEASE)
    taken = _number(log, log.of(EventKind.BRIBE, b=apart))
    refused = _number(log, log.of(EventKind.REFUSAL, b=apart))
    return {
        "encounters": _number(log, of_parties),
        "offers": _number(log, of_parties[of_parties["b"] == 1]) + taken + refused,
        "demands": _number(log, of_parties[of_parties["b"] == 2]),
        "offers_accepted": _number(log, log.of(EventKind.BRIBE, b=Bribe.OFFERED)) + taken,
        "demands_paid": _number(log, log.of(EventKind.BRIBE, b=Bribe.DEMANDED)),
        "interceptions": stopped,
        "passages": _number(log, irregular) - stopped,
    }


def bribes(log):
    """Return what changed hands."""
    retainers = log.of(EventKind.BRIBE, b=Bribe.RETAINER)
    justice, silence = log.of(EventKind.BRIBE, b=Bribe.JUSTICE), log.of(EventKind.BRIBE, b=Bribe.SILENCE)
    licence, release = log.of(EventKind.BRIBE, b=Bribe.LICENCE), log.of(EventKind.BRIBE, b=Bribe.RELEASE)
    others = log.of(
        EventKind.BRIBE, b=(Bribe.OFFERED, Bribe.DEMANDED, Bribe.JUSTICE, Bribe.SILENCE, Bribe.LICENCE, Bribe.RELEASE)
    )
    return {
        "retainers_paid": _number(log, log.of(EventKind.RETAINER, b=1)),
        "retainers_usd": _number(log, retainers, retainers["value"] / 100.0),
        "justice_bribes": _number(log, justice),
        "justice_usd": _number(log, justice, justice["value"] / 100.0),
        "silence_bribes": _number(log, silence),
        "silence_usd": _number(log, silence, silence["value"] / 100.0),
        "licence_bribes": _number(log, licence),
        "licence_usd": _number(log, licence, licence["value"] / 100.0),
        "release_bribes": _number(log, release),
        "release_usd": _number(log, release, release["value"] / 100.0),
        "bribes": _number(log, others),
        "bribe_value_usd": _number(log, others, others["value"] / 100.0),
    }


def exposures(log):
    """Return how acts came to light, and who was named falsely."""
    reports = log.of(EventKind.REPORT)

    def from_source(source):
        return _number(log, reports[(reports["b"] & source) > 0])

    return {
        "detections_audit": from_source(Source.AUDIT),
        "reports_colleague": from_source(Source.COLLEAGUE),
        "reports_migrant": from_source(Source.MIGRANT),
        "reports_partner": from_source(Source.PARTNER),
        "reports_false": from_source(Source.FALSE),
        "inquiries": _number(log, log.of(EventKind.INQUIRY)),
        "retaliations": _number(log, log.of(EventKind.RETALIATION)),
        "reports_followed_up": _number(log, log.of(EventKind.FOLLOW_UP)),
    }


def cases(log):
    """Return what became of cases against gatekeepers."""
    done, settled = log.of(EventKind.DISPOSAL, a=GATEKEEPER), log.of(EventKind.SETTLEMENT)
    verdicts = log.of(EventKind.VERDICT, a=Subject.GATEKEEPER)
    closed = verdicts[verdicts["b"] != Verdict.CHARGED]
    in_court = (closed["value"] == Stage.TRIAL) & (closed["b"] != Verdict.EXPIRED)
    return {
        "cases_opened": _number(log, log.of(EventKind.CASE, a=GATEKEEPER)),
        "settlements": _number(log, done[done["b"] == SETTLED]),
        "hush_usd": _number(log, settled, settled["value"] / 100.0),
        "no_actions": _number(log, done[done["b"] == NOTHING]),
        "transfers": _number(log, done[done["b"] == TRANSFERRED]),
        "suspensions": _number(log, done[done["b"] == SUSPENDED]),
        "prosecutions": _number(log, done[done["b"] == PROSECUTED]),
        "charges": _number(log, verdicts[verdicts["b"] == Verdict.CHARGED]),
        "files_closed": _number(log, closed[~in_court]),
        "acquittals": _number(log, closed[in_court & closed["b"].isin(ACQUITTALS)]),
        "convictions": _number(log, verdicts[verdicts["b"] == Verdict.CONVICTED]),
        "dismissals": _number(log, log.of(EventKind.LEAVE, b=Departure.DISMISSED)),
    }


def recorded(log):
    """Return what official statistics hold."""
    done, taken_in = log.of(EventKind.DISPOSAL, a=GATEKEEPER, recorded=1), log.of(EventKind.AGENCY)
    verdicts = log.of(EventKind.VERDICT, a=Subject.GATEKEEPER, recorded=1)
    return {
        "recorded_reports": _number(log, log.of(EventKind.REPORT, recorded=1)),
        "recorded_cases": _number(log, log.of(EventKind.CASE, a=GATEKEEPER, recorded=1)),
        "recorded_discipline": _number(log, done[done["b"].isin([TRANSFERRED, SUSPENDED])]),
        "recorded_investigations": _number(log, done[done["b"] == PROSECUTED]),
        "recorded_charges": _number(log, verdicts[verdicts["b"] == Verdict.CHARGED]),
        "recorded_convictions": _number(log, verdicts[verdicts["b"] == Verdict.CONVICTED]),
        "recorded_interceptions": _number(log, log.of(EventKind.INTERCEPTION, recorded=1)),
        "reports_to_agency": _number(log, taken_in),
        "agency_files": _number(log, taken_in[taken_in["case"] >= 0]),
    }


def other_work(log):
    """Return the files of other work that wait at the end of each week: those that came in and were not dealt with."""
    came, done = log.of(EventKind.OTHER_FILES), log.of(EventKind.OTHER_FILES_DONE)
    waiting = np.zeros((log.world.weeks, N_CONTEXTS))
    for stage, context in ((Stage.INVESTIGATION, Context.INVESTIGATION), (Stage.TRIAL, Context.TRIAL)):
        flows = [log.tally(rows, "a", len(Stage), rows["value"])[:, stage] for rows in (came, done)]
        waiting[:, context] = (flows[0] - flows[1]).cumsum()
    return {"other_files_queued": waiting}

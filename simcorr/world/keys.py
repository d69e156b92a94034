"""Names of the events and decisions that draws are keyed by; one number each, shared by both engines.

The first groups name *events* (the second argument of ``draws.event``, below 64), the others the *decisions* about
one event (the second argument of ``draws.uniform``). A decision number is used once per kind of event.
"""

from simcorr import draws
from simcorr.jit import rule

# Events under the key of the run, numbered by corridor, network, row, office or week. DELIVERY is `interventions`'.
DELIVERY, CORRIDOR, NETWORK, ROW, OFFICE, FALSE_REPORTS, TURNOVERS, OTHER_WORK = range(8)
# Events under the key of a corridor, numbered by week.
COHORT = 8
# Events under the key of a cohort: its migrants.
MIGRANT = 9
# Who runs a network, holds a row or an office, numbered by generation.
PERSON = 10

# Events under the key of a migrant, an attempt, a smuggler, an official, or what one of them did.
ATTEMPT, STAGE, VISA, EXPLOITED_WEEK, TERM, INCIDENT, WEEK, CASE, HUSH, TRANSFER, INQUIRY = range(11, 22)
AUTHORITY_WEEK, SCREENED_STOP, ISSUE = range(22, 25)
# Under the key of an attempt, a worker's placement; under that of a labour recruitment agency, a week's inspection.
PLACEMENT, OVERSIGHT = 25, 26
# Under the key of the run, like rows and networks: licences of labour recruitment agencies.
AGENCY = 27
# Under the key of a stop, a week in custody.
CUSTODY_WEEK = 30

# Decisions about a cohort.
SIZE = 0
# Decisions about a week of other work: how many files come to investigators, and how many to courts.
INVESTIGATED, TRIED = range(2)
# Decisions about a migrant.
MEANS, URGENCY, VULNERABILITY, DECEIVED, INFORMED = range(5)
# Decisions about an attempt.
CHANNEL, MATCH, ROUTE, RETRY, SURVEYED, SEES_PAYMENT, TURN, WISH = range(8)
# Decisions about a stage of an attempt: the encounter, the act that may come of it, and its exposure.
(
    NEED,
    PRESENT,
    PLACE,
    OFFERED,
    ACCEPTED,
    DEMANDED,
    PAID,
    STOPPED,
    LEAD,
    HARMED,
    AUDITED,
    SHOCKED,
    SEEN,
    WITNESS,
    SPEAKS,
    RETALIATED,
    MIGRANT_SEES,
    MIGRANT_REPORTS,
    PARTNER_REPORTS,
    FOLLOWED_UP,
    QUEUE,
    SUBSTANTIATED,
    RECORDED_REPORT,
    RECORDED_CASE,
    RECORDED_DISCIPLINE,
    RECORDED_STOP,
    SETTLES,
    PROSECUTED,
    DISPOSED,
    TESTIMONY,
    TO_AGENCY,
    AGENCY_OPENS,
) = range(32)
# Other decisions about a stage: which post, and whether somebody else says which.
POST, DIRECTED = 32, 33
# And whether a forger is found, and whether it is asked who issued a document that was exposed.
FORGER, TRACED = 34, 35
# Decisions about a smuggler (one generation).
SKILL, EXPLOITATIVE, FIRST_REVIEW = range(3)
# Decisions about a retainer's term (and, from AUDITED on, about the act).
APPROACHED, TAKES_RETAINER = 0, 1
# Decisions about an official (one generation) or a supervisor.
RESERVATION, NEVER_ACCEPTS, SECOND_JOB, PROTECTED, IS_PRIVATE, TENURE, PERCEPTION = range(7)
# And whether a shock keeps him from his post, by the share that it keeps away.
AWAY = 7
# Decisions about an official's week (and, from FOLLOWED_UP on, about a false report).
ROTATION, ROTATION_ORDER = 40, 41
# Decisions about an incident that touches an operator (BRIBED also about a case at a stage).
BLOCKED, HANDLER, BRIBED, OPENED, INQUIRED, CONTACT = range(40, 46)
# Other decisions about a case at a stage.
CASE_HANDLER, CASE_OFFER = 40, 41
CASE_RESULT, RECORDED_CHARGE, RECORDED_CONVICTION, DISMISSED, RECORDED_DISMISSAL = range(43, 48)
# Decisions about a week in exploitation (and, from AUDITED on, about the act).
CONTACTED, PROVIDER, SALE, SOLD, IDENTIFIED, REPORTS_HARM, RELEASED = range(40, 47)
# The same about a week's meeting with an authority, and of them IDENTIFIED and REPORTS_HARM about the screening of a
# stopped party, which are events of their own; and, of the meeting, this. Whether the punished try again is RETRY.
PUNISHED = 47
# PROVIDER, SALE, SOLD, IDENTIFIED and REPORTS_HARM also about a week in custody: who holds the party, whether a bribe
# is offered and taken, whether victims are recognised and what they say; and, from AUDITED on, about the act.

# Decisions about a labour recruitment agency (one generation).
HONEST, OWNED, OWNER, TERM_LEFT = range(4)
# Decisions about a worker's placement by one.
AGENCY_CHOSEN, MISLED, HARMED_AT_WORK = range(3)
# Decisions about a week's inspection of one (and, from AUDITED on, about the act).
INSPECTED, INSPECTOR, FAVOURED, FOUND, PAYS, TAKES, WITHDRAWN, REOPENS, GIVES_UP = range(9)


@rule
def cohort(run_key: int, corridor: int, week: int) -> int:
    """Return the key of those who appear in a corridor in a week."""
    return draws.event(draws.event(run_key, CORRIDOR, corridor), COHORT, week)


@rule
def person(run_key: int, kind: int, number: int, generation: int) -> int:
    """Return the key of who runs a network (kind `NETWORK`), or holds a row of officials or an office."""
    return draws.event(draws.event(run_key, kind, number), PERSON, generation)

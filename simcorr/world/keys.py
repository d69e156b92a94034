"""Names of the events and decisions that draws are keyed by; one number each, shared by both engines.

The first group names *events* (the second argument of ``draws.event``), the second the *decisions* about one
event (the second argument of ``draws.uniform``). A decision number is used once per kind of event.
"""

# Events under the key of the run.
ARRIVALS = 1
MIGRANT = 2
SMUGGLER = 3
OFFICIAL = 4
SUPERVISOR = 5
CLIENTS = 6
SUPERVISOR_WEEK = 7

# Events under the key of a migrant, a smuggler or an official.
ATTEMPT = 11
STAGE = 12
EXPLOITED_WEEK = 13
TERM = 14
INCIDENT = 15
WEEK = 16
CASE = 17
HUSH = 18
TRANSFER = 19
INQUIRY = 20

# Decisions about a migrant.
MEANS, URGENCY, VULNERABILITY, DECEIVED, INFORMED = range(5)
# Decisions about an attempt.
CHANNEL, MATCH, ROUTE, RETRY, SURVEYED, SEES_PAYMENT = range(6)
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
) = range(30)
# Decisions about a smuggler (one generation).
SKILL, EXPLOITATIVE, FIRST_REVIEW = range(3)
# Decisions about a retainer's term (and, from AUDITED on, about the act).
APPROACHED, TAKES_RETAINER = 0, 1
# Decisions about an official (one generation) or a supervisor.
RESERVATION, NEVER_ACCEPTS, SECOND_JOB, PROTECTED, IS_PRIVATE, TENURE, PERCEPTION = range(7)
# Decisions about an official's week.
TURNOVER, ROTATION, ROTATION_ORDER = 40, 41, 42
# Decisions about an incident that touches an operator.
BLOCKED, HANDLER, BRIBED, OPENED, INQUIRED, CONTACT = range(40, 46)
# Decisions about a case at a stage.
CASE_HANDLER, CASE_OFFER, CASE_BRIBED, CASE_RESULT, RECORDED_CHARGE, RECORDED_CONVICTION = range(40, 46)
# Decisions about a week in exploitation (and, from AUDITED on, about the act).
CONTACTED, PROVIDER, SALE, SOLD, IDENTIFIED, REPORTS_HARM, RELEASED = range(40, 47)
# Decisions about an official's week, continued.
FALSE_REPORT = 43

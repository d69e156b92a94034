"""What migrants would answer. Who is asked, and whether he saw his operator pay, the log says; all else is counted."""

from simcorr.world import EventKind
from simcorr.world.codes import Party

PAID = ("own", "for_them", "own_at_border", "for_them_at_border")
SEES = 4
"""The bit of an answer that says whether he saw what was paid for him."""


def survey(log, met, paid):
    """Return the answers of those who arrived with a smuggler, by corridor travelled."""
    asked = met[met["kind"] == EventKind.SURVEY].merge(
        _by_attempt(paid), how="left", left_on=["subject", "attempt"], right_index=True
    )
    asked = asked.fillna(dict.fromkeys(PAID, 0.0))
    payer, sees = asked["own"] > 0, asked["value"].astype(int) & SEES > 0
    says_so = payer | ((asked["for_them"] > 0) & sees)
    names_border = (asked["own_at_border"] > 0) | ((asked["for_them_at_border"] > 0) & sees)
    reported = payer & _has_reported(log, met, asked)

    def persons(which):
        return log.tally(asked[which], "corridor", log.world.n_corridors, asked["persons"][which])

    return {
        "survey_respondents": persons(payer | ~payer),
        "survey_paid_official": persons(says_so),
        "survey_paid_border": persons(names_border),
        "survey_payers": persons(payer),
        "survey_reported": persons(reported),
    }


def _by_attempt(paid):
    """Return what was paid on each attempt, in all and at a border or airport."""
    return paid.groupby(["migrant", "attempt"])[list(PAID)].sum()


def _has_reported(log, met, asked):
    """Return for each who was asked whether he reported an official since he set out on this attempt."""
    decided = met[met["kind"] == EventKind.CHANNEL].drop_duplicates(["subject", "attempt"])
    since = asked.merge(decided[["subject", "attempt", "order"]], on=["subject", "attempt"], suffixes=("", "_set_out"))
    reports = log.of(EventKind.REPORT, party=Party.MIGRANT)
    last = reports.groupby("other")["order"].max().reindex(since["subject"]).fillna(-1).to_numpy()
    return (last > since["order_set_out"].to_numpy()) & (last < since["order"].to_numpy())

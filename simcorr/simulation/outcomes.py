"""Every outcome of a run, declared once: what it is, who observes it, and how it follows from the measures.

Three observers never share a table. *True* outcomes know everything and alone rank interventions; *recorded*
ones are what official statistics hold; *surveyed* ones are what migrants would answer. The dark figure, which
sets one observer against another, has a table of its own.

An outcome covers the evaluation window. Ratios are formed from sums over the window, not averaged over weeks;
an undefined ratio is NaN.
"""

from collections.abc import Mapping
from typing import Any, get_args

from simcorr.errors import AnalysisError, unknown_name
from simcorr.simulation.outcome import Observer, Outcome, Totals, rate, total
from simcorr.simulation.true_outcomes import TRUE
from simcorr.world.measures import IMPUNITY_WEEKS

OBSERVERS: tuple[Observer, ...] = get_args(Observer)
HEADLINE = ("bribes", "journey_bribe_value_usd", "exploited_per_journey", "weeks_in_exploitation", "impunity_public")
"""The outcomes that say first how well a measure does."""
HARMS = (
    *("exploited", "weeks_in_exploitation", "victims_punished", "indebted", "detained", "weeks_in_custody"),
    *("fee_at_fixed_mix_usd", "exploited_per_worker", "debt_per_worker_usd"),
)
"""What success may cost migrants: shown beside it wherever it happens at all."""

# fmt: off
_RECORDED = (
    Outcome("recorded_reports", "Reports in the statistics", "reports", "neither",
            "Reports that the statistics hold.", total("context.recorded_reports"), observer="recorded"),
    Outcome("recorded_cases", "Cases in the statistics", "cases", "neither",
            "Cases against officials that the statistics hold.",
            total("context.recorded_cases"), observer="recorded"),
    Outcome("recorded_discipline", "Transfers and suspensions in the statistics", "officials", "neither",
            "Disciplinary outcomes that the statistics hold.",
            total("context.recorded_discipline"), observer="recorded"),
    Outcome("recorded_investigations", "Criminal investigations in the statistics", "officials", "neither",
            "Criminal investigations of officials that the statistics hold.",
            total("context.recorded_investigations"), observer="recorded"),
    Outcome("recorded_charges", "Charges in the statistics", "officials", "neither",
            "Officials charged, in the statistics.", total("context.recorded_charges"), observer="recorded"),
    Outcome("recorded_convictions", "Convictions in the statistics", "officials", "neither",
            "Officials convicted, in the statistics.",
            total("context.recorded_convictions"), observer="recorded"),
    Outcome("recorded_interceptions", "Parties stopped, in the statistics", "parties", "neither",
            "Parties stopped, in the statistics.",
            total("context.recorded_interceptions"), observer="recorded"),
    Outcome("recorded_cases_per_report", "Cases per report in the statistics", "share", "neither",
            "Recorded cases per recorded report.",
            rate("context.recorded_cases", "context.recorded_reports"), observer="recorded"),
    Outcome("recorded_convictions_per_case", "Convictions per case in the statistics", "share", "neither",
            "Recorded convictions per recorded case.",
            rate("context.recorded_convictions", "context.recorded_cases"), observer="recorded"),
)

_SURVEYED = (
    Outcome("surveyed_respondents", "Migrants surveyed", "migrants", "neither",
            "Arrived smuggled migrants who answered.",
            total("corridor.survey_respondents"), observer="surveyed"),
    Outcome("surveyed_paid_official", "Respondents who know of a payment to an official", "share", "lower",
            "Respondents who say that an official was paid, per respondent.",
            rate("corridor.survey_paid_official", "corridor.survey_respondents"), observer="surveyed"),
    Outcome("surveyed_paid_border", "Respondents who know of a payment at a border", "share", "lower",
            "Respondents who name an official at a border or airport, per respondent.",
            rate("corridor.survey_paid_border", "corridor.survey_respondents"), observer="surveyed"),
    Outcome("surveyed_payers", "Respondents who paid an official themselves", "share", "lower",
            "Respondents who paid an official themselves, per respondent.",
            rate("corridor.survey_payers", "corridor.survey_respondents"), observer="surveyed"),
    Outcome("surveyed_reported", "Payers who reported it", "share", "neither",
            "Respondents who reported the payment, per respondent who paid.",
            rate("corridor.survey_reported", "corridor.survey_payers"), observer="surveyed"),
)

_DARK_FIGURE = (
    Outcome("recorded_cases_per_bribe", "Recorded cases per true bribe", "share", "neither",
            "Cases in the statistics per bribe that was paid.",
            rate("context.recorded_cases", "context.bribes"), observer="dark_figure"),
    Outcome("recorded_reports_per_bribe", "Recorded reports per true bribe", "share", "neither",
            "Reports in the statistics, true and false, per bribe that was paid.",
            rate("context.recorded_reports", "context.bribes"), observer="dark_figure"),
    Outcome("recorded_share_of_cases", "Recorded share of cases", "share", "neither",
            "Cases in the statistics per case opened.",
            rate("context.recorded_cases", "context.cases_opened"), observer="dark_figure"),
    Outcome("recorded_share_of_convictions", "Recorded share of convictions", "share", "neither",
            "Convictions in the statistics per conviction.",
            rate("context.recorded_convictions", "context.convictions"), observer="dark_figure"),
    Outcome("recorded_share_of_interceptions", "Recorded share of interceptions", "share", "neither",
            "Interceptions in the statistics per interception.",
            rate("context.recorded_interceptions", "context.interceptions"), observer="dark_figure"),
)
# fmt: on

BUILT_IN: Mapping[str, Outcome] = {outcome.name: outcome for outcome in (*TRUE, *_RECORDED, *_SURVEYED, *_DARK_FIGURE)}
"""The outcomes of every run by name, those of one observer together."""


class _Outcomes(dict[str, Outcome]):
    """Outcomes by name; a name that does not exist is refused with the nearest one that does."""

    def __missing__(self, name: str) -> Outcome:
        raise AnalysisError(unknown_name("outcome", str(name), self))


OUTCOMES: dict[str, Outcome] = _Outcomes(BUILT_IN)
"""All outcomes by name: those of every run, and those of one's own that were declared."""


def window_outcomes(totals: Totals, observer: Observer) -> dict[str, float]:
    """Return the outcomes of one observer from the sums over the window.

    An outcome that needs a measure which the engine does not deliver is left out.
    """
    values = {}
    for outcome in BUILT_IN.values():
        if outcome.observer != observer:
            continue
        try:
            values[outcome.name] = float(outcome.formula(totals))
        except KeyError:
            continue
    return values


POOLED = ("rank_odds",)
"""Outcomes that single runs often lack; they are pooled over replicates and have no paired differences."""


def true_outcome(name: Any) -> Outcome:
    """Return the true outcome of a name, which every run has.

    Raises
    ------
    AnalysisError
        For a name that does not exist, an outcome that somebody records or reports, and one that is pooled.

    Examples
    --------
    >>> true_outcome("bribes").title
    'Bribes paid'
    """
    allowed = [key for key, outcome in OUTCOMES.items() if outcome.observer == "true" and key not in POOLED]
    if isinstance(name, str) and name in OUTCOMES and name not in allowed:
        observer = OUTCOMES[name].observer.replace("_", " ")
        why = "pooled over replicates" if name in POOLED else f"{observer}: what is not true cannot rank interventions"
        raise AnalysisError(f"outcome '{name}' is {why}; allowed is a true outcome of single runs, such as 'bribes'")
    if name not in allowed:
        raise AnalysisError(unknown_name("outcome", name, allowed))
    return OUTCOMES[name]


def ranking_outcome(name: Any) -> Outcome:
    """Return a true outcome that has a better direction, so that interventions can be ranked by it.

    Raises
    ------
    AnalysisError
        As `true_outcome`, and for an outcome of which neither more nor less is better.
    """
    outcome = true_outcome(name)
    if outcome.better == "neither":
        allowed = [key for key, other in OUTCOMES.items() if other.observer == "true" and other.better != "neither"]
        shown = ", ".join(f"'{key}'" for key in allowed[:5])
        raise AnalysisError(
            f"of outcome '{name}' neither more nor less is better; allowed is one of {shown} and others"
        )
    return outcome


def why_undefined(name: str) -> str:
    """Return why an outcome may have no value in any run, and what to do.

    Examples
    --------
    >>> why_undefined("impunity_public")
    'it needs a window longer than 104 weeks'
    """
    if name.startswith("impunity"):
        return f"it needs a window longer than {IMPUNITY_WEEKS} weeks"
    return "what it is a share of never happens in these runs"

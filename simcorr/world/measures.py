"""What is observed each week, by context, by corridor and by rank; and by which of the three observers.

The *true* record holds everything, the *recorded* one what official statistics hold, the *surveyed* one what
migrants would answer. A measure belongs to one observer; the three are never added up or mixed.
"""

from collections import namedtuple
from dataclasses import dataclass
from typing import Any, Literal

Observer = Literal["true", "recorded", "surveyed"]
Aggregate = Literal["sum", "mean"]

N_RANKS = 4
"""Gatekeepers, and supervisors of a post, of a context and of the whole service."""

RANK_NAMES = ("gatekeeper", "post supervisor", "context supervisor", "national supervisor")


RECORDED: Observer = "recorded"
PERSONS = "persons"


@dataclass(frozen=True, slots=True)
class Measure:
    """One column of the weekly record: a count unless the unit says otherwise.

    ``aggregate`` tells how weeks are put together over a window: flows are summed, states averaged.
    """

    name: str
    description: str
    unit: str = "count"
    observer: Observer = "true"
    aggregate: Aggregate = "sum"


CONTEXT_MEASURES: tuple[Measure, ...] = (
    Measure("encounters", "parties that met a gatekeeper on duty"),
    Measure("offers", "bribes offered"),
    Measure("demands", "bribes demanded"),
    Measure("offers_accepted", "offered bribes that were accepted"),
    Measure("demands_paid", "demanded bribes that were paid"),
    Measure("retainers_paid", "retainers accepted by investigators, one a term"),
    Measure("retainers_usd", "value of the retainers", "USD"),
    Measure("justice_bribes", "bribes accepted to keep a case from being opened, charged or tried"),
    Measure("justice_usd", "value of these bribes", "USD"),
    Measure("silence_bribes", "bribes accepted to leave a victim of trafficking unidentified"),
    Measure("silence_usd", "value of these bribes", "USD"),
    Measure("bribes", "bribes that changed hands, retainers apart"),
    Measure("bribe_value_usd", "value of all bribes but retainers", "USD"),
    Measure("interceptions", "parties stopped"),
    Measure("passages", "irregular parties that passed"),
    Measure("officials_in_post", "gatekeepers in post", PERSONS, aggregate="mean"),
    Measure("officials_bribed", "gatekeepers who took at least one bribe this week", PERSONS, aggregate="mean"),
    Measure("detections_audit", "bribes brought to light by an audit"),
    Measure("reports_colleague", "true reports by colleagues"),
    Measure("reports_migrant", "true reports by migrants"),
    Measure("reports_partner", "true reports by partner agencies"),
    Measure("reports_false", "false reports"),
    Measure("inquiries", "inquiries into who let a smuggling case pass"),
    Measure("retaliations", "reporters who suffered retaliation"),
    Measure("reports_followed_up", "reports that somebody followed up"),
    Measure("cases_opened", "substantiated cases against officials"),
    Measure("settlements", "cases settled by a hush payment"),
    Measure("hush_usd", "value of hush payments, by gatekeepers and superiors", "USD"),
    Measure("no_actions", "substantiated cases without consequence"),
    Measure("transfers", "officials transferred because of a case"),
    Measure("suspensions", "officials suspended because of a case"),
    Measure("prosecutions", "cases handed to the investigators"),
    Measure("files_closed", "officials' files closed without a decision in court"),
    Measure("charges", "officials charged"),
    Measure("acquittals", "officials whom a court did not convict"),
    Measure("convictions", "officials convicted"),
    Measure("dismissals", "officials dismissed whose file ended without a conviction"),
    Measure("cases_queued", "files that wait at this stage, on operators and officials", aggregate="mean"),
    Measure("norm", "perceived share of colleagues who accept", "share", aggregate="mean"),
    Measure("perceived_detection", "mean perceived probability of detection", "probability", aggregate="mean"),
    Measure("recorded_reports", "reports in the statistics", observer=RECORDED),
    Measure("recorded_cases", "cases against officials in the statistics", observer=RECORDED),
    Measure("recorded_discipline", "transfers, suspensions and dismissals in the statistics", observer=RECORDED),
    Measure(
        "recorded_investigations",
        "criminal investigations of officials, in the statistics",
        observer=RECORDED,
    ),
    Measure("recorded_charges", "officials charged, in the statistics", observer=RECORDED),
    Measure("recorded_convictions", "officials convicted, in the statistics", observer=RECORDED),
    Measure("recorded_interceptions", "parties stopped, in the statistics", observer=RECORDED),
    Measure("reports_to_agency", "reports that an independent agency took in, by its books", observer=RECORDED),
    Measure("agency_files", "files that the agency opened after a report, by its books", observer=RECORDED),
    Measure("other_files_queued", "files of other work that wait at this stage", aggregate="mean"),
    Measure("licence_bribes", "bribes accepted to leave out a breach of a labour recruitment agency"),
    Measure("licence_usd", "value of these bribes", "USD"),
    Measure("release_bribes", "bribes accepted to release a party from custody"),
    Measure("release_usd", "value of these bribes", "USD"),
)

CORRIDOR_MEASURES: tuple[Measure, ...] = (
    Measure("would_be_migrants", "persons who considered migrating for the first time", PERSONS),
    Measure("chose_stay", "decisions to stay", PERSONS),
    Measure("chose_regular", "decisions for the regular channel", PERSONS),
    Measure("chose_alone", "decisions to travel irregularly and alone", PERSONS),
    Measure("chose_smuggler", "decisions to travel with a smuggler", PERSONS),
    Measure("gave_up_waiting", "persons who found no smuggler in time", PERSONS),
    Measure("regular_journeys", "persons who arrived by the regular channel", PERSONS),
    Measure("irregular_journeys", "persons who arrived irregularly", PERSONS),
    Measure("journeys_started", "persons who set out irregularly", PERSONS),
    Measure("detained", "persons stopped and detained on the way", PERSONS),
    Measure("indebted", "persons who set out owing part of what the journey costs", PERSONS),
    Measure("debt_usd", "debt taken on for fees and detours", "USD"),
    Measure("fees_usd", "fees agreed with smugglers", "USD"),
    Measure("paid_by_migrants_usd", "bribes that migrants paid themselves", "USD"),
    Measure("exploited", "persons whose exploitation began", PERSONS),
    Measure("in_exploitation", "persons in exploitation", PERSONS, aggregate="mean"),
    Measure("identified", "victims of trafficking identified and helped", PERSONS),
    Measure("sold_out", "times that victims of trafficking were left unidentified for a bribe", PERSONS),
    Measure("smuggler_cases", "cases opened against operators of networks"),
    Measure("smugglers_convicted", "operators of networks convicted"),
    Measure("impunity_belief", "perceived share of harm that goes unpunished", "share", aggregate="mean"),
    Measure("survey_respondents", "arrived smuggled migrants who answered", PERSONS, "surveyed"),
    Measure("survey_paid_official", "of these, who say that an official was paid", PERSONS, "surveyed"),
    Measure("survey_paid_border", "of these, who name an official at a border or airport", PERSONS, "surveyed"),
    Measure("survey_payers", "of these, who paid an official themselves", PERSONS, "surveyed"),
    Measure("survey_reported", "of the payers, who reported it", PERSONS, "surveyed"),
    Measure("exploitation_usd", "income of operators from exploitation, where they decide about it", "USD"),
    Measure("fees_paid_usd", "fees paid to smugglers: in advance, by leg where due so, and the rest on arrival", "USD"),
    Measure("persons_with_bribe", "persons on a journey on which at least one bribe was paid", PERSONS),
    Measure("victims_met", "times that authorities met victims of trafficking in exploitation", PERSONS),
    Measure("identified_by_authorities", "of those identified and helped, whom an authority recognised", PERSONS),
    Measure("victims_punished", "victims of trafficking detained and returned as offenders", PERSONS),
    Measure("victims_stopped", "victims of trafficking stopped where they are screened, before exploitation", PERSONS),
    Measure("identified_at_interception", "of these, who were recognised and helped", PERSONS),
    Measure("documents_issued", "persons whose document an official issued for a bribe", PERSONS),
    Measure("documents_forged", "persons whose document a forger made", PERSONS),
    Measure("documents_exposed", "persons stopped because a check exposed such a document", PERSONS),
    Measure("issuers_asked", "officials asked about an exposed document that they had issued"),
    # labour recruitment agencies
    Measure("workers_placed", "workers who set out through a labour recruitment agency", PERSONS),
    Measure("agency_fees_usd", "fees that these agencies charged them", "USD"),
    Measure("excess_fees_usd", "of these, beyond the legal cost", "USD"),
    Measure("worker_debt_usd", "debt that these workers took on", "USD"),
    Measure("agencies_licensed", "agencies that hold a licence", aggregate="mean"),
    Measure("agency_inspections", "inspections of agencies, renewals included"),
    Measure("agency_favours", "of these, at which nobody looked, for a colleague has an interest in the agency"),
    Measure("agency_bribes", "of these, at which a bribe kept a breach out of the report"),
    Measure("breaches_found", "of these, at which a breach was established"),
    Measure("licences_lost", "licences lost because of one"),
    Measure(
        "agency_complaints",
        "complaints about agencies by workers who were identified as victims of trafficking",
    ),
    Measure("workers_exploited", "of those whose exploitation began, workers whom an agency had placed", PERSONS),
    Measure("detained_weeks", "weeks in custody, added up over the persons held", "person-weeks"),
    Measure("released_for_bribe", "persons released from custody for a bribe", PERSONS),
    Measure("identified_in_detention", "victims of trafficking in custody who were recognised and helped", PERSONS),
    Measure("victims_reporting", "of all victims identified anywhere, those who say what was done to them", PERSONS),
)

RANK_MEASURES: tuple[Measure, ...] = (
    Measure("in_post", "officials of this rank in post", PERSONS, aggregate="mean"),
    Measure("bribe_takers", "officials of this rank who took something this week", PERSONS, aggregate="mean"),
    Measure("bribes", "bribes, cuts and hush payments taken"),
    Measure("bribe_income_usd", "income from them", "USD"),
    Measure("cases", "substantiated cases against this rank"),
    Measure("disciplined", "transferred or suspended"),
    Measure("prosecuted", "handed to the investigators"),
    Measure("convicted", "convicted"),
    Measure("cohort_bribes", "bribes taken this week (as a cohort to be followed)"),
    Measure("cohort_sanctioned", "of these, whose taker was sanctioned within 104 weeks"),
    Measure("cohort_private_bribes", "of the bribes taken this week, those of private gatekeepers"),
    Measure("cohort_private_sanctioned", "of these, whose taker was sanctioned within 104 weeks"),
)

IMPUNITY_WEEKS = 104
"""How long a bribe is followed before it counts as unpunished."""


def _index(measures: tuple[Measure, ...]) -> dict[str, int]:
    return {measure.name: place for place, measure in enumerate(measures)}


CONTEXT_INDEX = _index(CONTEXT_MEASURES)
CORRIDOR_INDEX = _index(CORRIDOR_MEASURES)
RANK_INDEX = _index(RANK_MEASURES)


def _columns(name: str, index: dict[str, int]) -> Any:
    """Return a named tuple that gives each measure's column: readable, and a constant to compiled code."""
    made: Any = namedtuple(name, tuple(index))  # type: ignore[misc]  # one field a measure
    made.__module__ = __name__
    globals()[name] = made
    return made(*index.values())


BY_CONTEXT = _columns("ContextColumns", CONTEXT_INDEX)
BY_CORRIDOR = _columns("CorridorColumns", CORRIDOR_INDEX)
BY_RANK = _columns("RankColumns", RANK_INDEX)
"""The column of each measure by name, for both engines: ``BY_CONTEXT.bribes``."""

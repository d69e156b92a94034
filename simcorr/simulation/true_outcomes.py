"""The true outcomes of a run: they know everything, and alone rank interventions."""

from collections.abc import Callable

from simcorr.simulation.outcome import Outcome, Totals, rate, ratio, total
from simcorr.world.measures import IMPUNITY_WEEKS


def _impunity(totals: Totals) -> float:
    return 1.0 - ratio(totals["gatekeepers.cohort_sanctioned"], totals["gatekeepers.cohort_bribes"])


def _impunity_public(totals: Totals) -> float:
    sanctioned = totals["gatekeepers.cohort_sanctioned"] - totals["gatekeepers.cohort_private_sanctioned"]
    return 1.0 - ratio(sanctioned, totals["gatekeepers.cohort_bribes"] - totals["gatekeepers.cohort_private_bribes"])


def _impunity_private(totals: Totals) -> float:
    return 1.0 - ratio(totals["gatekeepers.cohort_private_sanctioned"], totals["gatekeepers.cohort_private_bribes"])


def _rank_odds(totals: Totals) -> float:
    return ratio(_gatekeeper_sanctions(totals), _superior_sanctions(totals))


_GATEKEEPER_SANCTIONS = ("gatekeepers.disciplined", "gatekeepers.convicted")
_SUPERIOR_SANCTIONS = ("superiors.disciplined", "superiors.convicted")
_gatekeeper_sanctions = rate(_GATEKEEPER_SANCTIONS, "gatekeepers.bribe_takers")
_superior_sanctions = rate(_SUPERIOR_SANCTIONS, "superiors.bribe_takers")
_NUMBERS = (
    "context.bribes",
    *("context.justice_bribes", "context.silence_bribes", "context.licence_bribes", "context.release_bribes"),
)
_VALUES = (
    "context.bribe_value_usd",
    *("context.justice_usd", "context.silence_usd", "context.licence_usd", "context.release_usd"),
)
"""Of all bribes, of those in investigation and trial, to service providers, by recruitment agencies, for a release."""


def _on_journeys(every: str, *others: str) -> Callable[[Totals], float]:
    """Return the formula for what remains of bribes without those for anything but a passage."""
    return lambda totals: totals[every] - sum(totals[other] for other in others)


def _clients(totals: Totals) -> float:
    """Return who set out with a smuggler: all who set out irregularly, but for those alone."""
    return totals["corridor.journeys_started"] - totals["corridor.chose_alone"]


def _exploited_per_start(totals: Totals) -> float:
    return ratio(totals["corridor.exploited"] - totals["corridor.workers_exploited"], _clients(totals))


def _fee_per_client(totals: Totals) -> float:
    return ratio(totals["corridor.fees_usd"], _clients(totals))


_TRUE_REPORTS = ("context.reports_colleague", "context.reports_migrant", "context.reports_partner")

# fmt: off
TRUE = (
    Outcome("bribes", "Bribes paid", "bribes", "lower",
            "Bribes that changed hands in every context; the retainers of investigators are counted apart.",
            total("context.bribes")),
    Outcome("bribes_offered", "Bribes offered", "offers", "lower",
            "Bribes offered to gatekeepers.", total("context.offers")),
    Outcome("bribes_accepted", "Bribe offers accepted", "bribes", "lower",
            "Offers that a gatekeeper accepted.", total("context.offers_accepted")),
    Outcome("acceptance_rate", "Share of bribe offers accepted", "share", "lower",
            "Offers accepted per offer made.", rate("context.offers_accepted", "context.offers")),
    Outcome("bribes_demanded", "Bribes demanded", "demands", "lower",
            "Bribes that a gatekeeper asked for without an offer.", total("context.demands")),
    Outcome("demands_paid", "Demanded bribes paid", "bribes", "lower",
            "Demands that were paid.", total("context.demands_paid")),
    Outcome("bribe_value_usd", "Value of bribes", "USD", "lower",
            "Sum of all bribes paid, but for retainers and hush payments. A few bribes in investigation and trial can "
            "be half of it.", total("context.bribe_value_usd")),
    Outcome("mean_bribe_usd", "Mean bribe", "USD per bribe", "neither",
            "Value of bribes per bribe: the price of a deal.",
            rate("context.bribe_value_usd", "context.bribes")),
    Outcome("share_of_officials_bribed", "Share of officials who take a bribe in a week", "share", "lower",
            "Gatekeepers who take at least one bribe in a week, per gatekeeper in post.",
            rate("context.officials_bribed", "context.officials_in_post")),
    Outcome("bribe_income_top_tenth_share", "Share of bribe income held by the top tenth", "share",
            "neither",
            "Bribe income of the tenth of gatekeepers with the highest income, per income of all.",
            total("income_top_tenth")),
    Outcome("journey_bribes", "Bribes on journeys", "bribes", "lower",
            "Bribes offered or demanded on a journey or at a documents office, and paid.", _on_journeys(*_NUMBERS)),
    Outcome("journey_bribe_value_usd", "Value of bribes on journeys", "USD", "lower",
            "Sum of the bribes paid on journeys.", _on_journeys(*_VALUES)),
    Outcome("mean_journey_bribe_usd", "Mean bribe on journeys", "USD per bribe", "neither",
            "Value of bribes on journeys per such bribe: close to the price of a passage.",
            lambda totals: ratio(_on_journeys(*_VALUES)(totals), _on_journeys(*_NUMBERS)(totals))),
    Outcome("retainers_paid", "Retainers paid to investigators", "payments", "lower",
            "Regular payments that keep cases from being opened.", total("context.retainers_paid")),
    Outcome("retainers_usd", "Value of retainers", "USD", "lower",
            "What retainers of investigators cost.", total("context.retainers_usd")),
    Outcome("justice_bribes", "Bribes in investigation and trial", "bribes", "lower",
            "Bribes that kept a case from being opened, charged or tried.", total("context.justice_bribes")),
    Outcome("justice_bribe_value_usd", "Value of bribes in investigation and trial", "USD", "lower",
            "Sum of the bribes that kept a case from being opened, charged or tried.", total("context.justice_usd")),
    Outcome("silence_bribes", "Bribes that silence service providers", "bribes", "lower",
            "Bribes that left a victim of trafficking unidentified; where authorities meet victims, also those of "
            "investigators.", total("context.silence_bribes")),
    Outcome("silence_bribe_value_usd", "Value of bribes that silence service providers", "USD", "lower",
            "Sum of these bribes.", total("context.silence_usd")),
    Outcome("release_bribes", "Bribes for release from custody", "bribes", "lower",
            "Bribes for which a party that was stopped was released from custody; zero unless stopped parties are held "
            "(justice.detention_weeks).", total("context.release_bribes")),
    Outcome("release_bribe_value_usd", "Value of bribes for release from custody", "USD", "lower",
            "Sum of these bribes.", total("context.release_usd")),
    Outcome("encounters", "Encounters with gatekeepers", "encounters", "neither",
            "Parties that met a gatekeeper.", total("context.encounters")),
    Outcome("interceptions", "Parties stopped", "parties", "neither",
            "Parties that a gatekeeper stopped.", total("context.interceptions")),
    Outcome("passage_rate", "Share of irregular parties that pass a gatekeeper", "share", "neither",
            "Irregular parties that passed per party that passed or was stopped.",
            rate("context.passages", ("context.passages", "context.interceptions"))),
    Outcome("irregular_journeys", "Irregular journeys completed", "migrants", "neither",
            "Migrants who arrived irregularly.", total("corridor.irregular_journeys")),
    Outcome("regular_journeys", "Regular journeys completed", "migrants", "neither",
            "Migrants who arrived by the regular channel.", total("corridor.regular_journeys")),
    Outcome("exploited", "Migrants exploited", "migrants", "lower",
            "Migrants whose exploitation began.", total("corridor.exploited"), harm=True),
    Outcome("exploited_per_journey", "Exploitation per smuggled journey", "share", "lower",
            "Clients of smugglers whose exploitation began, per person who set out with one, every attempt counted. It "
            "also moves with who travels, and on which corridor.",
            _exploited_per_start, harm=True),
    Outcome("weeks_in_exploitation", "Weeks in exploitation", "person-weeks", "lower",
            "Persons in exploitation, added up over the weeks.", total("corridor.in_exploitation"), harm=True),
    Outcome("indebted", "Migrants in debt for the journey", "migrants", "lower",
            "Migrants who set out agreeing to owe part of what the journey costs; each attempt counts.",
            total("corridor.indebted"), harm=True),
    Outcome("debt_usd", "Debt taken on for the journey", "USD", "lower",
            "Sum of the debts that migrants agreed to, of which the rest of the fee is not due when they are stopped.",
            total("corridor.debt_usd"), harm=True),
    Outcome("detained", "Migrants detained", "migrants", "lower",
            "Migrants stopped and detained on the way; victims punished in exploitation are counted apart.",
            total("corridor.detained"), harm=True),
    Outcome("weeks_in_custody", "Weeks in custody", "person-weeks", "lower",
            "Persons in custody after a stop, added up over the weeks; zero unless stopped parties are held "
            "(justice.detention_weeks).", total("corridor.detained_weeks"), harm=True),
    Outcome("fees_usd", "Fees paid to smugglers", "USD", "lower",
            "Sum of the fees paid to smugglers: in advance, by leg where due so, and the rest on arrival.",
            total("corridor.fees_paid_usd"),
            harm=True),
    Outcome("fee_at_fixed_mix_usd", "Fee at a fixed mix of corridors", "USD per client", "lower",
            "Mean fee per client of each corridor, weighed by the would-be migrants who appear there: it moves with "
            "fees, and hardly with who goes where. Undefined where a corridor had no client.",
            total("fee_at_fixed_mix"), harm=True),
    Outcome("fee_per_journey_usd", "Fee per client, as travelled", "USD per client", "neither",
            "Fees per person who set out with a smuggler, every attempt counted. It also moves when journeys shift "
            "between cheap and dear corridors, though no fee changes.",
            _fee_per_client),
    Outcome("paid_by_migrants_usd", "Bribes paid by migrants themselves", "USD", "lower",
            "Bribes that migrants paid out of their own means.",
            total("corridor.paid_by_migrants_usd"), harm=True),
    Outcome("persons_with_bribe", "Migrants affected by bribes", "migrants", "lower",
            "Migrants on journeys, irregular or regular, on which at least one bribe was paid, whoever paid it; each "
            "attempt counts once.", total("corridor.persons_with_bribe")),
    Outcome("share_of_journeys_with_bribe", "Share of journeys with a bribe", "share", "lower",
            "Migrants on journeys with at least one bribe, per migrant who set out, by either channel.",
            rate("corridor.persons_with_bribe", ("corridor.journeys_started", "corridor.chose_regular"))),
    Outcome("exploitation_usd", "Income from exploitation", "USD", "lower",
            "What operators earn by exploiting migrants. It is counted only where they decide about exploitation "
            "(switches.decided_exploitation); zero otherwise.", total("corridor.exploitation_usd")),
    Outcome("identified", "Victims identified and helped", "migrants", "higher",
            "Victims of trafficking in exploitation whom a service provider or an authority identified.",
            total("corridor.identified")),
    Outcome("identified_by_authorities", "Victims recognised by authorities", "migrants", "higher",
            "Of the victims identified, those whom police or inspectors met and recognised; zero unless authorities "
            "meet victims (protection.authority_rate).", total("corridor.identified_by_authorities")),
    Outcome("identified_at_interception", "Victims recognised when stopped", "migrants", "higher",
            "Victims of trafficking recognised and helped when their party was stopped, before exploitation began; "
            "zero unless parties are screened there (protection.screening_at_interception).",
            total("corridor.identified_at_interception")),
    Outcome("identified_in_detention", "Victims recognised in custody", "migrants", "higher",
            "Victims of trafficking recognised and helped in custody after a stop; zero unless stopped parties are "
            "held and screened there (protection.screening_in_detention).",
            total("corridor.identified_in_detention")),
    Outcome("victims_reporting", "Victims who report", "migrants", "higher",
            "Of all victims of trafficking who were identified, by service providers, by authorities, when stopped or "
            "in custody: those who say what was done to them, whether or not it leads further.",
            total("corridor.victims_reporting")),
    Outcome("victims_punished", "Victims punished", "migrants", "lower",
            "Times that victims of trafficking were met by an authority, not recognised, and detained and returned as "
            "offenders; zero unless authorities meet victims.", total("corridor.victims_punished"), harm=True),
    Outcome("sold_out", "Victims sold out", "migrants", "lower",
            "Times that victims of trafficking were left unidentified for a bribe.",
            total("corridor.sold_out"), harm=True),
    Outcome("detections_audit", "Bribes found by audits", "bribes", "neither",
            "Bribes brought to light by an audit.", total("context.detections_audit")),
    Outcome("inquiries", "Inquiries after smuggling cases", "inquiries", "neither",
            "Inquiries into who let a smuggling case pass.", total("context.inquiries")),
    Outcome("reports_true", "True reports", "reports", "neither",
            "Reports of acts that happened, by colleagues, migrants and partner agencies.",
            total(*_TRUE_REPORTS)),
    Outcome("reports_false", "False reports", "reports", "lower",
            "Reports of acts that never happened.", total("context.reports_false")),
    Outcome("reports_followed_up", "Reports followed up", "reports", "higher",
            "Reports that somebody followed up.", total("context.reports_followed_up")),
    Outcome("retaliations", "Retaliations against reporters", "reporters", "lower",
            "Reporters who suffered retaliation.", total("context.retaliations")),
    Outcome("cases_opened", "Cases opened against officials", "cases", "neither",
            "Substantiated cases against officials.", total("context.cases_opened")),
    Outcome("case_weeks_queued", "Weeks that cases are open", "case-weeks", "lower",
            "Files with investigators and courts, on operators and officials, added up over the weeks.",
            total("context.cases_queued")),
    Outcome("settlements", "Cases settled by a hush payment", "cases", "lower",
            "Cases that a superior dropped for a payment.", total("context.settlements")),
    Outcome("hush_usd", "Value of hush payments", "USD", "lower",
            "What superiors of all ranks took for letting cases rest, those of other superiors included.",
            total("context.hush_usd")),
    Outcome("no_actions", "Cases without consequence", "cases", "lower",
            "Substantiated cases after which nothing happened.", total("context.no_actions")),
    Outcome("transfers", "Officials transferred", "officials", "neither",
            "Officials moved to another post because of a case.", total("context.transfers")),
    Outcome("suspensions", "Officials suspended", "officials", "neither",
            "Officials suspended because of a case.", total("context.suspensions")),
    Outcome("prosecutions", "Officials prosecuted", "officials", "neither",
            "Officials whose case was handed to the investigators.", total("context.prosecutions")),
    Outcome("charges", "Officials charged", "officials", "neither",
            "Officials charged with corruption.", total("context.charges")),
    Outcome("files_closed", "Files closed without a decision in court", "cases", "neither",
            "Officials' files that were dropped or bought before a charge, or lay too long.",
            total("context.files_closed")),
    Outcome("acquittals", "Officials acquitted", "officials", "neither",
            "Officials whom a court did not convict, for lack of evidence or for a bribe.",
            total("context.acquittals")),
    Outcome("convictions", "Officials convicted", "officials", "neither",
            "Officials convicted of corruption.", total("context.convictions")),
    Outcome("dismissals", "Officials dismissed without a conviction", "officials", "neither",
            "Gatekeepers dismissed whose file ended without a conviction, and not for a bribe.",
            total("context.dismissals")),
    Outcome("impunity", "Impunity of gatekeepers", "share", "lower",
            f"Share of bribes whose taker is not sanctioned within {IMPUNITY_WEEKS} weeks.", _impunity),
    Outcome("impunity_public", "Impunity of public gatekeepers", "share", "lower",
            f"Share of bribes to public officials whose taker is not sanctioned within {IMPUNITY_WEEKS} weeks; "
            "undefined without such bribes.", _impunity_public),
    Outcome("impunity_private", "Impunity of private gatekeepers", "share", "lower",
            f"Share of bribes to private gatekeepers whose taker is not sanctioned within {IMPUNITY_WEEKS} weeks; "
            "undefined without such bribes. They are prosecuted only as far as the firm is liable.", _impunity_private),
    Outcome("sanctions_of_gatekeepers", "Sanctions of gatekeepers", "officials", "neither",
            "Officials of the lowest rank disciplined or convicted; dismissals are told apart.",
            total(*_GATEKEEPER_SANCTIONS)),
    Outcome("sanctions_of_superiors", "Sanctions of superiors", "officials", "neither",
            "Supervisors of all ranks disciplined or convicted.", total(*_SUPERIOR_SANCTIONS)),
    Outcome("bribe_takers_gatekeepers", "Weeks in which gatekeepers take bribes", "official-weeks", "lower",
            "Gatekeepers who took something, added up over the weeks.", total("gatekeepers.bribe_takers")),
    Outcome("bribe_takers_superiors", "Weeks in which superiors take bribes", "official-weeks", "lower",
            "Supervisors of all ranks who took something, added up over the weeks.",
            total("superiors.bribe_takers")),
    Outcome("rank_odds", "Risk of sanction, gatekeepers over superiors", "ratio", "neither",
            "Sanctions per week of taking bribes, gatekeepers over superiors.", _rank_odds),
    Outcome("smuggler_cases", "Cases opened against smugglers", "cases", "neither",
            "Cases opened against operators of smuggling networks.", total("corridor.smuggler_cases")),
    Outcome("smugglers_convicted", "Smugglers convicted", "smugglers", "higher",
            "Operators of smuggling networks who were convicted.", total("corridor.smugglers_convicted")),
    Outcome("cost_usd", "Cost of the measures", "USD", "lower",
            "Weekly costs as the user gave them; undefined when a measure came without.", total("cost_usd")),
    Outcome("excess_fee_per_worker_usd", "Fee beyond the legal cost per worker", "USD per worker", "lower",
            "What recruitment agencies charge workers beyond the legal cost, per worker placed. Like the outcomes that "
            "follow it is of corridors with such agencies (corridors.agencies).",
            rate("corridor.excess_fees_usd", "corridor.workers_placed"), harm=True),
    Outcome("debt_per_worker_usd", "Debt per worker of an agency", "USD per worker", "lower",
            "Debt that workers take on for what agencies charge, per worker placed.",
            rate("corridor.worker_debt_usd", "corridor.workers_placed"), harm=True),
    Outcome("workers_placed", "Workers placed by agencies", "migrants", "neither",
            "Workers who set out through a recruitment agency.", total("corridor.workers_placed")),
    Outcome("workers_exploited", "Workers of agencies exploited", "migrants", "lower",
            "Workers placed by an agency whose exploitation began; they count among the migrants exploited.",
            total("corridor.workers_exploited"), harm=True),
    Outcome("exploited_per_worker", "Exploitation that begins, per worker of an agency", "share", "lower",
            "Workers placed by an agency whose exploitation began, per worker placed.",
            rate("corridor.workers_exploited", "corridor.workers_placed"), harm=True),
    Outcome("agency_weeks_licensed", "Weeks that agencies are licensed", "agency-weeks", "neither",
            "Recruitment agencies with a licence, added up over the weeks.", total("corridor.agencies_licensed")),
    Outcome("licences_lost", "Licences of agencies lost", "licences", "neither",
            "Licences that recruitment agencies lost because of a breach.", total("corridor.licences_lost")),
    Outcome("licence_bribes", "Bribes by recruitment agencies", "bribes", "lower",
            "Bribes that kept a breach of an agency out of an inspector's report.", total("context.licence_bribes")),
    Outcome("licence_bribe_value_usd", "Value of bribes by recruitment agencies", "USD", "lower",
            "Sum of these bribes.", total("context.licence_usd")),
)
# fmt: on

"""The baseline as official statistics, a survey of migrants and the true record of incomes show it."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from simcorr.patterns.studies.study import Arm, Study, Sums
from simcorr.simulation.frames import window_totals
from simcorr.simulation.outcome import ratio
from simcorr.world.trace import Trace

if TYPE_CHECKING:
    from simcorr.scenario import Scenario

_WEEKS_IN_A_YEAR = 52


def _arms(base: "Scenario") -> dict[str, Arm]:
    return {"baseline": Arm(base)}


def _observe(trace: Trace, scenario: "Scenario") -> dict[str, float]:
    return {**window_totals(trace, scenario.burn_in_weeks), "runs": 1.0}


def _identified_anywhere(t: Sums) -> float:
    where = ("identified", "identified_at_interception", "identified_in_detention")
    return sum(t[f"corridor.{name}"] for name in where)


def _patterns(sums: Mapping[str, Sums]) -> dict[str, float]:
    t = sums["baseline"]
    reports, opened = t["context.reports_to_agency"], t["context.agency_files"]
    investigated, discipline = t["context.recorded_investigations"], t["context.recorded_discipline"]
    charged, convicted = t["context.recorded_charges"], t["context.recorded_convictions"]
    return {
        "criminal_share": ratio(investigated, investigated + discipline),
        "surveyed_paid": ratio(t["corridor.survey_paid_official"], t["corridor.survey_respondents"]),
        "surveyed_border_share": ratio(t["corridor.survey_paid_border"], t["corridor.survey_paid_official"]),
        "surveyed_reporting": ratio(t["corridor.survey_reported"], t["corridor.survey_payers"]),
        "investigations_per_report": ratio(opened, reports),
        "charges_per_investigation": ratio(charged, investigated),
        "convictions_per_charge": ratio(convicted, charged),
        "convictions_per_report": ratio(opened, reports) * ratio(convicted, investigated),
        "imprisoned_per_measure": ratio(convicted, investigated + discipline),
        "top_tenth_income": ratio(t["income_top_tenth"], t["runs"]),
        "agency_fee_over_legal": ratio(
            t["corridor.agency_fees_usd"], t["corridor.agency_fees_usd"] - t["corridor.excess_fees_usd"]
        ),
        "victims_identified": ratio(
            t["corridor.identified"], t["corridor.in_exploitation"] / _WEEKS_IN_A_YEAR + t["corridor.exploited"]
        ),
        "convictions_per_victim": ratio(t["corridor.smugglers_convicted"], _identified_anywhere(t)),
        "smuggled_share": ratio(t["corridor.chose_smuggler"], t["corridor.chose_smuggler"] + t["corridor.chose_alone"]),
    }


RECORDS = Study("records", _arms, _observe, _patterns, replicates=40)

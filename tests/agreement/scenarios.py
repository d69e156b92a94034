"""Scenarios on which the engines are held together: short, and some so eventful that every path is taken."""

from pathlib import Path
from typing import Annotated

import simcorr as sc
from simcorr.contexts import CONTEXT_NAMES
from simcorr.interventions.sets import Sets

FOLDER = Path(__file__).parents[2] / "scenarios"
FILES = sorted(FOLDER.glob("*.toml"))

SHORT = {"burn_in_weeks": 10, "window_weeks": 30}

EVENTFUL = {
    "migrants.retry_delay_weeks": 2,
    "migrants.extortion_share_of_means": 0.4,
    "smugglers.count": 20,
    "smugglers.book_size": 3,
    "smugglers.prison_weeks": 20,
    "smugglers.replacement_weeks": 10,
    "smugglers.retainer_term_weeks": 4,
    "smugglers.case_hazard_prior": 0.05,
    "officials.never_accepts_share": 0.1,
    "officials.demand_propensity": 0.6,
    "officials.hiring_weeks": 0,
    "officials.turnover_per_year": 1.0,
    "officials.protected_share": 0.9,
    "supervision.suspension_weeks": 3,
    "supervision.oversight_rate": 0.9,
    "supervision.prosecute_base": -0.5,
    "supervision.supervisor_never_accepts_share": 0.1,
    "supervision.supervisor_reservation_wages": 0.1,
    "supervision.testimony_probability": 0.9,
    "supervision.money_trail": 0.3,
    "reporting.false_reports_per_official_year": 4.0,
    "reporting.follow_up": 0.9,
    "reporting.follow_up_per_supervisor_week": 20.0,
    "reporting.colleague_base": 2.0,
    "reporting.migrant_base": 4.0,
    "reporting.migrant_sees_smuggler": 0.9,
    "reporting.partner_rate": 0.2,
    "reporting.evidence_false": 0.6,
    "justice.cases_per_official_week": 0.6,
    "justice.investigation_weeks": 1,
    "justice.trial_weeks": 1,
    "justice.charge_base": 1.0,
    "justice.conviction_base": 1.0,
    "justice.opening_probability": 0.9,
    "justice.operator_lead": 0.8,
    "justice.report_lead": 0.8,
    "justice.accused_access": 0.7,
    "justice.maximum_case_weeks": 26,
    "observation.survey_share": 0.9,
    "observation.survey_sees_payment": 0.9,
    "protection.hazard_recruitment": 0.3,
    "protection.hazard_transit": 0.3,
    "protection.hazard_accommodation": 0.3,
    "protection.hazard_arrival": 0.5,
    "protection.contact_rate": 0.3,
    "protection.exploitation_weeks": 12.0,
} | {
    f"contexts.{name}.{parameter}": value
    for name in CONTEXT_NAMES
    for parameter, value in (("detection_rate", 0.1), ("visibility", 0.3), ("interception_rate", 0.25))
}


class Treated(sc.Intervention):
    """How authorities treat victims of trafficking: both levers at any value."""

    screening: Annotated[float, Sets("screening")] = 0.0
    non_punishment: Annotated[float, Sets("non_punishment")] = 0.0


def eventful(**changes):
    """Return the three corridors on which everything happens often."""
    return sc.load_scenario(FOLDER / "three_corridors.toml").with_changes({**EVENTFUL, **SHORT, **changes})

"""A quiet world: one corridor, everything off, nothing feared and nothing found, whatever the defaults are.

Every parameter that a closed form depends on is set here or by its case, so that no change of a default moves it.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from simcorr.contexts import CONTEXT_NAMES
from simcorr.scenario import ContextPins, Corridor, Pins, Post, Scenario, Stage, Switches

WAGE = PRICE = 100.0
"""The weekly wage and the price of every bribe, in USD."""

_QUIET: dict[str, Any] = {
    "migrants.retry_probability": 0.0,
    "migrants.retry_delay_weeks": 1,
    "migrants.maximum_attempts": 3,
    "migrants.patience_weeks": 4,
    "smugglers.count": 12,
    "smugglers.capacity_parties": 1000,
    "smugglers.exploitative_share": 0.0,
    "smugglers.fee_sigma": 0.0,
    "smugglers.fee_pass_through": 0.0,
    "smugglers.base_fee_share": 1.0,
    "smugglers.risk_pass_through": 0.0,
    "smugglers.book_size": 1,
    "smugglers.contact_presence": 0.0,
    "officials.baseline_wage_usd": WAGE,
    "officials.reservation_median_wages": 1.0,
    "officials.reservation_sigma": 0.0,
    "officials.never_accepts_share": 0.0,
    "officials.acceptance_precision": 2.0,
    "officials.stranger_aversion": 0.0,
    "officials.cut_share": 0.0,
    "officials.hiring_weeks": 0,
    # Nothing is feared: bribes are not thought to come to light, nor to be prosecuted if they did.
    "officials.perceived_detection_prior": 0.0,
    "officials.perceived_detection_prior_private": 0.0,
    "officials.perceived_charge_prior": 0.0,
    "officials.perceived_dismissal_prior": 0.0,
    "officials.perceived_independence_prior": 0.0,
    "officials.fine_usd": 0.0,
    "officials.career_premium": 0.0,
    "officials.transfer_cost_wages": 0.0,
    # Cases against officials lead to nothing; courts convict at once whoever is prosecuted.
    "supervision.trust_erosion": 0.0,
    "supervision.audit_fatigue": 0.0,
    "supervision.audit_targeting": 0.0,
    "supervision.oversight_rate": 0.0,
    "supervision.mandate": 0.0,
    "supervision.prosecute_base": -10.0,
    "supervision.prosecute_evidence": 0.0,
    "supervision.prosecute_mandate": 0.0,
    "supervision.suspend_share": 0.0,
    "supervision.nothing_share": 1.0,
    "supervision.suspension_weeks": 1,
    "supervision.testimony_probability": 0.0,
    "supervision.money_trail": 0.0,
    "reporting.false_reports_per_official_year": 0.0,
    "reporting.partner_rate": 0.0,
    "reporting.evidence_audit": 1.0,
    "justice.agency_share": 0.0,
    "justice.dismissal_share": 0.0,
    "justice.operator_lead": 0.0,
    "justice.document_checks": 0.0,
    "justice.shared_intelligence": 0.0,
    "justice.investigation_weeks": 0,
    "justice.trial_weeks": 0,
    "justice.charge_base": 10.0,
    "justice.charge_evidence": 10.0,
    "justice.conviction_base": 10.0,
    "justice.conviction_evidence": 10.0,
    "justice.accused_access": 0.0,
    "justice.intimidation": 0.0,
    # What is off by default stays off unless a case turns it on.
    "migrants.means_used_share": 0.0,
    "smugglers.post_precision": 0.0,
    "smugglers.fees_by_leg": 0.0,
    "justice.other_work_investigation": 0.0,
    "justice.other_work_trial": 0.0,
    "documents.issued_cover": 0.0,
    "documents.forged_cover": 0.0,
    "justice.detention_weeks": 0,
    "justice.release_access": 0.0,
    "justice.trial_access_factor": 1.0,
    "protection.screening_in_detention": 0.0,
    "protection.authority_rate": 0.0,
    "protection.screening_at_interception": 0.0,
    "protection.punishment_fear": 0.0,
    "protection.hazard_recruitment": 0.0,
    "protection.hazard_transit": 0.0,
    "protection.hazard_accommodation": 0.0,
    "protection.hazard_arrival": 0.0,
}
for _name in CONTEXT_NAMES:
    _QUIET |= {
        f"contexts.{_name}.wage_usd": WAGE,
        f"contexts.{_name}.bribe_reference_usd": PRICE,
        f"contexts.{_name}.private_share": 0.0,
        f"contexts.{_name}.discretion": 1.0,
        f"contexts.{_name}.interception_rate": 0.0,
        f"contexts.{_name}.detection_rate": 0.0,
        f"contexts.{_name}.visibility": 0.0,
        f"contexts.{_name}.exposure": 1.0,
    }

Posts = Sequence[tuple[str, int]]
"""Posts by context and number of gatekeepers."""


def route(name: str, stages: Sequence[str | Stage], posts: Posts, per_week: float, **values: Any) -> Corridor:
    """Return a corridor on which ``per_week`` journeys begin in a week; one migrant travels alone in a party."""
    return Corridor(
        name=name,
        stages=tuple(stage if isinstance(stage, Stage) else Stage(context=stage) for stage in stages),
        posts=tuple(Post(name=f"post {n}", context=context, staff=staff) for n, (context, staff) in enumerate(posts)),
        **{
            "arrivals_per_year": 52.0 * per_week,
            "fee_usd": 1000.0,
            "party_size": 1,
            "regular_cost_usd": 500.0,
            "regular_wait_weeks": 4,
            "alone_factor": 1.0,
            **values,
        },
    )


def pinned(**contexts: Mapping[str, float]) -> Pins:
    """Return pins by context: ``pinned(documents={"offer": 1.0})``."""
    return Pins(**{name: ContextPins(**pins) for name, pins in contexts.items()})


def quiet(
    *corridors: Corridor,
    pins: Pins,
    weeks: int,
    changes: Mapping[str, Any] | None = None,
    on: Sequence[str] = (),
) -> Scenario:
    """Return a world in which all mechanisms are off but the chain of posts and those named in ``on``."""
    scenario = Scenario(
        name="closed form",
        corridors=corridors,
        switches=Switches.none(product_passage=True, **dict.fromkeys(on, True)),
        pins=pins,
        burn_in_weeks=0,
        window_weeks=weeks,
    )
    return scenario.with_changes({**_QUIET, **(changes or {})})

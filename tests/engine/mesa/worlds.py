"""Small worlds for tests of the model. Every number a test relies on is set here or in the test, no default."""

from simcorr.contexts import CONTEXT_NAMES
from simcorr.engine.mesa import CorruptionModel, simulate
from simcorr.scenario import Corridor, Pins, Post, Scenario, Stage, Switches
from simcorr.world import build
from simcorr.world.measures import CONTEXT_INDEX, CORRIDOR_INDEX, RANK_INDEX

CASE_CONTEXTS = ("investigation", "trial", "service_providers")

QUIET = {
    "migrants.retry_probability": 0.0,
    "migrants.retry_delay_weeks": 2,
    "migrants.maximum_attempts": 3,
    "migrants.patience_weeks": 4,
    "smugglers.count": 6,
    "smugglers.capacity_parties": 1000,
    "smugglers.exploitative_share": 0.0,
    "smugglers.fee_sigma": 0.0,
    "smugglers.fee_pass_through": 0.0,
    "smugglers.base_fee_share": 1.0,
    "smugglers.risk_pass_through": 0.0,
    "justice.agency_share": 0.0,
    "justice.dismissal_share": 0.0,
    "smugglers.book_size": 12,
    "smugglers.contact_presence": 0.0,
    "officials.reservation_median_wages": 1.0,
    "officials.reservation_sigma": 0.0,
    "officials.baseline_wage_usd": 100.0,
    "officials.never_accepts_share": 0.0,
    "officials.acceptance_precision": 2.0,
    "officials.stranger_aversion": 0.0,
    "officials.perceived_detection_prior": 0.0,
    "officials.perceived_charge_prior": 0.5,
    "officials.perceived_conviction_prior": 1.0,
    "officials.demand_propensity": 0.1,
    "officials.hiring_weeks": 0,
    "officials.turnover_per_year": 0.0,
    "supervision.trust_erosion": 0.0,
    "supervision.audit_targeting": 0.0,
    "supervision.oversight_rate": 0.0,
    "supervision.prosecute_base": -10.0,
    "supervision.prosecute_evidence": 0.0,
    "supervision.prosecute_mandate": 10.0,
    "supervision.suspend_share": 0.0,
    "supervision.nothing_share": 1.0,
    "supervision.testimony_probability": 0.0,
    "supervision.money_trail": 0.0,
    "reporting.false_reports_per_official_year": 0.0,
    "reporting.partner_rate": 0.0,
    "reporting.evidence_audit": 1.0,
    "justice.operator_lead": 0.0,
    "justice.investigation_weeks": 0,
    "justice.trial_weeks": 0,
    "justice.charge_base": 10.0,
    "justice.charge_evidence": 10.0,
    "justice.conviction_base": 10.0,
    "justice.conviction_evidence": 10.0,
    "justice.accused_access": 0.0,
    "justice.intimidation": 0.0,
    "justice.cases_per_official_week": 10.0,
    "protection.hazard_recruitment": 0.0,
    "protection.hazard_transit": 0.0,
    "protection.hazard_accommodation": 0.0,
    "protection.hazard_arrival": 0.0,
}
for _name in CONTEXT_NAMES:
    QUIET |= {
        f"contexts.{_name}.wage_usd": 100.0,
        f"contexts.{_name}.bribe_reference_usd": 100.0,
        f"contexts.{_name}.private_share": 0.0,
        f"contexts.{_name}.discretion": 1.0,
        f"contexts.{_name}.interception_rate": 0.3,
        f"contexts.{_name}.detection_rate": 0.0,
        f"contexts.{_name}.visibility": 0.0,
        f"contexts.{_name}.exposure": 1.0,
    }


def route(name="route", stages=("border_crossings",), posts=None, staff=4, **values):
    """Return a corridor; a stage is a name or a `Stage`, a post a (context, staff) pair."""
    stages = tuple(stage if isinstance(stage, Stage) else Stage(context=stage) for stage in stages)
    if posts is None:
        contexts = [*dict.fromkeys(stage.context for stage in stages), *CASE_CONTEXTS]
        posts = [(context, staff) for context in contexts]
    posts = [Post(name=f"post {place}", context=context, staff=n) for place, (context, n) in enumerate(posts)]
    values = {"arrivals_per_year": 520.0, "fee_usd": 1000.0, "party_size": 2, "regular_cost_usd": 500.0, **values}
    return Corridor(name=name, stages=stages, posts=posts, **{"regular_wait_weeks": 4, "alone_factor": 1.0, **values})


def world_of(*corridors, changes=None, on=(), pins=None, burn_in=0, weeks=60, **values):
    """Return a scenario in which all mechanisms are off but those named in ``on``, and all is quiet."""
    scenario = Scenario(
        name="test",
        corridors=corridors or (route(),),
        switches=Switches.none(product_passage=True, **dict.fromkeys(on, True)),
        pins=pins or Pins(),
        burn_in_weeks=burn_in,
        window_weeks=weeks,
        **values,
    )
    return scenario.with_changes({**QUIET, **(changes or {})})


LIVELY = {
    "migrants.retry_probability": 0.6,
    "migrants.weekly_gain_usd": 60.0,
    "migrants.horizon_weeks": 104,
    "migrants.attachment_usd": 500.0,
    "migrants.means_median_usd": 700.0,
    "migrants.means_sigma": 0.8,
    "smugglers.count": 5,
    "smugglers.capacity_parties": 6,
    "smugglers.exploitative_share": 0.5,
    "smugglers.fee_sigma": 0.3,
    "smugglers.fee_pass_through": 0.5,
    "smugglers.contact_presence": 0.6,
    "smugglers.detour_cost": 0.3,
    "smugglers.retainer_usd": 40.0,
    "smugglers.retainer_block": 0.5,
    "smugglers.retainer_term_weeks": 4,
    "smugglers.case_hazard_prior": 0.2,
    "smugglers.prison_weeks": 6,
    "officials.reservation_sigma": 0.7,
    "officials.reservation_median_wages": 0.3,
    "officials.never_accepts_share": 0.2,
    "officials.stranger_aversion": 0.8,
    "officials.perceived_detection_prior": 0.02,
    "officials.demand_propensity": 0.4,
    "officials.hiring_weeks": 2,
    "officials.turnover_per_year": 0.4,
    "officials.protected_share": 0.6,
    "officials.second_job_share": 0.4,
    "supervision.trust_erosion": 0.5,
    "supervision.oversight_rate": 0.5,
    "supervision.prosecute_base": 0.5,
    "supervision.suspend_share": 0.3,
    "supervision.nothing_share": 0.25,
    "supervision.suspension_weeks": 3,
    "supervision.testimony_probability": 0.5,
    "supervision.money_trail": 0.3,
    "supervision.supervisor_never_accepts_share": 0.3,
    "supervision.supervisor_reservation_wages": 0.3,
    "reporting.colleague_base": 0.0,
    "reporting.false_reports_per_official_year": 1.5,
    "reporting.partner_rate": 0.1,
    "reporting.migrant_base": 1.0,
    "reporting.follow_up": 0.8,
    "reporting.follow_up_per_supervisor_week": 1.0,
    "reporting.evidence_audit": 0.8,
    "justice.operator_lead": 0.4,
    "justice.report_lead": 0.8,
    "justice.opening_probability": 0.9,
    "justice.charge_base": 0.5,
    "justice.conviction_base": 1.5,
    "justice.accused_access": 0.3,
    "justice.intimidation": 0.3,
    "justice.cases_per_official_week": 1.0,
    "justice.investigation_weeks": 2,
    "justice.trial_weeks": 2,
    "protection.hazard_recruitment": 0.05,
    "protection.hazard_transit": 0.05,
    "protection.hazard_accommodation": 0.1,
    "protection.hazard_arrival": 0.1,
    "protection.contact_rate": 0.3,
    "protection.sale_rate": 0.5,
    "protection.exploitation_weeks": 10,
}
for _name in CONTEXT_NAMES:
    LIVELY |= {f"contexts.{_name}.detection_rate": 0.15, f"contexts.{_name}.visibility": 0.2}
    LIVELY |= {f"contexts.{_name}.private_share": 0.2, f"contexts.{_name}.interception_rate": 0.4}
    LIVELY |= {f"contexts.{_name}.discretion": 0.8}


def lively(weeks=50, burn_in=10, changes=None, **values):
    """Return two corridors in which every mechanism is on and much happens; one passes a context twice."""
    land = route(
        "land",
        stages=(
            Stage(context="recruitment", need=0.8),
            Stage(context="accommodation", need=0.9),
            Stage(context="border_crossings", duration_weeks=2),
            Stage(context="transportation", need=0.7),
            Stage(context="accommodation", need=0.9),
        ),
        posts=[
            ("recruitment", 4),
            ("accommodation", 3),
            ("border_crossings", 5),
            ("border_crossings", 3),
            ("transportation", 3),
            ("documents", 3),
            ("investigation", 3),
            ("trial", 2),
            ("service_providers", 3),
        ],
        arrivals_per_year=260,
        party_size=5,
        alone_factor=0.9,
    )
    air = route(
        "air",
        stages=("documents", "airports"),
        posts=[("documents", 3), ("airports", 6), ("investigation", 2), ("trial", 1), ("service_providers", 2)],
        arrivals_per_year=160,
        fee_usd=1500.0,
    )
    scenario = Scenario(name="lively", corridors=(land, air), burn_in_weeks=burn_in, window_weeks=weeks, **values)
    return scenario.with_changes({**QUIET, **LIVELY, **(changes or {})})


def finished(scenario, interventions=(), seed=0, *, events=False, before_week=None, **options):
    """Return a model that has run to its end."""
    model = CorruptionModel(scenario, interventions, rng=seed, events=events, **options)
    while model.running:
        if before_week is not None:
            before_week(model)
        model.step()
    return model


def traced(scenario, interventions=(), seed=0, *, events=False):
    """Return the trace of a run."""
    return simulate(build(scenario, interventions, seed), events=events)


def total(trace, name, context=None, weeks=slice(None)):
    """Return a context measure summed over weeks, in one context or in all."""
    array = trace.context[weeks, :, CONTEXT_INDEX[name]]
    return float(array.sum() if context is None else array[:, CONTEXT_NAMES.index(context)].sum())


def corridor_total(trace, name, corridor=None, weeks=slice(None)):
    """Return a corridor measure summed over weeks, in one corridor or in all."""
    array = trace.corridor[weeks, :, CORRIDOR_INDEX[name]]
    return float(array.sum() if corridor is None else array[:, corridor].sum())


def rank_total(trace, name, rank, weeks=slice(None)):
    """Return a measure of one rank summed over weeks."""
    return float(trace.rank[weeks, rank, RANK_INDEX[name]].sum())


def of_kind(trace, kind):
    """Return the events of a kind as rows (week, subject, a, b, value)."""
    rows = zip(*(trace.events[name] for name in ("week", "kind", "subject", "a", "b", "value")), strict=True)
    return [(int(week), int(subject), int(a), int(b), value) for week, k, subject, a, b, value in rows if k == kind]

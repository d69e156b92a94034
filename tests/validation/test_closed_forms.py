"""The model gives what theory says; and a model that did not would be noticed.

Both engines run one text and agree to the last event (`tests/agreement`), so that theory is held against the quick one;
where there is no compilation, and for some cases anyhow, against the Mesa engine. ``closed_form_table("mesa")``
goes through all of them in some minutes.
"""

from functools import cache
from pathlib import Path
from typing import ClassVar

import numpy as np
import pandas as pd
import pytest

from simcorr import parameters
from simcorr.jit import JIT_AVAILABLE
from simcorr.scenario import Scenario
from simcorr.scenario.overrides import changed
from simcorr.validation.closed_forms import CLOSED_FORMS, LIMIT, Finding, chain, closed_form_table, norms, queues, trust
from simcorr.validation.closed_forms.bench import Bench
from simcorr.validation.closed_forms.finding import exact
from simcorr.validation.closed_forms.page import with_current_cases

PAGE = Path(__file__).parents[2] / "docs" / "closed_forms.md"

# For every case changes of its world that it has to notice: of a parameter by a fifth or less, or of a mechanism.
PLANTED = {
    "chain of posts": [
        {"pins.border_crossings.interception": 0.6},
        {"pins.documents.acceptance": 0.7},
        {"pins.documents.offer": 0.7},
        {"contexts.airports.discretion": 0.8},
    ],
    "repeated attempts": [{"migrants.retry_probability": 0.7}, {"migrants.maximum_attempts": 2}],
    "travelling alone": [{"corridors.one post.alone_factor": 0.48}],
    "first detection": [{"pins.border_crossings.detection": 0.115}],
    "renewal under prosecution": [
        {"pins.border_crossings.detection": 0.18},
        {"officials.never_accepts_share": 0.35},
    ],
    "transfer keeps the corruptible": [
        {"supervision.nothing_share": 0.15},
        {"switches.staff_turnover": True, "officials.turnover_per_year": 0.1},
    ],
    "transfer seeds the next post": [{"supervision.nothing_share": 0.2}],
    "suspension empties posts": [{"supervision.suspension_weeks": 6}, {"pins.border_crossings.detection": 0.18}],
    "trust after kept deals": [{"smugglers.trust_gain": 0.24}],
    "trust under rotation": [
        {"smugglers.trust_gain": 0.24},
        {"smugglers.trust_gain": 0.16},
        {"switches.rotation_cuts_ties": False},
    ],
    "norm with one state": [{"officials.reservation_median_wages": 0.95}],
    "norm with two states": [{"officials.peer_effect": 1.8}, {"officials.norm_rate_per_week": 0.12}],
    "folds of the norm": [{"officials.peer_effect": 1.8}, {"officials.peer_effect": 2.2}],
    "hysteresis of the norm": [{"officials.peer_effect": 1.8}],
    "flips of small posts": [{"officials.peer_effect": 1.0}, {"officials.peer_effect": 1.5}],
    "settlement by rank": [
        {"supervision.oversight_rate": 0.66},
        {"officials.acceptance_precision": 1.8},
        {"supervision.supervisor_reservation_wages": 1.1},
    ],
    "settlement that is known": [
        {"switches.known_settlements": False},
        {"officials.acceptance_precision": 1.8},
        {"officials.transfer_cost_wages": 12.0},
    ],
    "prosecution by rank": [{"supervision.prosecute_base": -1.9}],
    "supervisors who never settle": [{"supervision.supervisor_never_accepts_share": 0.48}],
    "prosecution of what is not settled": [
        {"supervision.prosecute_mandate": 4.8},
        {"reporting.evidence_audit": 0.64},
    ],
    "dossiers of an agency": [
        {"reporting.evidence_partner": 0.35},
        {"justice.dossier_kept_per_week": 0.99},
    ],
    "files of an agency": [
        {"justice.agency_base": -3.5},
        {"justice.agency_evidence": 4.2},
        {"justice.dossier_kept_per_week": 0.95},
    ],
    "what an agency forgets": [
        {"justice.agency_share": 0.55},
        {"justice.dossier_kept_per_week": 0.75},
        {"reporting.partner_rate": 0.85},
    ],
    "audits by superiors and outsiders": [
        {"supervision.audit_fatigue": 1.6},
        {"supervision.trust_erosion": 0.5},
        {"supervision.trust_gain_per_week": 0.4},
        {"contexts.border_crossings.detection_rate": 0.3},
    ],
    "announced audits": [
        {"contexts.border_crossings.detection_rate": 0.3},
        {"officials.perceived_detection_prior": 0.12},
        {"officials.transfer_cost_wages": 8.5},
        {"officials.acceptance_precision": 1.7},
        {"supervision.trust_gain_per_week": 0.2},
        {"reporting.evidence_audit": 0.8},
        {"switches.risk_learning": True},
    ],
    "decided exploitation": [
        {"switches.decided_exploitation": False},
        {"protection.opportunity": 9.6},
        {"protection.exploitation_precision": 1.2},
        {"protection.holding_cost_usd": 24.0},
        {"protection.aggravation": 1.2},
        {"smugglers.case_hazard_prior": 0.006},
        {"protection.scruple": 0.96},
        {"justice.opening_probability": 0.8},
    ],
    "debt bondage": [
        {"protection.control_debt": 0.4},
        {"protection.repayment_share": 0.4},
        {"protection.exploitation_weeks": 48.0},
        {"protection.contact_rate": 0.06},
    ],
    "competing ends of exploitation": [
        {"protection.authority_rate": 0.12},
        {"protection.screening": 0.24},
        {"protection.punishment": 0.6},
        {"protection.punishment_fear": 0.64},
        {"protection.exploitation_weeks": 24.0},
        {"pins.investigation.acceptance": 0.72},
    ],
    "return after punishment": [{"migrants.retry_probability": 0.48}, {"migrants.maximum_attempts": 2}],
    "victims among the stopped": [
        {"protection.screening": 0.24},
        {"protection.screening_at_interception": 0.75},
        {"migrants.deceived_share": 0.7},
        {"smugglers.exploitative_share": 0.5},
    ],
    "fees that carry losses": [
        {"smugglers.fee_advance_share": 0.5},
        {"smugglers.arrest_cost_usd": 720.0},
        {"smugglers.risk_pass_through": 0.8},
        {"smugglers.base_fee_share": 0.85},
        {"pins.border_crossings.interception": 0.34},
    ],
    "means that attempts use up": [
        {"smugglers.fee_advance_share": 0.5},
        {"migrants.means_used_share": 0.8},
        {"migrants.means_median_usd": 500.0},
    ],
    "posts to choose from": [
        {"smugglers.post_precision": 2.0},
        {"smugglers.post_learning_rate": 0.2},
        {"smugglers.arrest_cost_usd": 3000.0},
        {"switches.position_differences": False},
    ],
    "documents that were bought": [
        {"documents.issued_cover": 0.6},
        {"documents.forged_cover": 0.35},
        {"documents.issued_exposure": 0.4},
        {"documents.forged_exposure": 0.7},
        {"documents.forger_access": 0.4},
        {"documents.tracing": 0.3},
        {"documents.forger_price_usd": 20_000.0},
        {"justice.document_checks": 0.4},
    ],
    "other work of investigators and courts": [
        {"justice.other_work_investigation": 0.8},
        {"justice.other_work_trial": 0.7},
        {"justice.cases_per_official_week": 0.3},
        {"justice.investigation_weeks": 3},
        {"justice.trial_weeks": 3},
        {"switches.capacity_limits": False},
    ],
    "licences of recruitment agencies": [
        {"agencies.inspection_rate": 0.096},
        {"agencies.visibility": 0.6},
        {"agencies.most_charged": 3.6},
        {"agencies.closure": 0.4},
        {"agencies.closed_weeks": 8},
        {"agencies.licence_weeks": 18},
        {"agencies.ownership_protection": 0.32},
        {"agencies.owned_share": 0.8},
        {"agencies.honest_share": 0.2},
        {"pins.recruitment.offer": 0.4},
        {"pins.recruitment.acceptance": 0.48},
    ],
    "debts to recruitment agencies": [
        {"agencies.most_charged": 3.2},
        {"agencies.honest_share": 0.1},
        {"agencies.deception": 0.4},
        {"agencies.hazard": 0.16},
        {"corridors.route.regular_cost_usd": 450.0},
        {"migrants.informed_share": 0.2},
        {"protection.debt_effect": 1.2},
        {"protection.deception_effect": 0.7},
    ],
    "weeks in custody": [
        {"justice.detention_weeks": 5},
        {"justice.release_access": 0.1},
        {"protection.screening_in_detention": 0.1},
    ],
    "release from custody for a bribe": [
        {"justice.release_access": 0.3},
        {"justice.detention_weeks": 5},
        {"pins.investigation.acceptance": 0.5},
    ],
    "screening in custody": [
        {"protection.screening_in_detention": 0.2},
        {"justice.detention_weeks": 5},
        {"smugglers.exploitative_share": 0.8},
    ],
    "checkpoints in series": [
        {"contexts.border_crossings.interception_rate": 0.3},
        {"corridors.land.posts.second gate.interception_factor": 1.6},
        {"corridors.coast.stages.at second gate.need": 0.72},
        {"corridors.coast.stages.at second gate.posts": ("first gate",)},
    ],
    "fees by leg": [{"smugglers.fees_by_leg": 0.4}, {"smugglers.fee_advance_share": 0.24}],
}


@cache
def findings(name: str, engine: str) -> tuple[Finding, ...]:
    return tuple(CLOSED_FORMS[name].check(engine))


@pytest.mark.slow
@pytest.mark.parametrize("engine", ["compiled" if JIT_AVAILABLE else "mesa"])
@pytest.mark.parametrize("name", CLOSED_FORMS)
def test_the_model_gives_what_theory_says(name, engine):
    found = findings(name, engine)
    assert len(found) > 0
    assert [f for f in found if not f.passed] == []


@pytest.mark.parametrize(
    "name", ["chain of posts", "repeated attempts", "travelling alone", "settlement by rank", "dossiers of an agency"]
)
def test_both_engines_give_the_same_findings(name):
    assert findings(name, "mesa") == findings(name, "compiled")


@pytest.mark.parametrize(
    ("name", "changes"),
    [(name, changes) for name, all_changes in PLANTED.items() for changes in all_changes],
    ids=lambda value: value if isinstance(value, str) else ", ".join(f"{n}={v}" for n, v in value.items()),
)
def test_a_changed_world_is_noticed(name, changes):
    assert any(not f.passed for f in CLOSED_FORMS[name].check("compiled", changes))


def test_every_case_has_planted_mistakes():
    assert list(PLANTED) == list(CLOSED_FORMS)


@pytest.mark.parametrize("name", CLOSED_FORMS)
def test_labels_are_unique(name):
    labels = [f.label for f in findings(name, "compiled")]
    assert len(set(labels)) == len(labels)


@pytest.mark.parametrize("seed", [100, 200])
def test_it_is_not_the_seed(seed):
    """With other seeds the standard errors are those of theory, neither much too wide nor too narrow."""
    z = np.array([f.z for case in CLOSED_FORMS.values() for f in case.check(seed=seed) if f.error > 0.0])
    assert np.abs(z).max() < LIMIT + 0.5
    assert 0.7 < np.sqrt((z**2).mean()) < 1.3


class Elsewhere(Bench):
    """Runs worlds in which every parameter that they do not set has another value than by default."""

    chosen: ClassVar[set[str]] = set()

    def run(self, scenario, interventions=(), seed=0, *, events=False):
        others = {name: value for name, value in OTHERS.items() if name not in self.chosen}
        return super().run(changed(scenario, others), interventions, seed, events=events)


def _other(row):
    """Return a value of a parameter that lies well inside its bounds and well away from its default."""
    low, span = row["low"], row["high"] - row["low"]
    other = low + (0.3 if row["value"] > low + 0.5 * span else 0.7) * span
    return int(other) if row["whole"] else other


OTHERS = {
    row["name"]: _other(row)
    for row in parameters.table().to_dict("records")
    if row["name"].partition(".")[0] not in ("delivery", "corridors", "stages", "posts")
}


@pytest.mark.parametrize("name", CLOSED_FORMS)
def test_no_default_matters(name, monkeypatch):
    with_changes = Scenario.with_changes

    def noted(scenario, changes):
        Elsewhere.chosen.update(changes)
        return with_changes(scenario, changes)

    monkeypatch.setattr(Elsewhere, "chosen", set())
    monkeypatch.setattr(Scenario, "with_changes", noted)
    assert [f.label for f in CLOSED_FORMS[name].findings(Elsewhere()) if not f.passed] == []
    assert len(OTHERS.keys() - Elsewhere.chosen) > 50


# --- the parts ------------------------------------------------------------------------------------------------------


def test_a_finding_fails_beyond_its_limit():
    assert Finding("one", 1.0, 1.39, 0.1).passed
    assert not Finding("one", 1.0, 1.41, 0.1).passed
    assert not Finding("one", 1.0, 0.59, 0.1).passed
    assert exact("one", 1.0, 1.0 + 1e-12).passed
    assert not exact("one", 1.0, 1.0 + 1e-6).passed


@pytest.mark.parametrize(("discretion", "need"), [(1.0, 0.7), (0.6, 1.0), (0.0, 0.7)])
def test_other_chains(discretion, need):
    assert [f for f in chain.one_chain(Bench(), discretion, need, seed=3) if not f.passed] == []


def test_the_norm_tips_at_four():
    assert len(norms.fixed_points(3.9)) == 1
    assert len(norms.fixed_points(4.5)) == 3
    assert norms.fixed_points(8.0)[1] == pytest.approx(0.5)


def test_states_end_at_the_folds():
    for beta in (5.0, 8.0):
        at = norms.fold(beta)
        assert [len(norms.fixed_points(beta, h)) for h in (-1.01 * at, -0.99 * at, 0.99 * at, 1.01 * at)] == [
            1,
            3,
            3,
            1,
        ]


def test_the_mean_field_jumps_late_and_not_in_the_middle():
    """The slower the sweep, the nearer the jump is to the fold."""
    at = norms.fold(norms.BETA)
    up = []
    for weeks in (300, 3000, 30000):
        fields = np.linspace(0.0, norms.PEAK, weeks)
        course = norms.mean_field(norms.BETA, norms.QUICK, norms.fixed_points(norms.BETA)[0], fields)
        up.append(fields[np.argmax(course > 0.5)])
    assert up[0] > up[1] > up[2] > at
    assert up[2] == pytest.approx(at, rel=0.02)


def test_what_demands_show_of_trust_is_nearly_the_mean():
    assert trust.shown_after(trust.under_fixed_rotation(1)) == pytest.approx(0.9)
    for law in (trust.under_random_rotation(0.15), trust.under_fixed_rotation(6)):
        assert trust.shown_after(law) == pytest.approx(trust.mean_missing(law), abs=0.02)
    kept = np.exp(-trust.DEALS * trust.GAIN)
    assert trust.mean_missing(trust.under_random_rotation(0.15)) == pytest.approx(0.15 * 0.9 / (1 - 0.85 * kept))


def test_the_page_is_current():
    page = PAGE.read_text(encoding="utf-8")
    rows = [
        (name, f.label, f.expected, f.simulated, f.error, f.z, f.passed)
        for name in CLOSED_FORMS
        for f in findings(name, "compiled")
    ]
    columns = ["closed_form", "finding", "expected", "simulated", "error", "z", "passed"]
    made = with_current_cases(page, pd.DataFrame(rows, columns=columns))
    assert page == made, "run: python -m simcorr.validation.closed_forms.page docs/closed_forms.md"


def test_both_engines_keep_one_queue(monkeypatch):
    """Of all its runs, which take minutes with Mesa, the first two."""
    monkeypatch.setattr(queues, "RUNS", 2)
    case = CLOSED_FORMS["other work of investigators and courts"]
    assert case.check("mesa") == case.check("compiled")


@pytest.mark.parametrize("utilisation", [0.3, 0.5, 0.85, 0.95])
def test_one_file_a_week_has_the_mean_of_pollaczek_and_khinchine(utilisation):
    chances = queues.in_the_long_run(utilisation, 1)
    assert chances @ np.arange(len(chances)) == pytest.approx(utilisation**2 / (2.0 * (1.0 - utilisation)), rel=1e-6)


def test_near_capacity_any_number_of_files_a_week_has_the_mean_of_heavy_traffic():
    for capacity in (1, 2, 3):
        chances = queues.in_the_long_run(0.97 * capacity, capacity)
        mean = chances @ np.arange(len(chances)) * 2.0 * (1.0 - 0.97) / 0.97
        assert 0.9 < mean < 1.0


@pytest.mark.parametrize(("utilisation", "capacity"), [(0.5, 1), (0.85, 2), (0.9, 4)])
def test_the_line_comes_to_what_it_is_in_the_long_run(utilisation, capacity):
    expected = utilisation * capacity
    last = queues.week_by_week(expected, capacity, 2000)[-1]
    stationary = queues.in_the_long_run(expected, capacity)
    assert queues.line_of(last, capacity) == pytest.approx(queues.line_of(stationary, capacity), rel=1e-3)


@pytest.mark.parametrize(("utilisation", "capacity"), [(0.85, 1), (0.95, 2)])
def test_as_many_wait_as_come_in_times_the_weeks_that_one_waits(utilisation, capacity):
    """Little's law, by two ways of reckoning: over weeks, and over files, all of them ours."""
    expected = utilisation * capacity
    stationary = queues.in_the_long_run(expected, capacity)
    wait = queues.wait_of(stationary, 1e-9, expected, capacity)
    assert queues.line_of(stationary, capacity) == pytest.approx(expected * wait, rel=1e-5)


def test_a_page_without_places_is_refused():
    with pytest.raises(ValueError, match="once each"):
        with_current_cases("# Closed forms\n", pd.DataFrame())


def test_the_table_has_a_row_a_finding(monkeypatch):
    monkeypatch.setattr(
        "simcorr.validation.closed_forms.table.CLOSED_FORMS", {"travelling alone": CLOSED_FORMS["travelling alone"]}
    )
    table = closed_form_table("compiled")
    assert table["closed_form"].tolist() == ["travelling alone"]
    assert bool(table["passed"].all())

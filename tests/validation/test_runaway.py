"""No setting, however extreme, lets the model run away: see `runaway` for what that means.

The same scenario for ten years, in seventeen extreme settings; the noise of its own is that of sixteen runs of the
baseline.
"""

from collections import namedtuple
from functools import cache
from pathlib import Path

import numpy as np
import pytest

import simcorr as sc
from simcorr.engine import simulate
from simcorr.interventions import INTERVENTIONS
from simcorr.jit import JIT_AVAILABLE
from simcorr.parameters.table import declared_parameters
from simcorr.world import Trace, build
from tests.laws.bounds import Bounds
from tests.laws.persons import Persons
from tests.laws.view import weeks_of_compiled
from tests.validation.runaway import BLOCKS, COUNTS, column, lost, rough_table, roughness, swings, unsound

# By Mesa alone these runs would take hours; both engines give the same ones (`tests/agreement`, `tests/digests`).
pytestmark = pytest.mark.skipif(not JIT_AVAILABLE, reason="a thousand years of runs need compiled code")

BASELINE = Path(__file__).parents[2] / "scenarios" / "baseline.toml"
ROUTES = ("northern", "southern", "sea", "air", "labour")
YEARS, OF_BASELINE, REPLICATES = 10, 16, 6
FADES = tuple(f"{group}.belief_fade_per_week" for group in ("officials", "smugglers", "migrants"))
PUBLICITY = tuple(f"officials.{kind}_publicity" for kind in ("charge", "discipline", "verdict"))


def ends(side, *names):
    """Return parameters at the lowest or the highest value that their declarations allow."""
    return {name: float(getattr(declared_parameters()[name], side)) for name in names}


def at_full_dose():
    return [measure.dose("full", delivery=1.0) for measure in INTERVENTIONS.values()]


EXTREMES = {
    "everything is heard of": (ends("high", *PUBLICITY), ()),
    "everybody honest": (ends("high", "officials.never_accepts_share"), ()),
    "nobody honest": (ends("low", "officials.never_accepts_share", "supervision.supervisor_never_accepts_share"), ()),
    "no priors": (ends("low", "migrants.belief_prior_weight", "smugglers.belief_prior_strength",
                       "smugglers.case_belief_weeks"), ()),
    "beliefs without weight": (ends("low", "officials.belief_strength"), ()),
    "peers alone count": (ends("high", "officials.peer_effect"), ()),
    "no noise in decisions": (ends("high", "officials.acceptance_precision", "migrants.payment_precision",
                                   "smugglers.route_precision"), ()),
    "no noise in the choice of migrants": (ends("low", "migrants.choice_scale_usd"), ()),
    "most audits": ({}, [sc.HighRiskAudits(factor=50.0, delivery=1.0)]),
    "audits where there are signals": (ends("high", "supervision.audit_targeting", "supervision.report_weight",
                                            "supervision.anomaly_weight"), ()),
    "gravest penalties": ({}, [sc.GraverPenalties(factor=20.0, delivery=1.0)]),
    "no capacity": (ends("low", "justice.cases_per_official_week", "reporting.follow_up_per_supervisor_week"), ()),
    "ten times the demand": ({f"corridors.{name}.arrivals_per_year": 10.0 for name in ROUTES}, ()),
    "nothing is forgotten": (ends("low", *FADES), ()),
    "everything is forgotten": (ends("high", *FADES, "officials.norm_rate_per_week"), ()),
    "all measures at full dose": ({}, at_full_dose()),
    "all switches off": ({f"switches.{name}": False for name in sc.Switches.model_fields}, ()),
}  # fmt: skip
each_extreme = pytest.mark.parametrize("name", EXTREMES)


@cache
def baseline():
    return sc.load_scenario(BASELINE).with_changes({"window_weeks": 52 * YEARS})


def extreme(name):
    """Return scenario and measures of an extreme setting; demand is a multiple of the baseline's."""
    changes, measures = EXTREMES[name]
    times = {key: value * float(_value(key)) for key, value in changes.items() if key.startswith("corridors.")}
    return baseline().with_changes(changes | times), measures


def _value(key):
    _, corridor, field = key.split(".")
    return getattr(baseline().corridor(corridor), field)


def corridors():
    return [corridor.name for corridor in baseline().corridors]


Looked = namedtuple("Looked", ("unsound", "lost", "rough", "bribes"))
"""What was found in the runs of a setting; the runs themselves would take too much memory to keep."""


@cache
def looked_at(name=""):
    scenario, measures = extreme(name) if name else (baseline(), ())
    worlds = [build(scenario, measures, seed=seed) for seed in range(REPLICATES if name else OF_BASELINE)]
    traces = [simulate(world) for world in worlds]
    return Looked(
        unsound=[words for trace in traces for words in unsound(trace, corridors())],
        lost=[words for trace in traces for words in lost(trace)],
        rough=rough_table(traces, baseline().burn_in_weeks),
        bribes=np.mean([column(trace, "context", "bribes").sum() for trace in traces]),
    )


@each_extreme
def test_every_number_is_one_and_within_its_bounds(name):
    assert looked_at(name).unsound == []


@each_extreme
def test_nobody_is_lost(name):
    assert looked_at(name).lost == []


@each_extreme
def test_nothing_swings_beyond_the_noise_of_the_baseline(name):
    assert swings(looked_at(name).rough, looked_at().rough) == []


@each_extreme
def test_beliefs_and_persons_keep_their_bounds_week_by_week(name):
    scenario, measures = extreme(name)
    world = build(scenario.with_changes({"burn_in_weeks": 6, "window_weeks": 20}), measures, seed=1)
    laws = [Bounds(world), Persons(world)]
    readers = [(kind, read) for law in laws for kind, read in law.readers.items()]
    for state in weeks_of_compiled(world):
        for event in state.new_events():
            for kind, read in readers:
                if event.kind == kind:
                    read(event)
        for law in laws:
            law.week_ends(state)
        assert [words for law in laws for words in law.found] == [], state.week


def test_the_extremes_are_extreme():
    bribes = {name: looked_at(name).bribes for name in EXTREMES}
    usual = looked_at().bribes
    assert bribes["everybody honest"] == 0.0
    assert bribes["ten times the demand"] > 4.0 * usual
    assert bribes["all measures at full dose"] < 0.5 * usual
    assert bribes["nobody honest"] > 1.2 * usual


# --- each check notices what it is for --------------------------------------------------------------------------------


@cache
def kept_run():
    return simulate(build(baseline(), seed=0))


def planted(table, name, change):
    """Return a run of the baseline with the values of a measure changed: a function of (weeks, places)."""
    kept = kept_run()
    copied = Trace(kept.context.copy(), kept.corridor.copy(), kept.rank.copy(), kept.income_top_tenth)
    values = column(copied, table, name)
    values[:] = change(values.copy())
    return copied


def at_week_200(value):
    def change(values):
        values[200, 0] = value
        return values

    return change


@pytest.mark.parametrize(
    ("table", "name", "value"),
    [
        ("context", "bribes", np.nan),
        ("context", "bribe_value_usd", -1.0),
        ("context", "norm", 1.01),
        ("context", "perceived_detection", -0.01),
        ("context", "offers_accepted", 1e6),
        ("corridor", "fees_usd", np.inf),
        ("corridor", "impunity_belief", 1.5),
        ("rank", "bribe_income_usd", np.nan),
    ],
)
def test_a_number_that_is_none_or_out_of_bounds_is_noticed(table, name, value):
    found = unsound(planted(table, name, at_week_200(value)), corridors())
    assert any("week 200" in words and name in words for words in found)


@pytest.mark.parametrize(
    ("name", "factor", "added"),
    [
        ("would_be_migrants", 1.2, 0.0),
        ("chose_stay", 1.5, 0.0),
        ("regular_journeys", 1.2, 0.0),
        ("gave_up_waiting", 1.0, 10.0),
        ("journeys_started", 0.8, 0.0),
        ("irregular_journeys", 1.2, 0.0),
        ("detained", 1.6, 0.0),
    ],
)
def test_somebody_lost_is_noticed(name, factor, added):
    def change(values):
        values[150:] = values[150:] * factor + added
        return values

    assert lost(planted("corridor", name, change))


@pytest.mark.parametrize("block", BLOCKS)
@pytest.mark.parametrize("name", COUNTS)
def test_a_swing_is_noticed(name, block):
    weeks = np.arange(len(kept_run().context)) - baseline().burn_in_weeks
    wave = np.where((weeks // block) % 2 == 0, 1.0, -1.0)[:, None]
    table = rough_table([planted(*COUNTS[name], lambda values: values * (1.0 + 0.9 * wave))], baseline().burn_in_weeks)
    assert any(words.startswith(f"{name} in {block} weeks") for words in swings(table, looked_at().rough))


def test_a_state_out_of_bounds_is_noticed():
    world = build(baseline().with_changes({"burn_in_weeks": 0, "window_weeks": 2}), seed=1)
    law = Bounds(world)
    for state in weeks_of_compiled(world):
        state.officials.trust_in_superior[3] = 1.5
        law.week_ends(state)
    assert any("trust_in_superior" in words for words in law.found)


def test_roughness_is_that_of_chance_where_counts_are_independent():
    random = np.random.default_rng(1)
    for level in (3.0, 300.0):
        found = np.mean([roughness(random.poisson(level, 5200), 4) for _ in range(20)])
        assert found == pytest.approx(1.0, abs=0.05)
    steady = np.arange(520.0)
    assert roughness(steady, 4) == pytest.approx(0.0)
    assert roughness(np.zeros(520), 4) == 0.0

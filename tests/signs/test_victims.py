"""Victims of trafficking before authorities, on the same draws: who is punished is not found, and does not speak."""

import numpy as np
import pytest

from simcorr.engine.desk import Desk
from simcorr.scenario import Pins
from tests.agreement.scenarios import Treated
from tests.engine.mesa.worlds import corridor_total, route, traced, world_of

SEEDS = range(8)
STUDENT = 2.365
"""The 97.5th percentile of Student's t with seven degrees of freedom."""
POSTS = [("border_crossings", 3), ("accommodation", 3), ("investigation", 4), ("trial", 2), ("service_providers", 3)]
MET = {
    "migrants.informed_share": 0.0,
    "migrants.deceived_share": 0.5,
    "migrants.belief_fade_per_week": 0.05,
    "smugglers.count": 60,
    "smugglers.exploitative_share": 1.0,
    "protection.hazard_accommodation": 5.0,
    "protection.exploitation_weeks": 30.0,
    "protection.contact_rate": 0.2,
    "protection.identification": 0.5,
    "protection.sale_rate": 0.0,
    "protection.support": 0.0,
    "protection.authority_rate": 0.15,
    "protection.screening": 0.1,
    "protection.screening_at_interception": 0.5,
    "protection.punishment": 0.9,
    "protection.punishment_fear": 1.0,
    "protection.punishment_prior": 0.5,
    "protection.punishment_prior_cases": 5.0,
    # the words of victims are all that leads to an operator
    "reporting.migrant_base": 2.0,
    "reporting.deportation_fear": 0.0,
    "reporting.corruption_fear": 0.0,
    "reporting.evidence_migrant": 1.0,
    "justice.report_lead": 1.0,
    "justice.opening_probability": 1.0,
    "justice.charge_base": -10.0,
    "justice.charge_evidence": 0.0,
}
SPARED = Treated(non_punishment=1.0, delivery=1.0)
SCREENED = Treated(screening=0.8, delivery=1.0)


def world(**changes):
    """Return a world in which most who pass are exploited, and many of them met by authorities."""
    corridor = route(stages=("border_crossings", "accommodation"), posts=POSTS, arrivals_per_year=780.0)
    pins = Pins(border_crossings={"offer": 0.0, "interception": 0.3, "detection": 0.0}, accommodation={"offer": 0.0})
    return world_of(corridor, changes={**MET, **changes}, on=("migrant_reporting",), pins=pins, weeks=60)


def difference(measure, scenario, treated, against=()):
    """Return the mean difference that a treatment makes, in pairs on the same draws, and its 95 % interval."""
    arms = ((treated,), against)
    pairs = np.array([[measure(traced(scenario, arm, seed)) for arm in arms] for seed in SEEDS])
    differences = pairs[:, 0] - pairs[:, 1]
    half = STUDENT * differences.std(ddof=1) / np.sqrt(len(differences))
    return differences.mean(), differences.mean() - half, differences.mean() + half


def found_by_providers(trace):
    """Return how many service providers identify, per person and week in exploitation.

    Not their number alone: who is not punished stays, and may be found later, whatever anybody fears.
    """
    found = corridor_total(trace, "identified") - corridor_total(trace, "identified_by_authorities")
    return found / corridor_total(trace, "in_exploitation")


@pytest.fixture
def spoken(monkeypatch):
    """Return a measure: how many of the parties identified, anywhere, say what was done; nothing else leads to anybody.

    Cases would not do: an operator with one open is not accused again, so that the more speak the fewer are counted.
    """
    said, say = [], Desk.add_incident

    def heard(desk, key, *what):
        said.append(key)
        say(desk, key, *what)

    def share(trace):
        persons = corridor_total(trace, "identified") + corridor_total(trace, "identified_at_interception")
        parties, spoke = persons / 2.0, len(said)
        said.clear()
        return spoke / parties

    monkeypatch.setattr(Desk, "add_incident", heard)
    return share


def test_non_punishment_brings_victims_to_service_providers():
    _, low, _ = difference(found_by_providers, world(), SPARED)
    assert low > 0.0


def test_non_punishment_lets_victims_speak(spoken):
    _, low, _ = difference(spoken, world(), SPARED)
    assert low > 0.0


def test_without_fear_non_punishment_does_neither(spoken):
    fearless = world(**{"protection.punishment_fear": 0.0})
    for measure in (found_by_providers, spoken):
        _, low, high = difference(measure, fearless, SPARED)
        assert low <= 0.0 <= high
    _, low, high = difference(found_by_providers, fearless, SPARED)
    _, least, _ = difference(found_by_providers, world(), SPARED)
    assert max(-low, high) < least, "what fear explains stands out of the noise"


def test_non_punishment_ends_punishment():
    assert all(corridor_total(traced(world(), (SPARED,), seed), "victims_punished") == 0.0 for seed in SEEDS)


@pytest.mark.parametrize("fear", [0.0, 1.0])
def test_screening_lowers_the_number_punished(fear):
    scenario = world(**{"protection.punishment_fear": fear})
    _, _, high = difference(lambda trace: corridor_total(trace, "victims_punished"), scenario, SCREENED)
    assert high < 0.0


def test_screening_where_parties_are_stopped_helps_and_returns_fewer():
    _, low, _ = difference(lambda trace: corridor_total(trace, "identified_at_interception"), world(), SCREENED)
    _, _, high = difference(lambda trace: corridor_total(trace, "detained"), world(), SCREENED)
    assert low > 0.0 > high


def test_without_authorities_neither_lever_does_anything():
    off = {"protection.authority_rate": 0.0, "protection.screening_at_interception": 0.0}
    treated = Treated(screening=1.0, non_punishment=1.0, delivery=1.0)
    one, other = traced(world(**off), (), 1), traced(world(**off), (treated,), 1)
    assert (one.corridor == other.corridor).all()
    assert corridor_total(one, "identified") > 0.0

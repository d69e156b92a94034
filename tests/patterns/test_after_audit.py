"""The campaign of audits: its size follows from the share of deeds, whatever audits find at their usual effort."""

import math

import pytest

import simcorr as sc
from simcorr.contexts import CONTEXT_NAMES
from simcorr.patterns.studies import patterns_of
from simcorr.patterns.studies.after_audit import AFTER_AUDIT, EXAMINED, campaign, effort_for
from simcorr.patterns.studies.audits import ON_THE_WAY
from simcorr.rules.supervisor import audit_detection

BASE = sc.load_ensemble().base


def with_rates(factor):
    return BASE.with_changes(
        {f"contexts.{name}.detection_rate": factor * BASE.contexts[name].detection_rate for name in CONTEXT_NAMES}
    )


@pytest.mark.parametrize("share", [0.0, 0.1, 0.5, 0.99])
@pytest.mark.parametrize("rate", [0.01, 0.045, 0.5])
def test_the_effort_examines_the_share_by_the_models_own_rule(share, rate):
    effort = effort_for(share, rate)
    found = audit_detection(rate, 0.0, effort, 0.7, 0.0, 0.0)
    assert found == pytest.approx(share)


@pytest.mark.parametrize("factor", [1.0, 2.0])
def test_each_context_has_the_effort_that_its_rate_asks_for(factor):
    scenario = with_rates(factor)
    measures = campaign(scenario)
    assert [one.contexts for one in measures] == [(name,) for name in ON_THE_WAY]
    for one in measures:
        rate = scenario.contexts[one.contexts[0]].detection_rate
        assert -math.expm1(-rate * (one.external_factor - 1.0)) == pytest.approx(EXAMINED)
        assert one.factor == 1.0  # superiors do what they always do
        assert (one.start_week, one.end_week) == (26, 39)


def test_no_more_is_done_than_the_lever_allows_and_nothing_where_audits_find_nothing():
    assert {one.external_factor for one in campaign(with_rates(0.05))} == {50.0}
    blind = BASE.with_changes({"contexts.airports.detection_rate": 0.0})
    assert ("airports",) not in [one.contexts for one in campaign(blind)]


def test_the_share_found_is_the_same_whatever_the_rates():
    """With a fixed multiple of 50 it was 0.51, 0.60 and 0.66 at half, usual and double rates."""
    shares = {factor: patterns_of(AFTER_AUDIT, with_rates(factor), 6, 3)["found_in_campaign"] for factor in (0.5, 1, 2)}
    assert 0.3 < shares[1] < 0.55
    # About 900 bribes are taken in the campaigns of six runs: two standard errors of a difference are 0.046.
    assert shares[0.5] == pytest.approx(shares[1], abs=0.06)
    assert shares[2] == pytest.approx(shares[1], abs=0.06)

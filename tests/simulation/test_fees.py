"""The mean fee by corridor, and the mean that moves with fees alone."""

import math
from pathlib import Path

import numpy as np
import pytest

import simcorr as sc
from simcorr.simulation.fees import clients, fee_at_fixed_mix, mean_fees
from simcorr.world.measures import BY_CORRIDOR
from tests.planted import small_scenario

CORRIDORS = Path(__file__).parents[2] / "scenarios" / "three_corridors.toml"


def sums(fees, agreed, would_be=(300.0, 100.0), alone=(7.0, 3.0)):
    """Return measures of two corridors with so many clients at such fees."""
    values = np.zeros((2, len(BY_CORRIDOR)))
    values[:, BY_CORRIDOR.would_be_migrants] = would_be
    values[:, BY_CORRIDOR.chose_alone] = alone
    values[:, BY_CORRIDOR.journeys_started] = np.array(agreed) + alone
    values[:, BY_CORRIDOR.fees_usd] = np.array(fees) * agreed
    return values


def test_fees_are_per_client_of_the_corridor_travelled():
    found = sums((400.0, 2000.0), (50.0, 20.0))
    assert clients(found).tolist() == [50.0, 20.0]
    assert mean_fees(found).tolist() == [400.0, 2000.0]


def test_a_shift_between_corridors_moves_no_fee_at_a_fixed_mix():
    before, after = sums((400.0, 2000.0), (50.0, 20.0)), sums((400.0, 2000.0), (5.0, 90.0))
    assert fee_at_fixed_mix(before) == fee_at_fixed_mix(after) == 800.0


def test_a_rise_of_fees_moves_it_by_its_weight():
    assert fee_at_fixed_mix(sums((400.0, 2400.0), (50.0, 20.0))) == pytest.approx(900.0)


def test_what_nobody_paid_is_undefined():
    assert math.isnan(fee_at_fixed_mix(sums((400.0, 2000.0), (50.0, 0.0))))
    assert math.isnan(fee_at_fixed_mix(sums((400.0, 2000.0), (50.0, 20.0), would_be=(0.0, 0.0))))
    assert fee_at_fixed_mix(sums((400.0, 2000.0), (50.0, 0.0), would_be=(300.0, 0.0))) == 400.0


def test_on_several_corridors_each_fee_is_the_mean_of_what_was_agreed_there():
    scenario = sc.load_scenario(CORRIDORS)
    equal = {f"corridors.{corridor.name}.party_size": 4 for corridor in scenario.corridors}
    run = sc.run(scenario.with_changes({**equal, "burn_in_weeks": 0, "window_weeks": 52}), seed=1, events=True)
    agreed = run.events[run.events["kind"] == "client"]
    for index, corridor in enumerate(scenario.corridors):
        row = run.corridors[run.corridors["corridor"] == corridor.name].sum(numeric_only=True)
        here = agreed[agreed["b"] == index]["value"] / 100.0
        assert row["journeys_started"] - row["chose_alone"] == pytest.approx(4 * len(here))
        assert row["fees_usd"] / (4 * len(here)) == pytest.approx(here.mean())


def test_on_one_corridor_the_fee_is_the_mean_of_what_clients_agreed():
    run = sc.run(small_scenario(burn_in_weeks=0), seed=2, events=True)
    agreed = run.events[run.events["kind"] == "client"]["value"] / 100.0
    assert len(agreed) > 50
    assert run.outcomes["fee_at_fixed_mix_usd"] == pytest.approx(agreed.mean())
    assert run.outcomes["fee_per_journey_usd"] == pytest.approx(agreed.mean())

"""Findings: the claims of the brief, and verdicts on planted ablations."""

import numpy as np
import pandas as pd
import pytest

from simcorr.scenario import load_scenario
from simcorr.validation.findings import FINDINGS, MECHANISMS
from simcorr.validation.judging import ABSENT, EMERGENT, IN_PART, NOT_ALONE, PUT_IN, REVERSED, WHOLLY, finding_table

NOISE = np.random.default_rng(2).normal(0.0, 0.1, 40)
BY_NUMBER = {finding.number: finding for finding in FINDINGS}


def verdict(number, on, off):
    finding = BY_NUMBER[number]
    members = pd.DataFrame({f"{finding.study.key}.on": on + NOISE, f"{finding.study.key}.off": off + NOISE[::-1]})
    return finding_table(members, [finding])["verdict"][0]


def test_all_nine_are_there_and_four_must_emerge():
    assert [finding.number for finding in FINDINGS] == list(range(1, 10))
    assert [finding.number for finding in FINDINGS if finding.claim == "must emerge"] == [2, 5, 6, 8]


@pytest.mark.parametrize(
    ("on", "off", "expected"),
    [(1.0, 0.0, EMERGENT), (1.0, 0.5, NOT_ALONE), (0.0, 0.0, ABSENT), (-1.0, 0.0, ABSENT), (1.0, -0.5, REVERSED)],
)
def test_a_finding_that_must_emerge(on, off, expected):
    assert verdict(6, on, off) == expected


def test_what_was_put_in_is_never_called_emergent():
    assert verdict(3, 1.0, 0.0) == PUT_IN


def test_the_difference_is_paired():
    finding = BY_NUMBER[3]
    members = pd.DataFrame({"second_jobs.on": 5.0 + NOISE, "second_jobs.off": 4.0 + NOISE})
    row = finding_table(members, [finding]).iloc[0]
    assert row["difference"] == pytest.approx(1.0)
    assert row["difference_high"] - row["difference_low"] < 1e-9 < row["on_high"] - row["on_low"]


def test_members_without_a_value_are_left_out():
    finding = BY_NUMBER[3]
    members = pd.DataFrame({"second_jobs.on": [1.0, np.nan, 2.0], "second_jobs.off": [0.0, 1.0, np.nan]})
    assert finding_table(members, [finding])["members"][0] == 1


def test_every_mechanism_beside_bribes_has_its_own_study():
    keys = [each.study.key for each in MECHANISMS]
    assert len(set(keys)) == len(keys) == 8
    assert {key for each in FINDINGS for key in [each.study.key]}.isdisjoint(keys)


@pytest.mark.parametrize("mechanism", MECHANISMS, ids=lambda each: each.study.key)
def test_a_measure_is_the_only_difference_within_a_state(mechanism):
    # in the baseline agencies charge the same beyond a legal cost that falls: there is no tie to take away
    baseline = load_scenario("scenarios/baseline.toml").with_changes({"agencies.cost_pass_through": 0.5})
    arms = mechanism.study.arms(baseline)
    for state in ("on", "off"):
        plain, treated = arms[f"{state}.plain"], arms[f"{state}.treated"]
        assert plain.scenario == treated.scenario
        assert plain.interventions == ()
        assert len(treated.interventions) == 1
    assert arms["on.plain"].scenario.hash != arms["off.plain"].scenario.hash


@pytest.mark.parametrize(("on", "off", "expected"), [(-1.0, 0.0, WHOLLY), (-1.0, -0.5, IN_PART), (0.0, 0.0, ABSENT)])
def test_what_a_mechanism_was_built_for_is_never_called_emergent(on, off, expected):
    owed = next(each for each in MECHANISMS if each.study.key == "zero_fee")
    members = pd.DataFrame({"zero_fee.on": on + NOISE, "zero_fee.off": off + NOISE[::-1]})
    assert finding_table(members, [owed])["verdict"][0] == expected

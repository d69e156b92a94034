"""Patterns: what each must say of itself, and how members are judged."""

import math

import numpy as np
import pandas as pd
import pytest

from simcorr.errors import CalibrationError
from simcorr.parameters import evidence_rows
from simcorr.patterns.catalogue import PATTERNS, TARGETS
from simcorr.patterns.pattern import Component, Pattern
from simcorr.patterns.studies.audits import AUDITS
from simcorr.validation.judging import passed, pattern_table

PART = Component("criminal_share", "a share", 0.2, 0.4, "cases")


def pattern(**changes):
    given = {
        "number": 99,
        "title": "A pattern",
        "use": "checking",
        "observer": "recorded",
        "study": "records",
        "period": "the window",
        "experiment": "the baseline",
        "rows": ("E130",),
        "grade": "C",
        "components": (PART,),
    }
    return Pattern(**{**given, **changes})


def test_there_are_sixteen_and_four_are_calibrated_on():
    assert [each.number for each in PATTERNS] == list(range(1, 17))
    assert [each.number for each in PATTERNS if each.use == "calibration"] == [1, 2, 3, 5]
    assert {target.name for target in TARGETS} == {
        part.key for each in PATTERNS if each.use == "calibration" for part in each.components
    }


def test_components_have_names_of_their_own():
    keys = [part.key for each in PATTERNS for part in each.components]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("each", PATTERNS, ids=lambda each: each.title)
def test_a_pattern_says_everything(each):
    for text in (each.title, each.period, each.experiment, *(part.denominator for part in each.components)):
        assert text.strip()
    best = min(evidence_rows()[row].grade for row in each.rows if evidence_rows()[row].supports)
    assert each.grade >= best, "no better than its best row"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"study": "record"}, "unknown study 'record' in pattern 99; did you mean 'records'?"),
        ({"rows": ("E999",)}, "unknown evidence row 'E999' in pattern 99"),
        ({"rows": ("E033",)}, "pattern 99 rests on no row that was read"),
        (
            {"use": "calibration", "observer": "true"},
            "pattern 99 is a true one; calibrate on what somebody can observe",
        ),
    ],
)
def test_a_bad_pattern_is_refused(changes, words):
    with pytest.raises(CalibrationError) as refusal:
        pattern(**changes)
    assert words in str(refusal.value)


@pytest.mark.parametrize(("low", "high"), [(0.4, 0.2), (0.2, 0.2), (math.nan, 0.2)])
def test_a_band_upside_down_is_refused(low, high):
    with pytest.raises(CalibrationError, match=r"target band of reports: .* is upside down or empty"):
        Component("reports", "reports", low, high, "acts")


# --- judging --------------------------------------------------------------------------------------------------------


def test_a_pattern_passes_when_all_medians_lie_in_their_bands():
    two = pattern(components=(PART, Component("other", "another", 0.0, 1.0, "cases")))
    members = pd.DataFrame({"criminal_share": [0.1, 0.3, 0.35], "other": [0.5, 0.6, 2.0]})
    table = pattern_table(members, [two])
    assert list(table["passes"]) == [True, True]
    assert passed(table) == [99]
    assert list(table["inside"]) == [pytest.approx(2 / 3)] * 2
    worse = pattern_table(members.assign(other=[2.0, 3.0, 0.5]), [two])
    assert list(worse["passes"]) == [True, False]
    assert passed(worse) == []


def test_undefined_members_count_as_outside():
    table = pattern_table(pd.DataFrame({"criminal_share": [0.3, math.nan, math.nan]}), [pattern()])
    assert table["inside"][0] == pytest.approx(1 / 3)
    assert table["median"][0] == 0.3
    nothing = pattern_table(pd.DataFrame({"criminal_share": [math.nan]}), [pattern()])
    assert not nothing["passes"][0]


def test_the_range_holds_nine_members_in_ten():
    values = np.linspace(0.0, 1.0, 101)
    table = pattern_table(pd.DataFrame({"criminal_share": values}), [pattern()])
    assert (table["from"][0], table["to"][0]) == (pytest.approx(0.05), pytest.approx(0.95))


def test_a_sign_must_be_distinguishable_from_zero():
    """Values about zero are on the right side by their median in half of all cases."""
    pattern = next(each for each in PATTERNS if each.number == 11)
    assert [part.key for part in pattern.components if part.sign] == ["journeys_elsewhere"]
    signs = [part.key for each in PATTERNS for part in each.components if 0.0 in (part.low, part.high)]
    assert signs == ["journeys_elsewhere"]
    values = pd.DataFrame({part.key: [0.5 * (part.low + part.high)] * 40 for part in pattern.components})
    assert passed(pattern_table(values, [pattern])) == [11]
    random = np.random.default_rng(1)
    values["journeys_elsewhere"] = random.normal(0.0, 0.05, 40) + 1e-3
    values["journeys_elsewhere"] += max(0.0, 1e-3 - values["journeys_elsewhere"].median())
    assert values["journeys_elsewhere"].median() > 0.0
    assert passed(pattern_table(values, [pattern])) == []
    values["journeys_elsewhere"] += 0.1
    assert passed(pattern_table(values, [pattern])) == [11]


def audited(share, accepted):
    """Return the sums of one arm in which audits find such a share of the bribes."""
    return {"found": 1000.0 * share, "bribes": 1000.0, "offers": 100.0, "accepted": accepted}


@pytest.mark.parametrize("most", [0.3, 0.6])
def test_returns_to_audits_are_compared_only_as_far_as_they_were_simulated(most):
    """On a straight line from the chance of none to the largest, half of the effect is reached half-way."""
    chances = [0.0, 0.1, 0.2, most]
    arms = {str(chance): audited(chance, 80.0 - 40.0 * chance) for chance in chances}
    found = AUDITS.patterns(arms)
    assert found["share_of_effect_in_first_half"] == pytest.approx(0.5)
    assert found["acceptance_per_20_points"] == pytest.approx(-0.4 * 0.2)


def test_where_a_step_is_not_reached_the_reached_part_counts_in_proportion():
    found = AUDITS.patterns({"1": audited(0.05, 80.0), "50": audited(0.15, 74.0)})
    assert found["acceptance_per_20_points"] == pytest.approx(-0.12)
    assert math.isnan(
        AUDITS.patterns({"1": audited(0.05, 80.0), "50": audited(0.05, 74.0)})["acceptance_per_20_points"]
    )

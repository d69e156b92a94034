"""The reviewed results: current, true, and compared with what is found."""

import json
import math
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import simcorr as sc
from simcorr.cli.validate import pattern_report, verdict
from simcorr.errors import CalibrationError
from simcorr.interventions import INTERVENTIONS
from simcorr.patterns.catalogue import PATTERNS
from simcorr.scenario.reach import acting_measures
from simcorr.simulation import OUTCOMES
from simcorr.simulation.outcomes import HARMS, HEADLINE
from simcorr.validation.by_form import MUST_EMERGE, forms_one_at_a_time
from simcorr.validation.findings import FINDINGS, MECHANISMS
from simcorr.validation.judging import FEWEST, passed, pattern_table
from simcorr.validation.page import with_current_tables
from simcorr.validation.reviewed import BUNDLED, KINDS, Reviewed, moved
from simcorr.validation.running import over_members
from simcorr.validation.verdicts import MemberComparison, compare_at, verdict_table

ENSEMBLE, REVIEWED = sc.load_ensemble(), Reviewed.load()
RENEW = "look at the new results with `simcorr validate`, then keep them with `simcorr validate --accept`"
DOCS = Path(__file__).parents[2] / "docs"


def test_the_reviewed_results_are_of_this_model_and_ensemble():
    assert REVIEWED.stale(ENSEMBLE) == "", RENEW


def test_they_hold_everything_for_every_member():
    assert list(REVIEWED.patterns) == [part.key for each in PATTERNS for part in each.components]
    over_all = [f"{each.study.key}.{state}" for each in FINDINGS for state in ("on", "off")]
    by_form = [
        f"{each.study.key}.{state}@{name}"
        for name in forms_one_at_a_time()
        for each in MUST_EMERGE
        for state in ("on", "off")
    ]
    assert list(REVIEWED.findings) == [*over_all, *by_form]
    mechanisms = [
        f"{each.study.key}.{state}{place}"
        for place in ("", *(f"@{name}" for name in forms_one_at_a_time()))
        for each in MECHANISMS
        for state in ("on", "off")
    ]
    assert list(REVIEWED.mechanisms) == mechanisms
    compared = acting_measures(next(iter(ENSEMBLE.scenarios())), "firm")
    assert len(REVIEWED.verdicts.columns) == 2 * len(HEADLINE) * len(compared)
    assert {len(getattr(REVIEWED, kind)) for kind in KINDS} == {len(ENSEMBLE)}


def test_which_patterns_pass_is_known():
    assert passed(pattern_table(REVIEWED.patterns)) == [1, 2, 3, 4, 5, 9, 10, 11, 12, 13, 14, 15]
    assert verdict(ENSEMBLE, REVIEWED.patterns, "patterns", REVIEWED) == []


def test_what_a_mechanism_was_added_for_is_named():
    told = pattern_report(pattern_table(REVIEWED.patterns), len(REVIEWED.patterns))
    assert "A mechanism was added after a look at the result of: 11." in told


def test_too_few_patterns_are_said_to_be_too_few():
    spoilt = REVIEWED.patterns.assign(top_tenth_income=0.1, criminal_share=0.9)
    told = verdict(ENSEMBLE, spoilt, "patterns", REVIEWED)
    assert f"fewer than {FEWEST} patterns pass" in told
    assert any("top_tenth_income: mean" in each for each in told)


@pytest.mark.parametrize("page", ["validation.md", "calibration.md"])
def test_the_pages_show_the_reviewed_results(page):
    text = (DOCS / page).read_text(encoding="utf-8")
    assert text == with_current_tables(text, REVIEWED), (
        "python -m simcorr.validation.page docs/validation.md docs/calibration.md"
    )


def test_a_sample_of_them_is_found_again():
    """Studies of the first member, so that a change that moves a pattern is seen by the ordinary tests."""
    patterns, mechanisms = ["records", "after_audit", "rotation", "scandal", "channel"], ["zero_fee", "documents"]
    found = over_members(ENSEMBLE, [*patterns, "positions", "impunity", *mechanisms], members=1, workers=1)
    for kind in ("patterns", "findings", "mechanisms"):
        reviewed = getattr(REVIEWED, kind)
        shared = [name for name in reviewed if name in found]
        assert len(shared) >= 4
        assert moved(reviewed[shared], found[shared]) == [], RENEW


def test_what_moved_is_named():
    reviewed = pd.DataFrame({"a": [1.0, 2.0], "b": [1.0, math.nan], "gone": [0.0, 0.0]})
    found = pd.DataFrame({"a": [1.0, 2.5], "b": [1.0 + 1e-7, math.nan], "new": [0.0, 0.0]})
    assert moved(reviewed, found) == ["a: mean 1.5 reviewed, 1.75 found", "gone: gone", "new: new"]
    assert moved(reviewed[["a"]], found[["a"]].head(1)) == []
    assert moved(reviewed[["b"]], pd.DataFrame({"b": [1.0, 1.0]})) == ["b: mean 1 reviewed, 1 found"]
    assert moved(reviewed.head(1), found) == ["1 parameter sets reviewed, 2 found"]


def test_stale_results_say_why():
    other = Reviewed("0123456789ab", REVIEWED.ensemble, *(getattr(REVIEWED, kind) for kind in KINDS))
    assert "of version 0123456789ab of the model" in other.stale(ENSEMBLE)
    other = Reviewed(REVIEWED.model, "another", *(getattr(REVIEWED, kind) for kind in KINDS))
    assert "of another ensemble" in other.stale(ENSEMBLE)


def test_written_and_read(tmp_path):
    REVIEWED.save(tmp_path / "mine.json")
    again = Reviewed.load(tmp_path / "mine.json")
    assert moved(REVIEWED.patterns, again.patterns) == []
    assert json.loads((tmp_path / "mine.json").read_text()) == json.loads(BUNDLED.read_text())


def test_another_file_is_refused(tmp_path):
    (tmp_path / "other.json").write_text('{"model": "x"}', encoding="utf-8")
    with pytest.raises(CalibrationError, match=r"other.json' does not hold reviewed results"):
        Reviewed.load(tmp_path / "other.json")


# --- verdicts -------------------------------------------------------------------------------------------------------


def test_only_true_outcomes_rank_measures():
    """What is recorded or surveyed changes with what is looked at; it must not decide between measures."""
    from simcorr.brief import tables as page

    ranking = {*HEADLINE, *page.SUCCESS, page.MAIN, *HARMS}
    assert {OUTCOMES[name].observer for name in ranking} == {"true"}


def test_no_pattern_mixes_observers_in_a_column():
    observers = {}
    for each in PATTERNS:
        for part in each.components:
            observers.setdefault(part.key, set()).add(part.observer or each.observer)
    assert all(len(seen) == 1 for seen in observers.values())


def test_verdicts_of_a_member_are_found_again():
    found = compare_at(MemberComparison(ENSEMBLE.scenario(0), 3, 11))
    assert len(found) == len(REVIEWED.verdicts.columns)
    assert found["bribes.victim_support.verdict"] in (-1.0, 0.0, 1.0)


def test_a_planted_flip_is_seen():
    members = 40
    cause = np.linspace(-1.0, 1.0, members)
    parameters = pd.DataFrame({"officials.peer_effect": cause, "officials.fine_usd": np.cos(37.0 * cause)})
    zero = dict.fromkeys((f"bribes.{key}{end}" for key in INTERVENTIONS for end in ("", ".verdict")), 0.0)
    verdicts = pd.DataFrame([zero] * members)
    verdicts["bribes.staff_rotation"] = cause**3
    verdicts["bribes.staff_rotation.verdict"] = np.sign(cause)
    table = verdict_table(verdicts, parameters, "bribes").set_index("measure")
    row = table.loc["staff_rotation"]
    assert row["flips"]
    assert (row["lowers"], row["raises"]) == (0.5, 0.5)
    assert row["depends_on"] == "officials.peer_effect"
    assert row["correlation"] == pytest.approx(1.0)
    assert not table.loc["victim_support", "flips"]
    assert table.loc["victim_support", "depends_on"] == ""

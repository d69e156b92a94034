"""The ensemble: read, written, refused when it belongs to another model."""

import json

import numpy as np
import pandas as pd
import pytest

import simcorr as sc
from simcorr.calibration import CUT_OFF, Range, Space, implausibilities
from simcorr.calibration.assumptions import ASSUMPTIONS, FORMS
from simcorr.calibration.space import spread_out
from simcorr.errors import CalibrationError, ResultError
from simcorr.patterns.catalogue import TARGETS
from simcorr.scenario.ensemble import BUNDLED, Ensemble
from simcorr.scenario.forms import FORM, Form
from simcorr.scenario.points import value_of
from tests.pinned.renew import BASELINE

ENSEMBLE = sc.load_ensemble()


def test_the_ensemble_is_of_this_baseline():
    assert ENSEMBLE.base.hash == sc.load_scenario(BASELINE).hash, "renew it with: python experiments/calibrate.py"


def test_its_ranges_and_targets_are_the_current_ones():
    assert [name for name in ENSEMBLE.parameters if not name.startswith(FORM)] == ASSUMPTIONS.names
    ranges = {name: tuple(entry) for name, entry in ENSEMBLE.record["ranges"].items()}
    assert ranges == {each.name: (each.low, each.high, each.scale) for each in ASSUMPTIONS.ranges}
    targets = {name: tuple(entry) for name, entry in ENSEMBLE.record["targets"].items()}
    assert targets == {each.name: (each.low, each.high, each.discrepancy) for each in TARGETS}


def test_its_forms_are_the_current_ones_or_it_was_made_before_there_were_any():
    assert ENSEMBLE.forms in ((), FORMS), "renew it with: python experiments/calibrate.py"
    for form in ENSEMBLE.forms:
        assert ENSEMBLE.parameters[form.column].iloc[0] == form.default


def test_the_baseline_is_a_member_near_the_middle():
    baseline = ASSUMPTIONS.point_of(ENSEMBLE.base).iloc[0]
    for name, value in ENSEMBLE.parameters[ASSUMPTIONS.names].iloc[0].items():
        assert value == pytest.approx(baseline[name]), name
    unit = ASSUMPTIONS.unit(ENSEMBLE.parameters)
    distance = ((unit - unit.mean(axis=0)) ** 2).sum(axis=1)
    assert distance[0] == distance.min()


def test_no_member_is_ruled_out():
    """By the patterns that were stored, their Monte Carlo noise counted as none: it helps a little."""
    noise = pd.DataFrame(0.0, index=ENSEMBLE.patterns.index, columns=ENSEMBLE.patterns.columns)
    worst = implausibilities(ENSEMBLE.patterns, noise, TARGETS).max(axis=1)
    assert (worst < CUT_OFF).mean() > 0.7
    assert worst.max() < 1.5 * CUT_OFF


def test_members_are_scenarios():
    hashes = {scenario.hash for scenario in ENSEMBLE.scenarios()}
    assert len(hashes) == len(ENSEMBLE) >= 50
    other = sc.Scenario(name="one", corridors=[sc.Corridor(name="land")])
    member = ENSEMBLE.scenario(3, other)
    assert member.corridors == other.corridors
    assert member.officials.fine_usd == pytest.approx(ENSEMBLE.parameters["officials.fine_usd"][3])


@pytest.mark.parametrize("member", [-1, 64, 1000])
def test_a_member_that_does_not_exist(member):
    with pytest.raises(CalibrationError, match=rf"member is {member}; allowed is 0 to 63"):
        ENSEMBLE.scenario(member)


def test_written_and_read(tmp_path):
    ENSEMBLE.save(tmp_path / "mine.json")
    again = sc.load_ensemble(tmp_path / "mine.json")
    assert again.digest == ENSEMBLE.digest
    pd.testing.assert_frame_equal(again.parameters, ENSEMBLE.parameters, rtol=1e-5)


def test_another_version_of_the_model_is_refused(tmp_path):
    content = json.loads(BUNDLED.read_text(encoding="utf-8"))
    content["record"]["model"] = "0123456789ab"
    (tmp_path / "old.json").write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(CalibrationError, match=r"made with version 0123456789ab of the model.*calibrate.py"):
        sc.load_ensemble(tmp_path / "old.json")


@pytest.mark.parametrize("text", ["{}", '{"parameters": {"a": [1]}, "patterns": {"a": [1]}, "record": 3}'])
def test_another_file_is_refused(tmp_path, text):
    (tmp_path / "other.json").write_text(text, encoding="utf-8")
    with pytest.raises(CalibrationError, match="is not an ensemble that simcorr wrote"):
        Ensemble.load(tmp_path / "other.json")


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("officials.fine_usd", 1e9, r"edited.json': officials.fine_usd of member 3 is 1000000000.0; allowed is 0 to"),
        ("officials.fine_usd", "a", r"officials.fine_usd of member 3 is 'a'"),
        ("officials.fine_usd", None, r"officials.fine_usd of member 3 is nan"),
        ("contexts.*.visibility", -1.0, r"contexts.\*.visibility of member 3 is -1.0"),
        ("officials.fine_us", 1.0, r"edited.json': .*did you mean 'officials.fine_usd'"),
    ],
)
def test_a_member_that_was_edited_is_named(tmp_path, name, value, words):
    content = json.loads(BUNDLED.read_text(encoding="utf-8"))
    column = content["parameters"].setdefault(name, [1.0] * len(ENSEMBLE))
    column[3] = value
    (tmp_path / "edited.json").write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(CalibrationError, match=words):
        sc.load_ensemble(tmp_path / "edited.json")


def test_no_members_at_all(tmp_path):
    content = json.loads(BUNDLED.read_text(encoding="utf-8"))
    content["parameters"] = {name: [] for name in content["parameters"]}
    (tmp_path / "none.json").write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(CalibrationError, match=r"none.json' holds no parameter sets"):
        sc.load_ensemble(tmp_path / "none.json")


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(ResultError, match=r"nowhere.json"):
        sc.load_ensemble(tmp_path / "nowhere.json")


def test_members_lie_far_apart():
    space = Space([Range("officials.peer_effect", 0.0, 2.0), Range("officials.career_premium", 0.0, 1.0)])
    corners = [(0, 0), (0, 1), (2, 0), (2, 1)]
    crowd = [(1 + 0.01 * k, 0.5) for k in range(-5, 6)]
    points = pd.DataFrame([*crowd, *corners], columns=space.names, dtype=float)
    chosen = spread_out(space, points, 5)
    assert chosen[0] == 5
    assert sorted(chosen[1:]) == [11, 12, 13, 14]
    assert len(spread_out(space, points, 100)) == len(points)


# --- forms of the model ---------------------------------------------------------------------------------------------

NORMS = Form("norms", "Are there norms?", {"felt": {}, "ignored": {"switches.norms": False}}, "Both are held.")
TRUST = Form("trust", "Is there trust?", {"grows": {}, "never": {"switches.trust": False}}, "Both are held.")


@pytest.fixture
def with_forms():
    """Six members in two forms, of which the last is in neither of the defaults."""
    parameters = pd.DataFrame(
        {
            "officials.fine_usd": [1e4 + k for k in range(6)],
            "form.norms": ["felt", "ignored", "felt", "ignored", "felt", "ignored"],
            "form.trust": ["grows", "grows", "grows", "grows", "never", "never"],
        }
    )
    record = {**ENSEMBLE.record, "forms": {form.name: form.described() for form in (NORMS, TRUST)}}
    return Ensemble(parameters, ENSEMBLE.patterns.head(6), record)


def test_members_by_form(with_forms):
    assert with_forms.forms == (NORMS, TRUST)
    assert with_forms.members() == list(range(6))
    assert with_forms.members(norms="ignored") == [1, 3, 5]
    assert with_forms.members(norms="ignored", trust="never") == [5]
    with pytest.raises(CalibrationError, match=r"unknown form 'norm'; did you mean 'norms'"):
        with_forms.members(norm="felt")
    with pytest.raises(CalibrationError, match=r"unknown alternative 'ignore' in form.norms"):
        with_forms.members(norms="ignore")
    assert repr(with_forms).startswith("Ensemble(6 members, 1 parameters, 2 forms, model ")


def test_a_member_has_its_form(with_forms):
    found = [with_forms.scenario(member).switches for member in range(6)]
    assert [switches.norms for switches in found] == [True, False] * 3
    assert [switches.trust for switches in found] == [True] * 4 + [False] * 2


def test_forms_are_written_and_read(with_forms, tmp_path):
    with_forms.save(tmp_path / "mine.json")
    again = Ensemble.load(tmp_path / "mine.json")
    assert again.forms == with_forms.forms
    assert again.parameters["form.norms"].tolist() == with_forms.parameters["form.norms"].tolist()
    assert again.digest == with_forms.digest
    assert again.scenario(5).hash == with_forms.scenario(5).hash


def test_what_an_alternative_means_is_part_of_the_digest(with_forms):
    forms = {
        **with_forms.record["forms"],
        "norms": {**NORMS.described(), "alternatives": {"felt": {}, "ignored": {"officials.peer_effect": 0}}},
    }
    other = Ensemble(with_forms.parameters, with_forms.patterns, {**with_forms.record, "forms": forms})
    assert other.digest != with_forms.digest


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (
            lambda c: c["parameters"]["form.norms"].__setitem__(3, "ignore"),
            r"'ignore' in form.norms of member 3; did you",
        ),
        (
            lambda c: c["parameters"]["form.norms"].__setitem__(3, 1.0),
            r"unknown alternative '1.0' in form.norms of member 3",
        ),
        (lambda c: c["parameters"].pop("form.norms"), r"has no form.norms in its parameters; a form is in both"),
        (lambda c: c["record"]["forms"].pop("norms"), r"has no form.norms in its record; a form is in both"),
        (lambda c: c["record"]["forms"].__setitem__("norms", 3), r"edited.json': forms are"),
        (
            lambda c: c["record"]["forms"]["norms"]["alternatives"].__setitem__("ignored", {"switches.norm": False}),
            r"edited.json': form norms, alternative ignored: unknown name 'switches.norm'",
        ),
    ],
)
def test_a_form_that_was_edited_is_named(with_forms, tmp_path, spoil, words):
    with_forms.save(tmp_path / "edited.json")
    content = json.loads((tmp_path / "edited.json").read_text(encoding="utf-8"))
    spoil(content)
    (tmp_path / "edited.json").write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(CalibrationError, match=words):
        Ensemble.load(tmp_path / "edited.json")


def test_the_choice_is_stratified_over_forms():
    """Points of a rare alternative lie together, so that distance alone would hardly take any."""
    space = Space(
        [Range("officials.peer_effect", 0.0, 2.0), Range("officials.career_premium", 0.0, 1.0)], [NORMS, TRUST]
    )
    points = space.latin_hypercube(400, seed=1)
    rare = points.index < 30
    points.loc[rare, ["officials.peer_effect", "officials.career_premium"]] = [1.0, 0.5]
    points["form.norms"] = np.where(rare, "ignored", "felt")
    chosen = spread_out(space, points, 40)
    counts = points.iloc[chosen][["form.norms", "form.trust"]].apply(lambda column: column.value_counts())
    assert len(set(chosen)) == 40
    assert counts["form.norms"]["ignored"] >= 40 // 3
    assert counts["form.trust"].min() >= 40 // 3
    half = points.iloc[chosen[:20]]
    assert half["form.norms"].value_counts()["ignored"] >= 20 // 3, "so does the first half, which a brief looks at"


def test_an_alternative_with_few_points_gives_all_of_them():
    space = Space([Range("officials.peer_effect", 0.0, 2.0)], [NORMS])
    points = space.latin_hypercube(50, seed=1)
    points["form.norms"] = np.where(points.index < 3, "ignored", "felt")
    chosen = spread_out(space, points, 30)
    assert (points.iloc[chosen]["form.norms"] == "ignored").sum() == 3
    assert len(chosen) == 30


def test_what_a_scenario_has_switched_off_stays_off():
    off = sc.load_scenario("scenarios/three_corridors.toml")
    names = ENSEMBLE.switched_off(off)
    assert {"documents.issued_cover", "smugglers.post_precision", "justice.detention_weeks"} <= set(names)
    for member in (0, 1, len(ENSEMBLE) - 1):
        made = ENSEMBLE.scenario(member, off)
        assert [value_of(made, name) for name in names] == [0.0] * len(names)
        assert made.officials.fine_usd == pytest.approx(ENSEMBLE.parameters["officials.fine_usd"].iloc[member])
        on = ENSEMBLE.scenario(member, off.with_changes({"documents.issued_cover": 0.1}))
        assert on.documents.issued_cover == pytest.approx(ENSEMBLE.parameters["documents.issued_cover"].iloc[member])
    assert ENSEMBLE.switched_off(ENSEMBLE.base) == []

"""In how many forms a sign holds: planted signs are found, chance is not named, and sweeps over forms are read back."""

import json

import numpy as np
import pandas as pd
import pytest

import simcorr as sc
from simcorr.analysis.by_form import FLIPS, UNTOLD, FormSigns
from simcorr.analysis.robustness import Robustness
from simcorr.brief.robustness import robust_messages, robustness_table
from simcorr.errors import DesignError
from simcorr.experiment.designs import Points
from simcorr.scenario.ensemble import Ensemble
from simcorr.scenario.forms import Form
from tests.brief.test_brief import SETS, Planted
from tests.planted import small_scenario

NORMS = Form("norms", "Are there norms?", {"felt": {}, "ignored": {"switches.norms": False}}, "Both are held.")
SETS_OF_EACH = 16


def changes(seed=1, noise=0.01):
    """Return changes by four measures in 32 sets: half of them in each form."""
    random = np.random.default_rng(seed)
    felt = np.repeat([1.0, 0.0], SETS_OF_EACH)
    means = {"Falls": 0.0 * felt - 0.1, "Flips": 0.1 - 0.2 * felt, "Felt only": -0.1 * felt, "Nothing": 0.0 * felt}
    points = pd.DataFrame({"form.norms": np.where(felt > 0.0, "felt", "ignored"), "x": random.normal(size=len(felt))})
    return pd.DataFrame({name: mean + random.normal(0.0, noise, len(felt)) for name, mean in means.items()}), points


def test_planted_signs_are_found():
    signs = FormSigns.of(*changes())
    assert signs.forms == {"norms": 2}
    assert signs.holds("Falls") == "lowers in 2 of 2"
    assert signs.holds("Flips") == "flips: lowers in norms felt, raises in norms ignored"
    assert signs.holds("Felt only") == "lowers in 1 of 2; cannot be told in norms ignored"
    assert signs.holds("Nothing") == "cannot be told in any of 2"
    assert [signs.kind(name) for name in ("Falls", "Flips", "Nothing")] == ["lowers", FLIPS, UNTOLD]
    row = signs.table.set_index(["measure", "alternative"]).loc[("Flips", "ignored")]
    assert row["mean"] == pytest.approx(0.1, abs=0.01)
    assert (row["sets"], row["below"], row["above"], row["sign"]) == (16, 0, 16, 1)


def test_sentences_have_their_numbers():
    first, second = FormSigns.of(*changes()).messages("bribes paid")
    assert (
        first
        == "In both forms of norms, Falls (32 of 32 sets) distinguishably lowers bribes paid in the mean of the sets."
    )
    assert second.startswith("The sign hangs on the form of the model: bribes paid with Flips, \N{MINUS SIGN}10")
    assert "in norms felt (16 sets) and +10" in second
    assert "in norms ignored (16 sets)." in second


def test_without_forms_nothing_is_said():
    found, points = changes()
    for varied in (points[["x"]], points.assign(**{"form.norms": "felt"})):
        signs = FormSigns.of(found, varied)
        assert signs.messages("bribes paid") == []
        assert signs.forms == {}


def test_chance_is_told_in_few_forms():
    """All measures and alternatives are judged together: a sign comes up by chance once in twenty comparisons."""
    random, named = np.random.default_rng(3), 0
    points = pd.DataFrame({"form.a": ["x", "y"] * 16, "form.b": np.repeat(["p", "q"], 16)})
    for _ in range(200):
        found = pd.DataFrame(random.normal(size=(32, 10)))
        named += bool((FormSigns.of(found, points).table["sign"] != 0).any())
    assert named <= 20


# --- what the brief says --------------------------------------------------------------------------------------------


class PlantedForms(Planted):
    """The same sweep, in which the measure that flips does so with a form and with nothing else."""

    def __init__(self):
        super().__init__()
        felt = np.arange(SETS) % 2 == 0
        self.points = self.points.assign(**{"form.norms": np.where(felt, "felt", "ignored")})
        base = self._wide["Baseline"].to_numpy().reshape(SETS, 3)
        self._wide["Flips"] = (base + np.where(felt, -20.0, 20.0)[:, None]).ravel()


@pytest.fixture(scope="module")
def robust():
    return Robustness([PlantedForms().decide("bribes")], PlantedForms.replicates)


def test_the_brief_says_in_which_forms_a_sign_holds(robust):
    told = " ".join(robust_messages(robust))
    assert f"In both forms of norms, Falls ({SETS} of {SETS} sets) distinguishably lowers bribes paid" in told
    assert "The sign hangs on the form of the model: bribes paid with Flips, " in told
    table = robustness_table(robust, ["Falls", "Flips", "Nothing"])
    place = table.columns.index("Forms in which its sign holds")
    assert [row[place] for row in table.rows] == [
        "lowers in 2 of 2",
        "flips: lowers in norms felt, raises in norms ignored",
        "cannot be told in any of 2",
    ]
    assert "judged together" in table.text


def test_a_form_is_an_assumption_on_which_a_change_may_depend(robust):
    rows = {row[0]: row for row in robustness_table(robust, ["Flips", "Falls"]).rows}
    assert rows["Flips"][2] == f"{SETS // 2} of {SETS}"
    assert robust.choices["bribes"].measure_first["parameters"].iloc[0] == "form.norms = ignored"


def test_the_numbers_behind_the_table_name_the_form(robust):
    numbers = robust.numbers()
    assert list(numbers)[:3] == ["outcome", "point", "form.norms"]
    assert numbers.loc[numbers["point"] == 1, "form.norms"].unique().tolist() == ["ignored"]


def test_the_choice_says_whether_it_is_the_same_in_all_forms():
    choice = PlantedForms().decide("bribes")
    assert choice.by_form[["form", "alternative", "points", "mean"]].to_numpy().tolist() == [
        ["norms", "felt", SETS // 2, "Flips"],
        ["norms", "ignored", SETS // 2, "Falls"],
    ]
    half = f"({SETS // 2} sets)"
    assert f"depends on the form of the model: norms felt {half}: Flips; norms ignored {half}: Falls." in " ".join(
        choice.sentences
    )
    failing = choice.fails("Flips")
    assert failing.limits["parameter"].tolist() == ["form.norms = ignored"]
    assert "where form.norms = ignored, against" in failing.sentence


def test_without_forms_the_choice_says_nothing_of_them():
    choice = Planted().decide("bribes")
    assert choice.by_form.empty
    assert "form of the model" not in " ".join(choice.sentences)


# --- a sweep over members that differ in form -----------------------------------------------------------------------


@pytest.fixture(scope="module")
def ensemble():
    base = small_scenario()
    parameters = pd.DataFrame({"officials.fine_usd": [1e4, 2e4, 1e4, 2e4], "form.norms": ["felt", "ignored"] * 2})
    record = {"model": "any", "scenario": base.model_dump(mode="json"), "forms": {"norms": NORMS.described()}}
    return Ensemble(parameters, pd.DataFrame(index=range(4)), record)


def test_members_are_swept_in_their_form(ensemble, tmp_path):
    arms = {"Rotation": sc.StaffRotation(interval_weeks=13)}
    asked = {"workers": 1, "engine": "mesa", "progress": False}
    sc.sweep(small_scenario(), arms, sc.Members(ensemble), 2, store=tmp_path / "s.sqlite", **asked)
    found = sc.load_sweep(tmp_path / "s.sqlite")
    assert found.points["form.norms"].tolist() == ["felt", "ignored"] * 2
    assert found.forms == (NORMS,)
    assert found.labels["form.norms"] == "form.norms"
    own = small_scenario().with_changes({"officials.fine_usd": 2e4, "switches.norms": False})
    alone = sc.sweep(own, arms, None, 2, **asked)
    mine = found.runs[found.runs["point"] == 1]
    assert mine["bribes"].tolist() == alone.runs["bribes"].tolist()
    assert set(found.table("bribes")["form.norms"]) == {"felt", "ignored"}
    assert json.loads(json.dumps(found.description))["forms"]["norms"]["why"] == NORMS.why


def test_a_design_with_forms_is_crossed_with_levers(ensemble):
    design = sc.Members(ensemble, first=2) * sc.Grid({"Rotation.interval_weeks": sc.Values([13, 26])})
    arms = {"Rotation": sc.StaffRotation(interval_weeks=13)}
    found = sc.sweep(small_scenario(), arms, design, 1, workers=1, engine="mesa", progress=False)
    assert found.points[["form.norms", "Rotation.interval_weeks"]].to_numpy().tolist() == [
        ["felt", 13],
        ["felt", 26],
        ["ignored", 13],
        ["ignored", 26],
    ]


def test_a_form_that_a_design_does_not_know_is_refused(ensemble):
    with pytest.raises(DesignError, match=r"unknown name 'form.norms'"):
        sc.sweep(small_scenario(), None, Points([{"form.norms": "felt"}]), 1, workers=1, progress=False)
    design = sc.Members(ensemble)
    design.rows.loc[2, "form.norms"] = "ignore"
    with pytest.raises(DesignError, match=r"unknown alternative 'ignore' in form.norms; did you mean 'ignored'"):
        sc.sweep(small_scenario(), None, design, 1, workers=1, progress=False)

"""Forms of the model: refused when they are none, carried by points, and turned into changes of a scenario."""

import numpy as np
import pandas as pd
import pytest

from simcorr.calibration import Emulator, Range, Space
from simcorr.calibration.assumptions import ASSUMPTIONS, FORMS
from simcorr.errors import CalibrationError
from simcorr.scenario import Corridor, Scenario
from simcorr.scenario.forms import Form, by_alternative, forms_from, with_indicators
from simcorr.scenario.points import changes_at

BASE = Scenario(name="one", corridors=[Corridor(name="land")])
FINE = Range("officials.fine_usd", 1_000.0, 100_000.0, "log")
PEERS = Range("officials.peer_effect", 0.0, 2.0)
NORMS = Form("norms", "Are there norms?", {"felt": {}, "ignored": {"officials.peer_effect": 0.0}}, "Both are held.")
DEALS = Form(
    "deals",
    "What makes a deal?",
    {"trust": {}, "prices": {"switches.trust": False}, "none": {"switches.trust": False, "switches.demands": False}},
    "All are held.",
)
SPACE = Space([FINE, PEERS], [NORMS, DEALS])


# --- a form ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("alternatives", "words"),
    [
        ({"felt": {}}, "form f: alternatives are {'felt': {}}; allowed are two or more"),
        ({"felt": {}, "Not at all": {"switches.norms": False}}, "'Not at all' is no name; allowed are small letters"),
        ({"felt": {}, "not": {"switches.norm": False}}, "alternative not: unknown name 'switches.norm'; did you mean"),
        ({"felt": {}, "not": {"officials.fine_usd": -1}}, "alternative not: officials.fine_usd is -1; allowed is 0 to"),
        ({"felt": {}, "not": {"corridors.land.fee_usd": 1}}, "alternative not: unknown name 'corridors.land.fee_usd'"),
        ({"felt": {}, "not": 3}, "form f, alternative not: "),
        (
            {"felt": {}, "not": {}},
            "the first alternative, felt, stands for the baseline as it is and no other does; not changes",
        ),
        (
            {"not": {"switches.norms": False}, "felt": {}},
            "the first alternative, not, stands for the baseline as it is",
        ),
        (
            {"felt": {}, "not": {"switches.norms": False}, "never": {"switches.norms": False}},
            "form f: never and not are the same",
        ),
    ],
)
def test_a_bad_form_is_refused(alternatives, words):
    with pytest.raises(CalibrationError) as refusal:
        Form("f", "Is it so?", alternatives, "Who knows.")
    assert words in str(refusal.value)


@pytest.mark.parametrize(("question", "why", "words"), [("", "b", "question is empty"), ("a?", " ", "why is empty")])
def test_a_form_says_what_it_is_about(question, why, words):
    with pytest.raises(CalibrationError, match=words):
        Form("norms", question, {"felt": {}, "ignored": {"switches.norms": False}}, why)


def test_the_first_alternative_may_name_the_defaults():
    form = Form("n", "?", {"felt": {"switches.norms": True}, "ignored": {"switches.norms": False}}, "Both.")
    assert form.default == "felt"


def test_an_unknown_alternative_is_refused_with_the_nearest():
    with pytest.raises(CalibrationError, match=r"alternative 'ignore' in form.norms; did you mean 'ignored'"):
        NORMS.changes("ignore")


def test_described_and_read_again():
    again = forms_from({form.name: form.described() for form in (NORMS, DEALS)})
    assert again == (NORMS, DEALS)
    with pytest.raises(CalibrationError, match="forms are"):
        forms_from({"norms": {"question": "only"}})


# --- a space with forms ---------------------------------------------------------------------------------------------


def test_alternatives_are_spread_evenly_and_independently():
    points = SPACE.latin_hypercube(600, seed=3)
    assert points["form.norms"].value_counts().to_dict() == {"felt": 300, "ignored": 300}
    assert set(points["form.deals"].value_counts()) == {200}
    both = pd.crosstab(points["form.norms"], points["form.deals"]).to_numpy()
    assert both.min() > 75, "100 in each pair, but for chance"
    ranks = points["officials.fine_usd"].rank().groupby(points["form.norms"]).mean()
    assert abs(ranks["felt"] - ranks["ignored"]) < 60, "the fine knows nothing of the form"
    assert SPACE.latin_hypercube(600, seed=3).equals(points)


def test_there_and_back():
    points = SPACE.latin_hypercube(50, seed=1)
    unit = SPACE.unit(points)
    assert unit.shape == (50, len(SPACE.inputs))
    assert SPACE.inputs[2:] == ["form.norms = ignored", "form.deals = prices", "form.deals = none"]
    assert set(np.unique(unit[:, 2:])) == {0.0, 1.0}
    again = SPACE.at(unit)
    assert again[["form.norms", "form.deals"]].equals(points[["form.norms", "form.deals"]])
    assert np.allclose(again[SPACE.names], points[SPACE.names])


def test_where_a_form_decides_a_parameter_its_range_lies_idle():
    points = SPACE.latin_hypercube(40, seed=1)
    ignored = points["form.norms"] == "ignored"
    assert (points.loc[ignored, "officials.peer_effect"] == 0.0).all()
    assert points.loc[~ignored, "officials.peer_effect"].nunique() == 20
    idle = SPACE.idle(points)
    assert idle["officials.peer_effect"].equals(ignored.rename("officials.peer_effect"))
    assert not idle["officials.fine_usd"].any()
    assert (SPACE.unit(points)[ignored, 1] == 0.5).all(), "what follows counts for the form"


def test_a_form_may_leave_a_range_on_a_log_scale():
    free = Form("fines", "Are there fines?", {"some": {}, "none": {"officials.fine_usd": 0.0}}, "Both.")
    space = Space([FINE], [free])
    points = space.latin_hypercube(10, seed=1)
    assert (points.loc[points["form.fines"] == "none", "officials.fine_usd"] == 0.0).all()
    assert np.isfinite(space.unit(points)).all()


def test_points_without_a_form_have_the_first_alternative():
    points = SPACE.latin_hypercube(6, seed=1).assign(**{"form.norms": "felt", "form.deals": "trust"})
    assert np.array_equal(SPACE.unit(points[SPACE.names]), SPACE.unit(points))


def test_two_forms_do_not_decide_the_same():
    other = Form("other", "?", {"a": {}, "b": {"officials.peer_effect": 1.0}}, "Both.")
    with pytest.raises(CalibrationError, match=r"forms norms and other both change officials.peer_effect"):
        Space([FINE], [NORMS, other])
    with pytest.raises(CalibrationError, match=r"searched twice: form.norms"):
        Space([FINE], [NORMS, NORMS])


def test_a_space_without_forms_is_what_it_was():
    assert Space([FINE, PEERS]).columns == Space([FINE, PEERS]).inputs == [FINE.name, PEERS.name]


# --- changes of a scenario ------------------------------------------------------------------------------------------


def test_a_point_with_forms_is_a_scenario():
    point = {"officials.fine_usd": 5_000.0, "form.norms": "ignored", "form.deals": "prices"}
    scenario = BASE.with_changes(changes_at(point, BASE, SPACE.forms))
    assert scenario.officials.fine_usd == 5_000.0
    assert scenario.officials.peer_effect == 0.0
    assert not scenario.switches.trust
    assert scenario.switches.demands


def test_a_form_decides_over_a_value_of_the_point():
    point = {"form.norms": "ignored", "officials.peer_effect": 1.5}
    assert changes_at(point, BASE, [NORMS]) == {"officials.peer_effect": 0.0}
    assert changes_at({**point, "form.norms": "felt"}, BASE, [NORMS]) == {"officials.peer_effect": 1.5}


def test_a_form_that_nobody_knows_is_refused():
    with pytest.raises(CalibrationError, match=r"unknown form 'form.norm'; did you mean 'form.norms'"):
        changes_at({"form.norm": "felt"}, BASE, [NORMS])


def test_the_forms_of_the_model_fit_the_baseline_and_its_ranges():
    points = ASSUMPTIONS.latin_hypercube(8, seed=2).to_dict(orient="records")
    scenarios = [BASE.with_changes(changes_at(point, BASE, FORMS)) for point in points]
    for point, scenario in zip(points, scenarios, strict=True):
        officials = scenario.officials
        heard = (officials.charge_publicity, officials.discipline_publicity, officials.verdict_publicity)
        assert all(each == 0.0 for each in heard) == (point["form.publicity"] == "local")
    assert {point["form.publicity"] for point in points} == {"national", "local"}


# --- numbers for analyses -------------------------------------------------------------------------------------------


def test_an_either_or_is_one_number_and_three_are_two():
    points = pd.DataFrame({"form.a": ["x", "y", "x"], "b": [1.0, 2.0, 3.0], "form.c": ["p", "q", "r"]})
    numbers = with_indicators(points)
    assert list(numbers) == ["form.a = y", "b", "form.c = q", "form.c = r"]
    assert numbers["form.a = y"].tolist() == [0.0, 1.0, 0.0]
    assert with_indicators(points[["b"]]).equals(points[["b"]])


def test_a_form_that_never_varies_tells_nothing():
    points = pd.DataFrame({"form.a": ["x", "x"], "form.b": ["p", "q"]})
    assert list(with_indicators(points)) == ["form.b = q"]
    assert [(form, alternative) for form, alternative, _ in by_alternative(points)] == [("b", "p"), ("b", "q")]


def test_the_emulator_takes_a_form_as_an_either_or():
    """Its effect, and that of the range that lies idle in it, are told apart exactly."""
    points = SPACE.latin_hypercube(300, seed=5)
    unit = SPACE.unit(points)
    values = 2.0 * unit[:, 0] + 0.5 * unit[:, 1] + 3.0 * unit[:, 2] - unit[:, 4]
    emulator = Emulator(unit, values)
    assert emulator.variance < 1e-20
    assert emulator.swings == pytest.approx([2.0, 0.5, 3.0, 0.0, 1.0], abs=1e-9)
    assert np.allclose(emulator.predict(unit[:5]), values[:5])


def test_the_emulator_bears_an_input_that_never_varies():
    unit = np.column_stack([np.random.default_rng(1).random(50), np.ones(50)])
    emulator = Emulator(unit, unit[:, 0] ** 2)
    assert emulator.variance < 1e-20
    assert emulator.swings[1] == 0.0

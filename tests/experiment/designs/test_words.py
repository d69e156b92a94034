"""What is no number is varied by its words: doses, places, weeks that never come, switches; and members by number."""

import pytest

import simcorr as sc
from simcorr.errors import AnalysisError, DesignError
from simcorr.experiment.arms import checked_arms
from simcorr.experiment.designs import Targets, design_from
from tests.planted import small_scenario

ARMS = {
    "Rotation": sc.StaffRotation(interval_weeks=30, delivery=0.5),
    "Audits": [sc.HighRiskAudits(factor=2.0, end_week=4), sc.HighRiskAudits(factor=3.0, start_week=4)],
}
PLACES = sc.Values([["border_crossings"], ["border_crossings", "airports"], None])


@pytest.fixture
def targets():
    scenario = small_scenario()
    return Targets(scenario, checked_arms(scenario, ARMS))


def swept(over, arms=ARMS, **options):
    return sc.sweep(small_scenario(), arms, over, replicates=2, workers=1, progress=False, **options)


def test_a_grid_over_doses_and_places_holds_their_words_and_gives_the_measures_they_stand_for(tmp_path):
    over = {"Rotation.dose": sc.Values(["modest", "full"]), "Rotation.contexts": PLACES}
    found = swept(over, store=tmp_path / "kept.sqlite")
    assert found.points["Rotation.dose"].tolist() == ["modest"] * 3 + ["full"] * 3
    assert found.points["Rotation.contexts"].tolist()[:3] == [
        "border_crossings", "border_crossings + airports", "everywhere",
    ]  # fmt: skip
    again = sc.load_sweep(tmp_path / "kept.sqlite")
    assert again.points.equals(found.points)
    assert again.table("bribes").equals(found.table("bribes"))
    alone = sc.StaffRotation.dose("full", contexts=["border_crossings"], delivery=0.5)
    same = swept(None, {"Rotation": alone})
    there = found.runs[(found.runs["point"] == 3) & (found.runs["intervention"] == "Rotation")]
    assert there["bribes"].tolist() == same.runs[same.runs["intervention"] == "Rotation"]["bribes"].tolist()


def test_words_are_drawn_and_written_down():
    found = swept({"Rotation.dose": sc.Values(["modest", "firm", "full"])})
    assert found.plot("bribes", ["Rotation"]) is not None
    assert [word in repr(found.table("bribes")) for word in ("modest", "firm", "full")] == [True] * 3
    grid = swept(
        {"Rotation.dose": sc.Values(["modest", "full"]), "Rotation.contexts": PLACES}, {"Rotation": ARMS["Rotation"]}
    )
    ticks = [tick.get_text() for tick in grid.plot("bribes").figure.axes[0].get_xticklabels()]
    assert ticks == ["modest", "full"]


def test_a_week_that_never_comes_and_a_switch_can_be_varied(targets):
    over = {"Rotation.end_week": sc.Values([4, None]), "switches.trust": sc.Values([True, False])}
    assert sc.Grid(over).table(targets)["Rotation.end_week"].tolist() == [4, 4, "never", "never"]
    found = swept(over)
    assert found.counts["failed"] == 0
    assert found.counts["planned"] == 2 * (2 + 4 + 2)  # two worlds without, four points with, two with the other arm


def test_categories_take_equal_shares_of_a_latin_hypercube(targets):
    over = {"Rotation.dose": sc.Values(["modest", "firm", "full"]), "officials.fine_usd": sc.Between(1000, 5000)}
    design = sc.LatinHypercube(over, 30)
    for each in (design, design_from(design.description())):
        assert each.table(targets)["Rotation.dose"].value_counts().tolist() == [10, 10, 10]


def test_one_at_a_time_takes_the_values_one_after_the_other(targets):
    over = {"Rotation.dose": sc.Values(["modest", "full"]), "switches.trust": sc.Values([False, True])}
    with pytest.raises(DesignError, match=r"Rotation.dose has no value in the scenario or the arm"):
        sc.OneAtATime(over).table(targets)
    points = sc.OneAtATime({"Rotation.contexts": PLACES, "switches.trust": sc.Values([False, True])}).table(targets)
    assert points["Rotation.contexts"].tolist()[:4] == [
        "everywhere", "border_crossings", "border_crossings + airports", "everywhere",
    ]  # fmt: skip
    assert points["switches.trust"].tolist()[4:] == [False, True]


def test_points_and_files_name_the_same_words(targets):
    rows = [{"Rotation.contexts": "border_crossings + airports"}, {"Rotation.contexts": "everywhere"}]
    assert sc.Points(rows).table(targets).to_dict("records") == rows
    assert (
        sc.Points([{"Rotation.contexts": ["border_crossings", "airports"]}]).table(targets).to_dict("records")
        == rows[:1]
    )
    told = {"kind": "grid", "over": {"Rotation.contexts": {"values": [["trial"], "everywhere"]}}}
    assert design_from(told).table(targets)["Rotation.contexts"].tolist() == ["trial", "everywhere"]


def test_analyses_of_numbers_refuse_words_by_name():
    found = swept({"Rotation.dose": sc.Values(["modest", "full"])})
    with pytest.raises(AnalysisError, match=r"dose_response needs numbers, and Rotation.dose is varied in words, such"):
        found.dose_response("bribes", "Rotation")
    found = swept(sc.OneAtATime({"Rotation.contexts": PLACES}))
    with pytest.raises(AnalysisError, match=r"One at a time needs numbers, and Rotation.contexts is varied in words"):
        found.sensitivity("bribes", "Rotation")


@pytest.mark.parametrize(
    ("over", "words"),
    [
        ({"Rotation.dose": sc.Values(["ful"])}, "did you mean 'full'"),
        ({"Rotation.dose": sc.Values([2])}, "Allowed: modest, firm, full"),
        ({"Rotation.contexts": sc.Values([["airport"]])}, "did you mean 'airports'"),
        ({"Rotation.corridors": sc.Values([["sea"]])}, "unknown alternative 'sea' in Rotation.corridors"),
        ({"Rotation.interval_weeks": sc.Values(["often"])}, "Rotation.interval_weeks would be 'often'; allowed"),
        ({"Rotation.end_week": sc.Values(["soon"])}, "allowed is a number, or 'never'"),
        ({"officials.fine_usd": sc.Values([None])}, "officials.fine_usd would be None"),
        ({"Audits.high_risk_audits.factor": sc.Values([2])},
         r"allowed are Audits.high_risk_audits\[0\].factor, Audits.high_risk_audits\[1\].factor"),
        ({"Audits.high_risk_audits[2].factor": sc.Values([2])}, r"did you mean 'Audits.high_risk_audits\[\d\].factor'"),
    ],
)  # fmt: skip
def test_words_that_cannot_be_are_refused_before_anything_runs(over, words):
    with pytest.raises(DesignError, match=words):
        swept(over)


def test_each_of_two_members_of_one_measure_is_varied_by_its_number(targets):
    names = ["Audits.high_risk_audits[0].factor", "Audits.high_risk_audits[1].factor"]
    assert [targets.value(targets.find(name)) for name in names] == [2.0, 3.0]
    found = swept({names[0]: sc.Values([2.0, 8.0])}, {"Audits": ARMS["Audits"]})
    assert found.counts["planned"] == 2 * 3


def test_limits_are_what_a_screening_needs():
    with pytest.raises(DesignError, match="allowed is Between; only limits say how far it goes"):
        sc.Morris({"Rotation.dose": sc.Values(["modest", "full"])}, 4)


def test_decisions_take_words_as_one_or_the_other():
    over = {"officials.fine_usd": sc.Linspace(1000.0, 8000.0, 8), "Rotation.contexts": PLACES}
    found = swept(over, {"Rotation": ARMS["Rotation"]})
    choice = found.decide("bribes")
    assert "Rotation.contexts = everywhere" in set(choice.measure_first["parameters"])
    assert len(found.to_ema()[0]) == 48
    varied = choice._varied
    assert "Rotation.contexts = everywhere" in varied
    assert set(varied.dtypes.astype(str)) == {"float64"}

"""The brief: messages from planted results, no certainty that they do not bear, and the command that writes it."""

import numpy as np
import pandas as pd
import pytest
from typer.testing import CliRunner

import simcorr as sc
from simcorr.analysis.robustness import Robustness, depends_on
from simcorr.analysis.standing import Standing
from simcorr.brief.monitoring import first_to_move
from simcorr.brief.robustness import robust_messages, robustness_table
from simcorr.brief.worth import worth_table
from simcorr.cli.main import app
from simcorr.errors import RunError
from tests.planted import planted_comparison, small_scenario

SETS = 24


class Planted:
    """A sweep over parameter sets with the values that a test wants."""

    replicates = 3

    def __init__(self, noise=0.5):
        random = np.random.default_rng(1)
        self.points = pd.DataFrame({"one": np.linspace(0, 1, SETS), "two": random.permutation(SETS) / SETS})
        base = 100.0 + random.normal(0, 5, (SETS, 3))
        own = {
            "Baseline": base,
            "Falls": base - 10.0 - 5.0 * self.points["two"].to_numpy()[:, None],
            "Flips": base + 160.0 * (self.points["one"].to_numpy()[:, None] - 0.5),
            "Nothing": base,
        }
        index = pd.MultiIndex.from_product([range(SETS), range(3)], names=["point", "replicate"])
        self._wide = pd.DataFrame(
            {name: (values + random.normal(0, noise, (SETS, 3))).ravel() for name, values in own.items()}, index=index
        )

    def decide(self, outcome):
        return Standing.of(self._wide, self.points, outcome, is_ensemble=True, caption="planted")


@pytest.fixture(scope="module")
def robust():
    return Robustness([Planted().decide("bribes")], Planted.replicates)


def test_what_always_falls_and_what_flips_is_named(robust):
    told = " ".join(robust_messages(robust))
    assert f"In all {SETS}, Falls lowers bribes paid, once the noise" in told
    assert "In some sets raised and in others lowered, by more than 1.0" in told
    assert "bribes paid with Flips." in told
    assert "Nothing" not in told


def test_the_numbers_behind_the_table_are_there(robust):
    numbers = robust.numbers()
    moved = robust.changes("bribes")
    kept = numbers[numbers["outcome"] == "bribes"].pivot(
        index="point", columns="intervention", values="change_without_noise"
    )
    assert np.allclose(kept[list(moved)].to_numpy(), moved.to_numpy())
    assert numbers["change_simulated"].notna().all()
    assert robustness_table(robust, list(moved)).source == "robustness.csv"


def test_a_choice_that_depends_on_the_rule_says_so(robust):
    rules = robust.choices["bribes"].rules
    first = robust_messages(robust)[0]
    assert ("does best on bribes paid by mean" in first) == rules.agree
    assert ("depends on how one chooses" in first) != rules.agree


def test_the_parameter_that_decides_is_found_and_no_other(robust):
    rows = {row[0]: row for row in robustness_table(robust, ["Falls", "Flips", "Nothing"]).rows}
    assert rows["Flips"][1].startswith("\N{MINUS SIGN}")
    assert rows["Falls"][3].startswith("two (\N{MINUS SIGN}")
    assert rows["Nothing"][2:] == ["cannot be told", ""]
    assert rows["Falls"][2] == f"{SETS} of {SETS}"
    assert "To measure first, if bribes paid decide: one" in " ".join(robust_messages(robust))


def test_a_measure_without_effect_takes_nothing_from_others():
    """Whatever the draws: taking out noise leaves a trace of other arms, which must not become a claim."""
    for noise in (0.1, 2.0, 10.0):
        told = " ".join(robust_messages(Robustness([Planted(noise).decide("bribes")], Planted.replicates)))
        assert "Nothing" not in told


def test_the_largest_of_many_chance_correlations_is_not_named():
    random = np.random.default_rng(2)
    named = 0
    for _ in range(200):
        points = pd.DataFrame(random.normal(size=(32, 40)), columns=[f"p{k}" for k in range(40)])
        named += bool(depends_on(pd.Series(random.normal(size=32)), points))
    assert named <= 20  # five per cent, judged together


def test_arms_are_swept_as_they_were_compared():
    compared = sc.compare(small_scenario(), {"Rotation": sc.StaffRotation(interval_weeks=13)}, 3, progress=False)
    found = compared.over_ensemble(3, 3, workers=1, progress=False)
    assert found.arms == ["Baseline", "Rotation"]
    first = found.runs[(found.runs["point"] == 0) & (found.runs["intervention"] == "Rotation")]
    assert len(first) == 3
    with pytest.raises(RunError, match=r"members is 2; allowed is 3 to 64, or 0 for none"):
        compared.over_ensemble(2)


# --- statistics -----------------------------------------------------------------------------------------------------


def course(means, half=1.0):
    weeks = [13 * place for place in range(len(means))]
    means = np.asarray(means, dtype=float)
    return pd.DataFrame({"reports": means, "reports_low": means - half, "reports_high": means + half}, index=weeks)


def test_the_statistic_that_moves_first_with_its_weeks():
    base, arm = course([10, 10, 10, 10, 10]), course([10, 16, 17, 10, 10])
    assert first_to_move(base, arm, {"reports": "reports"}, 100) == ["reports", "up", "13 to 38"]
    assert first_to_move(base, course([10, 10, 10, 10, 2]), {"reports": "reports"}, 100)[1:] == ["down", "52 to 64"]


def test_statistics_that_hardly_move_are_not_named():
    base, arm = course([10, 10, 10]), course([11.4, 11.4, 11.4])
    assert first_to_move(base, arm, {"reports": "reports"}, 100)[0] == "none moves distinguishably"
    assert first_to_move(base, course([90, 90, 90]), {"reports": "reports"}, 1)[0] == "none moves distinguishably"


def test_the_worth_of_a_measure_is_what_it_avoids_a_year():
    comparison = planted_comparison({"Half": 0.5, "More": 1.5}, replicates=6)
    rows = {row[0]: row for row in worth_table(comparison, ["Half", "More"]).rows}
    means = comparison.outcomes.groupby("intervention")["weeks_in_exploitation"].mean()
    years = comparison.record.window_weeks / 52
    avoided = (means["Baseline"] - means["Half"]) / years
    assert float(rows["Half"][1].replace(",", "")) == pytest.approx(avoided, rel=0.01, abs=0.01)
    assert rows["More"][1].startswith("\N{MINUS SIGN}") or rows["More"][1] == "0"


# --- the command ----------------------------------------------------------------------------------------------------


@pytest.fixture
def small(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    sc.save_scenario(small_scenario(), tmp_path / "small.toml")
    return tmp_path


def call(*arguments):
    return CliRunner().invoke(app, ["brief", "small.toml", "--workers", "1", *arguments])


def test_the_command_writes_a_page_with_what_holds_elsewhere(small):
    result = call("--intervention", "staff_rotation", "--replicates", "3", "--members", "3", "--output", "out")
    assert result.exit_code == 0, result.output
    assert "3 replicates, 3 parameter sets. Read out/brief.html" in result.output
    page = (small / "out" / "brief.html").read_text(encoding="utf-8")
    for words in (
        "Does the answer hold if the assumptions are wrong?",
        "3 sets are too few to say which parameter to measure first",
        "How delivery would show in official statistics",
        "What each measure may cost",
        "UNCAC art.",
        "What this does not say",
    ):
        assert words in page
    assert (small / "out" / "ensemble.sqlite").exists()
    assert 'href="robustness.csv"' in page
    numbers = pd.read_csv(small / "out" / "robustness.csv")
    assert set(numbers["point"]) == {0, 1, 2}
    assert set(numbers["intervention"]) == {"Staff rotation"}


def test_without_other_sets_the_page_says_nothing_of_them(small):
    assert call("--intervention", "staff_rotation", "--replicates", "2", "--members", "0").exit_code == 0
    assert "other parameter sets" not in (small / "results" / "brief.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--members", "2"], "members is 2; allowed is 3 to 64, or 0 for none"),
        (["--members", "many"], "members is 'many'; allowed is a whole number"),
        (["--replicates", "0"], "replicates is 0"),
        (["--intervention", "rotation"], "unknown intervention 'rotation'"),
        (["--output", "small.toml"], "cannot write results"),
    ],
)
def test_wrong_turns(small, arguments, words):
    result = call(*arguments)
    assert result.exit_code == 2
    assert words in result.output


def test_a_brief_is_written_when_runs_of_an_arm_or_all_of_them_failed(tmp_path):
    from dataclasses import replace

    arms = {"Some": sc.StaffRotation.dose("firm"), "All": sc.GraverPenalties.dose("firm")}
    whole = sc.compare(small_scenario(), arms, replicates=3, workers=1, progress=False)

    def left(frame):
        gone = (frame["intervention"] == "All") | ((frame["intervention"] == "Some") & (frame["replicate"] == 1))
        return frame[~gone].reset_index(drop=True)

    names = ("outcomes", "recorded", "surveyed", "dark_figure")
    text = (
        replace(whole, **{name: left(getattr(whole, name)) for name in names})
        .brief(tmp_path)
        .read_text(encoding="utf-8")
    )
    assert "undefined" in text
    assert "What each measure may cost" in text

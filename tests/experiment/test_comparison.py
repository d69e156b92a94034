import math
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from simcorr.analysis.effects import occurring
from simcorr.analysis.trajectories import span_edges, span_means
from simcorr.brief.answers import harms_beside_successes
from simcorr.brief.content import make_page
from simcorr.errors import ResultError
from simcorr.experiment.results.comparison import Comparison
from simcorr.parameters import GRADE_WORDS, counts_by_grade, shares_by_grade
from simcorr.simulation import OUTCOMES
from simcorr.simulation.outcomes import HARMS
from tests.planted import planted_comparison

EFFECTS = {"Cut": 0.8, "Nothing": 1.0, "Worse": 1.2}


@pytest.fixture(scope="module")
def comparison():
    return planted_comparison(EFFECTS)


def test_effects_find_what_was_planted(comparison):
    effects = comparison.effects.set_index(["intervention", "outcome"])
    for arm, factor in EFFECTS.items():
        row = effects.loc[(arm, "bribes")]
        assert row["relative_low"] <= factor - 1.0 <= row["relative_high"]
        assert row["replicates"] == 12
    assert effects.loc[("Cut", "bribes"), "verdict"] == "lowers"
    assert effects.loc[("Worse", "exploited"), "verdict"] == "raises"
    assert effects.loc[("Nothing", "bribes"), "verdict"] == "not distinguishable"


def test_observers_never_share_a_table(comparison):
    keys = {"intervention", "replicate", "seed"}
    tables = {"true": comparison.outcomes, "recorded": comparison.recorded, "surveyed": comparison.surveyed}
    tables["dark_figure"] = comparison.dark_figure
    for observer, table in tables.items():
        assert {OUTCOMES[name].observer for name in set(table.columns) - keys} == {observer}
    assert set(comparison.effects["outcome"]) <= set(comparison.outcomes.columns)
    assert not any(column.startswith(("recorded", "survey")) for column in comparison.weekly.columns)
    assert not any(column.startswith(("recorded", "survey")) for column in comparison.corridors.columns)
    assert "share_best" not in comparison.recorded_effects


def test_someone_is_best_in_every_replicate(comparison):
    effects = comparison.effects
    shares = effects[effects["outcome"] == "bribes"].set_index("intervention")["share_best"]
    assert shares["Cut"] == 1.0
    assert effects.loc[effects["better"] == "neither", "share_best"].isna().all()


def test_a_failed_run_is_a_row_and_never_a_value():
    comparison = planted_comparison(EFFECTS, failing=[("Cut", 3), ("Baseline", 5)])
    assert comparison.failures[["intervention", "replicate"]].to_numpy().tolist() == [["Cut", 3], ["Baseline", 5]]
    assert len(comparison.outcomes) == 12 * 4 - 2
    effects = comparison.effects.set_index(["intervention", "outcome"])
    assert effects.loc[("Cut", "bribes"), "replicates"] == 10
    assert effects.loc[("Worse", "bribes"), "replicates"] == 11


def test_everything_survives_saving_and_loading(comparison, tmp_path):
    comparison.save(tmp_path / "result", weekly=True)
    loaded = Comparison.load(tmp_path / "result")
    for name in ("outcomes", "recorded", "surveyed", "dark_figure", "places", "deliveries", "effects", "rank_odds"):
        pd.testing.assert_frame_equal(getattr(loaded, name), getattr(comparison, name))
    pd.testing.assert_frame_equal(loaded.weekly, comparison.weekly, rtol=1e-6)
    assert loaded.record == comparison.record
    assert loaded.scenario == comparison.scenario
    pd.testing.assert_frame_equal(loaded.periods, comparison.periods, rtol=1e-6)
    assert {path.name for path in (tmp_path / "result").iterdir()} == {
        "data",
        "displacement.csv",
        "effects.csv",
        "outcomes.csv",
        "record.json",
    }
    suffixes = {path.suffix for path in (tmp_path / "result" / "data").iterdir()}
    assert suffixes <= {".csv", ".gz", ".json", ".toml"}


def test_weekly_frames_hold_mean_and_interval(comparison):
    weekly = comparison.weekly
    assert set(weekly["context"]) > {"airports", "trial", "all"}
    assert (weekly["week"].min(), weekly["week"].max()) == (-13, 38)
    row = weekly[(weekly["week"] == 0) & (weekly["context"] == "airports") & (weekly["intervention"] == "Cut")]
    assert row["bribes_low"].item() <= row["bribes"].item() <= row["bribes_high"].item()
    burn_in = weekly[weekly["week"] < 0].drop(columns="intervention")
    assert len(burn_in.drop_duplicates()) == len(burn_in) / 4


def test_spans_begin_with_the_window():
    edges = span_edges(weeks=52, burn_in=5, length=13)
    assert edges.tolist() == [0, 5, 18, 31, 44]
    values = np.arange(52.0).reshape(52, 1, 1)
    assert span_means(values, edges).ravel().tolist() == [2.0, 11.0, 24.0, 37.0, 47.5]
    assert span_edges(weeks=52, burn_in=0, length=10**9).tolist() == [0]


def test_sentences_say_what_can_be_said(comparison):
    text = comparison.sentence("bribes", "Cut").replace("\N{NO-BREAK SPACE}", " ")
    assert text.startswith("Cut lowers 'bribes paid' by 20 %")
    assert "12 replicates" in text
    assert "instead of" in text
    assert "cannot be distinguished" in comparison.sentence("bribes", "Nothing")
    assert "undefined" in comparison.sentence("impunity", "Cut")


def test_a_table_marks_what_is_not_distinguishable(comparison):
    table = comparison.summary(["bribes", "exploited"])
    assert list(table.columns) == ["Bribes paid", "Migrants exploited"]
    assert table.loc["Nothing", "Bribes paid"].endswith("?")
    assert not table.loc["Cut", "Bribes paid"].endswith("?")


@pytest.mark.parametrize(
    ("request_", "message"),
    [
        (lambda c: c.plot("bribe"), "unknown outcome 'bribe'; did you mean 'bribes'?"),
        (lambda c: c.plot_weekly("bribess"), "unknown measure 'bribess'; did you mean 'bribes'?"),
        (lambda c: c.plot_weekly(interventions=["Cutt"]), "unknown intervention 'Cutt'; did you mean 'Cut'?"),
        (lambda c: c.plot_contexts("norm"), "unknown measure of a context 'norm'"),
        (lambda c: c.plot_recorded("bribes", "bribes"), "unknown outcome 'bribes'"),
        (lambda c: c.sentence("bribes", "Baseline"), "unknown intervention 'Baseline'"),
        (lambda c: c.plot_contexts(interventions=[]), "a figure of 0 interventions"),
    ],
)
def test_wrong_names_are_refused_with_the_nearest(comparison, request_, message):
    with pytest.raises(ResultError, match=message.replace("?", r"\?")):
        request_(comparison)


def test_a_folder_that_holds_nothing_is_refused(tmp_path):
    with pytest.raises(ResultError, match="cannot read"):
        Comparison.load(tmp_path)
    (tmp_path / "record.json").write_text("{}")
    with pytest.raises(ResultError, match="lacks 'version'"):
        Comparison.load(tmp_path)


def test_rank_odds_are_pooled(comparison):
    odds = comparison.rank_odds.set_index("intervention")
    assert 0.8 < odds.loc["Baseline", "rank_odds"] < 1.25
    assert math.isfinite(odds.loc["Baseline", "low"])


def test_the_page_shows_harm_beside_success_and_where_it_comes_from(comparison, tmp_path):
    page = comparison.write_page(tmp_path / "page")
    html, markdown = page.read_text(encoding="utf-8"), (page.parent / "brief.md").read_text(encoding="utf-8")
    for text in (html, markdown):
        for words in ("Bribes paid", "Migrants exploited", "Fee at a fixed mix of corridors", "forecast", "seed 0"):
            assert words in text
    assert "http" not in html
    assert html.count("data:image/png;base64,") == 6
    for suffix in ("png", "svg"):
        names = {path.stem for path in (page.parent / "figures").glob(f"*.{suffix}")}
        assert names == {"bribes", "contexts", "headline", "ranks", "recorded", "weekly"}
    assert {path.name for path in page.parent.iterdir()} == {"brief.md", "brief.html", "figures"}


def test_the_page_answers_first_and_in_plain_words(comparison, tmp_path):
    markdown = (comparison.write_page(tmp_path).parent / "brief.md").read_text(encoding="utf-8")
    text = markdown.replace("\N{NO-BREAK SPACE}", " ")
    assert "**Bribes, in number.** One of the 3 measures lowers them: Cut \N{MINUS SIGN}20 %" in text
    assert "One of the 3 measures raises them: Worse +20 %" in text
    assert "For the other one, no change can be told from chance." in text
    assert (
        "**Impunity of public gatekeepers.** These runs cannot tell. It needs a window longer than 104 weeks." in text
    )
    assert "Cut: Better: bribes paid" in text
    assert "with 0" not in text


def test_the_page_says_what_the_parameters_rest_on(comparison, tmp_path):
    markdown = (comparison.write_page(tmp_path).parent / "brief.md").read_text(encoding="utf-8")
    text = markdown.replace("\N{NO-BREAK SPACE}", " ")
    shares = shares_by_grade()
    sentence = next(line for line in text.splitlines() if "Of the defaults of" in line)
    assert f"Of the defaults of {counts_by_grade().loc['all'].sum()} parameters, " in sentence
    assert f" and {100 * shares['D']:.0f} % are assumptions" in sentence
    for grade in ("A", "B", "C"):
        assert (f"of grade {grade} ({GRADE_WORDS[grade]})" in sentence) == (shares[grade] > 0)


@pytest.fixture(scope="module")
def without(comparison):
    """Nobody is punished or held in any run, as where a scenario leaves the mechanisms off."""
    return replace(comparison, outcomes=comparison.outcomes.assign(victims_punished=0.0, weeks_in_custody=0.0))


def table_of(comparison, title):
    return next(table for table in make_page(comparison, {}).tables if table.title == title)


def drawn_beside(figure):
    """Return the titles of the panels of a figure, on one line each."""
    return {axes.get_title(loc="left").replace("\n", " ") for axes in figure.axes}


def test_victims_punished_and_weeks_in_custody_are_harms_wherever_they_occur(comparison):
    assert comparison.harms == list(HARMS)
    assert {"Victims punished", "Weeks in custody"} <= set(table_of(comparison, "Harm to migrants").columns)
    told = " ".join(harms_beside_successes(comparison))
    assert "victims punished" in told
    assert "weeks in custody" in told
    assert {"Victims punished", "Weeks in custody"} <= drawn_beside(comparison.plot())


def test_harms_that_occur_in_no_run_stand_in_no_table_figure_or_sentence(without):
    assert not {"victims_punished", "weeks_in_custody"} & set(without.harms)
    table = table_of(without, "Harm to migrants")
    assert not {"Victims punished", "Weeks in custody"} & set(table.columns)
    assert {len(row) for row in table.rows} == {len(table.columns)}
    assert "Left out, being zero in every run: victims punished and weeks in custody." in table.text
    told = " ".join(harms_beside_successes(without))
    assert "victims punished" not in told
    assert "weeks in custody" not in told
    assert not {"Victims punished", "Weeks in custody"} & drawn_beside(without.plot())


def test_a_harm_that_an_intervention_brings_about_is_shown(without):
    runs = without.outcomes.copy()
    runs.loc[(runs["intervention"] == "Worse") & (runs["replicate"] == 0), "victims_punished"] = 1.0
    assert "victims_punished" in replace(without, outcomes=runs).harms


def test_what_is_undefined_is_not_taken_for_nothing(comparison):
    assert occurring(comparison.outcomes, ["impunity", "bribes"]) == ["impunity", "bribes"]


def test_the_page_shows_where_victims_are_recognised(comparison):
    recognised = {"Victims identified and helped", "Victims recognised when stopped", "Victims recognised in custody"}
    assert recognised <= set(table_of(comparison, "Side effects").columns)


def test_workers_of_agencies_have_a_table_where_there_are_any(comparison):
    title, shares = "Workers of recruitment agencies", ["exploited_per_worker", "debt_per_worker_usd"]
    assert {OUTCOMES[name].title for name in shares} <= set(table_of(comparison, title).columns)
    assert set(shares) <= set(comparison.harms)
    nobody = comparison.outcomes.assign(workers_placed=0.0, **dict.fromkeys(shares, np.nan))
    without = replace(comparison, outcomes=nobody)
    assert title not in [table.title for table in make_page(without, {}).tables]
    assert not set(shares) & set(without.harms)


def test_a_measure_that_changes_nothing_at_all_is_told_from_one_that_chance_hides(comparison):
    said = "Without any effect at all on a true outcome in this scenario, in every run: Nothing."
    assert said not in make_page(comparison, {}).explanations
    runs = comparison.outcomes.copy()
    same = [name for name in runs if name not in ("intervention", "replicate")]
    runs.loc[runs["intervention"] == "Nothing", same] = runs.loc[runs["intervention"] == "Baseline", same].to_numpy()
    assert said in make_page(replace(comparison, outcomes=runs), {}).explanations


def test_the_first_paragraph_says_that_nothing_is_a_forecast(comparison):
    assert "not a forecast" in make_page(comparison, {}).lead


def test_names_of_interventions_are_text_and_never_markup(tmp_path):
    comparison = planted_comparison({"<b>Cut | all</b>": 0.8}, replicates=3)
    page = comparison.write_page(tmp_path)
    assert "<b>Cut" not in page.read_text(encoding="utf-8")
    assert "Cut \\| all" in (tmp_path / "brief.md").read_text(encoding="utf-8")

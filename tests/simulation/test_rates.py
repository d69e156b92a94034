"""Rates by context: ratios of one run's sums, pooled over contexts, and paired when they change."""

import numpy as np
import pytest

from simcorr.analysis.by_context import changes_by_context, used_contexts
from simcorr.analysis.trajectories import ALL, CHANGE, RATE_TABLE, CourseKeeper
from simcorr.errors import ResultError
from simcorr.experiment.results.comparison import Comparison
from simcorr.simulation.rates import RATES, rates_of
from simcorr.world.measures import BY_CONTEXT as K, CONTEXT_MEASURES, CORRIDOR_MEASURES
from tests.planted import planted_comparison

BURN_IN, WEEKS = 2, 6


def arrays(offers, accepted):
    """Return arrays of a run in which two contexts have so many offers and acceptances a week of the window."""
    context = np.zeros((WEEKS, 9, len(CONTEXT_MEASURES)))
    context[BURN_IN:, :2, K.offers] = offers
    context[BURN_IN:, :2, K.offers_accepted] = accepted
    return context, np.zeros((WEEKS, 1, len(CORRIDOR_MEASURES)))


@pytest.fixture
def courses():
    keeper = CourseKeeper(["land"], BURN_IN)
    for plain, with_arm in (([10.0, 30.0], [4.0, 4.0]), ([10.0, 30.0], [2.0, 8.0])):
        base = keeper.add("Baseline", *arrays([10.0, 30.0], [5.0, 6.0]))
        keeper.add_change("Arm", keeper.add("Arm", *arrays(plain, with_arm)), base)
    return keeper.courses()


def rows(courses, span):
    frame = courses.frame(RATE_TABLE, span)
    return frame[frame["week"] == 0].set_index(["intervention", "context"])["acceptance_rate"]


def test_a_rate_is_a_ratio_of_sums_and_pools_over_contexts(courses):
    found = rows(courses, "window")
    assert found["Baseline", "recruitment"] == pytest.approx(0.5)
    assert found["Baseline", "documents"] == pytest.approx(0.2)
    assert found["Baseline", ALL] == pytest.approx(11.0 / 40.0)  # not the mean of the two


def test_where_nothing_was_there_to_count_there_is_no_rate(courses):
    assert np.isnan(rows(courses, "window")["Baseline", "airports"])
    assert np.isnan(courses.frame(RATE_TABLE, "window")["exposure_rate"]).all()


def test_the_change_is_paired_by_replicate(courses):
    frame = courses.frame(RATE_TABLE, CHANGE)
    frame = frame[frame["week"] == 0].set_index("context")
    assert frame.loc["recruitment", "acceptance_rate"] == pytest.approx((-0.1 - 0.3) / 2)
    width = frame.loc["recruitment", "acceptance_rate_high"] - frame.loc["recruitment", "acceptance_rate_low"]
    assert width == pytest.approx(2 * 12.706 * 0.1, rel=1e-3)  # t with one degree of freedom, error 0.1


def test_finds_and_true_reports_are_set_against_bribes_and_retainers():
    sums = np.zeros(len(CONTEXT_MEASURES))
    sums[[K.detections_audit, K.reports_colleague, K.reports_migrant, K.reports_partner, K.reports_false]] = (
        1.0, 2.0, 3.0, 4.0, 50.0)  # fmt: skip
    sums[[K.bribes, K.retainers_paid]] = 30.0, 10.0
    assert rates_of(sums)[list(RATES).index("exposure_rate")] == pytest.approx(10.0 / 40.0)


def test_rates_survive_saving_and_match_the_runs(tmp_path):
    comparison = planted_comparison({"Half": 0.5}, replicates=3)
    loaded = Comparison.load(comparison.save(tmp_path / "saved"))
    before, after = (changes_by_context(c, ["acceptance_rate"], ["Half"]) for c in (comparison, loaded))
    assert np.allclose(before["without"], after["without"], rtol=1e-5)
    overall = comparison.courses.frame(RATE_TABLE, "window")
    overall = overall[(overall["week"] == 0) & (overall["context"] == ALL)].set_index("intervention")
    by_runs = comparison.outcomes.groupby("intervention")["acceptance_rate"].mean()
    for arm in comparison.arms:
        assert overall.loc[arm, "acceptance_rate"] == pytest.approx(by_runs[arm])


def test_contexts_without_anything_are_not_drawn():
    changes = changes_by_context(planted_comparison({"Half": 0.5}, replicates=2), ["bribes"], ["Half"])
    empty = changes["context"].isin(["airports", "trial"])
    changes.loc[empty, ["without", "change"]] = 0.0, np.nan
    labels = [name for name, _ in used_contexts(changes)]
    assert len(labels) == 7
    assert not {"airports", "trial"} & set(labels)


def test_too_many_measures_and_a_typo_are_refused():
    comparison = planted_comparison({"Half": 0.5}, replicates=2)
    with pytest.raises(ResultError, match=r"unknown measure of a context 'acceptance_rat'.*acceptance_rate"):
        comparison.plot_contexts("acceptance_rat")
    with pytest.raises(ResultError, match="a figure of 4 measures; allowed is 1 to 3"):
        comparison.plot_contexts(["bribes", "offers", "demands", "acceptance_rate"])
    with pytest.raises(ResultError, match="a figure of 0 measures"):
        comparison.plot_contexts([])

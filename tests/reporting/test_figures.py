"""Figures are read by people; these tests hold what can be measured: nothing is cut, nothing overlaps."""

from itertools import combinations
from unittest.mock import patch

import matplotlib
import pandas as pd
import pytest
from matplotlib.text import Text

from simcorr.reporting.figure import Figure
from simcorr.reporting.style import LOOKS, label
from tests.planted import planted_comparison

LONG = {
    "A measure with a name so long that it has to be broken into several lines on the page": 0.7,
    "Verwaltungsvorschriftenvereinheitlichungsgesetz": 0.9,
    "Short": 1.0,
    "Another one": 1.1,
    "Prosecution instead of transfer, in all contexts and corridors at once": 1.3,
    "Sixth": 0.95,
    "Seventh": 1.02,
}
DRAWINGS = {
    "effects": lambda c: c.plot("bribes"),
    "effects without harm": lambda c: c.plot("identified", harms=()),
    "effects with a few harms": lambda c: c.plot("bribes", harms=("exploited", "weeks_in_exploitation", "detained")),
    "undefined effects": lambda c: c.plot("impunity"),
    "weekly": lambda c: c.plot_weekly("bribes"),
    "weekly by corridor": lambda c: c.plot_weekly("exploited", interventions=list(LONG)[:6]),
    "contexts": lambda c: c.plot_contexts(),
    "contexts of one": lambda c: c.plot_contexts("offers", interventions="Short"),
    "contexts with rates": lambda c: c.plot_contexts(["bribes", "acceptance_rate", "exposure_rate"]),
    "recorded": lambda c: c.plot_recorded(),
    "recorded reports": lambda c: c.plot_recorded("bribes", "recorded_reports"),
    "recorded without a dark figure": lambda c: c.plot_recorded("bribes", "recorded_charges"),
    "ranks": lambda c: c.plot_ranks(),
}


@pytest.fixture(scope="module")
def comparison():
    return planted_comparison(LONG, replicates=6)


@pytest.fixture(scope="module", params=list(DRAWINGS))
def figure(request, comparison):
    drawn = DRAWINGS[request.param](comparison)
    drawn.draw_without_rendering()
    return drawn


@pytest.mark.parametrize("name", list(DRAWINGS), ids=lambda name: name.replace(" ", "_"))
@pytest.mark.mpl_image_compare(baseline_dir="images", style="default", tolerance=6, savefig_kwargs={"dpi": 60})
def test_a_comparison_looks_as_it_did(name, comparison):
    """Renew the images with ``python -m pytest tests/reporting --mpl-generate-path=tests/reporting/images``."""
    return DRAWINGS[name](comparison)


def texts(figure):
    """Return the texts that are really drawn, each with the box that it fills."""
    drawn = {}
    draw = Text.draw

    def noting(text, renderer, *arguments, **values):
        drawn[id(text)] = text
        return draw(text, renderer, *arguments, **values)

    with patch.object(Text, "draw", noting):
        figure.canvas.draw()
    renderer = figure.canvas.get_renderer()
    return [(text.get_text(), text.get_window_extent(renderer)) for text in drawn.values() if text.get_text().strip()]


def test_no_text_is_cut(figure):
    width, height = figure.canvas.get_width_height()
    for words, box in texts(figure):
        inside = box.x0 >= -1 and box.y0 >= -1 and box.x1 <= width + 1 and box.y1 <= height + 1
        assert inside, f"{words!r} leaves the canvas"


def test_no_text_covers_another(figure):
    for (one, first), (other, second) in combinations(texts(figure), 2):
        across = min(first.x1, second.x1) - max(first.x0, second.x0)
        along = min(first.y1, second.y1) - max(first.y0, second.y0)
        assert not (across > 1.5 and along > 1.5), f"{one!r} covers {other!r}"


def test_the_caption_cites_scenario_replicates_interval_and_version(figure):
    import simcorr

    caption = next(text for text in figure.texts if text.get_gid() == "caption").get_text().replace("\n", " ")
    for words in ("'small'", "6 replicates", "95 % interval", f"simcorr {simcorr.__version__}"):
        assert words in caption


@pytest.mark.parametrize("measure", ["bribes", ["bribes", "acceptance_rate", "exposure_rate"]])
def test_every_value_by_context_lies_within_its_axis(measure):
    figure = planted_comparison({"Small": 0.1, "Large": 4.0, "Middle": 1.0}, replicates=4).plot_contexts(measure)
    figure.draw_without_rendering()
    for axes in figure.axes:
        left, right = axes.get_xlim()
        for line in axes.lines:
            assert left <= min(line.get_xdata())
            assert max(line.get_xdata()) <= right


def test_who_names_interventions_is_not_told_that_they_are_the_largest():
    comparison = planted_comparison(LONG, replicates=2)
    said = {}
    for name, given in (("chosen", None), ("named", ["Short"])):
        figure = comparison.plot_contexts("exposure_rate", given)
        said[name] = next(text for text in figure.texts if text.get_gid() == "caption").get_text().replace("\n", " ")
    assert "Shown are 6 of 7 interventions, those with the largest effects on bribes paid." in said["chosen"]
    assert "Shown are" not in said["named"]


def test_the_caption_says_which_runs_are_missing():
    figure = planted_comparison({"Cut": 0.8}, failing=[("Cut", 3), ("Baseline", 5)]).plot()
    caption = next(text for text in figure.texts if text.get_gid() == "caption").get_text().replace("\n", " ")
    assert "12 replicates" in caption
    assert "2 of 24 runs failed and are left out." in caption


def test_drawing_leaves_no_global_state(comparison):
    import sys

    before = dict(matplotlib.rcParams)
    comparison.plot("bribes").as_bytes()
    assert dict(matplotlib.rcParams) == before
    if "matplotlib.pyplot" in sys.modules:
        assert not sys.modules["matplotlib.pyplot"].get_fignums()


@pytest.mark.parametrize("file_format", ["png", "svg", "pdf"])
def test_the_same_figure_has_the_same_bytes(comparison, file_format):
    first, second = (comparison.plot("bribes").as_bytes(file_format, dpi=60) for _ in range(2))
    assert first == second
    assert isinstance(comparison.plot("bribes"), Figure)


def test_arms_are_sorted_from_best_to_worst(comparison):
    axes = comparison.plot("bribes").axes[0]
    names = [tick.get_text().replace("\n", " ") for tick in axes.get_yticklabels()]
    assert names[0].startswith("A measure with a name")
    assert names[-1].startswith("Prosecution instead")
    assert axes.yaxis_inverted()


def test_harm_stands_beside_every_success(comparison):
    titles = [axes.get_title(loc="left").replace("\n", " ") for axes in comparison.plot("bribes").axes]
    assert titles == [
        "Bribes paid",
        "Migrants exploited",
        "Weeks in exploitation",
        "Victims punished",
        "Migrants in debt for the journey",
        "Migrants detained",
        "Weeks in custody",
        "Fee at a fixed mix of corridors",
        "Exploitation that begins, per worker of an agency",
        "Debt per worker of an agency",
    ]


def test_the_beginning_of_measures_is_marked(comparison):
    words = [words for words, _ in texts(_drawn(comparison.plot_weekly()))]
    assert not any("measures begin" in text for text in words)


def _drawn(figure):
    figure.draw_without_rendering()
    return figure


def test_series_differ_in_grey_as_well():
    assert len({str(look.line) for look in LOOKS}) == len(LOOKS)
    assert len({look.marker for look in LOOKS}) == len(LOOKS)


def test_labels_keep_every_letter():
    for name in LONG:
        assert label(name, 20).replace("\n", "").replace(" ", "") == name.replace(" ", "")


def test_small_changes_to_one_side_stay_inside_their_panel():
    from matplotlib.figure import Figure

    from simcorr.reporting.effects.effects import change_panel

    rows = pd.DataFrame(
        {"relative": [0.0, 0.012], "relative_low": [-0.001, 0.011], "relative_high": [0.001, 0.013], "difference": 0.0,
         "low": 0.0, "high": 0.0, "verdict": "raises", "unit": "USD"}
    )  # fmt: skip
    axes = Figure().subplots()
    change_panel(axes, rows, "Fee", 20, ticks=4)
    left, right = axes.get_xlim()
    assert right > 1.3
    assert left == -right

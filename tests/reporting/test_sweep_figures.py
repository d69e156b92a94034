"""Figures of sweeps, sensitivity and decisions: nothing cut, nothing covered, whatever the names and numbers."""

import io

import numpy as np
import pandas as pd
import pytest
from PIL import Image

from simcorr.reporting.decisions.acceptability import acceptability_figure
from simcorr.reporting.decisions.information import information_figure
from simcorr.reporting.decisions.pareto import pareto_figure
from simcorr.reporting.decisions.plane import plane_figure
from simcorr.reporting.decisions.regret import regret_figure
from simcorr.reporting.effects.carried import carried_figure
from simcorr.reporting.effects.forms import forms_figure
from simcorr.reporting.effects.narrowing import narrowing_figure
from simcorr.reporting.effects.patterns import patterns_figure
from simcorr.reporting.effects.ranks import ranks_figure
from simcorr.reporting.journeys.aftermath import Flow, Step, Way
from simcorr.reporting.journeys.journeys import journeys_figure
from simcorr.reporting.sweeps.heat_map import heat_map_figure
from simcorr.reporting.sweeps.morris import morris_figure
from simcorr.reporting.sweeps.response import response_figure
from simcorr.reporting.sweeps.sobol import sobol_figure
from simcorr.reporting.sweeps.spread import spread_figure
from simcorr.reporting.sweeps.tornado import tornado_figure
from tests.reporting.test_figures import LONG, test_no_text_covers_another, test_no_text_is_cut

CAPTION = "Scenario 'small'; 24 points, 6 replicates on common random numbers, seed 0. A stylised model, no forecast."
NAMES = [*LONG, *(f"contexts.*.a_parameter_with_a_long_name_{k}" for k in range(15))]


def _response(words=False):
    arms, doses = list(LONG)[:4], (["never", "sometimes, on days off", "always"] if words else [1.0, 2.0, 8.0, 64.0])
    rows = [(arm, dose, mean, mean - 1.0, mean + 2.0) for k, arm in enumerate(arms) for j, dose in enumerate(doses)
            for mean in [k - j * 1.5]]  # fmt: skip
    table = pd.DataFrame(rows, columns=["intervention", "dose", "mean", "low", "high"])
    return response_figure(
        table, "dose", "Bribes paid: change", ("dose (weeks)", "Change (bribes)"), CAPTION, change=True
    )


def _heat(change=True, gap=False):
    cells = [
        (a, b, (a - 2) * b * 100.0, "lowers" if a < 2 else "not distinguishable") for a in range(5) for b in range(4)
    ]
    table = pd.DataFrame(cells, columns=["one", "two", "value", "verdict"])
    if gap:
        table.loc[3, "value"] = np.nan
    words = ("A lever (factor)", "Another lever with a long name (share)", "Change (bribes)")
    return heat_map_figure(table if change else table.assign(value=table["value"].abs()), "one", "two", "Bribes paid",
                           words, CAPTION, change=change)  # fmt: skip


def _spread(arms=NAMES[:20], change=True):
    rows = [(arm, value, "lowers" if value < -1 else "raises" if value > 1 else "not distinguishable")
            for k, arm in enumerate(arms) for value in np.random.default_rng(k).normal(k - 5.0, 2.0, 30)]  # fmt: skip
    table = pd.DataFrame(rows, columns=["intervention", "value", "verdict"])
    return spread_figure(table, "Bribes paid: change by intervention", "Change (bribes)", CAPTION, change=change)


def _forms(arms=NAMES[:20], forms=("publicity", "settlement")):
    rows = [(arm, form, ("national", "local")[j], 32, 0.01 * (k - 8) * (1 if j else 2), (k > 12) - (k < 6 - 4 * j))
            for k, arm in enumerate(arms) for form in forms for j in (0, 1)]  # fmt: skip
    table = pd.DataFrame(rows, columns=["measure", "form", "alternative", "sets", "mean", "sign"])
    return forms_figure(table, "Bribes paid: in which forms the sign holds", CAPTION)


def _tornado(intervals=True):
    swing = np.linspace(900.0, 1.0, len(NAMES))
    table = pd.DataFrame({"parameter": NAMES, "low_value": 0.001, "high_value": 123456.0})
    for end, sign in (("low", -0.4), ("high", 0.6)):
        table[f"change_at_{end}"] = sign * swing
        table[f"change_at_{end}_low"] = sign * swing - 50 if intervals else np.nan
        table[f"change_at_{end}_high"] = sign * swing + 50
    return tornado_figure(table, "Bribes paid: one parameter at a time", "bribes", CAPTION)


def _morris(replicated=True):
    mu = np.linspace(900.0, 1.0, len(NAMES))
    table = pd.DataFrame({"parameter": NAMES, "mu_star": mu, "sigma": mu / 2})
    table["mu_star_low"], table["mu_star_high"] = mu * 0.5 if replicated else np.nan, mu * 1.5
    table["verdict"] = ["linear or monotone"] * 10 + ["not distinguishable from noise"] * (len(NAMES) - 10)
    return morris_figure(table, "Bribes paid: what it depends on", "bribes", CAPTION)


def _sobol():
    total = np.linspace(0.7, 0.0, len(NAMES))
    table = pd.DataFrame({"parameter": NAMES, "first": total - 0.1, "total": total})
    for key in ("first", "total"):
        table[f"{key}_low"], table[f"{key}_high"] = table[key] - 0.2, table[key] + 0.2
    return sobol_figure(table, "Bribes paid: what its variance comes from", CAPTION)


def _regret(arms=20, points=40):
    table = pd.DataFrame(np.random.default_rng(1).uniform(0.0, 3000.0, (points, arms)), columns=NAMES[:arms])
    return regret_figure(table.sub(table.min(axis=1), axis=0), "Migrants exploited: regret", "migrants", CAPTION)


def _information():
    table = pd.DataFrame({"parameters": NAMES, "evppi": np.linspace(9.0, 0.0, len(NAMES)), "standard_error": 1.0})
    return information_figure(table, "What to measure first, if bribes paid decide", "bribes", CAPTION)


def _ranks():
    table = pd.DataFrame({"intervention": list(LONG), "rank_odds": np.geomspace(0.5, 40.0, len(LONG))})
    table["low"], table["high"] = table["rank_odds"] / 1.5, table["rank_odds"] * 1.5
    table.loc[1, ["rank_odds", "low", "high"]] = np.nan
    return ranks_figure(table, CAPTION)


def _pareto():
    table = pd.DataFrame({"cost": [0.0, 2e6, 5e6, 6e6], "effect": [0.0, 120.0, 300.0, 250.0],
                          "on_front": [True, True, True, False], "probability_on_front": [1.0, 0.8, 1.0, 0.1]},
                         index=["Nothing", "Document checks", "Checks and penalties together", "Channels"])  # fmt: skip
    return pareto_figure(table, "Exploitation avoided for money", ("USD a year", "Migrants not exploited"), CAPTION)


def _acceptability(options=9):
    prices = np.linspace(0.0, 1e5, 11)
    rows = [(price, NAMES[k], (k + 1) / 50 * (price / 1e5), k == 1) for price in prices for k in range(options)]
    table = pd.DataFrame(rows, columns=["willingness", "option", "probability", "optimal"])
    return acceptability_figure(table, "Which measure is the best buy", "USD", CAPTION)


def _patterns():
    table = pd.DataFrame({"words": NAMES[:12], "low": 0.2, "high": 0.4, "median": np.linspace(-1.0, 3.0, 12)})
    table["from"], table["to"] = table["median"] - 0.1, table["median"] + 0.1
    table["passes"] = table["median"].between(0.2, 0.4)
    return patterns_figure(table, CAPTION)


def _plane(options=4):
    generator = np.random.default_rng(1)
    rows = [(NAMES[k], effect, cost) for k in range(options)
            for effect, cost in zip(generator.normal(k * 40.0, 30.0, 25), generator.normal(2e6 - k * 7e5, 2e5, 25),
                                    strict=True)]  # fmt: skip
    table = pd.DataFrame(rows, columns=["option", "effect", "cost"])
    words = ("Migrants not exploited", "More cost than doing nothing (USD)")
    return plane_figure(table, "What exploitation avoided costs", words, CAPTION)


def _journeys(stages=6, exploited=100.0, aftermath=()):
    names = ["Recruitment", "Documents", "Border crossings", "Transportation", "Airports", "Accommodation"][:stages]
    table = pd.DataFrame({"context": names, "stopped": 400.0, "exploited": exploited, "bribed": 0.25})
    table.loc[1, ["stopped", "exploited", "bribed"]] = [0.0, 0.0, np.nan]
    arrived = 5000.0 - float(table[["stopped", "exploited"]].sum().sum())
    texts = ("Where journeys end", "Persons who set out irregularly in the window.", CAPTION)
    return journeys_figure(table, 1500.0, 3500.0, arrived, 0.1 * arrived, texts, aftermath)


def _aftermath():
    cases = Flow(
        "Cases against operators",
        "cases",
        [(20.0, "that could be opened")],
        (
            Step("Law enforcement and investigation", "4 bribes and 30 retainers",
                 (Way(6.0, "not opened, for a retainer", "retainer"), Way(2.0, "not opened, for a bribe", "bribe")),
                 "opened"),
            Step("", "", (Way(5.0, "ended without a charge", "ended"), Way(1.0, "still open", "open")), "charged"),
            Step("Prosecution and trial", "0 bribes", ()),
        ),
        "with a conviction",
    )  # fmt: skip
    persons = Flow(
        "Persons whose exploitation began",
        "persons",
        [(900.0, "on the way"), (600.0, "after arrival")],
        (Step("Service providers", "7 bribes for silence", (Way(80.0, "not identified, for a bribe", "bribe"),
                                                            Way(900.0, "with neither so far", "open"))),),
        "identified and helped",
    )  # fmt: skip
    return _journeys(aftermath=[cases, persons])


def _narrowing(arms=NAMES[:20]):
    middle = np.linspace(-0.4, 0.1, len(arms))
    table = pd.DataFrame({"low": middle - 0.05, "middle": middle, "high": middle + 0.05}, index=list(arms))
    table = table.join(pd.DataFrame({"low_blank": middle - 0.2, "middle_blank": middle, "high_blank": middle + 0.1},
                                    index=list(arms)))  # fmt: skip
    table.iloc[1] = np.nan
    return narrowing_figure(table, "Bribes paid: what the numbers leave open", "Change of bribes paid (%)", CAPTION)


VERDICTS = ["smaller without it", "no effect without it", "larger without it", "reversed without it",
            "different without it", "not distinguishable", "undefined", "no difference"]  # fmt: skip


def _carried(mechanisms=NAMES[:16]):
    off = np.linspace(0.03, -0.15, len(mechanisms))
    table = pd.DataFrame({"mechanism": mechanisms, "effect_off": off, "carried": -0.08 - off})
    for key, half in (("effect_off", 0.02), ("simultaneous", 0.03)):
        middle = table["effect_off" if key == "effect_off" else "carried"]
        table[f"{key}_low"], table[f"{key}_high"] = middle - half, middle + half
    table["verdict"] = [VERDICTS[place % len(VERDICTS)] for place in range(len(mechanisms))]
    gaps = ["effect_off", "effect_off_low", "effect_off_high", "carried", "simultaneous_low", "simultaneous_high"]
    table.loc[table["verdict"] == "undefined", gaps] = np.nan
    subtitle = f"{NAMES[0]}, against 3,061 bribes in 260 weeks without it. Each row has one mechanism switched off."
    return carried_figure(table, (-0.08, -0.1, -0.06), "What carries the effect on bribes paid", subtitle, CAPTION)


FIGURES = {
    "carried": _carried,
    "carried of one": lambda: _carried(["trust"]),
    "plane": _plane,
    "plane of many": lambda: _plane(12),
    "journeys": _journeys,
    "journeys and what came of them": _aftermath,
    "journeys past one context": lambda: _journeys(2, exploited=0.0),
    "narrowing": _narrowing,
    "narrowing of one": lambda: _narrowing(NAMES[:1] * 1 + ["B"]),
    "ranks": _ranks,
    "pareto": _pareto,
    "acceptability": _acceptability,
    "patterns": _patterns,
    "response": _response,
    "response over words": lambda: _response(words=True),
    "forms": _forms,
    "many forms": lambda: _forms(forms=("publicity", "settlement", "trust_in_offers", "credit", "exploitation")),
    "one form": lambda: _forms(forms=("publicity",)),
    "heat map": _heat,
    "heat map of levels": lambda: _heat(change=False),
    "heat map with a gap": lambda: _heat(gap=True),
    "spread": _spread,
    "spread of one": lambda: _spread(NAMES[:1]),
    "spread of levels": lambda: _spread(["Without interventions"], change=False),
    "tornado": _tornado,
    "tornado without intervals": lambda: _tornado(intervals=False),
    "morris": _morris,
    "morris without replicates": lambda: _morris(replicated=False),
    "sobol": _sobol,
    "regret": _regret,
    "regret of two": lambda: _regret(2, 3),
    "information": _information,
}


@pytest.fixture(scope="module", params=list(FIGURES))
def figure(request):
    drawn = FIGURES[request.param]()
    drawn.draw_without_rendering()
    return drawn


@pytest.mark.parametrize("name", list(FIGURES), ids=lambda name: name.replace(" ", "_"))
@pytest.mark.mpl_image_compare(baseline_dir="images", style="default", tolerance=6, savefig_kwargs={"dpi": 60})
def test_a_figure_looks_as_it_did(name):
    """Renew the images with ``python -m pytest tests/reporting --mpl-generate-path=tests/reporting/images``."""
    return FIGURES[name]()


@pytest.mark.parametrize("dpi", [80, 160])
@pytest.mark.parametrize("name", list(FIGURES), ids=lambda name: name.replace(" ", "_"))
def test_nothing_touches_the_edge_of_the_page(name, dpi):
    page = np.asarray(Image.open(io.BytesIO(FIGURES[name]().as_bytes("png", dpi=dpi))).convert("L"))
    for edge in (page[0], page[-1], page[:, 0], page[:, -1]):
        assert edge.min() > 200


def test_no_text_of_a_sweep_is_cut(figure):
    test_no_text_is_cut(figure)


def test_no_text_of_a_sweep_covers_another(figure):
    test_no_text_covers_another(figure)


def test_the_same_figure_of_a_sweep_has_the_same_bytes():
    assert _heat().as_bytes("svg") == _heat().as_bytes("svg")


def test_a_tornado_draws_both_ends_with_their_signs():
    axes = _tornado().axes[0]
    widths = sorted(round(float(bar.get_width())) for bar in axes.patches if bar.get_height() < 0.4)
    assert widths[0] == -360
    assert widths[-1] == 540


def test_what_carries_an_effect_is_drawn_where_it_is():
    left, right = _carried().axes
    drawn = [line.get_xdata()[0] for line in left.lines if len(line.get_xdata()) == 1]
    assert drawn[:2] == pytest.approx([-8.0, 3.0])  # the effect as it is, then the first mechanism
    assert "nothing (as it is)" in [tick.get_text() for tick in left.get_yticklabels()]
    assert next(line.get_xdata()[0] for line in right.lines if len(line.get_xdata()) == 1) == pytest.approx(-11.0)
    assert "exactly the same" in [text.get_text() for text in right.texts]


def test_a_map_marks_what_is_distinguishable():
    weights = {text.get_text(): text.get_weight() for text in _heat().axes[0].texts}
    assert weights["−600"] == "bold"
    assert weights["+600"] == "normal"

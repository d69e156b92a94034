"""The page for the browser: its model can be stepped, played past the end and reset with other values."""

import runpy
from pathlib import Path

import pytest

import simcorr as sc
from tests.agreement.held_together import first_difference

APP = Path(__file__).parents[2] / "docs" / "solara_app.py"


@pytest.fixture(scope="module")
def app():
    return runpy.run_path(str(APP))


def sliders(app):
    return {name: given for name, given in app["PARAMETERS"].items() if isinstance(given, dict)}


def played(model):
    while model.running:
        model.step()
    return model


def with_values(app, **moved):
    """Return the model that Reset makes of the fixed values and the sliders: by class, all of them by name."""
    values = app["PARAMETERS"] | {name: given["value"] for name, given in sliders(app).items()}
    return app["WatchedModel"](events=True, **values | moved)


def test_at_first_the_sliders_stand_where_the_scenario_does(app):
    usual = played(sc.CorruptionModel(app["SCENARIO"], rng=1, events=True)).trace()
    assert first_difference(usual, played(with_values(app)).trace()) is None
    at_first = played(app["at_start"]()).trace()
    assert (at_first.context == usual.context).all()


def test_a_step_past_the_end_is_harmless(app):
    model = played(with_values(app))
    before = model.trace()
    model.step()
    assert model.steps == model.week == model.weeks == app["SCENARIO"].window_weeks
    assert not model.running
    assert len(model.datacollector.get_model_vars_dataframe()) == model.weeks
    assert first_difference(before, model.trace()) is None


def test_every_slider_changes_the_run_and_reset_takes_it_back(app):
    usual = played(with_values(app)).trace()
    for name, slider in sliders(app).items():
        for end in ("min", "max"):
            if slider[end] != slider["value"]:
                assert first_difference(usual, played(with_values(app, **{name: slider[end]})).trace()), (name, end)
    assert first_difference(usual, played(with_values(app)).trace()) is None


def test_the_page_is_drawn(app):
    solara = pytest.importorskip("solara")
    if not hasattr(solara.v, "TabsItems"):
        pytest.skip("Mesa 3.3 draws its page with ipyvuetify before version 3")
    from ipyvuetify import Btn
    from mesa.visualization.solara_viz import ModelController, _check_model_params

    _check_model_params(app["WatchedModel"].__init__, app["PARAMETERS"])
    _, page = solara.render(app["page"], handle_error=False)
    page.close()

    values = app["PARAMETERS"] | {name: given["value"] for name, given in sliders(app).items()}
    first = app["at_start"]()
    model, values = solara.reactive(first), solara.reactive(values | {"smugglers__count": 3})
    play_interval, render_interval, use_threads = map(solara.reactive, (100, first.weeks + 3, False))
    controls = ModelController(
        model,
        model_parameters=values,
        play_interval=play_interval,
        render_interval=render_interval,
        use_threads=use_threads,
    )
    _, page = solara.render(controls, handle_error=False)
    buttons = {button.children[0]: button for button in page.find(Btn).widgets}
    buttons["Step"].click()
    assert model.value.week == first.weeks
    buttons["Reset"].click()
    assert (model.value.week, len(model.value.smugglers)) == (0, 3)
    page.close()

"""A window on the model in the browser: step, play and reset it, with sliders for some parameters.

It needs Mesa's tools for the browser, which simcorr itself does without::

    pip install "mesa[viz]" "ipyvuetify<3"
    solara run docs/solara_app.py
"""

from importlib.util import find_spec

import simcorr as sc

SCENARIO = sc.Scenario(
    name="land border",
    corridors=[sc.Corridor(name="land", arrivals_per_year=400)],
    smugglers={"count": 12},
    burn_in_weeks=0,
    window_weeks=104,
)


class WatchedModel(sc.CorruptionModel):
    """The model as a page may treat it.

    A page that is redrawn every few weeks only asks whether the run is complete after all of them, and so steps past
    the horizon.
    """

    # SolaraViz checks the names of parameters, unless ``kwargs`` says that there may be others.
    def __init__(self, scenario, *, rng=0, rotation_weeks=0, **kwargs):
        measures = [sc.StaffRotation(interval_weeks=rotation_weeks)] if rotation_weeks else []
        super().__init__(scenario, measures, rng=rng, **kwargs)

    def step(self):
        """Let one week pass, if there is one left."""
        if self.running:
            super().step()
        else:
            self.steps = self.week  # Mesa has counted this one


def slider(label, value, low, high, step):
    """Return what SolaraViz makes a slider of; whole numbers stay whole."""
    kind = "SliderFloat" if isinstance(step, float) else "SliderInt"
    return {"type": kind, "label": label, "value": value, "min": low, "max": high, "step": step}


PARAMETERS = {
    "scenario": SCENARIO,
    "rng": slider("Seed", 1, 1, 50, 1),
    "rotation_weeks": slider("Rotation, weeks", 0, 0, 52, 13),
    "officials__turnover_per_year": slider("Turnover a year", 0.05, 0.0, 0.5, 0.05),
    "contexts__border_crossings__interception_rate": slider("Stopped at border", 0.23, 0.0, 1.0, 0.01),
    "smugglers__count": slider("Operators", 12, 1, 40, 1),
}
"""What is fixed, and what has a slider: arguments of the model, with two underscores for the dot in a field's name."""


def at_start():
    """Return the model with every slider where it stands at first."""
    fixed = {name: value for name, value in PARAMETERS.items() if not isinstance(value, dict)}
    moved = {name: value["value"] for name, value in PARAMETERS.items() if isinstance(value, dict)}
    return WatchedModel(**fixed, **moved)


if find_spec("solara"):  # the model above can be used without it
    from mesa.visualization import SolaraViz, make_plot_component

    charts = ["bribes", ["offers", "demands"], "interceptions", ["cases_opened", "convictions"]]
    page = SolaraViz(
        at_start(),
        components=[make_plot_component(chart) for chart in charts],
        model_params=PARAMETERS,
        name="simcorr, week by week",
    )

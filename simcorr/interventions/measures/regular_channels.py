"""Finding 4: hurdles and costs of regular migration channels feed smuggling."""

from typing import Annotated, ClassVar

from simcorr.interventions.intervention import Intervention
from simcorr.interventions.sets import Sets


class CheaperRegularChannel(Intervention):
    """Lower what regular migration costs the migrant."""

    key = "cheaper_regular_channel"
    title = "Cheaper regular channels"
    finding = 4
    articles = ("UNCAC art. 10", "Trafficking Protocol art. 9", "Smuggling Protocol art. 15")
    sources = ("E004", "E196", "E198", "E200")
    mechanism = "more would-be migrants can afford the regular channel, fewer turn to smugglers"
    doses: ClassVar = {
        "modest": {"cost_factor": 0.8},
        "firm": {"cost_factor": 0.5},
        "full": {"cost_factor": 0.25},
    }
    dose_words: ClassVar = {
        "modest": "a fifth cheaper",
        "firm": "half the price",
        "full": "a quarter of the price",
    }

    cost_factor: Annotated[float, Sets("regular_cost_factor", "multiply")]


class FasterRegularChannel(Intervention):
    """Shorten the wait for regular migration."""

    key = "faster_regular_channel"
    title = "Faster regular channels"
    finding = 4
    articles = ("UNCAC art. 10", "Trafficking Protocol art. 9", "Smuggling Protocol art. 15")
    sources = ("E004", "E197", "E198")
    mechanism = "the regular channel gains against the quick irregular one"
    doses: ClassVar = {
        "modest": {"wait_factor": 0.8},
        "firm": {"wait_factor": 0.5},
        "full": {"wait_factor": 0.25},
    }
    dose_words: ClassVar = {
        "modest": "a fifth faster",
        "firm": "half the wait",
        "full": "a quarter of the wait",
    }

    wait_factor: Annotated[float, Sets("regular_wait_factor", "multiply")]

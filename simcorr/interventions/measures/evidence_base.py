"""Recommendation 10: improve the evidence base."""

from typing import Annotated, ClassVar

from simcorr.interventions.intervention import Intervention
from simcorr.interventions.sets import Sets


class BetterRecording(Intervention):
    """Record reports, cases and sanctions systematically, and let audits use the records."""

    key = "better_recording"
    title = "Better recording"
    recommendation = 10
    articles = ("UNCAC art. 61", "Trafficking Protocol art. 9", "Trafficking Protocol art. 10")
    sources = ("E102", "E118")
    mechanism = "official figures miss less of what happens (they may rise), and audits are aimed better"
    doses: ClassVar = {
        "modest": {"recording": 0.7, "targeting": 0.6},
        "firm": {"recording": 0.8, "targeting": 0.75},
        "full": {"recording": 0.95, "targeting": 1.0},
    }
    dose_words: ClassVar = {
        "modest": "common forms; seven events in ten are recorded",
        "firm": "a common register; eight events in ten are recorded",
        "full": "an audited register, open to research; nearly all events are recorded",
    }

    recording: Annotated[float, Sets("recording")]
    targeting: Annotated[float, Sets("audit_targeting", "maximum")] = 0.0

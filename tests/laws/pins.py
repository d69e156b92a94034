"""What a scenario pins at zero never happens, and what it pins at one always does."""

import numpy as np

from simcorr.world.codes import Bribe, Channel, Opening, Source
from tests.laws.law import Law

PINS = ("offer", "acceptance", "interception", "detection")
BOUGHT = (Bribe.JUSTICE, Bribe.SILENCE, Bribe.LICENCE, Bribe.RELEASE)
FREELY = (Bribe.OFFERED, Bribe.RETAINER, *BOUGHT)
"""Bribes that an official is offered, in one way or another."""


class Pins(Law):
    """Offers, acceptance, interception and detection, context by context."""

    def __init__(self, world):
        super().__init__(world)
        self.never, self.always = (
            {name: set(np.flatnonzero(pin == value)) for name, pin in zip(PINS, world.pins, strict=True)}
            for value in (0.0, 1.0)
        )
        self.channel = {}
        self.met, self.paid, self.stopped = None, False, False

    def on_channel(self, event):
        self.channel[event.subject] = event.b

    def on_encounter(self, event):
        self._encounter_ends()
        self.met, self.paid, self.stopped = event, False, False

    def on_interception(self, event):
        self.stopped = True

    def on_bribe(self, event):
        self.paid = self.paid or event.b in (Bribe.OFFERED, Bribe.DEMANDED)
        taken = event.b in FREELY and event.context in self.never["acceptance"]
        self.must(not taken, "a bribe is taken where none is accepted", event)
        bought = event.b in BOUGHT and event.context in self.never["offer"]
        self.must(not bought, "a bribe is paid where none is offered", event)

    def _encounter_ends(self):
        """Judge an encounter by what followed on it;."""
        if (event := self.met) is None:
            return
        k, offered, channel = event.context, event.b == Opening.OFFERED, self.channel[event.subject]
        self.must(not (offered and k in self.never["offer"]), "an offer where none is made", event)
        self.must(
            not offered or self.paid or k not in self.always["acceptance"], "refused where all is accepted", event
        )
        if channel == Channel.SMUGGLER and not self.paid:
            self.must(not (self.stopped and k in self.never["interception"]), "stopped where all may pass", event)
            self.must(self.stopped or k not in self.always["interception"], "let pass where all are stopped", event)
        self.met = None

    def on_retainer(self, event):
        self.must(event.b or event.context not in self.always["acceptance"], "refused where all is accepted", event)

    def on_refusal(self, event):
        self.must(event.context not in self.always["acceptance"], "refused where all is accepted", event)

    def on_report(self, event):
        if event.b != Source.FALSE:
            self.must(event.context not in self.never["detection"], "found where nothing is", event)
            all_is = event.context in self.always["detection"]
            self.must(not all_is or event.b == Source.AUDIT, "reported where audits find it all", event)

    def week_ends(self, state):
        self._encounter_ends()

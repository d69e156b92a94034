"""Documents that were bought: each has a source and is carried until the attempt ends; what exposes them (7.3)."""

import numpy as np

from simcorr.contexts import Context
from simcorr.world.codes import Bribe, Channel, Document, Status
from tests.laws.law import Law


class Documents(Law):
    """Who carries a document was issued it for a bribe, or had it forged where nobody was paid.

    All who pay at the documents office and pass leave with one, where documents are of use and they carry none.
    """

    def __init__(self, world):
        super().__init__(world)
        p = world.documents
        self.on = p.issued_cover > 0.0 or p.forged_cover > 0.0
        self.price = p.forger_price_usd * 100.0
        self.carried, self.home, self.clients, self.regular = {}, {}, set(), set()
        self.met, self.paid, self.stopped = None, False, None

    def on_channel(self, event):
        self.home[event.subject] = event.a
        self.carried.pop(event.subject, None)
        self.clients.discard(event.subject)
        self.regular.discard(event.subject)
        if event.b == Channel.REGULAR:
            self.regular.add(event.subject)

    def on_client(self, event):
        self.clients.add(event.subject)

    def on_encounter(self, event):
        self._leaves_with_one()
        self.met, self.paid, self.stopped = event, False, None

    def on_bribe(self, event):
        if event.b in (Bribe.OFFERED, Bribe.DEMANDED):
            self.paid = True

    def on_interception(self, event):
        self.stopped, self.met = event, None

    def _leaves_with_one(self):
        """Note whether a party has paid at the office, has passed, and was issued nothing."""
        at, self.met = self.met, None
        if not self.on or at is None or at.context != Context.DOCUMENTS or at.subject in self.regular:
            return
        if at.subject in self.carried:
            return
        self.must(not self.paid, "who paid for a document has got none", at)

    def on_document(self, event):
        at, self.met = self.met, None
        self.must(self.on, "a document where none is of use", event)
        self.must(event.subject not in self.carried, "a second document in one attempt", event)
        here = at is not None and at.subject == event.subject and at.context == Context.DOCUMENTS
        self.must(here, "a document that comes from nowhere", event)
        if event.a == Document.ISSUED:
            self.must(here and self.paid and event.other == at.other, "a document issued for nothing", event)
        else:
            self.must(not self.paid and event.subject in self.clients, "a forged document beside an issued one", event)
            size = self.world.party_size[self.home[event.subject]]
            self.must(abs(event.value - self.price * size) <= 0.5, "a forger who asks another price", event)
        self.carried[event.subject] = event.a, event.other

    def on_leave(self, event):
        """Forget who issued a document once he has left: a successor has nothing to do with it."""
        for who, (kind, issuer) in self.carried.items():
            if issuer == event.subject:
                self.carried[who] = kind, -1

    def on_exposure(self, event):
        stop, self.stopped = self.stopped, None
        stopped = stop is not None and (stop.subject, stop.context) == (event.subject, event.context)
        self.must(stopped, "a document is exposed of who was not stopped just before", event)
        kind, issuer = self.carried.get(event.subject, (Document.NONE, -1))
        self.must(kind == event.a, "a document is exposed that nobody carries", event)
        self.must(event.other in (-1, issuer), "somebody is asked about a document that he did not issue", event)

    def week_ends(self, state):
        self._leaves_with_one()
        people = state.migrants
        if len(people):
            under_way = np.isin(people.status, (Status.TRAVELLING, Status.DETAINED))
            who, held = people.serial[under_way].tolist(), people.document[under_way].tolist()
            books = [int(self.carried.get(one, (0, -1))[0]) for one in who]
            self.same("documents that are carried", held, books)

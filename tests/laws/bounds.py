"""No belief outside its bounds, no memory longer than it can be, nobody twice in one address book."""

import numpy as np

from simcorr.world.codes import Duty
from tests.laws.law import Law

SHARES = {
    "contexts": ("norm",),
    "posts": ("norm",),
    "corridors": ("success_alone", "success_smuggled", "exploitation", "impunity", "identification_rate"),
    "officials": ("trust_in_superior",),
    "migrants": ("urgency", "vulnerability"),
    "lines": ("trust",),
}
"""What lies between 0 and 1."""
AMOUNTS = {
    "contexts": ("accepted", "refused"),
    "posts": ("recent_reports", "recent_anomaly", "audit_effort"),
    "corridors": ("regular_bribe", "average_bribe", "average_loss", "known_alone", "known_smuggled", "known_regular"),
    "agencies": ("excess", "lost", "exposed_weeks"),
    "officials": ("detected", "undetected", "charged", "uncharged", "experience", "reservation", "income", "ties"),
    "supervisors": ("detected", "undetected", "reservation", "income"),
    "smugglers": ("accepted", "refused", "victims", "load", "skill", "exploitation_income"),
    "migrants": ("fee", "debt", "paid", "smuggler_paid"),
}
"""What is never negative."""
OF_ALL = ("believed_convicted", "believed_acquitted", "heard_cases", "heard_weeks", "case_hazard")
LARGEST = 1e300


class Bounds(Law):
    """Shares lie between zero and one, amounts are not negative, and everything is a number."""

    def week_ends(self, state):
        for low, high, fields in ((0.0, 1.0, SHARES), (0.0, LARGEST, AMOUNTS)):
            for people, names in fields.items():
                records = getattr(state, people)
                for name in names if len(records) else ():
                    self.within(f"{name} of {people}", getattr(records, name), low, high)
        for name in OF_ALL:
            self.within(name, [getattr(state, name)], 0.0, LARGEST)
        if len(state.migrants) and self.world.migrants.means_used_share == 0.0:
            self.within("means of migrants", state.migrants.means, 0.0, LARGEST)
        self.within("conviction", [state.conviction, state.operator_conviction], 0.0, 1.0)
        self.within("bribes in the ring", state.bribes_by_week, 0, LARGEST)
        if self.world.smugglers.count:
            self.within("value of routes", state.route_values, -1.0, 1.0, strictly=True)
            self.within("value of posts", state.post_values, -1.0, 0.0)


class Books(Law):
    """An address book has so many lines, and no living contact on two of them."""

    def week_ends(self, state):
        smugglers, lines = state.smugglers, state.lines
        if not len(smugglers):
            return
        contacts = np.asarray(smugglers.contacts)
        self.within("lines in use", contacts, 0, self.world.smugglers.book_size)
        if not len(lines) or contacts.min() < 0:
            return
        owner, officials = np.repeat(np.arange(len(contacts)), contacts), state.officials
        ties, status = np.asarray(officials.ties), np.asarray(officials.status)
        alive = (ties[lines.official_index] == lines.ties) & (status[lines.official_index] == Duty.IN_POST)
        if (np.asarray(lines.ties) > ties[lines.official_index]).any():
            self.wrong("a contact has ties that the official has not")
        pairs = owner[alive] * len(ties) + np.asarray(lines.official_index)[alive]
        if len(np.unique(pairs)) < len(pairs):
            self.wrong("one contact lives on two lines of a book")

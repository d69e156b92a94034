"""Who is in whose address book, how much he is trusted there, and what clients owe, follow from the events."""

import math

import numpy as np

from simcorr import draws
from simcorr.interventions import LEVERS
from simcorr.world import keys
from simcorr.world.codes import Bribe, Channel, Duty, Opening, Party
from simcorr.world.values import N_CONTEXTS
from tests.laws.law import Law
from tests.laws.legs import paid_when_stopped
from tests.laws.whereabouts import Whereabouts

SECOND_JOB_BAN, REGULAR_COST = (list(LEVERS).index(name) for name in ("second_job_ban", "regular_cost_factor"))


class Deals(Law):
    """Trust in a contact grows with every deal that was kept, and falls with every one that failed.

    A book is a list of lines: the official, the number of his ties when he was entered, and the trust in him. Whoever
    changes posts, or leaves, has new ties, so that a line with older ones is about nobody.
    """

    def __init__(self, world):
        super().__init__(world)
        self.who, self.posts = Whereabouts(world), world.place_post.tolist()
        self.retained = {}
        self.books = [[] for _ in range(int(world.smugglers.count))]
        self.ties, self.operator_of, self.week, self.met, self.news = [0] * world.n_officials, {}, 0, [], []
        self.remembered = np.zeros((2, int(world.smugglers.count), N_CONTEXTS))  # deals, and the trust in them
        self.heard = np.zeros((2, N_CONTEXTS))  # the same by word of mouth

    def on_channel(self, event):
        self.week = event.week
        self.operator_of.pop(event.subject, None)

    def on_client(self, event):
        self.operator_of[event.subject] = event.other

    def on_retainer(self, event):
        self.week = event.week
        self._remember(event.subject, event.a, event.b == 1)
        self.retained[event.subject] = [event.a, self.ties[event.a]] if event.b else [-1, 0]

    def on_encounter(self, event):
        operator = self.operator_of.get(event.subject, -1)
        line = self._line(operator, event.other) if operator >= 0 else None
        known, offered = line is not None, operator >= 0 and event.b == Opening.OFFERED
        if offered and self.world.flags.price_learning:
            trust = line[2] if known else self.world.smugglers.starting_trust
            self.news.append((operator, event.context, trust))
        self.met.append([offered, operator, event.other, known, self.ties[event.other], False, False])

    def on_bribe(self, event):
        if event.b == Bribe.OFFERED:
            self._follows(event, -2)

    def on_interception(self, event):
        self._follows(event, -1)

    def _follows(self, event, place):
        """Write down that the party met last has paid, or was stopped."""
        met = bool(self.met)
        self.must(met, "nobody was met before", event)
        if met:
            self.met[-1][place] = True

    def on_move(self, event):
        if self.posts[event.a] != self.posts[event.b] and self.world.flags.rotation_cuts_ties:
            self.ties[event.subject] += 1
        self.who.reads(event)

    def on_leave(self, event):
        self.ties[event.subject] += 1
        self.who.reads(event)

    def on_release(self, event):
        if event.b:
            self.books[event.subject] = []
            self.remembered[:, event.subject] = 0.0
            self.retained.pop(event.subject, None)

    def _reads(self, event):
        self.who.reads(event)

    on_hire = on_back = on_disposal = _reads

    def week_ends(self, state):
        for offered, operator, official, known, ties, paid, stopped in self.met:
            if offered and ties == self.ties[official]:
                if paid and not stopped:
                    self._remember(operator, official, True)
                elif known:
                    self._remember(operator, official, False)
        self.met = []
        self._trust_in_deals(state)
        self.same("ties of gatekeepers", state.officials.ties, self.ties)
        self._retainers(state.smugglers)
        lines = [line for book in self.books for line in book]
        if lines or len(state.lines):
            officials, ties, trust = zip(*lines, strict=True) if lines else ((), (), ())
            self.same("contacts", state.lines.official_index, officials)
            self.same("ties of contacts", state.lines.ties, ties)
            self.close("trust in contacts", state.lines.trust, trust)

    def _trust_in_deals(self, state):
        """What is known of prices was learned with people trusted so much; it fades like the prices."""
        self.remembered *= math.exp(-self.world.smugglers.belief_fade_per_week)
        self.heard *= math.exp(-self.world.smugglers.belief_fade_per_week)
        for operator, context, trust in self.news:
            self.remembered[:, operator, context] += 1.0, trust
            self.heard[:, context] += self.world.smugglers.word_of_mouth * np.array([1.0, trust])
        self.news = []
        for name, heard in zip(("deals", "trusted"), self.heard, strict=True):
            self.close(f"{name}, by word of mouth", getattr(state.contexts, name), heard)
        if len(state.smugglers):
            age = state.week - np.asarray(state.smugglers.learned_in).reshape(-1, N_CONTEXTS)
            kept = np.exp(-self.world.smugglers.belief_fade_per_week * age)
            for name, known in zip(("deals", "trusted"), self.remembered, strict=True):
                held = np.asarray(getattr(state.smugglers, name)).reshape(known.shape) * kept
                self.close(f"{name}, to operators", np.ravel(held), np.ravel(known))

    def _retainers(self, smugglers):
        """Who is on a payroll is the one who took the last retainer; a term may end without another offer."""
        paying = np.flatnonzero(smugglers.retainer_index >= 0) if len(smugglers) else []
        held = [[smugglers.retainer_index[one], smugglers.retainer_ties[one]] for one in paying]
        if held != [self.retained.get(one) for one in paying]:
            self.wrong(f"on the payroll: {held} in the state, {self.retained} in the books")

    def _line(self, operator, official):
        """Return the line of somebody who is still the same, and on duty."""
        if self.who.duty[official] == Duty.IN_POST:
            for line in self.books[operator]:
                if line[:2] == [official, self.ties[official]]:
                    return line
        return None

    def _remember(self, operator, official, kept):
        p, line = self.world.smugglers, self._line(operator, official)
        if line is not None:
            line[2] = line[2] + p.trust_gain * (1.0 - line[2]) if kept else line[2] * (1.0 - p.trust_loss)
        elif kept and self.who.duty[official] == Duty.IN_POST:
            first = self._trust_in_a_stranger(official)
            self._enter(operator, [official, self.ties[official], first + p.trust_gain * (1.0 - first)])

    def _trust_in_a_stranger(self, official):
        world, start = self.world, self.world.smugglers.starting_trust
        post = self.posts[self.who.place[official]]
        ban = world.levers[self.week, SECOND_JOB_BAN, world.post_corridor[post], world.post_context[post]]
        if world.place_private[self.who.place[official]]:
            ban = 0.0  # rules of public service
        key = keys.person(world.run_key, keys.ROW, official, self.who.generation[official])
        has_job = draws.uniform(key, keys.SECOND_JOB) < world.officials.second_job_share * (1.0 - ban)
        return start + (1.0 - start) * world.officials.second_job_trust * has_job

    def _enter(self, operator, line):
        """Take the line of somebody who is lost, or a new one, or that of the least trusted, if it is trusted less."""
        book = self.books[operator]
        for number, (official, ties, _) in enumerate(book):
            if self.ties[official] != ties:
                book[number] = line
                return
        if len(book) < self.world.smugglers.book_size:
            book.append(line)
            return
        least = min(range(len(book)), key=lambda number: book[number][2])
        if book[least][2] < line[2]:
            book[least] = line


class Purses(Law):
    """What an attempt has cost is missing for the next: what was paid of the fee, the way, what officials got."""

    def __init__(self, world):
        super().__init__(world)
        self.home, self.spent, self.means = {}, {}, {}  # by migrant: corridor, the cost of this attempt, means for it
        self.asked = {}  # by this week's clients: the corridor asked for, as far as a debt tells
        self.fee, self.behind = {}, {}  # by migrant: fee and corridor travelled, stages behind

    def on_channel(self, event):
        p, subject = self.world.migrants, event.subject
        if subject in self.means:
            self.means[subject] -= p.means_used_share * (self.spent[subject] + self._paid_of_fee(subject))
        self.fee.pop(subject, None)
        self.spent[subject] = p.alone_cost_usd * 100.0 if event.b == Channel.ALONE else 0.0
        self.home[subject] = event.a

    def on_client(self, event):
        self.fee[event.subject] = event.value, event.b
        self.asked[event.subject] = None

    def on_placement(self, event):
        self.spent[event.subject] += event.value

    def _paid_of_fee(self, subject):
        """Return what was paid of the fee of an attempt, by the stages that were behind when it ended."""
        if subject not in self.fee:
            return 0.0
        fee, route = self.fee[subject]
        return fee * paid_when_stopped(self.world, route, self.behind[subject])

    def on_debt(self, event):
        if event.subject in self.asked:
            self.asked[event.subject] = event.b

    def on_bribe(self, event):
        if event.party == Party.MIGRANT:
            self.spent[event.other] += event.value / float(self.world.party_size[self.home[event.other]])

    def week_ends(self, state):
        people = state.migrants
        if not len(people):
            return
        self._ways(people)
        self.behind.update(zip(people.serial.tolist(), people.stage.tolist(), strict=True))
        for serial, means, attempt in zip(people.serial, people.means, people.attempt, strict=True):
            if attempt == 0:  # as drawn: another law's business
                self.means[serial] = means
        self.close("means of migrants", people.means, [self.means[serial] for serial in people.serial])

    def _ways(self, people):
        """Let the way to another corridor be paid by this week's clients who asked for one."""
        for serial, elsewhere in zip(people.serial.tolist(), people.went_elsewhere.tolist(), strict=True):
            if serial in self.asked:
                asked = self.asked[serial]
                if asked is not None and (asked != self.home[serial]) != bool(elsewhere):
                    self.wrong(f"migrant {serial} paid for another way than to the corridor asked for")
                self.spent[serial] += elsewhere * self.world.migrants.detour_cost_usd * 100.0
        self.asked = {}


class Debts(Law):
    """A client owes what the fee, and the way to the corridor that he asks for, exceed his means by.

    Who takes the regular channel owes what its cost exceeds his means by, and no more than somebody lends.
    """

    def __init__(self, world):
        super().__init__(world)
        self.owed = {}  # by migrant: how much, the corridor asked for, the price of the regular channel

    def on_channel(self, event):
        self.owed.pop(event.subject, None)
        if event.b == Channel.REGULAR:
            factor = self.world.levers[event.week, REGULAR_COST, event.corridor, 0]
            self.owed[event.subject] = (0.0, None, self.world.regular_cost[event.corridor] * factor)

    def on_client(self, event):
        self.owed[event.subject] = (0.0, None, 0.0)

    on_placement = on_client

    def on_debt(self, event):
        self.must(event.value > 0.0, "a debt of nothing", event)
        self.must(event.subject in self.owed, "who owes is no client", event)
        price = self.owed.get(event.subject, (0.0, None, 0.0))[2]
        if price > 0.0:
            lent = self.world.migrants.regular_credit * price
            self.must(event.value <= lent * (1.0 + 1e-12), "more is owed than anybody lends", event)
        self.owed[event.subject] = (event.value, event.b, price)

    def week_ends(self, state):
        people = state.migrants
        followed = people.serial if len(people) else ()
        self.owed = {serial: self.owed[serial] for serial in followed if serial in self.owed}
        client = np.isin(people.serial, list(self.owed)) if self.owed else np.zeros(len(people), dtype=bool)
        if not client.any():
            return
        owed, asked, prices = zip(*(self.owed[serial] for serial in people.serial[client]), strict=True)
        self.close("debts", people.debt[client], owed + np.maximum(-people.means[client], 0.0))
        home, needed = people.corridor[client], people.fee[client] + prices - people.means[client]
        away = np.array([elsewhere is not None and elsewhere != at for elsewhere, at in zip(asked, home, strict=True)])
        detour = self.world.migrants.detour_cost_usd * 100.0 * away
        self.close("debts for fees and detours", people.debt[client], np.maximum(needed + detour, 0.0))

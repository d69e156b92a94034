"""The laws notice a state in which something is not as it was, and say which of them it breaks."""

import pytest

from simcorr.world.codes import Duty, Stage
from tests.laws.checker import LAWS
from tests.laws.planted import SUPERVISORS, watched
from tests.laws.test_planted_events import CHANGED, ELSEWHERE, LOST


def _second_line(model):
    smuggler = next(each for each in model.smugglers if sum(line.is_alive for line in each.book))
    line = next(line for line in smuggler.book if line.is_alive)
    smuggler.enter(line.official, 0.5)


def _trust_a_contact(model):
    next(each for each in model.smugglers if each.contacts).contact(0).trust = 0.123


def _know_a_price(model):
    model.smugglers[0].accepted[2, 3] += 1.0


def _all_of(people, name, value):
    def spoil(model):
        for each in getattr(model, people):
            setattr(each, name, value)

    return spoil


def _set(people, name, value, which=0):
    def spoil(model):
        setattr(getattr(model, people)[which], name, value)

    return spoil


def _seat_two(model):
    model.officials[0].place = model.officials[1].place


def _swap_holders(model):
    model.holder[0], model.holder[1] = model.holder[1], model.holder[0]


def _follow_twice(model):
    model.migrants.append(model.migrants[0])


def _lose_a_file(model):
    model.cases.pop()


def _open_a_file_twice(model):
    model.cases.append(model.cases[0])


def _put_in_the_ring(model):
    model.bribes_by_week[0, 0] = -1


def _learn_too_much(model):
    model.route_values[0, 0] = 1.0


def _learn_of_a_post(model):
    model.post_values[0, 0] = -0.5


def _believe_in_courts(model):
    model.conviction = 0.5


def _believe_in_dismissal(model):
    model.dismissal += 0.01


def _believe_in_others(model):
    model.independence += 0.01


def _fear_cases(model):
    model.case_hazard += 0.01


def _trust_in_courts(model):
    model.operator_conviction += 0.01


def _fear_authorities(model):
    model.corridors[0].punishment += 0.01


def _save_up(model):
    model.capacity[Stage.TRIAL] = 1e6


def _work_from_nowhere(model):
    model.other_files[Stage.INVESTIGATION] += 1


SPOILT = {
    "two officials at a place": (_seat_two, "Seats: two officials hold one place"),
    "holders exchanged": (_swap_holders, "Seats: holder"),
    "a post that grows": (_set("posts", "staff", 99), "Seats: staff"),
    "a migrant followed twice": (_follow_twice, "Persons: somebody is followed twice"),
    "a migrant with a state of no migrant": (_set("migrants", "status", 0), "Persons: status"),
    "an attempt more": (_set("migrants", "attempt", 9), "Persons: attempt"),
    "a load too high": (_set("smugglers", "load", 7), "Loads: load"),
    "money from nowhere": (_set("officials", "income", 1), "Incomes: income of gatekeepers"),
    "a supervisor's money from nowhere": (_set("supervisors", "income", 1), "Incomes: income of supervisors"),
    "a migrant who has paid": (_set("migrants", "paid", 5), "Payments: what migrants have paid"),
    "a file lost": (_lose_a_file, "Files: open files"),
    "a file twice": (_open_a_file_twice, "Files: open files"),
    "a mark without a file": (_set("supervisors", "open_case", 1, 39), "Files: open cases of supervisors"),
    "a desk with time from nowhere": (_set("posts", "desk_capacity", 0.123), "Desks: "),
    "a court with time from nowhere": (_save_up, "Courts: "),
    "other work from nowhere": (_work_from_nowhere, "Queues: files of other work of 0"),
    "a file sent back in the queue": (_set("cases", "others_before", 3), "Queues: files of other work before a file"),
    "an official away": (_set("officials", "status", Duty.LEFT, 5), "Duties: status of officials"),
    "a supervisor away": (_set("supervisors", "status", Duty.LEFT, 5), "Duties: status of supervisors"),
    "an operator away": (_set("smugglers", "away_until", 10**6), "Duties: operators at large"),
    "a norm above one": (_set("contexts", "norm", 1.2), "Bounds: norm of contexts"),
    "trust below zero": (_set("officials", "trust_in_superior", -0.1), "Bounds: trust_in_superior of officials"),
    "a belief that is no number": (_set("corridors", "impunity", float("nan")), "Bounds: impunity of corridors"),
    "a weight below zero": (_set("officials", "undetected", -1.0), "Bounds: undetected of officials"),
    "a route as good as can be": (_learn_too_much, "Bounds: value of routes"),
    "a norm that nobody set": (_set("posts", "norm", 0.123), "Norms: norm of posts"),
    "trust in a new superior": (_set("officials", "trust_in_superior", 0.9), "Trust: trust in superiors"),
    "a fear of charges": (_set("officials", "charged", 3.0), "Charges: cases charged"),
    "a belief in courts": (_believe_in_courts, "Verdicts: belief in conviction"),
    "a belief in dismissal": (_believe_in_dismissal, "Dismissals: belief in dismissal"),
    "a belief in other hands": (_believe_in_others, "Dismissals: belief in others"),
    "a supervisor's fear": (_set("supervisors", "detected", 3.0), "SupervisorsRisks: detections"),
    "a hazard from nowhere": (_fear_cases, "Hazards: hazard of a case"),
    "courts that operators need not fear": (_trust_in_courts, "Exploiters: belief in convictions of operators"),
    "victims said to be found": (_set("corridors", "identification_rate", 0.5), "Exploiters: identification, as"),
    "income from nowhere": (_set("smugglers", "exploitation_income", 1), "Exploiters: income from exploitation"),
    "a rumour": (_set("corridors", "average_bribe", 1e6), "PublicBeliefs: average_bribe of corridors"),
    "bribes fewer than none": (_put_in_the_ring, "Bounds: bribes in the ring"),
    "a book with fewer lines than none": (_set("smugglers", "contacts", -1), "Books: lines in use"),
    "a contact trusted for nothing": (_trust_a_contact, "Deals: trust in contacts"),
    "a payroll that nobody is on": (_all_of("smugglers", "retainer_index", 0), "Deals: on the payroll"),
    "a route that is worth more": (_learn_too_much, "Routes: value of routes"),
    "a post that is worth less": (_learn_of_a_post, "Posts: value of posts"),
    "a price that nobody has seen": (_know_a_price, "Prices: offers accepted"),
    "a deal that nobody told of": (_set("contexts", "deals", 99.0), "Deals: deals, by word of mouth"),
    "trust that nobody told of": (_set("contexts", "trusted", 99.0), "Deals: trusted, by word of mouth"),
    "urgency from nowhere": (_all_of("migrants", "urgency", 0.123), "Traits: urgency of migrants"),
    "vulnerability from nowhere": (_all_of("migrants", "vulnerability", 0.5), "Traits: vulnerability of clients"),
    "other operators": (_all_of("smugglers", "skill", 1.0), "Traits: skill of operators"),
    "ties cut by nobody": (_set("officials", "ties", 9), "Deals: ties of gatekeepers"),
    "a debt from nowhere": (_all_of("migrants", "debt", 1e9), "Debts: debts"),
    "means from nowhere": (_all_of("migrants", "means", 1e9), "Traits: means of migrants"),
    "means that nobody has earned": (_all_of("migrants", "means", 1e9), "Purses: means of migrants"),
    "means that do not fit a debt": (_all_of("migrants", "means", -1e9), "Debts: debts for fees"),
    "an anomaly that nobody saw": (_set("posts", "recent_anomaly", 99.0), "Signals: what looked odd at posts"),
    "reports that nobody made": (_set("posts", "recent_reports", 99.0), "Signals: reports that are remembered"),
    "audits where there is no signal": (_set("posts", "audit_effort", 99.0), "Signals: audit effort of posts"),
    "fear from nowhere": (_fear_authorities, "Victims: punishment, as victims believe"),
    "a contact on two lines": (_second_line, "Books: one contact lives on two lines"),
}


@pytest.mark.parametrize("name", SPOILT)
def test_a_spoilt_state_is_named(name):
    spoil, named = SPOILT[name]
    found = watched(SUPERVISORS, spoil=spoil)
    assert any(named in words for words in found), found


def test_every_law_has_been_broken():
    named = " ".join(
        [
            *LOST.values(),
            *(words for _, words in SPOILT.values()),
            *(one[2] for planted in (CHANGED, ELSEWHERE) for one in planted.values()),
            "Pins",
        ]
    )
    assert [law.__name__ for law in LAWS if law.__name__ not in named] == []

"""Agents of one's own: a verb that only passes on changes nothing, one that decides otherwise changes the run."""

import pytest

from simcorr.engine import agents
from simcorr.engine.mesa import CorruptionModel, Migrant, Official, Smuggler, Supervisor
from simcorr.errors import RunError
from simcorr.world.codes import Channel, Opening
from simcorr.world.trace import EventKind
from tests.agreement.held_together import first_difference
from tests.engine.mesa.worlds import corridor_total, finished, lively, of_kind, total

ALL_ON = {
    "supervision.money_trail": 0.9,
    "switches.decided_exploitation": True,
    "migrants.deceived_share": 0.5,
    "protection.authority_rate": 0.1,
    "protection.screening": 0.3,
    "protection.screening_at_interception": 0.5,
    "protection.punishment_fear": 0.5,
    "documents.issued_cover": 0.5,
    "documents.issued_exposure": 1.0,
    "documents.tracing": 1.0,
    "justice.document_checks": 0.3,
    "corridors.land.agencies": 3,
    "agencies.hazard": 1.0,
    "justice.detention_weeks": 3,
    "justice.release_access": 0.5,
    "protection.screening_in_detention": 0.1,
}
"""What is off by default and asks agents of something."""
SCENARIO = lively(weeks=60, burn_in=5, changes=ALL_ON)
SEED = 7
KINDS = {
    Migrant: agents.Migrant,
    Smuggler: agents.Smuggler,
    Official: agents.Official,
    Supervisor: agents.Supervisor,
}


def verbs_of(kind):
    """Return the public verbs of a kind of agent, those among them that read like fields included."""
    members = vars(KINDS[kind]).items()
    return [n for n, member in members if not n.startswith("_") and (callable(member) or isinstance(member, property))]


VERBS = [(kind, name) for kind in KINDS for name in verbs_of(kind)]


def override(base, name, decide):
    """Return a subclass with another verb; ``decide`` is given the agent, what the usual verb says and the arguments.

    For a verb that reads like a field there are no arguments.
    """

    def verb(agent, *arguments):
        return decide(agent, getattr(super(own, agent), name)(*arguments), *arguments)

    def value(agent):
        return decide(agent, getattr(super(own, agent), name))

    own = type("Own", (base,), {name: property(value) if isinstance(getattr(base, name), property) else verb})
    return own


def passing_on(base, name, asked):
    """Return a subclass whose verb only asks its base class, and notes that it was asked."""

    def note(agent, usual, *arguments):
        asked.add(name)
        return usual

    return override(base, name, note)


def saying(value):
    """Return the decision that is always the same."""
    return lambda agent, usual, *arguments: value


def run_with(kind, own):
    return finished(SCENARIO, seed=SEED, events=True, agents={kind: own}).trace()


@pytest.fixture(scope="module")
def usual():
    return finished(SCENARIO, seed=SEED, events=True).trace()


def named(value):
    return value if isinstance(value, str) else getattr(value, "__name__", "")


class TestPassingOn:
    def test_the_verbs_are_found(self):
        assert len(VERBS) > 70
        assert {"value_of_smuggler", "choose_corridor", "party_size"} <= set(verbs_of(Migrant))
        assert {"demand_probability", "most_demands", "wage", "norm"} <= set(verbs_of(Official))
        assert {"believed_acceptance", "choose_corridor", "is_active"} <= set(verbs_of(Smuggler))
        assert {"required_hush_payment", "superior"} <= set(verbs_of(Supervisor))

    @pytest.mark.parametrize(("kind", "name"), VERBS, ids=named)
    def test_a_verb_that_only_asks_its_base_class_changes_nothing(self, kind, name, usual):
        asked = set()
        assert first_difference(usual, run_with(kind, passing_on(kind, name, asked))) is None
        assert asked == {name}, "the model never asks it"

    @pytest.mark.parametrize("kind", KINDS, ids=named)
    def test_nor_do_all_verbs_at_once(self, kind, usual):
        own, asked = kind, set()
        for name in verbs_of(kind):
            own = passing_on(own, name, asked)
        assert first_difference(usual, run_with(kind, own)) is None


def times(factor):
    return lambda agent, usual, *arguments: factor * usual


def plus(more):
    return lambda agent, usual, *arguments: usual + more


OTHERWISE = [
    (Migrant, "choose_channel", saying(int(Channel.ALONE))),
    (Migrant, "choose_corridor", lambda migrant, usual: 1 - usual),
    (Migrant, "perspective", saying(0)),
    (Migrant, "value_of_regular_channel", plus(1e5)),
    (Migrant, "value_of_travelling_alone", plus(1e5)),
    (Migrant, "value_of_smuggler", plus(-1e5)),
    (Migrant, "payment_probability", saying(0.0)),
    (Migrant, "report_probability", saying(1.0)),
    (Migrant, "harm_report_probability", saying(1.0)),
    (Migrant, "confidence", saying(0.0)),
    (Migrant, "is_trafficked", saying(False)),
    (Migrant, "exploitation_probability", saying(1.0)),
    (Migrant, "control", saying(0.0)),
    (Migrant, "undisturbed_weeks", saying(1.0)),
    (Migrant, "extortion_price", times(2)),
    (Smuggler, "choose_offer", saying(-1)),
    (Smuggler, "believed_acceptance", times(0.2)),
    (Smuggler, "choose_corridor", lambda smuggler, usual, wish, persons, draw: 1 - usual),
    (Smuggler, "wants_retainer", lambda smuggler, usual, payment, loss: not usual),
    (Smuggler, "fee", times(2.0)),
    (Smuggler, "agreed_fee", times(2.0)),
    (Smuggler, "forgone", saying(5.0)),
    (Smuggler, "has_capacity", saying(False)),
    (Smuggler, "exploitation_probability", saying(1.0)),
    (Official, "acceptance_probability", times(0.5)),
    (Official, "demand_probability", saying(0.0)),
    (Official, "most_demands", times(0.5)),
    (Official, "expected_loss", plus(1e5)),
    (Official, "norm", saying(0.0)),
    (Official, "interception_probability", saying(1.0)),
    (Official, "starting_trust", saying(1.0)),
    (Official, "cut", saying(0.5)),
    (Official, "protection", saying(1.0)),
    (Supervisor, "required_hush_payment", times(0.01)),
    (Supervisor, "loss_if_convicted", times(100.0)),
    (Supervisor, "loss_if_pursued", times(100.0)),
]
"""What one might decide otherwise, and how."""


class TestDecidingOtherwise:
    @pytest.mark.parametrize(("kind", "name", "decide"), OTHERWISE, ids=named)
    def test_another_decision_changes_the_run(self, kind, name, decide, usual):
        assert first_difference(usual, run_with(kind, override(kind, name, decide))) is not None

    @pytest.mark.parametrize("name", ["learn_price", "learn_route", "remember_deal"])
    def test_an_operator_who_does_not_learn_acts_in_another_way(self, name, usual):
        stubborn = type("Stubborn", (Smuggler,), {name: lambda self, *arguments: None})
        assert first_difference(usual, run_with(Smuggler, stubborn)) is not None

    def test_what_channels_are_worth_decides_how_many_choose_them(self, usual):
        """The lively world has a scale of choice of about this size: values so far apart leave no doubt."""
        bold = run_with(Migrant, override(Migrant, "value_of_travelling_alone", plus(1e9)))
        timid = run_with(Migrant, override(Migrant, "value_of_smuggler", plus(-1e12)))
        assert corridor_total(bold, "chose_alone") == _chosen(bold) > corridor_total(usual, "chose_alone") > 0
        assert corridor_total(timid, "chose_smuggler") == 0 < corridor_total(usual, "chose_smuggler")

    def test_what_one_corridor_is_worth_decides_which_is_asked_for(self):
        """Through `choose_corridor` as it is: it reads the view that the values form."""

        def elsewhere(migrant, usual, route):
            return usual if route != migrant.corridor else usual - 1e12

        routes = []

        class Watched(override(Migrant, "value_of_smuggler", elsewhere)):
            def choose_corridor(self):
                routes.append((self.corridor, super().choose_corridor()))
                return routes[-1][1]

        run_with(Migrant, Watched)
        assert len(routes) > 20
        assert all(asked == 1 - own for own, asked in routes)

    def test_each_migrant_can_see_the_channels_in_an_own_way(self):
        """Values may differ from person to person, not by perspective alone; the views of the others stay theirs."""
        by_urgency = override(
            Migrant, "value_of_travelling_alone", lambda migrant, usual: 1e12 if migrant.urgency > 0.5 else -1e12
        )
        chosen = []

        class Watched(by_urgency):
            def choose_channel(self):
                chosen.append((self.urgency > 0.5, super().choose_channel()))
                return chosen[-1][1]

        run_with(Migrant, Watched)
        assert {channel for urgent, channel in chosen if urgent} == {Channel.ALONE}
        assert {channel for urgent, channel in chosen if not urgent} == {
            Channel.STAY,
            Channel.REGULAR,
            Channel.SMUGGLER,
        }

    def test_who_asks_more_often_than_the_propensity_allows_is_heard(self, usual):
        always = run_with(Official, override(Official, "demand_probability", saying(1.0)))
        met = [row for row in of_kind(always, EventKind.ENCOUNTER) if row[3] != Opening.OFFERED]
        asked = sum(row[3] == Opening.DEMANDED for row in met)
        assert asked / len(met) > SCENARIO.officials.demand_propensity + 0.3
        assert total(usual, "demands") < 0.5 * total(always, "demands")

    def test_an_own_upper_end_of_demands_is_kept(self):
        class Sparing(Official):
            def demand_probability(self, price, trust):
                return 1.0

            def most_demands(self):
                return 0.0

        assert total(run_with(Official, Sparing), "demands") == 0

    def test_a_subclass_of_a_subclass_decides_as_its_base(self, usual):
        own = override(Migrant, "value_of_smuggler", plus(-1e12))
        assert corridor_total(run_with(Migrant, type("Younger", (own,), {})), "chose_smuggler") == 0
        greedy = override(Official, "demand_probability", saying(1.0))
        younger = run_with(Official, type("Younger", (greedy,), {}))
        assert first_difference(younger, run_with(Official, greedy)) is None

    @pytest.mark.parametrize(
        ("kind", "name", "value", "measure"),
        [
            (Migrant, "value_of_smuggler", -1e12, "chose_smuggler"),
            (Migrant, "value_of_travelling_alone", -1e12, "chose_alone"),
        ],
    )
    def test_a_verb_from_elsewhere_counts_like_one_s_own(self, kind, name, value, measure):
        """A class may take the verb from another base that comes first."""
        other = type("Other", (), {name: lambda self, *arguments: value})
        assert corridor_total(run_with(kind, type("Mixed", (other, kind), {})), measure) == 0

    def test_demands_from_elsewhere_count_like_one_s_own(self):
        other = type("Other", (), {"demand_probability": lambda self, price, trust: 1.0})
        greedy = run_with(Official, override(Official, "demand_probability", saying(1.0)))
        assert first_difference(greedy, run_with(Official, type("Mixed", (other, Official), {}))) is None

    def test_an_outlook_of_one_s_own_stands(self, usual):
        """Whoever says how the channels look is not overruled because of a value of one's own."""

        class Conventional(Migrant):
            def value_of_smuggler(self, route):
                return -1e12

            def outlook(self):
                return super().outlook()

        assert first_difference(usual, run_with(Migrant, Conventional)) is None


def _chosen(trace):
    return sum(corridor_total(trace, f"chose_{channel}") for channel in ("stay", "regular", "alone", "smuggler"))


class TestWhatCannotBeCalled:
    @pytest.mark.parametrize(
        ("kind", "name", "verb", "allowed"),
        [
            (Official, "acceptance_probability", lambda self, price: 0.0, "self, price, trust"),
            (Official, "norm", lambda self, week: 0.0, "self"),
            (Official, "wage_of", None, None),
            (
                Smuggler,
                "believed_acceptance",
                lambda self, context, band, trust, more, yet: 0.5,
                "self, context, band, more_trust",
            ),
            (Migrant, "value_of_smuggler", lambda self: 0.0, "self, route"),
            (Supervisor, "required_hush_payment", lambda: 0.0, "self"),
            (Supervisor, "take", lambda self, amount, *, giver: None, "self, amount"),
        ],
        ids=named,
    )
    def test_a_verb_that_the_model_could_not_call_is_refused_at_once(self, kind, name, verb, allowed):
        own = type("Mistaken", (kind,), {name: verb or (lambda self, anything: anything)})
        if allowed is None:  # a verb of one's own is one's own affair
            assert CorruptionModel(SCENARIO, agents={kind: own}).week == 0
            return
        with pytest.raises(RunError) as caught:
            CorruptionModel(SCENARIO, agents={kind: own})
        words = f"Mistaken.{name} cannot be called as the model calls it: allowed is {name}({allowed})"
        assert str(caught.value) == words

    def test_arguments_may_have_other_names_or_defaults(self, usual):
        class Renamed(Official):
            def acceptance_probability(self, cents, familiarity=0.0, *rest, **more):
                return super().acceptance_probability(cents, familiarity)

        assert first_difference(usual, run_with(Official, Renamed)) is None

    def test_a_verb_cannot_become_a_field(self):
        class Mistaken(Official):
            norm = 0.5

        with pytest.raises(RunError, match=r"Mistaken\.norm cannot be called"):
            CorruptionModel(SCENARIO, agents={Official: Mistaken})

    def test_what_is_read_like_a_field_cannot_become_a_verb(self):
        class Mistaken(Official):
            def wage(self):
                return 5.0

        with pytest.raises(RunError, match=r"Mistaken\.wage is read like a field; allowed is a property"):
            CorruptionModel(SCENARIO, agents={Official: Mistaken})

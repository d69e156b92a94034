"""What a model shows to whoever looks: who belongs to whom, where things are, and a line about each agent."""

import re

import pytest

from simcorr.contexts import Context
from simcorr.engine.mesa import CorruptionModel, Official, Smuggler, Supervisor
from simcorr.interventions import StaffRotation
from simcorr.world.codes import Duty, Status
from tests.engine.mesa.worlds import finished, lively

ROTATION = StaffRotation(interval_weeks=7, share=0.8)


def every_week(check, **options):
    return finished(lively(weeks=40, **options), [ROTATION], seed=4, before_week=check)


@pytest.fixture(scope="module")
def model():
    return finished(lively(weeks=40), [ROTATION], seed=4)


def test_officials_know_their_post_and_their_superior():
    def check(model):
        for official in model.officials:
            assert official.post is model.posts[official.post_index]
            assert (official.post.corridor, official.post.context) == (official.corridor, official.context)
            assert official.superior is model.supervisors[official.post_index]
            assert official.superior.rank == 1
            assert (official.superior.corridor, official.superior.context) == (official.corridor, official.context)
            assert official.in_post is (official.status == Duty.IN_POST)

    every_week(check)


def test_the_superior_of_the_last_rank_is_nobody(model):
    for supervisor in model.supervisors:
        if supervisor.rank == 3:
            assert supervisor.superior is None
        else:
            assert supervisor.superior.rank == supervisor.rank + 1
            assert supervisor.superior is model.supervisors[supervisor.superior_index]
        if supervisor.rank == 1:
            assert supervisor.superior.context == supervisor.context
    assert sum(supervisor.superior is None for supervisor in model.supervisors) == 1


def test_clients_and_operators_know_one_another():
    seen = set()

    def check(model):
        for smuggler in model.smugglers:
            assert all(client.operator is smuggler for client in smuggler.clients)
            assert len(smuggler.clients) == smuggler.load
            assert smuggler is model.smugglers[smuggler.index]
        for migrant in model.migrants:
            assert (migrant.operator is None) is (migrant.operator_index < 0) is (not migrant.has_operator)
            if migrant.operator is not None:
                seen.add(Status(migrant.status))
                assert migrant.operator is model.smugglers[migrant.operator_index]
            assert migrant.party_size == model.world.party_size[migrant.corridor]
            assert migrant.persons == migrant.party_size * model.world.weight

    every_week(check, weight=2.5)
    assert {Status.TRAVELLING, Status.EXPLOITED} <= seen


def test_address_books_name_the_gatekeepers_themselves():
    alive = []

    def check(model):
        for smuggler in model.smugglers:
            assert len(smuggler.book) == smuggler.contacts
            for slot, contact in enumerate(smuggler.book):
                assert contact is smuggler.contact(slot)
                assert contact.official is model.officials[contact.official_index]
                official, stands = contact.official, contact.ties == contact.official.ties
                assert contact.is_alive is (stands and official.status == Duty.IN_POST)
                alive.append(contact.is_alive)
                if contact.is_alive:
                    assert smuggler.contact_with(official) == slot
                    assert smuggler.trust_in(official) == contact.trust
            for official in model.officials:
                slot = smuggler.contact_with(official)
                assert slot == -1 or smuggler.contact(slot).official is official

    every_week(check)
    assert {True, False} == set(alive)


def test_the_best_contact_is_the_most_trusted_one_there():
    found = []

    def check(model):
        for smuggler in model.smugglers:
            for c, corridor in enumerate(model.corridors):
                for stage in range(corridor.first_stage, corridor.first_stage + corridor.n_stages):
                    k = model.stages[stage].context
                    there = [
                        contact.trust
                        for contact in smuggler.book
                        if contact.is_alive and (contact.official.corridor, contact.official.context) == (c, k)
                    ]
                    slot = smuggler.best_contact(stage, k)
                    assert (slot < 0) == (not there)
                    if there:
                        found.append(smuggler.contact(slot).trust)
                        assert found[-1] == max(there)

    every_week(check)
    assert len(found) > 100


def test_retainers_are_paid_to_investigators_on_duty():
    paid = []

    def check(model):
        for smuggler in model.smugglers:
            if smuggler.retainer is not None:
                paid.append(smuggler.retainer)
                assert smuggler.retainer is model.officials[smuggler.retainer_index]
                assert smuggler.retainer.in_post
            assert (smuggler.retainer is not None) == smuggler.has_living_retainer()

    every_week(check)
    assert paid
    assert any(official.context == Context.INVESTIGATION for official in paid)


def test_route_values_are_those_of_the_table(model):
    for smuggler in model.smugglers:
        assert smuggler.route_values == [model.route_values[smuggler.index, c] for c in (0, 1)]
    assert any(value != 0.0 for smuggler in model.smugglers for value in smuggler.route_values)


def test_places_have_their_names_and_what_is_believed_there(model):
    assert [post.name for post in model.posts] == list(model.world.post_names)
    assert [corridor.name for corridor in model.corridors] == ["land", "air"]
    assert len(model.contexts) == len(Context)
    assert all(0.0 <= place.norm <= 1.0 for place in (*model.posts, *model.contexts))
    assert len({post.norm for post in model.posts}) > 3
    for corridor in model.corridors:
        shares = (corridor.success_alone, corridor.success_smuggled, corridor.exploitation, corridor.impunity)
        assert all(0.0 <= share <= 1.0 for share in shares)
    assert sum(post.staff for post in model.posts) == model.world.n_officials


@pytest.mark.parametrize(
    ("kind", "people", "changes"),
    [
        (Official, "officials", {"officials.turnover_per_year": 1.0}),
        (Smuggler, "smugglers", {"smugglers.prison_weeks": 30, "smugglers.replacement_weeks": 3}),
        (
            Supervisor,
            "supervisors",
            {"supervision.money_trail": 0.9, "supervision.prosecute_base": 5.0, "switches.hush_payments": False},
        ),
    ],
    ids=lambda value: value.__name__ if isinstance(value, type) else "",
)
def test_whoever_comes_after_is_somebody_else(kind, people, changes):
    """A successor is an agent of his own: one that somebody keeps does not turn into another person."""
    model = CorruptionModel(lively(weeks=60, changes=changes), rng=4)
    first = list(getattr(model, people))
    keys = [one.key for one in first]
    while model.running:
        model.step()
    now = getattr(model, people)
    after = [(old, new) for old, new in zip(first, now, strict=True) if new.generation > 0]
    assert after
    assert all(new is not old and new.key != old.key and new.index == old.index for old, new in after)
    assert all(new is old for old, new in zip(first, now, strict=True) if new.generation == 0)
    assert [one.key for one in first] == keys
    assert all(old.generation == 0 and old not in model.agents for old, _ in after)
    assert set(model.agents_by_type[kind]) == set(now)


LINES = {
    "officials": r"<Official \d+ at (land|air): post \d+ \([a-z_]+\), (in post|suspended|left)>",
    "supervisors": r"<Supervisor \d+ of rank [123], (in post|suspended|left)>",
    "smugglers": r"<Smuggler \d+, (at large|in prison), \d+ parties under way>",
    "migrants": r"<Migrant \d+, (stay|regular|alone|smuggler), [a-z ]+>",
}


@pytest.mark.parametrize("people", LINES)
def test_everybody_is_described_in_a_line(people):
    seen = set()

    def check(model):
        for agent in getattr(model, people):
            line = repr(agent)
            assert re.fullmatch(LINES[people], line)
            seen.add(line)

    every_week(check)
    assert len(seen) > 10


def test_a_line_says_what_is_the_case(model):
    smuggler, official = model.smugglers[0], model.officials[0]
    assert repr(smuggler).endswith(f"{smuggler.load} parties under way>")
    assert ("at large" in repr(smuggler)) == smuggler.is_active
    assert official.post.name in repr(official)
    assert Context(official.context).key in repr(official)
    assert {repr(one) for one in model.officials}.isdisjoint({repr(one) for one in model.supervisors})


def test_the_line_names_the_class_of_one_s_own():
    class Inspector(Official):
        """Another gatekeeper."""

    model = CorruptionModel(lively(weeks=2), agents={Official: Inspector})
    assert repr(model.officials[0]).startswith("<Inspector 0 at land: post 0 (recruitment), in post")

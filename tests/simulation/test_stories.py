"""The story of a migrant: each event a sentence, from recruitment to identification."""

import pytest

import simcorr as sc
from simcorr.simulation.history.stories import SENTENCES, told
from simcorr.world.trace import EVENT_FIELDS, EventKind
from tests.agreement.scenarios import eventful
from tests.recount.chosen import IN_CUSTODY, MET_BY_AUTHORITIES, WITH_AGENCIES

CARRIED = {"documents.issued_cover": 0.6, "documents.forged_cover": 0.4, "justice.document_checks": 0.5}


@pytest.fixture(scope="module")
def run():
    return sc.run(eventful(**MET_BY_AUTHORITIES, **CARRIED), seed=3, events=True)


@pytest.fixture(scope="module")
def victims(run):
    """Return the stories of all who were identified by a service provider."""
    rows = run.events[(run.events["kind"] == "identification") & (run.events["b"] == 1)]
    assert len(rows) > 10
    return [run.history("migrant", int(who)) for who in rows["subject"][:10]]


def test_every_kind_of_event_that_names_a_migrant_has_a_sentence(run):
    named = {kind for kind, fields in EVENT_FIELDS.items() if "migrant" in [name.split(" ")[0] for name in fields]}
    other = {EventKind[kind.upper()] for kind in run.events.loc[run.events["party"] == 0, "kind"]}
    assert other == {EventKind.BRIBE, EventKind.REPORT}
    assert sorted(named | other) == sorted(SENTENCES)


def test_no_event_of_a_migrant_is_without_words(run):
    somebody = run.events.loc[run.events["kind"] == "encounter", "subject"].drop_duplicates().astype(int)[:30]
    stories = [run.history("migrant", who) for who in somebody]
    assert sum(len(story) for story in stories) > 150
    assert all(story["story"].str.len().gt(0).all() for story in stories)
    assert not any(story["story"].str.contains("nan|None|{|}").any() for story in stories)


def test_the_story_of_a_victim_goes_from_recruitment_to_identification(victims):
    for story in victims:
        lines, weeks = list(story["story"]), story["week"]
        assert weeks.is_monotonic_increasing
        begun = next(place for place, line in enumerate(lines) if line.startswith("is taken on by smuggler"))
        exploited = next(place for place, line in enumerate(lines) if line.startswith("is exploited from here on"))
        identified = next(place for place, line in enumerate(lines) if line.startswith("is identified as a victim"))
        assert begun < exploited < identified
        assert lines[0].startswith(("looks for a smuggler", "sets out", "applies", "decides to stay"))
        assert story["where"].iloc[identified].startswith("service providers, corridor ")


def test_what_was_paid_is_what_the_record_holds(run):
    """Of each encounter the story says whether the official was paid; as many are as there are bribes."""
    lines = told(run.events[run.events["kind"] == "encounter"], run.events)
    paid = sum(line.endswith("and is paid") for line in lines)
    bribes = run.events[(run.events["kind"] == "bribe") & (run.events["b"] <= 1)]
    assert paid == len(bribes) > 100
    assert sum(line.endswith("which is not paid") for line in lines) > 100


def test_custody_is_told_to_its_end():
    run = sc.run(eventful(**IN_CUSTODY), seed=3, events=True)
    left = run.events[run.events["kind"] == "discharge"]
    ends = ("is returned after ", "is released after ", "is recognised after ")
    assert sorted(left["b"].unique()) == [0, 1, 2]
    for how, words in enumerate(ends):
        story = run.history("migrant", int(left.loc[left["b"] == how, "subject"].iloc[0]))
        held = list(story["story"]).index("is taken into custody, for 4 weeks at most")
        assert story["story"].iloc[held + 1 :].str.startswith(words).any()


def test_officials_have_no_story(run):
    assert "story" not in run.history("official", int(run.events.loc[run.events["kind"] == "bribe", "subject"].iloc[0]))


def test_the_story_of_a_worker_goes_from_an_agency_to_a_complaint():
    run = sc.run(eventful(**WITH_AGENCIES), seed=2, events=True)
    told_of_agencies = (run.events["kind"] == "testimony") & (run.events["a"] >= 0)
    complained = run.events.loc[told_of_agencies, "subject"].astype(int)[:10]
    assert len(complained) == 10
    for who in complained:
        lines = list(run.history("migrant", who)["story"])
        assert all(lines)
        begins = ("is placed by recruitment agency", "is exploited from here on at work", "complains about recruitment")
        places = [next(n for n, line in enumerate(lines) if line.startswith(words)) for words in begins]
        assert places == sorted(places)


def test_a_stop_by_an_official_who_was_paid_is_told_as_one(run):
    """Somebody else overruled him, or his word was not kept: the story says so, and of no other stop."""
    met = run.events[run.events["kind"].isin(["encounter", "interception"])]
    lines = told(met, run.events)
    stops = [place for place, kind in enumerate(met["kind"]) if kind == "interception"]
    after_a_payment = [lines[place - 1].endswith("and is paid") for place in stops]
    assert [" all the same" in lines[place] for place in stops] == after_a_payment
    assert 0 < sum(after_a_payment) < len(stops)

"""The story of a migrant: each event a sentence, from recruitment to identification."""

import pytest

import simcorr as sc
from simcorr.simulation.stories import SENTENCES, told
from simcorr.world.trace import EVENT_FIELDS, EventKind
from tests.agreement.scenarios import eventful
from tests.recount.chosen import MET_BY_AUTHORITIES

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
        assert lines[0].startswith(("looks for a smuggler", "sets out", "applies", "stays"))
        assert story["where"].iloc[identified].startswith("service providers, corridor ")


def test_what_was_paid_is_what_the_record_holds(run):
    """Of each encounter the story says whether the official was paid; as many are as there are bribes."""
    lines = told(run.events[run.events["kind"] == "encounter"], run.events)
    paid = sum(line.endswith("and is paid") for line in lines)
    bribes = run.events[(run.events["kind"] == "bribe") & (run.events["b"] <= 1)]
    assert paid == len(bribes) > 100
    assert sum(line.endswith("which is not paid") for line in lines) > 100


def test_officials_have_no_story(run):
    assert "story" not in run.history("official", int(run.events.loc[run.events["kind"] == "bribe", "subject"].iloc[0]))

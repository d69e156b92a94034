"""The nine contexts stand in the order of the research brief and have names for files and for readers."""

from simcorr.contexts import CONTEXT_NAMES, JOURNEY_CONTEXTS, Context


def test_there_are_nine_in_the_order_of_the_brief():
    assert CONTEXT_NAMES == (
        "recruitment",
        "documents",
        "border_crossings",
        "transportation",
        "airports",
        "accommodation",
        "investigation",
        "trial",
        "service_providers",
    )
    assert [int(context) for context in Context] == list(range(9))


def test_the_first_six_are_passed_on_a_journey():
    assert [context.key for context in JOURNEY_CONTEXTS] == list(CONTEXT_NAMES[:6])


def test_every_context_has_a_label_of_its_own():
    labels = [context.label for context in Context]
    assert len(set(labels)) == 9
    assert all(label[0].isupper() for label in labels)

"""What property-based tests draw: scenarios that are valid in every part."""

from hypothesis import strategies as st

from simcorr.contexts import CONTEXT_NAMES
from simcorr.interventions import CheaperRegularChannel, OfficialWages, StaffRotation
from simcorr.parameters import declared_parameters
from simcorr.scenario import Corridor, Post, Scenario, Shock, Stage, Switches
from simcorr.scenario.fields import JOURNEY_NAMES

names = st.from_regex(r"[A-Za-z][A-Za-z0-9_ -]{0,12}", fullmatch=True)
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
shares = st.floats(0, 1)

# The two shares that must leave room for each other are drawn as one.
_FREE = [name for name in declared_parameters() if not name.endswith((".suspend_share", ".nothing_share"))]


@st.composite
def corridors(draw, name):
    stages = draw(
        st.lists(
            st.builds(
                Stage,
                context=st.sampled_from(JOURNEY_NAMES),
                need=shares,
                duration_weeks=st.integers(1, 12),
                discretion=st.none() | shares,
            ),
            min_size=1,
            max_size=5,
        )
    )
    contexts = [stage.context for stage in stages] + draw(st.lists(st.sampled_from(CONTEXT_NAMES), max_size=4))
    post_names = draw(st.lists(names, min_size=len(contexts), max_size=len(contexts), unique=True))
    posts = [
        Post(name=post, context=context, staff=draw(st.integers(1, 50)), private_share=draw(st.none() | shares))
        for post, context in zip(post_names, contexts, strict=True)
    ]
    return Corridor(
        name=name,
        arrivals_per_year=draw(st.floats(0, 1e7)),
        fee_usd=draw(st.floats(0, 1e6)),
        party_size=draw(st.integers(1, 1000)),
        alone_factor=draw(shares),
        stages=stages,
        posts=posts,
    )


@st.composite
def parameter_changes(draw):
    """Return some valid values by dotted name."""
    chosen = draw(st.lists(st.sampled_from(_FREE), max_size=5, unique=True))
    changes = {}
    for name in chosen:
        declared = declared_parameters()[name]
        kind = st.integers if declared.whole else st.floats
        changes[name] = draw(kind(declared.low, declared.high))
    return changes


@st.composite
def shocks(draw, corridor_names, burn_in, window):
    return Shock(
        week=draw(st.integers(-burn_in, window - 1)),
        corridor=draw(st.sampled_from(corridor_names)),
        contexts=draw(st.none() | st.lists(st.sampled_from(CONTEXT_NAMES), min_size=1, max_size=3, unique=True)),
        weeks=draw(st.integers(1, 50)),
        size=draw(shares),
    )


@st.composite
def interventions(draw, corridor_names):
    places = draw(st.none() | st.lists(st.sampled_from(corridor_names), min_size=1, unique=True))
    return draw(
        st.lists(
            st.sampled_from(
                [
                    StaffRotation(interval_weeks=13, corridors=places, start_week=3),
                    OfficialWages.dose("full", delivery=0.5),
                    CheaperRegularChannel.dose("firm", corridors=places, end_week=9),
                ]
            ),
            max_size=3,
            unique_by=type,
        )
    )


@st.composite
def scenarios(draw):
    corridor_names = draw(st.lists(names, min_size=1, max_size=3, unique=True))
    burn_in, window = draw(st.integers(0, 60)), draw(st.integers(10, 60))
    switched = draw(st.dictionaries(st.sampled_from(tuple(Switches.model_fields)), st.booleans(), max_size=4))
    pins = draw(
        st.dictionaries(
            st.sampled_from(CONTEXT_NAMES),
            st.fixed_dictionaries({}, optional={"offer": shares, "detection": shares}),
        )
    )
    scenario = Scenario(
        name=draw(texts.filter(len)),
        description=draw(texts),
        corridors=[draw(corridors(name)) for name in corridor_names],
        switches=switched,
        pins=pins,
        burn_in_weeks=burn_in,
        window_weeks=window,
        weight=draw(st.floats(0.001, 1000)),
        shocks=draw(st.lists(shocks(corridor_names, burn_in, window), max_size=2)),
        interventions=draw(interventions(corridor_names)),
    )
    return scenario.with_changes(draw(parameter_changes()))

"""What the agreement tests draw: scenarios from the whole space that the schema allows, kept small."""

from hypothesis import strategies as st

from simcorr.contexts import CONTEXT_NAMES, JOURNEY_CONTEXTS
from simcorr.parameters.table import declared_parameters
from simcorr.scenario import Corridor, Post, Scenario, Shock, Stage, Switches
from tests.agreement.scenarios import EVENTFUL
from tests.interventions.strategies import CORRIDORS, measures

JOURNEY_NAMES = tuple(context.key for context in JOURNEY_CONTEXTS)
SMALL = {"smugglers.count": 40, "smugglers.book_size": 64}
"""Upper ends that keep a world small."""

shares = st.sampled_from([0.0, 0.3, 1.0]) | st.floats(0, 1)


@st.composite
def stages(draw):
    return Stage(
        context=draw(st.sampled_from(JOURNEY_NAMES)),
        need=draw(shares),
        duration_weeks=draw(st.integers(1, 5)),
        discretion=draw(st.none() | shares),
    )


@st.composite
def corridors(draw, name):
    passed = draw(st.lists(stages(), min_size=1, max_size=6))
    needed = dict.fromkeys(stage.context for stage in passed)
    others = draw(st.lists(st.sampled_from(CONTEXT_NAMES), max_size=6))
    posts = [
        Post(
            name=f"post {place}",
            context=context,
            staff=draw(st.integers(1, 6)),
            private_share=draw(st.none() | shares),
        )
        for place, context in enumerate([*needed, *others])
    ]
    return Corridor(
        name=name,
        arrivals_per_year=draw(st.sampled_from([0.0, 100.0, 600.0])),
        fee_usd=draw(st.sampled_from([0.0, 400.0, 1e6])),
        party_size=draw(st.sampled_from([1, 5, 1000])),
        regular_cost_usd=draw(st.sampled_from([0.0, 500.0])),
        regular_wait_weeks=draw(st.integers(0, 10)),
        alone_factor=draw(shares),
        stages=passed,
        posts=posts,
        agencies=draw(st.sampled_from([0, 1, 5])),
    )


def value_of(declared):
    """Return a strategy for one parameter: its bounds, or anything between."""
    high = min(declared.high, SMALL.get(declared.name, declared.high))
    if declared.whole:
        return st.sampled_from([int(declared.low), int(high)]) | st.integers(int(declared.low), int(high))
    return st.sampled_from([float(declared.low), float(high)]) | st.floats(declared.low, high)


@st.composite
def changes(draw):
    """Return new values of some parameters, by dotted name."""
    known = {name: one for name, one in declared_parameters().items() if name.split(".")[0] != "delivery"}
    names = draw(st.lists(st.sampled_from(sorted(known)), max_size=30, unique=True))
    values = {name: draw(value_of(known[name])) for name in names}
    if values.get("supervision.suspend_share", 0.25) + values.get("supervision.nothing_share", 0.3) > 1.0:
        values["supervision.nothing_share"] = 0.0
        values["supervision.suspend_share"] = min(1.0, values.get("supervision.suspend_share", 0.25))
    return values


@st.composite
def pins(draw):
    """Return some pinned probabilities, by dotted name."""
    cells = [
        f"pins.{context}.{pin}"
        for context in CONTEXT_NAMES
        for pin in ("offer", "acceptance", "interception", "detection")
    ]
    return {name: draw(shares) for name in draw(st.lists(st.sampled_from(cells), max_size=8, unique=True))}


factors = st.sampled_from([0.0, 0.5, 3.0])
SHOCKS = {
    "scandal": {"size": shares},
    "controls": {"factor": factors},
    "arrivals": {"factor": factors},
    "regular_channel": {"wait_factor": factors, "cost_factor": factors},
    "staff_absent": {"share": shares},
    "closed": {},
}


@st.composite
def shocks(draw, burn_in, window):
    start = draw(st.integers(-burn_in, window - 1))
    kind = draw(st.sampled_from(sorted(SHOCKS)))
    fields = {name: draw(strategy) for name, strategy in SHOCKS[kind].items()}
    where = {"corridor": draw(st.sampled_from(CORRIDORS)), "week": start, "weeks": draw(st.integers(1, 20))}
    return Shock(kind=kind, **where, **fields)


@st.composite
def shared(draw, drawn):
    """Return corridors of which some stages are passed at posts of their context anywhere, some posts of agencies."""
    standing = [(corridor.name, post) for corridor in drawn for post in corridor.posts]
    changed = []
    for corridor in drawn:
        stages = []
        for stage in corridor.stages:
            there = [f"{name}: {post.name}" for name, post in standing if post.context == stage.context]
            names = st.lists(st.sampled_from(there), min_size=1, max_size=3, unique=True)
            stages.append(stage.model_copy(update={"posts": draw(st.none() | names)}))
        agencies = st.sampled_from([None, "guard", "customs"])
        posts = [post.model_copy(update={"agency": draw(agencies)}) for post in corridor.posts]
        changed.append(corridor.model_copy(update={"stages": stages, "posts": posts}))
    return changed


@st.composite
def scenarios(draw):
    """Return a small scenario: any corridors, parameters, switches, pins, shocks and interventions."""
    burn_in, window = draw(st.integers(0, 12)), draw(st.integers(1, 30))
    flipped = draw(st.lists(st.sampled_from(list(Switches.model_fields)), max_size=5, unique=True))
    drawn = [draw(corridors(name)) for name in CORRIDORS]
    base = Scenario(
        name="drawn",
        corridors=drawn if draw(st.booleans()) else draw(shared(drawn)),
        switches=Switches(**{name: not on for name, on in Switches() if name in flipped}),
        shocks=draw(st.lists(shocks(burn_in, window), max_size=2)),
        burn_in_weeks=burn_in,
        window_weeks=window,
        weight=draw(st.sampled_from([1.0, 0.1, 1e6])),
    )
    lively = EVENTFUL if draw(st.booleans()) else {"smugglers.count": draw(st.integers(0, 20))}
    return base.with_changes({**lively, **draw(changes()), **draw(pins())})


@st.composite
def portfolios(draw):
    """Return some measures that do not contradict one another."""
    drawn = draw(st.lists(measures(), max_size=4))
    kinds: dict[type, object] = {}
    for measure in drawn:
        kinds.setdefault(type(measure), measure)
    return list(kinds.values())

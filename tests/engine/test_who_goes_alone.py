"""Who travels alone meets no recruiters, and who goes round by another corridor pays for the way."""

import pytest

import simcorr as sc
from simcorr.contexts import JOURNEY_CONTEXTS
from simcorr.world.codes import Channel
from tests.engine.mesa.worlds import lively

ENGINES = ("mesa", "compiled")


def corridor(name, fee):
    posts = [sc.Post(name=context.key, context=context.key, staff=3) for context in JOURNEY_CONTEXTS]
    return sc.Corridor(
        name=name,
        fee_usd=fee,
        arrivals_per_year=600,
        party_size=1,
        stages=[sc.Stage(context="recruitment", need=1.0), sc.Stage(context="border_crossings", need=1.0)],
        posts=posts,
    )


@pytest.mark.parametrize("engine", ENGINES)
def test_who_travels_alone_is_neither_met_nor_stopped_at_recruitment(engine):
    scenario = lively(weeks=40, burn_in=0).with_changes({"corridors": [corridor("land", 400.0)]})
    ends = sc.run(scenario, seed=1, engine=engine, events=True).journeys
    stopped = ends[ends["end"] == "stopped"].groupby(["channel", "context"])["persons"].sum()
    assert stopped["alone"].index.tolist() == ["border_crossings"]
    assert stopped["alone", "border_crossings"] > 20.0
    assert stopped["smuggler", "recruitment"] > 0.0


@pytest.mark.parametrize("engine", ENGINES)
def test_a_detour_adds_to_what_is_owed(engine):
    """Nobody has means, so that each client owes the fee, and who asked for another corridor the detour as well."""
    scenario = lively(weeks=30, burn_in=0).with_changes(
        {
            "corridors": [corridor("one", 400.0), corridor("two", 400.0)],
            "migrants.means_median_usd": 1.0,
            "migrants.means_sigma": 0.0,
            "migrants.detour_cost_usd": 70.0,
            "smugglers.detour_cost": 10.0,
            "smugglers.route_precision": 50.0,
        }
    )
    run = sc.run(scenario, seed=1, engine=engine, events=True)
    clients = run.events[run.events["kind"] == "client"]
    chosen = run.events[(run.events["kind"] == "channel") & (run.events["b"] == int(Channel.SMUGGLER))]
    home = chosen.drop_duplicates("subject", keep="last").set_index("subject")["a"]
    round_about = int((clients["b"].to_numpy() != home.reindex(clients["subject"]).to_numpy()).sum())
    assert round_about > 10
    owed = run.corridors["debt_usd"].sum() - (clients["value"].sum() / 100.0 - len(clients) * 1.0)
    assert owed == pytest.approx(70.0 * round_about, rel=1e-6)

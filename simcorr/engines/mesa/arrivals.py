"""Phase 1: would-be migrants appear, returned ones may try again, each chooses a channel."""

from typing import TYPE_CHECKING

from simcorr import draws
from simcorr.world import keys
from simcorr.world.codes import Channel, Status
from simcorr.world.measures import BY_CORRIDOR as C
from simcorr.world.trace import EventKind

if TYPE_CHECKING:
    from simcorr.engines.mesa.migrant import Migrant
    from simcorr.engines.mesa.model import CorruptionModel

_CHOSE = {
    Channel.STAY: C.chose_stay,
    Channel.REGULAR: C.chose_regular,
    Channel.ALONE: C.chose_alone,
    Channel.SMUGGLER: C.chose_smuggler,
}


def arrive(model: "CorruptionModel") -> None:
    """Let this week's would-be migrants appear and all who are free to choose decide."""
    choosing = [m for m in model.migrants if m.status == Status.RETURNED and m.due <= model.week]
    for migrant in choosing:
        migrant.try_again()
    for corridor, mean in enumerate(model.w.arrivals_per_week):
        count = draws.poisson(keys.cohort(model.run_key, corridor, model.week), keys.SIZE, mean)
        for number in range(count):
            migrant = model.agent_classes.migrant(model, corridor, model.week, number)
            model.migrants.append(migrant)
            choosing.append(migrant)
        model.ledger.corridor[corridor][C.would_be_migrants] += count * model.persons(corridor)
    chosen = [migrant.choose_channel() for migrant in choosing]
    for migrant, channel in zip(choosing, chosen, strict=True):
        _set_out(model, migrant, channel)


def _set_out(model: "CorruptionModel", migrant: "Migrant", channel: int) -> None:
    c = migrant.corridor
    migrant.channel = channel
    model.ledger.corridor[c][_CHOSE[Channel(channel)]] += model.persons(c)
    model.log(EventKind.CHANNEL, migrant.serial, c, channel, migrant.attempt)
    if channel == Channel.STAY:
        model.forget(migrant)
    elif channel == Channel.REGULAR:
        migrant.status = int(Status.AWAITING_VISA)
        migrant.due = model.week + int(migrant.regular_wait() + 0.5)
    elif channel == Channel.ALONE:
        model.start_journey(migrant)
    else:
        migrant.route = migrant.choose_corridor()
        migrant.status = int(Status.AWAITING_SMUGGLER)
        migrant.due = model.week + model.p.migrants.patience_weeks

"""Phase 6: verdicts are carried out; transfers, returns, turnover, hiring and rotation."""

from typing import TYPE_CHECKING

from simcorr import draws
from simcorr.engines.mesa.official import Official
from simcorr.engines.mesa.smuggler import Smuggler
from simcorr.engines.mesa.supervisor import Supervisor
from simcorr.rules.mathematics import saturating
from simcorr.world import keys
from simcorr.world.build import LEVER
from simcorr.world.codes import Duty
from simcorr.world.trace import EventKind
from simcorr.world.values import N_CONTEXTS

if TYPE_CHECKING:
    from simcorr.engines.mesa.model import CorruptionModel
    from simcorr.engines.mesa.records import Case

ROTATION, TRANSFER = 1, 0


def administer(model: "CorruptionModel") -> None:
    """Carry out what was decided about staff and operators this week."""
    for case in model.convicted:
        _carry_out(model, case)
    model.convicted = []
    for official in dict.fromkeys(model.transfers):  # two cases in one week are one move
        _transfer(model, official)
    model.transfers = []
    _return_to_post(model)
    _turn_over(model)
    _hire(model)
    _release(model)
    _rotate(model)


def _carry_out(model: "CorruptionModel", case: "Case") -> None:
    subject = case.subject
    if isinstance(subject, Smuggler):
        subject.go_to_prison(model.p.smugglers.prison_weeks)
    elif isinstance(subject, Supervisor):
        model.replace_supervisor(subject)
    else:
        model.count_sanction(subject)
        _leave(model, subject, convicted=True)


def _leave(model: "CorruptionModel", official: Official, *, convicted: bool) -> None:
    model.log(EventKind.LEAVE, official.row, official.place, int(convicted), 0)
    official.status = int(Duty.LEFT)
    official.ties += 1
    official.until = model.week + model.p.officials.hiring_weeks


def _transfer(model: "CorruptionModel", official: Official) -> None:
    """Exchange an official with a colleague at another post, of the same context where there is one."""
    if official.status == Duty.LEFT:
        return
    partner = _partner(model, official)
    if partner is not None:
        _exchange(model, official, partner)


def _partner(model: "CorruptionModel", official: Official) -> Official | None:
    key = draws.event(official.key, keys.TRANSFER, model.week)
    for search, places in enumerate((model.w.context_places[official.context], range(model.w.n_officials))):
        n = len(places)
        start = draws.integer(key, search, n)
        for step in range(n):
            other = model.official_at(places[(start + step) % n])
            if other.in_post and other.post != official.post and other.private == official.private:
                return other
    return None


def _exchange(model: "CorruptionModel", official: Official, partner: Official) -> None:
    first, second = official.place, partner.place
    model.seat(official, second)
    model.seat(partner, first)
    model.log(EventKind.MOVE, official.row, first, second, TRANSFER)
    model.log(EventKind.MOVE, partner.row, second, first, TRANSFER)


def _return_to_post(model: "CorruptionModel") -> None:
    people: list[Official | Supervisor] = [*model.officials, *model.supervisors]
    for person in people:
        if person.status == Duty.SUSPENDED and person.until <= model.week:
            person.status = int(Duty.IN_POST)


def _turn_over(model: "CorruptionModel") -> None:
    hazard = saturating(model.p.officials.turnover_per_year / 52.0)
    if hazard <= 0.0:
        return
    week = draws.event(model.run_key, keys.TURNOVERS, model.week)
    leavers, row = 1, draws.failures(week, 0, hazard)
    while row < len(model.officials):
        if model.officials[row].in_post:
            _leave(model, model.officials[row], convicted=False)
        row += 1 + draws.failures(week, leavers, hazard)
        leavers += 1


def _hire(model: "CorruptionModel") -> None:
    for row, official in enumerate(model.officials):
        if official.status == Duty.LEFT and official.until <= model.week:
            hired = model.hire(row)
            model.log(EventKind.HIRE, row, hired.place, hired.generation, int(hired.reservation))


def _release(model: "CorruptionModel") -> None:
    """Let operators return from prison, or successors take over their networks."""
    for smuggler in model.smugglers:
        if not smuggler.is_active and smuggler.away_until <= model.week:
            smuggler.come_back()


def _rotate(model: "CorruptionModel") -> None:
    """Let officials change places within their context; where a context has one post, within the service."""
    since_start = model.week - model.w.burn_in
    if since_start < 0:
        return
    left_over: list[Official] = []
    for k in range(N_CONTEXTS):
        chosen = [o for o in map(model.official_at, model.w.context_places[k]) if _is_due(model, o, since_start)]
        posts = {o.post for o in chosen}
        if len(posts) > 1:
            _shuffle(model, chosen)
        else:
            left_over.extend(chosen)
    _shuffle(model, left_over)


def _is_due(model: "CorruptionModel", official: Official, since_start: int) -> bool:
    c, k = official.corridor, official.context
    interval = int(model.levers[LEVER.rotation_interval_weeks][c][k])
    if interval <= 0 or since_start % interval != 0 or not official.in_post or official.private > 0.0:
        return False
    share = model.levers[LEVER.rotation_share][c][k]
    return draws.uniform(draws.event(official.key, keys.WEEK, model.week), keys.ROTATION) < float(share)


def _shuffle(model: "CorruptionModel", officials: list[Official]) -> None:
    """Let each take the place of the next in a drawn order."""
    if len(officials) < 2:
        return
    order = sorted(
        officials,
        key=lambda o: draws.uniform(draws.event(o.key, keys.WEEK, model.week), keys.ROTATION_ORDER),
    )
    places = [o.place for o in order]
    for position, official in enumerate(order):
        place = places[(position + 1) % len(places)]
        before = official.place
        if model.w.place_post[place] == official.post:
            model.sit(official, place)
        else:
            model.seat(official, place)
        model.log(EventKind.MOVE, official.row, before, place, ROTATION)

"""Phase 2: smugglers review their retainers and take on clients up to capacity."""

from typing import TYPE_CHECKING

from simcorr import draws
from simcorr.contexts import Context
from simcorr.engines.mesa.records import Act
from simcorr.engines.mesa.smuggler import Contact
from simcorr.rules import migrant as migrant_rules
from simcorr.rules.mathematics import whole_cents
from simcorr.world import keys
from simcorr.world.codes import Bribe, Status
from simcorr.world.measures import BY_CONTEXT as K
from simcorr.world.measures import BY_CORRIDOR as C
from simcorr.world.trace import EventKind

if TYPE_CHECKING:
    from simcorr.engines.mesa.migrant import Migrant
    from simcorr.engines.mesa.model import CorruptionModel
    from simcorr.engines.mesa.official import Official
    from simcorr.engines.mesa.smuggler import Smuggler


def serve(model: "CorruptionModel") -> None:
    """Renew retainers, then match waiting clients with smugglers."""
    _review_retainers(model)
    _take_clients(model)


def _review_retainers(model: "CorruptionModel") -> None:
    agreed = [_approach(model, s) for s in model.smugglers if s.is_active and s.review_week <= model.week]
    for smuggler, official, payment, accepted in agreed:
        smuggler.review_week = model.week + model.p.smugglers.retainer_term_weeks
        smuggler.retainer = None
        if official is None:
            continue
        model.log(EventKind.RETAINER, smuggler.index, official.row, int(accepted), payment)
        smuggler.remember_deal(official, accepted)
        if accepted:
            smuggler.retainer = Contact(official, official.ties, 1.0)
            key = int(draws.event(smuggler.key, keys.TERM, model.week))
            model.ledger.context[official.context][K.retainers_paid] += 1
            model.record_bribe(
                Act(
                    key,
                    int(Bribe.RETAINER),
                    official,
                    payment,
                    official.corridor,
                    official.context,
                    official.post,
                )
            )


def _approach(model: "CorruptionModel", smuggler: "Smuggler") -> "tuple[Smuggler, Official | None, int, bool]":
    p = model.p.smugglers
    payment = whole_cents(p.retainer_usd * 100.0 * p.retainer_term_weeks)
    if payment <= 0 or not smuggler.wants_retainer(payment, smuggler.loss_if_convicted()):
        return smuggler, None, 0, False
    approached = smuggler.approach_for_retainer()
    if approached is None:
        return smuggler, None, 0, False
    official, trust = approached
    key = draws.event(smuggler.key, keys.TERM, model.week)
    probability = official.acceptance_probability(payment, trust)
    pinned = model.w.pins[1][Context.INVESTIGATION]
    if pinned >= 0.0:
        probability = pinned
    return smuggler, official, payment, draws.uniform(key, keys.TAKES_RETAINER) < probability


def _take_clients(model: "CorruptionModel") -> None:
    waiting = [m for m in model.migrants if m.status == Status.AWAITING_SMUGGLER]
    waiting.sort(key=lambda m: draws.uniform(m.attempt_key, keys.TURN))
    for migrant in waiting:
        smuggler = _find_smuggler(model, migrant)
        if smuggler is not None:
            _agree(model, migrant, smuggler)
        elif migrant.due <= model.week:
            model.ledger.corridor[migrant.corridor][C.gave_up_waiting] += model.persons(migrant.corridor)
            model.forget(migrant)


def _find_smuggler(model: "CorruptionModel", migrant: "Migrant") -> "Smuggler | None":
    """Return the first with room from a drawn starting point on."""
    n = len(model.smugglers)
    if n == 0:
        return None
    start = draws.integer(migrant.attempt_key, keys.MATCH, n)
    for step in range(n):
        smuggler = model.smugglers[(start + step) % n]
        if smuggler.has_capacity():
            return smuggler
    return None


def _agree(model: "CorruptionModel", migrant: "Migrant", smuggler: "Smuggler") -> None:
    draw = draws.uniform(migrant.attempt_key, keys.ROUTE)
    detour = migrant.detour()
    migrant.route = smuggler.choose_corridor(migrant.route, draw)
    migrant.smuggler = smuggler
    migrant.fee = smuggler.fee(migrant.route)
    migrant.debt = migrant_rules.debt(migrant.fee + detour, migrant.means)
    smuggler.load += 1
    c, persons = migrant.route, model.persons(migrant.corridor)
    row = model.ledger.corridor[c]
    row[C.fees_usd] += migrant.fee / 100.0 * persons
    if migrant.debt > 0.0:
        row[C.indebted] += persons
        row[C.debt_usd] += migrant.debt / 100.0 * persons
    model.log(EventKind.CLIENT, migrant.serial, smuggler.index, c, migrant.fee)
    model.start_journey(migrant)

"""The levers week by week: what interventions come to when they reach an engine."""

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from simcorr.contexts import CONTEXT_NAMES
from simcorr.errors import InterventionError, unknown_name
from simcorr.interventions.change import Change, in_fixed_order, strengths
from simcorr.interventions.intervention import Intervention, Portfolio, flatten, refuse_contradictions
from simcorr.interventions.levers import LEVER_INDEX, LEVERS, bounds

Values = NDArray[np.float64]


def schedule(
    interventions: Intervention | Portfolio | Iterable[Intervention | Portfolio],
    base_values: ArrayLike,
    corridor_names: Sequence[str],
    weeks: int,
    window_start: int,
    deliveries: Sequence[float],
) -> Values:
    """Return the effective value of every lever in every week, corridor and context.

    Parameters
    ----------
    interventions : Intervention, Portfolio or iterable of both
        The measures in force; contradictory ones are refused.
    base_values : array_like
        The levers without interventions, (levers, contexts) or (levers, corridors, contexts).
    corridor_names : sequence of str
        The names of the corridors, in their order.
    weeks : int
        All weeks that are simulated, the burn-in included.
    window_start : int
        The first week of the evaluation window, from which interventions count their weeks.
    deliveries : sequence of float
        The delivery share of each single measure, as from `draw_deliveries`.

    Returns
    -------
    numpy.ndarray
        Shape (weeks, levers, corridors, contexts), in the order of `LEVERS` and of the contexts.
    """
    members = flatten(interventions)
    _check_deliveries(members, deliveries)
    base = _full_base(base_values, len(corridor_names))
    values = np.empty((weeks, *base.shape))
    values[:] = base
    relative = np.arange(weeks, dtype=np.int64) - window_start
    for name, dated in _by_lever(members, deliveries).items():
        index = LEVER_INDEX[name]
        values[:, index] = _lever_values(name, base[index], dated, corridor_names, relative)
    return values


def _check_deliveries(members: Sequence[Intervention], deliveries: Sequence[float]) -> None:
    if len(deliveries) != len(members):
        raise InterventionError(f"{len(members)} interventions need as many deliveries; given are {len(deliveries)}")
    if not all(0.0 <= delivery <= 1.0 for delivery in deliveries):
        raise InterventionError(f"deliveries are {tuple(deliveries)}; allowed is 0 to 1 (share)")


def _full_base(base_values: ArrayLike, corridors: int) -> Values:
    base = np.asarray(base_values, float)
    if base.shape == (len(LEVERS), len(CONTEXT_NAMES)):
        base = np.repeat(base[:, None, :], corridors, axis=1)
    expected = (len(LEVERS), corridors, len(CONTEXT_NAMES))
    if base.shape != expected:
        raise InterventionError(f"base values have shape {base.shape}; allowed is {expected}, or without corridors")
    low, high = (limit[:, None, None] for limit in bounds())
    inside = (base >= low) & (base <= high)
    if not inside.all():
        name = list(LEVERS)[int(np.argwhere(~inside)[0][0])]
        raise InterventionError(f"the base value of lever '{name}' lies outside its bounds")
    return base


def _by_lever(members: Sequence[Intervention], deliveries: Sequence[float]) -> dict[str, list[tuple[Change, float]]]:
    dated = [
        (member, change, delivery)
        for member, delivery in zip(members, deliveries, strict=True)
        for change in member.changes()
    ]
    refuse_contradictions([(member, change) for member, change, _ in dated])
    found: dict[str, list[tuple[Change, float]]] = {}
    for pair in in_fixed_order([change for _, change, _ in dated], [delivery for _, _, delivery in dated]):
        found.setdefault(pair[0].lever, []).append(pair)
    return found


def _lever_values(
    name: str,
    base: Values,
    dated: Sequence[tuple[Change, float]],
    corridor_names: Sequence[str],
    relative: NDArray[np.int64],
) -> Values:
    """Return one lever's values (weeks, corridors, contexts): what `combine` says, for all cells at once."""
    shares = [(change, _shares(change, delivery, corridor_names, relative)) for change, delivery in dated]
    value = np.repeat(base[None], len(relative), axis=0)
    best = np.zeros_like(value)
    for change, share in shares:
        if change.combine == "replace":
            further = share > best
            value = np.where(further, (1.0 - share) * base + share * change.value, value)
            best = np.where(further, share, best)
    factor, added, raised = np.ones_like(value), np.zeros_like(value), np.zeros_like(value)
    for change, share in shares:
        if change.combine == "multiply":
            factor *= 1.0 + share * (change.value - 1.0)
        elif change.combine == "add":
            added += share * change.value
    value = value * factor + added
    for change, share in shares:
        if change.combine == "maximum":
            np.maximum(raised, share * (change.value - value), out=raised)
    low, high = LEVERS[name].low, LEVERS[name].high
    return np.minimum(np.maximum(value + raised, low), high)


def _shares(change: Change, delivery: float, corridor_names: Sequence[str], relative: NDArray[np.int64]) -> Values:
    """Return how far a change acts in each week, corridor and context: its strength times its delivery."""
    for corridor in change.corridors or ():
        if corridor not in corridor_names:
            raise InterventionError(unknown_name("corridor", corridor, corridor_names, f"change of {change.lever}"))
    cells = [[change.applies_to(corridor, context) for context in CONTEXT_NAMES] for corridor in corridor_names]
    weekly = strengths(change, relative) * (delivery if change.delivered else 1.0)
    result: Values = weekly[:, None, None] * np.array(cells, float)
    return result

"""Waves: simulate, rule out, and look more closely at what is left."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from simcorr.calibration.emulator import Emulator
from simcorr.calibration.implausibility import implausibilities
from simcorr.calibration.space import Space
from simcorr.errors import CalibrationError
from simcorr.patterns.target import Target

CUT_OFF = 2.0
"""Standard deviations beyond which a point is ruled out: the edge of a band, but for noise and discrepancy."""
_CANDIDATES = 200_000
"""Points at which the emulator is asked before each further wave."""
_OF_EACH_FORM = 20
"""Points of each alternative of a form that every further wave simulates at least."""
_Filter = tuple[dict[str, Emulator], Sequence[Target]]
_PREDICTED = 2.0
"""Cut-off for predictions, whose own error counts as well; points beyond it are not simulated."""


@dataclass(frozen=True)
class Simulated:
    """Patterns at points: means over replicates, and the Monte Carlo variances of these means."""

    means: pd.DataFrame
    variances: pd.DataFrame


Simulator = Callable[[pd.DataFrame, int], Simulated]
"""Simulates points (a row each) with so many replicates."""


@dataclass(frozen=True)
class Wave:
    """How many points a wave simulates, and how often each."""

    points: int
    replicates: int


@dataclass(frozen=True)
class History:
    """What the waves left.

    Attributes
    ----------
    points : DataFrame
        The points of the last wave that are not ruled out.
    patterns : DataFrame
        What was simulated there.
    variances : DataFrame
        The Monte Carlo variances of these patterns.
    simulated : DataFrame
        Every point of every wave: ``wave``, the parameters and forms, the patterns, ``implausibility`` and the target
        that is missed most (``worst``).
    remaining : list of float
        Share of the box that each wave, and the confirmation if there was one, is estimated to leave.
    explained : DataFrame
        Share of a pattern's variance in the first wave that its emulator explains, and the swing of the log of the
        pattern while a parameter goes through its range, or a form changes to an alternative.
    """

    points: pd.DataFrame
    patterns: pd.DataFrame
    variances: pd.DataFrame
    simulated: pd.DataFrame
    remaining: list[float]
    explained: pd.DataFrame


def match(
    simulate: Simulator, space: Space, targets: Sequence[Target], waves: Sequence[Wave], *, seed: int = 0
) -> History:
    """Rule out parameter sets in waves.

    The first wave spreads points over the whole box. Each further one simulates, with more replicates, points that
    emulators of all earlier waves do not rule out, and some more where an alternative of a form is rare among these.

    Raises
    ------
    CalibrationError
        When every point of the last wave is ruled out; the message says which target rules out most.
    """
    frames: list[pd.DataFrame] = []
    remaining: list[float] = []
    filters: list[_Filter] = []
    explained = pd.DataFrame()
    for number, wave in enumerate(waves, start=1):
        points, share = _candidates(space, filters, wave.points, seed + number)
        simulated = simulate(points, wave.replicates)
        implausible = implausibilities(simulated.means, simulated.variances, targets)
        frames.append(_frame(number, points, simulated, implausible))
        kept = implausible.max(axis=1) < CUT_OFF
        remaining.append(share * float(kept.head(wave.points).mean()))
        # An earlier wave of few points may hit nothing in a large box, and still tells emulators where to look.
        if number == len(waves) and not kept.any():
            raise CalibrationError(_all_ruled_out(f"wave {number}", implausible))
        if number < len(waves):
            emulators = _emulators(space, points, simulated, targets)
            filters.append((emulators, targets))
            explained = _explained(space, emulators) if number == 1 else explained
    last = frames[-1].loc[kept.to_numpy()].reset_index(drop=True)
    names = [target.name for target in targets]
    return History(
        points=last[space.columns],
        patterns=last[names],
        variances=simulated.variances.loc[kept, names].reset_index(drop=True),
        simulated=pd.concat(frames, ignore_index=True),
        remaining=remaining,
        explained=explained,
    )


def confirmed(history: History, simulate: Simulator, replicates: int, targets: Sequence[Target]) -> History:
    """Return a history with those points alone that are not ruled out when simulated again.

    Points that the last wave left owe their place to chance as well. ``simulate`` should draw other seeds than the
    waves did, so that what was luck there is none here.

    Raises
    ------
    CalibrationError
        When none is left.
    """
    simulated = simulate(history.points, replicates)
    implausible = implausibilities(simulated.means, simulated.variances, targets)
    kept = (implausible.max(axis=1) < CUT_OFF).to_numpy()
    if not kept.any():
        raise CalibrationError(_all_ruled_out("the confirmation", implausible))
    names = [target.name for target in targets]
    return replace(
        history,
        points=history.points.loc[kept].reset_index(drop=True),
        patterns=simulated.means.loc[kept, names].reset_index(drop=True),
        variances=simulated.variances.loc[kept, names].reset_index(drop=True),
        remaining=[*history.remaining, history.remaining[-1] * float(kept.mean())],
    )


def forms_left(space: Space, history: History, before: History | None = None, stage: str = "") -> pd.DataFrame:
    """Return how many points of each alternative of a form were simulated, and how many of these were not ruled out.

    Parameters
    ----------
    space : Space
    history : History
        What waves left, or a confirmation.
    before, stage : History and str, optional
        For a confirmation: the history that it began with, and its name.

    Returns
    -------
    DataFrame
        A row for each stage and alternative: ``stage``, ``form``, ``alternative``, ``simulated`` and ``left``.
    """
    if before is not None:
        stages = [(stage, before.points, history.points)]
    else:
        waves = history.simulated.groupby("wave")
        stages = [(f"wave {wave}", all_of, all_of[all_of["implausibility"] < CUT_OFF]) for wave, all_of in waves]
    rows = [
        (name, form.name, alternative, form.of(simulated).count(alternative), form.of(left).count(alternative))
        for name, simulated, left in stages
        for form in space.forms
        for alternative in form.alternatives
    ]
    return pd.DataFrame(rows, columns=["stage", "form", "alternative", "simulated", "left"])


def _candidates(space: Space, filters: "list[_Filter]", count: int, seed: int) -> tuple[pd.DataFrame, float]:
    """Return points that no emulator rules out, and the share of the box that they stand for."""
    if not filters:
        return space.latin_hypercube(count, seed), 1.0
    unit = space.drawn(np.random.default_rng(seed).random((_CANDIDATES, space.dimensions)))
    worst = np.zeros(len(unit))
    for emulators, targets in filters:
        for target in targets:
            emulator = emulators.get(target.name)
            if emulator is not None:
                spread = np.sqrt(target.observation_variance + target.discrepancy**2 + emulator.variance)
                worst = np.maximum(worst, np.abs(emulator.predict(unit) - target.middle) / spread)
    order = np.flatnonzero(worst < _PREDICTED)
    if len(order) < count:  # too few to choose from: the least implausible ones
        order = np.argsort(worst)
    chosen = np.concatenate([order[:count], _of_rare_forms(space, unit, worst, order[:count])])
    return space.at(unit[chosen]), float((worst < _PREDICTED).mean())


def _of_rare_forms(
    space: Space, unit: NDArray[np.float64], worst: NDArray[np.float64], chosen: NDArray[np.int_]
) -> NDArray[np.int_]:
    """Return more candidates, the least implausible, of alternatives that hardly any chosen one has.

    An alternative is then ruled out by what is simulated and not by an emulator, or by a draw of candidates.
    """
    more: list[int] = []
    for form, part in space.parts(unit):
        names = np.array(form.named(part), dtype=object)
        for alternative in form.alternatives:
            places = np.setdiff1d(np.flatnonzero(names == alternative), [*chosen, *more])
            lacking = max(0, _OF_EACH_FORM - int((names[[*chosen, *more]] == alternative).sum()))
            more += list(places[np.argsort(worst[places], kind="stable")][:lacking])
    return np.array(more, dtype=int)


def _emulators(
    space: Space, points: pd.DataFrame, simulated: Simulated, targets: Sequence[Target]
) -> dict[str, Emulator]:
    """Return an emulator of the logarithm of each pattern, where enough points have one."""
    emulators = {}
    unit = space.unit(points)
    for target in targets:
        values = simulated.means[target.name].to_numpy(float)
        variances = simulated.variances[target.name].to_numpy(float)
        happens = np.isfinite(values) & (values > 0.0) & np.isfinite(variances)
        if happens.sum() > 3 * len(space.inputs):
            noise = variances[happens] / values[happens] ** 2
            emulators[target.name] = Emulator(unit[happens], np.log(values[happens]), noise)
    return emulators


def _frame(number: int, points: pd.DataFrame, simulated: Simulated, implausible: pd.DataFrame) -> pd.DataFrame:
    extra = {"wave": number, "implausibility": implausible.max(axis=1), "worst": implausible.idxmax(axis=1)}
    return pd.concat([points, simulated.means, pd.DataFrame(extra, index=points.index)], axis=1)


def _explained(space: Space, emulators: dict[str, Emulator]) -> pd.DataFrame:
    rows: dict[str, NDArray[np.float64]] = {
        name: np.concatenate([[emulator.explained], emulator.swings]) for name, emulator in emulators.items()
    }
    return pd.DataFrame(rows, index=["explained", *space.inputs]).T


def _all_ruled_out(stage: str, implausible: pd.DataFrame) -> str:
    ruled_out = (implausible >= CUT_OFF).mean()
    worst = str(ruled_out.idxmax())
    return (
        f"{stage}: all {len(implausible)} points are ruled out; '{worst}' rules out most, "
        f"{100 * ruled_out[worst]:.0f} % of them. Widen a range, or look for what the model lacks"
    )

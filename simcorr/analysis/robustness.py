"""Whether the answers of a comparison hold in the other parameter sets that calibration did not rule out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from simcorr.analysis.by_form import FormSigns
from simcorr.analysis.decisions.noise import FEWEST_POINTS
from simcorr.analysis.estimates import mean_interval, t_quantile
from simcorr.analysis.information.partial import FEWEST_ROWS
from simcorr.brief.page import PageTable
from simcorr.errors import RunError
from simcorr.experiment.arms import recorded_arms
from simcorr.experiment.designs import Members
from simcorr.experiment.results.choice import Choice
from simcorr.experiment.results.sweep import Sweep
from simcorr.experiment.sweeping import sweep
from simcorr.scenario.ensemble import load_ensemble
from simcorr.scenario.forms import form_columns, with_indicators
from simcorr.simulation.outcomes import OUTCOMES
from simcorr.text import joined, percent

if TYPE_CHECKING:
    from pathlib import Path

    from simcorr.experiment.results.comparison import Comparison

MEMBERS, REPLICATES = 32, 3
"""Parameter sets and replicates of each: with two cores, half a minute for all measures."""
MATTERS = 0.01
"""Relative change below which nobody need care in which direction it goes: an assumption."""
_MOST_NAMED = 5
NUMBERS = "robustness.csv"
"""The file of `Robustness.numbers`, beside the page."""
_FEWEST = 3
FORMS_NOTE = (
    " A form is a way to build the model, either this or that; its sign holds in a form where the mean change over the "
    "sets of that form is distinguishable from none, all measures and forms judged together."
)


def over_ensemble(
    comparison: Comparison,
    members: int = MEMBERS,
    replicates: int = REPLICATES,
    *,
    store: str | Path | None = None,
    workers: int | None = None,
    progress: bool = True,
) -> Sweep:
    """Return a sweep of the arms of a comparison over the calibrated ensemble."""
    arms: Any = recorded_arms(comparison)
    check_members(members)
    over = Members(first=members)
    return sweep(comparison.scenario, arms, over, replicates, comparison.record.seed, store=store, workers=workers,
                 progress=progress)  # fmt: skip


def check_members(members: int) -> None:
    """Refuse a number of parameter sets from which nothing could be said: before anything runs."""
    largest = len(load_ensemble())
    if members and not FEWEST_POINTS <= members <= largest:
        raise RunError(f"members is {members}; allowed is {FEWEST_POINTS} to {largest}, or 0 for none")


class Robustness:
    """What holds over the parameter sets of a sweep.

    Parameters
    ----------
    found : Sweep
        What `over_ensemble` gives.
    outcomes : sequence of str
        True outcomes that have a better direction.
    """

    def __init__(self, found: Sweep, outcomes: Sequence[str]) -> None:
        self.replicates = found.replicates
        self.choices = {outcome: found.decide(outcome) for outcome in outcomes}
        self._baseline = found.arms[0]

    def changes(self, outcome: str) -> pd.DataFrame:
        """Return the relative change by each measure (columns) in each parameter set, noise taken out.

        Taking out noise moves measures together, so that one without any effect takes a trace of what others do.
        Whether there is an effect at all, and whether it differs between sets, `told` and `differs` judge from the
        runs as they are.
        """
        return _relative(self.choices[outcome].values, self._baseline)

    def simulated(self, outcome: str) -> pd.DataFrame:
        """Return the same as simulated: with its noise."""
        means = self.choices[outcome].runs.drop(columns="replicate").groupby("point").mean()
        return _relative(means, self._baseline)

    def numbers(self) -> pd.DataFrame:
        """Return a row for each outcome, parameter set and measure: the change as simulated, and without its noise.

        The forms of the set stand beside it.
        """
        parts = []
        for outcome in self.choices:
            frames = {"change_simulated": self.simulated(outcome), "change_without_noise": self.changes(outcome)}
            stacked = {
                name: frame.rename_axis(index="point", columns="intervention").stack() for name, frame in frames.items()
            }
            parts.append(pd.DataFrame(stacked).reset_index().assign(outcome=outcome))
        points = next(iter(self.choices.values())).points
        forms = form_columns(points)
        found = pd.concat(parts, ignore_index=True).join(points[forms], on="point")
        return found[["outcome", "point", *forms, "intervention", "change_simulated", "change_without_noise"]]

    def forms(self, outcome: str) -> FormSigns:
        """Return in which forms of the model the sign of each measure holds; judged from the runs as they are."""
        raw = self.simulated(outcome)
        return FormSigns.of(raw, self.choices[outcome].points.loc[raw.index])

    def told(self, outcome: str) -> dict[str, pd.Series]:
        """Return the changes as simulated of those measures whose mean over the sets can be told from zero."""
        raw = self.simulated(outcome)
        found = {str(arm): raw[arm].dropna() for arm in raw}
        confidence = 1.0 - 0.05 / len(found)
        limits = {arm: mean_interval(moved.to_numpy(), confidence)[1:] for arm, moved in found.items()}
        return {arm: moved for arm, moved in found.items() if limits[arm][0] > 0.0 or limits[arm][1] < 0.0}

    def differs(self, outcome: str) -> set[str]:
        """Return the measures whose effect differs between sets by more than noise (F-test, all of them together)."""
        runs = self.choices[outcome].runs
        arms = [str(arm) for arm in self.choices[outcome].values if arm != self._baseline]
        found = {arm: (runs[arm] - runs[self._baseline]).groupby(runs["point"]) for arm in arms}
        return {
            arm for arm, effect in found.items() if _p_same([one.to_numpy() for _, one in effect]) < 0.05 / len(arms)
        }

    def messages(self) -> list[str]:
        """Return what may be said of each outcome, each sentence with its number."""
        return [told for outcome in self.choices for told in self._messages(outcome)]

    def _messages(self, outcome: str) -> list[str]:
        choice, moved = self.choices[outcome], self.changes(outcome)
        title, sets = OUTCOMES[outcome].title.lower(), len(choice.values)
        told = [_winner(choice, title, sets)]
        arms, seen = [str(arm) for arm in moved], self.told(outcome)
        means = {arm: float(moved[arm].mean()) for arm in seen if (moved[arm] < 0.0).all()}
        sure = sorted(means, key=means.__getitem__)
        verb = "lowers" if len(sure) == 1 else "lower"
        words = f"{_named(sure) if sure else 'no measure'} {verb if sure else 'lowers'} {title}"
        told.append(f"In all {sets}, {words}, once the noise of so few runs of each set is taken out.")
        told += self.forms(outcome).messages(title)
        flips = [arm for arm in arms if arm in self.differs(outcome) and _flips(moved[arm].dropna())]
        if flips:
            told.append(
                f"In some sets raised and in others lowered, by more than {percent(MATTERS, signed=False)} each way: "
                f"{title} with {_named(flips)}."
            )
        return [*told, _learn(choice, title)]

    def table(self, order: Sequence[str]) -> PageTable:
        """Return for each measure how far its effect goes over the parameter sets, and on what it depends."""
        columns, cells = ["Intervention"], {arm: [arm] for arm in order}
        sets = 0
        for outcome, choice in self.choices.items():
            moved, seen, sets = self.changes(outcome), self.told(outcome), len(choice.values)
            differs = self.differs(outcome)
            signs = self.forms(outcome)
            columns += [f"{OUTCOMES[outcome].title}: change, nine of ten sets", "Sets in which it lowers"]
            columns += [*(["Forms in which its sign holds"] if signs.forms else []), "Depends on"]
            for arm in order:
                reach, lowers, depends = _cells(moved[arm].dropna(), seen.get(arm), choice.points, arm in differs)
                cells[arm] += [reach, lowers, *([signs.holds(arm)] if signs.forms else []), depends]
        text = (
            f"The same measures in {sets} parameter sets that nothing recorded or surveyed elsewhere rules out, "
            f"{self.replicates} replicates in each, Monte Carlo noise taken out. The sets are spread out and not "
            "sampled: shares of them are no probabilities. The last column names the assumption with which the change "
            "goes most (rank correlation), if that can be told from chance with all assumptions looked at together. "
            "Cannot be told: the mean change over the sets is not distinguishable from none."
        ) + (FORMS_NOTE if signs.forms else "")
        rows = [cells[arm] for arm in order]
        return PageTable("Does it hold in other parameter sets?", text, columns, rows, NUMBERS)


def _flips(moved: pd.Series) -> bool:
    """Return whether nine of ten sets reach further than what matters to both sides of zero."""
    if moved.empty:
        return False
    low, high = np.quantile(moved, [0.05, 0.95])
    return bool(low < -MATTERS and high > MATTERS)


def _relative(values: pd.DataFrame, baseline: str) -> pd.DataFrame:
    base = values[baseline].where(values[baseline] > 0.0)
    moved = values.drop(columns=baseline).sub(base, axis=0).div(base, axis=0)
    moved.columns = pd.Index([str(arm) for arm in moved.columns])
    return moved


def _p_same(groups: Sequence[Any]) -> float:
    """Return the p-value of equal means; one where nothing varies at all."""
    from scipy.stats import f_oneway

    if all(np.ptp(group) == 0.0 for group in groups):
        return 0.0 if np.ptp([group[0] for group in groups]) > 0.0 else 1.0
    return float(f_oneway(*groups).pvalue)


def _cells(moved: pd.Series, seen: pd.Series | None, points: pd.DataFrame, differs: bool) -> list[str]:
    """Return range, count and dependence; of the last two nothing where no effect can be told."""
    if moved.empty:
        return ["undefined", "", ""]
    low, high = np.quantile(moved, [0.05, 0.95])
    reach = f"{percent(float(low))} to {percent(float(high))}"
    if seen is None and not (differs and _flips(moved)):
        return [reach, "cannot be told", ""]
    lowers = f"{int((moved < 0.0).sum())} of {len(moved)}"
    return [reach, lowers, "" if seen is None else depends_on(seen, points)]


def depends_on(moved: pd.Series, points: pd.DataFrame) -> str:
    """Return the parameter or form with which a change goes most (rank correlation); empty if none stands out."""
    numbers = with_indicators(points.loc[moved.index])
    varied = numbers.loc[:, numbers.nunique() > 1]
    count = len(moved)
    if count <= _FEWEST or moved.nunique() < 2 or varied.empty:
        return ""
    correlation = varied.rank().corrwith(moved.rank())
    name = str(correlation.abs().idxmax())
    strength = float(correlation[name])
    # The largest of many correlations is never small: all of them are judged together (Bonferroni).
    limit = t_quantile(1.0 - 0.05 / varied.shape[1], count - 2)
    if abs(strength) * np.sqrt((count - 2) / max(1.0 - strength**2, 1e-12)) <= limit:
        return ""
    return f"{name} ({strength:+.2f})".replace("-", "\N{MINUS SIGN}")


def _winner(choice: Choice, title: str, sets: int) -> str:
    rules = choice.rules
    if rules.agree:
        winner = sorted(set.intersection(*(set(names) for names in rules.winners.values())))
        return f"Over {sets} parameter sets, {' or '.join(winner)} does best on {title} by mean, worst case and regret."
    each = "; ".join(f"{_RULES[rule]}, {' or '.join(names)}" for rule, names in rules.winners.items())
    return f"Over {sets} parameter sets, which measure does best on {title} depends on how one chooses: {each}."


def _learn(choice: Choice, title: str) -> str:
    """Return what to measure first, if knowing it would change the choice; the largest of many is judged as such."""
    if len(choice.points) < FEWEST_ROWS:
        few = f"{len(choice.points)} sets are too few to say which parameter to measure first"
        return f"{few}: at least {FEWEST_ROWS} are needed."
    best = choice.measure_first.iloc[0]
    value, error = float(best["evppi"]), float(best["standard_error"])
    if value <= t_quantile(1.0 - 0.05 / len(choice.measure_first), len(choice.points)) * error:
        return f"Knowing any single parameter exactly would not distinguishably improve the choice on {title}."
    return (
        f"To measure first, if {title} decide: {best['parameters']}; knowing it is worth {value:.3g} "
        f"{OUTCOMES[choice.outcome].unit} (standard error {error:.2g})."
    )


def _named(arms: Sequence[str]) -> str:
    more = f" and {len(arms) - _MOST_NAMED} more" if len(arms) > _MOST_NAMED else ""
    return joined(arms[:_MOST_NAMED]) if not more else "; ".join(arms[:_MOST_NAMED]) + more


_RULES = {"mean": "on average", "maximin": "in the worst case", "minimax regret": "by the largest regret",
          "satisficing": "by what is good enough"}  # fmt: skip

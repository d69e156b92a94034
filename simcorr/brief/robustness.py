"""Whether the answers hold in other parameter sets, in sentences and as a table of the brief."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from simcorr.analysis.estimates import t_quantile
from simcorr.analysis.information.partial import FEWEST_ROWS
from simcorr.analysis.robustness import MATTERS, Robustness, depends_on, flips
from simcorr.analysis.standing import Standing
from simcorr.brief.page import PageTable
from simcorr.simulation.outcomes import OUTCOMES
from simcorr.text import joined, percent

_MOST_NAMED = 5
NUMBERS = "robustness.csv"
"""The file of `Robustness.numbers`, beside the page."""
FORMS_NOTE = (
    " A form is a way to build the model, either this or that; its sign holds in a form where the mean change over the "
    "sets of that form is distinguishable from none, all measures and forms judged together."
)


def robust_messages(robust: Robustness) -> list[str]:
    """Return what may be said of each outcome, each sentence with its number."""
    return [told for outcome in robust.choices for told in _messages(robust, outcome)]


def _messages(robust: Robustness, outcome: str) -> list[str]:
    choice, moved = robust.choices[outcome], robust.changes(outcome)
    title, sets = OUTCOMES[outcome].title.lower(), len(choice.values)
    told = [_winner(choice, title, sets)]
    arms, seen, differs = [str(arm) for arm in moved], robust.told(outcome), robust.differs(outcome)
    means = {arm: float(moved[arm].mean()) for arm in seen if (moved[arm] < 0.0).all()}
    sure = sorted(means, key=means.__getitem__)
    verb = "lowers" if len(sure) == 1 else "lower"
    words = f"{_named(sure) if sure else 'no measure'} {verb if sure else 'lowers'} {title}"
    told.append(f"In all {sets}, {words}, once the noise of so few runs of each set is taken out.")
    told += robust.forms(outcome).messages(title)
    turning = [arm for arm in arms if arm in differs and flips(moved[arm].dropna())]
    if turning:
        told.append(
            f"In some sets raised and in others lowered, by more than {percent(MATTERS, signed=False)} each way: "
            f"{title} with {_named(turning)}."
        )
    return [*told, _learn(choice, title)]


def robustness_table(robust: Robustness, order: Sequence[str]) -> PageTable:
    """Return for each measure how far its effect goes over the parameter sets, and on what it depends."""
    columns, cells = ["Intervention"], {arm: [arm] for arm in order}
    sets = 0
    for outcome, choice in robust.choices.items():
        moved, seen, sets = robust.changes(outcome), robust.told(outcome), len(choice.values)
        differs = robust.differs(outcome)
        signs = robust.forms(outcome)
        columns += [f"{OUTCOMES[outcome].title}: change, nine of ten sets", "Sets in which it lowers"]
        columns += [*(["Forms in which its sign holds"] if signs.forms else []), "Depends on"]
        for arm in order:
            reach, lowers, depends = _cells(moved[arm].dropna(), seen.get(arm), choice.points, arm in differs)
            cells[arm] += [reach, lowers, *([signs.holds(arm)] if signs.forms else []), depends]
    text = (
        f"The same measures in {sets} parameter sets that nothing recorded or surveyed elsewhere rules out, "
        f"{robust.replicates} replicates in each, Monte Carlo noise taken out. The sets are spread out and not "
        "sampled: shares of them are no probabilities. The last column names the assumption with which the change "
        "goes most (rank correlation), if that can be told from chance with all assumptions looked at together. "
        "Cannot be told: the mean change over the sets is not distinguishable from none."
    ) + (FORMS_NOTE if signs.forms else "")
    rows = [cells[arm] for arm in order]
    return PageTable("Does it hold in other parameter sets?", text, columns, rows, NUMBERS)


def _cells(moved: pd.Series, seen: pd.Series | None, points: pd.DataFrame, differs: bool) -> list[str]:
    """Return range, count and dependence; of the last two nothing where no effect can be told."""
    if moved.empty:
        return ["undefined", "", ""]
    low, high = np.quantile(moved, [0.05, 0.95])
    reach = f"{percent(float(low))} to {percent(float(high))}"
    if seen is None and not (differs and flips(moved)):
        return [reach, "cannot be told", ""]
    lowers = f"{int((moved < 0.0).sum())} of {len(moved)}"
    return [reach, lowers, "" if seen is None else depends_on(seen, points)]


def _winner(choice: Standing, title: str, sets: int) -> str:
    rules = choice.rules
    if rules.agree:
        winner = sorted(set.intersection(*(set(names) for names in rules.winners.values())))
        return f"Over {sets} parameter sets, {' or '.join(winner)} does best on {title} by mean, worst case and regret."
    each = "; ".join(f"{_RULES[rule]}, {' or '.join(names)}" for rule, names in rules.winners.items())
    return f"Over {sets} parameter sets, which measure does best on {title} depends on how one chooses: {each}."


def _learn(choice: Standing, title: str) -> str:
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

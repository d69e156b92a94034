"""From a comparison to its figures: which rows, which words, which caption."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pandas as pd

from simcorr.analysis.by_context import changes_by_context, checked_measures, counts_money, used_contexts, words_of
from simcorr.analysis.trajectories import ALL, TABLES
from simcorr.errors import ResultError, unknown_name
from simcorr.reporting.effects.contexts import Shown, contexts_figure
from simcorr.reporting.effects.effects import effects_figure
from simcorr.reporting.effects.ranks import ranks_figure
from simcorr.reporting.effects.recorded import Held, recorded_figure
from simcorr.reporting.effects.weekly import weekly_figure
from simcorr.reporting.figure import Figure
from simcorr.reporting.style import LOOKS
from simcorr.simulation.outcomes import HARMS, OUTCOMES
from simcorr.simulation.rates import RATES

if TYPE_CHECKING:
    from simcorr.analysis.compared import Compared

MOST_LINES = len(LOOKS) - 1
MOST_PANELS = 6
MOST_ROWS = 3
_LINES_BY_DEFAULT = 4
_DARK_FIGURES = {
    ("bribes", "recorded_cases"): (
        "recorded_cases_per_bribe",
        "Held: cases per bribe",
        "Recorded cases per 1,000 bribes",
        1000.0,
    ),
    ("bribes", "recorded_reports"): (
        "recorded_reports_per_bribe",
        "Held: reports, also false ones, per bribe",
        "Recorded reports per 1,000 bribes",
        1000.0,
    ),
    ("cases_opened", "recorded_cases"): (
        "recorded_share_of_cases",
        "Held: share of cases",
        "Recorded (% of cases)",
        100.0,
    ),
    ("convictions", "recorded_convictions"): (
        "recorded_share_of_convictions",
        "Held: share of convictions",
        "Recorded (% of convictions)",
        100.0,
    ),
    ("interceptions", "recorded_interceptions"): (
        "recorded_share_of_interceptions",
        "Held: share of parties stopped",
        "Recorded (% of parties)",
        100.0,
    ),
}
"""For a true and a recorded outcome: the outcome that sets one against the other, and its words, unit and scale."""
_EACH = "Each context is judged on its own, without regard to how many are looked at."


def caption(comparison: "Compared", extra: str = "") -> str:
    """Return what a reader needs to cite a figure of a comparison."""
    record = comparison.record
    parts = [
        f"Scenario '{record.scenario}'; {record.replicates} replicates on common random numbers, seed {record.seed}.",
        _missing(comparison),
        "95 % intervals over replicates.",
        extra,
        f"simcorr {record.version}, {record.engine} engine. A stylised model, not a forecast.",
    ]
    return " ".join(part for part in parts if part)


def _missing(comparison: "Compared") -> str:
    """Return how many runs are not there; nothing when all are."""
    failed = len(comparison.failures)
    return f"{failed} of {failed + len(comparison.outcomes)} runs failed and are left out." if failed else ""


def effects(comparison: "Compared", outcome: str, beside: Sequence[str]) -> Figure:
    """Draw the effects on an outcome, with others beside it."""
    frame = comparison.effects
    known = list(dict.fromkeys(frame["outcome"]))
    for name in (outcome, *beside):
        if name not in known:
            raise ResultError(unknown_name("outcome", name, known))
    names = [outcome, *(name for name in beside if name != outcome)]
    about = (
        "what happens to migrants at the same time"
        if set(names[1:]) <= set(HARMS)
        else "other outcomes of the same runs"
    )
    told = f"To the right: {about}." if len(names) > 1 else ""
    return effects_figure(frame, names, caption(comparison, _filled(comparison)), comparison.record.window_weeks, told)


def _filled(comparison: "Compared") -> str:
    arms = len(comparison.interventions)
    together = f" with all {arms} interventions compared at once" if arms > 1 else ""
    return f"Filled markers: distinguishable from no change{together}."


def recorded(comparison: "Compared", outcome: str, record: str) -> Figure:
    """Draw the effects on a true outcome and on a recorded one."""
    frames = []
    for name, frame in ((outcome, comparison.effects), (record, comparison.recorded_effects)):
        if name not in set(frame["outcome"]):
            raise ResultError(unknown_name("outcome", name, dict.fromkeys(frame["outcome"])))
        frames.append(frame[frame["outcome"] == name])
    more = " Statistics also hold what false reports and retainers led to." if outcome == "bribes" else ""
    note = caption(comparison, _filled(comparison) + more)
    return recorded_figure(frames[0], frames[1], _held(comparison, outcome, record), note)


def _held(comparison: "Compared", outcome: str, record: str) -> Held | None:
    """Return how much of an outcome the statistics hold, where that is reckoned."""
    if (outcome, record) not in _DARK_FIGURES:
        return None
    name, words, unit, scale = _DARK_FIGURES[outcome, record]
    frame = comparison.dark_figure_effects
    return Held(frame[frame["outcome"] == name], words, unit, scale)


def ranks(comparison: "Compared") -> Figure:
    """Draw who bears the consequences, in every arm."""
    return ranks_figure(comparison.rank_odds, caption(comparison, "Pooled over replicates."))


def weekly(comparison: "Compared", measure: str, interventions: Sequence[str] | None) -> Figure:
    """Draw the course of a measure for the baseline and some interventions."""
    found = comparison.courses.find(measure, "periods")
    if found is None:
        raise ResultError(unknown_name("measure", measure, _measures()))
    frame, declared, place = found
    chosen = chosen_arms(comparison, interventions, measure, _LINES_BY_DEFAULT, MOST_LINES)
    rows = frame[(frame[place] == ALL) & frame["intervention"].isin([comparison.arms[0], *chosen])]
    unit = "per week" if declared.aggregate == "sum" else ""
    starts = [int(table.get("start_week", 0)) for arm in chosen for table in comparison.record.interventions[arm]]
    extra = (
        f"Bands are of each course, not of a difference. {_some(comparison, chosen, interventions, measure)}".strip()
    )
    words = declared.description[0].upper() + declared.description[1:]
    noun = {"count": "Number"}.get(declared.unit, declared.unit.capitalize() if declared.unit != "USD" else "USD")
    heading = f"{words}: course over the weeks"
    text = f"{noun} {unit}".strip()
    return weekly_figure(_in_order(rows, [comparison.arms[0], *chosen]), measure, heading, text, starts,
                         caption(comparison, extra))  # fmt: skip


def contexts(comparison: "Compared", measure: str | Sequence[str], interventions: Sequence[str] | None) -> Figure:
    """Draw one or several measures by context for some interventions beside the baseline."""
    names = checked_measures(measure)
    most = MOST_PANELS if len(names) == 1 else MOST_ROWS
    chosen = chosen_arms(comparison, interventions, names[0], most, most)
    changes = changes_by_context(comparison, names, chosen)
    places = used_contexts(changes)
    if not places:
        raise ResultError(f"'{', '.join(names)}' is zero in every context; there is nothing to draw")
    what = f"{words_of(names[0])}, by context" if len(names) == 1 else "what happens by context"
    extra = _some(comparison, chosen, interventions, names[0])
    notes = [_EACH, *(RATES[name].note for name in names if name in RATES), extra]
    note = caption(comparison, " ".join(text for text in notes if text))
    return contexts_figure(
        changes,
        [shown(name) for name in names],
        places,
        f"Where it {'moves' if names[0] not in RATES else 'changes'}: {what}",
        note,
    )


def chosen_arms(
    comparison: "Compared", given: Sequence[str] | None, outcome: str, default: int, most: int
) -> list[str]:
    """Return the interventions to draw: those asked for, or those with the largest effects."""
    known = comparison.interventions
    if given is not None:
        names = [given] if isinstance(given, str) else list(given)
        for name in names:
            if name not in known:
                raise ResultError(unknown_name("intervention", name, known))
        if not 0 < len(names) <= most:
            raise ResultError(f"a figure of {len(names)} interventions; allowed is 1 to {most}")
        return list(dict.fromkeys(names))
    frame = comparison.effects
    frame = frame[frame["outcome"] == _ranking(comparison, outcome)]
    ranked = frame.set_index("intervention")["relative"].abs().sort_values(ascending=False, kind="stable")
    return [name for name in ranked.index if name in known][:default]


def _ranking(comparison: "Compared", outcome: str) -> str:
    """Return the outcome by which interventions are chosen for a figure: its own, or bribes where it is none."""
    return outcome if (comparison.effects["outcome"] == outcome).any() else "bribes"


def _some(comparison: "Compared", chosen: Sequence[str], given: Sequence[str] | None, outcome: str) -> str:
    """Return how the interventions shown were chosen; nothing where all are, or where somebody named them."""
    many = len(comparison.interventions)
    if given is not None or len(chosen) == many:
        return ""
    title = OUTCOMES[_ranking(comparison, outcome)].title.lower()
    return f"Shown are {len(chosen)} of {many} interventions, those with the largest effects on {title}."


def _in_order(frame: pd.DataFrame, arms: Sequence[str]) -> pd.DataFrame:
    return pd.concat([frame[frame["intervention"] == arm] for arm in arms], ignore_index=True)


def _measures() -> list[str]:
    return [one.name for _, measures, observer in TABLES.values() for one in measures if one.observer == observer]


def shown(name: str) -> Shown:
    """Return how a measure is headed, and the unit of its axis."""
    words = words_of(name)
    heading = words[0].upper() + words[1:]
    if name in RATES:
        return Shown(name, heading, RATES[name].unit)
    return Shown(name, heading, f"{'USD' if counts_money(name) else 'Number'} per year")

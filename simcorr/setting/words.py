"""What a narrowing says in words, rules over its numbers; no message without one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from simcorr.experiment.answers import joined
from simcorr.experiment.wording import number, percent
from simcorr.reporting.page import PageTable
from simcorr.setting.numbers import BY_NAME, KNOWN_WITHIN, NUMBERS, RATES
from simcorr.simulation.outcomes import OUTCOMES

if TYPE_CHECKING:
    from simcorr.setting.narrowing import Narrowing

SETS_FILE, EFFECTS_FILE = "setting_sets.csv", "setting_effects.csv"
"""What `Narrowing.save` writes."""
TOO_FAR = 3.0
"""Standard deviations beyond which a set is said not to fit a rate that is given."""
_FEW_SETS = 5.0
_HARDLY = 0.05
"""Share of a range's width below which it is said to be hardly narrower."""


def messages(found: Narrowing) -> list[str]:
    """Return what the numbers say."""
    given = found.setting.given
    told = [_given(found)]
    if not found.fits:
        told.append(_no_fit(found))
    elif found.numbers.misfit.shape[1]:
        told.append(_sets(found))
    if given:
        told += [_narrowed(found, outcome) for outcome in found.outcomes]
    return [*told, *(_best(found, outcome) for outcome in found.outcomes)]


def _given(found: Narrowing) -> str:
    given = found.setting.given
    if not given:
        return "No number was given: what follows holds for any corridor of this kind that is plausible at all."
    said = [f"{name} {_value(name, found)}" for name in BY_NAME if name in given]
    open_ones = [name for name in BY_NAME if name not in given]
    rest = f" Left open: {', '.join(open_ones)}." if open_ones else ""
    return f"Of ten numbers, {len(given)} {'was' if len(given) == 1 else 'were'} given: {joined(said)}.{rest}"


def _value(name: str, found: Narrowing) -> str:
    low, high = found.setting.given[name]
    return _plain(low) if low == high else f"{_plain(low)} to {_plain(high)}"


def _plain(value: float) -> str:
    return f"{value:,.6g}"


def _sets(found: Narrowing) -> str:
    count, sets = found.effective_sets, len(found.numbers.weight)
    few = " That is few: nearly everything rests on them." if count < _FEW_SETS else ""
    return (
        f"Of {sets} parameter sets that calibration did not rule out, the rates that were given leave as much as "
        f"{count:.1f} sets of equal weight would say.{few}"
    )


def _no_fit(found: Narrowing) -> str:
    """Name the rate that nothing fits, with what the nearest set gives."""
    distances = found.numbers.misfit
    pattern = str(distances.min().idxmax())
    if float(distances[pattern].min()) <= TOO_FAR:
        return (
            "No parameter set fits all rates that were given at the same time; results rest on the nearest one and "
            "should not be used."
        )
    rate = next(each for each in RATES if each.pattern == pattern)
    nearest = float(found.numbers.rates[pattern].iloc[int(distances[pattern].argmin())])
    return (
        f"No parameter set comes near the {rate.name} that was given ({_value(rate.name, found)}): the nearest gives "
        f"{number(nearest)}. The model does not cover this setting, and results should not be used."
    )


def _narrowed(found: Narrowing, outcome: str) -> str:
    """Say of the strongest measure how far its effect went before and goes now, and of all how much was gained."""
    table, title = found.ranges(outcome), OUTCOMES[outcome].title.lower()
    known = table.dropna(subset=["low", "high", "low_blank", "high_blank"])
    if known.empty:
        return f"Of {title}, these runs cannot tell how much the numbers narrow the answer."
    arm = str(known["middle"].idxmin())
    ends = known.loc[[arm], ["low", "high", "low_blank", "high_blank"]].to_numpy(float)[0]
    low, high, low_blank, high_blank = (percent(float(end)) for end in ends)
    over_all = float(known["narrowed"].median()) if known["narrowed"].notna().any() else float("nan")
    if not np.isfinite(over_all):
        whole = "with a blank sheet no measure's range has a width"
    elif over_all >= _HARDLY:
        whole = f"over all measures the ranges are {percent(over_all, signed=False)} narrower (median)"
    elif over_all > -_HARDLY:
        whole = "over all measures the numbers hardly narrow the ranges"
    else:
        whole = (
            f"over all measures the ranges are {percent(-over_all, signed=False)} wider (median): these numbers "
            "describe a corridor on which the assumptions matter more"
        )
    return (
        f"The change of {title} with {arm} ranged from {low_blank} to {high_blank} with a blank sheet and ranges from "
        f"{low} to {high} with these numbers; {whole}."
    )


def _best(found: Narrowing, outcome: str) -> str:
    own, title = found.numbers.ranges(outcome), OUTCOMES[outcome].title.lower()
    if not (own["best"] > 0.0).any():
        return f"In no parameter set does any measure lower {title}."
    arm = str(own["best"].idxmax())
    share, before = float(own["best"].loc[arm]), float(found.blank.ranges(outcome)["best"].loc[arm])
    beside = f" ({percent(before, signed=False)} with a blank sheet)" if found.setting.given else ""
    others = [str(name) for name in own.index if name != arm and own["best"].loc[name] >= 0.25]
    depends = f" The choice between it and {joined(others)} depends on what is still unknown." if others else ""
    return (
        f"{arm} lowers {title} most in sets with {percent(share, signed=False)} of the weight{beside}; weights are not "
        f"probabilities.{depends}"
    )


def numbers_table(found: Narrowing) -> PageTable:
    """Return each number of the sheet with what was given, what was taken, and where that comes from."""
    given, rows = found.setting.given, []
    for each in NUMBERS:
        taken, source = "", "given"
        if each.name in given:
            taken = _value(each.name, found)
            if each.kind == "rate" and given[each.name][0] == given[each.name][1]:
                source = f"given; taken as known to a factor of {KNOWN_WITHIN}"
        elif each.kind == "input":
            low, high = each.plausible[found.setting.way]
            taken, source = f"{_plain(low)} to {_plain(high)}", f"left open; {each.why}"
        else:
            values = found.numbers.rates[each.pattern].dropna().to_numpy(float)
            ends = [number(float(np.quantile(values, share))) for share in (0.05, 0.95)]
            taken, source = " to ".join(ends), "left open; simulated"
        rows.append([each.name, each.question, each.unit, taken, source])
    text = (
        "Inputs are put into the scenario; the three rates decide how much each parameter set counts. Everything else "
        f"is as in the baseline's corridor by {found.setting.way}."
    )
    columns = ["Number", "Question", "Unit", "Value", "From"]
    return PageTable("The ten numbers of this setting", text, columns, rows, SETS_FILE)


def ranges_table(found: Narrowing, outcome: str) -> PageTable:
    """Return how far the effect of each measure goes with the numbers and with a blank sheet."""
    table, title = found.ranges(outcome).sort_values("middle", kind="stable"), OUTCOMES[outcome].title
    rows = []
    for arm, row in table.iterrows():
        own, blank = (_range(row[f"low{end}"], row[f"high{end}"]) for end in ("", "_blank"))
        narrowed = "undefined" if not np.isfinite(row["narrowed"]) else percent(-float(row["narrowed"]))
        lowers = percent(float(row["lowers"]), signed=False) if np.isfinite(row["lowers"]) else "undefined"
        rows.append([str(arm), own, blank, narrowed, lowers])
    text = (
        f"Change against doing nothing in {len(found.numbers.weight)} parameter sets, {found.replicates} replicates in "
        "each, Monte Carlo noise taken out; nine of ten sets by weight. The sets are spread out and not sampled: "
        "weights are no probabilities."
    )
    columns = ["Intervention", "With these numbers", "With a blank sheet", "Width", "Weight of sets in which it lowers"]
    return PageTable(f"{title}: how far the numbers narrow the answer", text, columns, rows, EFFECTS_FILE)


def figure_texts(found: Narrowing, outcome: str) -> tuple[str, str, str]:
    """Return title, unit and caption of the figure."""
    title, sets = OUTCOMES[outcome].title, len(found.numbers.weight)
    caption = (
        f"Setting '{found.setting.name}', {len(found.setting.given)} of ten numbers given. {sets} parameter sets, "
        f"{found.replicates} replicates in each, {found.effective_sets:.1f} sets' worth left by the rates given. "
        "Monte Carlo noise taken out. Weights are no probabilities; stylised corridor, no forecast."
    )
    return f"{title}: what the numbers leave open", f"Change of {title.lower()} against doing nothing (%)", caption


def _range(low: float, high: float) -> str:
    if not (np.isfinite(low) and np.isfinite(high)):
        return "undefined"
    return f"{percent(float(low))} to {percent(float(high))}"

"""What a narrowing says in words, rules over its numbers; no message without one."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from simcorr.brief.page import PageTable
from simcorr.calibration import CUT_OFF
from simcorr.setting.numbers import BY_NAME, KNOWN_WITHIN, NUMBERS, RATES
from simcorr.setting.world import MOST_PARTIES_PER_OFFICIAL, middle_of
from simcorr.simulation.outcomes import OUTCOMES
from simcorr.text import joined, number, percent

if TYPE_CHECKING:
    import pandas as pd

    from simcorr.setting.answers import Narrowed

SETS_FILE, EFFECTS_FILE = "setting_sets.csv", "setting_effects.csv"
"""What `Narrowing.save` writes."""
_FEW_SETS = 5.0
_HARDLY = 0.10
"""Share of a range's width below which it is said to be hardly narrower: chance moves widths by as much."""
_UNSURE = 2.0
"""Standard errors from zero within which a mean change cannot be told from none."""
_SCALE_WORTH_SAYING = 1.05


def messages(found: Narrowed) -> list[str]:
    """Return what the numbers say."""
    told = [_given(found), _middle(found)]
    if not found.fits:
        return [*told, _no_fit(found)]
    if found.numbers.misfit.shape[1]:
        told.append(_sets(found))
    if found.setting.given:
        told += [_narrowed(found, outcome) for outcome in found.outcomes]
    told += [_best(found, outcome) for outcome in found.outcomes]
    crowded = int((~found.numbers.inputs["keeps_load"]).sum())
    if crowded:
        told.append(
            f"In {crowded} of {len(found.numbers.weight)} parameter sets officials at the border meet fewer parties "
            f"than the numbers imply: no more than {MOST_PARTIES_PER_OFFICIAL:,} a year are simulated for each."
        )
    return told


def _given(found: Narrowed) -> str:
    given = found.setting.given
    if not given:
        return "No number was given: the ranges below hold for corridors of this kind in general."
    said = joined([f"{name} {_value(name, found)}" for name in BY_NAME if name in given])
    open_ones = [name for name in BY_NAME if name not in given]
    if not open_ones:
        return f"All ten numbers were given: {said}."
    count = f"{len(given)} {'was' if len(given) == 1 else 'were'} given"
    return f"Of ten numbers, {count}: {said}. Left open: {', '.join(open_ones)}."


def _value(name: str, found: Narrowed) -> str:
    low, high = found.setting.given[name]
    return _plain(low) if low == high else f"{_plain(low)} to {_plain(high)}"


def _plain(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 1000.0 else f"{value:.4g}"


def _middle(found: Narrowed) -> str:
    """Say what the comparison at the top of a brief is about."""
    inputs, answer = middle_of(found.setting), found.numbers
    fee, staff = _plain(inputs["fee_usd"]), _plain(inputs["posts"] * inputs["staff_per_post"])
    flow, wage = _plain(inputs["journeys_per_year"]), _plain(inputs["wage_usd_per_week"])
    told = (
        f"Effects with intervals are of one case in the middle of what is known: {flow} persons a year, a fee of {fee} "
        f"USD, {staff} officials at the border who earn {wage} USD a week, and the parameter set that fits best."
    )
    scale = float(np.median(answer.inputs["scale"]))
    if scale > _SCALE_WORTH_SAYING:
        told += (
            f" Simulated is a part of the corridor, about one party and one official in {_plain(round(scale, 1))}: "
            "percentages hold for all of it, counts of persons, bribes and cases are those of the part."
        )
    return told


def _sets(found: Narrowed) -> str:
    """Say how many sets are left, and what they give of each rate."""
    count, sets = found.effective_sets, len(found.numbers.weight)
    gives = []
    for rate in RATES:
        if rate.name in found.setting.given:
            values = found.numbers.rates[rate.pattern].to_numpy(float)
            known = np.isfinite(values)
            mean = float(
                (found.numbers.weight * np.where(known, values, 0.0)).sum() / found.numbers.weight[known].sum()
            )
            gives.append(f"{rate.name} {number(mean)}")
    few = " That is few: nearly everything rests on them." if count < _FEW_SETS else ""
    return (
        f"Of {sets} parameter sets, about {max(1, round(count))} fit the rates that were given (sets count by how well "
        f"they fit). On average these give {joined(gives)}.{few}"
    )


def _no_fit(found: Narrowed) -> str:
    """Name the rate that nothing fits, with what the nearest set gives."""
    distances = found.numbers.misfit
    pattern = str(distances.min().idxmax())
    if float(distances[pattern].min()) <= CUT_OFF:
        return (
            "No parameter set fits all rates that were given at the same time. The model does not cover this setting, "
            "and results should not be used."
        )
    rate = next(each for each in RATES if each.pattern == pattern)
    nearest = float(found.numbers.rates[pattern].iloc[int(distances[pattern].argmin())])
    return (
        f"No parameter set comes near the {rate.name} that was given ({_value(rate.name, found)}): the nearest gives "
        f"{number(nearest)}. The model does not cover this setting, and results should not be used."
    )


def _narrowed(found: Narrowed, outcome: str) -> str:
    """Say of the strongest measure how far its effect went before and goes now, and of all how much was gained."""
    table, title = found.ranges(outcome), OUTCOMES[outcome].title.lower()
    known = table.dropna(subset=["low", "high", "low_blank", "high_blank"])
    if known.empty:
        return f"Of {title}, these runs cannot tell how much the numbers narrow the answer."
    arm = str(known["middle"].idxmin())
    ends = known.loc[[arm], ["low", "high", "low_blank", "high_blank"]].to_numpy(float)[0]
    low, high, low_blank, high_blank = (percent(float(end)) for end in ends)
    return (
        f"{arm}: {title} change by {low} to {high} in nine of ten cases with these numbers, by {low_blank} to "
        f"{high_blank} with a blank sheet. {_over_all(known['narrowed'])}"
    )


def _over_all(narrowed: pd.Series[float]) -> str:
    median = float(narrowed.median())
    if not math.isfinite(median):
        return "How much all ranges were narrowed cannot be told."
    if median >= _HARDLY:
        return f"Over all measures the ranges are {percent(median, signed=False)} narrower (median)."
    if median > -_HARDLY:
        return "Over all measures the numbers hardly narrow the ranges."
    return f"Over all measures the ranges are {percent(-median, signed=False)} wider (median)."


def _best(found: Narrowed, outcome: str) -> str:
    own, title = found.numbers.ranges(outcome), OUTCOMES[outcome].title.lower()
    if not (own["best"] > 0.0).any():
        return f"In no parameter set does any measure lower {title}."
    arm = str(own["best"].idxmax())
    share, before = float(own["best"].loc[arm]), float(found.blank.ranges(outcome)["best"].loc[arm])
    beside = f" ({percent(before, signed=False)} with a blank sheet)" if found.setting.given else ""
    others = [str(name) for name in own.index if name != arm and own["best"].loc[name] >= 0.25]
    depends = f" The choice between it and {joined(others)} depends on what is still unknown." if others else ""
    told = (
        f"In {percent(share, signed=False)} of the parameter sets, counted by how well they fit{beside}, {arm} does "
        f"most against {title}. The sets are no sample, and their shares no probabilities.{depends}"
    )
    middle, error = float(own["middle"].loc[arm]), float(own["error"].loc[arm])
    if not abs(middle) > _UNSURE * error:
        told += f" But its mean change, {percent(middle)}, cannot be told from none."
    return told


def numbers_table(found: Narrowed) -> PageTable:
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


def ranges_table(found: Narrowed, outcome: str) -> PageTable:
    """Return how far the effect of each measure goes with the numbers and with a blank sheet."""
    table, title = found.ranges(outcome).sort_values("middle", kind="stable"), OUTCOMES[outcome].title
    rows = []
    for arm, row in table.iterrows():
        own, blank = (_range(row[f"low{end}"], row[f"high{end}"]) for end in ("", "_blank"))
        narrowed = percent(-float(row["narrowed"])) if np.isfinite(row["narrowed"]) else "undefined"
        lowers = percent(float(row["lowers"]), signed=False) if np.isfinite(row["lowers"]) else "undefined"
        rows.append([str(arm), own, blank, narrowed, lowers])
    text = (
        f"Change against doing nothing over {len(found.numbers.weight)} parameter sets, {found.replicates} replicates "
        "in each. In the range a further set like these would lie in nine of ten cases: it covers what is unknown "
        "about the parameters, and that the sets are few; Monte Carlo noise is taken out. The last column is the "
        "chance that the measure lowers the outcome in such a set."
    )
    columns = ["Intervention", "With these numbers", "With a blank sheet", "Change of width", "Chance that it lowers"]
    return PageTable(f"{title}: how far the numbers narrow the answer", text, columns, rows, EFFECTS_FILE)


def figure_texts(found: Narrowed, outcome: str) -> tuple[str, str, str]:
    """Return title, unit and caption of the figure."""
    title, sets = OUTCOMES[outcome].title, len(found.numbers.weight)
    caption = (
        f"Setting '{found.setting.name}', {len(found.setting.given)} of ten numbers given. {sets} parameter sets, "
        f"{found.replicates} replicates in each; about {max(1, round(found.effective_sets))} fit the rates given. "
        "Random-effects model, Monte Carlo noise taken out. Stylised corridor, no forecast."
    )
    return f"{title}: what the numbers leave open", f"Change of {title.lower()} against doing nothing (%)", caption


def _range(low: float, high: float) -> str:
    if not (np.isfinite(low) and np.isfinite(high)):
        return "undefined"
    return f"{percent(float(low))} to {percent(float(high))}"

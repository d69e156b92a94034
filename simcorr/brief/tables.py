"""The tables of a brief: effects by outcome, money, sanctions, who is best, who bears the consequences."""

import math
from collections.abc import Sequence

from simcorr.analysis.compared import Compared
from simcorr.analysis.effects import defined, occurring
from simcorr.analysis.estimates import BASELINE
from simcorr.analysis.wording import cell
from simcorr.brief.contents import contents_table
from simcorr.brief.displacement import displacement_page_table
from simcorr.brief.fees import fees_page_table
from simcorr.brief.inputs import MAIN
from simcorr.brief.monitoring import monitoring_table
from simcorr.brief.page import PageTable
from simcorr.brief.worth import worth_table
from simcorr.simulation.outcomes import HARMS, HEADLINE, OUTCOMES
from simcorr.text import joined, level, number, percent

SUCCESS = (
    *("bribes", "journey_bribe_value_usd", "persons_with_bribe", "impunity_public"),
    "share_of_officials_bribed",
)
SIDE_EFFECTS = (
    *("irregular_journeys", "identified", "identified_at_interception", "identified_in_detention"),
    *("reports_true", "reports_false", "retaliations"),
)
MONEY = (
    *("mean_journey_bribe_usd", "bribe_value_usd", "justice_bribe_value_usd", "silence_bribe_value_usd"),
    *("release_bribe_value_usd", "licence_bribe_value_usd", "retainers_usd", "hush_usd"),
    *("bribe_income_top_tenth_share", "exploitation_usd"),
)
SANCTIONS = (
    *("cases_opened", "transfers", "prosecutions", "convictions", "dismissals", "impunity_private"),
    "smugglers_convicted",
)
WORKERS = (
    *("workers_placed", "workers_exploited", "exploited_per_worker", "debt_per_worker_usd"),
    *("excess_fee_per_worker_usd", "licences_lost", "licence_bribes"),
)
MONEY_NOTE = (
    "Bribes on journeys, in investigation and trial, for silence, for release from custody, by recruitment agencies, "
    "retainers and hush payments apart: a few bribes that end a case can weigh as much as hundreds at a border, so "
    "that their value hangs on chance."
)


def tables(comparison: Compared, robust: Sequence[PageTable] = (), trace: Sequence[PageTable] = ()) -> list[PageTable]:
    """Return the tables of a brief, in their order; with those on other parameter sets and on mechanisms."""
    note = (
        "Change against the baseline with 95 % interval. A question mark: not distinguishable from no change "
        "once all interventions are compared at the same time."
    )
    order = by_effect(comparison)
    return [
        _effects_table(comparison, "Success", note, SUCCESS),
        _effects_table(
            comparison,
            "Harm to migrants",
            note,
            ("exploited_per_journey", *defined(comparison.outcomes, HARMS)),
        ),
        *_workers_table(comparison, note),
        *_own_table(comparison, note),
        fees_page_table(comparison, order),
        _effects_table(comparison, "Where the money goes", f"{MONEY_NOTE} {note}", MONEY),
        *robust,
        *trace,
        displacement_page_table(comparison, order),
        _effects_table(comparison, "Side effects", note, SIDE_EFFECTS),
        _effects_table(comparison, "Cases and sanctions", note, SANCTIONS),
        monitoring_table(comparison, order),
        worth_table(comparison, order),
        _best_table(comparison),
        _rank_table(comparison),
        contents_table(comparison),
    ]


def _effects_table(comparison: Compared, title: str, note: str, outcomes: Sequence[str]) -> PageTable:
    """Return a table of effects on the outcomes that occur at all; its text names the others."""
    shown = occurring(comparison.outcomes, outcomes)
    zero = [name for name in outcomes if name in comparison.outcomes and name not in shown]
    levels = comparison.effects.drop_duplicates("outcome").set_index("outcome")["baseline_mean"]
    first = [f"{BASELINE} (level)"] + [level(float(levels[name]), OUTCOMES[name].unit) for name in shown]
    rows = [[arm, *(cell(comparison.effect(name, arm)) for name in shown)] for arm in by_effect(comparison)]
    columns = ["Intervention", *(OUTCOMES[name].title for name in shown)]
    return PageTable(title, note + _zeros(zero), columns, [first, *rows], "effects.csv")


def _workers_table(comparison: Compared, note: str) -> list[PageTable]:
    """Return the table of what befalls workers of recruitment agencies, where there are any."""
    if not occurring(comparison.outcomes, ["workers_placed"]):
        return []
    text = (
        "Regular labour migrants whom recruitment agencies place; they count among all migrants in the other tables. "
        "Where more are placed, more may be exploited although each runs no greater risk: so the share stands beside "
        f"the number. {note}"
    )
    return [_effects_table(comparison, "Workers of recruitment agencies", text, WORKERS)]


def _own_table(comparison: Compared, note: str) -> list[PageTable]:
    """Return the table of outcomes of one's own, if there are any."""
    own = comparison.record.own_outcomes
    if not own:
        return []
    said = "; ".join(f"{one['title']}: {one['description']}" for one in own.values())
    names = [name for name in own if name in comparison.outcomes]
    return (
        [_effects_table(comparison, "Outcomes defined for this comparison", f"{said}. {note}", names)] if names else []
    )


def _zeros(outcomes: Sequence[str]) -> str:
    """Return the sentence on what is left out of a table, if there is anything."""
    titles = [OUTCOMES[name].title.lower() for name in outcomes]
    return f" Left out, being zero in every run: {joined(titles)}." if titles else ""


def by_effect(comparison: Compared) -> list[str]:
    """Return the interventions, the one that lowers bribes most first."""
    effects = comparison.effects
    main = effects[effects["outcome"] == MAIN]
    return list(main.sort_values("relative", na_position="last", kind="stable")["intervention"])


def _rank_table(comparison: Compared) -> PageTable:
    frame = comparison.rank_odds.set_index("intervention")
    rows = []
    for arm in (BASELINE, *by_effect(comparison)):
        odds, low, high = (float(frame[column][arm]) for column in ("rank_odds", "low", "high"))
        known = math.isfinite(low)
        rows.append([arm, number(odds), f"{number(low)} to {number(high)}" if known else "undefined"])
    text = (
        "Sanctions for each week in which officials take bribes: gatekeepers' over superiors', pooled over "
        "replicates. Above one, low ranks bear the consequences. Undefined where no superior was sanctioned."
    )
    if frame["rank_odds"].isna().all():
        rows, text = [], "No superior was sanctioned in these runs, or nobody was: no ratio can be given."
    columns = ["Intervention", "Ratio", "95 % interval"]
    return PageTable("Who bears the consequences", text, columns, rows, "data/rank_odds.csv")


def _best_table(comparison: Compared) -> PageTable:
    rows = [
        [arm, *(percent(float(comparison.effect(name, arm)["share_best"]), signed=False) for name in HEADLINE)]
        for arm in by_effect(comparison)
    ]
    text = (
        "Share of replicates in which an intervention does best of all on an outcome, doing nothing included; "
        "ties are shared. At the doses and deliveries compared here, not at equal cost."
    )
    columns = ["Intervention", *(OUTCOMES[name].title for name in HEADLINE)]
    return PageTable("How often each is best", text, columns, rows, "effects.csv")

"""What the short page of a comparison says: findings, harm beside every success, limits and provenance."""

import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from simcorr import storage
from simcorr.analysis.effects import defined, occurring
from simcorr.analysis.estimates import NO_DIFFERENCE, UNDEFINED
from simcorr.analysis.fees import fees_page_table
from simcorr.analysis.robustness import NUMBERS, Robustness
from simcorr.analysis.wording import cell
from simcorr.brief.answers import answers, explanations, harms_beside_successes
from simcorr.brief.contents import contents_table
from simcorr.brief.displacement import displacement_page_table
from simcorr.brief.monitoring import monitoring_table
from simcorr.brief.page import Page, PageFigure, PageTable
from simcorr.brief.provenance import provenance
from simcorr.brief.worth import worth_table
from simcorr.errors import ResultError, unknown_name
from simcorr.experiment.arms import BASELINE, recorded_arms
from simcorr.experiment.tracing.carried import NUMBERS as TRACED
from simcorr.experiment.tracing.showing import trace_page_table
from simcorr.interventions import INTERVENTIONS
from simcorr.model_version import MODEL_VERSION
from simcorr.parameters import GRADE_WORDS, counts_by_grade
from simcorr.scenario.reach import idle_measures
from simcorr.simulation.outcomes import HARMS, HEADLINE, OUTCOMES
from simcorr.simulation.publishing import published
from simcorr.text import NO_BREAK, joined, level, number, percent

if TYPE_CHECKING:
    from simcorr.experiment.results.comparison import Comparison
    from simcorr.experiment.results.sweep import Sweep
    from simcorr.experiment.tracing import MechanismTrace
    from simcorr.reporting.figures.figure import Figure

MAIN = "bribes"
FIGURES = "figures"
Drawn = dict[str, "tuple[str, Figure]"]
SUCCESS = (
    *("bribes", "journey_bribe_value_usd", "persons_with_bribe", "impunity_public"),
    "share_of_officials_bribed",
)
BESIDE = ("persons_with_bribe", *(name for name in HEADLINE if name != MAIN))
"""What one figure shows beside the number of bribes: how many they affect, and the other headlines."""
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
ROBUST = ("bribes", "weeks_in_exploitation")
MONEY_NOTE = (
    "Bribes on journeys, in investigation and trial, for silence, for release from custody, by recruitment agencies, "
    "retainers and hush payments apart: a few bribes that end a case can weigh as much as hundreds at a border, so "
    "that their value hangs on chance."
)

LIMITS = (
    "The corridors, posts and persons are stylised. Nothing here is a forecast, and nothing describes a real "
    "place or person.",
    "Changes that are sure in the model can be small, and levels say nothing about any place.",
    "The intervals cover chance and how much of each measure is delivered. They do not cover what is unknown "
    "about parameters and mechanisms.",
    "Unlike measures are compared at doses in plain words, not at equal cost.",
    "Only bribery is modelled, no other offence of corruption.",
)


class OwnSetting(Protocol):
    """What somebody's own numbers say: sentences, tables and a figure."""

    def messages(self) -> list[str]:
        """Return sentences, each with its number."""
        ...

    def tables(self) -> list[PageTable]:
        """Return the numbers that were given and what they narrow."""
        ...

    def plot(self, outcome: str = MAIN) -> "Figure":
        """Draw what the numbers leave open."""
        ...


def write_page(
    comparison: "Comparison",
    folder: str | Path,
    sweep: "Sweep | None" = None,
    setting: OwnSetting | None = None,
    trace: "MechanismTrace | None" = None,
) -> Path:
    """Write ``brief.md``, ``brief.html`` and the figures, all or nothing; return the HTML file."""
    _check_belongs(comparison, sweep, trace)
    drawn = _drawn(comparison, sweep, setting, trace)
    page = make_page(comparison, drawn, sweep, setting, trace)
    numbers = None if sweep is None else Robustness(sweep, ROBUST).numbers()
    with published(folder) as path:
        if numbers is not None:
            storage.write_frame(path / NUMBERS, numbers)
        if trace is not None:
            storage.write_frame(path / TRACED, trace.effects)
        (path / FIGURES).mkdir()
        for name, (_, figure) in drawn.items():
            storage.write_bytes(path / FIGURES / f"{name}.svg", figure.as_bytes("svg"))
        for shown in page.figures:
            storage.write_bytes(path / shown.file, shown.content)
        storage.write_text(path / "brief.md", page.markdown())
        storage.write_text(path / "brief.html", page.html())
    return Path(folder) / "brief.html"


def make_page(
    comparison: "Comparison",
    drawn: Drawn | None = None,
    sweep: "Sweep | None" = None,
    setting: OwnSetting | None = None,
    trace: "MechanismTrace | None" = None,
) -> Page:
    """Return the page of a comparison; with a sweep of it over an ensemble, what holds there; with a trace, why."""
    _check_belongs(comparison, sweep, trace)
    drawn = _drawn(comparison, sweep, setting, trace) if drawn is None else drawn
    robust = None if sweep is None else Robustness(sweep, ROBUST)
    return Page(
        title=f"What reduces corruption in '{comparison.record.scenario}'?",
        lead=_lead(comparison),
        answers=answers(comparison),
        harms=harms_beside_successes(comparison),
        explanations=[*explanations(comparison), *_inert(comparison)],
        setting=[] if setting is None else setting.messages(),
        robust=[] if robust is None else robust.messages(),
        figures=[
            PageFigure(title, f"{FIGURES}/{name}.png", figure.as_bytes("png", dpi=160))
            for name, (title, figure) in drawn.items()
        ],
        tables=[*([] if setting is None else setting.tables()), *_tables(comparison, robust, trace)],
        limits=(LIMITS[0], evidence_in_words(_counts()), *LIMITS[1:], *_left_out(comparison)),
        provenance=provenance(comparison),
    )


def _check_belongs(comparison: "Comparison", sweep: "Sweep | None", trace: "MechanismTrace | None") -> None:
    """Refuse to put results side by side that are not of the same model, scenario and interventions."""
    if trace is not None and trace.measure not in comparison.interventions:
        raise ResultError(unknown_name("intervention", trace.measure, comparison.interventions, "the trace"))
    for found, maker in ((sweep, "over_ensemble"), (None if trace is None else trace.sweep, "trace")):
        if found is None:
            continue
        if comparison.record.model != MODEL_VERSION:
            raise ResultError(
                f"the comparison is of version {comparison.record.model or 'unknown'} of the model, the sweep of "
                f"{MODEL_VERSION}; results of two versions are not mixed: run the comparison anew"
            )
        if comparison.scenario.hash != found.scenario.hash:
            raise ResultError(
                f"the comparison is of scenario '{comparison.scenario.name}', the sweep of '{found.scenario.name}' or "
                f"of other values in it; take the sweep from comparison.{maker}()"
            )


def _counts() -> dict[str, int]:
    return {str(grade): int(count) for grade, count in counts_by_grade().T["all"].to_dict().items()}


def evidence_in_words(counts: Mapping[str, int]) -> str:
    """Return one sentence on what the defaults of the parameters rest on, from their number at each grade.

    Examples
    --------
    >>> print(evidence_in_words({"A": 0, "B": 0, "C": 3, "D": 97}).replace(NO_BREAK, " "))
    Of the defaults of 100 parameters, 3.0 % rest on evidence of grade C (case report, press, expert opinion, or better
    evidence from another setting) and 97 % are assumptions; simcorr parameters shows the evidence behind each.
    """
    total = sum(counts.values())
    shares = {grade: percent(count / total, signed=False) for grade, count in counts.items() if count}
    assumed = shares.pop("D", percent(0.0, signed=False))
    borne = [f"{share} rest on evidence of grade {grade} ({GRADE_WORDS[grade]})" for grade, share in shares.items()]
    known = f"{', '.join(borne)} and " if borne else ""
    return (
        f"Of the defaults of {total} parameters, {known}{assumed} are assumptions; simcorr parameters shows the "
        "evidence behind each."
    )


def _left_out(comparison: "Comparison") -> list[str]:
    """Return a sentence on the measures that were not compared because the scenario has nothing for them to act on."""
    idle = [INTERVENTIONS[key].title for key in idle_measures(comparison.scenario)]
    left_out = [title for title in idle if title not in comparison.interventions]
    if not left_out:
        return []
    return [
        f"Left out, because the scenario does not have what they act on: {', '.join(left_out)}. That says nothing "
        "about what they would do."
    ]


def _inert(comparison: "Comparison") -> list[str]:
    """Return a sentence on the measures that changed nothing at all, though the scenario has what they act on."""
    arms = [
        str(arm)
        for arm, verdicts in comparison.effects.groupby("intervention", sort=False)["verdict"]
        if verdicts.isin([NO_DIFFERENCE, UNDEFINED]).all() and (verdicts == NO_DIFFERENCE).any()
    ]
    if not arms or len(comparison.outcomes["replicate"].unique()) < 2:
        return []
    return [f"Without any effect at all on a true outcome in this scenario, in every run: {', '.join(arms)}."]


def _lead(comparison: "Comparison") -> str:
    record = comparison.record
    count = len(comparison.interventions)
    measures = "One measure was" if count == 1 else f"{count} measures were each"
    together = "once all of them are judged together" if count > 1 else "beyond chance"
    return (
        f"{measures} compared with doing nothing, in {record.replicates} pairs of simulated runs (replicates) over "
        f"{record.window_weeks} weeks. Changes are relative to doing nothing, with 95{NO_BREAK}% intervals "
        f"in brackets; a change is named only if it stands out {together}. {_doses(comparison)}Places and persons are "
        "stylised, and nearly all numbers behind them are assumptions: this is what follows from them, not a forecast."
    )


def _doses(comparison: "Comparison") -> str:
    """Return the sentence on the dose of the measures, if all have the same."""
    if comparison.record.agents:
        return ""
    members = [member for measures in recorded_arms(comparison).values() for member in measures]
    doses = {member.dose_name for member in members}
    if len(doses) != 1 or "" in doses:
        return ""
    named = "The measure has" if len(members) == 1 else "All have"
    return f"{named} the numbers of the dose '{doses.pop()}'. "


def _tables(comparison: "Comparison", robust: Robustness | None, trace: "MechanismTrace | None") -> list[PageTable]:
    note = (
        "Change against the baseline with 95 % interval. A question mark: not distinguishable from no change "
        "once all interventions are compared at the same time."
    )
    order = _order(comparison)
    return [
        _effects_table(comparison, "Success", note, SUCCESS),
        _effects_table(
            comparison,
            "Harm to migrants",
            note,
            ("exploited_per_journey", *defined(comparison.outcomes, HARMS)),
        ),
        *_workers_table(comparison, note),
        fees_page_table(comparison, order),
        _effects_table(comparison, "Where the money goes", f"{MONEY_NOTE} {note}", MONEY),
        *([] if robust is None else [robust.table(order)]),
        *([] if trace is None else [trace_page_table(trace, OUTCOMES[MAIN])]),
        displacement_page_table(comparison, order),
        _effects_table(comparison, "Side effects", note, SIDE_EFFECTS),
        _effects_table(comparison, "Cases and sanctions", note, SANCTIONS),
        monitoring_table(comparison, order),
        worth_table(comparison, order),
        _best_table(comparison),
        _rank_table(comparison),
        contents_table(comparison),
    ]


def _effects_table(comparison: "Comparison", title: str, note: str, outcomes: Sequence[str]) -> PageTable:
    """Return a table of effects on the outcomes that occur at all; its text names the others."""
    shown = occurring(comparison.outcomes, outcomes)
    zero = [name for name in outcomes if name in comparison.outcomes and name not in shown]
    levels = comparison.effects.drop_duplicates("outcome").set_index("outcome")["baseline_mean"]
    first = [f"{BASELINE} (level)"] + [level(float(levels[name]), OUTCOMES[name].unit) for name in shown]
    rows = [[arm, *(cell(comparison.effect(name, arm)) for name in shown)] for arm in _order(comparison)]
    columns = ["Intervention", *(OUTCOMES[name].title for name in shown)]
    return PageTable(title, note + _zeros(zero), columns, [first, *rows], "effects.csv")


def _workers_table(comparison: "Comparison", note: str) -> list[PageTable]:
    """Return the table of what befalls workers of recruitment agencies, where there are any."""
    if not occurring(comparison.outcomes, ["workers_placed"]):
        return []
    text = (
        "Regular labour migrants whom recruitment agencies place; they count among all migrants in the other tables. "
        "Where more are placed, more may be exploited although each runs no greater risk: so the share stands beside "
        f"the number. {note}"
    )
    return [_effects_table(comparison, "Workers of recruitment agencies", text, WORKERS)]


def _zeros(outcomes: Sequence[str]) -> str:
    """Return the sentence on what is left out of a table, if there is anything."""
    titles = [OUTCOMES[name].title.lower() for name in outcomes]
    return f" Left out, being zero in every run: {joined(titles)}." if titles else ""


def _order(comparison: "Comparison") -> list[str]:
    effects = comparison.effects
    main = effects[effects["outcome"] == MAIN]
    return list(main.sort_values("relative", na_position="last", kind="stable")["intervention"])


def _rank_table(comparison: "Comparison") -> PageTable:
    frame = comparison.rank_odds.set_index("intervention")
    rows = []
    for arm in (BASELINE, *_order(comparison)):
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


def _best_table(comparison: "Comparison") -> PageTable:
    rows = [
        [arm, *(percent(float(comparison.effect(name, arm)["share_best"]), signed=False) for name in HEADLINE)]
        for arm in _order(comparison)
    ]
    text = (
        "Share of replicates in which an intervention does best of all on an outcome, doing nothing included; "
        "ties are shared. At the doses and deliveries compared here, not at equal cost."
    )
    columns = ["Intervention", *(OUTCOMES[name].title for name in HEADLINE)]
    return PageTable("How often each is best", text, columns, rows, "effects.csv")


def _drawn(
    comparison: "Comparison", sweep: "Sweep | None", setting: OwnSetting | None, trace: "MechanismTrace | None"
) -> Drawn:
    drawn = _always_drawn(comparison)
    if setting is not None:
        drawn["setting"] = ("What the numbers of this setting leave open", setting.plot(MAIN))
    if sweep is not None:
        drawn["robustness"] = ("Bribes in other parameter sets", sweep.plot(MAIN))
        signs = Robustness(sweep, [MAIN]).forms(MAIN)
        if signs.forms:
            title = "Bribes in other forms of the model"
            drawn["forms"] = (
                title,
                signs.plot(f"{OUTCOMES[MAIN].title}: in which forms the sign holds", sweep.caption),
            )
    if trace is not None:
        drawn["trace"] = (f"What carries the effect of {trace.measure}", trace.plot(MAIN))
    return drawn


def _always_drawn(comparison: "Comparison") -> Drawn:
    return {
        "bribes": ("Bribes by intervention, and harm to migrants", comparison.plot(MAIN)),
        "headline": ("Number and value of bribes, exploitation and impunity", comparison.plot(MAIN, BESIDE)),
        "contexts": ("Bribes by context", comparison.plot_contexts()),
        "weekly": ("Bribes over the weeks", comparison.plot_weekly()),
        "recorded": ("True against recorded", comparison.plot_recorded()),
        "ranks": ("Who bears the consequences", comparison.plot_ranks()),
    }

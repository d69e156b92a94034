"""What a brief says: findings, harm beside every success, limits and provenance; and the files that hold it."""

from collections.abc import Mapping
from pathlib import Path

from simcorr import storage
from simcorr.analysis.compared import Compared
from simcorr.analysis.estimates import NO_DIFFERENCE, UNDEFINED
from simcorr.brief.answers import answers, explanations, harms_beside_successes
from simcorr.brief.inputs import NOTHING, Drawn, Supplement
from simcorr.brief.page import Page, PageFigure
from simcorr.brief.provenance import provenance
from simcorr.brief.tables import tables
from simcorr.interventions import INTERVENTIONS
from simcorr.parameters import GRADE_WORDS, counts_by_grade
from simcorr.scenario.reach import idle_measures
from simcorr.simulation.publishing import FIGURES, list_files, published
from simcorr.text import NO_BREAK, percent

LIMITS = (
    "The corridors, posts and persons are stylised. Nothing here is a forecast, and nothing describes a real "
    "place or person.",
    "Changes that are sure in the model can be small, and levels say nothing about any place.",
    "The intervals cover chance and how much of each measure is delivered. They do not cover what is unknown "
    "about parameters and mechanisms.",
    "Unlike measures are compared at doses in plain words, not at equal cost.",
    "Only bribery is modelled, no other offence of corruption.",
)


def write_page(
    comparison: Compared,
    drawn: Drawn,
    folder: str | Path,
    *,
    setting: Supplement = NOTHING,
    robust: Supplement = NOTHING,
    trace: Supplement = NOTHING,
) -> Path:
    """Write ``brief.md``, ``brief.html`` and the figures, all or nothing; return the HTML file."""
    page = make_page(comparison, drawn, setting=setting, robust=robust, trace=trace)
    with published(folder) as path:
        for supplement in (setting, robust, trace):
            for name, numbers in supplement.files.items():
                storage.write_frame(path / name, numbers)
        (path / FIGURES).mkdir()
        for name, (_, figure) in _every(drawn, setting, robust, trace).items():
            storage.write_bytes(path / FIGURES / f"{name}.svg", figure.as_bytes("svg"))
        for shown in page.figures:
            storage.write_bytes(path / shown.file, shown.content)
        storage.write_text(path / "brief.md", page.markdown())
        storage.write_text(path / "brief.html", page.html())
        list_files(path, FIGURES)
    return Path(folder) / "brief.html"


def make_page(
    comparison: Compared,
    drawn: Drawn,
    *,
    setting: Supplement = NOTHING,
    robust: Supplement = NOTHING,
    trace: Supplement = NOTHING,
) -> Page:
    """Return the page of a comparison, and of what else is known: a setting, other parameter sets, mechanisms."""
    return Page(
        title=f"What reduces corruption in '{comparison.record.scenario}'?",
        lead=_lead(comparison),
        answers=answers(comparison),
        harms=harms_beside_successes(comparison),
        explanations=[*explanations(comparison), *_inert(comparison)],
        setting=setting.messages,
        robust=robust.messages,
        figures=[
            PageFigure(title, f"{FIGURES}/{name}.png", figure.as_bytes("png", dpi=160))
            for name, (title, figure) in _every(drawn, setting, robust, trace).items()
        ],
        tables=[*setting.tables, *tables(comparison, robust.tables, trace.tables)],
        limits=(LIMITS[0], evidence_in_words(_counts()), *LIMITS[1:], *_left_out(comparison)),
        provenance=provenance(comparison),
    )


def _every(drawn: Drawn, *supplements: Supplement) -> Drawn:
    return drawn | {name: found for supplement in supplements for name, found in supplement.drawn.items()}


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


def _left_out(comparison: Compared) -> list[str]:
    """Return a sentence on the measures that were not compared because the scenario has nothing for them to act on."""
    idle = [INTERVENTIONS[key].title for key in idle_measures(comparison.scenario)]
    left_out = [title for title in idle if title not in comparison.interventions]
    if not left_out:
        return []
    return [
        f"Left out, because the scenario does not have what they act on: {', '.join(left_out)}. That says nothing "
        "about what they would do."
    ]


def _inert(comparison: Compared) -> list[str]:
    """Return a sentence on the measures that changed nothing at all, though the scenario has what they act on."""
    arms = [
        str(arm)
        for arm, verdicts in comparison.effects.groupby("intervention", sort=False)["verdict"]
        if verdicts.isin([NO_DIFFERENCE, UNDEFINED]).all() and (verdicts == NO_DIFFERENCE).any()
    ]
    if not arms or len(comparison.outcomes["replicate"].unique()) < 2:
        return []
    return [f"Without any effect at all on a true outcome in this scenario, in every run: {', '.join(arms)}."]


def _lead(comparison: Compared) -> str:
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


def _doses(comparison: Compared) -> str:
    """Return the sentence on the dose of the measures, if all have the same."""
    if comparison.record.agents:
        return ""
    members = [member for measures in comparison.measures.values() for member in measures]
    doses = {member.dose_name for member in members}
    if len(doses) != 1 or "" in doses:
        return ""
    named = "The measure has" if len(members) == 1 else "All have"
    return f"{named} the numbers of the dose '{doses.pop()}'. "

"""The catalogue of measures and levers: as a table, and as the page of the documentation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from simcorr.interventions.intervention import DOSES, Intervention
from simcorr.interventions.levers import LEVERS
from simcorr.interventions.registry import INTERVENTIONS

if TYPE_CHECKING:
    import pandas


def catalogue() -> pandas.DataFrame:
    """Return what is known about every registered measure, one row each."""
    import pandas

    return pandas.DataFrame([_row(measure) for measure in INTERVENTIONS.values()])


def _row(measure: type[Intervention]) -> dict[str, Any]:
    return {
        "measure": measure.key,
        "class": measure.__name__,
        "title": measure.title,
        "answers_to": answers_to(measure),
        "articles": ", ".join(measure.articles),
        "mechanism": measure.mechanism,
        "levers": ", ".join(dict.fromkeys(sets.lever for sets in measure.settings().values())),
        **{dose: measure.dose_words.get(dose, "") for dose in DOSES},
        **{f"{dose}_values": _values(measure.doses.get(dose, {})) for dose in DOSES},
        "sources": ", ".join(measure.sources),
    }


def answers_to(measure: type[Intervention]) -> str:
    """Return the recommendation or finding of the research brief that a measure answers to."""
    if measure.recommendation is not None:
        return f"recommendation {measure.recommendation}"
    return "" if measure.finding is None else f"finding {measure.finding}"


def _values(values: dict[str, Any]) -> str:
    return ", ".join(f"{name}={value:g}" for name, value in values.items())


def levers_table() -> pandas.DataFrame:
    """Return the declaration of every lever, one row each."""
    import pandas

    return pandas.DataFrame(
        {
            "lever": lever.name,
            "label": lever.label,
            "scope": lever.scope,
            "base": lever.base,
            "low": lever.low,
            "high": lever.high,
            "unit": lever.unit,
            "combine": ", ".join(lever.combine),
            "gradual": lever.gradual,
            "description": lever.description,
        }
        for lever in LEVERS.values()
    )

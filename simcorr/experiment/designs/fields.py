"""What can be varied of the measures of an arm: fields, doses, weeks, places, delivery."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from simcorr.contexts import CONTEXT_NAMES
from simcorr.errors import DesignError, SimcorrError
from simcorr.experiment.designs.target import Target

if TYPE_CHECKING:
    from simcorr.interventions import Intervention

DOSE = "dose"
_COMMON = ("start_week", "end_week", "ramp_weeks", "delivery", "cost_per_week_usd")
_NONE = {"end_week": "never", "delivery": "uncertain", "contexts": "everywhere", "corridors": "everywhere"}
"""What tables of points say where a field has no value."""


def fields_of(arm: str, members: tuple[Intervention, ...], corridors: Iterable[str]) -> list[Target]:
    """Return the fields of an arm; with several measures in it, each field goes by its measure's registered name.

    Of several measures of one kind, each has its number as well, from 0: ``Both.high_risk_audits[1].factor``.
    """
    found = []
    for place, prefix in enumerate(_prefixes(arm, members)):
        member = members[place]
        for field, sets in member.settings().items():
            lever = sets.declared
            whole = type(member).model_fields[field].annotation in (int, int | None)
            found.append(Target(f"{prefix}{field}", lever.low, lever.high, lever.unit, whole, arm, place, field))
        found += [_common(prefix, arm, place, field) for field in _COMMON]
        for field, names in (("contexts", CONTEXT_NAMES), ("corridors", tuple(corridors))):
            found.append(Target(f"{prefix}{field}", arm=arm, member=place, field=field, choices=tuple(names),
                                places=True, none=_NONE[field]))  # fmt: skip
        if member.doses:
            found.append(Target(f"{prefix}{DOSE}", arm=arm, member=place, field=DOSE, choices=tuple(member.doses)))
    return found


def ambiguous(arm: str, members: tuple[Intervention, ...]) -> dict[str, list[str]]:
    """Return the beginnings of names that several measures of an arm share, with those that tell them apart."""
    counts = Counter(map(_key, members))
    return {
        f"{arm}.{key}.": [f"{arm}.{key}[{number}]." for number in range(count)]
        for key, count in counts.items()
        if count > 1
    }


def changed_arm(members: tuple[Intervention, ...], values: Mapping[Target, Any]) -> tuple[Intervention, ...]:
    """Return the measures of an arm with some fields changed, checked anew; a dose comes before everything else."""
    changed = list(members)
    for target, value in sorted(values.items(), key=lambda item: item[0].field != DOSE):
        try:
            changed[target.member] = _changed(changed[target.member], target.field, target.typed(value))
        except SimcorrError as error:
            raise DesignError(f"{target.name}: {error}") from error
    return tuple(changed)


def set_by_dose(member: Intervention) -> set[str]:
    """Return the fields that the doses of a measure set."""
    return {field for values in member.doses.values() for field in values}


def _changed(member: Intervention, field: str, value: Any) -> Intervention:
    if field != DOSE:
        return member.with_values(**{field: value})
    # What only another dose sets goes back to its default, so that a dose is the same whatever was there before.
    kept = {name: one for name, one in dict(member).items() if name not in set_by_dose(member)}
    return type(member).dose(value, **kept)


def _prefixes(arm: str, members: tuple[Intervention, ...]) -> list[str]:
    if len(members) == 1:
        return [f"{arm}."]
    counts, seen = Counter(map(_key, members)), Counter[str]()
    found = []
    for key in map(_key, members):
        found.append(f"{arm}.{key}[{seen[key]}]." if counts[key] > 1 else f"{arm}.{key}.")
        seen[key] += 1
    return found


def _key(member: Intervention) -> str:
    return member.key or type(member).__name__


def _common(prefix: str, arm: str, place: int, field: str) -> Target:
    weeks = field.endswith("_weeks") or field.endswith("_week")
    high = 1.0 if field == "delivery" else None
    unit = "share" if field == "delivery" else "weeks" if weeks else "USD a week"
    return Target(f"{prefix}{field}", 0.0, high, unit, weeks, arm, place, field, none=_NONE.get(field, ""))

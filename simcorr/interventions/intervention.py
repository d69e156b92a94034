"""What an intervention is: fields that set levers, dates, places and a delivery share; and sums of them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any, ClassVar, Self

from pydantic import model_validator

from simcorr.errors import InterventionError, listed, unknown_name
from simcorr.interventions.change import Change
from simcorr.interventions.checked import Checked, check_bounds, check_contexts, check_selection, check_weeks
from simcorr.interventions.levers import is_neutral
from simcorr.interventions.sets import Sets

DOSES = ("modest", "firm", "full")
"""The three doses in which unlike measures can be set side by side."""


class Intervention(Checked):
    """A measure: dated changes of levers that are delivered more or less completely.

    A measure is a class that declares its fields with `Sets`; nothing else is needed for it to be simulated.

    Parameters
    ----------
    start_week, end_week : int
        First week, and first week after the measure (never, if left out), from the start of the window.
    ramp_weeks : int
        Weeks after the start until full strength.
    contexts, corridors : tuple of str, optional
        Where it acts; everywhere if left out.
    delivery : float, optional
        The share of the measure that is really implemented; uncertain, and drawn per replicate, if left out.
    cost_per_week_usd : float, optional
        What it costs, if the user knows.

    Examples
    --------
    >>> from simcorr.interventions import StaffRotation
    >>> [change.lever for change in StaffRotation(interval_weeks=26).changes()]
    ['rotation_interval_weeks', 'rotation_share']
    """

    key: ClassVar[str] = ""
    title: ClassVar[str] = ""
    recommendation: ClassVar[int | None] = None
    finding: ClassVar[int | None] = None
    articles: ClassVar[tuple[str, ...]] = ()
    sources: ClassVar[tuple[str, ...]] = ()
    mechanism: ClassVar[str] = ""
    doses: ClassVar[dict[str, dict[str, Any]]] = {}
    dose_words: ClassVar[dict[str, str]] = {}

    start_week: int = 0
    end_week: int | None = None
    ramp_weeks: int = 0
    contexts: tuple[str, ...] | None = None
    corridors: tuple[str, ...] | None = None
    delivery: float | None = None
    cost_per_week_usd: float | None = None

    @property
    def dose_name(self) -> str:
        """The dose whose numbers the measure has; empty where it has those of none."""
        for name, values in self.doses.items():
            if all(getattr(self, field) == value for field, value in values.items()):
                return name
        return ""

    @classmethod
    def dose(cls, dose: str, **values: Any) -> Self:
        """Return the measure at a dose (modest, firm or full), with further fields as given.

        Examples
        --------
        >>> from simcorr.interventions import StaffRotation
        >>> StaffRotation.dose("firm", contexts=["airports"]).contexts
        ('airports',)
        """
        if not isinstance(dose, str) or dose not in cls.doses:
            raise InterventionError(unknown_name("dose", dose, cls.doses, cls.__name__))
        return cls(**{**cls.doses[dose], **values})

    @classmethod
    def settings(cls) -> dict[str, Sets]:
        """Return the fields that set a lever, with what they set; what is announced comes last."""
        marked = {name: [m for m in field.metadata if isinstance(m, Sets)] for name, field in cls.model_fields.items()}
        found = {name: marks[0] for name, marks in marked.items() if marks}
        return dict(sorted(found.items(), key=lambda item: item[0] == "announced"))

    def changes(self) -> tuple[Change, ...]:
        """Return the changes of levers that the measure consists of; fields without effect make none."""
        values = {name: (sets, getattr(self, name)) for name, sets in self.settings().items()}
        return tuple(
            self._change(sets, value)
            for sets, value in values.values()
            if value is not None and not is_neutral(sets.declared, sets.combine, value)
        )

    def with_values(self, **values: Any) -> Self:
        """Return the same measure with some fields changed, validated anew.

        Examples
        --------
        >>> from simcorr.interventions import StaffRotation
        >>> StaffRotation(interval_weeks=26).with_values(interval_weeks=13).interval_weeks
        13
        """
        return self.model_copy(update=values)

    def __add__(self, other: "Intervention | Portfolio") -> "Portfolio":
        """Return the portfolio of both."""
        return Portfolio((self, other)) if isinstance(other, Intervention | Portfolio) else NotImplemented

    def __radd__(self, other: object) -> Self:
        """Let ``sum`` begin with its zero."""
        return self if other == 0 else NotImplemented

    def _change(self, sets: Sets, value: float) -> Change:
        gradual = sets.declared.gradual
        return Change(
            lever=sets.lever,
            value=value,
            combine=sets.combine,
            contexts=self.contexts,
            corridors=self.corridors,
            start_week=self.start_week,
            end_week=self.end_week,
            ramp_weeks=self.ramp_weeks if gradual else 0,
            fade_weeks=getattr(self, sets.fade) if sets.fade else 0,
            delivered=sets.delivered and gradual,
        )

    @model_validator(mode="after")
    def _can_be_applied(self) -> Self:
        name = type(self).__name__
        check_weeks(name, self.start_week, self.end_week, ramp_weeks=self.ramp_weeks)
        check_contexts(name, self.contexts)
        check_selection(f"{name}.corridors", self.corridors)
        if self.delivery is not None:
            check_bounds(f"{name}.delivery", self.delivery, 0, 1, "share")
        if self.cost_per_week_usd is not None and self.cost_per_week_usd < 0:
            raise InterventionError(f"{name}.cost_per_week_usd is {self.cost_per_week_usd:g}; allowed is 0 or more")
        for field, sets in self.settings().items():
            value = getattr(self, field)
            if value is not None:
                check_bounds(f"{name}.{field}", value, sets.declared.low, sets.declared.high, sets.declared.unit)
            if sets.fade and getattr(self, sets.fade) < 0:
                raise InterventionError(f"{name}.{sets.fade} is {getattr(self, sets.fade)}; allowed is 0 or more weeks")
        try:
            self.changes()
        except InterventionError as error:
            raise InterventionError(f"{name}: {error}") from None
        return self


@dataclass(frozen=True, init=False)
class Portfolio:
    """Several measures at once. Members keep their titles, dates and delivery shares.

    Parameters
    ----------
    members : iterable of Intervention or Portfolio
        The measures; portfolios among them are dissolved into theirs. Contradictory replacements are refused.

    Examples
    --------
    >>> from simcorr.interventions import OfficialWages, StaffRotation
    >>> (StaffRotation(interval_weeks=26) + OfficialWages(factor=1.2)).names
    ('Staff rotation', 'Higher wages for officials')
    """

    members: tuple[Intervention, ...]

    def __init__(self, members: "Iterable[Intervention | Portfolio]" = ()) -> None:
        object.__setattr__(self, "members", flatten(members))
        check_compatible(self.members)

    @property
    def names(self) -> tuple[str, ...]:
        """The titles of the members."""
        return tuple(member.title or type(member).__name__ for member in self.members)

    @property
    def deliveries(self) -> tuple[float | None, ...]:
        """The delivery share of each member; None where it is uncertain."""
        return tuple(member.delivery for member in self.members)

    @property
    def cost_per_week_usd(self) -> float | None:
        """What the members cost together; None if the cost of one is not known."""
        costs = [member.cost_per_week_usd for member in self.members]
        known = [cost for cost in costs if cost is not None]
        return sum(known) if len(known) == len(costs) else None

    def changes(self) -> tuple[Change, ...]:
        """Return the changes of all members, in their order."""
        return tuple(change for member in self.members for change in member.changes())

    def __iter__(self) -> Iterator[Intervention]:
        """Iterate over the members."""
        return iter(self.members)

    def __len__(self) -> int:
        """Return the number of members."""
        return len(self.members)

    def __add__(self, other: "Intervention | Portfolio") -> "Portfolio":
        """Return the portfolio of both."""
        return Portfolio((self, other)) if isinstance(other, Intervention | Portfolio) else NotImplemented

    def __radd__(self, other: object) -> "Portfolio":
        """Let ``sum`` begin with its zero."""
        return self if other == 0 else NotImplemented


def flatten(
    interventions: "Intervention | Portfolio | Iterable[Intervention | Portfolio]",
) -> tuple[Intervention, ...]:
    """Return the single measures in one measure, a portfolio, or any mixture of both, in order."""
    if isinstance(interventions, Intervention):
        return (interventions,)
    if isinstance(interventions, str | Mapping) or not isinstance(interventions, Iterable):
        raise InterventionError(f"{interventions!r} is not an intervention, a portfolio or a list of them")
    return tuple(member for each in interventions for member in flatten(each))


def check_compatible(interventions: "Intervention | Portfolio | Iterable[Intervention | Portfolio]") -> None:
    """Refuse two measures that replace one lever by different values at the same time and place."""
    refuse_contradictions([(member, change) for member in flatten(interventions) for change in member.changes()])


def refuse_contradictions(dated: Sequence[tuple[Intervention, Change]]) -> None:
    """Refuse two replacements of one lever by different values at the same time and place."""
    replacing = [pair for pair in dated if pair[1].combine == "replace"]
    for (one, first), (other, second) in combinations(replacing, 2):
        if first.lever == second.lever and first.value != second.value and _meet(first, second):
            raise InterventionError(
                f"'{one.title}' sets {first.lever} to {first.value:g} and '{other.title}' sets it to "
                f"{second.value:g} at the same time and place ({_where(first, second)}); use one value, or "
                "separate them by weeks, contexts or corridors"
            )


def _meet(first: Change, second: Change) -> bool:
    infinity = float("inf")
    ends = [infinity if change.end_week is None else change.end_week for change in (first, second)]
    together = max(first.start_week, second.start_week) < min(ends)
    return together and _share(first.contexts, second.contexts) and _share(first.corridors, second.corridors)


def _share(one: tuple[str, ...] | None, other: tuple[str, ...] | None) -> bool:
    return one is None or other is None or bool(set(one) & set(other))


def _where(first: Change, second: Change) -> str:
    named = first.contexts if second.contexts is None else second.contexts
    shared = [name for name in named or () if first.contexts is None or name in first.contexts]
    start = max(first.start_week, second.start_week)
    return f"{listed(shared) if shared else 'all contexts'}, from week {start}"

"""One thing that can be varied: what values it takes, and how a table of points writes those that are no numbers."""

from dataclasses import dataclass
from typing import Any

from simcorr.errors import DesignError, unknown_name

_AND = " + "
"""Between the names of several places in one cell of a table of points."""


@dataclass(frozen=True)
class Target:
    """One thing that can be varied.

    Attributes
    ----------
    name : str
        Its dotted name.
    low, high : float or None
        What is declared as allowed; None where nothing is.
    unit : str
    whole : bool
        Whether only whole numbers are allowed.
    arm, member, field
        For a field of an intervention: the arm, the place in it, and the field.
    choices : tuple of str
        For a form of the model its alternatives, that of the defaults first; for a dose, or the places where a measure
        acts, the names allowed.
    places : bool
        Whether a value is a list of names.
    none : str
        The word that stands for no value, such as ``everywhere``; empty where there must be one.
    """

    name: str
    low: float | None = None
    high: float | None = None
    unit: str = ""
    whole: bool = False
    arm: str = ""
    member: int = 0
    field: str = ""
    choices: tuple[str, ...] = ()
    places: bool = False
    none: str = ""

    @property
    def of_words(self) -> bool:
        """Whether its values are words, so that no analysis of numbers can take them."""
        return bool(self.choices)

    def check(self, value: Any) -> None:
        """Refuse a number outside what is declared, and a word that is none of the choices."""
        if self.none and self._is_none(value):
            return
        if self.choices:
            for name in self._names(value):
                if not isinstance(name, str) or name not in self.choices:
                    raise DesignError(unknown_name("alternative", str(name), self._all_words(), self.name))
            return
        if self.low is None and self.high is None and isinstance(value, bool | str):
            return
        if value is None or isinstance(value, bool | str | list | tuple):
            allowed = "a number" + (f", or '{self.none}'" if self.none else "")
            raise DesignError(f"{self.name} would be {value!r}; allowed is {allowed}" + _in(self.unit))
        below = self.low is not None and value < self.low
        if below or (self.high is not None and value > self.high):
            allowed = f"at least {self.low:g}" if self.high is None else f"{self.low:g} to {self.high:g}"
            raise DesignError(f"{self.name} would be {value:g}; allowed is {allowed}" + _in(self.unit))

    def shown(self, value: Any) -> Any:
        """Return a value as a table of points holds it: numbers as they are, everything else in words."""
        if self.none and self._is_none(value):
            return self.none
        return _AND.join(map(str, self._names(value))) if self.places else value

    def typed(self, value: Any) -> Any:
        """Return what a cell of a table of points stands for; a whole number as such, which a table may hold as 13.0.

        Examples
        --------
        >>> target = Target("Rotation.contexts", choices=("airports", "trial"), places=True, none="everywhere")
        >>> target.shown(["airports", "trial"]), target.typed("airports + trial"), target.typed("everywhere")
        ('airports + trial', ('airports', 'trial'), None)
        """
        if self.none and self._is_none(value):
            return None
        if self.places:
            return self._names(value)
        return int(value) if self.whole and isinstance(value, float) and value.is_integer() else value

    def _is_none(self, value: Any) -> bool:
        return value is None or (isinstance(value, str) and value == self.none)

    def _names(self, value: Any) -> tuple[Any, ...]:
        if not self.places:
            return (value,)
        return tuple(value.split(_AND)) if isinstance(value, str) else tuple(_listed(value))

    def _all_words(self) -> list[str]:
        return [*self.choices, *([self.none] if self.none else [])]


def _listed(value: Any) -> list[Any]:
    return list(value) if isinstance(value, list | tuple) else [value]


def _in(unit: str) -> str:
    return f" ({unit})" if unit else ""

"""Model forms: questions on which the model can be built in more than one defensible way."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from simcorr.errors import CalibrationError, ScenarioError, unknown_name

FORM = "form."
"""Begins the name of a column that says which alternative of a form a point has."""
_NAME = re.compile(r"[a-z][a-z0-9_]*")

Alternatives = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True)
class Form:
    """An either/or of the model's structure, to which no range of a parameter leads.

    Attributes
    ----------
    name : str
        Small letters, digits and underscores, such as ``publicity``.
    question : str
        What the alternatives answer differently.
    alternatives : mapping of str to mapping
        Two or more by name; each holds the changes of a scenario that it stands for, by dotted name, and leaves
        everything else as it is. The first is the form of the baseline: it changes no default.
    why : str
        Why all of them are defensible.

    Raises
    ------
    CalibrationError
        For a name, a dotted name or a value that is not allowed, for alternatives that are the same, and when the
        first changes a default.

    Examples
    --------
    >>> norms = Form(
    ...     name="norms",
    ...     question="Do officials look to what colleagues accept?",
    ...     alternatives={"felt": {}, "ignored": {"switches.norms": False}},
    ...     why="Both are found in experiments.",
    ... )
    >>> norms.column, norms.default
    ('form.norms', 'felt')
    """

    name: str
    question: str
    alternatives: Alternatives
    why: str

    def __post_init__(self) -> None:
        """Refuse a form that is none, or that is not written in the language of scenarios."""
        if not isinstance(self.alternatives, Mapping) or len(self.alternatives) < 2:
            raise CalibrationError(f"form {self.name}: alternatives are {self.alternatives!r}; allowed are two or more")
        for name in (self.name, *self.alternatives):
            if not isinstance(name, str) or not _NAME.fullmatch(name):
                raise CalibrationError(
                    f"form {self.name}: {name!r} is no name; allowed are small letters, digits and underscores"
                )
        for name in ("question", "why"):
            if not str(getattr(self, name)).strip():
                raise CalibrationError(f"form {self.name}: {name} is empty; say it in a sentence")
        self._check_changes()

    def _check_changes(self) -> None:
        """Apply each alternative to the smallest scenario: a form must fit any, so it names no corridor."""
        from simcorr.scenario import Corridor, Scenario

        smallest = Scenario(name="any", corridors=(Corridor(name="any"),))
        seen: dict[str, str] = {}
        for place, (alternative, changes) in enumerate(self.alternatives.items()):
            try:
                made = smallest.with_changes(changes).hash
            except (ScenarioError, AttributeError, TypeError) as error:
                raise CalibrationError(f"form {self.name}, alternative {alternative}: {error}") from None
            if not changes if place else made != smallest.hash:
                raise CalibrationError(
                    f"form {self.name}: the first alternative, {self.default}, stands for the baseline as it is and no "
                    f"other does; {alternative} changes {', '.join(changes) or 'nothing'}"
                )
            if place and made in seen:
                raise CalibrationError(f"form {self.name}: {alternative} and {seen[made]} are the same")
            if place:  # what the baseline sets otherwise, an alternative may set back to the default
                seen[made] = alternative

    @property
    def column(self) -> str:
        """The name of its column in tables of points, whose cells are names of alternatives."""
        return f"{FORM}{self.name}"

    @property
    def default(self) -> str:
        """The alternative that the baseline has."""
        return next(iter(self.alternatives))

    @property
    def inputs(self) -> list[str]:
        """The names of its coordinates of the unit cube: one for each alternative but the first."""
        return [indicator(self.column, other) for other in list(self.alternatives)[1:]]

    def changes(self, alternative: Any) -> dict[str, Any]:
        """Return the changes of a scenario that an alternative stands for."""
        if alternative not in self.alternatives:
            raise CalibrationError(unknown_name("alternative", str(alternative), self.alternatives, self.column))
        return dict(self.alternatives[alternative])

    def of(self, points: pd.DataFrame) -> list[str]:
        """Return the alternative of each point; the first where points know nothing of this form."""
        return list(points[self.column]) if self.column in points else [self.default] * len(points)

    def drawn(self, share: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return coordinates, shape (points, inputs), at shares (0 to 1): each alternative has an equal part."""
        count = len(self.alternatives)
        return self._coordinates(np.minimum((share * count).astype(int), count - 1))

    def coordinates(self, points: pd.DataFrame) -> NDArray[np.float64]:
        """Return the coordinates of points, shape (points, inputs): one for the alternative that a point has, or zero.

        All are zero for the first alternative.
        """
        places = {name: place for place, name in enumerate(self.alternatives)}
        return self._coordinates(np.array([places[name] for name in self.of(points)], dtype=int))

    def named(self, coordinates: NDArray[np.float64]) -> list[str]:
        """Return the alternatives at coordinates: the inverse of `coordinates`."""
        names = list(self.alternatives)
        places = np.where(coordinates.max(axis=1) > 0.5, 1 + coordinates.argmax(axis=1), 0)
        return [names[place] for place in places]

    def _coordinates(self, places: NDArray[np.int_]) -> NDArray[np.float64]:
        return np.asarray(places[:, None] == np.arange(1, len(self.alternatives))[None, :], dtype=float)

    def described(self) -> dict[str, Any]:
        """Return the form as plain values, for a file."""
        alternatives = {name: dict(changes) for name, changes in self.alternatives.items()}
        return {"question": self.question, "alternatives": alternatives, "why": self.why}


def forms_from(table: Mapping[str, Mapping[str, Any]]) -> tuple[Form, ...]:
    """Return the forms that a file describes: the inverse of `Form.described`, by name.

    Raises
    ------
    CalibrationError
        When they are not what `Form.described` wrote.
    """
    return _read(json.dumps(table))


@cache
def _read(text: str) -> tuple[Form, ...]:
    """Return the forms of a text in JSON; once, since an ensemble is loaded often and to check a form takes a while."""
    table = json.loads(text)
    try:
        return tuple(Form(name, **dict(content)) for name, content in table.items())
    except (AttributeError, TypeError, ValueError):
        raise CalibrationError(f"forms are {table!r}; allowed is what simcorr wrote") from None


def indicator(column: str, alternative: str) -> str:
    """Return the name of the number that says whether a point has an alternative.

    Examples
    --------
    >>> indicator("form.publicity", "local")
    'form.publicity = local'
    """
    return f"{column} = {alternative}"


def form_columns(points: pd.DataFrame) -> list[str]:
    """Return the columns of points that hold alternatives of forms by name; indicators are numbers already."""
    names = [str(name) for name in points.columns if str(name).startswith(FORM)]
    return [name for name in names if _NAME.fullmatch(name.removeprefix(FORM))]


def with_indicators(points: pd.DataFrame) -> pd.DataFrame:
    """Return points as numbers: forms as one for an alternative that a point has and zero for one that it has not.

    The same goes for whatever else is in words, such as the dose of a measure. There is a column for each alternative
    but the first that occurs, so that an either/or is one number.

    Examples
    --------
    >>> with_indicators(pd.DataFrame({"form.norms": ["felt", "ignored"], "x": [0.5, 1.0]}))
       form.norms = ignored    x
    0                   0.0  0.5
    1                   1.0  1.0
    """
    columns: dict[Any, Any] = {}
    held = form_columns(points)
    for name in points.columns:
        if name not in held and pd.api.types.is_numeric_dtype(points[name]):
            columns[name] = points[name]
            continue
        for other in list(dict.fromkeys(points[name]))[1:]:
            columns[indicator(name, other)] = (points[name] == other).astype(float)
    return pd.DataFrame(columns, index=points.index)


def by_alternative(points: pd.DataFrame) -> Iterable[tuple[str, str, NDArray[np.bool_]]]:
    """Yield each form's name with each alternative that occurs, and which points have it; no form that never varies."""
    for column in form_columns(points):
        alternatives = list(dict.fromkeys(points[column]))
        for alternative in alternatives if len(alternatives) > 1 else []:
            yield column.removeprefix(FORM), str(alternative), (points[column] == alternative).to_numpy()

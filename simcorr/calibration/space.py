"""What is searched: parameters, each over a range, and forms of the model; a box in which points are spread."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from simcorr.errors import CalibrationError, unknown_name
from simcorr.parameters import declared_parameters
from simcorr.scenario.forms import Form
from simcorr.scenario.points import EVERY_CONTEXT, value_of

if TYPE_CHECKING:
    from simcorr.scenario import Scenario

Scale = Literal["linear", "log"]


@dataclass(frozen=True)
class Range:
    """How far a parameter is searched.

    Attributes
    ----------
    name : str
        The dotted name of a parameter, or ``contexts.*.<field>`` for one factor on the field in all contexts.
    low, high : float
        The ends of the range, in the parameter's unit.
    scale : {"linear", "log"}
        Whether equal steps or equal ratios are equally likely.
    why : str
        What the range rests on.
    """

    name: str
    low: float
    high: float
    scale: Scale = "linear"
    why: str = ""

    def __post_init__(self) -> None:
        """Refuse a range that is none, or that leaves what the parameter allows."""
        if not self.low < self.high:
            raise CalibrationError(f"{self.name}: the range {self.low:g} to {self.high:g} is upside down or empty")
        if self.scale == "log" and self.low <= 0.0:
            raise CalibrationError(f"{self.name}: a range on a log scale begins above 0; given is {self.low:g}")
        if self.is_factor:
            return
        declared = declared_parameters().get(self.name)
        if declared is None:
            raise CalibrationError(unknown_name("parameter", self.name, declared_parameters()))
        if self.low < declared.low or self.high > declared.high:
            raise CalibrationError(
                f"{self.name}: the range {self.low:g} to {self.high:g} leaves what is allowed, "
                f"{declared.low:g} to {declared.high:g} ({declared.unit})"
            )

    @property
    def is_factor(self) -> bool:
        """Whether the value multiplies what the scenario gives to each context."""
        return self.name.startswith(EVERY_CONTEXT)

    def at(self, share: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the values at shares (0 to 1) of the way through the range."""
        if self.scale == "log":
            return np.asarray(self.low * (self.high / self.low) ** share)
        return np.asarray(self.low + share * (self.high - self.low))

    def share_of(self, value: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return how far through the range values are: the inverse of `at`."""
        if self.scale == "log":
            return np.asarray(np.log(value / self.low) / np.log(self.high / self.low))
        return np.asarray((value - self.low) / (self.high - self.low))


class Space:
    """A box of parameters, in each form of the model.

    Parameters
    ----------
    ranges : iterable of Range
        One for each parameter searched.
    forms : iterable of Form
        The alternatives searched beside them. Where an alternative sets a parameter that has a range, the form
        decides and the range lies idle: points show the value that the form gives, and in the unit cube they lie in
        the middle of that range, so that whatever follows counts for the form.

    Attributes
    ----------
    names : list of str
        The parameters.
    columns : list of str
        The columns of a table of points: the parameters, then ``form.<name>`` for each form, whose cells are names of
        alternatives.
    inputs : list of str
        The coordinates of the unit cube: the parameters, then for each form whether a point has each alternative but
        the first (1) or not (0).

    Examples
    --------
    >>> space = Space([Range("officials.fine_usd", 1000, 100000, "log"), Range("officials.peer_effect", 0, 2)])
    >>> space.latin_hypercube(4, seed=1).shape
    (4, 2)
    >>> norms = Form("norms", "Are there norms?", {"felt": {}, "ignored": {"switches.norms": False}}, "Both are held.")
    >>> sorted(Space(space.ranges, [norms]).latin_hypercube(4, seed=1)["form.norms"])
    ['felt', 'felt', 'ignored', 'ignored']
    """

    def __init__(self, ranges: Iterable[Range], forms: Iterable[Form] = ()) -> None:
        self.ranges, self.forms = tuple(ranges), tuple(forms)
        self.names = [each.name for each in self.ranges]
        self.columns = [*self.names, *(form.column for form in self.forms)]
        self.inputs = [*self.names, *(name for form in self.forms for name in form.inputs)]
        twice = sorted({name for name in self.columns if self.columns.count(name) > 1})
        if twice:
            raise CalibrationError(f"searched twice: {', '.join(twice)}")
        _check_apart(self.forms)

    @property
    def dimensions(self) -> int:
        """How many things are searched: parameters and forms."""
        return len(self.columns)

    def latin_hypercube(self, points: int, seed: int) -> pd.DataFrame:
        """Return points spread evenly over the box and over the alternatives of each form, a row each."""
        from scipy.stats import qmc

        return self.at(self.drawn(qmc.LatinHypercube(self.dimensions, rng=np.random.default_rng(seed)).random(points)))

    def drawn(self, shares: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return points of the unit cube at shares (0 to 1), shape (points, dimensions), of what is searched."""
        count = len(self.ranges)
        forms = [form.drawn(shares[:, count + place]) for place, form in enumerate(self.forms)]
        return self._settled(np.column_stack([shares[:, :count], *forms]))

    def at(self, unit: NDArray[np.float64]) -> pd.DataFrame:
        """Return the points (in parameters' units) at points of the unit cube, shape (points, inputs)."""
        columns: dict[str, Any] = {each.name: each.at(unit[:, place]) for place, each in enumerate(self.ranges)}
        columns |= {form.column: form.named(part) for form, part in self.parts(unit)}
        points = pd.DataFrame(columns, columns=self.columns)
        for name, value, there in self._overruled(points):
            points.loc[there, name] = float(value)
        return points

    def point_of(self, scenario: "Scenario") -> pd.DataFrame:
        """Return the point at which a scenario lies, one row: factors one, and of each form the first alternative."""
        values = {each.name: 1.0 if each.is_factor else value_of(scenario, each.name) for each in self.ranges}
        return pd.DataFrame([values | {form.column: form.default for form in self.forms}], columns=self.columns)

    def unit(self, points: pd.DataFrame) -> NDArray[np.float64]:
        """Return points of the unit cube, shape (points, inputs); a form without a column has its first one."""
        with np.errstate(divide="ignore"):  # a form may set what a range on a log scale cannot reach: it is idle there
            shares = [each.share_of(points[each.name].to_numpy(float)) for each in self.ranges]
        return self._settled(np.column_stack([*shares, *(form.coordinates(points) for form in self.forms)]))

    def idle(self, points: pd.DataFrame) -> pd.DataFrame:
        """Return at which points (rows) a form decides a parameter (columns), so that its range says nothing."""
        found = pd.DataFrame(False, index=points.index, columns=self.names)
        for name, _, there in self._overruled(points):
            found.loc[there, name] = True
        return found

    def _settled(self, unit: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return points of the unit cube with the idle ranges in their middle."""
        names = pd.DataFrame({form.column: form.named(part) for form, part in self.parts(unit)})
        for name, _, there in self._overruled(names):
            unit[there, self.names.index(name)] = 0.5
        return unit

    def parts(self, unit: NDArray[np.float64]) -> Iterator[tuple[Form, NDArray[np.float64]]]:
        """Yield each form with its coordinates in the unit cube."""
        place = len(self.ranges)
        for form in self.forms:
            yield form, unit[:, place : place + len(form.inputs)]
            place += len(form.inputs)

    def _overruled(self, points: pd.DataFrame) -> Iterator[tuple[str, Any, NDArray[np.bool_]]]:
        """Yield each parameter that an alternative decides, its value there, and at which points."""
        for form in self.forms:
            chosen = np.array(form.of(points), dtype=object)
            for alternative, changes in form.alternatives.items():
                for name in self.names:
                    if name in changes:
                        yield name, changes[name], chosen == alternative


def _check_apart(forms: tuple[Form, ...]) -> None:
    """Refuse two forms that change the same value: neither could decide."""
    owners: dict[str, str] = {}
    for form in forms:
        for name in {name for changes in form.alternatives.values() for name in changes}:
            if name in owners:
                raise CalibrationError(
                    f"forms {owners[name]} and {form.name} both change {name}; give it to one of them"
                )
            owners[name] = form.name


def spread_out(space: Space, points: pd.DataFrame, size: int) -> list[int]:
    """Return the places of so many points that lie as far apart as possible, the one nearest to the middle first.

    Each next one is the farthest from all chosen so far (maximin, by distance in the unit cube). Where there are forms,
    the choice is stratified: the next one is taken among points with an alternative that has fewer of those chosen
    than one in (1 + alternatives beyond the first of each form), if any is left. So the first half of the places holds
    all alternatives as well.
    """
    unit = space.unit(points)
    chosen = [int(np.argmin(((unit - unit.mean(axis=0)) ** 2).sum(axis=1)))]
    distance = ((unit - unit[chosen[0]]) ** 2).sum(axis=1)
    alternatives = _alternatives(space, points)
    while len(chosen) < min(size, len(points)):
        left = np.ones(len(points), dtype=bool)
        left[chosen] = False
        fair = (len(chosen) + 1) // (1 + len(space.inputs) - len(space.names))
        lacking = alternatives[:, alternatives[chosen].sum(axis=0) < fair].any(axis=1) & left
        chosen.append(int(np.argmax(np.where(lacking if lacking.any() else left, distance, -np.inf))))
        distance = np.minimum(distance, ((unit - unit[chosen[-1]]) ** 2).sum(axis=1))
    return chosen


def _alternatives(space: Space, points: pd.DataFrame) -> NDArray[np.bool_]:
    """Return which point (row) has which alternative of any form (column)."""
    columns = [np.array(form.of(points), dtype=object) == name for form in space.forms for name in form.alternatives]
    return np.array(columns, dtype=bool).reshape(len(columns), len(points)).T

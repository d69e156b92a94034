"""The parameter sets that are not ruled out, with the record of how they were found."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import pandas as pd

from simcorr.contexts import CONTEXT_NAMES
from simcorr.errors import CalibrationError, unknown_name
from simcorr.model_version import MODEL_VERSION
from simcorr.parameters import declared_parameters
from simcorr.scenario.forms import Form, form_columns, forms_from
from simcorr.scenario.points import EVERY_CONTEXT, changes_at, value_of
from simcorr.storage import read_json, write_json

if TYPE_CHECKING:
    from simcorr.scenario import Scenario

BUNDLED = Path(__file__).with_name("ensemble.json")
RENEW = "python experiments/calibrate.py"
"""The command that makes the ensemble of the package anew."""


@dataclass(frozen=True, repr=False)
class Ensemble:
    """Parameter sets for one baseline; conclusions that hold in all of them do not rest on one lucky choice.

    Attributes
    ----------
    parameters : DataFrame
        A row a member, a column a searched parameter (factors on all contexts by names like
        ``contexts.*.visibility``) or a form (``form.publicity``, whose cells name an alternative). Member 0 stands for
        the baseline.
    patterns : DataFrame
        The calibration patterns of each member.
    record : dict
        How it was made: version of the model, the baseline itself, targets, ranges, forms, waves, seed. Without forms,
        every member has the form of the defaults.

    Examples
    --------
    >>> ensemble = load_ensemble()
    >>> ensemble.parameters.shape[0] == len(ensemble)
    True
    """

    parameters: pd.DataFrame
    patterns: pd.DataFrame
    record: Mapping[str, Any]

    def __len__(self) -> int:
        """Return the number of members."""
        return len(self.parameters)

    def __repr__(self) -> str:
        """Return a line instead of the tables."""
        forms = f", {len(self.forms)} forms" if self.forms else ""
        parameters = self.parameters.shape[1] - len(self.forms)
        return f"Ensemble({len(self)} members, {parameters} parameters{forms}, model {self.record['model']})"

    @property
    def base(self) -> Scenario:
        """The baseline for which the ensemble was made."""
        from simcorr.scenario import Scenario

        return Scenario(**self.record["scenario"])

    @cached_property
    def forms(self) -> tuple[Form, ...]:
        """The forms of the model among which members differ, with what each alternative stands for."""
        return forms_from(self.record.get("forms", {}))

    def members(self, **forms: str) -> list[int]:
        """Return the members that have the given alternatives of forms; all of them, if none is given.

        Parameters
        ----------
        **forms : str
            Alternatives by form, such as ``publicity="local"``.

        Raises
        ------
        CalibrationError
            For a form or an alternative that this ensemble does not know.

        Examples
        --------
        >>> len(load_ensemble().members()) == len(load_ensemble())
        True
        """
        known = {form.name: form for form in self.forms}
        chosen = pd.Series(True, index=self.parameters.index)
        for name, alternative in forms.items():
            if name not in known:
                raise CalibrationError(unknown_name("form", name, known))
            known[name].changes(alternative)
            chosen &= self.parameters[known[name].column] == alternative
        return [place for place, has in enumerate(chosen) if has]

    @property
    def digest(self) -> str:
        """Digits that stand for the members, and for what the alternatives of their forms mean."""
        content: Any = _columns(self.parameters)
        if self.forms:
            content = [content, {form.column: dict(form.alternatives) for form in self.forms}]
        return hashlib.sha256(json.dumps(content).encode()).hexdigest()[:12]

    def scenario(self, member: int, base: Scenario | None = None) -> Scenario:
        """Return a scenario with the parameters of a member, in its form of the model.

        Parameters
        ----------
        member : int
            From 0, the baseline's own parameters.
        base : Scenario, optional
            What else is simulated; the baseline, if left out. Factors multiply what it gives to each context, and what
            it has switched off stays off, see `switched_off`.
        """
        if not 0 <= member < len(self):
            raise CalibrationError(f"member is {member}; allowed is 0 to {len(self) - 1}")
        chosen = self.base if base is None else base
        point = self.parameters.iloc[member].drop(self.switched_off(chosen)).to_dict()
        return chosen.with_changes(changes_at(point, chosen, self.forms))

    def switched_off(self, scenario: Scenario) -> list[str]:
        """Return the searched parameters that are zero in a scenario, and by default, but not in the baseline.

        Zero switches a mechanism off: no parameter set brings it to a scenario that does without it.

        Examples
        --------
        >>> from simcorr import Corridor, Scenario
        >>> ensemble, plain = load_ensemble(), Scenario(name="one", corridors=[Corridor(name="land")])
        >>> "documents.issued_cover" in ensemble.switched_off(plain), ensemble.switched_off(ensemble.base)
        (True, [])
        """
        declared = declared_parameters()
        return [
            name
            for name in self.parameters
            if name in declared and declared[name].value == 0.0
            if value_of(scenario, name) == 0.0 < value_of(self.base, name)
        ]

    def scenarios(self, base: Scenario | None = None) -> Iterator[Scenario]:
        """Yield the scenario of each member."""
        chosen = self.base if base is None else base
        for member in range(len(self)):
            yield self.scenario(member, chosen)

    def save(self, path: str | Path) -> None:
        """Write the ensemble as JSON; numbers keep every digit that matters (six)."""
        content = {
            "record": dict(self.record),
            "parameters": _columns(self.parameters),
            "patterns": _columns(self.patterns),
        }
        write_json(Path(path), content)

    @classmethod
    def load(cls, path: str | Path) -> Self:
        """Read an ensemble that `save` wrote.

        Raises
        ------
        CalibrationError
            When it was made with another version of the model (the message says how to renew it), or when a
            member holds something that is no value of a parameter.
        """
        content = read_json(Path(path))
        try:
            parameters, patterns = (pd.DataFrame(content[name]) for name in ("parameters", "patterns"))
            ensemble = cls(parameters, patterns, content["record"])
            made_with = ensemble.record["model"]
            ensemble.record["scenario"]
        except (KeyError, TypeError, ValueError):
            raise CalibrationError(f"'{path}' is not an ensemble that simcorr wrote") from None
        if made_with != MODEL_VERSION:
            raise CalibrationError(
                f"'{path}' was made with version {made_with} of the model, this is {MODEL_VERSION}; "
                f"renew it with: {RENEW}"
            )
        _check_members(ensemble, Path(path))
        return ensemble


def load_ensemble(path: str | Path | None = None) -> Ensemble:
    """Return an ensemble of parameter sets; the one that comes with simcorr, if no path is given.

    Raises
    ------
    CalibrationError
        When it was made with another version of the model.
    """
    return Ensemble.load(BUNDLED if path is None else path)


def _check_members(ensemble: Ensemble, path: Path) -> None:
    """Refuse, at once and by name, what somebody's editor may have left in the file."""
    parameters = ensemble.parameters
    if parameters.empty:
        raise CalibrationError(f"'{path}' holds no parameter sets")
    forms = {form.column: form for form in _forms_in(ensemble, path)}
    for column in [*form_columns(parameters), *forms]:
        if column not in forms or column not in parameters:
            where = "record" if column not in forms else "parameters"
            raise CalibrationError(f"'{path}' has no {column} in its {where}; a form is in both or in neither")
    for name in map(str, parameters):
        if name in forms:
            _check_alternatives(parameters[name], forms[name], path)
            continue
        low, high = _bounds(name, path)
        for member, value in enumerate(parameters[name]):
            if not isinstance(value, int | float) or not low <= value <= high:
                raise CalibrationError(
                    f"'{path}': {name} of member {member} is {value!r}; allowed is {low:g} to {high:g}"
                )


def _forms_in(ensemble: Ensemble, path: Path) -> tuple[Form, ...]:
    try:
        return ensemble.forms
    except CalibrationError as error:
        raise CalibrationError(f"'{path}': {error}") from None


def _check_alternatives(values: pd.Series, form: Form, path: Path) -> None:
    for member, value in enumerate(values):
        if value not in form.alternatives:
            told = unknown_name("alternative", str(value), form.alternatives, f"{form.column} of member {member}")
            raise CalibrationError(f"'{path}': {told}")


def _bounds(name: str, path: Path) -> tuple[float, float]:
    """Return what is allowed of a column; a factor stays within bounds when it is applied."""
    declared = declared_parameters()
    first = name.replace("*", CONTEXT_NAMES[0], 1) if name.startswith(EVERY_CONTEXT) else name
    if first not in declared:
        raise CalibrationError(f"'{path}': {unknown_name('parameter', name, declared)}")
    return (0.0, math.inf) if first != name else (declared[name].low, declared[name].high)


def _columns(frame: pd.DataFrame) -> dict[str, list[float | str]]:
    """Return columns as plain values, numbers with six digits; names of alternatives as they are."""
    return {
        str(name): [value if isinstance(value, str) else float(f"{value:.6g}") for value in frame[name]]
        for name in frame.columns
    }

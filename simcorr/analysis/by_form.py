"""In how many forms of the model a sign holds: worth more than an interval within one of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from simcorr.analysis.estimates import LOWERS, RAISES, mean_interval
from simcorr.scenario.forms import by_alternative
from simcorr.text import joined, percent

UNTOLD = "cannot be told"
FLIPS = "flips"
_SIGNS = {-1: LOWERS, 1: RAISES}
_MOST_NAMED = 5


@dataclass(frozen=True)
class FormSigns:
    """In which direction measures move an outcome, in each form of the model.

    Attributes
    ----------
    table : DataFrame
        A row for each measure and alternative of a form: ``measure``, ``form``, ``alternative``, the number of
        parameter ``sets`` that have it, those of them in which the change is ``below`` zero and ``above`` it, the
        ``mean`` change over these sets with its interval (``low``, ``high``: 95 % for all measures and alternatives
        together) and its ``sign``: -1 or 1 where the interval excludes zero, otherwise 0.
    """

    table: pd.DataFrame

    @classmethod
    def of(cls, changes: pd.DataFrame, points: pd.DataFrame) -> FormSigns:
        """Return the signs of changes (a row a parameter set, a column a measure) at points (the same rows).

        Examples
        --------
        >>> points = pd.DataFrame({"form.norms": ["felt", "felt", "felt", "ignored", "ignored", "ignored"]})
        >>> changes = pd.DataFrame({"Audits": [-0.11, -0.1, -0.1, 0.1, 0.11, 0.1]})
        >>> FormSigns.of(changes, points).holds("Audits")
        'flips: lowers in norms felt, raises in norms ignored'
        """
        parts = list(by_alternative(points))
        confidence = 1.0 - 0.05 / max(1, len(parts) * changes.shape[1])
        rows = []
        for measure in changes:
            for form, alternative, there in parts:
                values = changes[measure][there].dropna()
                mean, low, high = mean_interval(values.to_numpy(), confidence)
                sign = -1 if high < 0.0 else 1 if low > 0.0 else 0
                below, above = int((values < 0.0).sum()), int((values > 0.0).sum())
                rows.append((str(measure), form, alternative, int(there.sum()), below, above, mean, low, high, sign))
        columns = ["measure", "form", "alternative", "sets", "below", "above", "mean", "low", "high", "sign"]
        return cls(pd.DataFrame(rows, columns=columns))

    @property
    def forms(self) -> dict[str, int]:
        """How many alternatives of each form there are."""
        pairs = self.table[["form", "alternative"]].drop_duplicates()
        return {str(form): int(count) for form, count in pairs["form"].value_counts(sort=False).items()}

    def alternatives(self, measure: str, sign: int) -> list[str]:
        """Return the alternatives in which the mean change by a measure has a sign; 0: in which it cannot be told."""
        rows = self.table[(self.table["measure"] == measure) & (self.table["sign"] == sign)]
        pairs = zip(rows["form"], rows["alternative"], strict=True)
        return [_spoken(f"{form} {alternative}") for form, alternative in pairs]

    def kind(self, measure: str) -> str:
        """Return whether a measure lowers or raises wherever it can be told, flips, or cannot be told anywhere."""
        found = [sign for sign in _SIGNS if self.alternatives(measure, sign)]
        return UNTOLD if not found else FLIPS if len(found) == 2 else _SIGNS[found[0]]

    def holds(self, measure: str) -> str:
        """Return in how many alternatives the sign of a measure holds, and in which it does not."""
        kind, count = self.kind(measure), sum(self.forms.values())
        if kind == UNTOLD:
            return f"{UNTOLD} in any of {count}"
        if kind == FLIPS:
            return f"{FLIPS}: " + ", ".join(
                f"{word} in {joined(self.alternatives(measure, sign))}" for sign, word in _SIGNS.items()
            )
        silent = self.alternatives(measure, 0)
        told = f"{kind} in {count - len(silent)} of {count}"
        return f"{told}; {UNTOLD} in {joined(silent)}" if silent else told

    def messages(self, title: str) -> list[str]:
        """Return which signs hold in every form and which flip, each with its numbers; nothing without forms."""
        if self.table.empty:
            return []
        every, measures = forms_in_words(self.forms), list(dict.fromkeys(self.table["measure"]))
        told = []
        for sign, verb in ((-1, "lower"), (1, "raise")):
            sure = [one for one in measures if (self.table.loc[self.table["measure"] == one, "sign"] == sign).all()]
            if sure or sign < 0:
                arms = _named([f"{one} ({self._sets(one, sign)})" for one in sure]) if sure else "no measure"
                ending = "" if len(sure) > 1 else "s"
                told.append(f"In {every}, {arms} distinguishably {verb}{ending} {title} in the mean of the sets.")
        flips = [one for one in measures if self.kind(one) == FLIPS]
        if flips:
            told.append(
                f"The sign hangs on the form of the model: {title} with {_named(list(map(self._flip, flips)))}."
            )
        return told

    def _sets(self, measure: str, sign: int) -> str:
        """Return in how many sets the change by a measure is on the side of its sign."""
        form = next(iter(self.forms))
        rows = self.table[(self.table["measure"] == measure) & (self.table["form"] == form)]
        return f"{int(rows['below' if sign < 0 else 'above'].sum())} of {int(rows['sets'].sum())} sets"

    def _flip(self, measure: str) -> str:
        rows = self.table[(self.table["measure"] == measure) & (self.table["sign"] != 0)]
        each = [
            f"{percent(row['mean'])} in {_spoken(row['form'])} {_spoken(row['alternative'])} ({row['sets']} sets)"
            for row in rows.to_dict("records")
        ]
        return f"{measure}, {joined(each)}"


def forms_in_words(counts: Mapping[str, int]) -> str:
    """Return how many alternatives of each form there are, in words.

    Examples
    --------
    >>> forms_in_words({"publicity": 2, "norms": 2}), forms_in_words({"publicity": 3})
    ('both forms of publicity and norms', 'all 3 forms of publicity')
    """
    if set(counts.values()) == {2}:
        *names, last = [_spoken(form) for form in counts]
        return f"both forms of {', '.join(names)} and {last}" if names else f"both forms of {last}"
    return joined([f"all {count} forms of {_spoken(form)}" for form, count in counts.items()])


def _spoken(name: str) -> str:
    return name.replace("_", " ")


def _named(words: Sequence[str]) -> str:
    if len(words) <= _MOST_NAMED:
        return joined(words)
    return "; ".join(words[:_MOST_NAMED]) + f" and {len(words) - _MOST_NAMED} more"

"""What a brief is made of beside a comparison: figures that were drawn, and what else somebody found out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from simcorr.brief.page import PageTable

if TYPE_CHECKING:
    import pandas as pd

    from simcorr.reporting.figure import Figure

MAIN = "bribes"
"""The outcome that a brief is about first."""
Drawn = dict[str, "tuple[str, Figure]"]
"""Figures with their titles, by the names of their files."""


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


@dataclass(frozen=True)
class Supplement:
    """What a brief says beside its comparison, of a setting, of other parameter sets or of mechanisms.

    Attributes
    ----------
    messages : sequence of str
        Sentences, each with its number.
    tables : sequence of PageTable
    drawn : Drawn
        Figures.
    files : mapping of str to DataFrame
        Numbers that are written beside the page, by file name.
    """

    messages: Sequence[str] = ()
    tables: Sequence[PageTable] = ()
    drawn: Drawn = field(default_factory=dict)
    files: "Mapping[str, pd.DataFrame]" = field(default_factory=dict)


NOTHING = Supplement()

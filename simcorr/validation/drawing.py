"""The patterns beside their bands, as a figure."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from simcorr.patterns.catalogue import PATTERNS
from simcorr.validation.judging import pattern_table

if TYPE_CHECKING:
    from simcorr.reporting.figure import Figure


def pattern_figure(members: pd.DataFrame) -> Figure:
    """Draw the patterns over the members of an ensemble beside their bands."""
    from simcorr.model_version import MODEL_VERSION
    from simcorr.reporting.effects.patterns import patterns_figure

    words = {part.key: f"{each.number} {part.words}" for each in PATTERNS for part in each.components}
    table = pattern_table(members)
    table["words"] = [words[key] for key in table["component"]]
    caption = f"{len(members)} parameter sets not ruled out; model {MODEL_VERSION}. A stylised model, not a forecast."
    return patterns_figure(table, caption)

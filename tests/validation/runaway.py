"""What is asked of a run under any setting, however extreme: numbers, bounds, nobody lost, no swings beyond chance.

**Swings.** The weeks of the window are added up to blocks of 4, 13 and 52 weeks. The *roughness* of a series of counts
at one of these lengths is the mean square of the second differences of its blocks, over six times their mean: one for
counts that come independently, whatever their level; more where they come in bursts or swing to and fro; a steady trend
adds nothing. A setting swings where its roughness, averaged over its replicates, is more than `FACTOR` times the
largest that the replicates of the baseline show at that length. So a setting is held to the noise that the same counts
have in the baseline, bursts included, not to none.
"""

import math

import numpy as np

from simcorr.contexts import CONTEXT_NAMES
from simcorr.world.measures import CONTEXT_MEASURES, CORRIDOR_MEASURES, RANK_MEASURES, RANK_NAMES

BLOCKS = (4, 13, 52)
FACTOR = 1.5
COUNTS = {
    "bribes": ("context", "bribes"),
    "bribes found": ("context", "detections_audit"),
    "cases": ("context", "cases_opened"),
    "journeys": ("corridor", "irregular_journeys"),
    "exploited": ("corridor", "exploited"),
}
"""The series whose swings are looked at: the headline outcomes that are counts, and what drives fear."""
_TABLES = {"context": CONTEXT_MEASURES, "corridor": CORRIDOR_MEASURES, "rank": RANK_MEASURES}
_PARTS = (
    ("offers_accepted", "offers"),
    ("demands_paid", "demands"),
    ("officials_bribed", "officials_in_post"),
    ("reports_followed_up", "reports"),
)
_REPORTS = ("reports_colleague", "reports_migrant", "reports_partner", "reports_false")


def unsound(trace, corridors):
    """Return in words what is no number, negative or above one where a share is, or a part above its whole."""
    names = {"context": CONTEXT_NAMES, "corridor": tuple(corridors), "rank": RANK_NAMES}
    found = []
    for table, measures in _TABLES.items():
        values = getattr(trace, table)
        for column, measure in enumerate(measures):
            most = 1.0 if measure.unit in ("share", "probability") else math.inf
            series = values[:, :, column]
            wrong = ~(np.isfinite(series) & (series >= 0.0) & (series <= most))
            if wrong.any():
                week, place = np.argwhere(wrong)[0]
                value = series[week, place]
                found.append(f"week {week}: {measure.name} of {names[table][place]} is {value}")
    return found + [words for words in (_too_large(trace, *pair) for pair in _PARTS) if words]


def _too_large(trace, part, whole):
    names = _REPORTS if whole == "reports" else (whole,)
    all_of = sum(column(trace, "context", name) for name in names)
    over = column(trace, "context", part) > all_of + 1e-9
    return f"week {np.argwhere(over)[0][0]}: more {part} than {whole}" if over.any() else ""


def lost(trace):
    """Return in words where more persons have ended than begun, over all corridors and all weeks up to one."""

    def so_far(*names):
        return sum(column(trace, "corridor", name) for name in names).sum(axis=1).cumsum()

    decided = so_far("chose_stay", "chose_regular", "chose_alone", "chose_smuggler")
    by_operators = so_far("journeys_started") - so_far("chose_alone")
    books = {
        "somebody appeared and never decided": (so_far("would_be_migrants"), decided),
        "more decide again than were stopped or punished": (
            decided - so_far("would_be_migrants"),
            so_far("detained", "victims_punished"),
        ),
        "more arrive regularly than chose to": (so_far("regular_journeys"), so_far("chose_regular")),
        "more clients set out or gave up than chose an operator": (
            by_operators + so_far("gave_up_waiting"),
            so_far("chose_smuggler"),
        ),
        "more arrive or are stopped than set out": (
            so_far("irregular_journeys", "detained") - so_far("released_for_bribe"),  # whose journey goes on
            so_far("journeys_started"),
        ),
    }
    return [
        f"week {np.argmax(ended > begun + 1e-6)}: {words}"
        for words, (ended, begun) in books.items()
        if (ended > begun + 1e-6).any()
    ]


def column(trace, table, name):
    """Return a measure by week and place."""
    return getattr(trace, table)[:, :, [measure.name for measure in _TABLES[table]].index(name)]


def roughness(series, block):
    """Return the mean square of the second differences of blocks over that of independent counts."""
    blocks = np.asarray(series, float)[: len(series) // block * block].reshape(-1, block).sum(axis=1)
    mean = blocks.mean()
    return float((np.diff(blocks, 2) ** 2).mean() / (6.0 * mean)) if mean > 0.0 else 0.0


def rough_table(traces, burn_in):
    """Return the roughness by (series, block), an array over replicates."""
    return {
        (name, block): np.array([roughness(column(trace, *where)[burn_in:].sum(axis=1), block) for trace in traces])
        for name, where in COUNTS.items()
        for block in BLOCKS
    }


def swings(setting, baseline):
    """Return in words the series that swing beyond the noise of the baseline; both as from `rough_table`."""
    found = []
    for (name, block), values in setting.items():
        limit = FACTOR * float(baseline[name, block].max())
        if values.mean() > limit:
            found.append(f"{name} in {block} weeks: roughness {values.mean():.2f}, above {limit:.2f}")
    return found

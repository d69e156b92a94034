"""Before a week begins: which officials a shock keeps from their posts."""

from typing import Any

from simcorr import draws
from simcorr.world import keys


def call_away(m: Any) -> None:
    """Let officials be away this week whose draw is below the share of their post; they go on holding their places.

    The draw is one for each person, so that a larger share keeps away the same persons and more.
    """
    if not m.has_absences:
        return
    for index in range(len(m.officials)):
        official = m.officials[index]
        share = m.absences[m.week, official.post_index]
        official.away = int(draws.uniform(official.key, keys.AWAY) < share)

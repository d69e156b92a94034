"""Write the pinned baseline anew: ``python -m tests.pinned.renew``.

The pinned numbers change only when the model or its defaults do. Whoever renews them adds a line to CHANGELOG.md
that says what changed and why.
"""

import hashlib
import json
from pathlib import Path

from simcorr.scenario import load_scenario
from simcorr.world import build
from simcorr.world.measures import CONTEXT_MEASURES, CORRIDOR_MEASURES, RANK_MEASURES

HERE = Path(__file__).parent
PINNED = HERE / "baseline.json"
BASELINE = HERE.parents[1] / "scenarios" / "baseline.toml"
SEED, BURN_IN, WINDOW = 20_260, 26, 52


def short_baseline():
    """Return the baseline scenario over a shorter horizon."""
    return load_scenario(BASELINE).with_changes({"burn_in_weeks": BURN_IN, "window_weeks": WINDOW})


def summary():
    """Return totals over the window, to ten digits, and a digest of them by week."""
    from simcorr.engines import simulate

    trace = simulate(build(short_baseline(), (), SEED), engine="mesa")
    totals, digest = {}, hashlib.sha256()
    for name, measures in (("context", CONTEXT_MEASURES), ("corridor", CORRIDOR_MEASURES), ("rank", RANK_MEASURES)):
        table = getattr(trace, name)
        # Nine digits: the order of additions may differ between platforms, what happened may not.
        digest.update("".join(f"{value:.9g};" for value in table.ravel()).encode())
        sums = table[BURN_IN:].sum(axis=(0, 1))
        totals |= {f"{name}.{m.name}": float(f"{sums[place]:.9g}") for place, m in enumerate(measures)}
    return {
        "scenario": short_baseline().hash,
        "seed": SEED,
        "weeks": BURN_IN + WINDOW,
        "digest": digest.hexdigest()[:32],
        "totals": totals,
    }


if __name__ == "__main__":
    PINNED.write_text(json.dumps(summary(), indent=1) + "\n", encoding="utf-8")
    print(f"{PINNED} written; say in CHANGELOG.md what changed and why")

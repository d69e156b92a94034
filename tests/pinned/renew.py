"""Write the pinned baseline and the version of the model anew: ``python -m tests.pinned.renew``.

The pinned numbers change only when the model or its defaults do; the version of the model only when its rules do: it
is taken from a frozen scenario in which every value is written out. Whoever renews them adds a line to CHANGELOG.md
that says what changed and why. A new version of the model makes stored ensembles and validations stale.
"""

import hashlib
import json
import re
from pathlib import Path

import simcorr.model_version as model_version
from simcorr.interventions import Portfolio, all_at_dose
from simcorr.scenario import Scenario, load_scenario
from simcorr.world import build
from simcorr.world.measures import CONTEXT_MEASURES, CORRIDOR_MEASURES, RANK_MEASURES

HERE = Path(__file__).parent
PINNED = HERE / "baseline.json"
FROZEN = HERE / "frozen.json"
VERSION_FILE = Path(model_version.__file__)
BASELINE = HERE.parents[1] / "scenarios" / "baseline.toml"
SEED, BURN_IN, WINDOW = 20_260, 26, 52
TABLES = (("context", CONTEXT_MEASURES), ("corridor", CORRIDOR_MEASURES), ("rank", RANK_MEASURES))


def short_baseline():
    """Return the baseline scenario over a shorter horizon."""
    return load_scenario(BASELINE).with_changes({"burn_in_weeks": BURN_IN, "window_weeks": WINDOW})


def digest_of(trace, tables=TABLES, only=None):
    """Return digits that stand for what happened, week by week.

    Nine digits of each number: the order of additions may differ between platforms, what happened may not. A measure
    that never moves is left out, so that what is new and switched off changes nothing. ``only`` are the columns that
    count, all if left out.
    """
    digest = hashlib.sha256()
    for table, measures in tables:
        weeks = getattr(trace, table)
        for name, place in sorted((measure.name, place) for place, measure in enumerate(measures)):
            counts = only is None or f"{table}.{name}" in only
            if counts and (values := weeks[:, :, place].ravel()).any():
                digest.update(f"{table}.{name}:{''.join(f'{value:.9g};' for value in values)}".encode())
    return digest.hexdigest()


def summary():
    """Return totals over the window, to ten digits, and a digest of them by week."""
    from simcorr.engine import simulate

    trace = simulate(build(short_baseline(), (), SEED), engine="mesa")
    totals = {}
    for name, measures in TABLES:
        sums = getattr(trace, name)[BURN_IN:].sum(axis=(0, 1))
        totals |= {f"{name}.{m.name}": float(f"{sums[place]:.9g}") for place, m in enumerate(measures)}
    return {
        "scenario": short_baseline().hash,
        "seed": SEED,
        "weeks": BURN_IN + WINDOW,
        "digest": digest_of(trace)[:32],
        "totals": totals,
    }


def version():
    """Return the version of the model: what the frozen scenario does with and without the measures named beside it.

    The columns that tell are named there too: to observe more changes no rule.
    """
    from simcorr.engine import simulate

    kept = json.loads(FROZEN.read_text(encoding="utf-8"))
    frozen, firm = Scenario(**kept["scenario"]), dict(all_at_dose("firm"))
    measures = Portfolio(firm[name] for name in kept["measures"]).members
    decided = frozen.with_changes({"switches.decided_exploitation": True})
    worlds = [build(frozen, (), SEED), build(frozen, _compatible(measures), SEED), build(decided, (), SEED)]
    columns = set(kept["columns"])
    digests = [digest_of(simulate(world, engine="mesa"), only=columns) for world in worlds]
    return hashlib.sha256("".join(digests).encode()).hexdigest()[:12]


def _compatible(measures):
    """Return the measures but for one of each two that set the same lever to different values."""
    kept, taken = [], set()
    for measure in measures:
        replaced = {change.lever for change in measure.changes() if change.combine == "replace"}
        if not replaced & taken:
            kept.append(measure)
            taken |= replaced
    return tuple(kept)


def write_version(text):
    """Put the version into its module."""
    source = VERSION_FILE.read_text(encoding="utf-8")
    VERSION_FILE.write_text(re.sub(r'MODEL_VERSION = "\w+"', f'MODEL_VERSION = "{text}"', source), encoding="utf-8")


if __name__ == "__main__":
    PINNED.write_text(json.dumps(summary(), indent=1) + "\n", encoding="utf-8")
    write_version(version())
    print(f"{PINNED} and {VERSION_FILE} written; say in CHANGELOG.md what changed and why")

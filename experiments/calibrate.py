"""Which parameter sets are not ruled out by what is recorded and surveyed elsewhere? (History matching.)

Run it with ``python experiments/calibrate.py [--quick] [--output FOLDER]``: about a quarter of an hour on two cores. It
spreads points over the assumptions that matter (`simcorr/validation/assumptions.py`), rules out in three waves,
simulates what is left once more with other seeds, and writes

- the ensemble of parameter sets that comes with simcorr (``sc.load_ensemble()``), unless the look is a quick one;
- in the folder: every point simulated, what each pattern depends on, and what is left of each range.

Only patterns marked for calibration are looked at: recorded and surveyed ones, none that ranks interventions. The
defaults must not be ruled out themselves; where they are, the script says which values would not be.
"""

import argparse
from pathlib import Path

import numpy as np
import pandas as pd

import simcorr as sc
from simcorr.experiment.calibration import CUT_OFF, Wave, confirmed, implausibilities, match
from simcorr.experiment.calibration.ensemble import BUNDLED, Ensemble, spread_out
from simcorr.experiment.calibration.space import EVERY_CONTEXT
from simcorr.parameters import declared_parameters
from simcorr.simulation.model_version import MODEL_VERSION
from simcorr.validation.assumptions import ASSUMPTIONS
from simcorr.validation.matching import RecordsSimulator
from simcorr.validation.patterns import TARGETS

BASELINE = Path(__file__).parent.parent / "scenarios" / "baseline.toml"
SEED = 1
WAVES = (Wave(1000, 10), Wave(600, 20), Wave(600, 40))
QUICK = (Wave(200, 4), Wave(120, 8))
MEMBERS = 64
CHECKED = 200
"""Replicates with which the defaults themselves are judged."""
CONFIRMED = 120
"""Replicates, with other seeds, with which the points of the last wave are judged again."""


def defaults():
    """Return the point of the box at which the baseline lies; factors are one there."""
    declared = declared_parameters()
    point = {n: 1.0 if n.startswith(EVERY_CONTEXT) else declared[n].value for n in ASSUMPTIONS.names}
    return pd.DataFrame([point])


def left_of_ranges(points):
    """Return what is left of each range; those that the patterns narrow most come first."""
    unit = ASSUMPTIONS.unit(points)
    table = pd.DataFrame(
        {
            "default": defaults().iloc[0],
            "searched from": [each.low for each in ASSUMPTIONS.ranges],
            "to": [each.high for each in ASSUMPTIONS.ranges],
            "5 %": points.quantile(0.05),
            "mean": ASSUMPTIONS.at(unit.mean(axis=0)[None]).iloc[0],
            "95 %": points.quantile(0.95),
            # Distance of the mean from the middle of the range, in standard errors of a sample of the whole range.
            "pull": np.abs(unit.mean(axis=0) - 0.5) * np.sqrt(12 * len(points)),
        },
        index=ASSUMPTIONS.names,
    )
    return table.sort_values("pull", ascending=False)


def judged_defaults(simulate, replicates):
    """Return the patterns at the defaults; stop when these are ruled out."""
    simulated = simulate(defaults(), replicates)
    implausible = implausibilities(simulated.means, simulated.variances, TARGETS).iloc[0]
    bands = pd.DataFrame({t.name: {"from": t.low, "to": t.high} for t in TARGETS}).T
    print(bands.assign(defaults=simulated.means.iloc[0], implausibility=implausible).round(4).to_string())
    if implausible.max() >= CUT_OFF:
        raise SystemExit(
            f"The defaults are ruled out by '{implausible.idxmax()}' ({implausible.max():.1f}); the means above, of "
            "the parameters with the strongest pull, would not be."
        )
    return simulated.means


def keep_ensemble(base, history, patterns, left):
    """Write the ensemble of the package: the defaults first, then points that lie far apart."""
    chosen = spread_out(ASSUMPTIONS, history.points, MEMBERS - 1)
    parameters = pd.concat([defaults(), history.points.iloc[chosen]], ignore_index=True)
    record = {
        "model": MODEL_VERSION,
        "scenario": base.model_dump(mode="json"),
        "seed": SEED,
        "waves": [[wave.points, wave.replicates] for wave in WAVES],
        "confirmed_with": CONFIRMED,
        "remaining": [float(f"{share:.3g}") for share in history.remaining],
        "not_ruled_out": len(history.points),
        "targets": {t.name: [t.low, t.high, t.discrepancy] for t in TARGETS},
        "ranges": {each.name: [each.low, each.high, each.scale] for each in ASSUMPTIONS.ranges},
        "left": {n: [float(f"{left.loc[n, c]:.4g}") for c in ("5 %", "mean", "95 %", "pull")] for n in left.index},
    }
    patterns = pd.concat([patterns, history.patterns.iloc[chosen]], ignore_index=True)
    Ensemble(parameters, patterns, record).save(BUNDLED)
    unit = ASSUMPTIONS.unit(parameters)
    distance = np.sqrt(((unit - unit.mean(axis=0)) ** 2).sum(axis=1))
    print(
        f"{len(parameters)} members kept in {BUNDLED.name}. The baseline lies {distance[0]:.2f} from their middle, "
        f"the others {distance[1:].min():.2f} to {distance.max():.2f}."
    )


def main():
    """Search, judge the defaults, and keep what is not ruled out."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="few points, for a look; nothing is kept in the package")
    parser.add_argument("--output", type=Path, default=Path("results/calibration"), help="folder for tables")
    given = parser.parse_args()
    base = sc.load_scenario(BASELINE)
    history = match(RecordsSimulator(base, seed=SEED), ASSUMPTIONS, TARGETS, QUICK if given.quick else WAVES, seed=SEED)
    again = RecordsSimulator(base, seed=SEED + 1)
    if not given.quick:
        history = confirmed(history, again, CONFIRMED, TARGETS)
    given.output.mkdir(parents=True, exist_ok=True)
    history.simulated.to_csv(given.output / "points.csv", index=False, float_format="%.6g")
    history.explained.to_csv(given.output / "explained.csv", float_format="%.3g")
    left = left_of_ranges(history.points)
    left.to_csv(given.output / "ranges.csv", float_format="%.4g")
    print(f"{len(history.points)} points are not ruled out in the end; of the box, each stage left about:")
    print("  " + ", ".join(f"{100 * share:.2g} %" for share in history.remaining))
    print(left.head(16).round(4).to_string())
    patterns = judged_defaults(again, 60 if given.quick else CHECKED)
    if not given.quick:
        keep_ensemble(base, history, patterns, left)


if __name__ == "__main__":
    main()

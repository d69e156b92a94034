"""Which parameter sets are not ruled out by what is recorded and surveyed elsewhere? (History matching.)

Run it with ``python experiments/calibrate.py [--quick] [--resume] [--output FOLDER]``: half an hour on two cores. It
spreads points over the assumptions that matter and over the forms of the model (`simcorr/calibration/assumptions.py`),
rules out in three waves, simulates what is left twice more with other seeds, and writes

- the ensemble of parameter sets that comes with simcorr (``sc.load_ensemble()``), unless the look is a quick one;
- in the folder: every point simulated, what each pattern depends on, what is left of each range and of each form, how
  large Monte Carlo noise is beside the bands, and the ensemble.

Only patterns marked for calibration are looked at: recorded and surveyed ones, none that ranks interventions. The
defaults must not be ruled out themselves; where they are, the script says which values would not be. With ``--resume``
it goes on after the waves that are kept in the folder: a change of a default that the search covers leaves these alone.
"""

import argparse
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd

import simcorr as sc
from simcorr.calibration import (
    CUT_OFF,
    History,
    Wave,
    confirmed,
    forms_left,
    implausibilities,
    match,
    noise_in_bands,
)
from simcorr.calibration.assumptions import ASSUMPTIONS
from simcorr.calibration.simulator import RecordsSimulator
from simcorr.calibration.space import spread_out
from simcorr.model_version import MODEL_VERSION
from simcorr.patterns.catalogue import TARGETS
from simcorr.scenario.ensemble import BUNDLED, Ensemble

BASELINE = sc.load_scenario(Path(__file__).parent.parent / "scenarios" / "baseline.toml")
DEFAULTS = ASSUMPTIONS.point_of(BASELINE)
"""The point of the box at which the baseline lies."""
SEED = 1
WAVES = (Wave(1000, 10), Wave(600, 20), Wave(600, 40))
QUICK = (Wave(240, 5), Wave(300, 8))
CONFIRMED = (120, 300)
"""Replicates, each time with other seeds, with which what the last wave left is judged again: 300 keep Monte Carlo
noise below `QUIET` of a band in the median set."""
QUICKLY = (10,)
QUIET = 0.1
"""Standard deviation of Monte Carlo noise, as a share of a band's width, that is small enough to be left aside."""
MEMBERS = 64
CHECKED = 200
"""Replicates with which the defaults themselves are judged."""


def as_kept(points):
    """Return points as an ensemble keeps them, to six digits: so that what is kept is what was simulated."""
    return points.map(lambda value: value if isinstance(value, str) else float(f"{value:.6g}"))


def keep_waves(history, folder):
    """Keep what the waves found, for whoever resumes."""
    history.simulated.to_csv(folder / "points.csv", index=False, float_format="%.6g")
    history.explained.to_csv(folder / "explained.csv", float_format="%.3g")
    pd.DataFrame({"remaining": history.remaining}).to_csv(folder / "waves.csv", index_label="wave", float_format="%.3g")


def kept_waves(folder):
    """Return what waves left that are kept in a folder."""
    simulated = pd.read_csv(folder / "points.csv", keep_default_na=False, na_values=["nan", ""])
    there = (simulated["wave"] == simulated["wave"].max()) & (simulated["implausibility"] < CUT_OFF)
    last, names = simulated[there].reset_index(drop=True), [target.name for target in TARGETS]
    return History(
        points=last[ASSUMPTIONS.columns],
        patterns=last[names],
        variances=last[names] * np.nan,  # the confirmations bring their own
        simulated=simulated,
        remaining=pd.read_csv(folder / "waves.csv")["remaining"].tolist(),
        explained=pd.read_csv(folder / "explained.csv", index_col=0),
    )


def left_of_ranges(points):
    """Return what is left of each range, by the points at which no form decides it; the most narrowed come first."""
    unit, idle = ASSUMPTIONS.unit(points), ASSUMPTIONS.idle(points)
    rows = {}
    for place, each in enumerate(ASSUMPTIONS.ranges):
        used = ~idle[each.name].to_numpy()
        values, share = points[each.name][used], unit[used, place]
        rows[each.name] = {
            "default": DEFAULTS[each.name].iloc[0],
            "searched from": each.low,
            "to": each.high,
            "5 %": values.quantile(0.05),
            "mean": each.at(np.array([share.mean()]))[0] if used.any() else np.nan,
            "95 %": values.quantile(0.95),
            # Distance of the mean from the middle of the range, in standard errors of a sample of the whole range.
            "pull": abs(share.mean() - 0.5) * np.sqrt(12 * used.sum()) if used.any() else 0.0,
        }
    return pd.DataFrame.from_dict(rows, orient="index").sort_values("pull", ascending=False)


def noise_table(history):
    """Return how large Monte Carlo noise is beside each band: its standard deviation over the band's width."""
    shares = noise_in_bands(history.patterns, history.variances, TARGETS)
    return pd.DataFrame({"median": shares.median(), "95 %": shares.quantile(0.95), "largest": shares.max()})


def tell(history, left, by_form, noise):
    """Print what is left, and how sure that is."""
    print(f"{len(history.points)} points are not ruled out in the end; of the box, each stage left about:")
    print("  " + ", ".join(f"{100 * share:.2g} %" for share in history.remaining))
    print(left.head(16).round(4).to_string())
    print("\nPoints by form of the model, at each stage:")
    print(by_form.to_string(index=False))
    for row in gone(by_form):
        print(f"RULED OUT: no set with {row['form']} {row['alternative']} is left ({row['stage']}).")
    print("\nMonte Carlo noise where points were judged last (standard deviation, share of the band's width):")
    print(noise.round(3).to_string())
    loud = noise.index[noise["median"] > QUIET]
    told = f"above {QUIET:g} in the median set: {', '.join(loud)}; more replicates" if len(loud) else f"below {QUIET:g}"
    print(f"  {told}.")


def gone(by_form):
    """Return the alternatives of which the last stage left nothing: each is a finding."""
    last = by_form[by_form["stage"] == by_form["stage"].iloc[-1]] if len(by_form) else by_form
    return last[last["left"] == 0].to_dict("records")


def judged_defaults(simulate, replicates):
    """Return the patterns at the defaults; stop when these are ruled out."""
    simulated = simulate(DEFAULTS, replicates)
    implausible = implausibilities(simulated.means, simulated.variances, TARGETS).iloc[0]
    bands = pd.DataFrame({t.name: {"from": t.low, "to": t.high} for t in TARGETS}).T
    print("\nThe defaults:")
    print(bands.assign(defaults=simulated.means.iloc[0], implausibility=implausible).round(4).to_string())
    if implausible.max() >= CUT_OFF:
        raise SystemExit(
            f"The defaults are ruled out by '{implausible.idxmax()}' ({implausible.max():.1f}); the means above, of "
            "the parameters with the strongest pull, would not be."
        )
    return simulated.means


def chosen_ensemble(history, patterns, record):
    """Return the ensemble: the defaults first, then points that lie far apart, spread over the forms of the model."""
    chosen = spread_out(ASSUMPTIONS, history.points, MEMBERS - 1)
    parameters = pd.concat([DEFAULTS, history.points.iloc[chosen]], ignore_index=True)
    patterns = pd.concat([patterns, history.patterns.iloc[chosen]], ignore_index=True)
    ensemble = Ensemble(
        parameters, patterns, {"model": MODEL_VERSION, "scenario": BASELINE.model_dump(mode="json"), **record}
    )
    unit = ASSUMPTIONS.unit(parameters)
    distance = np.sqrt(((unit - unit.mean(axis=0)) ** 2).sum(axis=1))
    others = f"{distance[1:].min():.2f} to {distance.max():.2f}"
    print(f"\n{len(ensemble)} members. The baseline lies {distance[0]:.2f} from their middle, the others {others}.")
    for form in ensemble.forms:
        counts = ", ".join(f"{len(ensemble.members(**{form.name: name}))} {name}" for name in form.alternatives)
        print(f"  {form.name}: {counts}")
    return ensemble


def recorded(history, left, by_form, noise, waves, confirmations):
    """Return the record of how the ensemble was found."""
    return {
        "seed": SEED,
        "waves": [[wave.points, wave.replicates] for wave in waves],
        "confirmed_with": list(confirmations),
        "remaining": [float(f"{share:.3g}") for share in history.remaining],
        "not_ruled_out": len(history.points),
        "targets": {t.name: [t.low, t.high, t.discrepancy] for t in TARGETS},
        "ranges": {each.name: [each.low, each.high, each.scale] for each in ASSUMPTIONS.ranges},
        "left": {n: [float(f"{left.loc[n, c]:.4g}") for c in ("5 %", "mean", "95 %", "pull")] for n in left.index},
        "forms": {form.name: form.described() for form in ASSUMPTIONS.forms},
        "by_form": by_form.to_numpy().tolist(),
        "noise": {name: [float(f"{row[c]:.3g}") for c in ("median", "95 %")] for name, row in noise.iterrows()},
    }


def main():
    """Search, judge the defaults, and keep what is not ruled out."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="few points, for a look; nothing is kept in the package")
    parser.add_argument("--resume", action="store_true", help="go on after the waves that are kept in the folder")
    parser.add_argument("--output", type=Path, default=Path("results/calibration"), help="folder for tables")
    given = parser.parse_args()
    waves, confirmations = (QUICK, QUICKLY) if given.quick else (WAVES, CONFIRMED)
    first, *again = (
        RecordsSimulator(BASELINE, seed=SEED + place, forms=ASSUMPTIONS.forms)
        for place in range(1 + len(confirmations))
    )
    given.output.mkdir(parents=True, exist_ok=True)
    if given.resume:
        history = kept_waves(given.output)
    else:
        history = match(first, ASSUMPTIONS, TARGETS, waves, seed=SEED)
        keep_waves(history, given.output)
    history = replace(history, points=as_kept(history.points))
    by_form = [forms_left(ASSUMPTIONS, history)]
    for place, (simulate, replicates) in enumerate(zip(again, confirmations, strict=True), start=1):
        before, history = history, confirmed(history, simulate, replicates, TARGETS)
        by_form.append(forms_left(ASSUMPTIONS, history, before, f"confirmation {place}"))
    left, noise, counts = left_of_ranges(history.points), noise_table(history), pd.concat(by_form, ignore_index=True)
    left.to_csv(given.output / "ranges.csv", float_format="%.4g")
    counts.to_csv(given.output / "forms.csv", index=False)
    noise.to_csv(given.output / "noise.csv", float_format="%.3g")
    tell(history, left, counts, noise)
    patterns = judged_defaults(again[-1], 60 if given.quick else CHECKED)
    record = recorded(history, left, counts, noise, waves, confirmations)
    ensemble = chosen_ensemble(history, patterns, record)
    ensemble.save(given.output / "ensemble.json")
    if not given.quick:
        ensemble.save(BUNDLED)
        print(f"Kept in {BUNDLED.name}.")


if __name__ == "__main__":
    main()

"""Choose the baseline's assumptions openly: which values reproduce what is recorded and surveyed elsewhere?

The parameters below rest on no figure of their own (grade D). A Latin hypercube covers their ranges; a point is
ruled out when a pattern lies further from its band's centre than two and a half standard deviations, counting the
width of the band, Monte Carlo error and a model discrepancy (history matching, Craig et al. 1997). Of the points that
are not ruled out the script prints the one nearest to the middle of all: the defaults are that point, rounded.

Run it with ``python experiments/calibrate_baseline.py [points] [replicates]``. Recorded and surveyed series, and
the share of journeys with a smuggler, are compared with the evidence; no outcome that ranks interventions is looked at.
"""

import math
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import numpy as np
import pandas as pd
from scipy.stats import qmc
from tqdm import tqdm

import simcorr as sc
from simcorr.contexts import CONTEXT_NAMES

FOLDER = Path(__file__).parent.parent
# parameter: range searched
SEARCHED = {
    "corridors.land.alone_factor": (0.4, 0.9),
    "officials.demand_propensity": (0.3, 1.0),
    "officials.stranger_aversion": (0.3, 1.5),
    "officials.reservation_median_wages": (0.3, 1.5),
    "reporting.colleague_base": (-4.5, -2.0),
    "reporting.migrant_base": (-3.0, 0.5),
    "reporting.follow_up": (0.2, 0.7),
    "reporting.false_reports_per_official_year": (0.002, 0.02),
    "observation.survey_sees_payment": (0.05, 0.3),
    "supervision.trust_erosion": (0.4, 0.9),
    "supervision.prosecute_base": (-2.5, 0.0),
    "justice.charge_base": (-1.6, 0.6),
    "justice.conviction_base": (-1.2, 1.0),
    "justice.accused_access": (0.05, 0.5),
}
# What is assumed of the six contexts on the way relative to one another; one factor for all six is searched.
RELATIVE = {
    "detection_rate": (0.003, 0.006, 0.006, 0.003, 0.008, 0.002),
    "visibility": (0.05, 0.05, 0.08, 0.04, 0.06, 0.03),
    "interception_rate": (0.03, 0.15, 0.30, 0.12, 0.35, 0.08),
}
FACTORS = {"detection_rate": (1.0, 6.0), "visibility": (1.0, 4.0), "interception_rate": (0.5, 1.0)}

# pattern: band (rows of evidence in the comment), on recorded or surveyed series alone
PATTERNS = {
    "smuggled among irregular": (0.75, 0.90),  # E181
    "surveyed: knows of a payment to an official": (0.20, 0.48),  # E010, E018
    "surveyed: payers who report": (0.015, 0.07),  # E034, E051
    "recorded: criminal share of measures taken": (0.15, 0.40),  # E130, E001
    "recorded: investigations per report": (0.10, 0.45),  # E124, E125
    "recorded: charges per investigation": (0.30, 0.52),  # E126
    "recorded: convictions per charge": (0.45, 0.90),  # E127
    "recorded: investigations per official-year": (0.0005, 0.01),  # E159, E169
}
CUT_OFF = 2.5
"""Standard deviations beyond which a point is ruled out; a band's edge lies at two of them."""
DISCREPANCY = 0.10
"""Relative standard deviation that the model's stylised form adds to each pattern: an assumption."""


def changes_at(point: np.ndarray) -> dict[str, float]:
    """Return the changes to the baseline that a point of the unit cube stands for."""
    changes = {}
    for value, (name, (low, high)) in zip(point, SEARCHED.items(), strict=False):
        changes[name] = low + value * (high - low)
    for value, (field, (low, high)) in zip(point[len(SEARCHED) :], FACTORS.items(), strict=True):
        factor = low + value * (high - low)
        for context, relative in zip(CONTEXT_NAMES, RELATIVE[field], strict=False):
            changes[f"contexts.{context}.{field}"] = min(1.0, relative * factor)
    return changes


def series(run: sc.Run) -> dict[str, float]:
    """Return the counts that the patterns are made of."""
    recorded = run.weekly_recorded[run.weekly_recorded["week"] >= 0].sum(numeric_only=True)
    counts = {name: float(recorded[name]) for name in recorded.index if name.startswith("recorded_")}
    corridors = run.corridors[run.corridors["week"] >= 0].sum(numeric_only=True)
    surveyed = run.weekly_surveyed[run.weekly_surveyed["week"] >= 0].sum(numeric_only=True)
    counts |= {name: float(surveyed[name]) for name in surveyed.index if name.startswith("survey_")}
    counts |= {name: float(corridors[name]) for name in ("chose_smuggler", "chose_alone")}
    years = run.scenario.window_weeks / 52.0
    counts["official_years"] = years * sum(post.staff for c in run.scenario.corridors for post in c.posts)
    return counts


def patterns(counts: pd.Series) -> dict[str, float]:
    """Return the patterns of pooled counts."""

    def ratio(top: float, bottom: float) -> float:
        return top / bottom if bottom > 0 else math.nan

    investigated = counts["recorded_investigations"]
    measures = investigated + counts["recorded_discipline"]
    return dict(
        zip(
            PATTERNS,
            (
                ratio(counts["chose_smuggler"], counts["chose_smuggler"] + counts["chose_alone"]),
                ratio(counts["survey_paid_official"], counts["survey_respondents"]),
                ratio(counts["survey_reported"], counts["survey_payers"]),
                ratio(investigated, measures),
                ratio(investigated, counts["recorded_reports"]),
                ratio(counts["recorded_charges"], investigated),
                ratio(counts["recorded_convictions"], counts["recorded_charges"]),
                ratio(investigated, counts["official_years"]),
            ),
            strict=True,
        )
    )


def evaluate(job: tuple[np.ndarray, int]) -> dict[str, float]:
    """Return the patterns at a point and the largest implausibility among them."""
    point, replicates = job
    base = sc.load_scenario(FOLDER / "scenarios" / "baseline.toml")
    scenario = base.with_changes(changes_at(point))
    runs = pd.DataFrame([series(sc.run(scenario, seed=seed)) for seed in range(replicates)])
    pooled = patterns(runs.sum())
    # Monte Carlo error of each pattern by the jackknife over replicates
    left_out = pd.DataFrame([patterns(runs.drop(index=r).sum()) for r in runs.index])
    error = left_out.std(ddof=0) * math.sqrt(max(1, replicates - 1))
    result = dict(pooled)
    worst = 0.0
    for name, (low, high) in PATTERNS.items():
        centre, half_width = (low + high) / 2, (high - low) / 2
        spread = math.hypot(half_width / 2, 0.0 if math.isnan(error[name]) else error[name], DISCREPANCY * centre)
        implausibility = abs(pooled[name] - centre) / spread if not math.isnan(pooled[name]) else math.inf
        worst = max(worst, implausibility)
    return result | {"implausibility": worst}


def main() -> None:
    """Search, print what remains and the point nearest to its middle."""
    points = int(sys.argv[1]) if len(sys.argv) > 1 else 400
    replicates = int(sys.argv[2]) if len(sys.argv) > 2 else 6
    design = qmc.LatinHypercube(len(SEARCHED) + len(FACTORS), seed=1).random(points)
    with ProcessPoolExecutor() as pool:
        found = list(tqdm(pool.map(evaluate, [(p, replicates) for p in design]), total=points, unit="point"))
    table = pd.DataFrame(found)
    kept = table.index[table["implausibility"] < CUT_OFF]
    print(f"{len(kept)} of {points} points are not ruled out")
    if len(kept) == 0:
        kept = table.index[table["implausibility"].argsort()[:5]]
        print("the least implausible ones instead:")
    centre = design[kept].mean(axis=0)
    chosen = kept[int(np.argmin(((design[kept] - centre) ** 2).sum(axis=1)))]
    names = [*SEARCHED, *(f"factor of {name}" for name in FACTORS)]
    ranges = [*SEARCHED.values(), *FACTORS.values()]
    low, high = np.array(ranges).T
    remaining = low + design[kept] * (high - low)
    print(
        pd.DataFrame(
            {
                "chosen": low + design[chosen] * (high - low),
                "5 %": np.quantile(remaining, 0.05, axis=0),
                "95 %": np.quantile(remaining, 0.95, axis=0),
            },
            index=names,
        ).round(3)
    )
    bands = pd.DataFrame(PATTERNS, index=["low", "high"]).T
    print(
        bands.assign(chosen=table.loc[chosen, list(PATTERNS)], median=table.loc[kept, list(PATTERNS)].median()).round(4)
    )


if __name__ == "__main__":
    main()

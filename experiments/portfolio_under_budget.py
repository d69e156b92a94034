"""Which combination of measures avoids most exploitation for a yearly budget, whichever parameter set is true?

The costs are invented: no public figures exist that fit stylised corridors. Put your own in their place.
"""

from itertools import combinations
from pathlib import Path

import simcorr as sc

HERE = Path(__file__).parent
MEASURES = {
    "Document checks": sc.SharedDocumentChecks.dose("modest"),
    "Cheaper channels": sc.CheaperRegularChannel.dose("modest"),
    "Penalties": sc.GraverPenalties.dose("firm"),
}
COSTS = {"Document checks": 4e6, "Cheaper channels": 3e6, "Penalties": 0.5e6}  # USD a year
BUDGET = 5e6


def main(members=32, replicates=4, store="results/portfolios.sqlite"):
    """Sweep all combinations over the calibrated ensemble, and choose."""
    portfolios = {" + ".join(names): names for size in (1, 2, 3) for names in combinations(MEASURES, size)}
    arms = {name: [MEASURES[each] for each in names] for name, names in portfolios.items()}
    baseline = sc.load_scenario(HERE.parent / "scenarios" / "baseline.toml")
    sweep = sc.sweep(baseline, arms, sc.Members(first=members), replicates, store=store)
    values, portfolios = sweep.decide("weeks_in_exploitation").values, {"Baseline": (), **portfolios}

    best = sc.best_portfolio(values, portfolios, COSTS, BUDGET, better="lower")
    print(f"Best within {BUDGET:,.0f} USD a year: {best.best}; as good as can be told: {best.not_distinguishable}")
    print(sc.interactions(values, portfolios, better="lower").round(1).to_string())
    prices = {name: sum(COSTS[each] for each in names) for name, names in portfolios.items()}
    print(sc.pareto_front(values, prices, better="lower").round(2).to_string())


if __name__ == "__main__":
    main()

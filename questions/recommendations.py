"""Compare the eleven recommendations of the research brief, all measures of each together.

With a number, ``python questions/recommendations.py 5``, the measures of that one recommendation, each and together.
"""

import sys
from pathlib import Path

import simcorr as sc

HERE = Path(__file__).parent


def arms_of(number, dose):
    """Return a portfolio for each recommendation, or what a single one consists of."""
    if number is None:
        return {f"{each}. {title}": sc.recommended(each, dose) for each, title in sc.RECOMMENDATIONS.items()}
    together = sc.recommended(number, dose)
    single = {measure.title: measure for measure in together.members} if len(together.members) > 1 else {}
    return {**single, f"{number}. {sc.RECOMMENDATIONS[number]}": together}


def main(number=None, dose="firm", replicates=40, output="results/recommendations"):
    """Compare the portfolios; print effects and draw them with what happens to migrants."""
    baseline = sc.load_scenario(HERE.parent / "scenarios" / "baseline.toml")
    comparison = sc.compare(baseline, arms_of(number, dose), replicates=replicates)
    print(comparison.summary(["bribes", "impunity", "exploited", "detained"]).to_string())
    folder = comparison.save(output)
    comparison.plot("bribes").savefig(folder / "bribes.png")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else None)

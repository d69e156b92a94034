"""Compare the eleven recommendations of the research brief, all measures of each together."""

from pathlib import Path

import simcorr as sc

HERE = Path(__file__).parent


def main(dose="firm", replicates=40, output="results/recommendations"):
    """Compare a portfolio for each recommendation; print effects and draw them with what happens to migrants."""
    baseline = sc.load_scenario(HERE.parent / "scenarios" / "baseline.toml")
    arms = {f"{number}. {title}": sc.recommended(number, dose) for number, title in sc.RECOMMENDATIONS.items()}
    comparison = sc.compare(baseline, arms, replicates=replicates)
    print(comparison.table(["bribes", "impunity", "exploited", "detained"]).to_string())
    folder = comparison.save(output)
    comparison.plot("bribes").savefig(folder / "bribes.png")


if __name__ == "__main__":
    main()

"""What can be reached through carriers, recruiters and landlords? Finding 7, recommendation 9."""

from pathlib import Path

import simcorr as sc

HERE = Path(__file__).parent
LIABLE, AUDITED = sc.FirmLiability.dose("full"), sc.PrivateAudit.dose("full")


def main(replicates=40, output="results/liability_of_firms"):
    """Compare liability, audit and both; print effects by context and draw them."""
    baseline = sc.load_scenario(HERE.parent / "scenarios" / "baseline.toml")
    arms = {"Liability": LIABLE, "Audit": AUDITED, "Both": LIABLE + AUDITED}
    comparison = sc.compare(baseline, arms, replicates=replicates)
    print(comparison.summary(["bribes", "acceptance_rate", "convictions", "exploited"]).to_string())
    folder = comparison.save(output)
    comparison.plot_contexts().savefig(folder / "where_bribes_are_paid.png")


if __name__ == "__main__":
    main()

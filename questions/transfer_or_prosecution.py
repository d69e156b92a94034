"""What changes when officials are prosecuted and not transferred? Findings 5 and 6, recommendation 1."""

from pathlib import Path

import simcorr as sc

HERE = Path(__file__).parent
OUTCOMES = ["bribes", "impunity", "transfers", "prosecutions", "convictions"]


def main(replicates=40, output="results/transfer_or_prosecution"):
    """Compare a stricter mandate, rotation and both; print effects and draw who bears the consequences."""
    baseline = sc.load_scenario(HERE.parent / "scenarios" / "baseline.toml")
    prosecution, rotation = sc.ProsecuteInsteadOfTransfer(mandate=0.8), sc.StaffRotation(interval_weeks=26)
    arms = {"Prosecution": prosecution, "Rotation": rotation, "Both": prosecution + rotation}
    comparison = sc.compare(baseline, arms, replicates=replicates)
    print(comparison.summary(OUTCOMES).to_string())
    print(comparison.sentence("impunity", "Prosecution"))
    folder = comparison.save(output)
    comparison.plot_ranks().savefig(folder / "who_bears_the_consequences.png")


if __name__ == "__main__":
    main()

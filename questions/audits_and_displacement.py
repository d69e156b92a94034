"""Where do bribes go when audits go to the border, or to one of two land routes? Recommendation 4."""

from pathlib import Path

import simcorr as sc

HERE = Path(__file__).parent
BORDER = ("border_crossings", "airports")
ARMS = {
    "Audits of borders alone": sc.HighRiskAudits(external_factor=6.0, contexts=BORDER),
    "Audits of one corridor": sc.HighRiskAudits(external_factor=6.0, corridors=("northern",)),
    "Audits led by reports": sc.ReportLedAudits.dose("full"),
}


def main(replicates=40, output="results/audits_and_displacement"):
    """Compare three ways to direct audits, print what moves, and draw where bribes are paid, accepted and found."""
    baseline = sc.load_scenario(HERE.parent / "scenarios" / "baseline.toml")
    comparison = sc.compare(baseline, ARMS, replicates=replicates)
    print(comparison.summary(["bribes", "cases_opened", "irregular_journeys"]).to_string())
    print("\nHow much of what falls in one place rises in another")
    print(comparison.displacement.round(3).to_string(index=False))
    folder = comparison.save(output)
    figure = comparison.plot_contexts(["bribes", "acceptance_rate", "exposure_rate"])
    figure.savefig(folder / "where_bribes_are_paid.png")


if __name__ == "__main__":
    main()

"""Is a channel for whistle-blowers worth anything without protection, or without follow-up? Recommendation 6."""

from pathlib import Path

import simcorr as sc

HERE = Path(__file__).parent
OUTCOMES = ["reports_true", "reports_followed_up", "retaliations", "cases_opened", "bribes"]
ARMS = {
    "Channel alone": sc.WhistleblowerChannel(anonymity=0.9, protection=0.0, follow_up=0.9),
    "Protection alone": sc.WhistleblowerChannel(anonymity=0.0, protection=0.8, follow_up=0.9),
    "Channel and protection": sc.WhistleblowerChannel(anonymity=0.9, protection=0.8, follow_up=0.9),
    "Both, nobody follows up": sc.WhistleblowerChannel(anonymity=0.9, protection=0.8, follow_up=0.0),
}


def main(replicates=40, output="results/whistleblowers_and_protection"):
    """Compare four channels, print the effects and set true bribes against recorded cases."""
    baseline = sc.load_scenario(HERE.parent / "scenarios" / "baseline.toml")
    comparison = sc.compare(baseline, ARMS, replicates=replicates)
    print(comparison.summary(OUTCOMES).to_string())
    folder = comparison.save(output)
    comparison.plot_recorded("bribes", "recorded_reports").savefig(folder / "true_and_recorded.png")


if __name__ == "__main__":
    main()

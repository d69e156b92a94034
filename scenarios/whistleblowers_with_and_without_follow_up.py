"""Does a channel for whistle-blowers change anything when nobody follows up what they report?

python scenarios/whistleblowers_with_and_without_follow_up.py
"""

from pathlib import Path

import simcorr as sc

HERE = Path(__file__).parent
REPLICATES = 20


def main() -> None:
    baseline = sc.load_scenario(HERE / "baseline.toml")
    arms = {
        "Channel, nobody follows up": sc.WhistleblowerChannel(anonymity=0.9, protection=0.8, follow_up=0.0),
        "Channel, reports followed up": sc.WhistleblowerChannel(anonymity=0.9, protection=0.8, follow_up=0.9),
    }
    comparison = sc.compare(baseline, arms, replicates=REPLICATES, workers=None)
    for arm in arms:
        for outcome in ("reports_true", "reports_followed_up", "cases_opened", "bribes", "retaliations"):
            print(comparison.sentence(outcome, arm))
    folder = comparison.save(HERE.parent / "results" / "whistleblowers")
    print(f"\nRead {comparison.write_page(folder)}")


if __name__ == "__main__":
    main()

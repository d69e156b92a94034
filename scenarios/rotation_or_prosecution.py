"""Rotate staff, prosecute instead of transferring, or do both?

python scenarios/rotation_or_prosecution.py
"""

from pathlib import Path

import simcorr as sc

HERE = Path(__file__).parent
REPLICATES = 20


def main() -> None:
    baseline = sc.load_scenario(HERE / "baseline.toml")
    rotation = sc.StaffRotation(interval_weeks=26)
    prosecution = sc.ProsecuteInsteadOfTransfer(mandate=0.8)
    arms = {"Rotation": rotation, "Prosecution": prosecution, "Both": rotation + prosecution}
    comparison = sc.compare(baseline, arms, replicates=REPLICATES, workers=None)
    for arm in arms:
        for outcome in ("bribes", "impunity", "exploited", "detained"):
            print(comparison.sentence(outcome, arm))
    folder = comparison.save(HERE.parent / "results" / "rotation_or_prosecution")
    print(f"\nRead {comparison.write_page(folder)}")


if __name__ == "__main__":
    main()

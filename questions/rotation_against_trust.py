"""Does staff rotation lower bribes because it breaks trust? Finding 2, recommendation 5.

Rotation is compared in three worlds: as it is, where trust builds up faster, and where every deal is between strangers.
"""

from pathlib import Path

import simcorr as sc

HERE = Path(__file__).parent
WORLDS = {
    "trust as assumed": {},
    "trust grows twice as fast": {"smugglers.trust_gain": 0.5},
    "no trust at all": {"switches.trust": False},
}


def main(replicates=40, output="results/rotation_against_trust"):
    """Compare rotation in each world, print the effects and draw the first world's figure."""
    baseline = sc.load_scenario(HERE.parent / "scenarios" / "baseline.toml")
    rotation = {"Rotation twice a year": sc.StaffRotation(interval_weeks=26), "Rotation every month":
                sc.StaffRotation(interval_weeks=4)}  # fmt: skip
    for world, changes in WORLDS.items():
        comparison = sc.compare(baseline.with_changes(changes), rotation, replicates=replicates)
        print(f"\n{world}\n{comparison.summary(['bribes', 'acceptance_rate', 'exploited']).to_string()}")
        if not changes:
            folder = comparison.save(output)
            comparison.plot("bribes").savefig(folder / "bribes.png")


if __name__ == "__main__":
    main()

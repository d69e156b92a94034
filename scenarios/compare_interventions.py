"""Compare every registered measure at one dose with doing nothing, and write the page of results.

python scenarios/compare_interventions.py
"""

from pathlib import Path

import simcorr as sc

HERE = Path(__file__).parent
DOSE = "firm"
MINUTES = 10


def main() -> None:
    baseline = sc.load_scenario(HERE / "baseline.toml")
    comparison = sc.compare(baseline, sc.all_at_dose(DOSE), workers=None, budget_minutes=MINUTES)
    print(comparison.table().to_string())
    folder = comparison.save(HERE.parent / "results" / "compare_interventions")
    print(f"\n{comparison.record.replicates} replicates. Read {comparison.write_page(folder)}")


if __name__ == "__main__":
    main()

"""Which of all measures lowers bribes most, with a guarantee, in as few runs as it takes?"""

from pathlib import Path

import simcorr as sc

HERE = Path(__file__).parent


def main(replicates=500, workers=None):
    """Race all measures; those that are clearly worse drop out."""
    baseline = sc.load_scenario(HERE.parent / "scenarios" / "baseline.toml")
    arms = dict(sc.all_at_dose("firm"))
    print(repr(sc.select_best(baseline, arms, "bribes", 0.01, relative=True, replicates=replicates, workers=workers)))


if __name__ == "__main__":
    main()

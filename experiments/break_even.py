"""How much more may one measure cost than another before the other is the better buy?

No cost is assumed. Break-even costs are in weeks of exploitation a year: multiply them by what avoiding one is worth.
"""

from pathlib import Path

import simcorr as sc

HERE = Path(__file__).parent
MEASURES = ("shared_document_checks", "cheaper_regular_channel", "graver_penalties", "high_risk_audits")


def main(members=32, replicates=4, store="results/break_even.sqlite"):
    """Sweep the measures over the calibrated ensemble, and compare them in pairs."""
    arms = {sc.INTERVENTIONS[key].title: sc.INTERVENTIONS[key].dose("firm") for key in MEASURES}
    baseline = sc.load_scenario(HERE.parent / "scenarios" / "baseline.toml")
    sweep = sc.sweep(baseline, arms, sc.Members(first=members), replicates, store=store)
    values = sweep.decide("weeks_in_exploitation").values
    avoided = values.rsub(values["Baseline"], axis=0)
    years = baseline.window_weeks / 52
    table = sc.break_even_costs(avoided, years=years, against="Baseline", sampled=True)
    print("Yearly cost below which a measure is worth more than it costs, in weeks of exploitation avoided a year")
    print(table.round(1).to_string(index=False))


if __name__ == "__main__":
    main()

"""How far do cheaper and faster regular channels empty the market of smugglers? Finding 4."""

from pathlib import Path

import simcorr as sc

HERE = Path(__file__).parent
FACTORS = [1.0, 0.75, 0.5, 0.25]


def main(replicates=20, output="results/regular_channels"):
    """Cross the cost and the wait of the regular channel, print journeys and exploitation, and draw a heat map."""
    baseline = sc.load_scenario(HERE.parent / "scenarios" / "baseline.toml")
    both = {"Regular channel": sc.CheaperRegularChannel(cost_factor=0.5) + sc.FasterRegularChannel(wait_factor=0.5)}
    cost = "Regular channel.cheaper_regular_channel.cost_factor"
    wait = "Regular channel.faster_regular_channel.wait_factor"
    sweep = sc.sweep(baseline, both, {cost: sc.Values(FACTORS), wait: sc.Values(FACTORS)}, replicates)
    for outcome in ("irregular_journeys", "exploited", "bribes"):
        table = sweep.table(outcome).pivot(index=cost, columns=wait, values="relative")
        print(
            f"\n{sc.OUTCOMES[outcome].title}: change by factors of cost (rows) and wait\n{table.round(3).to_string()}"
        )
    Path(output).mkdir(parents=True, exist_ok=True)
    sweep.plot("irregular_journeys").savefig(Path(output) / "irregular_journeys.png")


if __name__ == "__main__":
    main()

"""Which intervention to choose over the points of a sweep: how they stand, and the figures of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from simcorr.analysis.decisions.costs import Costs
from simcorr.analysis.standing import Standing
from simcorr.experiment.results.drawing import sweeps as pictures

if TYPE_CHECKING:
    from simcorr.reporting.figure import Figure


class Choice(Standing):
    """What speaks for each intervention over all points, see `Standing`, with its figures."""

    def plot(self) -> Figure:
        """Draw the regret of each arm at each point."""
        return pictures.regret_figure_of(self)

    def plot_plane(self, costs: Costs) -> Figure:
        """Draw the cost-effectiveness plane: what each arm gains and costs more than doing nothing, at each point.

        Parameters
        ----------
        costs : DataFrame, Series or mapping
            What each arm costs over the window, in USD; doing nothing included. None is ever assumed.
        """
        return pictures.plane_figure_of(self, costs)

    def plot_front(self, costs: Costs) -> Figure:
        """Draw each arm at its cost and at what it gains, and the front of those that no other one beats.

        Parameters
        ----------
        costs
            As for `plot_plane`.
        """
        return pictures.front_figure_of(self, costs)

    def plot_acceptability(self, costs: Costs, willingness: Sequence[float]) -> Figure:
        """Draw which arm is the best buy, for each price that somebody would pay for a unit of the outcome.

        Parameters
        ----------
        costs
            As for `plot_plane`.
        willingness : sequence of float
            Prices, in USD.
        """
        return pictures.acceptability_figure_of(self, costs, willingness)

    def plot_information(self) -> Figure:
        """Draw what it would be worth to know each parameter before choosing."""
        return pictures.information_figure_of(self)

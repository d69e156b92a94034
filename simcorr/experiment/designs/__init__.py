"""Designs of experiments: explicit kinds, over anything that has a dotted name."""

from simcorr.experiment.designs.around import Members, OneAtATime, plausible_ranges
from simcorr.experiment.designs.axes import Between, Linspace, Values
from simcorr.experiment.designs.describing import design_from
from simcorr.experiment.designs.design import Design, Product
from simcorr.experiment.designs.grid import Grid, Points
from simcorr.experiment.designs.sampled import LatinHypercube, Morris, Saltelli, Sobol
from simcorr.experiment.designs.target import Target
from simcorr.experiment.designs.targets import Targets

__all__ = [
    "Between",
    "Design",
    "Grid",
    "LatinHypercube",
    "Linspace",
    "Members",
    "Morris",
    "OneAtATime",
    "Points",
    "Product",
    "Saltelli",
    "Sobol",
    "Target",
    "Targets",
    "Values",
    "design_from",
    "plausible_ranges",
]

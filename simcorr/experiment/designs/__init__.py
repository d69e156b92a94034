"""Designs of experiments: explicit kinds, over anything that has a dotted name."""

from simcorr.experiment.designs.around import Members, OneAtATime, plausible_ranges
from simcorr.experiment.designs.axes import Between, Linspace, Values
from simcorr.experiment.designs.constrained import Constrained
from simcorr.experiment.designs.describing import design_from
from simcorr.experiment.designs.design import Design, Product, Union
from simcorr.experiment.designs.distributed import Distributed
from simcorr.experiment.designs.grid import Grid, Points
from simcorr.experiment.designs.sampled import LatinHypercube, Sobol
from simcorr.experiment.designs.screening import Morris, Saltelli
from simcorr.experiment.designs.target import Target
from simcorr.experiment.designs.targets import Targets

__all__ = [
    "Between",
    "Constrained",
    "Design",
    "Distributed",
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
    "Union",
    "Values",
    "design_from",
    "plausible_ranges",
]

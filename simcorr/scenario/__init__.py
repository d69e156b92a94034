"""Scenarios: what a run is made from, their files, and changed copies of them."""

from simcorr.scenario.checks import check_interventions
from simcorr.scenario.corridor import Corridor, Post, Stage
from simcorr.scenario.overrides import dotted_names
from simcorr.scenario.scenario import Scenario
from simcorr.scenario.schema import scenario_schema
from simcorr.scenario.shock import Shock
from simcorr.scenario.switches import ContextPins, Pins, Switches
from simcorr.scenario.toml import load_scenario, save_scenario

__all__ = [
    "ContextPins",
    "Corridor",
    "Pins",
    "Post",
    "Scenario",
    "Shock",
    "Stage",
    "Switches",
    "check_interventions",
    "dotted_names",
    "load_scenario",
    "save_scenario",
    "scenario_schema",
]

"""Agent-based simulation of anti-corruption measures against migrant smuggling and trafficking in persons.

Everything that a user needs is here and is imported when it is first asked for, so that ``import simcorr``
costs nothing.

Examples
--------
>>> import simcorr as sc
>>> sc.StaffRotation(interval_weeks=26).title
'Staff rotation'
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from simcorr import parameters as parameters
    from simcorr.contexts import Context as Context
    from simcorr.engines.mesa import CorruptionModel as CorruptionModel
    from simcorr.engines.mesa import Migrant as Migrant
    from simcorr.engines.mesa import Official as Official
    from simcorr.engines.mesa import Smuggler as Smuggler
    from simcorr.engines.mesa import Supervisor as Supervisor
    from simcorr.errors import AnalysisError as AnalysisError
    from simcorr.errors import CalibrationError as CalibrationError
    from simcorr.errors import DesignError as DesignError
    from simcorr.errors import EvidenceError as EvidenceError
    from simcorr.errors import InterventionError as InterventionError
    from simcorr.errors import ResultError as ResultError
    from simcorr.errors import RunError as RunError
    from simcorr.errors import ScenarioError as ScenarioError
    from simcorr.errors import SimcorrError as SimcorrError
    from simcorr.errors import StoreError as StoreError
    from simcorr.experiment import Comparison as Comparison
    from simcorr.experiment import compare as compare
    from simcorr.experiment.calibration import Ensemble as Ensemble
    from simcorr.experiment.calibration import load_ensemble as load_ensemble
    from simcorr.experiment.decisions import BestPortfolio as BestPortfolio
    from simcorr.experiment.decisions import Decisions as Decisions
    from simcorr.experiment.decisions import Discovery as Discovery
    from simcorr.experiment.decisions import acceptability as acceptability
    from simcorr.experiment.decisions import best_portfolio as best_portfolio
    from simcorr.experiment.decisions import break_even_costs as break_even_costs
    from simcorr.experiment.decisions import cost_effectiveness as cost_effectiveness
    from simcorr.experiment.decisions import decide as decide
    from simcorr.experiment.decisions import discover as discover
    from simcorr.experiment.decisions import evpi as evpi
    from simcorr.experiment.decisions import evpi_of_runs as evpi_of_runs
    from simcorr.experiment.decisions import evppi as evppi
    from simcorr.experiment.decisions import interactions as interactions
    from simcorr.experiment.decisions import pareto_front as pareto_front
    from simcorr.experiment.decisions import plane as plane
    from simcorr.experiment.decisions import probability_best as probability_best
    from simcorr.experiment.decisions import regret as regret
    from simcorr.experiment.decisions import separate_noise as separate_noise
    from simcorr.experiment.designs import Between as Between
    from simcorr.experiment.designs import Design as Design
    from simcorr.experiment.designs import Grid as Grid
    from simcorr.experiment.designs import LatinHypercube as LatinHypercube
    from simcorr.experiment.designs import Linspace as Linspace
    from simcorr.experiment.designs import Members as Members
    from simcorr.experiment.designs import Morris as Morris
    from simcorr.experiment.designs import OneAtATime as OneAtATime
    from simcorr.experiment.designs import Points as Points
    from simcorr.experiment.designs import Saltelli as Saltelli
    from simcorr.experiment.designs import Sobol as Sobol
    from simcorr.experiment.designs import Values as Values
    from simcorr.experiment.designs import plausible_ranges as plausible_ranges
    from simcorr.experiment.files import Experiment as Experiment
    from simcorr.experiment.files import load_experiment as load_experiment
    from simcorr.experiment.selection import Selection as Selection
    from simcorr.experiment.selection import select_best as select_best
    from simcorr.experiment.sensitivity import dose_response as dose_response
    from simcorr.experiment.sensitivity import interaction as interaction
    from simcorr.experiment.sensitivity import morris_effects as morris_effects
    from simcorr.experiment.sensitivity import sobol_indices as sobol_indices
    from simcorr.experiment.sensitivity import sobol_pairs as sobol_pairs
    from simcorr.experiment.sensitivity import tornado as tornado
    from simcorr.experiment.sequential import Precision as Precision
    from simcorr.experiment.sweeping import Choice as Choice
    from simcorr.experiment.sweeping import Sensitivity as Sensitivity
    from simcorr.experiment.sweeping import Sweep as Sweep
    from simcorr.experiment.sweeping import load_sweep as load_sweep
    from simcorr.experiment.sweeping import merge_stores as merge_stores
    from simcorr.experiment.sweeping import sweep as sweep
    from simcorr.experiment.sweeping import sweeps as sweeps
    from simcorr.interventions import INTERVENTIONS as INTERVENTIONS
    from simcorr.interventions import RECOMMENDATIONS as RECOMMENDATIONS
    from simcorr.interventions import BetterRecording as BetterRecording
    from simcorr.interventions import Change as Change
    from simcorr.interventions import CheaperRegularChannel as CheaperRegularChannel
    from simcorr.interventions import FasterRegularChannel as FasterRegularChannel
    from simcorr.interventions import FirmLiability as FirmLiability
    from simcorr.interventions import GraverPenalties as GraverPenalties
    from simcorr.interventions import HarmonisedPenalties as HarmonisedPenalties
    from simcorr.interventions import HighRiskAudits as HighRiskAudits
    from simcorr.interventions import Intervention as Intervention
    from simcorr.interventions import InvestigativeCapacity as InvestigativeCapacity
    from simcorr.interventions import JointInvestigations as JointInvestigations
    from simcorr.interventions import JointTraining as JointTraining
    from simcorr.interventions import MeritRecruitment as MeritRecruitment
    from simcorr.interventions import MigrantCampaign as MigrantCampaign
    from simcorr.interventions import OfficialCampaign as OfficialCampaign
    from simcorr.interventions import OfficialWages as OfficialWages
    from simcorr.interventions import Portfolio as Portfolio
    from simcorr.interventions import PrivateAudit as PrivateAudit
    from simcorr.interventions import ProsecuteInsteadOfTransfer as ProsecuteInsteadOfTransfer
    from simcorr.interventions import ReportLedAudits as ReportLedAudits
    from simcorr.interventions import SafeReporting as SafeReporting
    from simcorr.interventions import SecondJobRules as SecondJobRules
    from simcorr.interventions import Sets as Sets
    from simcorr.interventions import SharedDocumentChecks as SharedDocumentChecks
    from simcorr.interventions import SharedIntelligence as SharedIntelligence
    from simcorr.interventions import SmugglingCaseInquiry as SmugglingCaseInquiry
    from simcorr.interventions import StaffRotation as StaffRotation
    from simcorr.interventions import VictimSupport as VictimSupport
    from simcorr.interventions import WhistleblowerChannel as WhistleblowerChannel
    from simcorr.interventions import all_at_dose as all_at_dose
    from simcorr.interventions import recommended as recommended
    from simcorr.interventions import register as register
    from simcorr.scenario import Corridor as Corridor
    from simcorr.scenario import Pins as Pins
    from simcorr.scenario import Post as Post
    from simcorr.scenario import Scenario as Scenario
    from simcorr.scenario import Shock as Shock
    from simcorr.scenario import Stage as Stage
    from simcorr.scenario import Switches as Switches
    from simcorr.scenario import load_scenario as load_scenario
    from simcorr.scenario import save_scenario as save_scenario
    from simcorr.setting import Setting as Setting
    from simcorr.setting import load_setting as load_setting
    from simcorr.setting import write_sheet as write_sheet
    from simcorr.simulation import OUTCOMES as OUTCOMES
    from simcorr.simulation import Outcome as Outcome
    from simcorr.simulation import Run as Run
    from simcorr.simulation import RunRecord as RunRecord
    from simcorr.simulation import run as run
    from simcorr.validation.reviewed import Reviewed as Reviewed
    from simcorr.validation.reviewed import load_validation as load_validation

_HOMES = {
    "contexts": ("Context",),
    "engines.mesa": ("CorruptionModel", "Migrant", "Official", "Smuggler", "Supervisor"),
    "errors": (
        "AnalysisError",
        "CalibrationError",
        "DesignError",
        "EvidenceError",
        "InterventionError",
        "ResultError",
        "RunError",
        "ScenarioError",
        "SimcorrError",
        "StoreError",
    ),
    "experiment": ("Comparison", "compare"),
    "experiment.calibration": ("Ensemble", "load_ensemble"),
    "experiment.designs": (
        "Between",
        "Design",
        "Grid",
        "LatinHypercube",
        "Linspace",
        "Members",
        "Morris",
        "OneAtATime",
        "Points",
        "Saltelli",
        "Sobol",
        "Values",
        "plausible_ranges",
    ),
    "experiment.files": ("Experiment", "load_experiment"),
    "experiment.sweeping": (
        "Choice",
        "Sensitivity",
        "Sweep",
        "load_sweep",
        "merge_stores",
        "sweep",
        "sweeps",
    ),
    "experiment.decisions": (
        "BestPortfolio",
        "Decisions",
        "Discovery",
        "acceptability",
        "best_portfolio",
        "break_even_costs",
        "cost_effectiveness",
        "decide",
        "discover",
        "evpi",
        "evpi_of_runs",
        "evppi",
        "interactions",
        "pareto_front",
        "plane",
        "probability_best",
        "regret",
        "separate_noise",
    ),
    "experiment.sensitivity": (
        "dose_response",
        "interaction",
        "morris_effects",
        "sobol_indices",
        "sobol_pairs",
        "tornado",
    ),
    "experiment.selection": ("Selection", "select_best"),
    "experiment.sequential": ("Precision",),
    "interventions": (
        "INTERVENTIONS",
        "RECOMMENDATIONS",
        "BetterRecording",
        "Change",
        "CheaperRegularChannel",
        "FasterRegularChannel",
        "FirmLiability",
        "GraverPenalties",
        "HarmonisedPenalties",
        "HighRiskAudits",
        "Intervention",
        "InvestigativeCapacity",
        "JointInvestigations",
        "JointTraining",
        "MeritRecruitment",
        "MigrantCampaign",
        "OfficialCampaign",
        "OfficialWages",
        "Portfolio",
        "PrivateAudit",
        "ProsecuteInsteadOfTransfer",
        "ReportLedAudits",
        "SafeReporting",
        "SecondJobRules",
        "Sets",
        "SharedDocumentChecks",
        "SharedIntelligence",
        "SmugglingCaseInquiry",
        "StaffRotation",
        "VictimSupport",
        "WhistleblowerChannel",
        "all_at_dose",
        "recommended",
        "register",
    ),
    "scenario": (
        "Corridor",
        "Pins",
        "Post",
        "Scenario",
        "Shock",
        "Stage",
        "Switches",
        "load_scenario",
        "save_scenario",
    ),
    "setting": ("Setting", "load_setting", "write_sheet"),
    "simulation": ("OUTCOMES", "Outcome", "Run", "RunRecord", "run"),
    "validation.reviewed": ("Reviewed", "load_validation"),
}
_HOME_OF = {name: f"simcorr.{home}" for home, names in _HOMES.items() for name in names}

__all__ = ["__version__", "parameters", *_HOME_OF]


def __getattr__(name: str) -> Any:
    """Import a public name when it is first asked for (PEP 562)."""
    if name == "parameters":
        return import_module("simcorr.parameters")
    if name not in _HOME_OF:
        raise AttributeError(f"module 'simcorr' has no attribute '{name}'")
    value = getattr(import_module(_HOME_OF[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """Return the public names."""
    return sorted(__all__)

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
    from simcorr.analysis.decisions import (
        BestPortfolio as BestPortfolio,
        Decisions as Decisions,
        acceptability as acceptability,
        best_portfolio as best_portfolio,
        break_even_costs as break_even_costs,
        cost_effectiveness as cost_effectiveness,
        decide as decide,
        interactions as interactions,
        pareto_front as pareto_front,
        plane as plane,
        probability_best as probability_best,
        regret as regret,
        separate_noise as separate_noise,
    )
    from simcorr.analysis.discovery import Discovery as Discovery, discover as discover
    from simcorr.analysis.information import evpi as evpi, evpi_of_runs as evpi_of_runs, evppi as evppi
    from simcorr.analysis.sensitivity import (
        dose_response as dose_response,
        interaction as interaction,
        morris_effects as morris_effects,
        pawn_indices as pawn_indices,
        sobol_indices as sobol_indices,
        sobol_pairs as sobol_pairs,
        tornado as tornado,
    )
    from simcorr.contexts import Context as Context
    from simcorr.doses import added_by as added_by, doses_in_points as doses_in_points
    from simcorr.engine.mesa import (
        CorruptionModel as CorruptionModel,
        Migrant as Migrant,
        Official as Official,
        Smuggler as Smuggler,
        Supervisor as Supervisor,
    )
    from simcorr.errors import (
        AnalysisError as AnalysisError,
        CalibrationError as CalibrationError,
        DesignError as DesignError,
        EvidenceError as EvidenceError,
        InterventionError as InterventionError,
        ResultError as ResultError,
        RunError as RunError,
        ScenarioError as ScenarioError,
        SimcorrError as SimcorrError,
        StoreError as StoreError,
    )
    from simcorr.experiment.comparing import compare as compare
    from simcorr.experiment.designs import (
        Between as Between,
        Constrained as Constrained,
        Design as Design,
        Distributed as Distributed,
        Grid as Grid,
        LatinHypercube as LatinHypercube,
        Linspace as Linspace,
        Members as Members,
        Morris as Morris,
        OneAtATime as OneAtATime,
        Points as Points,
        Saltelli as Saltelli,
        Sobol as Sobol,
        Union as Union,
        Values as Values,
        plausible_ranges as plausible_ranges,
    )
    from simcorr.experiment.experiment_file import Experiment as Experiment, load_experiment as load_experiment
    from simcorr.experiment.results.choice import Choice as Choice
    from simcorr.experiment.results.comparison import Comparison as Comparison
    from simcorr.experiment.results.joining import join as join
    from simcorr.experiment.results.sensitivity import Sensitivity as Sensitivity
    from simcorr.experiment.results.sweep import Sweep as Sweep, load_sweep as load_sweep, sweeps as sweeps
    from simcorr.experiment.selecting import Selection as Selection, select_best as select_best
    from simcorr.experiment.stopping import Precision as Precision
    from simcorr.experiment.store.merging import merge_stores as merge_stores
    from simcorr.experiment.sweeping import sweep as sweep
    from simcorr.experiment.tracing import MechanismTrace as MechanismTrace, load_trace as load_trace, trace as trace
    from simcorr.interventions import (
        INTERVENTIONS as INTERVENTIONS,
        RECOMMENDATIONS as RECOMMENDATIONS,
        AgencyInspection as AgencyInspection,
        BetterRecording as BetterRecording,
        CaseAssignment as CaseAssignment,
        Change as Change,
        CheaperRegularChannel as CheaperRegularChannel,
        CourtCapacity as CourtCapacity,
        CustodyOversight as CustodyOversight,
        DocumentOfficeVetting as DocumentOfficeVetting,
        DocumentTracing as DocumentTracing,
        FasterRegularChannel as FasterRegularChannel,
        FirmLiability as FirmLiability,
        GraverPenalties as GraverPenalties,
        HarmonisedPenalties as HarmonisedPenalties,
        HighRiskAudits as HighRiskAudits,
        IndependentAgency as IndependentAgency,
        Intervention as Intervention,
        InvestigativeCapacity as InvestigativeCapacity,
        JointInvestigations as JointInvestigations,
        JointTraining as JointTraining,
        MeritRecruitment as MeritRecruitment,
        MigrantCampaign as MigrantCampaign,
        NonPunishment as NonPunishment,
        OfficialCampaign as OfficialCampaign,
        OfficialWages as OfficialWages,
        OwnershipDeclarations as OwnershipDeclarations,
        Portfolio as Portfolio,
        PrivateAudit as PrivateAudit,
        ProsecuteInsteadOfTransfer as ProsecuteInsteadOfTransfer,
        RandomPosts as RandomPosts,
        ReportLedAudits as ReportLedAudits,
        SafeReporting as SafeReporting,
        SecondJobRules as SecondJobRules,
        Sets as Sets,
        SharedDocumentChecks as SharedDocumentChecks,
        SharedIntelligence as SharedIntelligence,
        SmugglingCaseInquiry as SmugglingCaseInquiry,
        StaffRotation as StaffRotation,
        VictimScreening as VictimScreening,
        VictimSupport as VictimSupport,
        WhistleblowerChannel as WhistleblowerChannel,
        ZeroFeeRules as ZeroFeeRules,
        all_at_dose as all_at_dose,
        recommended as recommended,
        register as register,
    )
    from simcorr.scenario import (
        Corridor as Corridor,
        Pins as Pins,
        Post as Post,
        Scenario as Scenario,
        Shock as Shock,
        Stage as Stage,
        Switches as Switches,
        load_scenario as load_scenario,
        save_scenario as save_scenario,
    )
    from simcorr.scenario.ensemble import Ensemble as Ensemble, load_ensemble as load_ensemble
    from simcorr.setting import Setting as Setting, load_setting as load_setting, write_sheet as write_sheet
    from simcorr.simulation import (
        OUTCOMES as OUTCOMES,
        Outcome as Outcome,
        Run as Run,
        RunRecord as RunRecord,
        run as run,
    )
    from simcorr.simulation.own_outcomes import OwnOutcome as OwnOutcome
    from simcorr.validation.reviewed import Reviewed as Reviewed, load_validation as load_validation

_HOMES = {
    "analysis.decisions": (
        "BestPortfolio",
        "Decisions",
        "acceptability",
        "best_portfolio",
        "break_even_costs",
        "cost_effectiveness",
        "decide",
        "interactions",
        "pareto_front",
        "plane",
        "probability_best",
        "regret",
        "separate_noise",
    ),
    "analysis.discovery": (
        "Discovery",
        "discover",
    ),
    "analysis.information": (
        "evpi",
        "evpi_of_runs",
        "evppi",
    ),
    "analysis.sensitivity": (
        "dose_response",
        "interaction",
        "morris_effects",
        "pawn_indices",
        "sobol_indices",
        "sobol_pairs",
        "tornado",
    ),
    "contexts": ("Context",),
    "doses": (
        "added_by",
        "doses_in_points",
    ),
    "engine.mesa": (
        "CorruptionModel",
        "Migrant",
        "Official",
        "Smuggler",
        "Supervisor",
    ),
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
    "experiment.comparing": ("compare",),
    "experiment.designs": (
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
        "Saltelli",
        "Sobol",
        "Union",
        "Values",
        "plausible_ranges",
    ),
    "experiment.experiment_file": (
        "Experiment",
        "load_experiment",
    ),
    "experiment.results.choice": ("Choice",),
    "experiment.results.comparison": ("Comparison",),
    "experiment.results.joining": ("join",),
    "experiment.results.sensitivity": ("Sensitivity",),
    "experiment.results.sweep": (
        "Sweep",
        "load_sweep",
        "sweeps",
    ),
    "experiment.selecting": (
        "Selection",
        "select_best",
    ),
    "experiment.stopping": ("Precision",),
    "experiment.store.merging": ("merge_stores",),
    "experiment.sweeping": ("sweep",),
    "experiment.tracing": (
        "MechanismTrace",
        "load_trace",
        "trace",
    ),
    "interventions": (
        "AgencyInspection",
        "BetterRecording",
        "CaseAssignment",
        "Change",
        "CheaperRegularChannel",
        "CourtCapacity",
        "CustodyOversight",
        "DocumentOfficeVetting",
        "DocumentTracing",
        "FasterRegularChannel",
        "FirmLiability",
        "GraverPenalties",
        "HarmonisedPenalties",
        "HighRiskAudits",
        "INTERVENTIONS",
        "IndependentAgency",
        "Intervention",
        "InvestigativeCapacity",
        "JointInvestigations",
        "JointTraining",
        "MeritRecruitment",
        "MigrantCampaign",
        "NonPunishment",
        "OfficialCampaign",
        "OfficialWages",
        "OwnershipDeclarations",
        "Portfolio",
        "PrivateAudit",
        "ProsecuteInsteadOfTransfer",
        "RECOMMENDATIONS",
        "RandomPosts",
        "ReportLedAudits",
        "SafeReporting",
        "SecondJobRules",
        "Sets",
        "SharedDocumentChecks",
        "SharedIntelligence",
        "SmugglingCaseInquiry",
        "StaffRotation",
        "VictimScreening",
        "VictimSupport",
        "WhistleblowerChannel",
        "ZeroFeeRules",
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
    "scenario.ensemble": (
        "Ensemble",
        "load_ensemble",
    ),
    "setting": (
        "Setting",
        "load_setting",
        "write_sheet",
    ),
    "simulation": (
        "OUTCOMES",
        "Outcome",
        "Run",
        "RunRecord",
        "run",
    ),
    "simulation.own_outcomes": ("OwnOutcome",),
    "validation.reviewed": (
        "Reviewed",
        "load_validation",
    ),
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

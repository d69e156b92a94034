"""Interventions: dated changes of levers, one file a family of measures.

A measure is a class whose fields set levers. Measures add up to portfolios; `schedule` turns them into the
value of every lever in every week, corridor and context, which is all that an engine sees of them.
"""

from simcorr.interventions.change import Change, combine, strength
from simcorr.interventions.delivery import DELIVERY, DeliveryParameters, draw_deliveries
from simcorr.interventions.intervention import DOSES, Intervention, Portfolio, check_compatible, flatten
from simcorr.interventions.levers import COMBINE_MODES, LEVER_INDEX, LEVERS, Lever, base_values
from simcorr.interventions.measures.announced import Announced
from simcorr.interventions.measures.awareness import MigrantCampaign, OfficialCampaign
from simcorr.interventions.measures.business import AgencyInspection, FirmLiability, PrivateAudit, ZeroFeeRules
from simcorr.interventions.measures.cooperation import (
    DocumentTracing,
    JointInvestigations,
    SharedDocumentChecks,
    SharedIntelligence,
)
from simcorr.interventions.measures.enforcement import (
    CaseAssignment,
    CourtCapacity,
    GraverPenalties,
    InvestigativeCapacity,
    ProsecuteInsteadOfTransfer,
)
from simcorr.interventions.measures.evidence_base import BetterRecording
from simcorr.interventions.measures.governance import (
    MeritRecruitment,
    OfficialWages,
    OwnershipDeclarations,
    RandomPosts,
    SecondJobRules,
    StaffRotation,
)
from simcorr.interventions.measures.harmonisation import HarmonisedPenalties
from simcorr.interventions.measures.mainstreaming import JointTraining, SmugglingCaseInquiry
from simcorr.interventions.measures.migrants import (
    CustodyOversight,
    NonPunishment,
    SafeReporting,
    VictimScreening,
    VictimSupport,
)
from simcorr.interventions.measures.regular_channels import CheaperRegularChannel, FasterRegularChannel
from simcorr.interventions.measures.targeting import DocumentOfficeVetting, HighRiskAudits, ReportLedAudits
from simcorr.interventions.measures.whistleblowing import IndependentAgency, WhistleblowerChannel
from simcorr.interventions.recommendations import RECOMMENDATIONS, recommended
from simcorr.interventions.registry import INTERVENTIONS, all_at_dose, from_table, register, to_table
from simcorr.interventions.schedule import schedule
from simcorr.interventions.sets import Sets
from simcorr.interventions.tables import catalogue, levers_table

__all__ = [
    "COMBINE_MODES",
    "DELIVERY",
    "DOSES",
    "INTERVENTIONS",
    "LEVERS",
    "LEVER_INDEX",
    "RECOMMENDATIONS",
    "AgencyInspection",
    "Announced",
    "BetterRecording",
    "CaseAssignment",
    "Change",
    "CheaperRegularChannel",
    "CourtCapacity",
    "CustodyOversight",
    "DeliveryParameters",
    "DocumentOfficeVetting",
    "DocumentTracing",
    "FasterRegularChannel",
    "FirmLiability",
    "GraverPenalties",
    "HarmonisedPenalties",
    "HighRiskAudits",
    "IndependentAgency",
    "Intervention",
    "InvestigativeCapacity",
    "JointInvestigations",
    "JointTraining",
    "Lever",
    "MeritRecruitment",
    "MigrantCampaign",
    "NonPunishment",
    "OfficialCampaign",
    "OfficialWages",
    "OwnershipDeclarations",
    "Portfolio",
    "PrivateAudit",
    "ProsecuteInsteadOfTransfer",
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
    "base_values",
    "catalogue",
    "check_compatible",
    "combine",
    "draw_deliveries",
    "flatten",
    "from_table",
    "levers_table",
    "recommended",
    "register",
    "schedule",
    "strength",
    "to_table",
]

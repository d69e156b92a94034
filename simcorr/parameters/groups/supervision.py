"""How officials are watched, and what superiors do with what they learn."""

from typing import Self

from pydantic import model_validator

from simcorr.parameters.declaration import ParameterGroup, parameter
from simcorr.parameters.problems import problem


class SupervisionParameters(ParameterGroup):
    """Supervisors: audit effort and its targets, the response to a substantiated case, their own price."""

    audit_base: float = parameter(
        1,
        unit="weight",
        low=0,
        high=100,
        description="Weight that every post has in the division of audit effort.",
        sources=("E083",),
    )
    audit_targeting: float = parameter(
        0.5,
        unit="exponent",
        low=0,
        high=5,
        role="lever",
        description="How far audit effort follows reports and anomalies; 0 means the same effort everywhere.",
        sources=("E083", "E087", "E118"),
    )
    report_weight: float = parameter(
        1,
        unit="weight per report",
        low=0,
        high=100,
        description="Weight of a remembered report on a post.",
        sources=("E069",),
    )
    anomaly_weight: float = parameter(
        0.2,
        unit="weight per anomaly",
        low=0,
        high=100,
        description="Weight of an anomaly in a post's figures, such as few interceptions.",
        sources=("E078", "E119"),
    )
    audit_memory_per_week: float = parameter(
        0.9,
        unit="share per week",
        low=0,
        high=1,
        description="Share of the reports on a post that is still remembered a week later.",
        sources=("E088",),
    )
    trust_erosion: float = parameter(
        0.55,
        unit="share",
        low=0,
        high=1,
        description="Share of detection that is lost where official and supervisor trust each other fully.",
        sources=("E080", "E091"),
    )
    trust_gain_per_week: float = parameter(
        0.02,
        unit="share per week",
        low=0,
        high=1,
        description="Share of the missing trust between official and supervisor that a week together adds.",
        sources=("E091",),
    )
    audit_fatigue: float = parameter(
        2.0,
        unit="exponent",
        low=0,
        high=10,
        description="How fast superiors give up additional audits as they come to trust their staff; 0: they never do.",
        sources=("E091",),
    )
    oversight_rate: float = parameter(
        0.03,
        unit="probability per payment",
        low=0,
        high=1,
        description="Chance that the rank above detects that a supervisor took a hush payment.",
        sources=("E002", "E173"),
    )
    prosecute_base: float = parameter(
        -1.6,
        unit="log odds",
        low=-10,
        high=10,
        description="Readiness of a supervisor to send a case without evidence to prosecution.",
        sources=("E001", "E130", "E151", "E164", "E167"),
    )
    prosecute_evidence: float = parameter(
        2.0,
        unit="log odds per unit of evidence",
        low=0,
        high=10,
        description="How much evidence raises the readiness to send a case to prosecution.",
        sources=("E138",),
    )
    prosecute_mandate: float = parameter(
        5.0,
        unit="log odds",
        low=0,
        high=10,
        description="How much a full mandate to prosecute raises the readiness to do so.",
    )
    scandal_avoidance: float = parameter(
        1.5,
        unit="log odds per unit of local norm",
        low=0,
        high=10,
        description="How much a corrupt post deters its supervisor from prosecution, for fear of a scandal.",
        sources=("E001", "E138", "E166"),
    )
    mandate: float = parameter(
        0,
        unit="share",
        low=0,
        high=1,
        role="lever",
        description="Strength of a mandate to prosecute instead of transferring.",
    )
    suspend_share: float = parameter(
        0.25,
        unit="share",
        low=0,
        high=1,
        description="Share of the cases not prosecuted that end in suspension.",
        sources=("E130", "E143"),
    )
    nothing_share: float = parameter(
        0.3,
        unit="share",
        low=0,
        high=1,
        description="Share of the cases not prosecuted in which nothing happens; the rest is transfer.",
        sources=("E130", "E132"),
    )
    suspension_weeks: int = parameter(
        12, unit="weeks", low=1, high=104, description="Length of a suspension.", sources=("E144",)
    )
    supervisor_wage_factor: float = parameter(
        2.0,
        unit="factor per rank",
        low=1,
        high=10,
        description="Wage of a rank against the wage of the rank below.",
    )
    supervisor_reservation_wages: float = parameter(
        4,
        unit="weekly wages",
        low=0.01,
        high=1000,
        description="Median price below which a supervisor takes no hush payment, in weekly baseline wages.",
        sources=("E150",),
    )
    supervisor_never_accepts_share: float = parameter(
        0.5,
        unit="share",
        low=0,
        high=1,
        description="Share of supervisors who never take a hush payment.",
        sources=("E080",),
    )
    testimony_probability: float = parameter(
        0.05,
        unit="probability per case",
        low=0,
        high=1,
        description="Chance that the case of a prosecuted subordinate leads to the supervisor who was paid.",
    )
    money_trail: float = parameter(
        0,
        unit="probability per case",
        low=0,
        high=1,
        description="Chance that a case follows the money to the supervisor who has a cut of the official's bribes.",
        sources=("E002", "E173"),
    )

    @model_validator(mode="after")
    def _shares_leave_room(self) -> Self:
        if self.suspend_share + self.nothing_share > 1:
            given = f"{self.suspend_share} + {self.nothing_share}"
            raise problem(f"suspend_share + nothing_share is {given}; allowed is up to 1 (the rest is transfer)")
        return self

"""What official statistics and a survey of migrants see of what happens."""

from simcorr.parameters.declaration import ParameterGroup, parameter


class ObservationParameters(ParameterGroup):
    """The filters between the true course of events, the records and a survey."""

    recording: float = parameter(
        0.6,
        unit="probability",
        low=0,
        high=1,
        role="lever",
        description="Chance that a report, case, sanction or interception enters the official statistics.",
        sources=("E102", "E145", "E177"),
    )
    survey_share: float = parameter(
        0.2,
        unit="share",
        low=0,
        high=1,
        role="constant",
        description="Share of the migrants who travelled that a survey reaches.",
    )
    survey_sees_payment: float = parameter(
        0.25,
        unit="share",
        low=0,
        high=1,
        description="Share of respondents who know of a bribe that their smuggler paid.",
        sources=("E010", "E018", "E022"),
    )

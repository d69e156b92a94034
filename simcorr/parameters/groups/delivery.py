"""How much of a measure is really implemented, where its user leaves that open."""

from simcorr.parameters.declaration import ParameterGroup, parameter


class DeliveryParameters(ParameterGroup):
    """The two ends of the range of the delivery share; one share per measure and replicate is drawn evenly from it.

    Reforms often fail at delivery: of five measures in a trial with police stations two worked (E082). No source
    gives a range of shares, so this one is an assumption.
    """

    low: float = parameter(
        0.4,
        unit="share",
        low=0,
        high=1,
        description="One end of the range: least share of a measure that is really implemented.",
        sources=("E082",),
    )
    high: float = parameter(
        1.0,
        unit="share",
        low=0,
        high=1,
        description="The other end: largest share of a measure that is really implemented.",
        sources=("E082",),
    )

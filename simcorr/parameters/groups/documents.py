"""Travel documents that are bought: from officials who issue them on false grounds, or from forgers."""

from simcorr.parameters.declaration import ParameterGroup, parameter


class DocumentParameters(ParameterGroup):
    """Documents that parties carry: what they spare at controls, what exposes them, and what they cost.

    With both covers zero nobody carries any.
    """

    issued_cover: float = parameter(
        0,
        unit="share",
        low=0,
        high=1,
        description="Share of stops that an issued document spares where documents are shown; with both covers 0 off.",
    )
    forged_cover: float = parameter(
        0,
        unit="share",
        low=0,
        high=1,
        description="Share of stops that a forged document spares where documents are shown.",
    )
    issued_exposure: float = parameter(
        0.3,
        unit="probability per check",
        low=0,
        high=1,
        description="Chance that a check against records exposes an issued document: genuine, on false grounds.",
    )
    forged_exposure: float = parameter(
        0.9,
        unit="probability per check",
        low=0,
        high=1,
        description="Chance that a check against records exposes a forged document.",
    )
    forger_access: float = parameter(
        0.5,
        unit="probability",
        low=0,
        high=1,
        description="Chance that an operator whose party was issued none finds a forger.",
    )
    forger_price_usd: float = parameter(
        150,
        unit="USD per person",
        low=0,
        high=20_000,
        description="Price of a forged document.",
    )
    tracing: float = parameter(
        0.1,
        unit="probability",
        low=0,
        high=1,
        role="lever",
        description="Chance that it is asked who issued a document that was exposed.",
    )

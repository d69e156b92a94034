"""Documents that were bought: what they spare at a control, and what exposes them."""

from simcorr.jit import rule


@rule
def stop_by_officer(stop: float, cover: float, shown: float) -> float:
    """Return the chance that an officer stops a party with a document that he does not see through.

    Equation: ``stop * (1 - cover * shown)``, ``shown`` being how far documents decide at this control.
    """
    return stop * (1.0 - cover * shown)


@rule
def exposure(checks: float, shown: float, exposed: float) -> float:
    """Return the chance that a check against the records exposes a document: ``checks * shown * exposed``."""
    return checks * shown * exposed


@rule
def stop_with_document(by_officer: float, exposure: float) -> float:
    """Return the chance of being stopped with a document: ``1 - (1 - by_officer) * (1 - exposure)``."""
    return 1.0 - (1.0 - by_officer) * (1.0 - exposure)


@rule
def worth(spared: float, cost_of_a_stop: float, price: float) -> float:
    """Return what a document is worth to an operator who buys it: stops spared on the way, less its price."""
    return spared * cost_of_a_stop - price

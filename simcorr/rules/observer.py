"""What statistics hold and what a survey of migrants would say."""

from simcorr.jit import rule


@rule
def answers_paid(paid_self: int, smuggler_paid: int, sees_payment: float, draw: float) -> int:
    """Return 1 when a respondent says that an official was paid, anywhere or at a border.

    Migrants know what they paid themselves; what a smuggler paid for them they see with a small chance.
    """
    if paid_self > 0:
        return 1
    return 1 if smuggler_paid > 0 and draw < sees_payment else 0

"""Custody of stopped parties: who can reach somebody there, and what is paid for a release."""

from simcorr.jit import rule


@rule
def release_access(access: float, oversight: float) -> float:
    """Return the probability that an operator can offer a bribe for a party in custody in a week: ``a * (1 - o)``.

    Parameters
    ----------
    access : float
        The probability without independent oversight.
    oversight : float
        The lever: share of ways to a release by bribe that oversight closes.
    """
    return access * (1.0 - oversight)


@rule
def release_payment(loss: float, share: float) -> float:
    """Return what an operator offers for a release: a share of what is lost if the party is returned."""
    return loss * share

"""What of a fee is paid when a party is stopped: in advance, and for the stages behind (ODD, 7.2)."""


def paid_when_stopped(world, route, stage):
    """Return the share of the fee that is paid when so many stages of a corridor are behind."""
    p = world.smugglers
    return p.fee_advance_share + (1.0 - p.fee_advance_share) * p.fees_by_leg * stage / world.n_stages[route]

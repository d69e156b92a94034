"""All closed forms by name, and the table of what they find."""

import pandas as pd

from simcorr.validation.closed_forms import (
    agency,
    chain,
    custody,
    detection,
    documents,
    exploitation,
    fees,
    hierarchy,
    legs,
    means,
    norms,
    oversight,
    posts,
    queues,
    recruiters,
    series,
    staff,
    trust,
    victims,
)
from simcorr.validation.closed_forms.finding import ClosedForm

_FAMILIES = (
    *(chain, detection, staff, trust, norms, hierarchy, agency, oversight),
    *(exploitation, victims, fees, means, posts, documents, queues),
    recruiters,
    custody,
    *(series, legs),
)

CLOSED_FORMS: dict[str, ClosedForm] = {case.name: case for module in _FAMILIES for case in module.CASES}
"""Every closed form by its name, family by family."""

COLUMNS = ("closed_form", "finding", "expected", "simulated", "error", "z", "passed")


def closed_form_table(engine: str = "compiled") -> pd.DataFrame:
    """Return what every closed form expects and what an engine gives, one row a finding.

    Parameters
    ----------
    engine : str
        The engine that simulates; both give the same table. It takes a few seconds with the compiled engine and
        some minutes with Mesa.

    Returns
    -------
    DataFrame
        ``closed_form``, ``finding``, ``expected``, ``simulated``, ``error`` (the standard error; zero where the two
        have to be equal), ``z`` and ``passed``.
    """
    rows = [
        (name, found.label, found.expected, found.simulated, found.error, found.z, found.passed)
        for name, case in CLOSED_FORMS.items()
        for found in case.check(engine)
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS))

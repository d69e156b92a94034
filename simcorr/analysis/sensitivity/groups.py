"""Parameters that are varied together and judged as one."""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from simcorr.analysis.sensitivity.checks import Floats
from simcorr.analysis.sensitivity.elementary_effects import TOLERANCE
from simcorr.errors import AnalysisError, unknown_name


def group_labels(names: Sequence[str], groups: Mapping[str, Iterable[str]] | None) -> list[str]:
    """Return for each parameter the group it is in; one that is in none is a group of its own.

    Raises
    ------
    AnalysisError
        For a group that is empty, names what is no parameter or what is in another group, or is named like one of them.

    Examples
    --------
    >>> group_labels(["wage", "premium", "fine"], {"pay": ["wage", "premium"]})
    ['pay', 'pay', 'fine']
    """
    if groups is not None and not isinstance(groups, Mapping):
        raise AnalysisError(f"groups is {groups!r}; allowed is a mapping from names of groups to lists of parameters")
    label: dict[str, str] = {}
    for group, members in (groups or {}).items():
        if isinstance(members, str) or not isinstance(members, Iterable) or not list(members):
            raise AnalysisError(f"group '{group}' is {members!r}; allowed is a list of parameters, at least one")
        for member in members:
            if member not in names:
                raise AnalysisError(unknown_name("parameter", str(member), names, f"group '{group}'"))
            if member in label:
                raise AnalysisError(f"'{member}' is in the groups '{label[member]}' and '{group}'; allowed is one")
            label[member] = group
    alone = [name for name in names if name not in label]
    if taken := sorted(set(alone) & set(label.values())):
        raise AnalysisError(f"group '{taken[0]}' has the name of a parameter outside it; choose another")
    return [label.get(name, name) for name in names]


def leaders(unit: Floats, labels: Sequence[str], block: int) -> Floats:
    """Return a design with one column a group, that of its first parameter: as the group moves, so does it.

    Parameters
    ----------
    unit : array (points, dimensions)
    labels : sequence of str
        The group of each dimension.
    block : int
        How many points belong together: a trajectory, or a base point with those made from it.

    Raises
    ------
    AnalysisError
        If the parameters of a group do not move at the same points.

    Examples
    --------
    >>> leaders(np.array([[0.0, 1.0, 0.2], [1.0, 0.0, 0.2]]), ["pay", "pay", "fine"], 2).tolist()
    [[0.0, 0.2], [1.0, 0.2]]
    """
    first = {label: labels.index(label) for label in labels}
    # Between two blocks anything may stay where it was by chance.
    within = np.arange(1, len(unit)) % block != 0
    moved = (np.abs(np.diff(unit, axis=0)) > TOLERANCE)[within]
    for place, label in enumerate(labels):
        if not np.array_equal(moved[:, place], moved[:, first[label]]):
            raise AnalysisError(
                f"the design does not move the parameters of group '{label}' together; allowed is one that was sampled "
                "with these groups"
            )
    return unit[:, list(first.values())]

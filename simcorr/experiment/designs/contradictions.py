"""Names that change the same value: one of them would silently win."""

from collections.abc import Iterable
from itertools import permutations

from simcorr.errors import DesignError
from simcorr.experiment.designs.fields import DOSE, set_by_dose
from simcorr.experiment.designs.targets import Targets
from simcorr.scenario.points import EVERY_CONTEXT

_CONTEXTS = "contexts."


def refuse_contradictions(names: Iterable[str], targets: Targets) -> None:
    """Refuse names of which one changes what another one changes as well.

    Raises
    ------
    DesignError
        For a factor on all contexts beside a value of one of them, a dose beside a field that it sets, and a part
        beside the whole.
    """
    given = list(names)
    factors = [name for name in given if name.startswith(EVERY_CONTEXT)]
    doses = [name for name in given if name.endswith(f".{DOSE}") and targets.find(name).field == DOSE]
    for name in factors:
        field = name.removeprefix(EVERY_CONTEXT)
        _refuse(name, [one for one in given if one.startswith(_CONTEXTS) and one not in factors
                       and one.removeprefix(_CONTEXTS).partition(".")[2] == field])  # fmt: skip
    for name in doses:
        dose = targets.find(name)
        sets = set_by_dose(targets.arms[dose.arm][dose.member])
        beginning = name.removesuffix(DOSE)
        _refuse(name, [one for one in given if one.startswith(beginning) and one.removeprefix(beginning) in sets])
    for name, other in permutations(given, 2):
        if other.startswith(f"{name}."):
            _refuse(name, [other])


def _refuse(name: str, others: list[str]) -> None:
    if others:
        raise DesignError(f"'{name}' and '{others[0]}' change the same value; give one of them")

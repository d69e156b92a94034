"""The agents as `mesa.Agent`s: what they hold and do is in `engine.agents`; here is what they show to whoever looks."""

from typing import TYPE_CHECKING, Any, ClassVar

import mesa

from simcorr.contexts import Context
from simcorr.engine import agents
from simcorr.engine.mesa.state import empty_cells
from simcorr.engine.phases.arrivals import form_view
from simcorr.engine.records import fields_of
from simcorr.world.codes import Channel, Duty, Status

if TYPE_CHECKING:
    from simcorr.engine.mesa.model import CorruptionModel


class _Agent(mesa.Agent):
    """An agent whose fields read as zero until they are written."""

    model: "CorruptionModel"
    HANDED_ON: ClassVar[tuple[str, ...]] = ()
    """The fields that the holder of a place hands on to whoever comes after."""
    _CELLS: ClassVar[dict[str, tuple[int, ...]]] = {}

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        fields = fields_of(cls)
        cls._CELLS = {name: kind.shape for name, kind in fields.items() if kind.shape}
        for name, kind in fields.items():
            if not kind.shape and not hasattr(cls, name):
                setattr(cls, name, 0.0 if kind.kind == "f" else 0)

    def __init__(self, model: "CorruptionModel") -> None:
        super().__init__(model)
        for name, shape in self._CELLS.items():
            setattr(self, name, empty_cells(shape))


class Migrant(agents.Migrant, _Agent):
    """A would-be migrant, and the party that travels together under one deal.

    Attributes
    ----------
    corridor, route : int
        Index of the corridor of origin, and of the one asked for, then travelled.
    operator : Smuggler or None
        Who takes the migrant along; None for those who travel without.
    party_size : float
        Persons who travel together.
    means, fee, debt : float
        Money at hand, the fee per person and what is owed, in cents.
    urgency, vulnerability : float
        Between 0 and 1; vulnerability is known once a smuggler takes the migrant along.
    stage : int
        The next stage of the itinerary; the number of stages once all are passed.
    """

    def __init_subclass__(cls, **options: Any) -> None:
        """Let a class with values of its own see the channels in its own way."""
        super().__init_subclass__(**options)
        own_values = any(getattr(cls, name) is not getattr(Migrant, name) for name in _VALUES)
        if own_values and cls.outlook is Migrant.outlook:
            setattr(cls, "outlook", _own_outlook)  # noqa: B010 - a method, to mypy

    @property
    def operator(self) -> "Smuggler | None":
        """Who takes the migrant along; None for those who travel without."""
        return self.model.smugglers[self.operator_index] if self.operator_index >= 0 else None

    def __repr__(self) -> str:
        """Return who this is, and where."""
        state = Status(self.status).name.lower().replace("_", " ")
        return f"<{type(self).__name__} {self.serial}, {Channel(self.channel).name.lower()}, {state}>"


_VALUES = ("value_of_travelling_alone", "value_of_smuggler")


def _own_outlook(migrant: Any) -> Any:
    view = migrant.model.views[-1]
    form_view(migrant.model, view, migrant)
    return view


class Smuggler(agents.Smuggler, _Agent):
    """The operator of a network.

    Attributes
    ----------
    index, generation : int
        The stable identity: the network and the number of its operator.
    exploitative : int
        1 where the operator profits from exploitation (trafficking in persons), not from passage alone.
    route_values : list of float
        Learned value of each corridor, within (-1, 1).
    book : list of Contact
        At most ``book_size`` gatekeepers, some of them lost since: ``contact.official``, ``trust``, ``is_alive``.
    retainer : Official or None
        The investigator on the payroll, if he is still the same and on duty.
    clients : list of Migrant
        Those under way.
    victims : int
        Parties in which exploitation began under this operator, and for which nobody was convicted yet.
    exploitation_income : int
        What exploitation has brought this operator, in cents; only where operators decide about it.
    """

    HANDED_ON = ("load",)

    @property
    def book(self) -> list[Any]:
        """The address book."""
        return [self.contact(slot) for slot in range(self.contacts)]

    @property
    def route_values(self) -> list[float]:
        """The learned value of each corridor."""
        return [self.model.route_values[self.index, c] for c in range(len(self.model.corridors))]

    @property
    def retainer(self) -> "Official | None":
        """The investigator on the payroll."""
        return self.model.officials[self.retainer_index] if self.has_living_retainer() else None

    @property
    def clients(self) -> "list[Migrant]":
        """Those under way, in custody or not."""
        travelling = (m for m in self.model.migrants if m.status in (Status.TRAVELLING, Status.DETAINED))
        return [migrant for migrant in travelling if migrant.operator_index == self.index]

    def __repr__(self) -> str:
        """Return who this is, and where."""
        where = "at large" if self.is_active else "in prison"
        return f"<{type(self).__name__} {self.index}, {where}, {self.load} parties under way>"


class Official(agents.Official, _Agent):
    """A gatekeeper, public or private, at one place of a post.

    Attributes
    ----------
    index, generation : int
        The stable identity: the place of first hire and the number of the holder there.
    place, corridor, context : int
        Where he works now, by index; ``simcorr.Context(official.context).key`` is the name of the context.
    post : Post
        With ``name``, ``norm``, ``staff`` ...
    superior : Supervisor
        The supervisor of the post.
    reservation : float
        The least he would take from somebody he trusts, before risks, in cents.
    never_accepts : int
        1 where no price moves him.
    income : int
        From bribes, after the superior's cut, in cents.
    ties : int
        Number of the current set of ties; contacts that remember an older one have lost him.
    """

    HANDED_ON = ("ties", "index")

    def __init_subclass__(cls, **options: Any) -> None:
        """Ask a class with a probability of its own every time."""
        super().__init_subclass__(**options)
        own = cls.demand_probability is not Official.demand_probability
        if own and cls.most_demands is Official.most_demands:
            setattr(cls, "most_demands", _anything)  # noqa: B010 - a method, to mypy

    def __repr__(self) -> str:
        """Return who this is, and where."""
        duty = Duty(self.status).name.lower().replace("_", " ")
        return f"<{type(self).__name__} {self.index} at {self.post.name} ({Context(self.context).key}), {duty}>"


def _anything(official: Any) -> float:
    return 1.0


class Supervisor(agents.Supervisor, _Agent):
    """A superior of rank 1 (post), 2 (context) or 3 (national).

    Attributes
    ----------
    index, generation : int
        The stable identity: the office and the number of its holder.
    rank : int
    superior : Supervisor or None
        The next rank; None for the national supervisor.
    income : int
        From cuts and hush payments, in cents.
    """

    @property
    def superior(self) -> "Supervisor | None":
        """The next rank; None for the national supervisor."""
        return self.model.supervisors[self.superior_index] if self.superior_index >= 0 else None

    def __repr__(self) -> str:
        """Return who this is, and where."""
        duty = Duty(self.status).name.lower().replace("_", " ")
        return f"<{type(self).__name__} {self.index} of rank {self.rank}, {duty}>"

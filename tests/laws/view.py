"""One view of the state of both engines: ``state.officials.status`` is that field of all officials, as an array."""

from collections import namedtuple

import numpy as np

from simcorr.engine.state import LISTS
from simcorr.world.trace import EVENT_COLUMNS

Event = namedtuple("Event", EVENT_COLUMNS)
VALUE = EVENT_COLUMNS.index("value")


def events_of(rows):
    """Return rows of an event log as named tuples of whole numbers; the value may be any number."""
    table = np.asarray(rows, dtype=float).reshape(-1, len(EVENT_COLUMNS))
    columns = table.astype(np.int64).T.tolist()
    columns[VALUE] = table[:, VALUE].tolist()
    return list(map(Event._make, zip(*columns, strict=True)))


class Columns:
    """Records of the Mesa engine by field; cells of a record are put in one row."""

    def __init__(self, records):
        self._records = list(records)

    def __getattr__(self, name):
        values = [getattr(record, name) for record in self._records]
        return np.array([list(value.values()) if isinstance(value, dict) else value for value in values])

    def __len__(self):
        return len(self._records)


class Fields:
    """Records of the compiled engine by field; cells of a record are put in one row."""

    def __init__(self, records):
        self._records = records

    def __getattr__(self, name):
        values = self._records[name]
        return values if values.ndim == 1 else values.reshape(len(values), -1)

    def __len__(self):
        return len(self._records)


class MesaState:
    """The state of the Mesa engine after a week."""

    def __init__(self, model):
        self._model, self._seen = model, 0

    @property
    def week(self):
        """The week that has just ended."""
        return self._model.week - 1

    def __getattr__(self, name):
        value = getattr(self._model, name)
        if isinstance(value, list) and value and hasattr(value[0], "model"):
            return Columns(value)
        if isinstance(value, dict):
            return np.array(list(value.values())).reshape([1 + index for index in max(value, default=(-1,))])
        return np.array(value)

    @property
    def lines(self):
        """The lines of all address books that are in use."""
        model = self._model
        return Columns(model.books[each.index, slot] for each in model.smugglers for slot in range(each.contacts))

    def new_events(self):
        """Return the events since this was last asked."""
        first, self._seen = self._seen, len(self._model._log)
        return events_of(self._model._log[first:])


class CompiledState:
    """The state of the compiled engine after a week."""

    def __init__(self, model):
        self._model, self._seen = model, 0

    @property
    def week(self):
        """The week that has just ended."""
        return self._model.number("week") - 1

    def __getattr__(self, name):
        arrays, run = self._model.arrays, self._model.arrays["run"]
        if name in run.dtype.names:
            return run[name][0]
        array = arrays[name]
        if name in LISTS:
            array = array[: self._model.length(name)]
        return Fields(array) if array.dtype.names else array

    @property
    def lines(self):
        """The lines of all address books that are in use."""
        books, contacts = self._model.arrays["books"], self._model.arrays["smugglers"]["contacts"]
        return Fields(books[np.arange(books.shape[1]) < contacts[:, None]])

    def new_events(self):
        """Return the events since this was last asked."""
        first, self._seen = self._seen, self._model.length("events")
        return events_of(self._model.arrays["events"][first : self._seen])


def weeks_of_mesa(world):
    """Let the Mesa engine run a world, and yield its state after every week."""
    from simcorr.engine.mesa import CorruptionModel

    model = CorruptionModel.of_world(world, events=True)
    state = MesaState(model)
    while model.running:
        model.step()
        yield state


def weeks_of_compiled(world):
    """Let the compiled engine run a world, and yield its state after every week."""
    from simcorr.engine.compiled import pass_weeks
    from simcorr.engine.compiled.model import Model

    model = Model(world, events=True)
    state = CompiledState(model)
    for week in range(world.weeks):
        while not pass_weeks(model, world, week + 1):
            pass
        yield state


ENGINES = {"mesa": weeks_of_mesa, "compiled": weeks_of_compiled}

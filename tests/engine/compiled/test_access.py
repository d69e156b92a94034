"""What compiled code is told of memory is true: it is compiled on the strength of it."""

import ast
from pathlib import Path

import numpy as np
import pytest

from simcorr import engine
from simcorr.engine.compiled import pass_weeks
from simcorr.engine.compiled.interface import Interface
from simcorr.engine.compiled.layout import BOUNDS, FIELDS, GROWING, LISTS, PLACES, RECORDS, USED, WORDS
from simcorr.engine.compiled.model import Model
from simcorr.engine.desk import Desk
from simcorr.engine.state import CONSTANT
from simcorr.world import build
from tests.agreement.scenarios import eventful

FOLDER = Path(engine.__file__).parent
FILES = [
    *sorted(FOLDER.glob("agents/*.py")),
    *sorted(FOLDER.glob("phases/*.py")),
    *(FOLDER / f"{name}.py" for name in ("desk", "papers", "places", "compiled/interface")),
]
"""All that is compiled of the engine."""

MODELS = (Desk.__name__, Interface.__name__)
"""The classes whose ``self`` is the model."""
CLASSES = {record.__name__: field for field, record in RECORDS.items()}
"""The field in which the records of a class are; of the lists that hold the same class, the last one."""
CHANGING = {"add", "append", "write", "keep", "cut", "clear", "renew"}
"""What is done to a list or to somebody in one."""


def field_of(node, names, kind):
    """Return the field of the model that an expression reaches into, or None; ``kind`` is the class around it."""
    while isinstance(node, ast.Attribute | ast.Subscript):
        if isinstance(node, ast.Attribute) and is_model(node.value, kind):
            return node.attr
        node = node.value
    if not isinstance(node, ast.Name):
        return None
    return CLASSES.get(kind) if node.id == "self" else names.get(node.id)


def is_model(node, kind):
    """Return whether an expression is the model: ``m``, ``self.model``, or ``self`` in a class of the model's."""
    if isinstance(node, ast.Name):
        return node.id == "m" or (node.id == "self" and kind in MODELS)
    return isinstance(node, ast.Attribute) and node.attr == "model"


def written(function, kind=""):
    """Yield the fields that a function writes to, also by a name that it gave to a part of one."""
    names = {}
    nodes = (node for node in ast.walk(function) if isinstance(node, ast.Assign | ast.AugAssign | ast.Call))
    for node in sorted(nodes, key=lambda node: (node.lineno, node.col_offset)):
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Attribute) and node.func.attr in CHANGING:
                yield field_of(node.func.value, names, kind)
            continue
        for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
            pairs = [(target, node.value)]
            if isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
                pairs = list(zip(target.elts, node.value.elts, strict=True))
            for one, value in pairs:
                if isinstance(one, ast.Name):
                    names[one.id] = field_of(value, names, kind)
                else:
                    yield field_of(one, names, kind)


def written_in(text):
    """Return the fields that a source file writes to."""
    tree, found = ast.parse(text), set()
    classes = [node for node in tree.body if isinstance(node, ast.ClassDef)]
    for kind, body in [("", tree.body), *((one.name, one.body) for one in classes)]:
        for function in body:
            if isinstance(function, ast.FunctionDef):
                found |= set(written(function, kind))
    return found - {None}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_what_is_said_to_be_constant_is_never_written_to(path):
    assert written_in(path.read_text(encoding="utf-8")).isdisjoint(CONSTANT)


def test_the_test_above_sees_what_is_written():
    phase = "def f(m, k):\n    " + "\n    ".join(
        (
            "stage, n = m.stages[k], 1",
            "stage.need = 0.0",
            "m.levers[0, k, 0, 0] += 1.0",
            "m.week = n",
            "if k:\n        p = m.p.officials\n        p.fine_usd = 0.0",
            "m.kept.append(1.0)",
        )
    )
    assert written_in(phase) == {"stages", "levers", "week", "p", "kept"}
    verbs = """
class Place:
    def f(self):
        self.private = 1
        m = self.model
        m.flags.demands = 0

class Official:
    def f(self):
        self.model.holder[0] = 1
        self.model.shocks[0, 0, 0] = 1.0

class Desk:
    def f(self):
        self.n_places[0, 0] = 1
        self.posts[0].norm = 1.0
"""
    assert written_in(verbs) == {"places", "flags", "holder", "shocks", "n_places", "posts"}


def test_the_test_above_finds_most_of_what_is_written():
    found = set().union(*(written_in(path.read_text(encoding="utf-8")) for path in FILES))
    changing = set(FIELDS) - set(CONSTANT) - {"run", "listed_places"}
    # Rows of the record and views are handed to whoever writes them; how much room there is, Python writes.
    assert changing - found <= {"by_context", "by_corridor", "views", "room"}


def test_what_is_said_to_be_constant_stays_as_it_is():
    world = build(eventful(), (), 1)
    model = Model(world)
    before = {name: model.arrays[name].copy() for name in CONSTANT}
    while not pass_weeks(model, world, 30):
        pass
    assert model.number("week") == 30
    for name, array in before.items():
        assert np.array_equal(array, model.arrays[name]), name


def test_every_number_stands_where_a_processor_reads_it_at_once():
    def check(dtype, offset=0):
        if dtype.names is not None:
            assert dtype.itemsize % dtype.alignment == 0
            for name in dtype.names:
                field, place = dtype.fields[name][:2]
                check(field, offset + place)
        else:
            assert offset % dtype.base.itemsize == 0

    for dtype, _ in FIELDS.values():
        check(dtype)


def test_arrays_begin_where_a_processor_reads_them_at_once():
    model = Model(build(eventful(), (), 1))
    assert all(array.ctypes.data % 8 == 0 for array in model.arrays.values())


def test_the_table_has_a_place_for_every_address_length_and_number_in_use():
    taken = [PLACES[name] + word for name, (_, dimensions) in FIELDS.items() for word in range(1 + dimensions)]
    assert sorted([*taken, *USED.values()]) == list(range(WORDS))


def test_the_table_says_where_every_array_is_and_how_long():
    model = Model(build(eventful(), (), 1))
    for name, (dtype, dimensions) in FIELDS.items():
        array, place = model.arrays[name], PLACES[name]
        assert model.table[place] == array.ctypes.data, name
        lengths = array.shape[:dimensions]
        assert model.table[place + 1 : place + 1 + dimensions].tolist() == list(lengths), name
        assert array.dtype == dtype.base, name
        assert array.shape[max(dimensions, 1) :] == dtype.shape, name


def test_every_list_is_counted_and_those_without_a_bound_can_grow():
    assert set(USED) == set(LISTS) <= set(FIELDS)
    assert all(FIELDS[name][1] == 1 for name in (*LISTS, *GROWING))
    assert {"migrants", "acts", "inquiries", "incidents", "hushes", "events"} <= set(GROWING)
    assert set(LISTS[: LISTS.index("events") + 1]) <= set(GROWING)
    assert len(GROWING) == len(set(GROWING)) == sum(len(names) for names in BOUNDS)
    assert set(GROWING).isdisjoint(CONSTANT)


def test_whoever_is_read_every_week_takes_few_cache_lines():
    assert FIELDS["officials"][0].itemsize <= 128
    assert FIELDS["migrants"][0].itemsize <= 128
    assert FIELDS["encounters"][0].itemsize <= 64
    assert FIELDS["books"][0].itemsize <= 16

"""What compiled code is told of memory is true: it is compiled on the strength of it."""

import ast
from pathlib import Path

import numpy as np
import pytest

from simcorr.engines import compiled
from simcorr.engines.compiled import layout
from simcorr.engines.compiled.layout import CONSTANT, FIELDS, LISTS, PLACES, RUN_COUNTS, WORDS
from simcorr.engines.compiled.model import Model
from simcorr.world import build
from tests.agreement.scenarios import eventful

FILES = sorted(Path(compiled.__file__).parent.glob("*.py"))


def field_of(node, names):
    """Return the field of the model that an expression reaches into, or None."""
    while isinstance(node, ast.Attribute | ast.Subscript):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "m":
            return node.attr
        node = node.value
    return names.get(node.id) if isinstance(node, ast.Name) else None


def written(function):
    """Yield the fields that a function writes to, also by a name that it gave to a part of one."""
    names = {}
    for node in ast.walk(function):
        if not isinstance(node, ast.Assign | ast.AugAssign):
            continue
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        for target in targets:
            pairs = [(target, node.value)]
            if isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
                pairs = list(zip(target.elts, node.value.elts, strict=True))
            for one, value in pairs:
                if isinstance(one, ast.Name):
                    names[one.id] = field_of(value, names)
                elif (field := field_of(one, names)) is not None:
                    yield field


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_what_is_said_to_be_constant_is_never_written_to(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    assert {field for function in functions for field in written(function)}.isdisjoint(CONSTANT)


def test_the_test_above_sees_what_is_written():
    lines = ("stage, n = m.stages[k], 1", "stage.need = 0.0", "m.levers[0, k, 0, 0] += 1.0", "m.run.week = n")
    code = "def f(m, k):\n    " + "\n    ".join(lines)
    assert set(written(ast.parse(code).body[0])) == {"stages", "levers", "run"}


def test_what_is_said_to_be_constant_stays_as_it_is():
    model = Model(build(eventful(), (), 1))
    before = {name: model.arrays[name].copy() for name in CONSTANT}
    while compiled.advance(model.table, 30) == compiled.NEEDS_ROOM:
        model.make_room()
    assert model.arrays["run"]["week"][0] == 30
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


def test_the_table_has_a_place_for_every_address_and_length():
    taken = [PLACES[name] + word for name, (_, dimensions) in FIELDS.items() for word in range(1 + dimensions)]
    assert taken == list(range(WORDS))


def test_lists_that_hold_something_between_two_weeks_are_counted():
    assert {"migrants", "acts", "inquiries", "incidents", "hushes", "events"} <= RUN_COUNTS <= set(LISTS)


def test_whoever_is_read_every_week_takes_few_cache_lines():
    assert layout.OFFICIAL.itemsize <= 128
    assert layout.MIGRANT.itemsize <= 128
    assert layout.ENCOUNTER.itemsize <= 64
    assert layout.CONTACT.itemsize <= 16

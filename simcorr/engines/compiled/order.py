"""Who comes first: putting things into the order of their draws."""

from typing import Any

from simcorr.jit import rule


@rule
def sort_items(m: Any, n: int) -> None:
    """Put ``0 .. n - 1`` into `order` by rising `sort_by`; equal ones keep their order.

    Draws are uniform, so that ``n`` cells of equal width hold about one each: items are put into the order of their
    cells, and then into their order within the cell.
    """
    _count_cells(m, n)
    for item in range(n):
        cell = _cell(m.sort_by[item], n)
        m.order[m.cells[cell]] = item
        m.cells[cell] += 1
    for position in range(1, n):
        item, place = m.order[position], position
        while place > 0 and m.sort_by[m.order[place - 1]] > m.sort_by[item]:
            m.order[place] = m.order[place - 1]
            place -= 1
        m.order[place] = item


@rule
def _count_cells(m: Any, n: int) -> None:
    """Set `cells` to the place at which each cell begins."""
    for cell in range(n):
        m.cells[cell] = 0
    for item in range(n):
        m.cells[_cell(m.sort_by[item], n)] += 1
    start = 0
    for cell in range(n):
        count = m.cells[cell]
        m.cells[cell] = start
        start += count


@rule
def _cell(draw: float, n: int) -> int:
    cell = int(draw * n)
    return cell if cell < n else n - 1

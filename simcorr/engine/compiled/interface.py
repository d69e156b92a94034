"""What compiled code offers of the state in its own way: levers, rows of tables, events, sorting, room for lists."""

from typing import Any

from simcorr.engine.compiled.layout import BOUNDS
from simcorr.engine.records import Fields
from simcorr.world.codes import NO_CASE
from simcorr.world.trace import EventKind

PEOPLE, ACTS, ALLEGATIONS, INCIDENTS, HUSHES, SORTED, EVENTS = range(len(BOUNDS))


class Interface(Fields):
    """Verbs of the model over arrays; those of the Mesa engine are in `mesa.state`."""

    def lever(self, which: int, corridor: int, context: int) -> float:
        """Return the value of a lever this week, in a corridor and context."""
        return float(self.levers[self.week, which, corridor, context])

    def shock(self, corridor: int, context: int) -> float:
        """Return the chance of being found out that a shock brings this week."""
        return float(self.shocks[self.week, corridor, context])

    def context_row(self, context: int) -> Any:
        """Return this week's measures of a context."""
        return self.by_context[self.week, context]

    def corridor_row(self, corridor: int) -> Any:
        """Return this week's measures of a corridor."""
        return self.by_corridor[self.week, corridor]

    def rank_row(self, rank: int) -> Any:
        """Return this week's measures of a rank."""
        return self.by_rank[self.week, rank]

    def log(
        self,
        kind: EventKind,
        subject: int,
        a: int,
        b: int,
        value: float,
        corridor: int,
        context: int,
        case: int = NO_CASE,
        party: int = -1,
        other: int = -1,
        recorded: int = 0,
    ) -> None:
        """Keep an event, when events are kept; the columns are those of `world.trace.EVENT_COLUMNS`."""
        if self.keeps_events:
            self.events.write(
                self.week, kind.value, subject, a, b, value, corridor, context, case, party, other, recorded
            )

    def sort_items(self) -> None:
        """Put `items` into the order of `sort_by`; equal ones keep theirs.

        Draws are uniform, so that ``n`` cells of equal width hold about one each: items are put into the order of their
        cells, and then into their order within the cell.
        """
        n = len(self.items)
        self.count_cells(n)
        for item in range(n):
            cell = self.cell_of(self.sort_by[item], n)
            self.order[self.cells[cell]] = item
            self.cells[cell] += 1
        for position in range(1, n):
            item, place = self.order[position], position
            while place > 0 and self.sort_by[self.order[place - 1]] > self.sort_by[item]:
                self.order[place] = self.order[place - 1]
                place -= 1
            self.order[place] = item
        for position in range(n):
            self.sorted[position] = self.items[self.order[position]]
        for position in range(n):
            self.items[position] = self.sorted[position]

    def count_cells(self, n: int) -> None:
        """Set `cells` to where each cell begins."""
        for cell in range(n):
            self.cells[cell] = 0
        for item in range(n):
            self.cells[self.cell_of(self.sort_by[item], n)] += 1
        start = 0
        for cell in range(n):
            count = self.cells[cell]
            self.cells[cell] = start
            start += count

    def cell_of(self, draw: float, n: int) -> int:
        """Return the cell of a draw."""
        cell = int(draw * n)
        return cell if cell < n else n - 1

    def has_room(self) -> bool:
        """Reckon how long each list can get in the week to come, and return whether all have that room.

        The bounds need not be tight; an entry beyond the end of a list would be an error, not a loss.
        """
        needed = self.needed
        people = len(self.migrants) + 1
        for c in range(len(self.corridors)):
            people += self.corridors[c].newcomers
        people = max(people, self.expected)
        officials, smugglers = len(self.officials), len(self.smugglers)
        incidents = len(self.incidents) + len(self.inquiries) + 2 * people
        acts = len(self.acts) + smugglers + 2 * people + incidents + 2 * self.most_cases
        allegations = len(self.inquiries) + people + acts + officials
        hushes = 2 * (len(self.hushes) + 2 * allegations)
        needed[PEOPLE] = people
        needed[ACTS] = acts
        needed[ALLEGATIONS] = allegations
        needed[INCIDENTS] = incidents
        needed[HUSHES] = hushes
        needed[SORTED] = allegations + people
        needed[EVENTS] = 0
        if self.keeps_events:
            of_journeys = 19 * people + 4 * acts
            of_cases = 14 * allegations + 6 * hushes + 6 * incidents + 7 * self.most_cases + 4
            needed[EVENTS] = len(self.events) + of_journeys + of_cases + 10 * officials + 4 * smugglers
        fits = True
        for bound in range(len(needed)):
            fits = fits and needed[bound] <= self.room[bound]
        return fits

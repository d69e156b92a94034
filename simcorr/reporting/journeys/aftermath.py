"""Short flows below the one of journeys: what came of the cases and the persons that journeys gave rise to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.gridspec import SubplotSpec
from matplotlib.offsetbox import AnnotationBbox, DrawingArea, HPacker, TextArea, VPacker
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path

from simcorr.reporting.figure import Figure
from simcorr.reporting.style import BLACK, GREEN, GREY, ORANGE, PURPLE, label, plain

Sort = Literal["bribe", "retainer", "ended", "open"]
LEAST = 0.004
"""Share of the trunk below which a ribbon is drawn as a line, so that nothing small is invisible."""
_GATE, _LEFT, _RIGHT = 0.15, 1.0, 1.05
"""Where in a step ribbons leave the trunk, and room for the words at both ends; a step is one wide."""
_ALL = 4 + 2 * (_LEFT + _RIGHT)
"""Steps that fill the page: those of both flows."""
_FALL = 0.42
_WORDS = 14
"""Signs in a line of words, so that steps do not run into one another."""
_TRUNK, _LINE, _TITLE = 0.82, 0.15, 0.35
"""Inches for a trunk, a line of words and the title."""
_HEAD = 0.9
"""Room for the headings, in heights of the trunk."""
_LOOKS: dict[Sort, dict[str, Any]] = {
    "bribe": {"facecolor": ORANGE, "hatch": "//////", "edgecolor": BLACK},
    "retainer": {"facecolor": ORANGE, "hatch": "......", "edgecolor": BLACK},
    "ended": {"facecolor": GREY, "edgecolor": GREY},
    "open": {"facecolor": "white", "edgecolor": "#333333"},
}
"""Fillings that differ in print without colour, too: hatched, dotted, full and empty."""
_TRUNKS = {"cases": (GREY, BLACK), "persons": (PURPLE, GREEN)}
"""Colour of what flows, and of what it comes to."""


@dataclass(frozen=True)
class Way:
    """How some leave the trunk at a step: how many, in words what becomes of them, and of which sort that is."""

    number: float
    words: str
    sort: Sort


@dataclass(frozen=True)
class Step:
    """A step of a flow: the context's name and what is told of it (none: that of the step before), and ways out."""

    context: str
    told: str
    ways: tuple[Way, ...]
    goes_on: str = ""


@dataclass(frozen=True)
class Flow:
    """A flow of cases or persons: its beginnings (words by number), its steps, and what is reached at the end."""

    title: str
    unit: Literal["cases", "persons"]
    begun: Sequence[tuple[float, str]]
    steps: tuple[Step, ...]
    reached: str
    of_these: tuple[float, str] = (0.0, "")
    nothing: str = ""

    @property
    def width(self) -> float:
        """Width in steps, with the words at both ends."""
        return len(self.steps) + _LEFT + _RIGHT

    @property
    def lines(self) -> int:
        """Lines of words below the longest of its steps; some room is needed for those at the end in any case."""
        begun = sum(number for number, _ in self.begun)
        longest = 3
        for step in self.steps:
            begun = _after(begun, step)
            longest = max(longest, sum(words.count("\n") + 1 for _, words in _told(step, begun, self.unit)))
        return longest


def counted(value: float, unit: str) -> str:
    """Return a number with its unit.

    Examples
    --------
    >>> counted(1.0, "cases"), counted(1234567.0, "persons")
    ('1 case', '1,234,567 persons')
    """
    return f"{plain(value)} {unit.removesuffix('s') if value == 1.0 else unit}"


def placed(figure: Figure, place: SubplotSpec, flows: Sequence[Flow]) -> None:
    """Draw flows side by side, all to one scale of steps."""
    widths = [flow.width for flow in flows]
    rest = [_ALL - sum(widths)] if sum(widths) < _ALL - 0.01 else []
    grid = place.subgridspec(1, len(widths + rest), width_ratios=widths + rest)
    lines = max(flow.lines for flow in flows)
    for column, flow in enumerate(flows):
        flow_drawn(figure.add_subplot(grid[column]), flow, lines)


def _after(number: float, step: Step) -> float:
    """Return how many go on, without what rounding leaves of weighted persons."""
    return round(number - sum(way.number for way in step.ways), 6)


def height(flows: Sequence[Flow]) -> float:
    """Return how many inches flows fill that stand side by side."""
    return (1.0 + _HEAD + _FALL + 0.1) * _TRUNK + _LINE * max(flow.lines for flow in flows) + _TITLE


def flow_drawn(axes: Axes, flow: Flow, lines: int) -> None:
    """Draw a flow as a band held at its top; what does not go on falls from its bottom, as in that of journeys.

    Parameters
    ----------
    axes : Axes
    flow : Flow
    lines : int
        Lines of words for which there is room below.
    """
    total = sum(number for number, _ in flow.begun)
    color, last = _TRUNKS[flow.unit]
    axes.set_title(label(flow.title, int(15.5 * flow.width)), weight="bold", size=9.5)
    axes.plot([0.0, 1.0], [1.0, 1.0], transform=axes.transAxes, color=GREY, lw=0.8)
    _headings(axes, flow.steps)
    left = total
    for place, step in enumerate(flow.steps):
        after = _after(left, step)
        _step(axes, place, step, (left, after, total), flow.unit, color)
        left = after
    if total > 0.0:
        _beginning(axes, flow.begun, flow.unit, total, color)
        _reached(axes, flow, left, total, last)
    else:
        axes.text(_GATE - 0.1, 0.9, label(flow.nothing, 20 * len(flow.steps)), va="top", size=8)
    axes.set_xlim(-_LEFT, len(flow.steps) + _RIGHT)
    axes.set_ylim(-_FALL - 0.1 - lines * _LINE / _TRUNK, 1.0 + _HEAD)
    axes.set_axis_off()


def ribbon(axes: Axes, start: tuple[float, float], share: float, end: float, low: float, **look: Any) -> None:
    """Draw a band that leaves a trunk and falls; nothing where nobody leaves.

    Parameters
    ----------
    axes : Axes
    start : (float, float)
        Where the lower edge of the band leaves the trunk.
    share : float
        Height there, as a share of the whole trunk.
    end, low : float
        Where the left edge of the band arrives.
    **look
        As for a patch.
    """
    if not share > 0.0:
        return
    (x, bottom), width = start, 0.4 * share
    top = bottom + share
    points = [(x, top), (end + width, top), (end + width, low), (end, low), (end, bottom), (x, bottom), (x, top)]
    codes = [Path.MOVETO, Path.CURVE3, Path.CURVE3, Path.LINETO, Path.CURVE3, Path.CURVE3, Path.CLOSEPOLY]
    line = 1.2 if share < LEAST else 0.4
    axes.add_patch(PathPatch(Path(points, codes), lw=line, **look))


def block(axes: Axes, across: tuple[float, float], up: tuple[float, float], **look: Any) -> None:
    """Draw a part of a trunk from its left to its right and from its bottom to its top; nothing where nobody is."""
    share = up[1] - up[0]
    if share > 1e-9:  # what is left of sums is nobody
        line = 1.2 if share < LEAST else 0.0
        axes.fill_between(across, *up, lw=line, **look)


def _headings(axes: Axes, steps: Sequence[Step]) -> None:
    """Write each context above its step, or above and between its steps."""
    named = [place for place, step in enumerate(steps) if step.context]
    for first, following in zip(named, [*named[1:], len(steps)], strict=True):
        ends = [first + _GATE, following - 1 + _GATE]
        axes.plot(ends, [1.04, 1.04], color="#333333", lw=0.7)
        room = _WORDS if following == first + 1 else 17 * (following - first)
        words = f"{label(steps[first].context, room)}\n{label(steps[first].told, 28 if room > _WORDS else 22)}"
        axes.text(sum(ends) / 2, 1.08, words, ha="center", va="bottom", size=8)


def _step(axes: Axes, place: int, step: Step, counts: tuple[float, float, float], unit: str, color: str) -> None:
    """Draw a step: what comes to it, what leaves, and what goes on, of all that began."""
    x, (left, after, total) = place + _GATE, counts
    whole = max(total, 1e-9)
    block(axes, (place, x), (1.0 - left / whole, 1.0), color=color, alpha=0.28)
    block(axes, (x, place + 1.0), (1.0 - after / whole, 1.0), color=color, alpha=0.28)
    if total > 0.0:
        axes.plot([x, x], [1.0 - left / whole, 1.04], color="#333333", lw=0.7, ls=":")
    bottom, foot = 1.0 - left / whole, x + 0.13
    for way in step.ways:
        share = way.number / whole
        ribbon(axes, (x, bottom), share, foot, -_FALL, **_LOOKS[way.sort])
        bottom, foot = bottom + share, foot + 0.4 * share + (0.09 if share > 0.0 else 0.0)
    band: Mapping[str, object] = {"color": color, "alpha": 0.28}
    told = _told(step, after, unit) if left > 0.0 else []
    lines: list[Artist] = [_line(words, _LOOKS[sort] if sort else band) for sort, words in told]
    if lines:
        listed = VPacker(children=lines, align="left", pad=0.0, sep=2.5)
        box = AnnotationBbox(listed, (x - 0.08, -_FALL - 0.06), box_alignment=(0.0, 1.0), frameon=False, pad=0.0)
        axes.add_artist(box)


def _told(step: Step, after: float, unit: str) -> list[tuple[Sort | None, str]]:
    """Return what stands below a step: how many leave in each way, and how many go on (of no sort)."""
    ways: list[tuple[Sort | None, float, str]] = [(way.sort, way.number, way.words) for way in step.ways]
    told = [one for one in ways if one[1] > 0.0] + ([(None, after, step.goes_on)] if step.goes_on else [])
    return [(sort, label(f"{counted(number, unit)} {words}", _WORDS)) for sort, number, words in told]


def _line(words: str, look: Mapping[str, Any]) -> HPacker:
    """Return the filling of a band and what it stands for, as in a legend."""
    area = DrawingArea(7.0, 7.0)
    area.add_artist(Rectangle((0.0, 0.0), 7.0, 7.0, lw=0.6, **look))
    return HPacker(children=[area, TextArea(words, textprops={"size": 8})], align="top", pad=0.0, sep=3.0)


def _beginning(axes: Axes, begun: Sequence[tuple[float, str]], unit: str, total: float, color: str) -> None:
    top, told = 1.0, []
    for place, (number, words) in enumerate(begun):
        low = top - number / total
        hatch = "///" if place else None
        block(axes, (-0.1, 0.0), (low, top), facecolor=color, edgecolor="white" if place else color, hatch=hatch)
        if number > 0.0:
            told.append(label(f"{counted(number, unit)} {words}", _WORDS))
        top = low
    axes.text(-0.14, 1.0, "\n\n".join(told), ha="right", va="top", size=8)


def _reached(axes: Axes, flow: Flow, number: float, total: float, color: str) -> None:
    x = len(flow.steps)
    block(axes, (x, x + 0.1), (1.0 - number / total, 1.0), color=color)
    part, told = flow.of_these
    more = f"\n\n{label(f'of them, {counted(part, flow.unit)} {told}', _WORDS)}" if part > 0.0 else ""
    words = f"{label(f'{counted(number, flow.unit)} {flow.reached}', _WORDS)}{more}"
    axes.text(x + 0.14, 1.0, words, ha="left", va="top", size=8)

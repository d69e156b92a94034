"""The short page that goes with a comparison, as Markdown and as one HTML file that needs nothing else."""

import base64
from collections.abc import Sequence
from dataclasses import dataclass

from jinja2 import Environment, PackageLoader, StrictUndefined


@dataclass(frozen=True)
class PageTable:
    """A table of a page: heading, an explaining sentence, and rows whose first cell names them.

    Attributes
    ----------
    title, text : str
    columns, rows : sequence
    source : str
        The file beside the page that holds the numbers behind it; empty if there is none.
    """

    title: str
    text: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    source: str = ""


@dataclass(frozen=True)
class PageFigure:
    """A figure of a page: its words, its file as seen from the page, and its content as PNG."""

    title: str
    file: str
    content: bytes

    @property
    def data(self) -> str:
        """The content as text that HTML can hold."""
        return base64.b64encode(self.content).decode("ascii")


@dataclass(frozen=True)
class Page:
    """What a page says, in the order in which it says it; the first figure comes right after the answers.

    Attributes
    ----------
    title, lead : str
        The question, and what was done to answer it.
    answers : sequence of (str, str)
        Short answers, each under a few words.
    harms, explanations : sequence of str
        What the successes cost migrants, and how side effects come about.
    setting : sequence of str
        How far somebody's own numbers narrow the answer; empty if none were given.
    robust : sequence of str
        Whether the answers hold in other parameter sets; empty if nobody looked.
    figures, tables, limits, provenance : sequence
        Everything else.
    """

    title: str
    lead: str
    answers: Sequence[tuple[str, str]]
    harms: Sequence[str]
    explanations: Sequence[str]
    setting: Sequence[str]
    robust: Sequence[str]
    figures: Sequence[PageFigure]
    tables: Sequence[PageTable]
    limits: Sequence[str]
    provenance: Sequence[str]

    def markdown(self) -> str:
        """Return the page as Markdown; figures are linked."""
        return self._render("brief.md.j2", escape=False)

    def html(self) -> str:
        """Return the page as one HTML file; figures are inside."""
        return self._render("brief.html.j2", escape=True)

    def _render(self, template: str, *, escape: bool) -> str:
        environment = Environment(
            loader=PackageLoader("simcorr.brief"),
            autoescape=escape,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
        )
        return environment.get_template(template).render(vars(self))

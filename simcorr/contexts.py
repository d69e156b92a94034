"""The nine contexts in which corruption meets smuggling and trafficking, in the order of the UNODC brief."""

from enum import IntEnum


class Context(IntEnum):
    """A context of the research brief; the value is its index in every array."""

    RECRUITMENT = 0
    DOCUMENTS = 1
    BORDER_CROSSINGS = 2
    TRANSPORTATION = 3
    AIRPORTS = 4
    ACCOMMODATION = 5
    INVESTIGATION = 6
    TRIAL = 7
    SERVICE_PROVIDERS = 8

    @property
    def key(self) -> str:
        """The name used in scenario files and tables.

        Examples
        --------
        >>> Context.BORDER_CROSSINGS.key
        'border_crossings'
        """
        return self.name.lower()

    @property
    def label(self) -> str:
        """The name a reader sees in figures and briefs."""
        return _LABELS[self]


_LABELS = {
    Context.RECRUITMENT: "Recruitment",
    Context.DOCUMENTS: "Documents",
    Context.BORDER_CROSSINGS: "Border crossings",
    Context.TRANSPORTATION: "Transportation",
    Context.AIRPORTS: "Airports",
    Context.ACCOMMODATION: "Accommodation",
    Context.INVESTIGATION: "Law enforcement and investigation",
    Context.TRIAL: "Prosecution and trial",
    Context.SERVICE_PROVIDERS: "Service providers",
}

CONTEXT_NAMES: tuple[str, ...] = tuple(context.key for context in Context)
JOURNEY_CONTEXTS: tuple[Context, ...] = tuple(Context)[:6]
"""The contexts that are passed on a journey; the others handle cases or meet migrants in need."""

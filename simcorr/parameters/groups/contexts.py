"""What differs between the nine contexts: wages, prices, discretion, control and exposure."""

from collections.abc import Mapping
from typing import Any

from pydantic import ConfigDict, model_validator

from simcorr.contexts import CONTEXT_NAMES, Context
from simcorr.parameters.declaration import Basis, ParameterGroup, parameter_by_context
from simcorr.parameters.durations import WEEKS_PER_MONTH


def _nothing_required(schema: dict[str, Any]) -> None:
    """Tell an editor that a file may leave any parameter to its default in the context."""
    schema.pop("required", None)


_WAGES = (90, 110, 100, 70, 140, 70, 130, 160, 90)


class ContextParameters(ParameterGroup):
    """The parameters of one context. Each context has defaults of its own; `Contexts` fills them in."""

    model_config = ConfigDict(json_schema_extra=_nothing_required)

    wage_usd: float = parameter_by_context(
        _WAGES,
        unit="USD per week",
        low=5,
        high=2000,
        description="Wage of a gatekeeper.",
    )
    bribe_reference_usd: float = parameter_by_context(
        (60, 250, 100, 40, 250, 40, 600, 1500, 150),
        unit="USD per deal",
        low=1,
        high=50000,
        description="Middle price band of a bribe; the bands run from 0.25 to 16 times this, each twice the last.",
        grades={Context.BORDER_CROSSINGS: "C", Context.TRANSPORTATION: "C"},
        sources={
            Context.RECRUITMENT: ("E036",),
            Context.DOCUMENTS: ("E036", "E158", "E161"),
            Context.BORDER_CROSSINGS: ("E036", "E116"),
            Context.TRANSPORTATION: ("E109", "E110", "E208"),
            Context.AIRPORTS: ("E036", "E141", "E142"),
            Context.ACCOMMODATION: ("E162", "E163"),
            Context.SERVICE_PROVIDERS: ("E179",),
        },
        bases={
            Context.BORDER_CROSSINGS: Basis(
                "E116",
                "a share of a month's salary in customs, times the wage of the context",
                _WAGES[Context.BORDER_CROSSINGS] * WEEKS_PER_MONTH,
            ),
            Context.TRANSPORTATION: Basis("E208", "the bribes of one trip of a lorry; one deal stands for all of them"),
        },
    )
    private_share: float = parameter_by_context(
        (0.6, 0, 0, 0.6, 0.1, 0.7, 0, 0, 0.5),
        unit="share",
        low=0,
        high=1,
        description="Share of gatekeepers who are private: recruiters, carriers, landlords.",
        sources={
            Context.RECRUITMENT: ("E203",),
            Context.DOCUMENTS: ("E114",),
            Context.AIRPORTS: ("E136",),
        },
    )
    discretion: float = parameter_by_context(
        (0.7, 0.6, 0.8, 0.8, 0.5, 0.8, 0.6, 0.4, 0.7),
        unit="share",
        low=0,
        high=1,
        description="Share of a passage that one gatekeeper can decide alone.",
        sources={Context.AIRPORTS: ("E080", "E098", "E099", "E136")},
    )
    interception_rate: float = parameter_by_context(
        (0.023, 0.11, 0.23, 0.09, 0.27, 0.06, 0, 0, 0),
        unit="probability per encounter",
        low=0,
        high=1,
        description="Chance that a party that meets a gatekeeper without a deal is stopped.",
    )
    documents_shown: float = parameter_by_context(
        (0.1, 0.9, 0.3, 0.05, 0.9, 0.05, 0, 0, 0),
        unit="share",
        low=0,
        high=1,
        description="Share of irregular parties whose documents a check against shared records would expose; where "
        "bought documents are carried, of decisions that rest on them (unused at the documents office).",
        sources={Context.DOCUMENTS: ("E113", "E118")},
    )
    detection_rate: float = parameter_by_context(
        (0.022, 0.045, 0.045, 0.022, 0.059, 0.015, 0.045, 0.045, 0.022),
        unit="detections per accepted bribe",
        low=0,
        high=2,
        description="Expected detections x of an accepted bribe at average audit effort; chance 1 - exp(-x).",
        sources={
            Context.DOCUMENTS: ("E159", "E172"),
            Context.BORDER_CROSSINGS: ("E169", "E172"),
            Context.AIRPORTS: ("E140", "E159", "E172"),
        },
    )
    visibility: float = parameter_by_context(
        (0.12, 0.12, 0.20, 0.10, 0.15, 0.075, 0.12, 0.12, 0.12),
        unit="probability per accepted bribe",
        low=0,
        high=1,
        description="Chance that a colleague sees an accepted bribe.",
    )
    exposure: float = parameter_by_context(
        (1, 1, 1, 1, 1, 1, 1, 1, 1),
        unit="factor",
        low=0,
        high=1,
        description="How often parties meet the gatekeeper; multiplies the need of a stage.",
        sources={
            Context.RECRUITMENT: ("E006",),
            Context.DOCUMENTS: ("E006",),
            Context.BORDER_CROSSINGS: ("E006", "E019"),
            Context.AIRPORTS: ("E006",),
        },
    )


def context_defaults(context: str) -> dict[str, float]:
    """Return the default of every parameter in a context.

    Examples
    --------
    >>> context_defaults("airports")["wage_usd"]
    140.0
    """
    return {name: float(declared_in(name, context)["value"]) for name in ContextParameters.model_fields}


def declared_in(name: str, context: str) -> dict[str, Any]:
    """Return value, grade and sources that a parameter was declared with in a context."""
    extra = ContextParameters.model_fields[name].json_schema_extra
    if not isinstance(extra, dict):
        raise TypeError(f"{name} was not declared by context")
    found: dict[str, Any] = extra["by_context"][context]  # type: ignore[index,call-overload,assignment]
    return found


_DEFAULTS = {context: ContextParameters(**context_defaults(context)) for context in CONTEXT_NAMES}


class Contexts(ParameterGroup):
    """The parameters of all nine contexts, in the order of the research brief."""

    recruitment: ContextParameters = _DEFAULTS["recruitment"]
    documents: ContextParameters = _DEFAULTS["documents"]
    border_crossings: ContextParameters = _DEFAULTS["border_crossings"]
    transportation: ContextParameters = _DEFAULTS["transportation"]
    airports: ContextParameters = _DEFAULTS["airports"]
    accommodation: ContextParameters = _DEFAULTS["accommodation"]
    investigation: ContextParameters = _DEFAULTS["investigation"]
    trial: ContextParameters = _DEFAULTS["trial"]
    service_providers: ContextParameters = _DEFAULTS["service_providers"]

    @model_validator(mode="before")
    @classmethod
    def _complete(cls, values: Any) -> Any:
        """Complete what is given of a context with the defaults of that context."""
        if not isinstance(values, Mapping):
            return values
        return {
            name: {**context_defaults(name), **given} if name in CONTEXT_NAMES and isinstance(given, Mapping) else given
            for name, given in values.items()
        }

    def __getitem__(self, context: Context | str) -> ContextParameters:
        """Return the parameters of a context, by its enumeration member or its name."""
        found: ContextParameters = getattr(self, context.key if isinstance(context, Context) else context)
        return found

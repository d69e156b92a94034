"""Types of fields that the parts of a scenario share."""

from typing import Annotated, Any

from pydantic import BeforeValidator, StringConstraints, WithJsonSchema

from simcorr.contexts import CONTEXT_NAMES, JOURNEY_CONTEXTS, Context
from simcorr.errors import listed, unknown_name
from simcorr.parameters.declaration import parameter
from simcorr.parameters.problems import problem

JOURNEY_NAMES: tuple[str, ...] = tuple(context.key for context in JOURNEY_CONTEXTS)


def context_name(value: Any) -> Any:
    """Return the name of a context that is given as a `Context`, and everything else as it is."""
    return value.key if isinstance(value, Context) else value


def _context(value: Any) -> str:
    name = context_name(value)
    if name not in CONTEXT_NAMES:
        raise problem(unknown_name("context", str(name), CONTEXT_NAMES))
    return str(name)


def _journey_context(value: Any) -> str:
    name = context_name(value)
    if name in CONTEXT_NAMES and name not in JOURNEY_NAMES:
        raise problem(f"'{name}' is not passed on a journey; allowed are {listed(JOURNEY_NAMES)}")
    if name not in JOURNEY_NAMES:
        raise problem(unknown_name("context", str(name), JOURNEY_NAMES))
    return str(name)


ContextName = Annotated[str, BeforeValidator(_context), WithJsonSchema({"type": "string", "enum": list(CONTEXT_NAMES)})]
"""The name of a context; may be given as a `Context`."""

JourneyContextName = Annotated[
    str, BeforeValidator(_journey_context), WithJsonSchema({"type": "string", "enum": list(JOURNEY_NAMES)})
]
"""The name of one of the six contexts that are passed on a journey."""

PartName = Annotated[
    str, StringConstraints(strict=True, pattern=r"^[A-Za-z][A-Za-z0-9_ -]*$", min_length=1, max_length=60)
]
"""The name of a corridor or a post.

Dots are left out because changes address a part as ``corridors.land.fee_usd``.
"""

PostName = Annotated[
    str,
    StringConstraints(
        strict=True, pattern=r"^[A-Za-z][A-Za-z0-9_ -]*(: [A-Za-z][A-Za-z0-9_ -]*)?$", min_length=1, max_length=122
    ),
]
"""The name of a post that stands somewhere: ``gate``, or ``land: gate`` where several corridors have one."""


def first_week() -> Any:
    """Return the field of the week from which something holds."""
    return parameter(
        0,
        unit="weeks",
        low=-10_000,
        high=10_000,
        role="constant",
        description="First week, counted from the start of the window; negative within the burn-in.",
    )


Text = Annotated[str, StringConstraints(strict=True)]

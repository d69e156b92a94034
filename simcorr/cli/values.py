"""Values of options, read so that a mistake gets the same clear line as in Python."""

from collections.abc import Callable
from pathlib import Path

from simcorr.errors import RunError


def whole(name: str) -> Callable[[str], int]:
    """Return a reader of whole numbers; their bounds are checked where they are used."""

    def read(text: str) -> int:
        try:
            return int(text)
        except ValueError:
            raise RunError(f"{name} is {text!r}; allowed is a whole number") from None

    return read


def folder_name(text: str) -> Path:
    """Return a folder; an empty name is a variable that was never set, and not the current folder."""
    if not str(text).strip():
        raise RunError("output is empty; allowed is the name of a folder, such as results")
    return Path(text)

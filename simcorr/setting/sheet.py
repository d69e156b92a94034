"""The sheet that an analyst fills in: ten lines, each of which may be left blank."""

import os
import textwrap
from pathlib import Path

from simcorr.errors import ScenarioError, unknown_name
from simcorr.setting.numbers import KNOWN_WITHIN, NUMBERS, WAYS, Number
from simcorr.storage import put

_WIDTH = 100
_HEAD = """\
# A setting of your own for simcorr: one corridor, described by ten numbers.
#
# Take away the "# " before a line and put in a number, or a range such as [400, 900] where you know only that much.
# Leave a line as it is where you do not know: the number then stays uncertain, and the brief says how much the numbers
# that you gave have narrowed the answer. Then type:
#
#   simcorr brief {file}
#
# The corridor stays stylised: nothing here describes a real post or person.

name = "{name}"
way = "{way}"  # land, sea or air: the itinerary that comes closest

[numbers]
"""


def write_sheet(path: str | os.PathLike[str], way: str = "land", *, replace: bool = False) -> Path:
    """Write an empty sheet.

    Parameters
    ----------
    path
        The file; its name becomes the name of the setting.
    way : {"land", "sea", "air"}
    replace : bool
        Whether a file of that name may be replaced.

    Raises
    ------
    ScenarioError
        For an unknown way, and when the file exists or cannot be written.
    """
    file = Path(path)
    if way not in WAYS:
        raise ScenarioError(unknown_name("way", way, WAYS))
    if file.suffix != ".toml":
        raise ScenarioError(f"'{file}' does not end in .toml; write '{file.with_suffix('.toml')}'")
    if not replace and file.exists():
        raise ScenarioError(f"'{file}' exists; choose another name, or replace it (--replace, replace=True)")
    try:
        put(file, sheet_text(file, way).encode())
    except OSError as error:
        raise ScenarioError(f"'{file}' cannot be written: {error.strerror or error}") from error
    return file


def sheet_text(file: Path, way: str) -> str:
    """Return the text of an empty sheet."""
    name = "".join(character for character in file.stem if character.isprintable() and character not in '"\\')
    lines = [_line(place, number, way) for place, number in enumerate(NUMBERS, start=1)]
    return _HEAD.format(file=file.name, name=name or "my setting", way=way) + "\n".join(lines)


def _line(place: int, number: Number, way: str) -> str:
    blank = (
        f"spread over {_said(number.plausible[way][0])} to {_said(number.plausible[way][1])} ({number.why})"
        if number.kind == "input"
        else f"all that calibration did not rule out; one number is taken as known to a factor of {KNOWN_WITHIN}"
    )
    allowed = f"{number.unit}; {_said(number.low)} to {_said(number.high)}"
    parts = (f"{place}. {number.question}", f"({allowed})", f"Left blank: {blank}.")
    lines = [line for part in parts for line in textwrap.wrap(part, _WIDTH)]
    return "\n".join(["# " + lines[0], *("#    " + line for line in lines[1:]), f"# {number.name} =\n"])


def _said(value: float) -> str:
    return f"{value:,.10g}"

"""Numbers and lists as readers of a brief expect them."""

import math
from collections.abc import Sequence

MINUS = "\N{MINUS SIGN}"


NO_BREAK = "\N{NO-BREAK SPACE}"


def number(value: float, unit: str = "", *, signed: bool = False) -> str:
    """Return a number as readers of a brief expect it: three digits that matter, thousands set apart.

    Examples
    --------
    >>> number(12345.6), number(0.12345), number(12.345), number(0.0), number(float("nan"))
    ('12,346', '0.123', '12.3', '0', 'undefined')
    """
    if not math.isfinite(value):
        return "undefined"
    size = abs(value)
    digits = 0 if size >= 100 or size == 0.0 else 1 if size >= 10 else 2 if size >= 1 else 3
    text = _minus(f"{value:{'+' if signed else ''},.{digits}f}")
    return f"{text}{NO_BREAK}{unit}" if unit else text


def percent(share: float, *, signed: bool = True) -> str:
    """Return a share in percent.

    Examples
    --------
    >>> [percent(share).split()[0] for share in (0.123, 0.00412, -0.00001)]
    ['+12', '+0.4', '0.0']
    """
    if not math.isfinite(share):
        return "undefined"
    digits = 0 if abs(share) >= 0.0995 else 1
    return _minus(f"{100.0 * share:{'+' if signed else ''}.{digits}f}") + NO_BREAK + "%"


def _minus(text: str) -> str:
    """Return a formatted number with a real minus sign, and zero without any sign."""
    if not text.strip("+-0.,"):
        return text.lstrip("+-")
    return text.replace("-", MINUS)


def level(value: float, unit: str) -> str:
    """Return a level with its unit; a share in percent.

    Examples
    --------
    >>> level(0.5, "share").split(), level(1234.0, "bribes").split()
    (['50', '%'], ['1,234', 'bribes'])
    """
    return percent(value, signed=False) if unit == "share" else number(value, unit)


def joined(words: Sequence[str]) -> str:
    """Return words as a list in a sentence.

    Examples
    --------
    >>> joined(["a", "b", "c"])
    'a; b; and c'
    >>> joined(["a", "b"])
    'a and b'
    """
    if len(words) < 3:
        return " and ".join(words)
    return "; ".join(words[:-1]) + f"; and {words[-1]}"

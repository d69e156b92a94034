"""Keyed random numbers: every draw is a hash of what it decides, never the next number of a stream.

A draw is addressed by an *event* (which journey, attempt and stage; which post and week) and a *decision* (what
is being decided). Two arms of a comparison therefore share every draw that both make, and nothing shifts when
an intervention adds a decision. Keys are non-negative 63-bit integers, so that Python and compiled code hold
them exactly. The mixing function is the finaliser of SplitMix64 (Steele, Lea and Flood 2014): an event is the
state of a generator, a decision its counter. The events under an event are counted on behind its decisions.
"""

import math

from simcorr.jit import JIT_AVAILABLE, kernel

_MASK = 0xFFFFFFFFFFFFFFFF
_GOLDEN = 0x9E3779B97F4A7C15
_MIX_1 = 0xBF58476D1CE4E5B9
_MIX_2 = 0x94D049BB133111EB
_TWO_TO_MINUS_52 = 2.0**-52
_POISSON_CHUNK = 16.0
_MOST_FAILURES = 1e15
_FIRST_EVENT = 65  # counters 1 to 64 are decisions

# Coefficients of AS 241 from the constant term on, above and below the fraction bar: in the centre, in the tails and
# far out.
_CENTRE = (
    3.387132872796366608,
    133.14166789178437745,
    1971.5909503065514427,
    13731.693765509461125,
    45921.953931549871457,
    67265.770927008700853,
    33430.575583588128105,
    2509.0809287301226727,
)
_CENTRE_BELOW = (
    1.0,
    42.313330701600911252,
    687.1870074920579083,
    5394.1960214247511077,
    21213.794301586595867,
    39307.89580009271061,
    28729.085735721942674,
    5226.495278852545925,
)
_TAIL = (
    1.42343711074968357734,
    4.6303378461565452959,
    5.7694972214606914055,
    3.64784832476320460504,
    1.27045825245236838258,
    0.24178072517745061177,
    0.0227238449892691845833,
    7.7454501427834140764e-4,
)
_TAIL_BELOW = (
    1.0,
    2.05319162663775882187,
    1.6763848301838038494,
    0.68976733498510000455,
    0.14810397642748007459,
    0.0151986665636164571966,
    5.475938084995344946e-4,
    1.05075007164441684324e-9,
)
_FAR = (
    6.6579046435011037772,
    5.4637849111641143699,
    1.7848265399172913358,
    0.29656057182850489123,
    0.026532189526576123093,
    0.0012426609473880784386,
    2.71155556874348757815e-5,
    2.01033439929228813265e-7,
)
_FAR_BELOW = (
    1.0,
    0.59983220655588793769,
    0.13692988092273580531,
    0.0148753612908506148525,
    7.868691311456132591e-4,
    1.8463183175100546818e-5,
    1.4215117583164458887e-7,
    2.04426310338993978564e-15,
)


def _word(value: int) -> int:
    return int(value) & _MASK  # NumPy integers, which would overflow, come as Python's own


def _signed(value: int) -> int:
    return value


if JIT_AVAILABLE:
    import numpy as _np
    from numba.extending import overload as _overload

    @_overload(_word)
    def _compiled_word(value):  # type: ignore[no-untyped-def]  # Numba reads this at compile time
        return lambda value: _np.uint64(value)

    @_overload(_signed)
    def _compiled_signed(value):  # type: ignore[no-untyped-def]  # Numba reads this at compile time
        return lambda value: _np.int64(value)


@kernel
def _mix(key: int, counter: int) -> int:
    word = (_word(key) + counter * _GOLDEN) & _MASK
    word = ((word ^ (word >> 30)) * _MIX_1) & _MASK
    word = ((word ^ (word >> 27)) * _MIX_2) & _MASK
    return word ^ (word >> 31)


@kernel
def event(key: int, kind: int, number: int = 0) -> int:
    """Return the key of an event under another event: under a run, a migrant, a week.

    Parameters
    ----------
    key : int
        The event under which it happens; non-negative, below 2**63.
    kind : int
        What happens, from 0 to 63.
    number : int
        Which one of its kind; non-negative, below 2**57.

    Returns
    -------
    int
        A non-negative integer below 2**63.

    Examples
    --------
    >>> event(1, 2, 3) == event(1, 2, 3)
    True
    >>> event(1, 2, 3) == event(1, 3, 2)
    False
    """
    return _signed(_mix(key, (_word(number) << 6) + _word(kind + _FIRST_EVENT)) >> 1)


@kernel
def uniform(key: int, decision: int) -> float:
    """Return the draw of one decision about one event, strictly between 0 and 1.

    An event under which others happen has at most 64 decisions.

    Examples
    --------
    >>> 0.0 < uniform(event(1, 2, 3), 5) < 1.0
    True
    """
    return ((_mix(key, _word(decision + 1)) >> 12) + 0.5) * _TWO_TO_MINUS_52


@kernel
def _polynomial(x: float, c: tuple[float, ...]) -> float:
    """Return a polynomial of the seventh degree, added up in pairs, which need not wait for one another."""
    squared = x * x
    low = (c[0] + c[1] * x) + (c[2] + c[3] * x) * squared
    high = (c[4] + c[5] * x) + (c[6] + c[7] * x) * squared
    return low + high * (squared * squared)


@kernel
def normal(key: int, decision: int) -> float:
    """Return a standard normal draw by inversion (algorithm AS 241 of Wichura 1988, about 16 digits)."""
    p = uniform(key, decision)
    q = p - 0.5
    if -0.425 <= q <= 0.425:
        r = 0.180625 - q * q
        return q * _polynomial(r, _CENTRE) / _polynomial(r, _CENTRE_BELOW)
    r = math.sqrt(-math.log(p if q < 0.0 else 1.0 - p))
    if r <= 5.0:
        distance = _polynomial(r - 1.6, _TAIL) / _polynomial(r - 1.6, _TAIL_BELOW)
    else:
        distance = _polynomial(r - 5.0, _FAR) / _polynomial(r - 5.0, _FAR_BELOW)
    return -distance if q < 0.0 else distance


@kernel
def exponential(key: int, decision: int) -> float:
    """Return a draw of the exponential distribution with mean one."""
    return -math.log(uniform(key, decision))


@kernel
def failures(key: int, decision: int, probability: float) -> int:
    """Return how many trials fail before the next success, each of which has the same probability above zero.

    Whom of many something rare befalls is found by the gaps between them, without a draw for each: the number of
    failures is geometric, ``floor(ln u / ln(1 - p))``.
    """
    if probability >= 1.0:
        return 0
    count = math.log(uniform(key, decision)) / math.log1p(-probability)
    return int(count if count < _MOST_FAILURES else _MOST_FAILURES)


@kernel
def _poisson_by_inversion(mean: float, u: float) -> int:
    probability = math.exp(-mean)
    cumulated = probability
    count = 0
    while u > cumulated and count < 1000:
        count += 1
        probability *= mean / count
        cumulated += probability
    return count


@kernel
def poisson(key: int, decision: int, mean: float) -> int:
    """Return a Poisson draw at any mean: a sum of draws with means small enough for inversion.

    Inversion from ``exp(-mean)`` alone fails where that underflows; a sum of independent Poisson counts is
    Poisson with the sum of the means.
    """
    if mean <= 0.0:
        return 0
    parts = int(mean / _POISSON_CHUNK) + 1
    total = 0
    for part in range(parts):
        total += _poisson_by_inversion(mean / parts, uniform(event(key, decision, part), 0))
    return total


@kernel
def integer(key: int, decision: int, count: int) -> int:
    """Return a draw from ``0 .. count - 1``, all equally likely; ``count`` is at least one."""
    drawn = int(uniform(key, decision) * count)
    return drawn if drawn < count else count - 1


_REPLICATE = 1


def replicate_seed(seed: int, replicate: int) -> int:
    """Return the seed that all arms of a replicate share; it follows from these two numbers alone.

    Examples
    --------
    >>> replicate_seed(0, 1) == replicate_seed(0, 1) != replicate_seed(0, 2)
    True
    """
    return int(event(seed, _REPLICATE, replicate))

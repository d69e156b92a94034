"""Keyed random numbers: every draw is a hash of what it decides, never the next number of a stream.

A draw is addressed by an *event* (which journey, stage and attempt; which post and week) and a *decision* (what
is being decided). Two arms of a comparison therefore share every draw that both make, and nothing shifts when
an intervention adds a decision. Keys are non-negative 63-bit integers, so that Python and compiled code hold
them exactly. The mixing function is the finaliser of SplitMix64 (Steele, Lea and Flood 2014): an event is the
state of a generator, a decision its counter.
"""

import math

from simcorr.jit import JIT_AVAILABLE, kernel

_MASK = 0xFFFFFFFFFFFFFFFF
_GOLDEN = 0x9E3779B97F4A7C15
_MIX_1 = 0xBF58476D1CE4E5B9
_MIX_2 = 0x94D049BB133111EB
_TWO_TO_MINUS_52 = 2.0**-52
_POISSON_CHUNK = 16.0


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
    word = (_word(key) + _word(counter + 1) * _GOLDEN) & _MASK
    word = ((word ^ (word >> 30)) * _MIX_1) & _MASK
    word = ((word ^ (word >> 27)) * _MIX_2) & _MASK
    return word ^ (word >> 31)


@kernel
def event(key: int, a: int, b: int, c: int) -> int:
    """Return the key of an event that is named by three integers under another key (a run, a post, a journey).

    Parameters
    ----------
    key, a, b, c : int
        Non-negative integers below 2**63.

    Returns
    -------
    int
        A non-negative integer below 2**63.

    Examples
    --------
    >>> event(1, 2, 3, 4) == event(1, 2, 3, 4)
    True
    >>> event(1, 2, 3, 4) == event(1, 2, 4, 3)
    False
    """
    first = _signed(_mix(key, a) >> 1)
    second = _signed(_mix(first, b) >> 1)
    return _signed(_mix(second, c) >> 1)


@kernel
def uniform(key: int, decision: int) -> float:
    """Return the draw of one decision about one event, strictly between 0 and 1.

    Examples
    --------
    >>> 0.0 < uniform(event(1, 2, 3, 4), 5) < 1.0
    True
    """
    return ((_mix(key, decision) >> 12) + 0.5) * _TWO_TO_MINUS_52


@kernel
def normal(key: int, decision: int) -> float:
    """Return a standard normal draw by inversion (algorithm AS 241 of Wichura 1988, about 16 digits)."""
    p = uniform(key, decision)
    q = p - 0.5
    if -0.425 <= q <= 0.425:
        r = 0.180625 - q * q
        top = (
            (
                (
                    (
                        ((2509.0809287301226727 * r + 33430.575583588128105) * r + 67265.770927008700853) * r
                        + 45921.953931549871457
                    )
                    * r
                    + 13731.693765509461125
                )
                * r
                + 1971.5909503065514427
            )
            * r
            + 133.14166789178437745
        ) * r + 3.387132872796366608
        bottom = (
            (
                (
                    (
                        ((5226.495278852545925 * r + 28729.085735721942674) * r + 39307.89580009271061) * r
                        + 21213.794301586595867
                    )
                    * r
                    + 5394.1960214247511077
                )
                * r
                + 687.1870074920579083
            )
            * r
            + 42.313330701600911252
        ) * r + 1.0
        return q * top / bottom
    r = math.sqrt(-math.log(p if q < 0.0 else 1.0 - p))
    if r <= 5.0:
        r -= 1.6
        top = (
            (
                (
                    (
                        ((7.7454501427834140764e-4 * r + 0.0227238449892691845833) * r + 0.24178072517745061177) * r
                        + 1.27045825245236838258
                    )
                    * r
                    + 3.64784832476320460504
                )
                * r
                + 5.7694972214606914055
            )
            * r
            + 4.6303378461565452959
        ) * r + 1.42343711074968357734
        bottom = (
            (
                (
                    (
                        ((1.05075007164441684324e-9 * r + 5.475938084995344946e-4) * r + 0.0151986665636164571966) * r
                        + 0.14810397642748007459
                    )
                    * r
                    + 0.68976733498510000455
                )
                * r
                + 1.6763848301838038494
            )
            * r
            + 2.05319162663775882187
        ) * r + 1.0
    else:
        r -= 5.0
        top = (
            (
                (
                    (
                        ((2.01033439929228813265e-7 * r + 2.71155556874348757815e-5) * r + 0.0012426609473880784386) * r
                        + 0.026532189526576123093
                    )
                    * r
                    + 0.29656057182850489123
                )
                * r
                + 1.7848265399172913358
            )
            * r
            + 5.4637849111641143699
        ) * r + 6.6579046435011037772
        bottom = (
            (
                (
                    (
                        ((2.04426310338993978564e-15 * r + 1.4215117583164458887e-7) * r + 1.8463183175100546818e-5) * r
                        + 7.868691311456132591e-4
                    )
                    * r
                    + 0.0148753612908506148525
                )
                * r
                + 0.13692988092273580531
            )
            * r
            + 0.59983220655588793769
        ) * r + 1.0
    return -top / bottom if q < 0.0 else top / bottom


@kernel
def exponential(key: int, decision: int) -> float:
    """Return a draw of the exponential distribution with mean one."""
    return -math.log(uniform(key, decision))


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
        total += _poisson_by_inversion(mean / parts, uniform(event(key, decision, part, 0), 0))
    return total


@kernel
def integer(key: int, decision: int, count: int) -> int:
    """Return a draw from ``0 .. count - 1``, all equally likely; ``count`` is at least one."""
    drawn = int(uniform(key, decision) * count)
    return drawn if drawn < count else count - 1


@kernel
def rank(key: int, item: int) -> float:
    """Return the place of an item in a keyed permutation: sorting items by it shuffles them.

    An item keeps its rank whoever else is in the list, so that one more candidate shifts nobody.
    """
    return uniform(key, item)


def permutation(key: int, items: list[int]) -> list[int]:
    """Return the items in the order of their keyed ranks."""
    return sorted(items, key=lambda item: rank(key, item))


def choice(key: int, decision: int, weights: list[float]) -> int:
    """Return an index drawn with probability proportional to its weight; -1 when no weight is positive."""
    target = uniform(key, decision) * math.fsum(weights)
    chosen = -1
    cumulated = 0.0
    for index, weight in enumerate(weights):
        if weight > 0.0:
            chosen = index
            cumulated += weight
            if target < cumulated:
                break
    return chosen

"""Weekly arrays of runs as they are kept: what differs from zero, compressed, and given back to the last bit.

Most of an array is zero, and most of the rest are small whole numbers. What is left are amounts of money, whose last
digits no compression makes smaller; nine tenths of the bytes are theirs.
"""

import itertools
import struct
import zlib

import numpy as np
from numpy.typing import NDArray

from simcorr.errors import StoreError

Floats = NDArray[np.float64]
Bytes = NDArray[np.uint8]
_LEVEL = 1
"""Of zlib: more effort takes longer than the run and saves a fiftieth."""
_NOISE = 6
"""The low bytes of a broken number, which are not worth a try."""
_HEAD = struct.Struct("<3Q4Q")
"""The shape, and how many bytes each part has."""


def packed(values: Floats) -> bytes:
    """Return an array (weeks, places, measures) as bytes.

    Examples
    --------
    >>> unpacked(packed(np.array([[[0.0, 2.5, 3.0]]]))).tolist()
    [[[0.0, 2.5, 3.0]]]
    """
    flat = np.ascontiguousarray(np.moveaxis(values, -1, 0)).reshape(values.shape[-1], -1)
    # By its bits a negative zero differs from zero, and comes back as it was.
    there = flat.view(np.int64) != 0
    whole = _whole(flat)
    numbers = flat[whole][there[whole]].astype(np.int32)
    broken = _by_byte(flat[~whole][there[~whole]].astype("<f8"))
    parts = (
        zlib.compress(np.packbits(there).tobytes() + np.packbits(whole).tobytes(), _LEVEL),
        zlib.compress(_by_byte(numbers.astype("<i4")).tobytes(), _LEVEL),
        zlib.compress(broken[_NOISE:].tobytes(), _LEVEL),
        broken[:_NOISE].tobytes(),
    )
    return _HEAD.pack(*values.shape, *map(len, parts)) + b"".join(parts)


def unpacked(content: bytes) -> Floats:
    """Return the array that was packed.

    Raises
    ------
    StoreError
        For bytes that are something else.
    """
    try:
        return _unpacked(content)
    except (zlib.error, ValueError, IndexError, struct.error, MemoryError) as error:
        raise StoreError(f"the weekly series of a run are damaged ({error}); run it again in another store") from None


def _unpacked(content: bytes) -> Floats:
    weeks, places, measures, *sizes = _HEAD.unpack_from(content)
    ends = np.cumsum([_HEAD.size, *sizes])
    if ends[-1] != len(content):
        raise ValueError(f"{len(content)} bytes in place of {ends[-1]}")
    masks, numbers, high, low = (content[first:last] for first, last in itertools.pairwise(ends))
    bits = np.frombuffer(zlib.decompress(masks), np.uint8)
    size = measures * weeks * places
    split = -(-size // 8)
    there = np.unpackbits(bits[:split], count=size).astype(bool).reshape(measures, -1)
    whole = np.unpackbits(bits[split:], count=measures).astype(bool)
    flat = np.zeros(there.shape)
    flat[there & whole[:, None]] = _from_bytes(np.frombuffer(zlib.decompress(numbers), np.uint8), "<i4")
    both = np.concatenate([np.frombuffer(part, np.uint8) for part in (low, zlib.decompress(high))])
    flat[there & ~whole[:, None]] = _from_bytes(both, "<f8")
    return np.ascontiguousarray(np.moveaxis(flat.reshape(measures, weeks, places), 0, -1))


def _whole(flat: Floats) -> NDArray[np.bool_]:
    """Return of which measures all values are whole numbers that 32 bits hold."""
    limits = np.iinfo(np.int32)
    with np.errstate(invalid="ignore"):
        fits = (flat >= limits.min) & (flat <= limits.max) & (np.rint(flat) == flat)
        fits &= ~(np.signbit(flat) & (flat == 0.0))
    found: NDArray[np.bool_] = fits.all(axis=1)
    return found


def _by_byte(values: NDArray[np.generic]) -> Bytes:
    """Return the first bytes of all numbers, the second of all, and so on: what is alike stands together."""
    return np.ascontiguousarray(values.view(np.uint8).reshape(-1, values.itemsize).T)


def _from_bytes(content: Bytes, kind: str) -> NDArray[np.generic]:
    width = np.dtype(kind).itemsize
    return np.ascontiguousarray(content.reshape(width, -1).T).view(kind).ravel()

"""Weekly arrays of runs as they are kept: whole numbers as such, compressed, and given back to the last bit."""

import io
import zlib

import numpy as np
from numpy.typing import NDArray

from simcorr.errors import StoreError

Floats = NDArray[np.float64]
_LEVEL = 1
"""Of zlib: most of an array is zero, so that more effort hardly makes it smaller."""


def packed(values: Floats) -> bytes:
    """Return an array as bytes.

    Examples
    --------
    >>> unpacked(packed(np.array([[0.0, 2.5]]))).tolist()
    [[0.0, 2.5]]
    """
    buffer = io.BytesIO()
    np.save(buffer, _smallest(values), allow_pickle=False)
    return zlib.compress(buffer.getvalue(), _LEVEL)


def unpacked(content: bytes) -> Floats:
    """Return the array that was packed.

    Raises
    ------
    StoreError
        For bytes that are something else.
    """
    try:
        values: Floats = np.load(io.BytesIO(zlib.decompress(content)), allow_pickle=False).astype(np.float64)
    except (zlib.error, ValueError, EOFError, OSError) as error:
        raise StoreError(f"the weekly series of a run are damaged ({error}); run it again in another store") from None
    return values


def _smallest(values: Floats) -> NDArray[np.generic]:
    """Return whole numbers in the smallest type that holds them; anything else as it is."""
    if values.size == 0 or not np.isfinite(values).all() or (np.rint(values) != values).any():
        return values
    for kind in (np.int16, np.int32):
        limits = np.iinfo(kind)
        if limits.min <= values.min() and values.max() <= limits.max:
            return values.astype(kind)
    return values

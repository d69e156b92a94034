"""The one door to Numba.

Rules are written as plain Python functions. ``rule`` marks them as usable inside compiled kernels and leaves
them unchanged for Python callers; ``kernel`` compiles. Where Numba is missing or switched off both hand the
function back as it is.

A cached kernel does not notice when a rule in another file changes. The machine code therefore lives in a
folder named by a digest of every source it is made from.
"""

import hashlib
import os
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

Function = TypeVar("Function", bound=Callable[..., Any])

_PACKAGE = Path(__file__).parent
_SOURCES = (
    "jit.py",
    "draws.py",
    "contexts.py",
    "rules/*.py",
    "parameters/*.py",  # the layout of the parameters
    "interventions/levers.py",  # the order of the levers
    "world/*.py",
    "engines/compiled/*.py",
)


def _numba_is_usable() -> bool:
    if os.environ.get("NUMBA_DISABLE_JIT", "0") not in ("", "0"):
        return False
    try:
        import numba  # noqa: F401 - asked for its presence only
    except Exception:  # a broken installation raises more than ImportError
        return False
    return True


JIT_AVAILABLE: bool = _numba_is_usable()
"""Whether kernels are compiled in this process."""


@cache
def cache_folder() -> Path:
    """Return the private folder for machine code, named by the content of all sources that go into it."""
    from platformdirs import user_cache_path

    digest = hashlib.sha256()
    for pattern in _SOURCES:
        for source in sorted(_PACKAGE.glob(pattern)):
            digest.update(source.name.encode() + source.read_bytes())
    return user_cache_path("simcorr") / f"compiled-{digest.hexdigest()[:16]}"


def rule(function: Function) -> Function:
    """Mark a pure scalar function as callable from compiled kernels; Python callers keep the plain function."""
    if not JIT_AVAILABLE:
        return function
    from numba.extending import register_jitable

    return register_jitable(forceinline=True)(function)  # type: ignore[no-any-return]


def kernel(function: Function) -> Function:
    """Compile a function without the interpreter lock and keep the machine code in the private folder."""
    if not JIT_AVAILABLE:
        return function
    import numba

    previous = numba.config.CACHE_DIR
    numba.config.CACHE_DIR = str(cache_folder())
    try:
        return numba.njit(cache=True, nogil=True, error_model="numpy")(function)  # type: ignore[no-any-return]
    finally:
        numba.config.CACHE_DIR = previous

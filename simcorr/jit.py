"""The one door to Numba.

Rules are written as plain Python functions. ``rule`` marks them as usable inside compiled kernels and leaves
them unchanged for Python callers; ``kernel`` compiles. Where Numba is missing or switched off both hand the
function back as it is.

A cached kernel does not notice when a rule in another file changes. The machine code therefore lives in a
folder named by a digest of every source it is made from. Where that folder cannot be written to, nothing is kept:
Numba would otherwise put the code beside the sources, where it goes stale.
"""

import hashlib
import os
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path
from tempfile import TemporaryFile
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
    "engine/*.py",
    "engine/agents/*.py",
    "engine/phases/*.py",
    "engine/compiled/*.py",
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
    """Return the private folder for machine code, named by all sources that go into it and by bounds checking.

    Numba's own index does not tell code with checks from code without.
    """
    from platformdirs import user_cache_path

    digest = hashlib.sha256(os.environ.get("NUMBA_BOUNDSCHECK", "").encode())
    for pattern in _SOURCES:
        for source in sorted(_PACKAGE.glob(pattern)):
            digest.update(source.name.encode() + source.read_bytes())
    return user_cache_path("simcorr") / f"compiled-{digest.hexdigest()[:16]}"


@cache
def keeps_code() -> bool:
    """Return whether machine code can be kept for the next process."""
    try:
        cache_folder().mkdir(parents=True, exist_ok=True)
        with TemporaryFile(dir=cache_folder()):
            return True
    except OSError:
        return False


_PLAIN = {"no_cfunc_wrapper": True, "_nrt": False}
"""No way in for C, and no objects that are counted: kernels work in memory that Python holds."""
TAKEN_IN = {**_PLAIN, "forceinline": True, "no_cpython_wrapper": True}
"""How a function is compiled that kernels alone call: they take it in whole, and nobody else needs a way in."""
_KERNEL = {**_PLAIN, "nogil": True, "error_model": "numpy"}


def rule(function: Function) -> Function:
    """Mark a pure scalar function as callable from compiled kernels; Python callers keep the plain function.

    Kernels take it in whole: a call would cost more than most rules do, and hide what two of them share.
    """
    if not JIT_AVAILABLE:
        return function
    from numba.extending import register_jitable

    return register_jitable(**TAKEN_IN)(function)  # type: ignore[no-any-return]  # Numba is untyped


@rule
def one_if(condition: bool) -> float:
    """Return 1.0 or 0.0, to count by; compiled code makes no number of a truth value itself."""
    return 1.0 if condition else 0.0


def kernel(function: Function) -> Function:
    """Compile a function without the interpreter lock and keep the machine code in the private folder."""
    if not JIT_AVAILABLE:
        return function
    import numba

    if not keeps_code():
        return numba.njit(**_KERNEL)(function)  # type: ignore[no-any-return]  # Numba is untyped
    previous = numba.config.CACHE_DIR
    numba.config.CACHE_DIR = str(cache_folder())
    try:
        kept = numba.njit(cache=True, **_KERNEL)(function)
        return _that_may_fail_to_save(kept)  # type: ignore[no-any-return]  # Numba is untyped
    finally:
        numba.config.CACHE_DIR = previous


def _that_may_fail_to_save(compiled: Any) -> Any:
    """Let a function that is compiled but cannot be kept, on a full disk say, work all the same."""
    save = compiled._cache.save_overload

    def save_if_possible(*arguments: Any) -> None:
        with suppress(OSError):
            save(*arguments)

    compiled._cache.save_overload = save_if_possible
    return compiled

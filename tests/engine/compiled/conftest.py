"""Without Numba there is no compiled engine to test."""

from simcorr.jit import JIT_AVAILABLE

collect_ignore_glob = [] if JIT_AVAILABLE else ["test_*.py"]

"""The command line: nothing but calls into the public API."""

from simcorr.cli.main import main

__all__ = ["main"]

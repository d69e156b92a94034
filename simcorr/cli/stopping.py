"""Stopping: Ctrl-C and SIGTERM end a command alike, so that what it has computed is kept."""

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

INTERRUPTED = 130
"""The exit code of a command that Ctrl-C ended."""
TERMINATED = 143
"""The exit code of a command that SIGTERM ended."""
_CODES = {signal.SIGINT: INTERRUPTED, signal.SIGTERM: TERMINATED}
_NAMES = {signal.SIGINT: "Ctrl-C", signal.SIGTERM: "SIGTERM"}
_STANDARD_ERROR = 2


class Stop:
    """Which signal has stopped a command, if any."""

    def __init__(self) -> None:
        self.signal: signal.Signals | None = None

    @property
    def code(self) -> int:
        """The exit code of a command that was stopped."""
        return INTERRUPTED if self.signal is None else _CODES[self.signal]

    def __call__(self, number: int, _: Any) -> None:
        """Stop what is being done; at the second signal, the process."""
        given = signal.Signals(number)
        if self.signal is not None:
            _say(f"ended at once by {_NAMES[given]}; files are as they were before the last was begun")
            os._exit(_CODES[given])
        self.signal = given
        _say(f"stopping on {_NAMES[given]} ... (a second one ends at once)")
        raise KeyboardInterrupt


@contextmanager
def stoppable() -> Iterator[Stop]:
    """Let SIGTERM do what Ctrl-C does, as long as a command runs; afterwards everything is as it was.

    A signal that whoever started this ignores, such as Ctrl-C behind ``nohup``, stays ignored.
    """
    stop, before = Stop(), {}
    if threading.current_thread() is threading.main_thread():
        for number, usual in ((signal.SIGINT, signal.default_int_handler), (signal.SIGTERM, signal.SIG_DFL)):
            if signal.getsignal(number) is usual:
                before[number] = signal.signal(number, stop)
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _say(text: str) -> None:
    """Write past Python's buffers, which the signal may have met in the middle of a line."""
    with suppress(OSError):
        os.write(_STANDARD_ERROR, f"\nsimcorr: {text}\n".encode())

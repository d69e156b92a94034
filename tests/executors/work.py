"""Units of work that go wrong, where worker processes can import them."""

import os
import signal
import time
from pathlib import Path

BAD = 13


def square(shared, content, check):
    return shared + content * content


def leisurely(shared, content, check):
    time.sleep(0.05)
    return content * content


def deadly(shared, content, check):
    if content == BAD:
        os.kill(os.getpid(), signal.SIGKILL)
    return square(0, content, check)


def deadly_once(marker, content, check):
    """Kill the worker the first time only, as an operating system short of memory does."""
    if content == BAD and not Path(marker).exists():
        Path(marker).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    time.sleep(0.01)
    return square(0, content, check)


def deaf(shared, content, check):
    """Never end and never look at the clock."""
    if content == BAD:
        while True:
            time.sleep(1.0)
    return square(0, content, check)


def endless(shared, content, check):
    """Never end, but look at the clock."""
    while content == BAD:
        time.sleep(0.01)
        check()
    return square(0, content, check)


def raising(shared, content, check):
    if content == BAD:
        raise ValueError("thirteen")
    return square(0, content, check)


def slow(shared, content, check):
    for _ in range(200):
        time.sleep(0.01)
        check()
    return content

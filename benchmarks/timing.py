"""How long something takes, in a way that other people's work on the machine disturbs little."""

import time


def processor_time(times, function, *arguments):
    """Return the least processor time of some calls, in seconds."""
    return _least(times, time.process_time, function, *arguments)


def wall_time(times, function, *arguments):
    """Return the least elapsed time of some calls, in seconds."""
    return _least(times, time.perf_counter, function, *arguments)


def alternating_times(times, *calls):
    """Return the least processor time of each of some calls, made in turn, so that all see the same machine."""
    least = [float("inf")] * len(calls)
    for _ in range(times):
        for number, (function, *arguments) in enumerate(calls):
            least[number] = min(least[number], processor_time(1, function, *arguments))
    return least


def warm_up(seconds, function, *arguments):
    """Run something until a processor that has been idle is back at its full speed, and its memory at hand."""
    started = time.perf_counter()
    while time.perf_counter() - started < seconds:
        function(*arguments)


def _least(times, clock, function, *arguments):
    durations = []
    for _ in range(times):
        started = clock()
        function(*arguments)
        durations.append(clock() - started)
    return min(durations)

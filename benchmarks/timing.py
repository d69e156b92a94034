"""How long something takes, in a way that other people's work on the machine disturbs little."""

import time


def processor_time(times, function, *arguments):
    """Return the least processor time of some calls, in seconds."""
    return _least(times, time.process_time, function, *arguments)


def wall_time(times, function, *arguments):
    """Return the least elapsed time of some calls, in seconds."""
    return _least(times, time.perf_counter, function, *arguments)


def _least(times, clock, function, *arguments):
    durations = []
    for _ in range(times):
        started = clock()
        function(*arguments)
        durations.append(clock() - started)
    return min(durations)

"""Threads of this process: for what works without the interpreter lock; they share its memory and start at once."""

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor

from simcorr.executors.chunk import Chunk, Done, do_chunk
from simcorr.executors.executor import TaskExecutor


class Threads(TaskExecutor):
    """A pool of threads; what kills one kills everything, and a run that never looks at the clock is never ended."""

    chunk_seconds = 0.1

    def __init__(self, workers: int) -> None:
        self.workers = workers
        self.in_flight = 2 * workers
        self._pool = ThreadPoolExecutor(workers, thread_name_prefix="simcorr")

    def submit(self, chunk: Chunk) -> "Future[list[Done]]":
        """Hand out a chunk."""
        return self._pool.submit(do_chunk, chunk)

    def recover(self, chunks: list[Chunk]) -> Iterator[Done | Chunk]:
        """Nothing can be lost here without losing everything."""
        yield from chunks

    def close(self, *, stop: bool) -> None:
        """Wait for the threads; those whose results nobody waits for end within a simulated week."""
        self._pool.shutdown(wait=True, cancel_futures=True)

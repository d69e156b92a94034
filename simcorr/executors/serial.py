"""The smallest executor: this process."""

from collections.abc import Iterator
from concurrent.futures import Future

from simcorr.executors.chunk import Chunk, Done, do_chunk
from simcorr.executors.executor import TaskExecutor


class Serial(TaskExecutor):
    """Does each chunk at once, in this process; what kills it kills everything."""

    workers = 1
    in_flight = 1
    chunk_seconds = 0.0

    def submit(self, chunk: Chunk) -> "Future[list[Done]]":
        """Do a chunk."""
        future: Future[list[Done]] = Future()
        future.set_result(do_chunk(chunk))
        return future

    def recover(self, chunks: list[Chunk]) -> Iterator[Done | Chunk]:
        """Nothing can be lost here without losing everything."""
        yield from chunks

    def close(self, *, stop: bool) -> None:
        """There is nothing to close."""

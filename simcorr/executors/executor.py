"""Who does the work: the interface of executors of tasks."""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from concurrent.futures import Future

from simcorr.executors.chunk import Chunk, Done


class TaskExecutor(ABC):
    """Workers that take chunks.

    Attributes
    ----------
    workers : int
        How many.
    in_flight : int
        Chunks handed out at a time, so that nobody waits and little is lost by a stop.
    chunk_seconds : float
        How long a chunk shall take: long enough that handing it out costs nothing, short enough that little is lost by
        a stop.
    knows_suspects : bool
        Whether it can tell which units were being done when workers were lost. If so, a loss takes down all chunks
        that are under way, and what it hands back is innocent.
    """

    knows_suspects = False
    chunk_seconds = 1.0

    workers: int
    in_flight: int

    @abstractmethod
    def submit(self, chunk: Chunk) -> "Future[list[Done]]":
        """Hand out a chunk. Any exception of the future, or from here, means that the worker is lost."""

    @abstractmethod
    def recover(self, chunks: list[Chunk]) -> Iterator[Done | Chunk]:
        """Find out what became of chunks whose workers are lost.

        Yields
        ------
        Done or Chunk
            Units that are settled, the culprits as `Lost`, and chunks to be handed out again.
        """

    def deserted(self) -> bool:
        """Return whether there are no workers at the moment; only those of a lent executor may stay away."""
        return False

    @abstractmethod
    def close(self, *, stop: bool) -> None:
        """Let the workers go: at once, or when they have finished."""

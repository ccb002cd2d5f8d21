"""Who works: this process, threads that each watch a worker process, or a Dask cluster; and how work is dealt out."""

from __future__ import annotations

import queue
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from itertools import islice
from types import TracebackType
from typing import Any, Protocol

from answerstance.archiving.models import StoredModel
from answerstance.archiving.packing import labeller
from answerstance.archiving.sources import Source
from answerstance.archiving.supervisor import Limits, Supervisor
from answerstance.archiving.work import Desk, Outcome, outcomes, salt_of
from answerstance.classifying import load_model
from answerstance.errors import AnswerStanceError

Known = Callable[[bytes], bool]


class Engine(Protocol):
    """Takes batches of letters; a context manager that ends its workers."""

    workers: int
    """How many batches are worked on at a time."""
    batch: int
    """How many letters at a time are worth handing over."""

    def submit(self, batch: Sequence[Source]) -> Future[list[Outcome]]:
        """Work on a batch."""

    def __enter__(self) -> Engine:
        """Itself."""

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """End the workers, at once."""


def how_many(n_jobs: int | None) -> int:
    """How many workers joblib would take: `n_jobs`, else what a `joblib.parallel_config` of the caller says, else one.

    Negative numbers count back from the number of cores: -1 is all of them.

    Raises
    ------
    AnswerStanceError
        The number is 0.
    """
    if n_jobs == 1 or (n_jobs is None and "joblib" not in sys.modules):  # so joblib need not be imported to say one
        return 1
    from joblib import effective_n_jobs

    try:
        return int(effective_n_jobs(n_jobs))
    except ValueError as error:
        raise AnswerStanceError(f"{n_jobs} workers can do no work; give 1 or more, or -1 for one a core") from error


def cluster_of_caller() -> Any:
    """The Dask client that a `joblib.parallel_config` of the caller names; None without one."""
    if "joblib" not in sys.modules:
        return None
    from joblib.parallel import get_active_backend

    return getattr(get_active_backend()[0], "client", None)


class Here:
    """One worker: the batch is done when `submit` returns. Without limits, this very process labels."""

    workers = 1
    batch = 1

    def __init__(self, model: StoredModel, limits: Limits, known: Known) -> None:
        self._supervisor = None if limits.none else Supervisor(model, limits)
        label = labeller(load_model(model.folder), model.name) if self._supervisor is None else self._supervisor.label
        self._desk = Desk(label, salt_of(model), known)

    def __enter__(self) -> Here:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._supervisor is not None:
            self._supervisor.close()

    def submit(self, batch: Sequence[Source]) -> Future[list[Outcome]]:
        """Work on a batch."""
        done: Future[list[Outcome]] = Future()
        done.set_result(outcomes(batch, self._desk))
        return done


class Team:
    """Several workers on this machine: each is a process, watched by a thread that hands it letters."""

    batch = 4

    def __init__(self, model: StoredModel, limits: Limits, known: Known, workers: int) -> None:
        self.workers = workers
        self._salt = salt_of(model)
        self._known = known
        self._supervisors = [Supervisor(model, limits) for _ in range(workers)]
        self._free: queue.LifoQueue[Supervisor] = queue.LifoQueue()
        for supervisor in self._supervisors:
            self._free.put(supervisor)
        self._threads = ThreadPoolExecutor(workers, "answerstance")

    def __enter__(self) -> Team:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        for supervisor in self._supervisors:
            supervisor.close()
        self._threads.shutdown(cancel_futures=True)

    def submit(self, batch: Sequence[Source]) -> Future[list[Outcome]]:
        """Work on a batch."""
        return self._threads.submit(self._work, batch)

    def _work(self, batch: Sequence[Source]) -> list[Outcome]:
        supervisor = self._free.get()
        try:
            return outcomes(batch, Desk(supervisor.label, self._salt, self._known))
        finally:
            self._free.put(supervisor)


def deal(engine: Engine, sources: Iterable[Source], size: int, in_order: bool) -> Iterator[tuple[int, list[Outcome]]]:
    """Deal out letters in batches and yield what came of each, with the position of its first letter.

    No more than two batches a worker are taken from `sources` ahead of what was yielded: so a caller who stops for a
    while stops the work, and what is in memory does not grow with the archive. (joblib's generators work on.)
    """
    waiting: dict[Future[list[Outcome]], int] = {}
    most = 2 * engine.workers if engine.workers > 1 else 1
    rest = iter(sources)
    position = 0
    while batch := list(islice(rest, size)):
        waiting[engine.submit(batch)] = position
        position += len(batch)
        while len(waiting) >= most:
            yield _next(waiting, in_order)
    while waiting:
        yield _next(waiting, in_order)


def _next(waiting: dict[Future[list[Outcome]], int], in_order: bool) -> tuple[int, list[Outcome]]:
    done = next(iter(waiting)) if in_order else next(iter(wait(waiting, return_when=FIRST_COMPLETED).done))
    return waiting.pop(done), done.result()

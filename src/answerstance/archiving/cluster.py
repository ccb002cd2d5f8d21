"""A Dask cluster as the engine: the model goes to each worker once, letters are read where the workers are."""

from __future__ import annotations

import queue
from bisect import bisect_left
from collections.abc import Sequence
from concurrent.futures import Future
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Any

import answerstance
from answerstance.archiving.models import StoredModel
from answerstance.archiving.sources import Source
from answerstance.archiving.supervisor import Limits, Supervisor
from answerstance.archiving.work import Desk, Outcome, outcomes, salt_of
from answerstance.errors import AnswerStanceError

try:
    from distributed import Client, WorkerPlugin, get_worker
    from distributed.comm.addressing import get_address_host_port
except ImportError as missing:
    raise AnswerStanceError("labelling on a Dask cluster needs dask: pip install 'answerstance[dask]'") from missing

_SECONDS = 60  # to find the cluster and a worker of it
_KEY = 16  # bytes


class Cluster:
    """A Dask cluster; each of its threads watches a worker process of its own.

    Parameters
    ----------
    where : str or distributed.Client
        The scheduler's address, or a client.
    model : StoredModel
    limits : Limits
    known : bytes
        The keys of what was done before, as `Journal.keys` gives them.

    Notes
    -----
    A plugin brings the model, so that a worker that comes later or is started anew has it too. What a lost worker was
    at, the scheduler gives to another.
    """

    batch = 32

    def __init__(self, where: str | Client, model: StoredModel, limits: Limits, known: bytes) -> None:
        self._own = not isinstance(where, Client)
        try:
            if isinstance(where, str) and not where.startswith("inproc:"):
                get_address_host_port(where)  # a Client that cannot tell what is meant hangs for minutes at its end
            self._client = Client(where, timeout=_SECONDS, set_as_default=False) if self._own else where
            self._client.wait_for_workers(1, timeout=_SECONDS)
        except (OSError, TimeoutError, ValueError) as error:
            raise AnswerStanceError(
                f"{where}: no Dask cluster with a worker is there ({error}); start one with `dask scheduler` and"
                " `dask worker`, and give the scheduler's address"
            ) from error
        self.workers = sum(self._client.nthreads().values())
        self._desk = WorkerDesk(model, limits, known)
        self._client.register_plugin(self._desk)
        self._executor = self._client.get_executor(retries=3)

    def __enter__(self) -> Cluster:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._executor.shutdown(wait=False)
        self._client.unregister_worker_plugin(self._desk.name)
        if self._own:
            self._client.close()

    def submit(self, batch: Sequence[Source]) -> Future[list[Outcome]]:
        """Work on a batch."""
        done: Future[list[Outcome]] = self._executor.submit(_work, batch, self._desk.name)
        return done


class WorkerDesk(WorkerPlugin):
    """What a Dask worker holds of a run: the model in a folder, idle worker processes, and what is known."""

    def __init__(self, model: StoredModel, limits: Limits, known: bytes) -> None:
        self.name = f"answerstance-{model.fingerprint[:16]}-{id(self):x}"
        self._model = model
        self._files = model.files()
        self._limits = limits
        self._known = known
        self._version = answerstance.__version__

    def setup(self, worker: Any) -> None:
        """Take the model out of the parcel. Raises AnswerStanceError where the versions differ."""
        if answerstance.__version__ != self._version:
            raise AnswerStanceError(
                f"a Dask worker has answerstance {answerstance.__version__}, this machine {self._version}; install one"
            )
        self._folder = TemporaryDirectory(prefix="answerstance-")
        for name, data in self._files.items():
            (Path(self._folder.name) / name).write_bytes(data)
        self._here = self._model._replace(folder=self._folder.name)
        self._free: queue.SimpleQueue[Supervisor] = queue.SimpleQueue()

    def teardown(self, worker: Any) -> None:
        """End the processes."""
        while not self._free.empty():
            self._free.get().close()
        self._folder.cleanup()

    def work(self, batch: Sequence[Source]) -> list[Outcome]:
        """Work on a batch, in a process that is free."""
        try:
            supervisor = self._free.get_nowait()
        except queue.Empty:
            supervisor = Supervisor(self._here, self._limits)
        try:
            return outcomes(batch, Desk(supervisor.label, salt_of(self._model), self._knows))
        finally:
            self._free.put(supervisor)

    def _knows(self, key: bytes) -> bool:
        count = len(self._known) // _KEY
        at = bisect_left(range(count), key, key=lambda at: self._known[at * _KEY : (at + 1) * _KEY])
        return at < count and self._known[at * _KEY : (at + 1) * _KEY] == key


def _work(batch: Sequence[Source], name: str) -> list[Outcome]:
    desk: WorkerDesk = get_worker().plugins[name]
    return desk.work(batch)

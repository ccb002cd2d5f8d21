"""A worker process watched from outside: killed when a letter takes too long or too much memory, and replaced."""

from __future__ import annotations

import os
import pickle
import queue
import signal
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import IO, NamedTuple

import answerstance
from answerstance.archiving.models import StoredModel
from answerstance.archiving.packing import Reply
from answerstance.errors import AnswerStanceError

SECONDS = 120.0
"""A letter may take, by default: twenty times what the longest real ones take on a slow machine."""
MEGABYTES = 2048
"""A worker may hold, by default: ten times what real letters take."""
_LEAST_MEGABYTES = 256  # the model and the libraries take half of it
_LOOK = 0.05  # seconds between two looks at a worker's memory
_START = 120.0  # seconds to load the model
_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")


class Limits(NamedTuple):
    """What one letter may take."""

    seconds: float | None = SECONDS
    """None: as long as it takes."""
    megabytes: int | None = MEGABYTES
    """Resident memory of the worker; None: whatever there is."""

    def checked(self) -> Limits:
        """Itself. Raises AnswerStanceError where no letter could be labelled within it."""
        if self.seconds is not None and not self.seconds > 0:
            raise AnswerStanceError(f"a time limit of {self.seconds} s lets no letter through; give more, or none")
        if self.megabytes is not None and self.megabytes < _LEAST_MEGABYTES:
            raise AnswerStanceError(
                f"a memory limit of {self.megabytes} MB is less than a worker needs; give {_LEAST_MEGABYTES} or more"
            )
        return self

    @property
    def none(self) -> bool:
        """Whether nothing is limited."""
        return self.seconds is None and self.megabytes is None


class Stopped(Exception):
    """A letter was given up: it ran into a limit, or ended its worker twice."""


class _Died(Exception):
    """The worker ended by itself."""


class Supervisor:
    """Labels letters in a process of its own, which is started when it is first needed.

    Parameters
    ----------
    model : StoredModel
    limits : Limits
        For each letter.

    Notes
    -----
    One thread at a time may use it, but any thread may `close` it. joblib's processes cannot be killed one by one: the
    loss of one breaks the pool.
    """

    def __init__(self, model: StoredModel, limits: Limits) -> None:
        self._model = model
        self._limits = limits
        self._process: subprocess.Popen[bytes] | None = None
        self._replies: queue.SimpleQueue[Reply | None] = queue.SimpleQueue()
        self._closed = False

    def label(self, path: str | None, data: bytes, is_text: bool) -> Reply:
        """Label one letter.

        Raises
        ------
        Stopped
            It ran into a limit, or the worker died of it, twice.
        AnswerStanceError
            No worker can be started.
        """
        for _ in range(2):  # the first time may have been the doing of somebody short of memory
            try:
                return self._label((path, data, is_text))
            except _Died as died:
                ending = died
                self._end()
        raise Stopped(f"the worker process ended twice while it read this letter ({ending}); open it and save it anew")

    def close(self) -> None:
        """End the worker, at once."""
        self._closed = True
        self._end()

    def _label(self, letter: tuple[str | None, bytes, bool]) -> Reply:
        if self._process is None:
            self._start()
        self._send(letter)
        reply = self._wait(self._limits.seconds)
        if self._limits.megabytes and self._megabytes() > self._limits.megabytes / 2:
            self._end()  # what one letter left behind must not count against the next
        return reply

    def _start(self) -> None:
        said = ""
        for _ in range(2):  # as for a letter
            with tempfile.TemporaryFile() as talk:
                try:
                    reply = self._spawn(talk)
                    break
                except (_Died, Stopped) as error:
                    self._end()
                    talk.seek(0)
                    said = talk.read().decode("utf-8", "replace").strip().rpartition("\n")[2] or str(error)
        else:
            raise AnswerStanceError(f"a worker process cannot be started ({said}); `{' '.join(_command())}` shows why")
        if reply.error:
            self._end()
            raise AnswerStanceError(reply.error)

    def _spawn(self, talk: IO[bytes]) -> Reply:
        """Start a worker and wait until it has its model; what it says on stderr goes to a file."""
        home = str(Path(answerstance.__file__).resolve().parents[1])
        known = os.environ.get("PYTHONPATH")
        environment = os.environ | dict.fromkeys(_THREADS, "1")
        environment["PYTHONPATH"] = os.pathsep.join([home, known] if known else [home])
        self._process = process = subprocess.Popen(
            _command(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=talk,
            env=environment,
            start_new_session=True,  # so that it is ours to end, with what it started, also at Ctrl-C
        )
        if self._closed:  # by another thread, maybe just now
            self._end()
            raise AnswerStanceError("labelling was ended")
        self._replies = queue.SimpleQueue()
        threading.Thread(target=_listen, args=(process, self._replies), daemon=True).start()
        self._send((self._model.folder, self._model.name, self._limits.seconds))
        return self._wait(_START)

    def _send(self, what: object) -> None:
        process = self._process
        if process is None or process.stdin is None:
            raise _Died("it was ended")
        try:
            pickle.dump(what, process.stdin)
            process.stdin.flush()
        except (BrokenPipeError, ValueError) as error:  # ValueError: closed by another thread
            raise _Died(self._ending()) from error

    def _wait(self, seconds: float | None) -> Reply:
        """Wait for a reply, and kill the worker where a limit is passed."""
        end = time.monotonic() + seconds if seconds else None
        while True:
            try:
                reply = self._replies.get(timeout=_LOOK)
            except queue.Empty:
                if end is not None and time.monotonic() > end:
                    self._end()
                    raise Stopped(
                        f"reading and labelling took more than {seconds:g} s; allow more (--timeout), or cut the file"
                    ) from None
                most = self._limits.megabytes
                if most and self._megabytes() > most:
                    self._end()
                    raise Stopped(
                        f"reading and labelling took more than {most} MB; allow more (--memory), or cut the file"
                    ) from None
                continue
            if reply is None:
                raise _Died(self._ending())
            return reply

    def _megabytes(self) -> float:
        import psutil

        process = self._process
        if process is None:  # closed meanwhile by another thread
            return 0.0
        try:
            return psutil.Process(process.pid).memory_info().rss / (1 << 20)
        except psutil.Error:  # it just ended, which the next look tells
            return 0.0

    def _ending(self) -> str:
        process = self._process
        if process is None:
            return "it was ended"
        try:
            status = process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            return "it answers no more"
        if status < 0:
            return signal.Signals(-status).name
        return f"exit status {status}"

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        _kill(process)
        if process.stdin is not None:
            with suppress(OSError, ValueError):  # what was not sent needs no sending any more
                process.stdin.close()


def _command() -> list[str]:
    return [sys.executable, "-P", "-m", "answerstance.archiving.child"]


def _listen(process: subprocess.Popen[bytes], replies: queue.SimpleQueue[Reply | None]) -> None:
    assert process.stdout is not None
    with process.stdout as pipe, suppress(EOFError, OSError, ValueError, pickle.UnpicklingError):
        while True:
            replies.put(pickle.load(pipe))
    replies.put(None)


def _kill(process: subprocess.Popen[bytes]) -> None:
    """End a worker and the programs it started."""
    if hasattr(os, "killpg"):
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()
    process.wait()

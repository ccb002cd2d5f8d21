"""A log that programs can read: one JSON object a line."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Protocol

from answerstance.errors import AnswerStanceError


class Log(Protocol):
    """Takes an event and what is to be said of it."""

    def __call__(self, event: str, **facts: object) -> None:
        """Write one line."""


@contextmanager
def log_to(path: str | os.PathLike[str] | None) -> Iterator[Log]:
    """A log that goes on at the end of a file; without a path nothing is written.

    Raises
    ------
    AnswerStanceError
        The file cannot be written.
    """
    if path is None:
        yield lambda event, **facts: None
        return
    with _told(path):
        file = open(path, "a", encoding="utf-8")  # noqa: SIM115 (an error while it is open may be another's)

    def write(event: str, **facts: object) -> None:
        now = datetime.now(UTC).isoformat(timespec="milliseconds")
        with _told(path):
            file.write(json.dumps({"time": now, "event": event, **facts}, ensure_ascii=False) + "\n")
            file.flush()

    with file:
        yield write


@contextmanager
def _told(path: str | os.PathLike[str]) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise AnswerStanceError(f"{path}: the log cannot be written ({error.strerror}); choose another file") from error

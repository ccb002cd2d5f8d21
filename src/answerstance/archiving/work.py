"""The unit of work, the same in a thread here and on a machine elsewhere: a few letters read, known or labelled."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Sequence
from pathlib import PurePath
from typing import Literal, NamedTuple

import answerstance
from answerstance.archiving.models import StoredModel
from answerstance.archiving.packing import Reply
from answerstance.archiving.sources import Source, legible
from answerstance.archiving.supervisor import Stopped
from answerstance.errors import ReadError

State = Literal["labelled", "known", "unreadable", "stopped"]
"""What came of a letter; ``known``: it was done before; ``stopped``: it ran into a limit or ended its worker."""


class Outcome(NamedTuple):
    """What came of one letter."""

    path: str | None
    state: State
    key: bytes | None
    """Of its content, the model and the version; None where its bytes cannot be had."""
    rows: bytes | None
    """Packed, where it was labelled."""
    error: str | None
    """What is wrong with it and the way out, without its path in front; see `told`."""
    seconds: float


class Desk(NamedTuple):
    """What is needed to work on letters."""

    label: Callable[[str | None, bytes, bool], Reply]
    salt: bytes
    """See `salt_of`."""
    known: Callable[[bytes], bool]
    """Whether the letter of a key was done before."""


def salt_of(model: StoredModel) -> bytes:
    """What of a key is the same for all letters of a run: model and version."""
    return f"{answerstance.__version__} {model.fingerprint} ".encode()


def outcomes(sources: Sequence[Source], desk: Desk) -> list[Outcome]:
    """Work on a few letters, in their order."""
    return [_outcome(source, desk) for source in sources]


def told(path: str | None, error: str) -> str:
    """An error with its place in front, as a row gives it."""
    return f"{_shown(path)}: {error}"


def bare(path: str | None, error: object) -> str:
    """An error without its place in front."""
    return legible(str(error)).removeprefix(f"{_shown(path)}: ")


def _shown(path: str | None) -> str:
    return "standard input" if path is None else path


def _outcome(source: Source, desk: Desk) -> Outcome:
    begin = time.perf_counter()
    path = source.path

    def found(state: State, key: bytes | None, rows: bytes | None = None, error: object = None) -> Outcome:
        return Outcome(path, state, key, rows, bare(path, error) if error else None, time.perf_counter() - begin)

    try:
        data = source.load()
    except ReadError as error:
        return found("unreadable", None, error=error)
    key = _key(source, data, desk.salt)
    if desk.known(key):
        return found("known", key)
    try:
        reply = desk.label(path, data, source.is_text)
    except Stopped as stopped:
        return found("stopped", key, error=stopped)
    return found("unreadable", key, error=reply.error) if reply.error else found("labelled", key, reply.rows)


def _key(source: Source, data: bytes, salt: bytes) -> bytes:
    """Equal for letters that give equal rows: the suffix counts, since it may decide the format."""
    form = "text" if source.is_text else PurePath(source.path or "").suffix.lower()
    return hashlib.sha256(salt + form.encode() + hashlib.sha256(data).digest()).digest()[:16]

"""Where letters come from: files, folders, zip and tar archives, texts in a JSONL file, and URLs."""

from __future__ import annotations

import json
import lzma
import os
import stat
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import IO, Any, Protocol

from answerstance.errors import AnswerStanceError, ReadError
from answerstance.reading import SUFFIXES, read_bytes

MOST_BYTES = 256 << 20
"""Of one letter as it is stored; the thickest scanned letters have a quarter of it."""

TARS = (".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tbz2", ".tar.xz", ".txz")
TEXTS = (".jsonl", ".ndjson")
_BROKEN_ZIP = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError, RuntimeError)
_BROKEN_TAR = (tarfile.TarError, zlib.error, EOFError, OSError, ValueError)


class Source(Protocol):
    """One letter that can be had. All are small enough to send to another process or machine."""

    @property
    def path(self) -> str | None:
        """What its rows give as `path`."""

    @property
    def is_text(self) -> bool:
        """Whether the bytes are known to be a text in UTF-8, not a file in some format."""

    def load(self) -> bytes:
        """Its bytes. Raises ReadError where they cannot be had."""


@dataclass(frozen=True, slots=True)
class File:
    """A file on disk."""

    place: str
    is_text = False

    @property
    def path(self) -> str:
        """Where it is, in legible characters."""
        return legible(self.place)

    def load(self) -> bytes:
        """Read it."""
        try:
            found = os.stat(self.place)
        except (OSError, ValueError):
            return read_bytes(self.place)  # which tells what is wrong
        if stat.S_ISREG(found.st_mode) and found.st_size > MOST_BYTES:
            raise _too_large(found.st_size)
        return read_bytes(self.place)


@dataclass(frozen=True, slots=True)
class Member:
    """A file in a zip archive; its path is that of the archive and its own, joined by a slash."""

    path: str
    archive: str
    place: int
    """Which of its entries it is, as two may have one name."""
    is_text = False

    def load(self) -> bytes:
        """Unpack it."""
        try:
            info = _zip(self.archive).infolist()[self.place]
            if legible(f"{self.archive}/{info.filename}") != self.path:
                raise ValueError("the archive was changed meanwhile")
            if info.file_size > MOST_BYTES:
                raise _too_large(info.file_size)
            with _zip(self.archive).open(info) as member:
                return member.read(MOST_BYTES)  # its stated size may lie
        except (IndexError, *_BROKEN_ZIP) as error:
            raise ReadError(
                f"cannot be unpacked ({error}); pack it anew, without a password, or give the file itself"
            ) from error


@dataclass(frozen=True, slots=True)
class Url:
    """A file that fsspec can open."""

    path: str
    is_text = False

    def load(self) -> bytes:
        """Fetch it."""
        try:
            with _fsspec().open(self.path, "rb") as file:
                data: bytes = file.read(MOST_BYTES + 1)
        except AnswerStanceError:
            raise
        except Exception as error:  # each file system raises what it likes
            raise ReadError(f"cannot be fetched ({error}); check the address and your access") from error
        if len(data) > MOST_BYTES:
            raise _too_large(len(data))
        return data


@dataclass(frozen=True, slots=True)
class Held:
    """A letter whose bytes are at hand: read from a stream, where nobody can go back to it."""

    path: str | None
    data: bytes
    is_text: bool = False

    def load(self) -> bytes:
        """Its bytes."""
        return self.data


@dataclass(frozen=True, slots=True)
class Missing:
    """What stands where a letter was expected and cannot be had; it costs one row."""

    path: str
    error: str
    """Why, and the way out."""
    is_text = False

    def load(self) -> bytes:
        """Raises ReadError."""
        raise ReadError(self.error)


def find(
    paths: Iterable[str | os.PathLike[str] | Source],
    patterns: Sequence[str] = (),
    leave_out: Callable[[str], bool] = lambda path: False,
) -> Iterator[Source]:
    """Find the letters that paths name, one by one.

    Parameters
    ----------
    paths : iterable of str or path-like
        Files; folders, searched with their subfolders; zip and tar archives; ``.jsonl`` files with an object a line
        that has a ``text`` and may have a ``name``; URLs that fsspec knows, which may hold ``*``; sources as they are.
        One path alone is taken as a list of one.
    patterns : sequence of str
        Which files of folders and archives to take, as in ``*.pdf``, in upper or lower case: of the file name, or of
        its path in the folder or archive where a pattern has a slash. By default those with a suffix of a letter or
        none, and in folders zip and tar archives. Hidden files and folders are never taken. One alone is a list of one.
    leave_out : callable
        Says of a path that it is none of the letters.

    Yields
    ------
    Source
        In the order of the paths; in a folder by name, in an archive as packed. What cannot be opened is a `Missing`,
        and so is an archive in an archive.
    """
    patterns = [patterns] if isinstance(patterns, str) else patterns
    for path in [paths] if isinstance(paths, str | os.PathLike) else paths:
        if not isinstance(path, str | os.PathLike):
            yield path
            continue
        name = os.fspath(path)
        if "://" in name:
            yield from _urls(name)
        elif not leave_out(name):
            found = _folder(name, patterns, leave_out) if os.path.isdir(name) else _file(name, patterns)
            yield from _or_missing(found, name)


def count(paths: Sequence[str], patterns: Sequence[str] = ()) -> int | None:
    """How many letters paths name; None where only reading them whole could tell."""
    if any("://" in path or path.lower().endswith((*TARS, *TEXTS)) for path in paths):
        return None
    total = 0
    for source in find(paths, patterns):
        if isinstance(source, Held):
            return None
        total += 1
    return total


def may_hold_many(path: str) -> bool:
    """Whether a path may name several letters: a folder, an archive, a file of texts, a URL."""
    return "://" in path or path.lower().endswith((".zip", *TARS, *TEXTS)) or os.path.isdir(path)


def _file(path: str, patterns: Sequence[str]) -> Iterator[Source]:
    name = path.lower()
    if name.endswith(".zip"):
        return _members(path, patterns)
    if name.endswith(TARS):
        return _packed(path, patterns)
    if name.endswith(TEXTS):
        return _texts(path)
    return iter([File(path)])


def _folder(path: str, patterns: Sequence[str], leave_out: Callable[[str], bool]) -> Iterator[Source]:
    for found in _files_below(path):
        if isinstance(found, Missing):
            yield found
            continue
        if leave_out(found):
            continue
        if _is_archive(found):
            yield from _file(found, patterns)
        elif _wanted(os.path.relpath(found, path), patterns):
            yield File(found)


def _or_missing(found: Iterator[Source], path: str) -> Iterator[Source]:
    """What was found in a folder or archive; where that is nothing, one row says so."""
    first = next(found, None)
    if first is None:
        yield Missing(legible(path), "there are no letters in it; check the name, or say by a pattern what to take")
        return
    yield first
    yield from found


def _files_below(path: str) -> Iterator[str | Missing]:
    """The regular files in a folder and its subfolders, by name, without hidden ones and links to folders."""
    try:
        with os.scandir(path) as entries:
            found = sorted(entries, key=lambda entry: entry.name)
    except OSError as error:
        yield Missing(legible(path), f"this folder cannot be read ({error.strerror or error}); check its permissions")
        return
    for entry in found:
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _files_below(entry.path)
        elif entry.is_file():
            yield entry.path


def _wanted(path: str, patterns: Sequence[str]) -> bool:
    name = PurePosixPath(Path(path.lower()).as_posix())
    if not patterns:
        return name.suffix in SUFFIXES
    return any(fnmatchcase(str(name) if "/" in pattern else name.name, pattern.lower()) for pattern in patterns)


def _is_letter(name: str, patterns: Sequence[str]) -> bool:
    """Whether a member of an archive is wanted: not hidden, nor what macOS adds to archives."""
    return not _is_hidden(name) and (_is_archive(name) or _wanted(name, patterns))


def _is_hidden(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return any((part.startswith(".") and part != "..") or part == "__MACOSX" for part in parts)


def _is_archive(name: str) -> bool:
    return name.lower().endswith((".zip", *TARS))


def _nested(path: str) -> Missing:
    return Missing(path, "this is an archive in an archive; unpack the outer one, and give the folder")


@lru_cache(maxsize=8)
def _opened(path: str, changed: int, size: int) -> zipfile.ZipFile:
    return zipfile.ZipFile(path)


def _zip(path: str) -> zipfile.ZipFile:
    """An open archive, kept open for its next member as long as it does not change."""
    found = os.stat(path)
    return _opened(path, found.st_mtime_ns, found.st_size)


def _members(path: str, patterns: Sequence[str]) -> Iterator[Source]:
    try:
        names = [None if info.is_dir() else info.filename for info in _zip(path).infolist()]
    except _BROKEN_ZIP as error:
        yield _broken(path, error)
        return
    for place, name in enumerate(names):
        if name is not None and _is_letter(name, patterns):
            shown = legible(f"{path}/{name}")
            yield _nested(shown) if _is_archive(name) else Member(shown, path, place)


def _packed(path: str, patterns: Sequence[str]) -> Iterator[Source]:
    """The letters in a tar archive, which can only be read from front to back."""
    try:
        with tarfile.open(path, "r|*") as archive:
            for info in archive:
                if not (info.isfile() or info.islnk()) or not _is_letter(info.name, patterns):
                    continue
                name = legible(f"{path}/{info.name}")
                if _is_archive(name):
                    yield _nested(name)
                elif info.islnk():
                    other = legible(info.linkname)
                    yield Missing(name, f"this is a second name of {other} in the archive; unpack it to label both")
                elif info.size > MOST_BYTES:
                    yield Missing(name, str(_too_large(info.size)))
                elif (member := archive.extractfile(info)) is not None:
                    yield Held(name, member.read())
    except _BROKEN_TAR as error:
        yield _broken(path, error)


def _broken(path: str, error: Exception) -> Missing:
    if isinstance(error, FileNotFoundError):
        return Missing(legible(path), "there is no such file; check the name, or quote it if it holds spaces")
    if isinstance(error, PermissionError):
        return Missing(legible(path), f"cannot be read ({error.strerror}); check its permissions")
    return Missing(legible(path), f"this archive cannot be read to its end ({error}); pack it anew")


def _texts(path: str) -> Iterator[Source]:
    try:
        with open(path, "rb") as file:
            yield from _lines(path, file)
    except OSError as error:
        yield Missing(legible(path), f"cannot be read ({error.strerror or error}); check the name and its permissions")


def _lines(path: str, file: IO[bytes]) -> Iterator[Source]:
    number = 0
    while line := file.readline(MOST_BYTES):
        number += 1
        if not line.strip():
            continue
        name = legible(f"{path}/{number}")
        try:
            record = json.loads(line)
            text = record["text"]
            name = legible(f"{path}/{record['name']}") if record.get("name") else name
            yield Held(name, text.encode("utf-8"), is_text=True)
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            yield Missing(
                name,
                f'line {number} is no object with a "text" in it ({error!r}); write {{"text": "…"}} on each line',
            )


def _urls(path: str) -> Iterator[Source]:
    if "*" not in path:
        yield Url(path)
        return
    try:
        found = [file.full_name for file in _fsspec().open_files(path)]
    except AnswerStanceError:
        raise
    except Exception as error:  # each file system raises what it likes
        yield Missing(legible(path), f"cannot be listed ({error}); check the address and your access")
        return
    if not found:
        yield Missing(legible(path), "nothing is there by this name; check the address")
    yield from map(Url, sorted(found))


def _fsspec() -> Any:
    try:
        import fsspec
    except ImportError as error:
        raise AnswerStanceError("reading from a URL needs fsspec: pip install 'answerstance[dask]'") from error
    return fsspec


def legible(text: str) -> str:
    """A path or message with what is no Unicode in it, as old file names have, replaced."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")


def _too_large(size: int) -> ReadError:
    return ReadError(
        f"this file has {size >> 20} MB, which no letter has (the most is {MOST_BYTES >> 20}); cut it into letters"
    )

"""What is done already, kept on disk beside the output: nothing that was committed is lost or done twice."""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from types import TracebackType

from answerstance.archiving.packing import unpack
from answerstance.archiving.supervisor import Limits
from answerstance.archiving.work import Outcome, told
from answerstance.errors import AnswerStanceError
from answerstance.labelling.rows import Row, error_row

_FORMAT = 1
_MARK = 0x41535443  # "ASTC": the file is a journal of ours
_LOCKED = "another run is writing it; wait for that, or write to another file"
_TABLES = """
CREATE TABLE done (key BLOB PRIMARY KEY, rows BLOB, error TEXT, limits TEXT);
CREATE TABLE letters (position INTEGER PRIMARY KEY, path TEXT, key BLOB, error TEXT);
"""


class Journal:
    """A database of finished letters, and of the letters of this run in their order.

    Parameters
    ----------
    output : path
        The file that the rows go to; the journal stands beside it, with ``.journal`` behind its name.
    limits : Limits
        What ran into limits is done again only under others.
    fresh : bool
        Forget what was done before.

    Raises
    ------
    AnswerStanceError
        It cannot be written, another run is writing it, or it is none of ours.

    Notes
    -----
    ``done`` grows with each labelled letter and outlives the run; ``letters`` is made anew by each run. What could not
    be read is not kept in ``done``, as that may be due to the place (a missing program), and trying again is cheap.
    """

    def __init__(self, output: str | os.PathLike[str], limits: Limits, fresh: bool = False) -> None:
        self.path = Path(f"{os.fspath(output)}.journal")
        self._limits = f"{limits.seconds} {limits.megabytes}"
        self._lock = threading.Lock()  # workers ask what is known
        if fresh:
            self._forget()
        with self._told():
            self._base = sqlite3.connect(self.path, timeout=1.0, isolation_level=None, check_same_thread=False)
        try:
            with self._told():
                self._prepare()
        except AnswerStanceError:
            self._base.close()
            raise

    def _forget(self) -> None:
        """Remove the journal, damaged or not, unless another run is writing it."""
        try:
            if self.path.is_file():
                with suppress(sqlite3.DatabaseError), closing(sqlite3.connect(self.path, timeout=0)) as base:
                    try:
                        base.execute("BEGIN IMMEDIATE")
                    except sqlite3.OperationalError as error:
                        if "locked" in str(error):
                            raise AnswerStanceError(f"{self.path}: {_LOCKED}") from error
            for ending in ("", "-wal", "-journal"):
                Path(f"{self.path}{ending}").unlink(missing_ok=True)
        except OSError as error:
            raise AnswerStanceError(
                f"{self.path}: cannot be removed ({error.strerror}); choose another place"
            ) from error

    def _prepare(self) -> None:
        # One connection alone: so it needs no memory shared with others, which network drives do not have.
        self._base.execute("PRAGMA locking_mode = EXCLUSIVE")
        self._base.execute("PRAGMA journal_mode = WAL")
        self._base.execute("PRAGMA synchronous = FULL")
        self._base.execute("BEGIN IMMEDIATE")
        mark, form = (self._base.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version"))
        empty = not self._base.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
        if not empty and (mark, form) != (_MARK, _FORMAT):
            raise AnswerStanceError(
                f"{self.path}: this is no journal of this version; move it away, or begin anew (--fresh)"
            )
        if empty:
            for statement in filter(str.strip, _TABLES.split(";")):
                self._base.execute(statement)
            self._base.execute(f"PRAGMA application_id = {_MARK}")
            self._base.execute(f"PRAGMA user_version = {_FORMAT}")
        self._base.execute("DELETE FROM letters")
        self._base.execute("COMMIT")

    def __enter__(self) -> Journal:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        with self._lock:
            self._base.close()

    def knows(self, key: bytes) -> bool:
        """Whether the letter of a key needs no work."""
        with self._lock, self._told():
            asked = "SELECT 1 FROM done WHERE key = ? AND (limits IS NULL OR limits = ?)"
            return self._base.execute(asked, (key, self._limits)).fetchone() is not None

    def keys(self) -> bytes:
        """All keys that `knows` knows, each of 16 bytes, sorted and joined."""
        with self._lock, self._told():
            asked = "SELECT key FROM done WHERE limits IS NULL OR limits = ? ORDER BY key"
            return b"".join(key for (key,) in self._base.execute(asked, (self._limits,)))

    def add(self, position: int, found: Sequence[Outcome]) -> None:
        """Commit what came of letters that follow each other, the first at a position."""
        done = [
            (one.key, one.rows, one.error, self._limits if one.state == "stopped" else None)
            for one in found
            if one.state in {"labelled", "stopped"}
        ]
        letters = [
            (at, one.path, one.key, one.error if one.state == "unreadable" else None)
            for at, one in enumerate(found, start=position)
        ]
        with self._lock, self._told():
            self._base.execute("BEGIN")
            self._base.executemany("INSERT OR REPLACE INTO done VALUES (?, ?, ?, ?)", done)
            self._base.executemany("INSERT INTO letters VALUES (?, ?, ?, ?)", letters)
            self._base.execute("COMMIT")

    def rows(self, model: str) -> Iterator[Row]:
        """All rows of the letters of this run, in order.

        Parameters
        ----------
        model : str
            What the row of an error says of the model.
        """
        asked = (
            "SELECT path, rows, coalesce(letters.error, done.error) FROM letters LEFT JOIN done USING (key)"
            " ORDER BY position"
        )
        with self._told():
            for path, packed, error in self._base.execute(asked):
                yield from [error_row(path, told(path, error), model)] if packed is None else unpack(packed, path)

    @contextmanager
    def _told(self) -> Iterator[None]:
        """What goes wrong in the database, told with the way out."""
        try:
            yield
        except sqlite3.OperationalError as error:
            if "locked" in str(error):
                reason = _LOCKED
            else:
                reason = (
                    f"cannot be written ({error}); make room or choose another place,"
                    " and run the same again: it goes on with what is missing"
                )
            raise AnswerStanceError(f"{self.path}: {reason}") from error
        except sqlite3.DatabaseError as error:
            raise AnswerStanceError(
                f"{self.path}: this journal is damaged ({error}); move it away, or begin anew (--fresh)"
            ) from error

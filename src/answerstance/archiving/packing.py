"""One letter labelled, its rows packed for the way back and for the journal."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable
from pathlib import PurePath
from typing import NamedTuple

from answerstance.classifying import StanceClassifier
from answerstance.errors import ReadError
from answerstance.labelling import Row, label
from answerstance.letters import read_data

_LEVEL = 1  # of compression: three times smaller, at next to no cost


class Reply(NamedTuple):
    """What came of a letter: its packed rows, or why it has none."""

    rows: bytes | None
    error: str | None


def labeller(model: StanceClassifier, name: str) -> Callable[[str | None, bytes, bool], Reply]:
    """A function of a letter's path, its bytes, and whether they are plain text.

    Parameters
    ----------
    model : StanceClassifier
    name : str
        What the rows say of the model.
    """

    def one(path: str | None, data: bytes, is_text: bool) -> Reply:
        try:
            return Reply(pack(label(read_data(data, path, is_text), model).rows(), name), None)
        except ReadError as error:
            return Reply(None, str(error))
        except Exception as error:  # of no letter known; it must not cost the others
            return Reply(None, f"cannot be labelled ({error!r}); please report this with the letter")

    return one


def pack(rows: list[Row], model: str) -> bytes:
    """Rows without their path, so that they serve the same letter under another; half a surrogate pair becomes "?"."""
    bare = [{**row, "letter": None, "path": None, "model": model} for row in rows]
    return zlib.compress(json.dumps(bare, ensure_ascii=False).encode("utf-8", "replace"), _LEVEL)


def unpack(packed: bytes, path: str | None) -> list[Row]:
    """The rows, with their path."""
    rows: list[Row] = json.loads(zlib.decompress(packed))
    for row in rows:
        row["letter"], row["path"] = PurePath(path).name if path else None, path
    return rows

"""One file or text, as read."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

from answerstance.errors import ReadError
from answerstance.reading.encoding import decode
from answerstance.records import Piece, Span

TEXT_SUFFIXES = {".txt": "txt", ".text": "txt", "": "txt", ".md": "md", ".markdown": "md"}

_OTHER_FORMATS = (  # how a file that is no text begins, and what to do with it
    (b"%PDF", "a PDF", "extract its text first, for instance with pdftotext"),
    (b"PK\x03\x04", "a zip archive or an office document (docx, odt)", "save it as plain text first"),
    (b"\xd0\xcf\x11\xe0", "a legacy office document (doc)", "save it as plain text first"),
    (b"{\\rtf", "rich text (rtf)", "save it as plain text first"),
)


@dataclass(frozen=True, slots=True)
class Source:
    """The text of a letter and where it came from."""

    text: str
    path: str | None
    format: str
    sha256: str
    pieces: tuple[Piece, ...] = ()
    """What the format itself shows to be no running text (a footnote, a page's head and foot): sorted, disjoint."""
    bold: tuple[Span, ...] = ()
    italic: tuple[Span, ...] = ()
    """Stretches the format shows in bold or italic type: sorted, disjoint."""


def source_from_text(text: str) -> Source:
    """Wrap a text that does not come from a file; its hash is of the text in UTF-8."""
    return Source(text, None, "txt", hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest())


def read_source(path: str | os.PathLike[str]) -> Source:
    """Read one text file.

    Raises
    ------
    ReadError
        The file is missing, a folder, not readable, empty, or no text. The message says which, and the way out.
    """
    path = Path(path)
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise ReadError(f"{path}: there is no such file; check the name, or quote it if it holds spaces") from None
    except IsADirectoryError:
        raise ReadError(f"{path}: this is a folder; name the letters in it, for instance {path / '*.txt'}") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise ReadError(f"{path}: cannot be read ({reason}); check its permissions") from error
    for beginning, what, way_out in _OTHER_FORMATS:
        if data.startswith(beginning):
            raise ReadError(f"{path}: this is {what}, not plain text; {way_out}")
    text = decode(data)
    if text is None:
        raise ReadError(
            f"{path}: this is no text in UTF-8, UTF-16 or Windows-1252 (it begins with {data[:8]!r});"
            " give a text or markdown file"
        )
    if not text.strip():
        raise ReadError(f"{path}: the file holds no text ({len(data)} bytes); give a letter with text in it")
    return Source(text, str(path), TEXT_SUFFIXES.get(path.suffix.lower(), "txt"), hashlib.sha256(data).hexdigest())

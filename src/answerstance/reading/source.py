"""One file or text, as read."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from answerstance.errors import ReadError
from answerstance.reading.encoding import decode
from answerstance.reading.extract import Extract
from answerstance.records import Piece, Span

TEXT_SUFFIXES = {".txt": "txt", ".text": "txt", "": "txt", ".md": "md", ".markdown": "md"}
FORMATS = ("txt", "md", "pdf", "docx", "doc", "odt", "rtf", "html", "xml")

_HTML_SUFFIXES = {".html", ".htm", ".xhtml"}
SUFFIXES = frozenset({*TEXT_SUFFIXES, *_HTML_SUFFIXES, ".pdf", ".docx", ".doc", ".odt", ".rtf", ".xml"})
"""Those of files that may be letters, in lower case; the empty one too."""
_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_XML = re.compile(rb"\s*<(?:\?xml\b|!doctype\s|[a-z][\w.:-]*(?:\s+[\w.:-]+\s*=\s*[\"'][^<>]*)?\s*/?>)", re.IGNORECASE)
_ZIP_INDEX = 1 << 16  # bytes at the end of an archive, where it lists its members
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


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
    """Read one file.

    Raises
    ------
    ReadError
        The file is missing, a folder, not readable, empty, damaged, or in no format that can be read. The message says
        which, and the way out.
    """
    path = Path(path)
    return source_from_bytes(read_bytes(path), str(path))


def read_bytes(path: str | os.PathLike[str]) -> bytes:
    """The bytes of a file.

    Raises
    ------
    ReadError
        It is missing, a folder, or not readable.
    """
    path = Path(path)
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise ReadError(f"{path}: there is no such file; check the name, or quote it if it holds spaces") from None
    except IsADirectoryError:
        raise ReadError(f"{path}: this is a folder; name the letters in it, for instance {path / '*.txt'}") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise ReadError(f"{path}: cannot be read ({reason}); check its permissions") from error


def source_from_bytes(data: bytes, path: str | None = None) -> Source:
    """Read one file whose bytes are at hand.

    Parameters
    ----------
    data : bytes
    path : str, optional
        Its name: the suffix tells apart what the bytes do not, such as text and markdown.

    Raises
    ------
    ReadError
        As for `read_source`.
    """
    name = path or "standard input"
    suffix = Path(path).suffix.lower() if path else ""
    if not data.strip():
        raise ReadError(f"{name}: the file holds no text ({len(data)} bytes); give a letter with text in it")
    kind = _format(data, suffix)
    try:
        extract = _plain_text(data) if kind in {"txt", "md"} else _leaf(kind)(data)
    except ReadError as error:
        raise ReadError(f"{name}: {error}") from error
    if not extract.text.strip():
        raise ReadError(f"{name}: the file holds no text ({len(data)} bytes); give a letter with text in it")
    sha256 = hashlib.sha256(data).hexdigest()
    return Source(extract.text, path, kind, sha256, extract.pieces, extract.bold, extract.italic)


def _format(data: bytes, suffix: str) -> str:
    """The format by what the bytes show, else by the suffix: a PDF named ``.txt`` is still a PDF."""
    start = data[:1024].lstrip(b"\0 \t\r\n")
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if start.startswith(b"PK\x03\x04"):
        index = data[-_ZIP_INDEX:]
        is_open = b"vnd.oasis.opendocument" in data[:200] or (b"content.xml" in index and b"word/" not in index)
        return "odt" if is_open else "docx"
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        return "doc"
    if start.startswith(b"{\\rtf"):
        return "rtf"
    for mark in _MARKS:
        start = start.removeprefix(mark)
    start = start.replace(b"\0", b"")  # UTF-16
    if suffix not in {".md", ".markdown"}:  # markdown may begin with a tag
        if _HTML.match(start):
            return "html"
        if start.startswith(b"<?xml") or (suffix == ".xml" and _XML.match(start)):
            return "html" if suffix in _HTML_SUFFIXES else "xml"
    if suffix in _HTML_SUFFIXES:
        return "html"
    return TEXT_SUFFIXES.get(suffix, "txt")


def _leaf(kind: str) -> Callable[[bytes], Extract]:
    """The reader of a format, imported when it is first needed: so a text needs no package but this one."""
    reader: Callable[[bytes], Extract] = getattr(import_module(f"answerstance.reading.{kind}"), f"read_{kind}")
    return reader


def _plain_text(data: bytes) -> Extract:
    text = decode(data)
    if text is None:
        raise ReadError(
            f"this is no text in UTF-8, UTF-16 or Windows-1252 (it begins with {data[:8]!r}), nor a file in another"
            f" format that can be read ({', '.join(FORMATS[2:])}); save it in one of these"
        )
    return Extract(text)

"""Reading a letter and segmenting it, for the public face."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import BinaryIO

from answerstance.reading import read_source, source_from_bytes, source_from_text
from answerstance.records import Exchange, Letter
from answerstance.segmenting import lay_out


def read(path: str | os.PathLike[str] | BinaryIO) -> Letter:
    """Read a letter from a file.

    Parameters
    ----------
    path : str, path-like or binary file
        Text or markdown (in UTF-8, UTF-16 or Windows-1252), PDF, docx, doc, odt, rtf, HTML, or the XML of the Dutch
        government's publications. The format is told by the content, else by the suffix.

    Returns
    -------
    Letter
        The text as it stands in the file, what kind of document it is, its metadata and its exchanges.

    Raises
    ------
    ReadError
        The file is missing, a folder, unreadable, empty, damaged, or in no format that can be read.
    """
    if hasattr(path, "read"):
        return lay_out(source_from_bytes(path.read()))
    return lay_out(read_source(path))


def read_text(text: str) -> Letter:
    """Make a letter of a text that is at hand already; `Letter.path` is None."""
    return lay_out(source_from_text(text))


def read_data(data: bytes, path: str | None = None, is_text: bool = False) -> Letter:
    """Make a letter of a file's bytes.

    Parameters
    ----------
    data : bytes
    path : str, optional
        What the letter gives as its path; the suffix tells apart what the bytes do not, such as text and markdown.
    is_text : bool
        Whether the bytes are a text in UTF-8, whatever they look like.

    Raises
    ------
    ReadError
        As for `read`.
    """
    if not is_text:
        return lay_out(source_from_bytes(data, path))
    return replace(read_text(data.decode("utf-8")), path=path)


def segment(letter: Letter | str | os.PathLike[str]) -> tuple[Exchange, ...]:
    """The exchanges of a letter, in the order of their answers; a path is read first.

    Questions without an answer have ``answer=None``. A document that is no letter of answers has none.
    """
    return letter.exchanges if isinstance(letter, Letter) else read(letter).exchanges

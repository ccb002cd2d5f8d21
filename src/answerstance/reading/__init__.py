"""Bytes to text. Knows formats and encodings, and nothing of questions or answers."""

from answerstance.reading.source import (
    FORMATS,
    SUFFIXES,
    Source,
    read_bytes,
    read_source,
    source_from_bytes,
    source_from_text,
)

__all__ = ["FORMATS", "SUFFIXES", "Source", "read_bytes", "read_source", "source_from_bytes", "source_from_text"]

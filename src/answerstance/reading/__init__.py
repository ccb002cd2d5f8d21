"""Bytes to text. Knows formats and encodings, and nothing of questions or answers."""

from answerstance.reading.source import Source, read_source, source_from_text

__all__ = ["Source", "read_source", "source_from_text"]

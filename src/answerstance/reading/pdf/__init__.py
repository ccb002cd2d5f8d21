"""PDF: characters with their places, put together to rows, columns, pages and a text."""

from answerstance.reading.pdf.characters import read_pdf

__all__ = ["read_pdf"]

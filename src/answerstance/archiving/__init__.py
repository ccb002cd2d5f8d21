"""Whole archives to rows: found anywhere, labelled in parallel within limits, resumed where a run ended."""

from answerstance.archiving.archive import ArchiveSummary, label_archive, label_each, label_many

__all__ = ["ArchiveSummary", "label_archive", "label_each", "label_many"]

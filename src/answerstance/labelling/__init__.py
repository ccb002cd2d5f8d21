"""From letters to rows: every answer with its stance and the sentences that show it."""

from answerstance.labelling.labelled import LabelledLetter, label
from answerstance.labelling.rows import ROW_FIELDS, Row, write_rows

__all__ = ["ROW_FIELDS", "LabelledLetter", "Row", "label", "write_rows"]

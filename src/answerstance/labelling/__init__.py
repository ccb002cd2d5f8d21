"""From letters to rows: every answer with its stance and the sentences that show it."""

from answerstance.labelling.labelled import LabelledLetter, label
from answerstance.labelling.passages import label_passages
from answerstance.labelling.rows import PASSAGE_FIELDS, ROW_FIELDS, PassageRow, Row, write_rows

__all__ = [
    "PASSAGE_FIELDS",
    "ROW_FIELDS",
    "LabelledLetter",
    "PassageRow",
    "Row",
    "label",
    "label_passages",
    "write_rows",
]

"""A text to a Letter with its exchanges."""

from answerstance.segmenting.ends import closing_formula
from answerstance.segmenting.prose import Paragraph, locate, running_text
from answerstance.segmenting.references import answers_behind
from answerstance.segmenting.segment import lay_out

__all__ = ["Paragraph", "answers_behind", "closing_formula", "lay_out", "locate", "running_text"]

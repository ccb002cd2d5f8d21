"""A text to a Letter with its exchanges."""

from answerstance.segmenting.prose import Paragraph, locate, running_text
from answerstance.segmenting.references import answers_behind
from answerstance.segmenting.segment import lay_out

__all__ = ["Paragraph", "answers_behind", "lay_out", "locate", "running_text"]

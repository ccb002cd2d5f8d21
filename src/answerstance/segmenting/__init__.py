"""A text to a Letter with its exchanges."""

from answerstance.segmenting.references import answers_behind
from answerstance.segmenting.segment import lay_out

__all__ = ["answers_behind", "lay_out"]

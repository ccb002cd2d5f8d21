"""Read letters in which Dutch governments answer written questions, and say of every answer what stance it takes."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from answerstance.archiving import ArchiveSummary, label_archive, label_many
    from answerstance.classifying import Explanation, StanceClassifier, explain, load_model
    from answerstance.errors import AnnotationError, AnswerStanceError, ModelError, ReadError
    from answerstance.labelling import LabelledLetter, label, label_passages
    from answerstance.letters import read, read_text, segment
    from answerstance.records import Answer, Evidence, Exchange, Letter, Meta, Passage, Piece, Question, Span, Verdict

__version__ = "0.1.0"

_HOME = {
    "archiving": ("ArchiveSummary", "label_archive", "label_many"),
    "classifying": ("Explanation", "StanceClassifier", "explain", "load_model"),
    "errors": ("AnnotationError", "AnswerStanceError", "ModelError", "ReadError"),
    "labelling": ("LabelledLetter", "label", "label_passages"),
    "letters": ("read", "read_text", "segment"),
    "records": ("Answer", "Evidence", "Exchange", "Letter", "Meta", "Passage", "Piece", "Question", "Span", "Verdict"),
}
_ROOM = {name: room for room, names in _HOME.items() for name in names}

__all__ = [
    "AnnotationError",
    "Answer",
    "AnswerStanceError",
    "ArchiveSummary",
    "Evidence",
    "Exchange",
    "Explanation",
    "LabelledLetter",
    "Letter",
    "Meta",
    "ModelError",
    "Passage",
    "Piece",
    "Question",
    "ReadError",
    "Span",
    "StanceClassifier",
    "Verdict",
    "explain",
    "label",
    "label_archive",
    "label_many",
    "label_passages",
    "load_model",
    "read",
    "read_text",
    "segment",
]


def __getattr__(name: str) -> Any:
    """Load a public name from its room when it is first asked for, so that importing the package stays light."""
    if name not in _ROOM:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_ROOM[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})

"""One family of errors. Each message names the place, the value found and the way out."""

from __future__ import annotations


class AnswerStanceError(Exception):
    """Anything answerstance refuses, with a message fit to show to a user."""


class ReadError(AnswerStanceError):
    """A letter cannot be read: missing, empty, a folder, or no text."""


class ModelError(AnswerStanceError):
    """A model folder is missing, incomplete, or made by an incompatible version."""


class AnnotationError(AnswerStanceError):
    """Labels and texts do not fit: a missing or changed text, an unknown label, a bad offset."""

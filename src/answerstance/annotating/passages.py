"""Read gold passages: the sentences of example letters that take a stance in the eyes of a careful reader."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from answerstance.errors import AnnotationError
from answerstance.records import Passage, Span, collapse
from answerstance.stances import STANCES


@dataclass(frozen=True, slots=True)
class GoldLetter:
    """A letter with its gold passages."""

    path: Path
    """Of the letter."""
    kind: str
    unseen: bool
    """The letter was written after the rules, and no rule was changed for it."""
    passages: tuple[Passage, ...]
    """In the order of the text; the score of a gold stance is 1, and the part of the letter is left empty."""


def load_passages(folder: str | Path) -> list[GoldLetter]:
    """Read gold passages of the form of ``examples/passages``.

    Parameters
    ----------
    folder : path
        With ``letters/NAME`` and ``gold/NAME.json``, each ``{"file", "kind", "unseen", "passages": [{"start", "end",
        "stances", "text"}]}``. Offsets count code points in the letter; the text has its white space collapsed.

    Returns
    -------
    list of GoldLetter
        By file name.

    Raises
    ------
    AnnotationError
        If there are no gold files, or once for all that are unreadable, name an unknown stance, or whose offsets do
        not hold the text they give.
    """
    paths = sorted((Path(folder) / "gold").glob("*.json"))
    if not paths:
        raise AnnotationError(f"no gold/*.json in {folder}: expected gold passages such as those of examples/passages")
    letters: list[GoldLetter] = []
    faults: list[str] = []
    for path in paths:
        try:
            letters.append(_letter(Path(folder) / "letters", json.loads(path.read_text(encoding="utf-8"))))
        except (ValueError, KeyError, TypeError, OSError) as error:
            faults.append(f"{path.name}: {error!r}")
    if faults:
        raise AnnotationError(f"{len(faults)} faults in {folder}; correct them there:\n  " + "\n  ".join(faults))
    return letters


def _letter(folder: Path, record: dict) -> GoldLetter:
    path = folder / record["file"]
    text = path.read_text(encoding="utf-8")
    return GoldLetter(
        path, record["kind"], record["unseen"], tuple(_passage(text, found) for found in record["passages"])
    )


def _passage(text: str, found: dict) -> Passage:
    start, end = found["start"], found["end"]
    if collapse(text[start:end]) != found["text"]:
        raise ValueError(f"{start}-{end} holds {collapse(text[start:end])!r}, not {found['text']!r}")
    unknown = set(found["stances"]) - set(STANCES)
    if unknown or not found["stances"]:
        raise ValueError(f"stances {found['stances']} at {start}; choose from {', '.join(STANCES)}")
    return Passage(found["text"], (Span(start, end),), dict.fromkeys(found["stances"], 1.0), "")

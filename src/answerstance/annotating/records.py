"""Gold records: an answer with what careful reading made of it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass

from answerstance.records import Evidence
from answerstance.stances import Primary, Stance


@dataclass(frozen=True, slots=True)
class Labelled:
    """One answer with its question and its gold labels."""

    source: str
    """Where the labels come from: the stem of the label file, or ``examples``."""
    letter: str
    """The letter, or the block of neighbouring rows that stands in for it. Group by it."""
    row: int | None
    """The row of the public data set, where the answer came without its letter."""
    numbers: tuple[str, ...]
    """The numbers of the questions, as printed; empty where there are none."""
    question: str
    """White space collapsed; several questions joined by a space."""
    answer: str
    """White space collapsed. The evidence counts in it."""
    stances: tuple[Stance, ...]
    """Empty when it simply answers."""
    primary: Primary
    evidence: tuple[Evidence, ...]
    """Whole sentences, half-open code-point offsets into `answer`; the score of a gold sentence is 1."""
    refers_to: tuple[str, ...]
    """Numbers of other questions of the letter whose answers stand in for this one."""
    unsure: bool
    """The reader doubted."""

    @property
    def id(self) -> str:
        """A name for messages and fingerprints: source, letter, and row or numbers."""
        place = f"row {self.row}" if self.row is not None else "answer " + "+".join(self.numbers)
        return f"{self.source}/{self.letter}, {place}"


def digest(text: str) -> str:
    """SHA-256 of the text in UTF-8, lower-case hexadecimal."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def fingerprint(labelled: Iterable[Labelled]) -> str:
    """Name a set of gold answers by its content.

    Parameters
    ----------
    labelled : iterable of Labelled
        In any order.

    Returns
    -------
    str
        SHA-256 over the ids, the labels and the texts' hashes; the same for every order.
    """
    return _of_lines(
        _line(
            one.id,
            one.stances,
            one.primary,
            [(e.stance, e.start, e.end) for e in one.evidence],
            one.refers_to,
            digest(one.answer),
        )
        for one in labelled
    )


def _line(name: str, stances: object, primary: str, evidence: list, refers_to: object, answer_sha256: str) -> str:
    """One answer as a line whose bytes depend on its content only."""
    return json.dumps([name, stances, primary, sorted(evidence), refers_to, answer_sha256], ensure_ascii=True)


def _of_lines(lines: Iterable[str]) -> str:
    return digest("\n".join(sorted(lines)))

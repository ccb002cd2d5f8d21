"""What a score is taken on: gold labels and verdicts as numbers and names, without any text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from answerstance.annotating import Labelled, digest
from answerstance.dutch.sentences import sentences
from answerstance.records import Evidence, Verdict
from answerstance.stances import STANCES, Primary, Stance

Shown = tuple[Stance, int]
"""A stance, and the number (from 0) of a sentence that shows it."""

_DIGITS = 4


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a letter beside its text. None where nothing is said."""

    level: str | None = None
    """``national``, ``province``, ``municipality`` …"""
    body: str | None = None
    """Who answers, as the letter words it."""
    date: str | None = None
    """``YYYY-MM-DD``, or a period such as ``2021-2024``."""
    format: str | None = None
    """``txt``, ``pdf``, ``docx``, …"""


@dataclass(frozen=True, slots=True)
class Case:
    """One gold answer, without its text."""

    source: str
    """The sample it belongs to."""
    letter: str
    row: int | None
    numbers: tuple[str, ...]
    answer_sha256: str
    """Of the answer with its white space collapsed."""
    words: int
    sentences: int
    questions: int
    """Question marks in what was asked; 1 where there is none."""
    stances: tuple[Stance, ...]
    primary: Primary
    evidence: tuple[Shown, ...]
    unsure: bool
    """The reader doubted."""
    facts: Facts = Facts()

    @property
    def id(self) -> str:
        """A name for tables and messages: letter, and row or numbers."""
        return f"{self.letter}, {f'row {self.row}' if self.row is not None else 'answer ' + '+'.join(self.numbers)}"


@dataclass(frozen=True, slots=True)
class Said:
    """What a system said of one answer."""

    probabilities: tuple[float, ...]
    """One a stance, in the order of `STANCES`."""
    stances: tuple[Stance, ...]
    primary: Primary
    evidence: tuple[Shown, ...] | None = None
    """None for a system that shows no evidence."""
    review: bool | None = None
    """None for a system that flags nothing."""

    def is_like(self, other: Said) -> bool:
        """Whether it is the same but for the last digit of a probability, in which processors round differently."""
        apart = [abs(one - two) for one, two in zip(self.probabilities, other.probabilities, strict=True)]
        return replace(self, probabilities=other.probabilities) == other and max(apart) < 1.5 * 10**-_DIGITS


def case_of(one: Labelled, facts: Facts) -> Case:
    """A gold answer without its text."""
    return Case(
        one.source,
        one.letter,
        one.row,
        one.numbers,
        digest(one.answer),
        len(one.answer.split()),
        len(sentences(one.answer)),
        max(1, one.question.count("?")),
        one.stances,
        one.primary,
        evidence_sentences(one.answer, one.evidence),
        one.unsure,
        facts,
    )


def cases_of(labelled: Iterable[Labelled], facts: Mapping[str, Facts], periods: Mapping[str, str]) -> list[Case]:
    """Gold answers without their texts, in order.

    Parameters
    ----------
    labelled : iterable of Labelled
    facts : mapping of str to Facts
        By letter; a letter that is not in it has none.
    periods : mapping of str to str
        By source, the period of letters that have no date of their own.
    """
    found = []
    for one in labelled:
        known = facts.get(one.letter, Facts())
        found.append(case_of(one, known if known.date else replace(known, date=periods.get(one.source))))
    return found


def said_of(answer: str, verdict: Verdict) -> Said:
    """A verdict without the text it is about; probabilities keep four digits."""
    return Said(
        tuple(round(float(verdict.probabilities[name]), _DIGITS) for name in STANCES),
        verdict.stances,
        verdict.primary,
        evidence_sentences(answer, verdict.evidence),
        verdict.review,
    )


def evidence_sentences(answer: str, evidence: Sequence[Evidence]) -> tuple[Shown, ...]:
    """Which sentences of an answer its evidence covers more than half of: stance and number of the sentence."""
    return tuple(
        sorted(
            {
                (piece.stance, number)
                for number, (start, end) in enumerate(sentences(answer))
                for piece in evidence
                if min(end, piece.end) - max(start, piece.start) > (end - start) / 2
            }
        )
    )

"""The records that travel from room to room. All are frozen; offsets are half-open code-point counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from answerstance.stances import Primary, Stance

Kind = Literal["answers", "questions_only", "postponement", "letter", "article", "unknown"]
"""What a document is; only ``answers`` has exchanges."""


class Span(NamedTuple):
    """A stretch of text: ``text[start:end]``."""

    start: int
    end: int


def collapse(text: str) -> str:
    """The text with its white space collapsed to single spaces: what all offsets of evidence count in."""
    return " ".join(text.split())


class Piece(NamedTuple):
    """A stretch of a letter that is neither question nor answer, and what it is."""

    start: int
    end: int
    name: str
    """``heading``, ``preamble``, ``closing``, ``body``, ``markup``, ``footnote``, ``footnote mark``,
    ``page furniture``, ``letterhead`` or ``space``."""


@dataclass(frozen=True, slots=True)
class Meta:
    """What a letter states about itself; a field is None (or empty) where it states nothing."""

    body: str | None = None
    """Who answers, as the letter words it: ``Minister Agema (Volksgezondheid, Welzijn en Sport)``."""
    date: str | None = None
    """The day of the answer, ``YYYY-MM-DD``."""
    reference: str | None = None
    """The body's own mark: ``2158905``, ``2024Z14815``."""
    subject: str | None = None
    askers: tuple[str, ...] = ()
    """Who asked: members' names or a party's, as printed."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question as asked."""

    number: str | None
    """The number it bears, ``"3"`` or ``"3a"``; None where it bears none."""
    text: str
    """Clean text: no heading, number, footnote or page furniture."""
    spans: tuple[Span, ...]
    """Where it stands in ``letter.text``, in order; several where something interrupts it."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer as given; fields as in `Question`."""

    text: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Exchange:
    """One answer with the question or questions it answers, or questions that got none."""

    numbers: tuple[str, ...]
    """The numbers of the questions, as printed and in that order."""
    questions: tuple[Question, ...]
    answer: Answer | None
    refers_to: tuple[str, ...] = ()
    """Numbers of other questions of the same letter whose answers this answer points to."""
    rule: str = ""
    """The segmentation rule that found the exchange."""

    @property
    def question(self) -> str:
        """The questions' texts, apart by an empty line; empty where the answer stands alone."""
        return "\n\n".join(question.text for question in self.questions)


@dataclass(frozen=True, slots=True)
class Letter:
    """One document as read. The text is never edited after reading."""

    text: str = field(repr=False)
    kind: Kind
    path: str | None
    """The path as given; None for a text that was not read from a file."""
    format: str
    """``txt``, ``md``, ``html``, ``pdf``, ``docx``, ``doc``, ``odt``, ``rtf`` or ``xml``, told by its content."""
    sha256: str
    """Of the file's bytes, lower-case hexadecimal."""
    meta: Meta
    exchanges: tuple[Exchange, ...] = field(default=(), repr=False)
    pieces: tuple[Piece, ...] = field(default=(), repr=False)
    """What is in no exchange, in order. Pieces and the exchanges' spans together cover the whole text."""

    @property
    def unpaired(self) -> tuple[str, ...]:
        """The numbers of questions that got no answer, and of answers whose question is not in the letter."""
        return tuple(
            number
            for exchange in self.exchanges
            if exchange.answer is None or not exchange.questions
            for number in exchange.numbers
        )


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence that shows a stance."""

    stance: Stance
    start: int
    end: int
    """Offsets in the answer's text with its white space collapsed: ``collapse(answer)[start:end]``."""
    score: float
    """Probability, from 0 to 1, that the sentence takes the stance."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence of a letter that takes a stance, in an answer or in the text around the answers."""

    text: str
    """The sentence, clean and with its white space collapsed."""
    spans: tuple[Span, ...]
    """Where it stands in ``letter.text``, in order; several where something interrupts it."""
    scores: Mapping[Stance, float]
    """The stances it takes, one or more, each with its probability from 0 to 1."""
    part: str
    """``answer``, ``preamble``, ``closing``, or ``body`` in a letter without answers."""
    numbers: tuple[str, ...] = ()
    """The numbers of the questions answered, for a sentence of an answer."""

    @property
    def stances(self) -> tuple[Stance, ...]:
        """The stances it takes."""
        return tuple(self.scores)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the model says of one answer."""

    probabilities: Mapping[Stance, float]
    """For each stance the probability, from 0 to 1, that the answer takes it."""
    stances: tuple[Stance, ...]
    """The stances the answer takes itself; empty when it simply answers."""
    primary: Primary
    evidence: tuple[Evidence, ...]
    """By position; every stance in `stances` has at least one sentence."""
    inherited: tuple[Stance, ...] = ()
    """Stances of the answers it refers to (``Zie het antwoord op vraag 8``) that it does not take itself."""
    review: bool = False
    """A person should read this answer first: the model is less sure of its stances than of most answers'."""

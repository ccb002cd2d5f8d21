"""Rows, the flat form of a verdict, and the files they are written to."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, TextIO, TypedDict, get_type_hints

from answerstance.errors import AnswerStanceError
from answerstance.records import Exchange, Letter, Passage, Verdict, collapse
from answerstance.stances import STANCES


class EvidenceRow(TypedDict):
    """An evidence sentence; `start` and `end` are offsets into the answer with its white space collapsed."""

    stance: str
    start: int
    end: int
    score: float
    text: str


class Row(TypedDict):
    """One answer, flat. What does not apply is None or empty."""

    letter: str | None
    """File name."""
    path: str | None
    kind: str | None
    body: str | None
    """Who answers, as the letter words it."""
    date: str | None
    """The day of the answer, ``YYYY-MM-DD``."""
    askers: list[str]
    """Who asked, as printed."""
    numbers: list[str]
    question: str | None
    answer: str | None
    start: int | None
    """Where the answer begins in the letter's text, in code points."""
    end: int | None
    stances: list[str]
    primary: str | None
    probabilities: dict[str, float]
    evidence: list[EvidenceRow]
    refers_to: list[str]
    inherited: list[str]
    review: bool | None
    """A person should read this answer first."""
    model: str | None
    error: str | None


class PassageRow(TypedDict):
    """One sentence that takes a stance, flat; or a letter without one, or what could not be read, with its error."""

    letter: str | None
    """File name."""
    path: str | None
    kind: str | None
    body: str | None
    """Who writes, as the letter words it."""
    date: str | None
    """The day of the letter, ``YYYY-MM-DD``."""
    part: str | None
    """Where the sentence stands: ``answer``, ``preamble``, ``closing`` or ``body``."""
    numbers: list[str]
    """The questions answered, for a sentence of an answer."""
    start: int | None
    """Where the sentence begins in the letter's text, in code points."""
    end: int | None
    stances: list[str]
    scores: dict[str, float]
    """The probability of each of its stances."""
    text: str | None
    model: str | None
    error: str | None


ROW_FIELDS: Final[tuple[str, ...]] = tuple(get_type_hints(Row))
PASSAGE_FIELDS: Final[tuple[str, ...]] = tuple(get_type_hints(PassageRow))
_PROBABILITIES = ("probabilities", "scores")  # a column a stance each


def _columns(field: str) -> list[str]:
    return [f"p_{stance}" for stance in STANCES] if field in _PROBABILITIES else [field]


FLAT_FIELDS: Final[tuple[str, ...]] = tuple(column for field in ROW_FIELDS for column in _columns(field))
"""The columns of a table of rows that takes no lists."""
_DIGITS = 4  # of a probability: more would claim more than a model knows


def rows_of(letter: Letter, exchanges: Sequence[Exchange], verdicts: Sequence[Verdict | None], model: str) -> list[Row]:
    """One row an exchange, in order."""
    return [_row(letter, exchange, verdict, model) for exchange, verdict in zip(exchanges, verdicts, strict=True)]


def letter_row(letter: Letter, model: str) -> Row:
    """The row of a document without exchanges."""
    row = _empty(letter.path, model)
    row["kind"] = letter.kind
    row["body"], row["date"], row["askers"] = letter.meta.body, letter.meta.date, list(letter.meta.askers)
    return row


def error_row(path: str | None, error: str, model: str) -> Row:
    """The row of a file that could not be read."""
    row = _empty(path, model)
    row["error"] = error
    return row


def passage_rows(letter: Letter, passages: Sequence[Passage], model: str) -> list[PassageRow]:
    """One row a passage, in order; a letter without passages is one row without text."""
    common = empty_passage_row(letter.path, None, model)
    common["kind"], common["body"], common["date"] = letter.kind, letter.meta.body, letter.meta.date
    return [
        PassageRow(
            **common
            | {
                "part": passage.part,
                "numbers": list(passage.numbers),
                "start": passage.spans[0].start,
                "end": passage.spans[-1].end,
                "stances": list(passage.stances),
                "scores": {stance: round(score, _DIGITS) for stance, score in passage.scores.items()},
                "text": passage.text,
            }
        )
        for passage in passages
    ] or [common]


def empty_passage_row(path: str | None, error: str | None, model: str) -> PassageRow:
    """The row of a file without passages, or of one that could not be read."""
    return PassageRow(
        letter=Path(path).name if path else None,
        path=path,
        kind=None,
        body=None,
        date=None,
        part=None,
        numbers=[],
        start=None,
        end=None,
        stances=[],
        scores={},
        text=None,
        model=model,
        error=error,
    )


def _empty(path: str | None, model: str) -> Row:
    return Row(
        letter=Path(path).name if path else None,
        path=path,
        kind=None,
        body=None,
        date=None,
        askers=[],
        numbers=[],
        question=None,
        answer=None,
        start=None,
        end=None,
        stances=[],
        primary=None,
        probabilities={},
        evidence=[],
        refers_to=[],
        inherited=[],
        review=None,
        model=model,
        error=None,
    )


def _row(letter: Letter, exchange: Exchange, verdict: Verdict | None, model: str) -> Row:
    row = letter_row(letter, model)
    row["numbers"] = list(exchange.numbers)
    row["question"] = exchange.question or None
    if exchange.answer is None or verdict is None:
        return row
    row["answer"] = exchange.answer.text
    row["start"], row["end"] = exchange.answer.spans[0].start, exchange.answer.spans[-1].end
    row["stances"] = list(verdict.stances)
    row["primary"] = verdict.primary
    row["probabilities"] = {stance: round(verdict.probabilities[stance], _DIGITS) for stance in STANCES}
    collapsed = collapse(exchange.answer.text)
    row["evidence"] = [
        EvidenceRow(
            stance=found.stance,
            start=found.start,
            end=found.end,
            score=round(found.score, _DIGITS),
            text=collapsed[found.start : found.end],
        )
        for found in verdict.evidence
    ]
    row["refers_to"] = list(exchange.refers_to)
    row["inherited"] = list(verdict.inherited)
    row["review"] = verdict.review
    return row


@contextmanager
def rows_file(path: str | None, form: str) -> Iterator[TextIO]:
    """Where rows are written to: a file of this path, or standard output where there is none.

    Raises
    ------
    AnswerStanceError
        The file cannot be written.
    """
    if path is None:
        yield sys.stdout
        return
    encoding = "utf-8-sig" if form == "csv" else "utf-8"  # Excel takes a CSV without the mark for cp1252
    try:
        with Path(path).open("w", encoding=encoding, newline="") as file:
            yield file
    except OSError as error:
        raise AnswerStanceError(f"{path}: cannot be written ({error.strerror}); choose another file") from error


def write_rows(
    rows: Iterable[Row] | Iterable[PassageRow], file: TextIO, form: str, fields: Sequence[str] = ROW_FIELDS
) -> None:
    """Write rows as they come.

    Parameters
    ----------
    rows : iterable of Row or of PassageRow
    file : text file
        Open for writing, with ``newline=""`` for ``csv``.
    form : {"jsonl", "csv"}
        ``csv`` has one column a probability, lists joined by "; ", and evidence as "stance: sentence" lines.
    fields : sequence of str
        `ROW_FIELDS` or `PASSAGE_FIELDS`: the columns of ``csv``, also where there is no row.
    """
    if form == "jsonl":
        for row in rows:
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
    elif form == "csv":
        writer = csv.DictWriter(file, [column for field in fields for column in _columns(field)])
        writer.writeheader()
        for row in rows:
            writer.writerow(flat(row))
    else:
        raise AnswerStanceError(f"rows cannot be written as {form!r}; choose jsonl or csv")


def flat(row: Mapping[str, Any]) -> dict[str, object]:
    """A row without lists and records: its values in the order of the columns of a flat table."""
    values: dict[str, object] = {}
    for field, value in row.items():
        if field in _PROBABILITIES:
            values |= {f"p_{stance}": value.get(stance) for stance in STANCES}
        elif field == "evidence":
            values[field] = "\n".join(f"{found['stance']}: {found['text']}" for found in value)
        elif isinstance(value, list):
            values[field] = "; ".join(value)
        else:
            values[field] = value
    return values

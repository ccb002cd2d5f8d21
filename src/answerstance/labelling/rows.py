"""Rows, the flat form of a verdict, and the files they are written to."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final, TextIO, TypedDict, get_type_hints

from answerstance.errors import AnswerStanceError
from answerstance.records import Exchange, Letter, Verdict
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


ROW_FIELDS: Final[tuple[str, ...]] = tuple(get_type_hints(Row))
FLAT_FIELDS: Final[tuple[str, ...]] = tuple(
    column
    for field in ROW_FIELDS
    for column in ([f"p_{stance}" for stance in STANCES] if field == "probabilities" else [field])
)
"""The columns of a table that takes no lists."""
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
    row["question"] = "\n\n".join(question.text for question in exchange.questions) or None
    if exchange.answer is None or verdict is None:
        return row
    row["answer"] = exchange.answer.text
    row["start"], row["end"] = exchange.answer.spans[0].start, exchange.answer.spans[-1].end
    row["stances"] = list(verdict.stances)
    row["primary"] = verdict.primary
    row["probabilities"] = {stance: round(verdict.probabilities[stance], _DIGITS) for stance in STANCES}
    collapsed = " ".join(exchange.answer.text.split())
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


def write_rows(rows: Iterable[Row], file: TextIO, form: str) -> None:
    """Write rows as they come.

    Parameters
    ----------
    rows : iterable of Row
    file : text file
        Open for writing, with ``newline=""`` for ``csv``.
    form : {"jsonl", "csv"}
        ``csv`` has one column a probability, lists joined by "; ", and evidence as "stance: sentence" lines.
    """
    if form == "jsonl":
        for row in rows:
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
    elif form == "csv":
        writer = csv.DictWriter(file, FLAT_FIELDS)
        writer.writeheader()
        for row in rows:
            writer.writerow(flat(row))
    else:
        raise AnswerStanceError(f"rows cannot be written as {form!r}; choose jsonl or csv")


def flat(row: Row) -> dict[str, object]:
    """A row without lists and records: its values in the order of `FLAT_FIELDS`."""
    values: dict[str, object] = {}
    for field, value in row.items():
        if field == "probabilities":
            values |= {f"p_{stance}": row["probabilities"].get(stance) for stance in STANCES}
        elif field == "evidence":
            values[field] = "\n".join(f"{found['stance']}: {found['text']}" for found in row["evidence"])
        elif isinstance(value, list):
            values[field] = "; ".join(value)
        else:
            values[field] = value
    return values

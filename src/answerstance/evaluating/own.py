"""Gold labels of one's own, joined with the letters they are about."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from answerstance.annotating import Labelled, digest, load_examples
from answerstance.annotating.checking import evidence_of, problems
from answerstance.errors import AnnotationError, ReadError
from answerstance.evaluating.cases import Facts
from answerstance.evaluating.facts import example_facts
from answerstance.letters import read
from answerstance.records import Exchange, Letter, collapse
from answerstance.stances import STANCES

OWN = "own"
"""The source of gold labels that are not of this repository."""

_NEEDED = ("letter", "stances", "primary", "evidence")


class OwnGold(NamedTuple):
    """Gold answers with their texts, and what could not be used."""

    labelled: list[Labelled]
    facts: dict[str, Facts]
    left_out: list[str]
    """One message for each gold answer left out: where it stands, and what is missing."""


def load_own(gold: str | Path, letters: str | Path | None = None) -> OwnGold:
    """Read gold labels and the answers they are about.

    Parameters
    ----------
    gold : path
        JSON lines in the form of ``annotations/*.jsonl``: ``letter`` (a file name), ``numbers``, ``stances``,
        ``primary``, ``evidence``, and where there are any ``refers_to``, ``unsure`` and ``answer_sha256``. A line
        may hold its own ``question`` and ``answer``. Or a folder of gold letters in the form of ``examples/gold``,
        which hold their texts.
    letters : path, optional
        Folder with the letters; each is read and cut, and the answer with these numbers is taken.

    Returns
    -------
    OwnGold

    Raises
    ------
    AnnotationError
        If no gold answer can be used; the message says why of each of the first.
    """
    place = Path(gold)
    if place.is_dir():
        return OwnGold(load_examples(place), example_facts(place), [])
    if not place.is_file():
        raise AnnotationError(f"no gold labels in {place}: name a .jsonl file or a folder such as examples/gold")
    read_letters = _Letters(Path(letters) if letters is not None else None)
    labelled, left_out = [], []
    try:
        lines = place.read_text(encoding="utf-8-sig").split("\n")  # texts may hold what splitlines takes for an end
    except UnicodeDecodeError as error:
        raise AnnotationError(f"{place}: not UTF-8; name a .jsonl file or a folder such as examples/gold") from error
    seen: dict[tuple[object, ...], int] = {}
    for number, line in enumerate(lines, start=1):
        if line.strip():
            one = _labelled(line, read_letters)
            if isinstance(one, Labelled):
                first = seen.setdefault((one.letter, one.row, one.numbers, one.question, one.answer), number)
                if first == number:
                    labelled.append(one)
                    continue
                one = f"the same answer as line {first}; keep one of them"
            left_out.append(f"{place.name} line {number}: {one}")
    if not labelled:
        shown = "\n  ".join(left_out[:10]) or "the file is empty"
        raise AnnotationError(f"no gold answer of {place} can be scored:\n  {shown}")
    return OwnGold(labelled, read_letters.facts(), left_out)


class _Letters:
    """The letters of a folder, each read once."""

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder
        self.read: dict[str, Letter | str] = {}

    def letter(self, name: str) -> Letter | str:
        """The letter, or why there is none."""
        if self.folder is None:
            return "its text is missing: name the folder with the letters (--letters), or give 'question' and 'answer'"
        if name not in self.read:
            try:
                self.read[name] = read(self.folder / name)
            except ReadError as error:
                self.read[name] = str(error)
        return self.read[name]

    def facts(self) -> dict[str, Facts]:
        """What the letters state about themselves."""
        return {
            name: Facts(None, letter.meta.body, letter.meta.date, letter.format)
            for name, letter in self.read.items()
            if isinstance(letter, Letter)
        }


def _labelled(line: str, letters: _Letters) -> Labelled | str:
    """One gold answer, or what is missing."""
    try:
        record = json.loads(line)
    except json.JSONDecodeError as error:
        return f"not JSON ({error})"
    if isinstance(record, dict) and "probabilities" in record:
        return "a row that `answerstance label` wrote: a model's verdict is no gold label"
    missing = [name for name in _NEEDED if name not in record] if isinstance(record, dict) else list(_NEEDED)
    if missing:
        return f"no {', '.join(map(repr, missing))}: expected a record such as those of annotations/*.jsonl"
    wrong = _wrong_kinds(record)
    if wrong:
        return wrong
    numbers = tuple(map(str, record.get("numbers") or ()))
    pair = _texts(record, numbers, letters)
    if isinstance(pair, str):
        return pair
    question, answer = map(collapse, pair)
    if "answer_sha256" in record and digest(answer) != record["answer_sha256"]:
        return f"the answer of {record['letter']} is not the one that was labelled: its SHA-256 differs"
    wrong = problems(record, answer)
    if wrong:
        return "; ".join(wrong)
    return Labelled(
        OWN,
        str(record["letter"]),
        record.get("row"),
        numbers,
        question,
        answer,
        tuple(name for name in STANCES if name in record["stances"]),
        record["primary"],
        evidence_of(record),
        tuple(map(str, record.get("refers_to") or ())),
        bool(record.get("unsure", False)),
    )


def _wrong_kinds(record: Mapping[str, Any]) -> str | None:
    """What of a record is not even of its kind."""
    for name in ("letter", "question", "answer", "primary"):
        if not isinstance(record.get(name) or "", str):
            return f"{name!r} must be a text, not {record[name]!r}"
    if not record["letter"]:
        return "'letter' is empty: name the file of the letter"
    for name in ("numbers", "stances", "evidence", "refers_to"):
        if not isinstance(record.get(name) or [], list):
            return f"{name!r} must be a list, not {record[name]!r}"
    if not all(isinstance(piece, dict) for piece in record["evidence"] or ()):
        return "'evidence' must be a list of records with 'stance', 'start' and 'end'"
    return None


def _texts(record: Mapping[str, Any], numbers: tuple[str, ...], letters: _Letters) -> tuple[str, str] | str:
    if record.get("answer"):
        return record.get("question") or "", record["answer"]
    letter = letters.letter(str(record["letter"]))
    if isinstance(letter, str):
        return letter
    answered = [exchange for exchange in letter.exchanges if exchange.answer is not None]
    for exchange in answered:
        if exchange.numbers == numbers and exchange.answer is not None:
            return _question(exchange), exchange.answer.text
    found = ", ".join("+".join(exchange.numbers) for exchange in answered) or "none"
    return f"{record['letter']} has no answer to question {'+'.join(numbers) or '(no number)'}; found: {found}"


def _question(exchange: Exchange) -> str:
    return " ".join(question.text for question in exchange.questions)

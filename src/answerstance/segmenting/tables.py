"""Tables with a column of questions and a column of answers, as markdown prints them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from answerstance.dutch.numbers import PHRASE, expand
from answerstance.reading.extract import ANSWER_COLUMN, DITTO, QUESTION_COLUMN
from answerstance.records import Span

_ROW = re.compile(r"^(?:[ \t]*\|(?P<cells>.*)\|[ \t\r]*|(?P<tabs>[^\n\r|]*\t[^\n\r]*)\r?)$", re.MULTILINE)
_RULE = re.compile(r"^[\s|:=-]+$")
_TAB = re.compile(r"\t+")
_CELL = re.compile(r"(?<!\\)\|")
_ROLES = (
    ("answer", ANSWER_COLUMN),
    ("question", QUESTION_COLUMN),
    ("number", re.compile(r"^\W*(?:nr|no|nummer|#|vraagnr|vraagnummer|vraag nr)\b|^\W*#\W*$", re.IGNORECASE)),
)
_NUMBER = re.compile(rf"^\W*(?:vra(?:ag|gen)\s*)?(?P<phrase>{PHRASE})\s*[.:)]?\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row that asks and answers."""

    numbers: tuple[str, ...]
    questions: tuple[Span, ...]
    """One, or one for each row that shares the answer."""
    answer: Span
    row: Span


def find_table_rows(text: str) -> list[TableRow]:
    """Rows of the tables whose head names a question and an answer column; rows without a number are counted."""
    found: list[TableRow] = []
    roles: dict[str, int] = {}
    end = -1
    for match in _ROW.finditer(text):
        if match.start() != end + 1:  # another table
            roles = {}
        end = match.end()
        drawn = "cells" if match["cells"] is not None else "tabs"
        cells = _cells(text, match.start(drawn), match.end(drawn), _CELL if drawn == "cells" else _TAB)
        if _RULE.match(match.group()):
            continue
        if not roles:
            roles = _roles([text[a:b] for a, b in cells])
            continue
        if {"question", "answer"} <= roles.keys() and max(roles.values()) < len(cells):
            row = _row(text, cells, roles, Span(*match.span()), len(found) + 1)
            if found and text[slice(*row.answer)].strip() == DITTO.text:
                above = found.pop()
                row = replace(above, numbers=above.numbers + row.numbers, questions=above.questions + row.questions)
            found.append(row)
    return found


def _cells(text: str, start: int, end: int, rule: re.Pattern[str]) -> list[Span]:
    bounds = [start, *(start + match.start() for match in rule.finditer(text[start:end])), end]
    return [Span(a + (a != start), b) for a, b in pairwise(bounds)]


def _roles(head: list[str]) -> dict[str, int]:
    """Which column is which; "Vraagnr." is a number column, so numbers are told first."""
    roles: dict[str, int] = {}
    for at, cell in enumerate(head):
        for role, pattern in (_ROLES[2], *_ROLES[:2]):
            if pattern.search(cell) and role not in roles:
                roles[role] = at
                break
    return roles


def _row(text: str, cells: list[Span], roles: dict[str, int], row: Span, count: int) -> TableRow:
    question, answer = cells[roles["question"]], cells[roles["answer"]]
    numbers: tuple[str, ...] = ()
    if "number" in roles:
        match = _NUMBER.match(text[slice(*cells[roles["number"]])])
        numbers = expand(match["phrase"]) if match else ()
    else:
        match = _NUMBER.match(text[slice(*question)])
        if match:
            numbers = expand(match["phrase"])
            question = Span(question.start + match.end(), question.end)
    return TableRow(numbers or (str(count),), (question,), answer, row)

"""Tables with a column of questions and a column of answers: as markdown prints them, or as lines without bars."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from answerstance.dutch.numbers import PHRASE, expand
from answerstance.reading.extract import ANSWER_COLUMN, DITTO, QUESTION_COLUMN
from answerstance.records import Span
from answerstance.segmenting.counting import FIRST, counts_on
from answerstance.segmenting.headings import Heading
from answerstance.segmenting.lines import Line

_ROW = re.compile(r"^(?:[ \t]*\|(?P<cells>.*)\|[ \t\r]*|(?P<tabs>[^\n\r|]*\t[^\n\r]*)\r?)$", re.MULTILINE)
_RULE = re.compile(r"^[\s|:=-]+$")
_LINES = re.compile(r"(?:\r?\n[^\S\n]*\S[^\n]*)*")  # up to an empty line
_TAB = re.compile(r"\t+")
_ONE_TAB = re.compile(r"\t")
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
    width, end, inside = 0, -1, False
    for match in _ROW.finditer(text):
        if match.start() != end + 1:
            between = Span(end, match.start())
            if found and roles and _goes_on(text, found[-1], match):  # the last cell has several lines
                found[-1] = replace(found[-1], answer=Span(found[-1].answer.start, between.end))
            else:  # another table
                roles = {}
        end = match.end()
        drawn = "cells" if match["cells"] is not None else "tabs"
        cells = _cells(text, match.start(drawn), match.end(drawn), _CELL if drawn == "cells" else _TAB)
        if drawn == "tabs" and len(cells) != width:  # an empty cell shows as two tabs in a row
            single = _cells(text, match.start(drawn), match.end(drawn), _ONE_TAB)
            cells = single if len(single) == width else cells
        if _RULE.match(match.group()):
            continue
        if not roles:
            roles, width, inside = _roles([text[a:b] for a, b in cells]), len(cells), False
            continue
        if {"question", "answer"} <= roles.keys() and max(roles.values()) < len(cells):
            row = _row(text, cells, roles, Span(*match.span()), sum(len(above.numbers) for above in found) + 1)
            if found and inside and text[slice(*row.questions[0])].strip() == DITTO.text:
                row = replace(row, questions=found[-1].questions)
            if found and inside and text[slice(*row.answer)].strip() == DITTO.text:
                above = found.pop()
                row = replace(above, numbers=above.numbers + row.numbers, questions=above.questions + row.questions)
            inside = True
            found.append(row)
    if found and roles and "\t" in text[slice(*found[-1].row)] and found[-1].answer.end == found[-1].row.end:
        rest = _LINES.match(text, found[-1].answer.end)
        found[-1] = replace(
            found[-1], answer=Span(found[-1].answer.start, rest.end() if rest else found[-1].answer.end)
        )
    return found


def _goes_on(text: str, row: TableRow, after: re.Match[str]) -> bool:
    """Whether what stands between two rows parted by tabs belongs to the upper one: the lower one counts on."""
    number = _NUMBER.match(after["tabs"] or "")
    numbers = expand(number["phrase"]) if number else ()
    return (
        bool(numbers)
        and row.answer.end == row.row.end
        and numbers[0] == str(int(re.sub(r"\D", "", row.numbers[-1]) or 0) + 1)
    )


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


_FIRST_COLUMN = r"(?:\W*(?:nr|no|nummer|vraagnr|vraagnummer)\b|\s*#)"
_HEAD = re.compile(
    rf"^{_FIRST_COLUMN}[^?!]{{0,60}}?\bvra(?:ag|gen)\b[^?!]{{0,30}}\b(?:antw|reactie)[^?!]{{0,40}}$",
    re.IGNORECASE,
)
_MOST_COLUMNS = 8
_WIDEST_NAME = 30
_CELLS = re.compile(rf"^\s*(?P<phrase>(?=\d){PHRASE})(?P<cells>\s+[^\s?!:;,][^?!:;,]{{0,40}}(?<!\.))?$", re.IGNORECASE)


def find_printed_head(lines: Sequence[Line], at: int) -> tuple[int, int] | None:
    """Whether the head of a table without bars begins on a line: its last line, and its columns before the question."""
    if _HEAD.match(lines[at].text):
        return at, 0
    if not re.fullmatch(rf"{_FIRST_COLUMN}\W*", lines[at].text, re.IGNORECASE):
        return None
    asked = None
    for place in range(at + 1, min(at + _MOST_COLUMNS, len(lines))):
        text = lines[place].text.strip()
        if len(text) > _WIDEST_NAME:
            return None
        if asked is not None and ANSWER_COLUMN.match(text):
            return place, asked
        if asked is None and QUESTION_COLUMN.match(text):
            asked = place - at - 1
    return None


def find_printed_rows(lines: Sequence[Line]) -> list[Heading]:
    """The rows of a table without bars, each by its number and what stands before its question.

    The cells of a row stand on one line up to the question ("3 CDA 23"), or each on a line of its own.
    """
    heads = [head for at in range(len(lines)) if (head := find_printed_head(lines, at))]
    if not heads:
        return []
    last, others = heads[0]
    found: list[Heading] = []
    for at in range(last + 1, len(lines)):
        match = _CELLS.match(lines[at].text)
        if not match or (match["cells"] and others):
            continue
        numbers = expand(match["phrase"])
        end = at + others
        if numbers and end < len(lines):
            mark = Heading("question", numbers, at, end, len(lines[end].text))
            if counts_on(mark, found[-1]) if found else numbers[0] in FIRST:
                found.append(mark)
    return found if len(found) > 1 else []

"""Notes below a table of figures, and their marks, which extraction glues between two of the figures."""

from __future__ import annotations

import re
from collections.abc import Sequence

from answerstance.records import Piece
from answerstance.segmenting.footnotes import HEADING
from answerstance.segmenting.lines import Line

_FIGURE = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?%?|\d+(?:,\d+)?%?")
_NOTE = re.compile(r"^\s*(?P<number>[1-9])\s+[A-Z]")
_COLUMNS = 3  # figures that make a line a row of a table
_ROWS = 3  # rows that make a table
_ROW_LINES = 3  # a row's label may stand on lines of its own


def find_table_notes(lines: Sequence[Line]) -> tuple[list[Piece], list[Piece]]:
    """Find notes that stand right below a table, and their marks in it.

    A note counts only if its mark is found: the one way to part a token of a row, at the note's number, into two
    figures, where the row then has as many figures as the widest row.

    Returns
    -------
    bodies, marks : list of Piece
    """
    bodies: list[Piece] = []
    marks: list[Piece] = []
    rows: list[int] = []
    for at, line in enumerate(lines):
        note = _NOTE.match(line.text)
        if note and len(rows) >= _ROWS and at - rows[-1] == 1:
            mark = _mark(lines, rows, note["number"])
            if mark:
                end = at + 1
                while end < len(lines) and not (lines[end].gap or lines[end].cut or HEADING.match(lines[end].text)):
                    end += 1
                bodies += [Piece(lines[i].start, lines[i].end, "footnote") for i in range(at, end)]
                marks.append(mark)
            rows = []
        elif sum(token[0].isdigit() for token in line.text.split()) >= _COLUMNS:
            rows.append(at)
        elif rows and at - rows[-1] > _ROW_LINES:
            rows = []
    return bodies, marks


def _figures(line: Line) -> list[re.Match[str]]:
    """The tokens of a line that are, or begin and end with, figures."""
    return [match for match in re.finditer(r"\S+", line.text) if match.group()[0].isdigit()]


def _mark(lines: Sequence[Line], rows: Sequence[int], number: str) -> Piece | None:
    columns = max(len(_figures(lines[at])) for at in rows)
    for at in rows:
        figures = _figures(lines[at])
        if len(figures) != columns - 1:
            continue
        places = [
            token.start() + place
            for token in figures
            if not _FIGURE.fullmatch(token.group())
            for place in range(1, len(token.group()) - 1)
            if token.group()[place] == number
            and _is_figure(token.group()[:place])
            and _is_figure(token.group()[place + 1 :])
        ]
        if len(places) == 1:
            start = lines[at].spans_from(places[0])[0].start
            return Piece(start, start + 1, "footnote mark")
    return None


def _is_figure(text: str) -> bool:
    """Whether a text is one figure as tables print it; four digits in a row would have a point."""
    return bool(_FIGURE.fullmatch(text)) and not re.search(r"\d{4}", text)

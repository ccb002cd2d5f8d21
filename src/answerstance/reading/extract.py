"""What a format gives: a text, and what its layout says of stretches of that text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from answerstance.records import Piece, Span, collapse

_WHITE = re.compile(r"[ \t\r\n\f\v]+")  # what markup languages collapse: a no-break space is none of it
_UNIT = re.compile(r"(?:^|[\s\d(/])(?:[kcdm]?m|ha|[kcdm]?g|s)$")
_MARK = re.compile(r"\(?[\d*†‡]{1,3}\)?(?:(?:\s*,\s*|\s+en\s+|\s+)[\d*†‡]{1,3})*[,.]?")


@dataclass(frozen=True, slots=True)
class Extract:
    """The text of a file and what its format shows of it."""

    text: str
    pieces: tuple[Piece, ...] = ()
    """Footnotes, their marks, page furniture, text boxes: sorted, disjoint."""
    bold: tuple[Span, ...] = ()
    italic: tuple[Span, ...] = ()
    """Sorted, disjoint."""


class Run(NamedTuple):
    """A stretch of one paragraph in one type."""

    text: str
    bold: bool = False
    italic: bool = False
    piece: str | None = None
    """The name of the piece it is, if it is no running text."""


class Writer:
    """Puts a text together, paragraph by paragraph, and keeps the offsets."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._newlines = 2  # at the end of what was written; the beginning needs none
        self._pieces: list[Piece] = []
        self._bold: list[Span] = []
        self._italic: list[Span] = []

    def add(self, run: Run) -> None:
        """Write a run as it is."""
        if not run.text:
            return
        start = self._length
        self._parts.append(run.text)
        self._length += len(run.text)
        ending = len(run.text) - len(run.text.rstrip("\n"))
        self._newlines = ending if ending < len(run.text) else self._newlines + ending
        if run.piece:
            self._pieces.append(Piece(start, self._length, run.piece))
        if run.bold:
            self._bold.append(Span(start, self._length))
        if run.italic:
            self._italic.append(Span(start, self._length))

    def line(self, runs: Iterable[Run]) -> None:
        """Write runs as a line of their own, without white space at its ends; white lines are left out."""
        runs = stripped(runs)
        if runs:
            self.end_line()
            for run in runs:
                self.add(run)

    def paragraph(self, runs: Iterable[Run]) -> None:
        """Write runs as a paragraph of their own, with an empty line before it."""
        runs = stripped(runs)
        if runs:
            self.end_paragraph()
            for run in runs:
                self.add(run)

    def end_line(self) -> None:
        """Begin a new line, unless nothing stands on this one."""
        if self._newlines == 0:
            self.add(Run("\n"))

    def end_paragraph(self) -> None:
        """Leave one line empty, unless one is."""
        if self._newlines < 2:
            self.add(Run("\n" * (2 - self._newlines)))

    def extract(self) -> Extract:
        """What was written, ending in a line break."""
        self.end_line()
        text = "".join(self._parts)
        return Extract(text, _joined(text, self._pieces), _spans(text, self._bold), _spans(text, self._italic))


def stripped(runs: Iterable[Run]) -> list[Run]:
    """Runs without white space at the ends of what they make together."""
    kept = [run for run in runs if run.text]
    while kept and not kept[0].text.strip():
        kept.pop(0)
    while kept and not kept[-1].text.strip():
        kept.pop()
    if kept:
        kept[0] = kept[0]._replace(text=kept[0].text.lstrip())
        kept[-1] = kept[-1]._replace(text=kept[-1].text.rstrip())
    return kept


def collapsed(runs: Iterable[Run]) -> list[Run]:
    """Runs with each stretch of white space as one space, as HTML and XML mean it."""
    kept: list[Run] = []
    space = True
    for run in runs:
        if run.text == "\n":  # a line break that was asked for
            kept.append(run)
            space = True
            continue
        text = _WHITE.sub(" ", run.text)
        if space:
            text = text.removeprefix(" ")
        if text:
            kept.append(run._replace(text=text))
            space = text.endswith(" ")
    return kept


PARAGRAPH = Run("\n\n")
"""Parts two paragraphs of a cell."""


def split_paragraphs(runs: Iterable[Run]) -> Iterator[list[Run]]:
    """The paragraphs of runs in which `PARAGRAPH` parts them."""
    paragraph: list[Run] = []
    for run in runs:
        if run == PARAGRAPH:
            yield paragraph
            paragraph = []
        else:
            paragraph.append(run)
    yield paragraph


RAISED = "raised"
"""The piece of a run that is set higher than its line, until `with_marks` has told what it is."""


def with_marks(runs: Iterable[Run]) -> list[Run]:
    """Runs of a paragraph with those raised ones that are footnote marks named so, and the others as text."""
    found: list[Run] = []
    before = ""
    for run in runs:
        marked = run.piece == RAISED and is_note_mark(run.text, before)
        found.append(run._replace(piece="footnote mark" if marked else None) if run.piece == RAISED else run)
        before = (before + run.text)[-6:]
    return found


def is_note_mark(text: str, before: str) -> bool:
    """Tell a raised footnote mark from a raised number that belongs to its word, as in ``m2``."""
    return bool(_MARK.fullmatch(text.strip())) and not _UNIT.search(before[-6:])


_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


def number_as(number: int, form: str) -> str:
    """A number as a list prints it; the form is that of its first item: ``1``, ``a``, ``A``, ``i`` or ``I``."""
    if form in {"a", "A"} and number > 0:
        letters = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letters.upper() if form == "A" else letters
    if form in {"i", "I"} and 0 < number < 4000:
        roman = ""
        for amount, sign in _ROMAN:
            roman += sign * (number // amount)
            number %= amount
        return roman.upper() if form == "I" else roman
    return str(number)


DITTO = Run("〃")
"""Stands in a cell for the merged cell above it."""
QUESTION_COLUMN = re.compile(r"vra(?:ag|gen)", re.IGNORECASE)
ANSWER_COLUMN = re.compile(r"antw|reactie", re.IGNORECASE)


_MOST_COLUMNS = 40
_LARGEST = 1000  # columns or rows that one cell covers


def cell_size(said: str | None) -> int:
    """How many columns or rows a cell covers, as its attribute says."""
    digits = (said or "").strip()
    return max(1, min(int(digits), _LARGEST)) if re.fullmatch(r"[0-9]{1,6}", digits) else 1


def unmerged(rows: Sequence[Sequence[tuple[Sequence[Run], int, int]]]) -> list[list[Sequence[Run]]] | None:
    """The cells of a table that has merged ones, as many in each row; None but for one of questions and answers.

    Parameters
    ----------
    rows : sequence of sequence of (sequence of Run, int, int)
        For each row its cells, and how many columns and rows each covers.
    """
    names = [collapse("".join(run.text for run in cell)) for cell, _, _ in (rows[0] if rows else ())]
    if not all(any(column.search(name) for name in names) for column in (QUESTION_COLUMN, ANSWER_COLUMN)):
        return None
    width = sum(across for _, across, _ in rows[0])
    if width > _MOST_COLUMNS:
        return None
    covered = [0] * width  # rows that the merged cell above still covers
    found = []
    for row in rows:
        left = iter(row)
        cells: list[Sequence[Run]] = []
        while len(cells) < width:
            if covered[len(cells)]:
                covered[len(cells)] -= 1
                cells.append([DITTO])
                continue
            cell, across, down = next(left, ([], 1, 1))
            for place in range(min(across, width - len(cells))):
                covered[len(cells)] = down - 1
                cells.append([] if place else cell)
        for cell, _, _ in left:  # more than the head has
            cells[-1] = [*cells[-1], PARAGRAPH, *cell]
        found.append(cells)
    return found


def table_rows(rows: Sequence[Sequence[Sequence[Run]]], has_head: bool = False) -> list[list[Run]] | None:
    """A table of data as markdown rows; None where it only places text on a page.

    A table of data has the same two or more columns in every row and a first row of short names. Letterheads are set
    as tables too, with a label and its value in every row: their values have digits, or their labels a colon.

    Parameters
    ----------
    rows : sequence of sequence of sequence of Run
        For each row its cells.
    has_head : bool
        Whether the format itself says that the first row heads the others.
    """
    width = len(rows[0]) if rows else 0
    if width < 2 or len(rows) < 2 or any(len(row) != width for row in rows):
        return None
    head = [collapse("".join(run.text for run in cell)) for cell in rows[0]]
    if not has_head and not all(
        name and len(name) <= _LONGEST_NAME and not re.search(r"\d|[:?]$", name) for name in head
    ):
        return None
    return [_markdown_row(row) for row in rows]


_LONGEST_NAME = 40


def _markdown_row(cells: Sequence[Sequence[Run]]) -> list[Run]:
    row = [Run("|")]
    for cell in cells:
        row.append(Run(" "))
        for run in stripped(cell):
            text = re.sub(r"\s*\n\s*", " <br> ", run.text.replace("|", "\\|"))
            row.append(run._replace(text=text))
        row.append(Run(" |"))
    return row


def _joined(text: str, pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    """Pieces of one name that only white space parts as one piece; marks stay single."""
    joined: list[Piece] = []
    for piece in pieces:
        last = joined[-1] if joined else None
        if last and last.name == piece.name != "footnote mark" and not text[last.end : piece.start].strip():
            joined[-1] = last._replace(end=piece.end)
        else:
            joined.append(piece)
    return tuple(joined)


def _spans(text: str, spans: Iterable[Span]) -> tuple[Span, ...]:
    joined: list[Span] = []
    for span in spans:
        if joined and not text[joined[-1].end : span.start].strip():
            joined[-1] = Span(joined[-1].start, span.end)
        elif text[span.start : span.end].strip():
            joined.append(span)
    return tuple(joined)
